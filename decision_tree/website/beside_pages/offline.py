"""What each page with the quiz consists of, written into the service worker of the built site.

A page is asked for by itself, but its engine runs in a worker, and browsers let a service worker
answer for that by the worker's own address. So the runtime's folders are listed below the one they
lie in, once for all pages.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

from ...runtime.assemble import integrity, without_comments

__all__ = ["RUNTIMES", "WORKER", "Loaded", "loaded", "write_service_worker"]

WORKER = "service-worker.js"
_PAGES = "const PAGES = {};"
_MARK = "data-runtime="
RUNTIMES = "assets/"
"""The folder that holds the runtime's folders: engine.mjs has it kept under this scope."""


def write_service_worker(site: Path) -> None:
    """Fill in the list of files in the service worker of the site built in this folder.

    Raises ValueError when the worker has no place for it.
    """
    listed: dict[str, dict[str, str]] = {}
    folders: set[Path] = set()
    for page in sorted(site.rglob("index.html")):
        if _MARK not in page.read_text("utf-8"):
            continue
        scope = page.parent.relative_to(site).as_posix().removeprefix(".") + "/"
        found = loaded(site, page)
        listed[scope] = {scope: _hash(page)} | {name: _hash(site / name) for name in found.files}
        folders.update(found.runtime)
    listed = _shared(listed)
    files = (file.relative_to(site).as_posix() for each in folders for file in each.iterdir())
    listed[RUNTIMES] = {name: _hash(site / name) for name in sorted(files)}
    file = site / WORKER
    source = file.read_text("utf-8")
    if source.count(_PAGES) != 1:
        raise ValueError(f"{WORKER} lacks the line `{_PAGES}`, in whose place the build writes")
    code = without_comments(source)
    file.write_text(code.replace(_PAGES, f"const PAGES = {json.dumps(listed)};"), "utf-8")


def _shared(pages: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """The same with what every page has listed once, under no name: browsers fetch it again after
    each edit, some of them three times."""
    all_files = [set(files.items()) for files in pages.values()]
    every = dict(set.intersection(*all_files)) if all_files else {}
    own = {
        scope: {name: value for name, value in files.items() if name not in every}
        for scope, files in pages.items()
    }
    return {"": dict(sorted(every.items())), **own}


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.runtime = ""
        self.engine = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in ("script", "img") and given.get("src"):
            self.addresses.append(given["src"])
        elif tag == "link" and given.get("rel") in ("stylesheet", "icon"):
            self.addresses.append(given.get("href", ""))
        self.addresses += given.get("data-content", "").split()
        if given.get("data-then"):
            self.addresses.append(given["data-then"])
        self.runtime = given.get("data-runtime", self.runtime)
        self.engine = given.get("data-engine", self.engine)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a page loads: its files without its engine's, as paths from the site's root, and the
    folders of the runtime that it starts, the one that it names first."""

    files: tuple[str, ...]
    runtime: tuple[Path, ...]


def loaded(site: Path, page: Path) -> Loaded:
    """What this page of the site built in the folder `site` loads."""
    said = _Addresses()
    said.feed(page.read_text("utf-8"))
    folder = page.parent.relative_to(site).as_posix()
    here = (
        posixpath.normpath(posixpath.join(folder, urlsplit(address).path))
        for address in said.addresses
        if not urlsplit(address).netloc and not urlsplit(address).scheme
    )
    modules = (path.relative_to(site).as_posix() for path in (site / "assets").glob("*.mjs"))
    files = sorted(name for name in {*here, *modules} if (site / name).is_file())
    runtime = site / posixpath.normpath(posixpath.join(folder, said.runtime))
    beside = (runtime.parent / name for name in said.engine.split())
    started = (runtime, *beside) if said.runtime else ()
    return Loaded(tuple(files), tuple(filter(Path.is_dir, started)))


def _hash(file: Path) -> str:
    return integrity(file.read_bytes())
