"""The work of others that the served files hold: names, versions, licences, sources, texts.

What can be read is read from the packages as they are installed. What these brought along is in
components.yml, for one version of each: the build stops when another version is installed.
"""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

__all__ = ["TABLE", "Component", "bundled_names", "components", "unknown_files", "unknown_members"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """A piece of software by others, or a part of one."""

    name: str
    version: str = ""
    """Its own, or "" where only that of `within` is known."""
    licence: str
    """An SPDX expression."""
    source: str
    """Where its source can be had."""
    purl: str = ""
    within: str = ""
    """The name of the component that brought it along, or ""."""
    holder: str = ""
    """Who holds the copyright, or "" where `text` says so."""
    text: str = ""
    """Its own licence or notice, as it was installed."""
    served: str = ""
    """What of it the site serves, for people; "" when it is within what another one serves."""


TABLE = Path(__file__).with_suffix(".yml")
_PYODIDE, _CPYTHON, _THEME, _YAML = "Pyodide", "CPython", "Material for MkDocs", "PyYAML"


def components(root: Path) -> tuple[Component, ...]:
    """Everything that the served files hold, each before what it brought along.

    `root` is the folder with node_modules. Raises ValueError with what to do when a package is
    installed in another version than components.yml was written for, or holds what that lacks.
    """
    table = yaml.safe_load(TABLE.read_text("utf-8"))
    return (
        *_in_the_runtime(root / "node_modules" / "pyodide", table),
        _unpacking(root / "node_modules" / "zstddec", table),
        *_in_the_theme(table),
        _pyyaml(),
    )


def _in_the_runtime(pyodide: Path, table: Any) -> Iterator[Component]:
    package = json.loads((pyodide / "package.json").read_text("utf-8"))
    version = str(package["version"])
    _expect("pyodide", version, table)
    info = json.loads((pyodide / "pyodide-lock.json").read_text("utf-8"))["info"]
    repository = re.sub(r"^git\+|\.git$", "", package["repository"]["url"])
    yield Component(
        name=_PYODIDE,
        version=version,
        licence=package["license"],
        source=f"{repository}/tree/{version}",
        purl=f"pkg:npm/pyodide@{version}",
        holder="the Pyodide contributors and Mozilla",
        served="what runs Python in the browser: `pyodide.mjs`, `pyodide.asm.mjs`, "
        "`pyodide.asm.wasm`, and this packed as `wasm.bin`",
    )
    python = str(info["python"])
    yield Component(
        name=_CPYTHON,
        version=python,
        licence="Python-2.0.1",
        source=f"https://github.com/python/cpython/tree/v{python}",
        purl=f"pkg:github/python/cpython@v{python}",
        within=_PYODIDE,
        text=_copyright((pyodide / "pyodide.asm.wasm").read_bytes()),
        served="the interpreter in `pyodide.asm.wasm`, its library in `python.bin` and "
        "`python_stdlib.zip`",
    )
    emscripten = str(info["platform"]).removeprefix("emscripten_").replace("_", ".")
    yield Component(
        name="Emscripten",
        version=emscripten,
        licence="MIT OR NCSA",
        source=f"https://github.com/emscripten-core/emscripten/tree/{emscripten}",
        purl=f"pkg:github/emscripten-core/emscripten@{emscripten}",
        within=_PYODIDE,
        holder="the Emscripten authors",
    )
    yield from (Component(**row) for row in table["compiled"])


def _unpacking(folder: Path, table: Any) -> Component:
    package = json.loads((folder / "package.json").read_text("utf-8"))
    version = str(package["version"])
    _expect("zstddec", version, table)
    return Component(
        name="zstddec",
        version=version,
        licence=package["license"],
        source=f"https://github.com/donmccurdy/zstddec/tree/v{version}",
        purl=f"pkg:npm/zstddec@{version}",
        text=(folder / "LICENSE").read_text("utf-8").strip(),
        served="zstd's decoder, which unpacks `wasm.bin`: `unpack.wasm`",
    )


def _copyright(wasm: bytes) -> str:
    """What Python's `copyright` says; the interpreter holds it as text."""
    said = re.search(rb"Copyright \(c\) \d+ Python Software Foundation\.[^\0]*", wasm)
    if not said:
        raise ValueError("pyodide.asm.wasm holds no copyright notice of Python; look for it there")
    return said[0].decode("ascii").strip()


def _in_the_theme(table: Any) -> Iterator[Component]:
    package = distribution("mkdocs-material")
    _expect("mkdocs-material", package.version, table)
    templates = Path(str(package.locate_file("material/templates")))
    bundled = [Component(**row) for row in table["bundled"]]
    if lacking := sorted(bundled_names(templates) - {each.name for each in bundled}):
        raise ValueError(
            f"the theme holds {', '.join(lacking)}, which would be served without a licence: "
            f"add it to `bundled` in {_place()}"
        )
    yield Component(
        name=_THEME,
        version=package.version,
        licence=_licence(package),
        source=_address(package, "Source"),
        purl=f"pkg:pypi/mkdocs-material@{package.version}",
        text=_licence_text(package),
        served="the theme: scripts, style sheets and the frame of each page",
    )
    yield from bundled
    for row in table["drawn"]:
        (licence,) = (templates / ".icons" / row.pop("set")).glob("LICENSE*")
        yield Component(**row, text=licence.read_text("utf-8").strip())


def bundled_names(templates: Path) -> set[str]:
    """The npm packages that the theme's scripts and style sheets in this folder were made from."""
    maps = sorted(templates.glob("assets/**/*.map"))
    sources = (name for file in maps for name in json.loads(file.read_text("utf-8"))["sources"])
    found = (re.search(r".*node_modules/((?:@[^/]+/)?[^/]+)/", name) for name in sources)
    return {match[1] for match in found if match}


def _pyyaml() -> Component:
    package = distribution("PyYAML")
    return Component(
        name=_YAML,
        version=package.version,
        licence=_licence(package),
        source=_address(package, "Source Code"),
        purl=f"pkg:pypi/pyyaml@{package.version}",
        text=_licence_text(package),
        served="its Python files in `authoring.zip`, which read the text on “Try your change”",
    )


def _licence(package: Distribution) -> str:
    said = package.metadata
    return str(said["License-Expression"] or said["License"])


def _address(package: Distribution, label: str) -> str:
    pairs = (str(each).split(", ", 1) for each in package.metadata.get_all("Project-URL") or ())
    return next(address for name, address in pairs if name == label)


def _licence_text(package: Distribution) -> str:
    (found,) = (
        file
        for file in package.files or ()
        if ".dist-info" in str(file.parent) and file.name.startswith("LICENSE")
    )
    return found.read_text().strip()


def _expect(name: str, installed: str, table: Any) -> None:
    if installed != str(table[name]):
        raise ValueError(
            f"{name} {installed} is installed, and {_place()} says what {table[name]} holds: read "
            f"what {installed} holds, correct the list there, and write {installed} above it"
        )


def _place() -> str:
    return "/".join(TABLE.parts[-4:])


_FILES = (
    r"assets/pyodide-[^/]+/(pyodide(\.asm)?\.mjs|pyodide\.asm\.wasm)",
    r"assets/packed-[^/]+/(wasm\.bin|unpack\.(wasm|mjs))",
    r"assets/runtime-[^/]+/(worker\.mjs|guide\.bin)",
    r"assets/authoring-[^/]+/(worker\.mjs|content/[\w/-]+\.yml\.txt)",
    r"assets/javascripts/(bundle|workers/search)\.\w+\.min\.js(\.map)?",
    r"assets/stylesheets/(main|palette)\.\w+\.min\.css(\.map)?",
    r"assets/((site|guide)\.css|images/favicon\.png|(scenarios|drills|rollback|incident)-\w+\.json|cards/[\w-]+\.png)",
    r"schema/\w+\.json|search/(entries|search_index)\.json",
    r"([\w/-]+/)?index\.(html|md)|404\.html|NOTICE\.txt|llms(-full)?\.txt|tree\.json|robots\.txt",
    r"changes\.xml|sitemap\.xml(\.gz)?|_headers|_nginx\.conf|SHA256SUMS|sbom\.cdx\.json",
)
"""What the site holds of the components and of its own, beside what docs/ and overrides/ hold."""

_ARCHIVES = r"assets/(engine-[^/]+/python\.bin|authoring-[^/]+/\w+\.zip)"
_MEMBERS = frozenset({"decision_tree", "content", "methods.bin", "worker_entry", "yaml"})
"""What archives hold beside Pyodide's library."""


def unknown_files(site: Path, root: Path) -> list[str]:
    """Which files of the built `site`, and members of its archives, are neither ours nor those of a
    component; `root` is the folder of this project."""
    library = _tops((root / "node_modules/pyodide/python_stdlib.zip").read_bytes())
    found: list[str] = []
    for file in sorted(filter(Path.is_file, site.rglob("*"))):
        name = file.relative_to(site).as_posix()
        if re.fullmatch(_ARCHIVES, name):
            found += (f"{name}: {each}" for each in unknown_members(file.read_bytes(), library))
        elif not any(re.fullmatch(pattern, name) for pattern in _FILES):
            known = any((root / folder / name).is_file() for folder in ("docs", "overrides"))
            found += () if known else (name,)
    return found


def unknown_members(archive: bytes, library: frozenset[str]) -> list[str]:
    """Which modules of a zip, or of a gzip of one, are not in Pyodide's `library` and not known."""
    return sorted(_tops(archive) - library - _MEMBERS)


def _tops(archive: bytes) -> frozenset[str]:
    """What lies at the top of an archive, modules by their names."""
    data = gzip.decompress(archive) if archive.startswith(b"\x1f\x8b") else archive
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        tops = (PurePosixPath(name).parts[0] for name in opened.namelist())
        return frozenset(re.sub(r"\.pyc?$", "", top) for top in tops)
