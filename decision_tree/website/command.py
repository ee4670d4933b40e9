"""The commands of the site: check its pages, build it, serve it while somebody edits.

They drive MkDocs and print what people can act on: nothing when all is well, and each mistake with
its place. Any warning fails. MkDocs' own `--strict` counts only what it prints, and with `--quiet`
it prints no warning, so that both together let every one of them pass.
"""

from __future__ import annotations

import argparse
import logging
import re
import shutil
import signal
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer

from decision_tree.engine.counted import counted
from decision_tree.engine.markup import escape
from decision_tree.loader.cites import DOCS
from decision_tree.loader.load import CONTENT, ROOT
from decision_tree.loader.page_checks import check_cites, check_front_matter
from decision_tree.loader.printing import printing
from decision_tree.loader.problems import ContentError, Place, Problem, report
from decision_tree.loader.yaml_nodes import yaml_problems
from decision_tree.website.beside_pages.compressed_copies import pack
from decision_tree.website.beside_pages.dates import last_changed
from decision_tree.website.page_problems import CheckedError, template_problem

__all__ = ["main"]

CONFIG = ROOT / "mkdocs.yml"
RUNTIME = ROOT / "decision_tree" / "runtime"
LOCAL = "127.0.0.1"


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 all is well, 1 something is wrong."""
    return printing(lambda: _run(arguments))


def _run(arguments: list[str] | None) -> int:
    parser = argparse.ArgumentParser(prog="python -m decision_tree.website")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    told = "say what is wrong with the pages, their macros and links, without building the site"
    commands.add_parser("check", help=told).set_defaults(run=lambda _: _check())
    building = commands.add_parser("build", help="build the site; any warning fails")
    building.add_argument("--site-dir", type=Path, default=ROOT / "site")
    building.set_defaults(run=lambda chosen: _build(chosen.site_dir))
    told = "write .br and .gz files into a built site, for hosts that send them as they are"
    packing = commands.add_parser("pack", help=told)
    packing.add_argument("--site-dir", type=Path, default=ROOT / "site")
    packing.set_defaults(run=lambda chosen: _pack(chosen.site_dir))
    serving = commands.add_parser("serve", help="serve the site, and build it at each save")
    serving.add_argument("--port", type=_port, default=8000)
    serving.set_defaults(run=lambda chosen: _serve(chosen.port))
    chosen = parser.parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    return run(chosen)


def _port(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"“{text}” is no port; give a number up to 65535")


def _pack(site: Path) -> int:
    if not (site / "index.html").is_file():
        print(f"{site} holds no built site; run `make build`, then this again")
        return 1
    print(f"{counted(pack(site), 'file')} written beside those of {site}")
    return 0


class _Told(logging.Handler):
    """Prints MkDocs' warnings and errors, and remembers them.

    What it says of links is told by the hooks, with its places; what the server says of requests
    is nothing that a writer can mend.
    """

    _ELSEWHERE = ("mkdocs.structure.pages", "mkdocs.livereload")

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Print one message, with its place when that is in mkdocs.yml."""
        if record.name in self._ELSEWHERE:
            return
        for message in _placed(record.getMessage()):
            self.told.append(message)
            print(message, flush=True)


_UNLISTED = "The following pages exist in the docs directory, but are not included in the"


def _placed(message: str) -> list[str]:
    """What is told for a message of MkDocs, each with its place when that is in mkdocs.yml."""
    if message.startswith(_UNLISTED):
        pages = re.findall(r"^ *- (.+)$", message, re.MULTILINE)
        return [_at("nav", _unlisted(page)) for page in pages]
    return [_told_where_named(message)]


def _unlisted(page: str) -> str:
    told = f"no part of the menu names docs/{page}"
    return f"{told}; add it to `nav`, or to `not_in_nav` when readers come by links alone"


def _at(key: str, message: str) -> str:
    lines = CONFIG.read_text("utf-8").splitlines()
    line = next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)
    return report([Problem(Place(CONFIG.name, line, 1), message, "mkdocs", lines[line - 1])])


def _told_where_named(message: str) -> str:
    text = CONFIG.read_text("utf-8")
    for words in re.findall("""['"]([^'"]+)['"]""", message):
        found = re.search(rf"(?<![\w/.-]){re.escape(words)}(?![\w/-])", text)
        if found:
            line = text.count("\n", 0, found.start()) + 1
            column = found.start() - text.rfind("\n", 0, found.start())
            source = text.splitlines()[line - 1]
            return report([Problem(Place(CONFIG.name, line, column), message, "mkdocs", source)])
    return message


def _listening() -> _Told:
    """A handler that prints what MkDocs warns of, in place of any that was there."""
    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    told = _Told()
    logger.handlers = [told]
    return told


def _load(**options: Any) -> MkDocsConfig:
    """The configuration. Raises MkDocsException: with the problems of the file, when it is no YAML,
    and otherwise MkDocs has logged the reasons."""
    problems = yaml_problems(CONFIG)
    if problems:
        raise MkDocsException(report(problems))
    return load_config(config_file=str(CONFIG), **options)


def _check() -> int:
    told = _listening()
    try:
        config = _load(site_dir=str(ROOT / ".build" / "no-site"))
        config.plugins.on_startup(command="check", dirty=False)  # type: ignore[arg-type]
        mkdocs_build(config)
    except ContentError:
        print("The pages were not checked: that needs content without problems. Mend it first.")
        return 1
    except CheckedError as checked:
        return _print_checked(checked, told, config)
    except Exception as error:
        if not _explained(error, told):
            raise
        return 1
    raise AssertionError("a check ends once all pages are read")


def _print_checked(checked: CheckedError, told: _Told, config: MkDocsConfig) -> int:
    """What only this check finds: not again what `decision-tree check` says of the same pages."""
    guide = config.extra["guide"]
    known = {*check_front_matter(DOCS), *check_cites(guide, DOCS, CONTENT)}
    found = [problem for problem in checked.problems if problem not in known]
    if found:
        print(report(found))
        print(f"{counted(len(found), 'problem')} found on pages.")
    elif checked.problems:
        print("What is wrong with pages, `python -m decision_tree check` tells.")
    return 1 if checked.problems or told.told else 0


def _build(folder: Path) -> int:
    told = _listening()
    try:
        config = _load(site_dir=str(folder))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    except Exception as error:
        if not _explained(error, told):
            raise
        return 1
    if told.told:
        return 1
    if not last_changed(ROOT):
        print("Git does not know when the pages last changed here, so the site gives no dates.")
    return 0


def _explained(error: Exception, told: _Told) -> str:
    """What is printed for an error that people can mend; "" for any other, with nothing printed."""
    if isinstance(error, MkDocsException) and told.told:
        return "\n".join(told.told)  # where MkDocs logged the reason
    message = _sentence(error)
    if message:
        print(message, flush=True)
    return message


def _sentence(error: Exception) -> str:
    if isinstance(error, MkDocsException):
        return error.format_message()
    if isinstance(error, jinja2.TemplateError):
        problem = template_problem(error)
        return report([problem]) if problem else ""
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'A file'} could not be read or written: {error.strerror}"
    raised = Path(traceback.extract_tb(error.__traceback__)[-1].filename)
    if raised.resolve().parent == RUNTIME.resolve():
        return str(error)  # it says what to do
    return ""


class _Server(LiveReloadServer):
    """MkDocs' own, but it takes its port before anything is built, and whoever asks then waits."""

    def take_port(self) -> None:
        """Take the port. Raises OSError when it cannot be had."""
        super().server_bind()
        super().server_activate()

    def _build_loop(self) -> None:
        """Build at each save. What is saved once this is told, it sees: it watches by now."""
        print(f"Ready at {self.url} and reloading on every change.", flush=True)
        super()._build_loop()  # type: ignore[no-untyped-call]

    def server_bind(self) -> None:
        """Done in `take_port`."""

    def server_activate(self) -> None:
        """Done in `take_port`."""


def _serve(port: int) -> int:
    told = _listening()
    site = Path(tempfile.mkdtemp(prefix="site-"))
    address = f"http://{LOCAL}:{port}/"
    try:
        load = partial(_load, site_dir=str(site), dev_addr=f"{LOCAL}:{port}")
        config = load()
        config.plugins.on_startup(command="serve", dirty=False)
        server = _Server(_Builder(load, site, address, told), LOCAL, port, str(site))
        try:
            server.take_port()
        except OSError as error:
            server.server_close()
            print(f"Port {port} cannot be had: {error.strerror}. {_OTHER_PORT}")
            return 1
        return _run_server(server, config, site)
    except MkDocsException as error:
        _explained(error, told)
        return 1
    finally:
        shutil.rmtree(site, ignore_errors=True)


_OTHER_PORT = "Stop what uses it, or choose another: make serve PORT=8080"


def _run_server(server: _Server, config: MkDocsConfig, site: Path) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # either way the folder is removed
    server.error_handler = partial(_error_page, site)
    try:
        server.builder()
        for path in (config.docs_dir, str(CONFIG), *config.watch):
            server.watch(path)
        config.plugins.on_serve(server, config=config, builder=server.builder)
        server.serve()  # type: ignore[no-untyped-call]
    except KeyboardInterrupt:
        pass  # this is how people end it
    finally:
        server.shutdown()
        config.plugins.on_shutdown()
    return 0


def _error_page(site: Path, code: int) -> bytes | None:
    page = site / f"{code}.html"
    return page.read_bytes() if page.is_file() else None


@dataclass(slots=True)
class _Builder:
    """Builds what is served. What stops a build stands on every page until the next one."""

    load: Callable[[], MkDocsConfig]
    site: Path
    address: str
    told: _Told
    sound: bool = True

    def __call__(self) -> None:
        was_sound, self.told.told = self.sound, []
        self.sound = self._build()
        if self.sound and not was_sound:
            print("All problems are mended.", flush=True)

    def _build(self) -> bool:
        """Whether a build ended, and no problem was told."""
        try:
            config = self.load()
            config.site_url = self.address
            mkdocs_build(config, serve_url=self.address)
        except (Exception, SystemExit) as error:
            _stand_in(self.site, self._explain(error))
            return False
        return not (config.extra["told"] or self.told.told)

    def _explain(self, error: BaseException) -> str:
        if isinstance(error, Exception) and (message := _explained(error, self.told)):
            return message
        traceback.print_exc()
        return f"{type(error).__name__}: {error}\nThe terminal says where it happened."


_STAND_IN = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<title>The site cannot be built</title>
<h1>The site cannot be built</h1>
<pre role="alert">{told}</pre>
<p>This page shows the site again after the save that mends it.</p>
</html>
"""


def _stand_in(site: Path, told: str) -> None:
    """Put one page in place of all, which asks again by itself: it has no live reload."""
    for path in site.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (site / "404.html").write_text(_STAND_IN.format(told=escape(told)), "utf-8")
