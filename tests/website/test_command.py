"""What each command of the site says of an error, and that `serve` goes on after every one.

MkDocs' build is replaced: what counts here is how it ends. tests/website/test_serve.py and
test_build.py have builds of their own.
"""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import jinja2
import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from decision_tree.runtime.assemble import write_runtime
from decision_tree.website import command
from decision_tree.website.command import main
from tests.conftest import Capture, published
from tests.tools.loopback import free_port

End = Callable[[], object]
"""How a build ends: by raising something, or with what it logs, or well."""

NOWHERE = Path("no-such-folder")


def raised(error: BaseException) -> End:
    """An end with this error."""

    def end() -> None:
        raise error

    return end


def warned(message: str, name: str = "mkdocs") -> End:
    """An end of which MkDocs' logger of this name warned."""
    return lambda: logging.getLogger(name).warning(message)


def templates(folder: Path) -> jinja2.Environment:
    """The templates of a folder: one that cannot be read, and one that fails on its third line."""
    (folder / "open.html").write_text("<p>\n  {% if %}\n", "utf-8")
    (folder / "fails.html").write_text("<p>\n<p>\n  {{ nothing.at.all }}\n", "utf-8")
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True)


MENDABLE: dict[str, tuple[Callable[[Path], object], str]] = {
    # what happens in a build, and what is told of it
    "a hook refuses": (
        lambda _: raised(PluginError("the content has problems:\ntree.yml:1:1: error: x"))(),
        "the content has problems:\ntree.yml:1:1: error: x\n",
    ),
    "a file cannot be read": (
        lambda _: raised(PermissionError(13, "Permission denied", "docs/faq.md"))(),
        "docs/faq.md could not be read or written: Permission denied\n",
    ),
    "no memory is left": (
        lambda _: raised(OSError(12, "Cannot allocate memory"))(),
        "A file could not be read or written: Cannot allocate memory\n",
    ),
    "Pyodide is not installed": (
        lambda folder: write_runtime(published(), NOWHERE, folder),
        "no-such-folder lacks pyodide",
    ),
    "a template cannot be read": (
        lambda folder: templates(folder).get_template("open.html"),
        "open.html:2:3: error: this template cannot be used (Expected an expression, got 'end of "
        "statement block'); mend it [template]\n",
    ),
    "a template fails": (
        lambda folder: templates(folder).get_template("fails.html").render(),
        "fails.html:3:3: error: this template cannot be used ('nothing' is undefined); mend it "
        "[template]\n",
    ),
}

BUGS: dict[str, tuple[End, str]] = {
    "an error of ours": (lambda: 1 // 0, "ZeroDivisionError: integer division or modulo by zero"),
    "a template without a file": (
        lambda: jinja2.Environment(autoescape=True).from_string("{% if %}"),
        "TemplateSyntaxError: Expected an expression",
    ),
    "an error of the system without a reason": (raised(OSError("odd")), "OSError: odd"),
}
"""What nobody can mend by a save, and what Python says of it."""


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[End]]:
    """How each of the next builds ends, to be filled: they all have to happen. A build that ends
    well puts a site in place of the last one."""
    left: list[End] = []

    def build(config: MkDocsConfig, **_: object) -> None:
        left.pop(0)()
        config.extra["told"] = ""
        site = Path(config.site_dir)
        (site / "decide").mkdir(parents=True, exist_ok=True)
        for page in ("index.html", "decide/index.html", "404.html"):
            (site / page).write_text(f"The page {page}", "utf-8")

    monkeypatch.setattr(command, "mkdocs_build", build)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")  # which every command sets
    logger, ended = logging.getLogger("mkdocs"), signal.getsignal(signal.SIGTERM)
    kept = logger.level, logger.propagate, logger.handlers
    yield left
    logger.level, logger.propagate, logger.handlers = kept
    signal.signal(signal.SIGTERM, ended)
    assert not left, "there were fewer builds than ends"


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch, ends: list[End]) -> list[str]:
    """What a page of the served site shows after each build, as text. A build follows each save;
    Ctrl-C is pressed after the last."""
    seen: list[str] = []

    def builds(server: LiveReloadServer) -> None:
        def look() -> str:
            page = Path(server.root) / "decide/index.html"
            shown = page.read_bytes() if page.exists() else server.error_handler(404) or b""
            return unescape(shown.decode("utf-8"))

        assert server.observer.is_alive()  # else a save that follows at once is lost
        seen.append(look())
        while ends:
            server.builder()
            seen.append(look())
        raise KeyboardInterrupt

    monkeypatch.setattr(LiveReloadServer, "_build_loop", builds)
    return seen


def serve() -> int:
    """The exit code of `serve` on some port."""
    return main(["serve", "--port", str(free_port())])


@pytest.mark.parametrize("name", ["check", "build"])
@pytest.mark.parametrize("what", MENDABLE)
def test_what_a_person_can_mend_is_told_in_a_sentence(
    ends: list[End], tmp_path: Path, capsys: Capture, name: str, what: str
) -> None:
    end, told = MENDABLE[what]
    ends.append(lambda: end(tmp_path))
    site = ["--site-dir", str(tmp_path / "site")] if name == "build" else []
    assert main([name, *site]) == 1
    printed = capsys.readouterr()
    assert told in printed.out
    assert "Traceback" not in printed.out + printed.err


@pytest.mark.parametrize("name", ["check", "build"])
@pytest.mark.parametrize("what", BUGS)
def test_a_bug_ends_a_command_with_what_python_says_of_it(
    ends: list[End], tmp_path: Path, name: str, what: str
) -> None:
    end, told = BUGS[what]
    ends.append(end)
    site = ["--site-dir", str(tmp_path / "site")] if name == "build" else []
    with pytest.raises(Exception, match=told.partition(": ")[2]) as found:
        main([name, *site])
    assert found.type.__name__ == told.partition(":")[0]


LOGGED = {
    # what MkDocs warns of: (the logger, the message, what is told)
    "a name in mkdocs.yml": (
        "mkdocs.config",
        "Config value 'nosuch': then 'theme' is odd",
        "1: error: Config value 'nosuch': then 'theme' is odd [mkdocs]",
    ),
    "names that are not there": ("mkdocs", "The plugin 'nosuch' is old", "The plugin 'nosuch'"),
    "no names": ("mkdocs.plugins", "Something is old", "Something is old"),
    "pages that the menu lacks": (
        "mkdocs.structure.nav",
        'The following pages exist in the docs directory, but are not included in the "nav" '
        "configuration:\n  - a.md\n  - b/c.md",
        "error: no part of the menu names docs/b/c.md; add it to `nav`, or to `not_in_nav`",
    ),
}


@pytest.mark.parametrize("what", LOGGED)
def test_a_warning_fails_a_build_and_has_its_place_where_mkdocs_yml_has_its_words(
    ends: list[End], tmp_path: Path, capsys: Capture, what: str
) -> None:
    logger, message, told = LOGGED[what]
    ends.append(warned(message, logger))
    assert main(["build", "--site-dir", str(tmp_path)]) == 1
    printed = capsys.readouterr().out
    assert told in printed
    assert printed.startswith("mkdocs.yml:") == ("error: " in told)


@pytest.mark.parametrize("logger", ["mkdocs.structure.pages", "mkdocs.livereload"])
def test_what_is_told_elsewhere_or_to_nobody_fails_no_build(
    ends: list[End], tmp_path: Path, capsys: Capture, logger: str
) -> None:
    ends.append(warned("Doc file contains a link", logger))
    assert main(["build", "--site-dir", str(tmp_path)]) == 0
    assert "Doc file" not in capsys.readouterr().out


@pytest.mark.usefixtures("ends")
@pytest.mark.parametrize("name", ["check", "build", "serve"])
def test_a_configuration_that_is_no_yaml_is_told_with_its_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture, name: str
) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("nav:\n\t- Home: index.md\n", "utf-8")
    monkeypatch.setattr(command, "CONFIG", file)
    assert main([name]) == 1
    assert "mkdocs.yml:2:1: error: a tab indents this line; YAML wants spaces [tab]" in (
        capsys.readouterr().out
    )


@pytest.mark.parametrize("what", MENDABLE)
def test_serve_says_on_every_page_what_a_save_can_mend(
    ends: list[End], looks: list[str], tmp_path: Path, capsys: Capture, what: str
) -> None:
    end, told = MENDABLE[what]
    ends += [list, lambda: end(tmp_path), list]
    assert serve() == 0
    printed = capsys.readouterr().out
    assert told in printed
    assert printed.endswith("All problems are mended.\n")
    sound, broken, mended = looks
    assert sound == mended == "The page decide/index.html"
    assert told.strip() in broken
    assert "This page shows the site again after the save that mends it." in broken


@pytest.mark.parametrize("what", [*BUGS, "a plugin ends the process"])
def test_serve_outlives_a_bug_and_says_where_to_read_of_it(
    ends: list[End], looks: list[str], capsys: Capture, what: str
) -> None:
    end, told = BUGS.get(what, (raised(SystemExit("enough")), "SystemExit: enough"))
    ends += [list, end, list]
    assert serve() == 0
    printed = capsys.readouterr()
    assert told in printed.err
    assert "Traceback" in printed.err
    assert printed.out.endswith("All problems are mended.\n")
    assert looks[0] == looks[2] == "The page decide/index.html"
    assert told in looks[1]
    assert "\nThe terminal says where it happened.</pre>" in looks[1]


def test_serve_shows_the_new_site_where_a_build_only_warns(
    ends: list[End], looks: list[str], capsys: Capture
) -> None:
    ends += [warned("Something is old"), list, list]
    assert serve() == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Something is old\nReady at http://127.0.0.1:")
    assert printed.count("All problems are mended.\n") == 1
    assert looks == ["The page decide/index.html"] * 3


def test_ctrl_c_while_serve_builds_is_no_mistake_and_leaves_no_folder(
    monkeypatch: pytest.MonkeyPatch, ends: list[End], tmp_path: Path, capsys: Capture
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    ends.append(raised(KeyboardInterrupt()))
    assert serve() == 0
    assert capsys.readouterr() == ("", "")
    assert list(tmp_path.iterdir()) == []


def test_serve_is_not_ready_before_it_watches(
    monkeypatch: pytest.MonkeyPatch, ends: list[End], capsys: Capture
) -> None:
    """MkDocs starts to watch within its own `serve`: a save before that would be lost."""
    monkeypatch.setattr(LiveReloadServer, "serve", lambda _: raised(KeyboardInterrupt())())
    ends.append(list)
    assert serve() == 0
    assert "Ready" not in capsys.readouterr().out
