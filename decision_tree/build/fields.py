"""Which fields each content file has, once: the loader, the editor schema and the docs read this.

A shape says what a value may be; a record lists its fields with the sentence that explains each.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..engine.model import SIDES

__all__ = [
    "CLAIMS_FILE",
    "DECISIONS",
    "FILES",
    "TABLES_FILE",
    "TREE_FILE",
    "Choice",
    "Field",
    "Id",
    "Leans",
    "Many",
    "Record",
    "Ref",
    "Said",
    "Shape",
    "Text",
    "Whole",
]

DECISIONS = ("contract", "team", "graph", "rollback", "operability")
"""The five decisions of the operating-model comparison; options lean in these."""

DIMENSIONS = ("workload", "ownership", "rollback", "autoscaling", "operability")


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text of at most `most` characters, `code` and **bold** allowed."""

    most: int = 600
    pattern: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Id:
    """A new id: small letters, digits and hyphens, starting with a letter."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something defined elsewhere: a claim, a question, or any node of the tree."""

    to: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of at least `least`."""

    least: int = 1


@dataclass(frozen=True, slots=True)
class Said:
    """A statement: text, or {text, claims} when it says what a product does."""

    most: int = 600


@dataclass(frozen=True, slots=True)
class Leans:
    """A mapping from a decision of the comparison to the side it leans to."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one shape."""

    item: Shape
    least: int = 0
    most: int = 10_000


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record and what it is for."""

    name: str
    shape: Shape
    doc: str
    required: bool = True


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known fields."""

    name: str
    fields: tuple[Field, ...]


Shape = Text | Id | Ref | Choice | Whole | Said | Leans | Many | Record

_DAY = Text(10, r"\d{4}-\d{2}-\d{2}", '"2026-11-23"')

_OPTION = Record(
    "option",
    (
        Field("id", Id(), "Short stable name; stands in links, so it is never changed."),
        Field("text", Text(90), "The answer as the reader would give it."),
        Field("detail", Text(200), "One line that makes the answer concrete.", False),
        Field("reason", Said(), "What this answer says about the decision; shown in the result."),
        Field("leans", Leans(), "For which of the five decisions it speaks, and for which side."),
        Field("conditions", Many(Said()), "What it requires before production.", False),
        Field("to", Ref("node"), "The question or outcome it leads to."),
    ),
)

_QUESTION = Record(
    "question",
    (
        Field("id", Id(), "Short stable name; stands in links, so it is never changed."),
        Field("label", Text(30), "A noun phrase for the list of answers."),
        Field("ask", Text(120), "The question as it is asked."),
        Field("why", Text(), "Why it is asked, in one to three sentences."),
        Field("role", Text(120), "Who can answer it."),
        Field("dimension", Choice(DIMENSIONS), "Which judgement it exercises."),
        Field("claims", Many(Ref("claim")), "Claims that the reason for asking rests on.", False),
        Field("options", Many(_OPTION, least=2, most=6), "The answers to choose from."),
    ),
)

_UNIT = Record(
    "rollback unit",
    (
        Field("unit", Text(80), "What is put back."),
        Field("how", Said(), "How it is put back."),
        Field("restores", Said(), "What that restores."),
        Field("leaves", Said(), "What it does not restore."),
    ),
)

_SIGNAL = Record(
    "autoscaling signal",
    (
        Field("signal", Text(120), "What is measured."),
        Field("owner", Text(120), "Its one owner."),
        Field("note", Said(), "What to know about it.", False),
    ),
)

_OUTCOME = Record(
    "outcome",
    (
        Field("id", Id(), "Short stable name; stands in links and addresses, never changed."),
        Field("title", Text(70), "The recommendation as a heading."),
        Field("lean", Choice(SIDES), "Which side it leans to."),
        Field("answer", Text(400), "The recommendation in one or two sentences."),
        Field("suits", Text(400), "Whom it suits."),
        Field("cost", Said(), "What it costs to choose this."),
        Field("contract_owner", Said(), "Who owns the serving contract."),
        Field("rollback_units", Many(_UNIT, least=2), "What can be rolled back on its own."),
        Field("autoscaling", Many(_SIGNAL, least=2), "Who owns each signal."),
        Field("oncall", Many(Said(), least=3), "What on-call must be able to see."),
        Field("steps", Many(Said(), least=3, most=3), "The first three steps."),
        Field("revisit", Many(Said(), least=2), "When to look at this again."),
        Field("conditions", Many(Said(), least=3), "What must hold before production."),
    ),
)

_RETIRED = Record(
    "retired id",
    (
        Field("id", Id(), "The id that is no longer used."),
        Field("was", Choice(("question", "option", "outcome")), "What it named."),
        Field("became", Text(60), "The id that took its place, if any.", False),
        Field("since", Text(20), "The version of the tree that retired it."),
        Field("reason", Text(200), "Why."),
    ),
)

_CLAIM = Record(
    "claim",
    (
        Field("id", Id(), "Short stable name; pages link to it."),
        Field(
            "product", Choice(("kserve", "ray-serve", "kuberay", "neighbours")), "What it is about."
        ),
        Field(
            "topic",
            Choice(
                (
                    "contract",
                    "rollback",
                    "autoscaling",
                    "graph",
                    "operability",
                    "isolation",
                    "modes",
                    "llm",
                    "releases",
                    "hybrid",
                )
            ),
            "Where it is filed.",
        ),
        Field("text", Text(500), "The statement, in our own words."),
        Field("versions", Text(60), "The versions it was checked for."),
        Field(
            "source",
            Text(300, r"https://\S+|[\w.-]+/[\w.-]+(:\S+)?@\S+", "owner/repository:path@version"),
            "Where it was read: an address, or repository:path@version.",
        ),
        Field("checked", _DAY, "The day it was checked."),
        Field("how", Choice(("read", "run", "inferred")), "How it was checked."),
    ),
)

_DECISION = Record(
    "decision",
    (
        Field("id", Id(), "Which of the five decisions."),
        Field("decision", Text(40), "Its name."),
        Field("kserve", Said(), "When KServe fits."),
        Field("ray_serve", Said(), "When Ray Serve fits."),
        Field("ask", Text(200), "The question to settle in the meeting."),
    ),
)

_SYMPTOM = Record(
    "symptom",
    (
        Field("id", Id(), "Short stable name; pages link to it."),
        Field("see", Said(), "What one sees."),
        Field("reveals", Said(), "What it reveals."),
        Field("do", Said(), "What to do next."),
    ),
)

_ITEM = Record(
    "checklist item",
    (
        Field("id", Id(), "Short stable name; pages link to it."),
        Field("ask", Text(200), "The item, as a question."),
        Field("settled", Text(), "What a settled answer looks like."),
        Field("question", Ref("question"), "The question of the tree that settles it."),
    ),
)

TREE_FILE = Record(
    "tree",
    (
        Field("version", Whole(), "Raised whenever a path leads to another outcome."),
        Field("published", _DAY, "The day this version was published."),
        Field("start", Ref("question"), "The first question."),
        Field("retired", Many(_RETIRED), "Ids that are no longer used; none is used again.", False),
        Field("questions", Many(_QUESTION, least=1), "The questions."),
        Field("outcomes", Many(_OUTCOME, least=1), "The outcomes."),
    ),
)

CLAIMS_FILE = Record("claims", (Field("claims", Many(_CLAIM), "What the guide relies on."),))

TABLES_FILE = Record(
    "tables",
    (
        Field("decisions", Many(_DECISION), "The comparison by operating model."),
        Field("symptoms", Many(_SYMPTOM), "What one sees, and what it reveals."),
        Field("checklist", Many(_ITEM), "What to settle before choosing."),
    ),
)

FILES = (("tree.yml", TREE_FILE), ("tables.yml", TABLES_FILE), ("claims.yml", CLAIMS_FILE))
"""Every content file and its shape, in the order in which problems are reported."""
