"""The one style sheet of every page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File, Files

from decision_tree.engine.model import SIDES
from decision_tree.website.beside_pages.stylesheet import (
    FRAME_SHEET,
    PARTS,
    SHEET,
    add_style_sheet,
    joined,
    with_widths,
)
from tests.conftest import ROOT

STYLE = ROOT / "overrides/assets/style"
THEME = ("assets/stylesheets/main.34.min.css", "assets/stylesheets/palette.12.min.css")
OURS = tuple(f"assets/style/{name}.css" for name in PARTS)
NAMES = (*reversed(OURS), *reversed(THEME))


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    made = MkDocsConfig()
    made.site_dir = str(tmp_path)
    made.plugins = PluginCollection()
    made.plugins._current_plugin = None  # MkDocs sets it while a hook runs
    return made


def files_of(config: MkDocsConfig, names: tuple[str, ...]) -> Files:
    return Files([File.generated(config, name, content=f"{name} {{}}") for name in names])


def test_the_themes_rules_are_in_a_layer_that_the_guides_outweigh(config: MkDocsConfig) -> None:
    made = add_style_sheet(files_of(config, NAMES), config)
    layer = "".join(f"{part} {{}}\n" for part in THEME)
    ours = "".join(f"{part} {{}}\n" for part in OURS)
    for sheet, text in ((SHEET, f"@layer theme {{\n{layer}}}\n{ours}"), (FRAME_SHEET, ours)):
        file = made.get_file_from_path(sheet)
        assert file is not None
        assert file.content_string == text


def test_no_rule_of_the_guide_names_the_theme_only_to_outweigh_it() -> None:
    """The theme's rules are in a layer: what names a class of the guide's needs no more weight."""
    only = re.compile(r"^\s*\.md-typeset (?:[a-z]+|:is\()?\.[a-z-]+.*[,{]$", re.MULTILINE)
    found = {name: only.findall((STYLE / f"{name}.css").read_text("utf-8")) for name in PARTS}
    assert not {name: lines for name, lines in found.items() if lines}


def test_the_parts_are_not_served_one_by_one(config: MkDocsConfig) -> None:
    made = add_style_sheet(files_of(config, NAMES), config)
    assert not [file for file in made.css_files() if file.src_uri in OURS]


def test_a_sheet_that_no_list_names_is_told(config: MkDocsConfig) -> None:
    with pytest.raises(PluginError, match=r"assets/style/new.css is in no list"):
        add_style_sheet(files_of(config, (*NAMES, "assets/style/new.css")), config)


@pytest.mark.parametrize("lost", NAMES)
def test_a_sheet_that_is_not_there_is_named(config: MkDocsConfig, lost: str) -> None:
    rest = tuple(name for name in NAMES if name != lost)
    with pytest.raises(PluginError, match=rf"0 style sheets are called {lost[:20]}"):
        add_style_sheet(files_of(config, rest), config)


def test_what_only_a_sheet_of_its_own_can_say_is_left_out() -> None:
    alone = '@charset "UTF-8";a{content:"é"}\n/*# sourceMappingURL=main.css.map */'
    assert joined([alone, "b {}"]) == 'a{content:"é"}\nb {}\n'


WIDTHS = "@custom-media --phone (max-width: 44em);\n@custom-media --wide (min-width: 76em);\n"


def test_the_width_stands_in_the_place_of_a_break_points_name() -> None:
    rule = "@media screen and ({}), ({}) {{\n}}\na {{ color: var(--wide); }}\n"
    sheet = WIDTHS + rule.format("--phone", "--wide")
    wanted = rule.format("max-width: 44em", "min-width: 76em")
    assert with_widths(sheet) == wanted


def test_a_break_point_that_has_no_width_is_told_with_the_nearest_name() -> None:
    with pytest.raises(PluginError, match=r"no break point “--phones”; did you mean “--phone”\?"):
        with_widths(f"{WIDTHS}@media (--phones) {{}}")


def test_every_break_point_has_a_name_and_every_name_is_used() -> None:
    sheets = {name: (STYLE / f"{name}.css").read_text("utf-8") for name in PARTS}
    named = set(re.findall(r"@custom-media (--[a-z-]+)", sheets.pop("widths")))
    asked = [line for sheet in sheets.values() for line in re.findall("@media.*", sheet)]
    assert not [line for line in asked if "width" in line]
    assert set(re.findall(r"\((--[a-z-]+)\)", "\n".join(asked))) == named


STEPS = {"0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.8", "1", "1.2", "1.6", "2", "2.4", "3"}
"""The scale of what is left free between and around things, in rem; wider gaps are places."""


def test_what_is_left_free_is_a_step_of_one_scale() -> None:
    free = re.compile(
        r"^\s*(?:--dt-button-gap|(?:scroll-)?(?:margin|padding)\S*|\S*gap): (.*);", re.M
    )
    given = {
        f"{name}.css: {value}"
        for name in PARTS
        for value in free.findall((STYLE / f"{name}.css").read_text("utf-8"))
        for step in re.findall(r"([\d.]+)rem", value)
        if float(step) < 3 and step not in STEPS
    }
    assert not given


def test_letters_have_the_few_sizes_that_type_names() -> None:
    """On the screen; on paper a sheet of its own is as large as fits. What is drawn has units of
    its own, and a field needs 16 pixels where a phone would zoom into smaller ones."""
    known = re.compile(
        r"var\(--dt-(small|text|lead|title|head)\)|inherit|0\.\d+em|1[2346]px|[\d.]+pt"
    )
    sheets = {name: (STYLE / f"{name}.css").read_text("utf-8") for name in PARTS if name != "print"}
    sizes = [
        f"{name}.css: {size}"
        for name, sheet in sheets.items()
        for size in re.findall(r"font-size: ([^;]+);", sheet)
        if not known.fullmatch(size)
    ]
    assert sizes == [
        "type.css: clamp(1.5rem, 1.1rem + 1.7vw, 2.2rem)",  # a page's name
        "page.css: clamp(var(--dt-small), 4.2vw, var(--dt-text))",  # the guide's, beside buttons
        "page.css: calc(0.72 * var(--dt-small))",  # and where letters are twice as large
    ]


def test_each_class_of_the_guides_own_is_written_somewhere() -> None:
    wanted = set(re.findall(r"\.(dt-[a-z0-9-]+)", "".join(map(_text, STYLE.glob("*.css")))))
    places = {"decision_tree": ("py",), "overrides": ("mjs", "html", "svg"), "docs": ("md",)}
    files = [
        f for top, ends in places.items() for end in ends for f in ROOT.glob(f"{top}/**/*.{end}")
    ]
    written = "".join(map(_text, files))
    whole, starts = set(re.findall(r"dt-[a-z0-9-]+", written)), ("dt-lean-",)
    assert {each for each in wanted - whole if not each.startswith(starts)} == set()


def _text(file: Path) -> str:
    return file.read_text("utf-8")


def test_a_row_of_no_side_has_a_colour_of_its_own_as_each_side_has() -> None:
    """Within a result it would have the colour of that, and look like a vote for it."""
    sheet = (STYLE / "sides.css").read_text("utf-8")
    coloured = [rule for rule in sheet.split("}") if "--lean: var(" in rule]
    named = " ".join(rule.partition("{")[0] for rule in coloured)
    for side in (*SIDES, "none", "split"):
        assert re.search(rf"\.dt-lean-{side}\b(?!-)", named), side
    assert "--lean: var(--dt-quiet)" in next(rule for rule in coloured if "dt-lean-none" in rule)
