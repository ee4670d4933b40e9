"""Claims: what relies on each is found, what is wrong with them is told, stale ones are listed."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from decision_tree.cli import main
from decision_tree.editing.stale import stale
from decision_tree.engine.checked import checked_against
from decision_tree.engine.display_names import PRODUCT_NAMES
from decision_tree.engine.html_parts import Parts
from decision_tree.engine.kinds import KINDS, rows_of
from decision_tree.engine.markup import Markup
from decision_tree.engine.model import Claim, Guide, Statement
from decision_tree.engine.result import standing
from decision_tree.engine.source_marks import note_of, short
from decision_tree.loader.cites import DOCS, cites
from decision_tree.loader.claim_uses import cited_together, places
from decision_tree.loader.controllers import load_controllers
from decision_tree.loader.load import CONTENT, load
from decision_tree.loader.measured import load_measured
from decision_tree.loader.page_checks import check_cites
from decision_tree.loader.problems import ContentError
from decision_tree.loader.source_address import source_address, source_names
from decision_tree.runtime.assemble import guide_json
from decision_tree.runtime.practice_file import without_practice
from decision_tree.website.pages.outcome_pages import outcome_page
from decision_tree.website.pages.sources import CHECKED, claims_list, runs_here, with_notes
from decision_tree.website.pages.unknown_name import UnknownNameError
from tests.conftest import published
from tests.folders import TESTS
from tests.reading import outline

# -- what relies on a claim ---------------------------------------------------------------------


def test_every_claim_is_relied_on(guide: Guide) -> None:
    relied = places(guide, cites(DOCS))
    assert relied.keys() == guide.claim_by_id.keys()
    assert [claim_id for claim_id, each in relied.items() if not each] == []


def test_a_place_is_named_from_outside_in(guide: Guide) -> None:
    labels = {place.label: place.href for place in places(guide)["serve-no-history"]}
    assert labels["Comparison row “Rollback unit”"] == "argument/#decision-rollback"
    assert labels["Outcome “Ray Serve, owned by the application team”"] == "o/ray-serve/"
    tree = guide.tree
    question, option = next(
        (question, option)
        for question in tree.questions
        for option in question.options
        if option.reason.claims
    )
    relied = places(guide)[option.reason.claims[0]]
    label = f"Question “{question.label}”, option “{option.text}”"
    assert (label, f"decide/#q-{question.id}") in [(each.label, each.href) for each in relied]


def test_new_kinds_of_content_are_found_without_being_named(guide: Guide) -> None:
    @dataclass(frozen=True)
    class Rehearsal:
        title: str
        note: Statement

    claim = Claim(
        "seen",
        "kserve",
        "rollback",
        "It is.",
        "1",
        "https://x.test/",
        "2026-01-01",
        "behaviour",
        "run",
    )
    rehearsal = Rehearsal("Half a rollback", Statement("It is.", ("seen",)))
    # Stands for a field of the guide that does not exist yet.
    grown = replace(guide, claims=(claim,), symptoms=(rehearsal,))  # type: ignore[arg-type]
    assert [place.label for place in places(grown)["seen"]] == ["Rehearsal “Half a rollback”"]


def test_a_page_is_linked_at_the_heading_above_the_sentence(tmp_path: Path, guide: Guide) -> None:
    text = (
        '---\ntitle: A page\n---\n\n# A page\n\n## Here { #here }\n\nSo.{{ cite("mode-fixed") }}\n'
    )
    (tmp_path / "a.md").write_text(text, "utf-8")
    found = places(guide, cites(tmp_path))["mode-fixed"]
    assert ("Page “A page”", "a/#here") in [(place.label, place.href) for place in found]


# -- what is wrong ------------------------------------------------------------------------------


def test_the_guide_cites_soundly(guide: Guide) -> None:
    assert check_cites(guide, DOCS, DOCS.parent / "decision_tree/content") == []


def test_a_page_that_cites_nothing_known_is_told_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, guide: Guide
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(DOCS, "docs")
    Path("docs/zz.md").write_text('Yes.\n\nNo.{{ cite("mode-fixed", "mode-fixd") }}\n', "utf-8")
    problems = check_cites(guide, Path("docs"), DOCS.parent / "decision_tree/content")
    assert [str(problem) for problem in problems] == [
        "docs/zz.md:3:27: error: there is no claim “mode-fixd”; did you mean “mode-fixed”? "
        "[unknown-claim]"
    ]


def test_a_cite_that_is_shown_and_not_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text('{% raw %}`{{ cite("x") }}`{% endraw %}\n', "utf-8")
    assert list(cites(tmp_path)) == []


def test_a_claim_that_nothing_relies_on_is_told(tmp_path: Path, guide: Guide) -> None:
    content = DOCS.parent / "decision_tree/content"
    lines = (content / "claims.yml").read_text("utf-8").splitlines()
    spare = replace(guide.claims[0], id="spare")
    (tmp_path / "claims.yml").write_text("\n".join((*lines, "  - id: spare")), "utf-8")
    problems = check_cites(replace(guide, claims=(*guide.claims, spare)), DOCS, tmp_path)
    assert [(problem.tag, problem.place.line) for problem in problems] == [
        ("uncited", len(lines) + 1)
    ]


CLAIM = """\
  - id: it-is
    product: kserve
    topic: rollback
    text: It is.
    versions: "0.20.0"
    source: https://example.test/
    checked: "2026-11-24"
    about: behaviour
    evidence: code
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("    source: https://example.test/\n", "", "“source”"),
        ('    checked: "2026-11-24"\n', "", "“checked”"),
        ('    versions: "0.20.0"\n', "", "“versions”"),
        ("https://example.test/", "somewhere", "“somewhere” is not of the form"),
        ("    about: behaviour\n", "", "“about”"),
        ("    evidence: code\n", "", "“evidence”"),
        ("evidence: code", "evidence: rumour", "“rumour” cannot stand here"),
        ("evidence: code", "evidence: documentation", "documentation is no evidence of that"),
        ("evidence: code", "evidence: announcement", "announcement is no evidence of that"),
        ("evidence: code", "evidence: code\n    how: read", "“read” cannot stand here"),
    ],
)
def test_a_claim_without_its_evidence_does_not_load(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    shutil.copytree(TESTS / "guides" / "small", tmp_path, dirs_exist_ok=True)
    with (tmp_path / "claims.yml").open("a", encoding="utf-8") as file:
        file.write(CLAIM.replace(old, new))
    with pytest.raises(ContentError) as found:
        load(tmp_path)
    assert [told in problem.message for problem in found.value.problems] == [True]


@pytest.mark.parametrize(
    ("reason", "tags"),
    [
        ("Serve keeps no earlier version.", ["uncited"]),
        ("A RayService has no undo.", ["uncited"]),
        ("Set `user_config` again.", ["uncited"]),
        ("Someone has to own the array of rays.", []),
    ],
)
def test_a_statement_about_a_product_has_to_cite(
    reason: str, tags: list[str], tmp_path: Path
) -> None:
    shutil.copytree(TESTS / "guides" / "small", tmp_path, dirs_exist_ok=True)
    tree = (tmp_path / "tree.yml").read_text("utf-8")
    assert "reason: Nothing to compose." in tree
    changed = tree.replace("reason: Nothing to compose.", f"reason: {reason}")
    (tmp_path / "tree.yml").write_text(changed, "utf-8")
    found: list[str] = []
    try:
        load(tmp_path)
    except ContentError as error:
        found = [problem.tag for problem in error.problems]
    assert found == tags


def test_advice_may_name_a_product(tmp_path: Path) -> None:
    shutil.copytree(TESTS / "guides" / "small", tmp_path, dirs_exist_ok=True)
    tree = (tmp_path / "tree.yml").read_text("utf-8")
    assert "steps: [First" in tree
    changed = tree.replace("steps: [First", "steps: [Read the notes of KServe")
    (tmp_path / "tree.yml").write_text(changed, "utf-8")
    load(tmp_path)


# -- what pages show ----------------------------------------------------------------------------


def test_a_marker_opens_a_note_that_stands_once_on_the_page(guide: Guide) -> None:
    parts = Parts(guide, "../")
    html = "".join(map(parts.marker, (("mode-fixed",), ("mode-fixed",), ("serve-no-history",))))
    page = with_notes(guide, "../", html)
    assert [*re.findall(r">([^<]*)</button>", page)] == ["1", "1", "2"]
    one, other = (short(note_of((name,))) for name in ("mode-fixed", "serve-no-history"))
    assert page.count(f'popovertarget="{one}"') == 2
    assert page.count(f'id="{one}"') == page.count(f'id="{other}"') == 1
    assert 'href="../claims/#mode-fixed"' in page
    assert guide.claim_by_id["mode-fixed"].checked in page


def test_one_note_tells_all_that_a_sentence_rests_on(guide: Guide) -> None:
    both = ("mode-fixed", "serve-no-history")
    page = with_notes(guide, "../", Parts(guide, "../").marker(both))
    told = page.partition(f'id="{short(note_of(both))}"')[2]
    assert [f'href="../claims/#{name}"' in told for name in both] == [True, True]
    assert page.count("<button") == page.count(' class="dt-note"') == 1


@pytest.mark.parametrize(
    ("changed", "known", "since"),
    [
        ({}, "read in the code", ""),
        ({"evidence": "run"}, "reproduced by running it", ""),
        ({"how": "inferred"}, "read in the code, our conclusion from it", ""),
        (
            {"about": "statement", "evidence": "documentation"},
            "what its makers say or offer, read in documentation",
            "",
        ),
        (
            {"newer": "the same in 0.21.0"},
            "read in the code",
            " In newer code: the same in 0.21.0.",
        ),
    ],
)
def test_the_note_and_the_entry_tell_in_plain_words_how_a_claim_is_known(
    small: Guide, changed: dict[str, str], known: str, since: str
) -> None:
    claim = replace(small.claims[0], **changed)
    guide = replace(small, claims=(claim,))
    note = with_notes(guide, "", Parts(guide, "").marker((claim.id,)))
    entry = claims_list(guide, "", {claim.id: ()})
    source = "kserve/kserve:pkg/file.go@v0.20.0"
    assert outline(note, "p")[1] == (
        f"p.dt-source: KServe 0.20.0; {known}, 2026-11-23.{since} "
        f"Source: file.go. Entry: {claim.id}. Report it as wrong."
    )
    assert outline(entry, "p")[1] == (
        f"p.dt-source: {known.capitalize()}, 2026-11-23. Version: 0.20.0. "
        f"Source: {source}.{since} Rollback. Report it as wrong."
    )


def test_a_recommendation_shows_what_it_rests_on(guide: Guide) -> None:
    cited = [outcome for outcome in guide.tree.outcomes if outcome.claims]
    assert cited
    for outcome in cited:
        answer = re.compile(r'<p class="dt-answer">(.*?)</p>', re.DOTALL)
        for html in (
            standing(Parts(guide, ""), outcome, Markup("")),
            outcome_page(guide, "", outcome.id),
        ):
            found = answer.search(html)
            assert found
            for claim in outcome.claims:
                assert re.search(rf'"source-([a-z0-9_-]+_)?{claim}[_"]', found[1])


def test_no_two_notes_of_a_page_have_one_id(guide: Guide) -> None:
    together = cited_together(tuple(rows_of(guide, row) for row in KINDS))
    ids = {short(note_of(claims)): claims for claims in together}
    assert set(together) == set(ids.values())


def test_a_page_without_markers_stays_as_it_is(guide: Guide) -> None:
    assert with_notes(guide, "", "<p>Nothing.</p>") == "<p>Nothing.</p>"


def test_a_page_with_the_quiz_has_the_note_of_every_marker_the_engine_can_bring(
    guide: Guide,
) -> None:
    page = with_notes(guide, "", '<decision-quiz data-kind="decide"></decision-quiz>')
    quiz = cited_together(without_practice(guide))
    assert quiz
    assert [claims for claims in quiz if f'id="{short(note_of(claims))}"' not in page] == []


def test_the_browser_is_sent_the_claims_that_the_data_cites(guide: Guide) -> None:
    extra = replace(guide.claims[0], id="pages-only")
    assert guide_json(guide) == guide_json(replace(guide, claims=(*guide.claims, extra)))


def test_a_page_says_what_its_own_claims_were_checked_against(guide: Guide) -> None:
    marker = Parts(guide, "").marker(("rayservice-no-undo",))
    page = with_notes(guide, "", f"{CHECKED}<p>{marker}</p>")
    checked = guide.claim_by_id["rayservice-no-undo"].checked
    assert f"Checked against KubeRay 1.7.0, on {checked}." in page


def test_the_release_of_a_product_is_the_one_most_of_its_claims_name() -> None:
    def claim(name: str, versions: str, day: str) -> Claim:
        source = "https://x.test/"
        about = "behaviour"
        return Claim(name, "kserve", "rollback", "It is.", versions, source, day, about, "code")

    told = checked_against(
        (
            claim("a", "0.20.0", "2026-11-24"),
            claim("b", "0.20.0", "2026-11-01"),
            claim("c", "0.21.0", "2026-11-23"),
            claim("d", "as of 2026-08-21", "2026-11-23"),
        )
    )
    assert told == "Checked against KServe 0.20.0, between 2026-11-01 and 2026-11-24."


@pytest.mark.parametrize("product", sorted(PRODUCT_NAMES.keys() - {"neighbours"}))
def test_the_release_of_each_product_is_told(product: str) -> None:
    source, day = "https://x.test/", "2026-11-24"
    each = Claim("a", product, "rollback", "It is.", "1.2.3", source, day, "behaviour", "code")
    assert checked_against((each,)).startswith(f"Checked against {PRODUCT_NAMES[product][:3]}")


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://x.test/y", "https://x.test/y"),
        ("a/b:c/d.go@v1.2", "https://github.com/a/b/blob/v1.2/c/d.go"),
        ("a/b:c/d@0f0f", "https://github.com/a/b/tree/0f0f/c/d"),
        ("a/b:c/d.go@v1.2#L7", "https://github.com/a/b/blob/v1.2/c/d.go#L7"),
        ("a/b:Makefile@v1.2#L7", "https://github.com/a/b/blob/v1.2/Makefile#L7"),
        ("a/b:c/d.go@v1.2#L7-L9", "https://github.com/a/b/blob/v1.2/c/d.go#L7-L9"),
        ("a/b@v1", "https://github.com/a/b/tree/v1"),
        ("a/b:LICENSE@2026-08-19", ""),
    ],
)
def test_a_source_leads_to_where_it_was_read(source: str, address: str) -> None:
    assert source_address(source) == address


def test_a_link_to_a_source_is_called_by_its_end_or_by_the_whole_where_ends_are_alike() -> None:
    names = {
        "https://x.test/y/z/": "z",
        "a/b:c/d/e.go@v1.2": "a/b:c/d/e.go@v1.2",
        "a/b:c/d/e.go@v1.2#L7-L9": "e.go#L7-L9",
        "a/b:d/e.go@v1.3": "a/b:d/e.go@v1.3",
        "a/b:f.go@v1.2#L7": "f.go#L7",
        "a/b@v1": "b@v1",
    }
    assert source_names((*names, *names)) == names


def test_each_entry_carries_what_the_filter_decides_by(guide: Guide) -> None:
    html = claims_list(guide, "../", places(guide))
    for claim in guide.claims:
        wanted = (
            f'id="{claim.id}" data-product="{claim.product}" data-topic="{claim.topic}" '
            f'data-how="{f"{claim.evidence} {claim.how}".strip()}"'
        )
        assert wanted in html


# -- stale claims -------------------------------------------------------------------------------


def test_stale_claims_come_oldest_first_with_what_relies_on_them(guide: Guide) -> None:
    old = replace(guide.claims[1], checked="2026-01-01")
    older = replace(guide.claims[0], checked="2025-01-01")
    grown = replace(guide, claims=(older, old, *guide.claims[2:]))
    found = stale(grown, places(grown), "2026-11-24", 180)
    assert [each.claim.id for each in found] == [older.id, old.id]
    assert found[1].age == 327
    assert found[1].relied


def test_a_claim_is_stale_only_after_the_limit(guide: Guide) -> None:
    claim = replace(guide.claims[0], checked="2026-01-01")
    one = replace(guide, claims=(claim,))
    relied = {claim.id: ()}
    assert stale(one, relied, "2026-06-30", 180) == ()
    assert len(stale(one, relied, "2026-07-01", 180)) == 1


def test_the_command_lists_stale_claims(capsys: pytest.CaptureFixture[str], guide: Guide) -> None:
    number = len(guide.claims)
    assert main(["claims", "--today", "2026-11-24"]) == 0
    said = f"0 of {number} claims checked over 180 days before 2026-11-24.\n"
    assert capsys.readouterr().out == said
    assert main(["claims", "--today", "2027-11-24", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == number
    assert all(row["relied_on_by"] and row["age"] > 180 for row in rows)


def test_the_list_says_what_is_claimed_and_where_it_is_relied_on(
    capsys: pytest.CaptureFixture[str], guide: Guide
) -> None:
    assert main(["claims", "--today", "2027-11-24"]) == 1
    said = capsys.readouterr().out
    assert f"\n  {guide.claim_by_id['mode-fixed'].text}\n" in said
    title = guide.tree.outcome_by_id["kserve"].title
    assert f"\n  - Outcome “{title}”, o/kserve/\n" in said


def test_the_issue_names_each_claim_its_source_and_what_relies_on_it(
    capsys: pytest.CaptureFixture[str], guide: Guide
) -> None:
    assert main(["claims", "--today", "2027-11-24", "--markdown"]) == 1
    body = capsys.readouterr().out
    assert "- [ ] `mode-fixed`, checked" in body
    assert "[source](https://github.com/kserve/kserve/blob/v0.20.0/pkg/" in body
    assert f"  - Outcome “{guide.tree.outcome_by_id['kserve'].title}”" in body


def test_a_day_that_is_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["claims", "--today", "tomorrow"])
    assert stopped.value.code == 2
    assert "tomorrow" in capsys.readouterr().err


def test_every_place_of_a_claim_is_called_by_its_text() -> None:
    """A name that is a statement is its text, and never how Python writes the statement."""
    labels = [each.label for found in places(published()).values() for each in found]
    assert any(label.startswith("Caution “") for label in labels)
    assert [label for label in labels if re.search(r"\w+\(\w+=", label)] == []


def test_an_entry_leads_to_what_was_run_for_it(guide: Guide) -> None:
    runs = runs_here(
        load_controllers(CONTENT / "controllers.yml"), load_measured(CONTENT / "measured.yml")
    )
    html = claims_list(guide, "../", places(guide), runs=runs)
    run = [claim for claim in guide.claims if claim.run]
    assert len(run) > 40
    assert {claim.evidence for claim in run} == {"run"}
    for claim in run:
        entry = html.partition(f'id="{claim.id}"')[2].partition("dt-claim-entry")[0]
        assert f'<a href="../{runs[claim.run]}">The run</a>.' in entry
    one = replace(guide, claims=(replace(run[0], run="standard-spek"),))
    with pytest.raises(UnknownNameError, match="standard-spec"):
        claims_list(one, "../", {run[0].id: ()}, runs=runs)
