"""Text is escaped at one boundary."""

from __future__ import annotations

import pytest

from decision_tree.engine.markup import Markup, breaking, element, escape, inline, join

HOSTILE = "<a href='x' onclick=\"y\">&</a>"
ESCAPED = "&lt;a href=&#39;x&#39; onclick=&quot;y&quot;&gt;&amp;&lt;/a&gt;"


def test_text_is_escaped_wherever_it_goes() -> None:
    assert escape(HOSTILE) == ESCAPED
    assert element("p", {"title": HOSTILE}, HOSTILE) == f'<p title="{ESCAPED}">{ESCAPED}</p>'
    assert join([HOSTILE]) == ESCAPED
    assert inline(f"`{HOSTILE}`") == f"<code>{ESCAPED}</code>"
    assert inline(f"**{HOSTILE}**") == f"<strong>{ESCAPED}</strong>"


def test_markup_is_not_escaped_again() -> None:
    assert escape(element("b", None, "&")) == "<b>&amp;</b>"
    assert isinstance(inline("x"), Markup)
    assert inline(Markup("<i>`</i>")) == "<i>`</i>"


def test_attributes_may_stand_alone_or_be_left_out() -> None:
    assert element("p", {"hidden": True}) == "<p hidden></p>"
    assert element("p", {"hidden": False}) == "<p></p>"
    assert element("input", {"type": "checkbox"}) == '<input type="checkbox">'


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("An LLMInferenceService", "An LLM<wbr>Inference<wbr>Service"),
        ("KServe, one RayService", "KServe, one Ray<wbr>Service"),
        ("CRDs & GPUs", "CRDs &amp; GPUs"),
        ("", ""),
    ],
)
def test_a_name_in_a_heading_may_break_at_its_capitals(text: str, written: str) -> None:
    assert breaking(text) == written
