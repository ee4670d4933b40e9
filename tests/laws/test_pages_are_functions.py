"""Law: a page is a function of its address and of nothing that was shown before."""

from __future__ import annotations

import json
import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.browser import Engine, start
from decision_tree.engine.codec import guide_from_data, to_data
from decision_tree.engine.decide_page import MOST_AHEAD, View
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import Guide
from tests.laws.strategies import fragments, guides, guides_and_states


@given(st.data())
def test_what_was_shown_before_changes_nothing(data: st.DataObject) -> None:
    guide = data.draw(guides)
    asked = data.draw(st.lists(fragments(guide.tree), min_size=1, max_size=4))
    used = start(json.dumps(to_data(guide)), "../")
    for fragment in asked:
        for kind in ("decide", "reconcile"):
            assert used.render(fragment, kind) == Engine(guide, "../").render(fragment, kind)


@given(guides_and_states())
def test_what_is_one_click_away_is_what_the_links_lead_to(found: tuple[Guide, State]) -> None:
    guide, state = found
    page = View(guide).page(state)
    links = re.findall(r'href="#(v=[^"]*)"', page.html)
    assert set(page.ahead) <= {unescape(link) for link in links}
    for fragment in page.ahead:
        assert encode(decode(guide.tree, fragment)) == fragment
    assert len(page.ahead) == min(MOST_AHEAD, len(set(links)))


@given(guides)
def test_a_guide_survives_its_way_into_the_browser(guide: Guide) -> None:
    assert guide_from_data(json.loads(json.dumps(to_data(guide)))) == guide
