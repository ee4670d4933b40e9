"""Two links: where the answers differ, and which differences change the outcome, by brute force."""

from __future__ import annotations

import random
import re

import pytest

from decision_tree.engine.html_parts import Parts
from decision_tree.engine.link import State, decode, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.reconcile import (
    TYPED,
    form_fragment,
    fragment_of,
    join_fragments,
    reconcile,
    reconcile_page,
    split_fragment,
)
from decision_tree.engine.walk import Path, paths
from tests.hostile.fuzz import skeleton
from tests.reading import elements, outline


def pairs_of_paths(guide: Guide) -> list[tuple[Path, Path]]:
    """Four hundred pairs of paths, each path in some of them."""
    pick = random.Random(2)
    every = list(paths(guide.tree))
    return [(path, pick.choice(every)) for path in every] + [
        (pick.choice(every), pick.choice(every)) for _ in range(400 - len(every))
    ]


def test_every_difference_is_found_and_judged_by_taking_over_that_answer(guide: Guide) -> None:
    tree = guide.tree
    every = list(paths(tree))

    def leads(words: dict[str, str]) -> set[str]:
        """The outcomes of all paths that answer so what they are asked in these words."""
        return {
            path.outcome
            for path in every
            if all(
                words.get(ask, option) == option for ask, option in in_words(guide, path).items()
            )
        }

    for first, second in pairs_of_paths(guide):
        found = reconcile(tree, State(1, first.answers), State(1, second.answers))
        mine, theirs = in_words(guide, first), in_words(guide, second)
        differ = {q for q in mine.keys() | theirs.keys() if mine.get(q) != theirs.get(q)}
        assert {difference.question.ask for difference in found.differences} == differ
        same = [question.ask for question, _ in found.same]
        assert sorted(same) == sorted((mine.keys() | theirs.keys()) - differ)
        assert found.agreed == (first.outcome == second.outcome)
        for difference in found.differences:
            name = difference.question.ask
            changes = [
                leads({**own, name: other[name]}) != {path.outcome}
                for own, other, path in ((mine, theirs, first), (theirs, mine, second))
                if name in own and name in other
            ]
            assert difference.decides == any(changes)


def test_two_teams_that_answered_the_same_words_agree_in_them_and_differ_in_the_owner(
    guide: Guide,
) -> None:
    one = "contract=application&team-request=code&team-parts=pool&ray-where=alone"
    two = "contract=platform&request=code&parts=pool"
    html, title = reconcile_page(Parts(guide, "../"), join_fragments(one, two))
    assert title == (
        "1 answer differs, 1 question was asked only on one side, "
        "and 1 of these 2 can change the outcome"
    )
    told = outline(html)
    assert "p: Leans to: Ray Serve, in both." in told
    assert (
        "p: Owner of the contract: The application or model team in the first, "
        "The platform team in the second." in told
    )


def in_words(guide: Guide, path: Path) -> dict[str, str]:
    """The answers of a path by what was asked, which no path is asked twice."""
    said = {guide.tree.question_by_id[name].ask: option for name, option in path.answers}
    assert len(said) == len(path.answers)
    return said


def test_an_answer_that_one_link_lacks_can_change_its_outcome(guide: Guide) -> None:
    tree = guide.tree
    whole = State(2, next(paths(tree)).answers)
    part = State(2, whole.answers[:-1])
    found = reconcile(tree, whole, part)
    assert [each.decides for each in found.differences] == [True]
    told = join_fragments(*(encode(each) for each in (whole, part)))
    page, _ = reconcile_page(Parts(guide, "/"), told)
    cells = outline(page)
    assert "td: No answer in this link" in cells
    assert any(
        each.startswith("p: Yes: with the first link's answer, the second link leads to")
        for each in cells
    )


TOLD = re.compile(r"(\d+) (answers? differs?|questions? w\w+ asked only on one side)")


def test_the_heading_counts_apart_what_only_one_side_was_asked(guide: Guide) -> None:
    several = 0
    for first, second in pairs_of_paths(guide):
        links = (encode(State(1, path.answers, outcome=path.outcome)) for path in (first, second))
        heading = reconcile_page(Parts(guide, "../"), join_fragments(*links))[1]
        mine, theirs = in_words(guide, first), in_words(guide, second)
        both = sum(mine[name] != theirs[name] for name in mine.keys() & theirs.keys())
        alone = len(mine.keys() ^ theirs.keys())
        wanted = [
            (str(number), one if number == 1 else many)
            for number, one, many in (
                (both, "answer differs", "answers differ"),
                (
                    alone,
                    "question was asked only on one side",
                    "questions were asked only on one side",
                ),
            )
            if number
        ]
        assert TOLD.findall(heading) == wanted
        several += both > 1
    assert several > 0


def test_the_same_answers_have_no_differences(guide: Guide) -> None:
    path = next(paths(guide.tree))
    found = reconcile(guide.tree, State(1, path.answers), State(1, path.answers))
    assert found.agreed
    assert not found.differences


def test_the_address_holds_both_links(guide: Guide) -> None:
    for first, second in pairs_of_paths(guide)[:50]:
        one = encode(State(1, first.answers, outcome=first.outcome))
        two = encode(State(1, second.answers, outcome=second.outcome))
        assert split_fragment("#" + join_fragments(one, two)) == (one, two)


@pytest.mark.parametrize(
    ("pasted", "fragment"),
    [
        ("https://guide.test/decide/#v=1&a=b", "v=1&a=b"),
        ("  #v=1&a=b\n", "v=1&a=b"),
        ("v=1&a=b", "v=1&a=b"),
        ("See https://guide.test/decide/#v=1&a=b-c, please.", "v=1&a=b-c"),
        ("(#v=1&a=b)", "v=1&a=b"),
        ("“https://guide.test/decide/#v=1&a=b”.", "v=1&a=b"),
        ("https://guide.test/decide/# ", ""),
        ("", ""),
    ],
)
def test_whatever_was_pasted_the_answers_are_found(
    guide: Guide, pasted: str, fragment: str
) -> None:
    assert fragment_of(guide.tree, pasted) == fragment


def test_the_page_names_both_results_and_escapes_what_it_was_given(guide: Guide) -> None:
    first, *_, second = paths(guide.tree)
    one = encode(State(1, first.answers))
    html, title = reconcile_page(Parts(guide, "../"), join_fragments(one, "v=1&<img>=x&" + one))
    assert "<img" not in html
    assert title == "Both links give the same answers"
    two = encode(State(1, second.answers))
    html, title = reconcile_page(Parts(guide, "../"), join_fragments(one, two))
    assert "differ" in title
    for path in (first, second):
        assert guide.tree.outcome_by_id[path.outcome].title in html


def test_with_one_link_missing_the_page_asks_for_it(guide: Guide) -> None:
    path = next(paths(guide.tree))
    fragment = join_fragments(encode(State(1, path.answers)), "")
    html, title = reconcile_page(Parts(guide, "../"), fragment)
    assert title == "Reconcile two answers"
    assert 'name="b" value=""' in html
    assert outline(html, "h2", "p")[1:] == [
        "h2: There is nothing to compare yet",
        "p: Second link: it is missing.",
    ]
    assert decode(guide.tree, split_fragment(fragment)[0]).answers == path.answers


@pytest.mark.parametrize(
    ("first", "second", "title", "effects"),
    [
        (
            "v=2&shape=one-model&owner=platform",
            "v=2&shape=one-model&owner=nobody&pager=can",
            "1 answer differs, 1 question was asked only on one side, "
            "and 1 of these 2 can change the outcome",
            [
                "Yes: with the second link's answer, the first link leads to "
                "one of: Go left; Go right.",
                "Yes: with the first link's answer, the second link leads to Go left.",
            ],
        ),
        (
            "v=2&shape=graph&pager=can",
            "v=2&shape=graph&pager=cannot",
            "1 answer differs, and it changes the outcome",
            ["Yes: with the second link's answer, the first link leads to Go left."],
        ),
        (
            "v=2&shape=one-model&owner=platform",
            "v=2&shape=graph&pager=cannot",
            "1 answer differs, 2 questions were asked only on one side, "
            "and both lead to the same outcome",
            [],
        ),
        (
            "v=2&shape=graph",
            "v=2&shape=graph&pager=can",
            "1 question was asked only on one side",
            ["not settled"],
        ),
    ],
)
def test_each_difference_says_whether_it_changes_the_outcome(
    small: Guide, first: str, second: str, title: str, effects: list[str]
) -> None:
    html, said = reconcile_page(Parts(small, "../"), join_fragments(first, second))
    assert said.startswith(title)
    for effect in effects:
        assert effect.replace("'", "&#39;") in html


def test_what_cannot_be_read_is_said_while_a_link_is_missing_too(small: Guide) -> None:
    html, title = reconcile_page(Parts(small, "../"), join_fragments("v=2&shape=graph", "foo"))
    assert title == "Reconcile two answers"
    assert "Second link: There is no question “foo” in this tree." in html
    assert outline(html, "h2", "p")[1:] == [
        "h2: There is nothing to compare yet",
        "p: Second link: no answer is in it. "
        "In the quiz, “Copy link” below a result copies one that has them.",
    ]
    typed = [each.attributes["value"] for each in elements(html) if each.tag == "input"]
    assert typed == ["#v=2&shape=graph", "foo"]


@pytest.mark.parametrize(
    "here", ["", "a.v=2&b.foo=y", "a.v=2&a.shape=graph&b.v=2&b.shape=graph&typed"]
)
def test_who_compares_leaves_behind_the_form_with_what_was_typed(small: Guide, here: str) -> None:
    one, two = "v=2&shape=graph", "v=2&shape=one-model"
    left = form_fragment(small.tree, here, join_fragments(one, two))
    assert split_fragment(left) == (one, two)
    html, title = reconcile_page(Parts(small, "../"), left)
    typed = [each.attributes["value"] for each in elements(html) if each.tag == "input"]
    assert typed == [f"#{one}", f"#{two}"]
    assert (title, outline(html, "h2", "table")) == ("Reconcile two answers", [])


def test_who_compares_again_leaves_behind_the_comparison_before(small: Guide) -> None:
    one, two = "v=2&shape=graph", "v=2&shape=one-model"
    here = join_fragments(one, one)
    assert form_fragment(small.tree, here, join_fragments(one, two)) == here


@pytest.mark.parametrize("mangled", ["&amp;", "&#38;", "%26", "\\&"])
def test_an_address_that_was_mangled_on_its_way_keeps_both_links(mangled: str) -> None:
    one, two = "v=2&shape=graph", "v=2&shape=one-model"
    assert split_fragment("#" + join_fragments(one, two).replace("&", mangled)) == (one, two)
    assert split_fragment(join_fragments(one.replace("&", mangled), two)) == (one, two)


UNLIKE = join_fragments(
    "v=2&shape=one-model&owner=platform", "v=2&shape=graph&pager=not-sure&foo=y"
)
"""Two links of the small tree: one settled, one not, with three differences and a mistake."""


def test_the_page_reads_from_the_form_to_the_last_row(small: Guide) -> None:
    html, title = reconcile_page(Parts(small, "../"), UNLIKE)
    differ = "1 answer differs, 2 questions were asked only on one side"
    assert title == f"{differ}, and 1 of these 3 can change the outcome"
    told = ("label", "button", "ul", "h2", "p", "b", "a", "caption", "th", "td")
    assert outline(html, *told) == [
        "label: First link",
        "label: Second link",
        "label: More links, one in each line",
        "button: Compare the answers",
        "p.dt-said: ",
        "ul.dt-notes: Second link: There is no question “foo” in this tree.",
        f"h2: {title}",
        "p: First link: Go left",
        "b: First link: ",
        "a: Go left",
        "p: Second link: not settled, possible are Go left; Go right",
        "b: Second link: ",
        "a: Go left",
        "a: Go right",
        "caption: Differences, those that can change the outcome first",
        "th: Question",
        "th: First",
        "th: Second",
        "th: Does it change the outcome?",
        "th: What does one request go through?",
        "td: One model",
        "td: A graph",
        "td: Yes: with the second link's answer, the first link leads to "
        "one of: Go left; Go right.",
        "p: Yes: with the second link's answer, the first link leads to one of: Go left; Go right.",
        "th: Who owns the contract?",
        "td: Platform",
        "td: Not asked on this path",
        "td: No, not alone.",
        "th: Can on-call debug the graph?",
        "td: Not asked on this path",
        "td: Not sure",
        "td: No, not alone.",
    ]


def test_the_page_is_a_form_to_change_the_links_and_a_table_that_a_phone_can_stack(
    small: Guide,
) -> None:
    found = elements(reconcile_page(Parts(small, "../"), UNLIKE)[0])
    form, *_ = found
    assert (form.tag, form.attributes["class"]) == ("form", "dt-keep dt-reconcile")
    typed = [each.attributes for each in found if each.tag == "input"]
    assert [(given["name"], given["value"]) for given in typed] == [
        ("a", "#v=2&shape=one-model&owner=platform"),
        ("b", "#v=2&shape=graph&pager=not-sure"),
    ]
    for given in typed:
        assert given["placeholder"] == "…#v=2&…"
        assert (given["autocomplete"], given["spellcheck"], given["required"]) == (
            "off",
            "false",
            "",
        )
    carried = {
        each.tag: each.attributes for each in found if each.tag in ("button", "section", "table")
    }
    assert carried == {
        "button": {"type": "submit", "data-do": "reconcile"},
        "section": {"class": "dt-card"},
        "table": {"class": "dt-table"},
    }
    assert [each.attributes for each in found if each.tag == "h2"] == [{"tabindex": "-1"}]
    assert {"class": "dt-said", "role": "status"} in [each.attributes for each in found]
    heads = ["Question", "First", "Second", "Does it change the outcome?"]
    cells = [each.attributes for each in found if each.tag in ("th", "td")]
    row = [{"scope": "row", "data-label": heads[0]}, *({"data-label": head} for head in heads[1:])]
    assert cells == [{"scope": "col"}] * 4 + row * 3
    tags = [each.tag for each in found]
    assert (tags.count("thead"), tags.count("tbody"), tags.count("tr")) == (1, 1, 4)
    links = [each.attributes for each in found if each.tag == "a"]
    assert links == [{"href": f"../o/{name}/"} for name in ("left", "left", "right")]


def test_links_without_a_difference_have_no_table_and_without_a_mistake_no_notes(
    small: Guide,
) -> None:
    same = "v=2&shape=graph&pager=can"
    html, title = reconcile_page(Parts(small, "../"), join_fragments(same, same))
    assert title == "Both links give the same answers"
    assert {"table", "ul"}.isdisjoint(each.tag for each in elements(html))
    assert skeleton(html)[1] == (
        f"First linkSecond linkMore links, one in each lineCompare the answers{title}"
        "First link: Go rightSecond link: Go right"
    )
    assert outline(html, "h2", "p") == [
        "p.dt-said: ",
        f"h2: {title}",
        *["p: First link: Go right", "p: Second link: Go right"],
    ]


def test_an_effect_on_the_second_alone_is_told_too(small: Guide) -> None:
    first, second = split_fragment(UNLIKE)
    html, _ = reconcile_page(Parts(small, "../"), join_fragments(second, first))
    effects = [line for line in outline(html, "td") if line.startswith("td: Yes")]
    assert effects == [
        "td: Yes: with the first link's answer, the second link leads to one of: Go left; Go right."
    ]


def test_when_both_take_over_the_others_answer_both_effects_are_told(small: Guide) -> None:
    one, two = "v=2&shape=graph&pager=can", "v=2&shape=graph&pager=cannot"
    html, _ = reconcile_page(Parts(small, "../"), join_fragments(one, two))
    assert outline(html, "td")[-1:] == [
        "td: Yes: with the second link's answer, the first link leads to Go left."
        "Yes: with the first link's answer, the second link leads to Go right."
    ]
    changed = [each for each in elements(html) if each.tag == "p" and each.text.startswith("Yes")]
    assert [each.attributes for each in changed] == [{}, {}]


def test_what_can_change_the_outcome_stands_first(guide: Guide) -> None:
    for first, second in pairs_of_paths(guide)[:40]:
        links = join_fragments(*(encode(State(1, way.answers)) for way in (first, second)))
        effects = outline(reconcile_page(Parts(guide, "../"), links)[0], "td")[2::3]
        said = [effect.startswith("td: Yes") for effect in effects]
        assert said == sorted(said, reverse=True)


def test_the_form_is_left_as_typed_however_its_address_begins(small: Guide) -> None:
    both = "a.v=2&a.shape=graph&a.pager=can&b.v=2&b.shape=graph&b.pager=cannot"
    for address in (f"{TYPED}&{both}", f"#{TYPED}&{both}", f"{both}&{TYPED}"):
        html, title = reconcile_page(Parts(small, "../"), address)
        assert title == "Reconcile two answers"
        assert outline(html, "table") == []
    assert outline(reconcile_page(Parts(small, "../"), f"#{both}")[0], "table")
