"""The interface to the engines does what the tests built on it assume."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tools.loopback import listening

from .drivers import Engine, EngineError

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def served_page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One small page on this machine."""
    folder: Path = tmp_path_factory.mktemp("page")
    (folder / "index.html").write_text("<title>Here</title><p>Text", "utf-8")
    with listening(folder) as address:
        yield address


def test_an_address_is_opened_and_values_go_there_and_back(
    engine: Engine, served_page: str
) -> None:
    engine.open(served_page)
    told = engine.run("return [document.title, values[0].a, values[1], await 3]", {"a": "ü"}, None)
    assert told == ["Here", "ü", None, 3]


def test_what_a_script_throws_is_told(engine: Engine, served_page: str) -> None:
    engine.open(served_page)
    with pytest.raises(EngineError, match="not today"):
        engine.run("throw new Error('not today')")


def test_a_fresh_profile_forgets(engine: Engine, served_page: str) -> None:
    engine.open(served_page)
    engine.run("localStorage.setItem('kept', 'yes')")
    engine.open(served_page)
    assert engine.run("return localStorage.getItem('kept')") == "yes"
    engine.fresh()
    engine.open(served_page)
    assert engine.run("return localStorage.getItem('kept')") is None


def test_another_tab_of_the_profile_remembers_and_is_no_longer_there(
    engine: Engine, served_page: str
) -> None:
    engine.open(served_page)
    engine.run("localStorage.setItem('kept', 'yes')")
    engine.leave()
    engine.open(served_page)
    assert engine.run("return [localStorage.getItem('kept'), history.length < 3]") == ["yes", True]


def test_its_memory_is_seen(engine: Engine) -> None:
    assert engine.memory() > 50_000_000
