"""The exit stays open: MkDocs' maintained fork builds the very same site."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Served
from tests.tools.successor import build, differences

pytestmark = pytest.mark.long


def test_properdocs_builds_the_same_site(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE_URL", served.address)
    build("properdocs", tmp_path)
    assert list(tmp_path.rglob("index.html"))
    assert differences(served.folder, tmp_path) == []


def test_a_difference_is_named_and_the_generator_is_none(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for side, name in ((one, "A"), (other, "B")):
        side.mkdir()
        (side / "same.html").write_text(f'<meta name="generator" content="{name}">x', "utf-8")
        (side / "page.html").write_text(name, "utf-8")
    (one / "gone.css").write_text("", "utf-8")
    assert differences(one, other) == [f"gone.css is not in {other}", "page.html differs"]
