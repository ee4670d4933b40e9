"""Everything that is served belongs to somebody, and the page and the notice say whose it is."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from functools import cache
from html import unescape
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from decision_tree.website.beside_pages import components as module
from decision_tree.website.beside_pages.components import (
    Component,
    bundled_names,
    components,
    unknown_files,
    unknown_members,
)
from decision_tree.website.beside_pages.notice import NOTICE, licences_of, notice
from tests.conftest import ROOT
from tests.every_browser.in_node import PYODIDE, in_node

TEMPLATES = Path(str(distribution("mkdocs-material").locate_file("material/templates")))
PARTS = components(ROOT)


def names(parts: tuple[Component, ...]) -> list[str]:
    """The names of components, for the tests' own names."""
    return [part.name for part in parts]


def test_nothing_is_served_of_which_nobody_knows_whose_it_is(site: Path) -> None:
    assert unknown_files(site, ROOT) == []


@pytest.mark.parametrize(
    "name",
    [
        "assets/vendor/chart.min.js",
        "assets/chart.mjs",
        "assets/javascripts/chart.0a1b2c3d.min.js",
        "assets/stylesheets/chart.0a1b2c3d.min.css",
        "assets/fonts/letter.woff2",
        "assets/pyodide-0/pyodide.chart.wasm",
        "assets/authoring-0/chart.mjs",
    ],
)
def test_a_file_that_nobody_knows_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text("", "utf-8")
    assert unknown_files(tmp_path, ROOT) == [name]


@pytest.mark.parametrize("name", ["engine-0/python.bin", "authoring-0/authoring.zip"])
def test_a_package_in_an_archive_that_nobody_knows_is_named(tmp_path: Path, name: str) -> None:
    file = tmp_path / "assets" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(zipped("decision_tree/cli.py", "json/__init__.pyc", "numpy/__init__.py"))
    assert unknown_files(tmp_path, ROOT) == [f"assets/{name}: numpy"]


def zipped(*members: str) -> bytes:
    """A zip with empty files of these names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in members:
            archive.writestr(name, "")
    return made.getvalue()


def test_a_module_is_known_by_its_name_with_or_without_its_source() -> None:
    archive = zipped("re/__init__.pyc", "types.py", "methods.bin", "other.json")
    assert unknown_members(archive, frozenset({"re", "types"})) == ["other.json"]


def test_a_package_that_the_theme_joins_anew_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, tmp_path, "  - name: rxjs\n", "  - name: other\n")
    with pytest.raises(ValueError, match=r"the theme holds rxjs, which .* add it to `bundled` in"):
        components(ROOT)


@pytest.mark.parametrize("name", ["pyodide", "mkdocs-material"])
def test_another_version_of_what_brings_parts_along_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    version = next(part.version for part in PARTS if name in part.purl)
    without(monkeypatch, tmp_path, f"{name}: {version}\n", f"{name}: 0.1.2\n")
    with pytest.raises(ValueError, match=rf"{name} {version} is installed, .* what 0\.1\.2 holds"):
        components(ROOT)


def without(monkeypatch: pytest.MonkeyPatch, folder: Path, old: str, new: str) -> None:
    """Read the table with another text in one place."""
    text = module.TABLE.read_text("utf-8")
    assert text.count(old) == 1
    table = folder / "components.yml"
    table.write_text(text.replace(old, new), "utf-8")
    monkeypatch.setattr(module, "TABLE", table)


ICONS = {
    "material": "Material Design Icons",
    "octicons": "Octicons",
    "fontawesome": "Font Awesome Free",
}


def test_the_theme_holds_no_less_than_is_said() -> None:
    said = {part.name for part in PARTS if part.within == "Material for MkDocs"}
    assert bundled_names(TEMPLATES) == said - set(ICONS.values())


def test_the_icons_that_are_drawn_are_of_the_sets_that_are_named(site: Path) -> None:
    files = [*site.rglob("*.html"), *site.glob("assets/*.css")]
    drawn = {path for file in files for path in shapes(file.read_text("utf-8"))}
    sets = {folder.name: drawn & outlines(folder) for folder in (TEMPLATES / ".icons").iterdir()}
    named = set().union(*(sets[name] for name in ICONS))
    assert [name for name, shown in sets.items() if shown - named] == []
    assert all(sets[name] for name in ICONS)
    assert set(ICONS.values()) <= set(names(PARTS))


def shapes(text: str) -> set[str]:
    """The outlines that a page or a style sheet draws."""
    return set(re.findall(r"""<path[^>]*? d=["']([^"']+)""", unescape(text)))


@cache
def outlines(folder: Path) -> frozenset[str]:
    """The outlines of all icons below this folder."""
    return frozenset(shape for file in folder.rglob("*.svg") for shape in shapes(file.read_text()))


TELL = """
import json, sys, zlib, sqlite3, pyexpat, _decimal
from compression import zstd
said = {
    "zlib": zlib.ZLIB_RUNTIME_VERSION, "SQLite": sqlite3.sqlite_version,
    "Expat": pyexpat.EXPAT_VERSION.removeprefix("expat_"), "Zstandard": zstd.zstd_version,
    "mpdecimal": _decimal.__libmpdec_version__, "CPython": sys.version.split()[0],
    "Emscripten": ".".join(map(str, sys._emscripten_info.emscripten_version)),
}
with open("/job/answers.json", "w") as file:
    json.dump([said, sorted(sys.stdlib_module_names)], file)
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], list[str]]:
    """Versions of what is in the interpreter, and the modules of its library, as it tells them."""
    archive = (PYODIDE / "python_stdlib.zip").read_bytes()
    said: Any = in_node(archive, TELL, (), tmp_path_factory.mktemp("told"))
    return said[0], said[1]


def test_versions_are_those_that_the_interpreter_tells(
    told: tuple[dict[str, str], list[str]],
) -> None:
    assert told[0] == {part.name: part.version for part in PARTS if part.name in told[0]}


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("bzip2", b"1.0.6, 6-Sept-2010"),
        ("liblzma", b"\x005.2.2\x00"),
        ("musl", b"CS_GNU_LIBC_VERSION"),
        ("LLVM runtime libraries", b"system/lib/libcxxabi/src/cxa_demangle.cpp"),
        ("HACL*", b"Modules/_hacl/Hacl_Hash_SHA3.c"),
        ("libffi", b"ffi_"),
        ("hiwire", b"hiwire"),
    ],
)
def test_what_the_interpreter_cannot_tell_left_its_mark(name: str, mark: bytes) -> None:
    assert mark in (PYODIDE / "pyodide.asm.wasm").read_bytes()
    assert name in names(PARTS)


def test_the_loader_holds_no_other_package_than_the_one_named() -> None:
    sources = json.loads((PYODIDE / "pyodide.mjs.map").read_text("utf-8"))["sources"]
    vendored = {name for name in sources if "vendor" in name or "node_modules" in name}
    assert vendored == {
        f"../src/js/vendor/stackframe/{name}.ts" for name in ("stackframe", "error-stack-parser")
    }


def test_the_library_is_pythons_but_for_what_is_pyodides(
    told: tuple[dict[str, str], list[str]],
) -> None:
    archive = (PYODIDE / "python_stdlib.zip").read_bytes()
    known = frozenset(told[1])
    others = set(unknown_members(archive, known))
    assert {"pyodide", "_pyodide"} <= others
    odd = others - {"pyodide", "_pyodide", "site-packages"}
    assert all(re.fullmatch(r"__p?hello__|_sysconfigdata_.*", name) for name in odd), odd


@pytest.fixture(scope="module")
def said(site: Path) -> str:
    """The notice as it is served."""
    return (site / NOTICE).read_text("utf-8")


@pytest.fixture(scope="module")
def page(site: Path) -> str:
    """The page of licences as Markdown."""
    return (site / "licences/index.md").read_text("utf-8")


@pytest.mark.parametrize("part", PARTS, ids=names(PARTS))
def test_the_page_and_the_notice_name_each_with_version_licence_and_source(
    part: Component, page: str, said: str
) -> None:
    version = part.version or f"that of {part.within}"
    name = part.name.replace("*", r"\*")
    row = rf"| [{name}]({part.source}) | {version} | {part.licence} |"
    assert row in page
    entry = next(block for block in said.split("=" * 80) if block.strip().startswith(part.name))
    for words in (part.version, part.licence, part.source, part.holder, part.text):
        assert words in entry
    assert part.holder or part.text


def test_each_part_was_brought_by_one_that_is_listed() -> None:
    assert {part.within for part in PARTS if part.within} <= set(names(PARTS))
    assert all(part.version for part in PARTS if not part.within)


def test_the_text_of_every_licence_is_in_the_notice(said: str) -> None:
    wanted = {name for part in PARTS for name in licences_of(part.licence)}
    for name in wanted - {"LicenseRef-Public-Domain", "LLVM-exception"}:
        assert f"({name})\n" in said, name
    for words in (
        "Mozilla Public License Version 2.0",
        "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2",
        "Apache License",
        "Copyright (c) 2017-2021 Ingy",
        "Martin Donath",
        (ROOT / "LICENSE").read_text("utf-8").strip(),
    ):
        assert words in said, words


def test_a_licence_without_a_text_cannot_be_overlooked(tmp_path: Path) -> None:
    shutil.copy(ROOT / "LICENSE", tmp_path)
    odd = Component(name="a", licence="Odd-1.0", source="https://a.test/")
    with pytest.raises(FileNotFoundError, match=r"Odd-1\.0"):
        notice([odd], tmp_path)


def test_every_page_with_a_footer_says_what_is_true_and_leads_to_the_page(
    site: Path, without_theme: set[str]
) -> None:
    for file in sorted(site.rglob("*.html")):
        html = file.read_text("utf-8")
        if "md-footer" not in html:
            assert file.relative_to(site).as_posix() in without_theme
            continue
        footer = html[html.index('<footer class="md-footer">') :]
        assert "Our text and code: MIT licence. Work of others: their own licences." in footer
        assert re.search(r'href="[./]*(licences/|\./)">Licences</a>', footer), file


def test_title_heading_and_menu_are_the_same_word(site: Path) -> None:
    html = (site / "licences/index.html").read_text("utf-8")
    assert "<title>Licences - " in html
    assert re.search(r'<h1 id="licences">Licences<', html)


def test_no_script_is_served_that_searches_in_another_language(site: Path) -> None:
    assert not list(site.glob("assets/javascripts/lunr/**/*"))
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    assert index["config"]["lang"] == ["en"]
