"""The key `/` opens the guide's search in every engine, also where a browser has its own."""

from __future__ import annotations

import pytest

from .drivers import Engine

pytestmark = pytest.mark.engines

FOCUSED = """
  const late = performance.now() + 30_000;
  const field = document.querySelector(".md-search__input");
  while (document.activeElement !== field && performance.now() < late)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return [document.activeElement === field, document.hasFocus(), field.value];
"""
"""Whether the field of the guide's search has the focus of the page, and the page that of the
window, and what stands in the field."""

FOUND = """
  const late = performance.now() + 60_000;
  const found = () => document.querySelectorAll(".md-search-result__item").length;
  while (!found() && performance.now() < late)
    await new Promise((resolve) => setTimeout(resolve, 20));
  return found() > 0;
"""


def test_the_first_key_of_a_reader_opens_the_search_and_what_follows_is_looked_for(
    engine: Engine, address: str
) -> None:
    engine.widen()
    engine.open(f"{address}argument/")
    engine.press("/")
    assert engine.run(FOCUSED) == [True, True, ""]
    for letter in "canary":
        engine.press(letter)
    assert engine.run(FOCUSED) == [True, True, "canary"]
    assert engine.run(FOUND)
