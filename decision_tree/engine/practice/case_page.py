"""Practice as it is read: what a scenario or a drill tells, what it offers, and its answer.

Shared by the live page, the page without JavaScript and the sheets to print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase

from ..counted import counted
from ..display_names import OWNER_NAMES, ROLE_NAMES, SURE_NAMES
from ..html_parts import Parts, link, listing, paragraph
from ..kinds import DECIDE, KINDS
from ..link import State, encode
from ..markup import Markup, element, inline, join
from ..model import ROLES, Case, Drill, FactChoice, Guide, Scenario, Statement
from .attempt import DRILL, SCENARIO, Attempt, case_kind
from .difficulty import STACK_NAMES, label
from .drill_moves import LOOK, OVER, Course, act, named_move
from .drill_page import WHICH_TEAM, best_moves, needs
from .grading import PART_NAMES, fact_text
from .right_answers import drill_key, scenario_key, walk_with_inject

__all__ = [
    "CASE_PAGES",
    "PROMPTS",
    "answer",
    "answer_with_inject",
    "begun",
    "guide_links",
    "kicker",
    "letters",
    "offers",
    "right_on_paper",
    "told",
    "with_inject",
]

Signs = Mapping[tuple[str, str], str]
"""What stands before the name of a choice, by its part and id."""

CASE_PAGES = {kind.name: kind.page for kind in KINDS if kind.name in (SCENARIO, DRILL)}
"""The page that lists each kind of case, from the root of the site."""

PROMPTS = {
    "role": WHICH_TEAM,
    "moves": "What do you do next?",
    "looks": "Where you can look",
    "layer": "Which serving layer?",
    "owner": "Who owns the serving contract?",
    "fact": "Which fact rules that opinion out?",
    "units": "What do you put back, and in which order?",
    "sure": "How sure are you?",
    "then": "After the inject: which serving layer?",
}
"""How each part of an answer is asked for."""


def begun(case: Case) -> Attempt:
    """The answer with which a workshop begins: a drill is played by the team that answers for the
    endpoint, as on its sheet."""
    role = case.answers if isinstance(case, Drill) else ""
    return Attempt(case_kind(case), case.id, role=role)


def kicker(case: Case) -> str:
    """The line above the title."""
    if isinstance(case, Scenario):
        return f"Scenario {label(case)}"
    return f"Rollback drill {label(case)}: {STACK_NAMES[case.stack]}"


# -- What is told -------------------------------------------------------------------------------


def told(case: Case) -> Markup:
    """Everything that the learner is told, without the title."""
    return _brief(case) if isinstance(case, Scenario) else _incident(case)


def _brief(scenario: Scenario) -> Markup:
    return element(
        "div",
        {"class": "dt-brief"},
        *(paragraph("", inline(text)) for text in scenario.brief),
        _named("Requirements", scenario.requirements),
        _named("Risks", scenario.risks),
        _named("Boundaries", scenario.boundaries),
        element("h3", None, "One opinion in the meeting"),
        element("blockquote", None, paragraph("", inline(scenario.rival.case))),
    )


def _incident(drill: Drill) -> Markup:
    changes = (
        join((element("b", None, change.at), " ", element("span", None, inline(change.what))))
        for change in drill.changes
    )
    return element(
        "div",
        {"class": "dt-brief"},
        paragraph("dt-pager", element("b", None, "Pager"), " ", inline(drill.pager)),
        element("h3", None, "What was changed"),
        listing(changes, "ol", "dt-timeline"),
        paragraph(
            "dt-answers-for",
            f"{ROLE_NAMES[drill.answers]} answers for the endpoint. To put back a unit of the "
            f"other team takes {counted(drill.ask, 'minute')} more.",
        ),
    )


def _named(name: str, items: Iterable[str]) -> Markup:
    return join((element("h3", None, name), listing(map(inline, items))))


# -- What is on offer ---------------------------------------------------------------------------


def offers(parts: Parts, case: Case) -> tuple[tuple[str, str, str, str], ...]:
    """Everything on offer: (part, id, content text, a second line or "")."""
    guide = parts.guide
    if isinstance(case, Scenario):
        titles = guide.tree.outcome_by_id
        layers = (("layer", each.outcome, titles[each.outcome].title, "") for each in case.layers)
        owners = (("owner", owner, name, "") for owner, name in OWNER_NAMES.items())
        facts = (
            ("fact", each.question, fact_text(guide, case, each.question), "")
            for each in _turned(case.deciding, case.number)
        )
        return (*layers, *owners, *facts)
    course = Course(guide, case, case.answers)
    units = (guide.unit_by_id[each.unit] for each in case.units)
    return tuple(
        ("units", unit.id, f"{unit.name} ({needs(course, act(unit.id))})", unit.how.text)
        for unit in units
    )


def _turned(facts: tuple[FactChoice, ...], by: int) -> tuple[FactChoice, ...]:
    """Authors write the right one first: on offer it has another place in each case."""
    turn = by % len(facts) if facts else 0
    return (*facts[turn:], *facts[:turn])


# -- What is right ------------------------------------------------------------------------------


def letters(parts: Parts, case: Case) -> dict[tuple[str, str], str]:
    """The letter of everything on offer, by its part and id, and of a look its number: the same on
    screen and on the sheet."""
    found: dict[tuple[str, str], str] = {}
    rows = [row[:2] for row in offers(parts, case)]
    for part in dict.fromkeys(part for part, _ in rows):
        names = (name for of, name in rows if of == part)
        found |= {(part, name): ascii_uppercase[place] for place, name in enumerate(names)}
    found |= {("sure", sure): ascii_uppercase[place] for place, sure in enumerate(SURE_NAMES)}
    looks = case.looks if isinstance(case, Drill) else ()
    return found | {("looks", each.id): str(number) for number, each in enumerate(looks, 1)}


def right_on_paper(parts: Parts, case: Case) -> Iterator[tuple[str, str]]:
    """(what a part is called, what is right in it with its letters on the sheet), as content text;
    nothing of a case that the checks of the build would refuse."""
    signs = letters(parts, case)
    names = {(part, name): text for part, name, text, _ in offers(parts, case)}
    right = _right(parts.guide, case)
    for part, chosen in right.items():
        told = (f"{signs[part, each]}, {names[part, each]}" for each in chosen)
        yield PART_NAMES[part], ", then ".join(told)
    if isinstance(case, Drill) and right:
        course = Course(parts.guide, case, case.answers)
        moves = [move for move in course.best(course.start).moves if move != OVER]
        named = (
            signs["looks" if move.startswith(LOOK) else "units", named_move(move)] for move in moves
        )
        yield "Best moves", " > ".join(named)


def _right(guide: Guide, case: Case) -> dict[str, tuple[str, ...]]:
    """What is right, by part; of a drill the units in one right order."""
    if isinstance(case, Drill):
        found = drill_key(guide, case)
        return {"units": found.units} if found else {}
    key = scenario_key(guide.tree, case)
    return {"layer": (key.outcome.id,), "owner": (key.owner,), "fact": (key.fact,)} if key else {}


def answer(parts: Parts, case: Case) -> Markup:
    """What is right, why, and what each of the other choices overlooks, each with its letter."""
    signs = {key: f"{sign}, " for key, sign in letters(parts, case).items()}
    if isinstance(case, Scenario):
        return _scenario_answer(parts, case, signs)
    return _drill_answer(parts, case, signs)


def _scenario_answer(parts: Parts, scenario: Scenario, signs: Signs) -> Markup:
    right = _right(parts.guide, scenario)
    if not right:
        return Markup("")
    says = {
        "layer": {each.outcome: each.says for each in scenario.layers},
        "owner": {owner: getattr(scenario.owners, owner) for owner in OWNER_NAMES},
        "fact": {each.question: each.says for each in scenario.deciding},
    }
    names = {
        (part, each): f"{signs[part, each]}{text}"
        for part, each, text, _ in offers(parts, scenario)
    }
    made = []
    for part, (chosen,) in right.items():
        others = (each for each in says[part] if each != chosen)
        made += [
            element("h3", None, f"{PART_NAMES[part]}: ", inline(names[part, chosen])),
            paragraph("", parts.statement(says[part][chosen])),
            listing(_said(parts, names[part, each], says[part][each]) for each in others),
        ]
    return join((*made, guide_links(parts, scenario)))


def _drill_answer(parts: Parts, drill: Drill, signs: Signs) -> Markup:
    key = drill_key(parts.guide, drill)
    if key is None:
        return Markup("")
    units, aspects = parts.guide.unit_by_id, parts.guide.aspect_by_id
    says = {each.unit: each.says for each in drill.units}
    others = (each for each in says if each not in key.units)
    name = {each: f"{signs['units', each]}{units[each].name}" for each in says}
    courses = (Course(parts.guide, drill, role) for role in ROLES)
    best = ((course, course.best(course.start)) for course in courses)
    played = (
        join(
            (
                element("h3", None, f"The best sequence, as {ROLE_NAMES[course.role].lower()}"),
                best_moves(course, found, signs),
                paragraph(
                    "", f"{found.cost.minutes} minutes, {found.cost.affected:,} {drill.counts}."
                ),
            )
        )
        for course, found in best
    )
    return join(
        (
            *played,
            element("h3", None, PART_NAMES["units"]),
            listing((_said(parts, name[each], says[each]) for each in key.units), "ol"),
            *(paragraph("", parts.statement(each.because)) for each in key.order),
            element("h3", None, "After that"),
            paragraph("", parts.statement(drill.after)),
            element("h3", None, "How you know that it is back"),
            listing(_said(parts, aspects[each].name, aspects[each].know) for each in drill.broken),
            element("h3", None, "What the other answers miss"),
            listing(_said(parts, name[each], says[each]) for each in others),
            guide_links(parts, drill),
        )
    )


def _said(parts: Parts, name: str, says: Statement) -> Markup:
    return join((element("b", None, inline(name), ":"), " ", parts.statement(says)))


def answer_with_inject(parts: Parts, case: Case) -> Markup:
    """The answer for who heard the inject too, which a scenario has in writing."""
    right = answer(parts, case)
    then = "" if isinstance(case, Drill) else " ".join(with_inject(parts, case)).strip()
    if not then:
        return right
    return join((right, element("h3", None, "With the inject"), paragraph("", inline(then))))


# -- After the inject ---------------------------------------------------------------------------


def with_inject(parts: Parts, scenario: Scenario) -> tuple[str, str]:
    """What is right once the inject has changed a scenario, and which answers of the tree are
    different then, as content text; "" where the checks of the build would refuse the inject."""
    tree, walked = parts.guide.tree, walk_with_inject(parts.guide.tree, scenario)
    sign = walked.outcome and letters(parts, scenario).get(("layer", walked.outcome.id))
    if walked.outcome is None or not sign:
        return "", ""
    changed = (
        f"{asked.label}: {option.text}"
        for name, given in scenario.inject.facts
        if (asked := tree.asked(name)) and (option := asked.option(given))
    )
    owner = OWNER_NAMES[walked.owner]
    return (
        f"{sign}, {walked.outcome.title}. {PART_NAMES['owner']}: {owner}.",
        f"Different answers in the tree: {'; '.join(changed)}.",
    )


# -- In the guide -------------------------------------------------------------------------------


def guide_links(parts: Parts, case: Case) -> Markup:
    """Where the guide says more: the outcome, the case walked through the tree, rows of tables."""
    items = [*_tree_links(parts, case), *(_anchor_link(parts, each) for each in case.see)]
    if not items:
        return Markup("")
    return join((element("h3", None, "In the guide"), listing(items)))


def _tree_links(parts: Parts, case: Case) -> Iterable[Markup]:
    key = scenario_key(parts.guide.tree, case) if isinstance(case, Scenario) else None
    if key is None or not isinstance(case, Scenario):
        return
    yield join(("Outcome: ", parts.outcome_link(key.outcome)))
    answers = State(parts.guide.tree.version, case.facts, outcome=key.outcome.id)
    yield link(
        "", f"{parts.root}{DECIDE}#{encode(answers)}", "The same facts as answers in the tree"
    )


def _anchor_link(parts: Parts, anchor: str) -> Markup:
    kind, _, name = anchor.partition("-")
    rows = {
        "decision": ("Comparison", ((each.id, each.decision) for each in parts.guide.decisions)),
        "symptom": ("Symptom", ((each.id, each.see.text) for each in parts.guide.symptoms)),
        "check": ("Checklist", ((each.id, each.ask) for each in parts.guide.checklist)),
    }
    table, texts = rows[kind]
    href = f"{parts.root}argument/#{anchor}"
    return join((f"{table}: ", link("", href, inline(dict(texts)[name]))))
