"""The one style sheet of every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import PluginCollection
from mkdocs.structure.files import File, Files

from decision_tree.website.files.stylesheet import SHEET, add_style_sheet, joined

NAMES = (
    "assets/rollback.css",
    "assets/practice.css",
    "assets/guide.css",
    "assets/stylesheets/palette.12.min.css",
    "assets/stylesheets/main.34.min.css",
)


@pytest.fixture
def config(tmp_path: Path) -> MkDocsConfig:
    made = MkDocsConfig()
    made.site_dir = str(tmp_path)
    made.plugins = PluginCollection()
    made.plugins._current_plugin = None  # MkDocs sets it while a hook runs
    return made


def files_of(config: MkDocsConfig, names: tuple[str, ...]) -> Files:
    return Files([File.generated(config, name, content=f"{name} {{}}") for name in names])


def test_the_themes_rules_come_first_and_the_guides_after_them(config: MkDocsConfig) -> None:
    made = add_style_sheet(files_of(config, NAMES), config).get_file_from_path(SHEET)
    assert made is not None
    assert made.content_string.split(" {}\n") == [*reversed(NAMES[3:]), *reversed(NAMES[:3]), ""]


@pytest.mark.parametrize("lost", NAMES)
def test_a_sheet_that_is_not_there_is_named(config: MkDocsConfig, lost: str) -> None:
    rest = tuple(name for name in NAMES if name != lost)
    with pytest.raises(PluginError, match=rf"0 style sheets are called {lost.split('12')[0][:20]}"):
        add_style_sheet(files_of(config, rest), config)


def test_what_only_a_sheet_of_its_own_can_say_is_left_out() -> None:
    alone = '@charset "UTF-8";a{content:"é"}\n/*# sourceMappingURL=main.css.map */'
    assert joined([alone, "b {}"]) == 'a{content:"é"}\nb {}\n'
