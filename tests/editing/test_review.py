"""What a reviewer is told of a change: exactly the paths, the content and the prose it touches."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import fields
from dataclasses import replace as replaced
from pathlib import Path
from typing import Any

import pytest

from decision_tree.cli import main
from decision_tree.editing.prose import prose, readability
from decision_tree.editing.review import CONTENT, review, touched
from decision_tree.editing.shots import new_texts
from decision_tree.editing.side_by_side import by_id, changed_values
from decision_tree.editing.tree_diff import MOST_ROWS
from decision_tree.engine.kinds import KINDS, Kind, rows_of
from decision_tree.engine.link import decode
from decision_tree.engine.model import Guide, Tree
from decision_tree.engine.walk import Answer, paths, walk
from decision_tree.loader.history import check_history
from decision_tree.loader.load import load
from decision_tree.loader.problems import ContentError
from decision_tree.loader.published import publish
from tests.conftest import published
from tests.folders import ROOT, SMALL


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Two checkouts with the small guide and one page."""
    for name in ("base", "new"):
        shutil.copytree(SMALL, tmp_path / name / CONTENT)
        (tmp_path / name / "docs").mkdir()
        (tmp_path / name / "docs" / "page.md").write_text(
            "# A page\n\nOne sentence here.\n", "utf-8"
        )
    return tmp_path / "base", tmp_path / "new"


def replace(folder: Path, name: str, old: str, new: str) -> None:
    """Change one thing in a content file."""
    file = folder / CONTENT / name
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")


def test_no_change_is_said_to_be_none(sides: tuple[Path, Path]) -> None:
    found = review(*sides)
    assert not found.any
    assert "0 of 5 paths lead elsewhere" in found.markdown()
    assert "No content and no page is touched." in found.markdown()


def test_changed_wordings_stand_side_by_side(sides: tuple[Path, Path]) -> None:
    replace(sides[1], "tree.yml", "ask: Who owns the contract?", "ask: Who signs the `contract`?")
    found = review(*sides)
    (wording,) = found.values
    assert (wording.entry, wording.field) == ("question owner", "ask")
    assert (wording.before, wording.after) == (
        "Who owns the contract?",
        "Who signs the `contract`?",
    )
    told = "| question owner: ask | Who owns the contract? | Who signs the `contract`? |"
    assert told in found.markdown()
    assert found.data()["wordings"][0]["after"] == wording.after
    assert found.shares == ()


def test_how_likely_each_outcome_was_and_is_is_told_where_that_changed(
    sides: tuple[Path, Path],
) -> None:
    replace(
        sides[1],
        "tree.yml",
        "      - {id: cannot, text: They cannot, reason: Bad., leans: {}, to: left}",
        "      - {id: cannot, text: They cannot, reason: Bad., leans: {}, to: left}\n"
        "      - {id: perhaps, text: Perhaps, reason: Fair., leans: {}, to: right}",
    )
    found = review(*sides)
    told = [
        (each.outcome, float(each.before or 0), float(each.after or 0)) for each in found.shares
    ]
    assert [name for name, _, _ in told] == ["left", "right"]
    for _, before, after in told:
        assert before != after
    assert sum(before for _, before, _ in told) == pytest.approx(1)
    assert sum(after for _, _, after in told) == pytest.approx(1)
    assert "### How likely random answers end in each outcome" in found.markdown()
    assert [row["outcome"] for row in found.data()["shares"]] == ["left", "right"]


INSERTED = """\
  - id: fresh
    label: What is fresh
    ask: Is it fresh?
    why: It matters.
    role: Somebody
    dimension: operability
    options:
      - {id: yes-it-is, text: It is, reason: Good., leans: {}, to: pager}
      - {id: not-yet, text: Not yet, reason: Bad., leans: {}, to: left}
  - id: pager
"""


def test_a_question_that_was_put_in_is_one_row(sides: tuple[Path, Path]) -> None:
    """Whose answers lead to it is asked more, and what was said is still possible."""
    replace(sides[1], "tree.yml", "        to: pager\n", "        to: fresh\n")
    replace(sides[1], "tree.yml", "  - id: pager\n", INSERTED)
    told = review(*sides).markdown()
    assert "0 of 5 paths lead elsewhere. Asking more: 1. The same: 4." in told
    assert told.count("| 1 path | still possible | asks fresh too |") == 1
    assert "shape=graph" not in told


def test_the_texts_of_a_new_entry_are_shown(sides: tuple[Path, Path]) -> None:
    replace(sides[1], "tree.yml", "        to: pager\n", "        to: fresh\n")
    replace(sides[1], "tree.yml", "  - id: pager\n", INSERTED)
    values = changed_values(load(sides[0] / CONTENT), load(sides[1] / CONTENT))
    named = {each.field for each in values if each.entry == "question fresh"}
    assert {"ask", "why"} <= named
    assert "dimension" not in named


def test_a_changed_claim_names_the_pages_that_cite_it(sides: tuple[Path, Path]) -> None:
    for side in sides:
        page = side / "docs" / "page.md"
        page.write_text('# A page\n\nIt does {{ cite("canary-ignored") }}.\n', "utf-8")
    replace(sides[1], "claims.yml", "does nothing outside one mode", "does nothing elsewhere")
    (claim,) = review(*sides).touched
    assert claim.cited[-1] == "page page"


def test_one_option_that_leads_elsewhere_names_its_paths_and_its_question(
    sides: tuple[Path, Path],
) -> None:
    replace(
        sides[1],
        "tree.yml",
        "leans: {team: kserve}, to: left}",
        "leans: {team: kserve}, to: right}",
    )
    found = review(*sides)
    assert found.tree is not None
    moved = {moved.path.answers: moved.now for moved in found.tree.moved}
    assert moved == {(("shape", "one-model"), ("owner", "platform")): ("right",)}
    (entry,) = found.touched
    assert (entry.kind, entry.id, entry.how, entry.parts) == (
        "question", "owner", "changed", ("platform.to",)
    )  # fmt: skip
    text = found.markdown()
    assert "| shape=one-model&amp;owner=platform | left | right |" in text
    assert "| question owner | changed, platform.to |" in text


def test_a_changed_claim_names_what_rests_on_it(sides: tuple[Path, Path]) -> None:
    replace(sides[1], "claims.yml", "does nothing outside one mode", "works in one mode only")
    (entry,) = review(*sides).touched
    assert (entry.kind, entry.id, entry.parts) == ("claim", "canary-ignored", ("text",))
    assert entry.cited == ("question shape",)


LEAVES = [kind for kind in KINDS if rows_of(published(), kind)]


@pytest.mark.parametrize("kind", LEAVES, ids=[kind.name for kind in LEAVES])
def test_whatever_differs_in_a_thing_of_any_kind_is_told(guide: Guide, kind: Kind) -> None:
    """Each field of each thing in turn is another one: a text, a number, a list, a part of one."""
    rows = rows_of(guide, kind)
    assert len(by_id(guide, kind)) == len(rows), "each has a name of its own"
    for name in {field.name for row in rows[:5] for field in fields(row)} - {*kind.named}:
        row = next((each for each in rows if getattr(each, name)), None)
        if row is None:
            continue
        other = replaced(row, **{name: another(getattr(row, name))})
        new = with_rows(guide, kind, tuple(other if each is row else each for each in rows))
        (entry,) = (each for each in touched(guide, new) if each.kind == kind.name)
        assert entry.parts, name
        told = [each.field for each in changed_values(guide, new)]
        assert [each for each in told if each.split(".")[0] == name] == told != [], name


def another(value: Any) -> Any:
    """A value of the same type that is another one."""
    if isinstance(value, str):
        return f"{value}-x"
    if isinstance(value, bool | int):
        return type(value)(1 - value)
    if isinstance(value, tuple):
        return value[::-1] if len(set(map(repr, value))) > 1 else (*value, *value)
    first = fields(value)[0].name
    return replaced(value, **{first: another(getattr(value, first))})


def with_rows(guide: Guide, kind: Kind, rows: tuple[Any, ...]) -> Guide:
    """The guide with other things of this kind."""
    changed: dict[str, Any] = {kind.field: rows}
    if kind.list.startswith("tree."):
        return replaced(guide, tree=replaced(guide.tree, **changed))
    return replaced(guide, **changed)


def test_bounds_and_where_the_tree_starts_are_told(guide: Guide) -> None:
    assert guide.tree.bounds
    bounds = replaced(guide.tree.bounds, accounts=guide.tree.bounds.accounts - 5)
    new = replaced(guide, tree=replaced(guide.tree, bounds=bounds))
    (entry,) = touched(guide, new)
    assert (entry.kind, entry.parts) == ("tree", ("bounds",))
    (value,) = changed_values(guide, new)
    assert (value.entry, value.field) == ("tree", "bounds.accounts")
    assert (int(value.before), int(value.after)) == (bounds.accounts + 5, bounds.accounts)


def test_a_file_that_holds_no_kind_of_thing_is_told_to_differ(sides: tuple[Path, Path]) -> None:
    (sides[1] / CONTENT / "search.yml").write_text("places: []\n", "utf-8")
    (entry,) = review(*sides).touched
    assert (entry.kind, entry.id, entry.how) == ("file", "search.yml", "new")
    assert "| file search.yml | new | " in review(*sides).markdown()


def test_numbers_and_ids_are_values_and_no_wordings(sides: tuple[Path, Path]) -> None:
    replace(sides[1], "tree.yml", "role: Lead of the model team", "role: Lead of a model team")
    replace(
        sides[1], "tree.yml", "operability: ray-serve}, to: right", "graph: ray-serve}, to: left"
    )
    replace(sides[1], "tree.yml", "leans: {}, to: left", "leans: {}, to: right")
    told = review(*sides).markdown()
    words, values = told.partition("### Wordings")[2].split("### Values")
    assert "| question shape: role | Lead of the model team | Lead of a model team |" in words
    assert "| question pager: options.can.to | right | left |" in values
    assert "| question pager: options.can.leans | operability | graph |" in values


def test_a_moved_entry_and_a_comment_say_nothing(sides: tuple[Path, Path]) -> None:
    file = sides[1] / CONTENT / "tree.yml"
    text = file.read_text("utf-8")
    head, owner, pager = text.partition("  - id: owner\n")[0], "", ""
    rest = text[len(head) :]
    owner, _, after = rest.partition("  - id: pager\n")
    pager, _, outcomes = ("  - id: pager\n" + after).partition("outcomes:\n")
    file.write_text(f"# moved\n{head}{pager}{owner}outcomes:\n{outcomes}", "utf-8")
    assert not review(*sides).any


def test_prose_is_counted_before_and_after(sides: tuple[Path, Path]) -> None:
    page = sides[1] / "docs" / "page.md"
    page.write_text("# A page\n\nOne sentence here. Another, longer sentence there.\n", "utf-8")
    (sides[1] / "docs" / "added.md").write_text("# New\n", "utf-8")
    (added, changed) = review(*sides).pages
    assert (added.id, added.how, changed.id, changed.how) == (
        "added.md",
        "new",
        "page.md",
        "changed",
    )
    assert (changed.before.words, changed.after.words) == (5, 9)
    assert changed.after.longest == 4


def test_content_that_the_new_checks_cannot_read_is_no_reason_to_fail(
    sides: tuple[Path, Path],
) -> None:
    replace(sides[0], "tree.yml", "start: shape", "begin: shape")
    found = review(*sides)
    assert found.tree is None
    assert "no paths are compared. First problem: " in found.markdown()


def test_each_touched_state_has_an_address_that_shows_it(sides: tuple[Path, Path]) -> None:
    replace(sides[1], "tree.yml", "why: Someone will have to.", "why: Somebody will have to.")
    replace(sides[1], "tree.yml", "answer: Go left, with `care`.", "answer: Go left.")
    shots = {shot.name: shot.address for shot in review(*sides).shots}
    assert shots["outcome-left"] == "o/left/"
    tree = load(sides[1] / CONTENT).tree
    state = decode(tree, shots["question-pager"].removeprefix("decide/#"))
    assert state.ask == "pager"
    walked = walk(tree, dict(state.answers))
    assert walked.next is not None
    assert walked.next.id == "pager"


def test_a_picture_is_of_each_text_that_is_new(sides: tuple[Path, Path]) -> None:
    replace(sides[1], "tree.yml", "answer: Go left, with `care`.", "answer: Go `left` now.")
    page = sides[1] / "docs" / "page.md"
    page.write_text(f"{page.read_text('utf-8')}\n## A [new](x.md) **part**\n", "utf-8")
    shots = {shot.name: shot.says for shot in review(*sides).shots}
    assert shots == {"outcome-left": "Go left now.", "page-page": "A new part"}


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        ("a\n\nb", "a\n\nb", []),
        ("a\n\nb", "a\n\nc d\n\nb\n\n- e", ["c d", "e"]),
        ("a", "| short | the longest of the cells |", ["the longest of the cells"]),
        ("a\nb", "a", []),
    ],
)
def test_what_is_new_in_a_page_is_found_by_its_first_words(
    before: str, after: str, new: list[str]
) -> None:
    assert list(new_texts(before, after)) == new


@pytest.mark.parametrize(
    ("text", "words", "longest"),
    [
        ("", 0, 0),
        ("One. Two words! Is it three words?", 7, 4),
        ("version 0.20.0 of a.b is fine", 6, 6),
        ("- one item\n- another one here", 5, 3),
    ],
)
def test_words_and_sentences_are_counted(text: str, words: int, longest: int) -> None:
    found = readability(text)
    assert (found.words, found.longest) == (words, longest)


def test_code_tables_macros_and_targets_are_no_prose() -> None:
    page = (
        "---\ntitle: Not this\n---\n\n# Heading { #not-this }\n\n{{ not_this() }}\n"
        "\n| not | this |\n\n"
        "```sh\nnot this\n```\n\nSee [the page](not/this.md) and `code`.\n"
    )
    assert prose(page).split() == ["#", "Heading", "See", "the", "page", "and", "code."]


def test_harder_prose_has_a_higher_grade() -> None:
    easy = readability("We own it. You call us. We fix it.")
    hard = readability(
        "Organisational responsibility necessitates comprehensive documentation throughout."
    )
    assert easy.grade < 3 < 12 < hard.grade


def git(folder: Path, *arguments: str) -> None:
    """Run git in `folder`, as somebody."""
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def lead_one_answer_elsewhere(file: Path) -> tuple[Tree, Answer, str]:
    """Lead one answer to another outcome, so that the content stays sound; the tree as it was."""
    text, guide = file.read_text("utf-8"), load(file.parent)
    tree = guide.tree
    practised = {fact for scenario in guide.scenarios for fact in scenario.facts}
    for question in reversed(tree.questions):  # what is asked last has least that rests on it
        if (question.id, question.options[0].id) in practised:
            continue  # a scenario would end elsewhere than its author expects
        head, mark, rest = text.partition(f"  - id: {question.id}\n")
        first = question.options[0]
        for other in reversed([each.id for each in tree.outcomes]):
            changed = rest.replace(f"to: {first.to}\n", f"to: {other}\n", 1)
            file.write_text(head + mark + changed, "utf-8")
            with suppress(ContentError):
                if load(file.parent).tree != tree:
                    return tree, (question.id, first.id), other
    raise AssertionError("no single change leaves the content sound")


def run_review(new: Path, base: str, *more: str) -> str:
    """What the job's own command prints."""
    return subprocess.run(
        [sys.executable, "-m", "decision_tree", "review", base, *more],
        cwd=new,
        env={**os.environ, "PYTHONPATH": "."},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_a_simulated_pull_request_names_exactly_the_paths_that_change(tmp_path: Path) -> None:
    """A clone of this repository, a branch that changes one option, and the job's own command."""
    new = tmp_path / "new"
    subprocess.run(["git", "clone", "--quiet", "--no-local", str(ROOT), str(new)], check=True)
    shutil.copytree(ROOT / "decision_tree", new / "decision_tree", dirs_exist_ok=True)
    git(new, "add", "--all")  # as it is here, committed or not
    git(new, "commit", "--quiet", "--allow-empty", "--message", "As it was")
    git(new, "switch", "--quiet", "--create", "a-change")
    tree, (question, option), now = lead_one_answer_elsewhere(new / CONTENT / "tree.yml")
    git(new, "commit", "--quiet", "--all", "--message", "Lead one answer elsewhere")

    given = {
        path.answers
        for path in paths(tree)
        if (question, option) in path.answers and path.outcome != now
    }
    told = run_review(new, "HEAD~1")
    rows = [line for line in told.splitlines() if f"{question}={option}" in line]
    summary = f"{len(given)} of {len(list(paths(tree)))} paths lead elsewhere"
    assert told.splitlines()[2].startswith(summary)
    assert len(rows) == min(len(given), MOST_ROWS)
    assert f"| question {question} | changed, {option}.to |" in told
    git(new, "commit", "--quiet", "--allow-empty", "--message", "Nothing more")
    assert run_review(new, "HEAD~2") == told
    moved = json.loads(run_review(new, "HEAD~2", "--json"))["tree"]["moved"]
    assert {tuple(row["answers"].items()) for row in moved} == given
    assert all(row["now"] == [now] for row in moved)


def test_an_old_table_that_is_edited_emptied_or_gone_is_said_first(
    sides: tuple[Path, Path],
) -> None:
    """Whoever edits the table can edit its hash too; only the base knows what it was."""
    old = sides[1] / CONTENT / "history" / "v1.txt"
    for text in (old.read_text("utf-8").replace("left", "right", 1), "", None):
        if text is None:
            old.unlink()
        else:
            old.write_text(text, "utf-8")
        found = review(*sides)
        assert found.any
        assert [sentence[:23] for sentence in found.broken] == ["history/v1.txt was chan"]
        assert found.markdown().startswith("### Links that break\n\n- history/v1.txt was changed; ")
        assert found.data()["broken"] == list(found.broken)


def test_a_version_kept_anew_that_readers_have_is_said(sides: tuple[Path, Path]) -> None:
    replace(sides[1], "tree.yml", "leans: {team: kserve}, to: left}", "leans: {}, to: right}")
    content = sides[1] / CONTENT
    publish(load(content).tree, content, "2026-11-28", replace=2)
    assert check_history(load(content).tree, content) == []
    assert [sentence.partition(" ")[0] for sentence in review(*sides).broken] == [
        "history/v2.txt",
        "history/published.txt",
    ]


def test_a_case_that_is_gone_or_renamed_breaks_the_links_to_it(sides: tuple[Path, Path]) -> None:
    for side in sides:
        for name in ("small_practice", "small_cases"):
            shutil.copytree(SMALL.parent / name, side / CONTENT, dirs_exist_ok=True)
    assert review(*sides).broken == ()
    cases = sides[1] / CONTENT
    text = (cases / "scenarios" / "case.yml").read_text("utf-8")
    (cases / "scenarios" / "other.yml").write_text(text.replace("id: case", "id: other"), "utf-8")
    (cases / "scenarios" / "case.yml").unlink()
    (cases / "drills" / "case.yml").unlink()
    assert [sentence.partition(" is gone")[0] for sentence in review(*sides).broken] == [
        "scenarios/case.yml",
        "drills/case.yml",
    ]


def test_an_account_that_is_gone_breaks_no_link(sides: tuple[Path, Path]) -> None:
    """Links name scenarios and drills; the account is told among the content."""
    new = ("new-account", "fresh")
    assert main(["--content", str(sides[0] / CONTENT), *new]) == 0
    assert review(*sides).broken == ()
