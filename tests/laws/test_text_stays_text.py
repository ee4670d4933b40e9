"""Law: whatever stands in content, in a link or in a typed field is text wherever it comes out."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from decision_tree.engine.browser import Engine
from decision_tree.engine.decide_page import View
from decision_tree.engine.diagram import mermaid, path_svg
from decision_tree.engine.link import State, encode
from decision_tree.engine.markdown import address, escape, quoted
from decision_tree.engine.markup import element
from decision_tree.engine.model import Guide
from decision_tree.engine.record import MOST_TYPED, Typed, file_name, record_data, record_markdown
from decision_tree.engine.tree_picture import tree_svg
from decision_tree.engine.walk import walk
from tests.hostile.fuzz import skeleton
from tests.laws.strategies import guides, guides_and_states, texts

FIELDS = st.builds(Typed, texts, texts, texts, texts | st.just("https://a.test/decide/"))
HTML_TAG = re.compile(r"</?[a-zA-Z!?]")


@given(texts, texts)
def test_an_element_gives_back_the_text_it_was_given(value: str, text: str) -> None:
    html = element("p", {"title": value}, text)
    inside = re.fullmatch(r'<p title="([^"<>]*)">([^<>]*)</p>', html)
    assert inside
    assert [_read(each) for each in inside.groups()] == [value, text]


def _read(html: str) -> str:
    for written, char in (("lt", "<"), ("gt", ">"), ("quot", '"'), ("#39", "'"), ("amp", "&")):
        html = html.replace(f"&{written};", char)
    return html


@given(guides_and_states())
def test_every_page_is_balanced(found: tuple[Guide, State]) -> None:
    guide, state = found
    open_: list[str] = []
    for tag, _ in skeleton(View(guide).page(state).html)[0]:
        if tag.startswith("/"):
            assert open_.pop() == tag[1:]
        elif tag not in ("input", "br"):
            open_.append(tag)
    assert not open_


@given(guides_and_states(), FIELDS)
def test_what_was_typed_adds_no_line_and_no_tag_to_a_record(
    found: tuple[Guide, State], typed: Typed
) -> None:
    guide, state = found
    title = "x" if typed.title[:MOST_TYPED].strip() else ""  # without one a line asks for it
    plain = record_markdown(guide, state, Typed(title, "x", "x", typed.page))
    wild = record_markdown(guide, state, typed)
    assert len(wild.splitlines()) == len(plain.splitlines())
    body = wild.split("\n---\n", 1)[1]
    assert not HTML_TAG.search(body.replace("<http", "")), body
    name = file_name(guide, state, typed)
    assert re.fullmatch(r"[0-9a-z-]+", name)


@given(guides_and_states(), FIELDS)
def test_a_record_made_in_the_browser_is_the_record(
    found: tuple[Guide, State], typed: Typed
) -> None:
    guide, state = found
    fields = {name: getattr(typed, name) for name in ("title", "team", "date", "page")}
    made = json.loads(Engine(guide, "../").record(encode(state), json.dumps(fields)))
    data = record_data(guide, state, typed)
    assert json.loads(made["json"]) == data
    assert made["markdown"] == record_markdown(guide, state, typed)
    assert made["link"] == data["link"]
    assert data["title"] == typed.title[:200] or not typed.title.strip()


@given(texts)
def test_escaped_markdown_has_no_character_that_starts_markup(text: str) -> None:
    escaped = escape(text)
    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)[`*_\[\]{}|~$]", escaped)
    assert not re.search(r"[<>]|://", escaped)


@given(texts)
def test_front_matter_stays_one_value_on_one_line(text: str) -> None:
    written = quoted(text)
    assert "\n" not in written
    assert re.fullmatch(r'"(?:[^"\\]|\\["\\])*"', written)


@given(texts)
def test_an_address_is_a_web_address_or_nothing(text: str) -> None:
    assert address(text) == ""
    assert re.fullmatch(r"<https://[^\s<>()\[\]\"']*>", address(f"https://{text}"))


@given(st.data())
def test_pictures_are_sound_whatever_the_texts(data: st.DataObject) -> None:
    guide = data.draw(guides)
    tree = guide.tree
    walked = walk(tree, {q.id: q.options[0].id for q in tree.questions})
    for svg in (tree_svg(tree, "../"), path_svg(walked)):
        ElementTree.fromstring(svg)
    lines = mermaid(tree).splitlines()
    assert len(lines) == 1 + len(tree.questions) + len(tree.outcomes) + sum(
        len(question.options) for question in tree.questions
    )
    assert all(line.count('"') == 2 for line in lines[1:])
