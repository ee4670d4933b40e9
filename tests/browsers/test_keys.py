"""The key `/` opens the guide's search in every engine, and in Firefox not its own search too."""

from __future__ import annotations

import pytest

from .drivers import Engine

pytestmark = pytest.mark.engines

# Whether the page keeps the key to itself: before the theme is there, in a field, and after.
KEPT = """
  const when = async (look) => {
    while (!look()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  const press = (target) => {
    const key = { key: "/", bubbles: true, cancelable: true };
    const event = new KeyboardEvent("keydown", key);
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const search = document.querySelector(".md-search__input");
  const first = press(document.body);
  await when(() => document.activeElement === search);
  const typed = press(search);
  search.blur();
  document.querySelector("#__search").checked = false;
  return [first, typed, press(document.body), document.activeElement === search];
"""


def test_the_key_opens_the_search_of_the_guide_alone(engine: Engine, address: str) -> None:
    engine.open(f"{address}argument/")
    assert engine.run(KEPT) == [True, False, True, True]
