"""Addresses nobody would make: `FUZZ` of them (5,000; `make fuzz` shows a million)."""

from __future__ import annotations

import os
from itertools import islice

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.decide_page import View
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.model import Guide
from tests.hostile.fuzz import SNIPPETS, check_address, check_comparison, fragments
from tests.laws.strategies import guides

COUNT = int(os.environ.get("FUZZ", "5000"))


def test_no_address_breaks_a_page_or_brings_its_own_markup(guide: Guide, small: Guide) -> None:
    for content, count in ((small, COUNT * 9 // 10), (guide, COUNT // 10)):
        view, clean = View(content), dict[str, str]()
        for fragment in islice(fragments(content, seed=COUNT), count):
            check_address(view, fragment, clean)
    print(f"{COUNT:,} addresses shown")


def test_each_hostile_text_is_harmless_wherever_an_address_can_hold_it(guide: Guide) -> None:
    view, clean = View(guide), dict[str, str]()
    first = guide.tree.start
    for text in SNIPPETS:
        for shape in ("{}", "v={}", "v=1&{}=x", "v=1&" + first + "={}", "ask={}", "outcome={}"):
            check_address(view, shape.format(text), clean)
            check_comparison(Parts(guide, "../"), f"a.{shape.format(text)}&b.{text}")


@given(st.data())
def test_no_address_harms_a_tree_of_any_shape(data: st.DataObject) -> None:
    content = data.draw(guides)
    seed = data.draw(st.integers(0, 10**9))
    for fragment in islice(fragments(content, seed), 5):
        check_address(View(content), fragment, {})
        check_comparison(Parts(content, "../"), f"a.{fragment}&b.{fragment}")
