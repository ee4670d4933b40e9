"""Which fields each content file has, once: the loader, the editor schema and the docs read this.

A shape says what a value may be; a record lists its fields with the sentence that explains each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..engine.display_names import PRODUCT_NAMES
from ..engine.model import (
    ABOUT,
    AS_ANSWERED,
    ASKS,
    CHOICES,
    DIMENSIONS,
    EVIDENCE,
    HOLDERS,
    NOES,
    OWNERS,
    PLACES,
    ROLES,
    RULES,
    SIDES,
    SPEEDS,
    STACKS,
    URGENCIES,
    VERDICTS,
)
from ..engine.outcome import HEADINGS

__all__ = [
    "ANCHOR",
    "ASKED",
    "CONTROLLERS_FILE",
    "DECISIONS",
    "DEPTH_FILE",
    "EVERY_FILE",
    "FEWEST_OUTCOMES",
    "FEWEST_UNITS",
    "FILES",
    "FOLDERS",
    "GUARD_FILE",
    "GUARD_TESTS",
    "ID_PATTERN",
    "INCIDENT_FILE",
    "MEASURED_FILE",
    "MOST_ID",
    "MOST_OPTIONS",
    "MOST_WHOLE",
    "NODE",
    "NOT_KNOWN",
    "NO_LIMIT",
    "OPTION",
    "PRODUCTS",
    "PRODUCT_WORDS",
    "REASONS_FILE",
    "SEARCH_FILE",
    "UNITS_FILE",
    "UNWRITTEN",
    "VERSION_PATTERN",
    "WORDS_FILE",
    "Choice",
    "Day",
    "Facts",
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
    "statement",
]

DECISIONS = ("contract", "team", "graph", "rollback", "operability")
"""The five decisions of the operating-model comparison; options lean in these."""

PRODUCTS = re.compile(
    r"\b(?:KServe|Ray|KubeRay|Knative|KEDA|HPA|RayService|RayCluster|InferenceService|"
    r"LLMInferenceService|InferenceGraph|ServingRuntime|Serve (?:document|keeps|scales))\b"
)
"""The names of products and of their resources."""

PRODUCT_WORDS = re.compile(f"`|{PRODUCTS.pattern}")
"""What makes a statement one about a product: such a name, or code."""

ID_PATTERN = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
VERSION_PATTERN = r"[1-9][0-9]{0,5}"
UNWRITTEN = "TODO"
"""What stands in the texts that a start writes, until somebody replaces them."""

OPTION = "option"
"""An answer to a question or a gate; its id means something only there."""

NODE, ASKED, ANCHOR = "question or outcome", "question or gate", "anchor"
"""What a reference may name besides things of one kind: where an answer leads, what can be
answered, and a row of the argument page."""

NO_LIMIT = 1_000_000
MOST_ID = 60
MOST_COMMAND = 400
MOST_OPTIONS = 6
FEWEST_OUTCOMES, FEWEST_UNITS = 3, 3
"""What a scenario and a drill offer to choose from, at least."""
MOST_WHOLE = 999_999
"""More is a slip of the finger."""


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text of at most `most` characters, `code` and **bold** allowed."""

    most: int = 600
    pattern: str = ""
    example: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that has been, as DAY_PATTERN has it."""


@dataclass(frozen=True, slots=True)
class Id:
    """A new id: small letters, digits and hyphens, starting with a letter.

    `names` is the kind of thing that it names, as `engine.kinds` calls it, or a part of one such as
    OPTION; "" where it names nothing any more.
    """

    names: str = ""


@dataclass(frozen=True, slots=True)
class Ref:
    """The id of something defined elsewhere: of one kind of thing, or NODE, ASKED or ANCHOR."""

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
    """A statement: text, or {text, claims} when it says what a product does.

    `advice` is for fields that say what people should do, or that judge one team's case: there a
    product may be named without a claim. Everywhere else a statement with one of PRODUCT_WORDS in
    it has to cite. What is `answered` stands in a result: it may say something else, or nothing,
    after an answer.
    """

    most: int = 600
    advice: bool = False
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Leans:
    """A mapping from a decision of the comparison to the side it leans to."""


NOT_KNOWN = "not-known"
"""The answer to a question of the tree that a scenario deliberately leaves open."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A mapping from a question of the tree to one of its options, or to NOT_KNOWN."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of one shape."""

    item: Shape
    least: int = 0
    most: int = NO_LIMIT


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


Shape = Text | Day | Id | Ref | Choice | Whole | Said | Leans | Facts | Many | Record

_CASE = Said(900, advice=True)
_TOLD = Said(answered=True)
_ADVISED = Said(advice=True, answered=True)


def statement(said: Said) -> Record:
    """The long form of a statement, with its claims."""
    claims = Many(Ref("claim"), least=1)
    fields = (
        Field("text", Text(said.most), "What is said."),
        Field("claims", claims, "Ids of the claims it rests on.", not said.answered),
    )
    if not said.answered:
        return Record("statement", fields)
    return Record("answered statement", (*fields, _after("this statement", said)))


def _after(what: str, said: Said) -> Field:
    """The field that says what stands in place of something after an answer."""
    row = Record(
        "wording after an answer",
        (
            Field("answers", _ANSWERS, "Any of these answers, as `question=option`."),
            Field(
                "says", replace(said, answered=False), "What is said then; nothing without.", False
            ),
        ),
    )
    told = f"What is said in place of {what} after an answer to a question or a gate."
    return Field("after", Many(row, least=1), told, False)


_ANSWERS = Many(Ref("answer"), least=1)


SOURCE = Text(
    300,
    r"https://\S+|[\w.-]+/[\w.-]+(@[^\s#]+|:[^\s#]+@[^\s#]+(#L\d+(-L\d+)?)?)",
    "owner/repository:path@version (#L10-L20 for lines) or https://...",
)
_READ_AT = "Where it was read: an address, or repository:path@version, perhaps with its lines."
_DAY = Day()

_ABOVE = Field(
    "above",
    Many(
        Record(
            "words above a section",
            (
                Field("section", Choice(tuple(HEADINGS)), "Which section of a result."),
                Field("says", Text(300), "What stands there, above all else."),
            ),
        )
    ),
    "What a result says above a section after this answer.",
    False,
)

_OPTION = Record(
    "option",
    (
        Field("id", Id(OPTION), "Short stable name; stands in links, so it is never changed."),
        Field("text", Text(90), "The answer as the reader would give it."),
        Field("detail", Text(200), "One line that makes the answer concrete.", False),
        Field("reason", Said(), "What this answer says about the decision; shown in the result."),
        Field(
            "leans", Leans(), "Which of the five decisions it is about, and which side it favours."
        ),
        Field("conditions", Many(_ADVISED), "What it requires before production.", False),
        _ABOVE,
        Field(
            "owner", Choice(OWNERS), "Who answers for the endpoint, if this answer says so.", False
        ),
        Field("denies", Many(Ref("trait")), "Traits that a case with this answer lacks.", False),
        Field(
            "supports",
            Many(Ref("outcome")),
            "Outcomes that its reason speaks for, though it leans or owns otherwise.",
            False,
        ),
        Field("to", Ref(NODE), "The question or outcome it leads to."),
    ),
)

_QUESTION = Record(
    "question",
    (
        Field("id", Id("question"), "Short stable name; stands in links, so it is never changed."),
        Field("label", Text(30), "A noun phrase for the list of answers."),
        Field("ask", Text(120), "The question as it is asked."),
        Field("why", Text(), "Why it is asked, in one to three sentences."),
        Field("role", Text(120), "Who can answer it."),
        Field("dimension", Choice(DIMENSIONS), "Which judgement it exercises."),
        Field("claims", Many(Ref("claim")), "Claims that the reason for asking rests on.", False),
        Field(
            "case",
            Text(60),
            "When it comes up, as `if …`, where another question has the same `ask`.",
            False,
        ),
        Field("options", Many(_OPTION, least=2, most=MOST_OPTIONS), "The answers to choose from."),
    ),
)

_GATE_OPTION = Record(
    "gate option",
    (
        Field("id", Id(OPTION), "Short stable name; stands in links, so it is never changed."),
        Field("text", Text(90), "The answer as the reader would give it."),
        Field("detail", Text(200), "One line that makes the answer concrete.", False),
        Field("reason", Said(), "What this answer means for production; shown in the result."),
        Field(
            "gap",
            Ref("gap"),
            "The gap that this answer shows; leave it out if the answer passes the gate.",
            False,
        ),
        Field(
            "unless",
            Many(Ref("answer")),
            "Answers to questions, as `question=option`, after which it is not offered.",
            False,
        ),
        _ABOVE,
    ),
)

_GATE = Record(
    "gate",
    (
        Field("id", Id("gate"), "Short stable name; stands in links, so it is never changed."),
        Field("label", Text(30), "A noun phrase for the list of gates."),
        Field("ask", Text(120), "The question as it is asked."),
        Field("why", Text(), "Why it is asked, in one to three sentences."),
        Field("role", Text(120), "Who can answer it."),
        Field("gap", Ref("gap"), "The gap that counts while the gate is open."),
        Field("claims", Many(Ref("claim")), "Claims that the reason for asking rests on.", False),
        Field("options", Many(_GATE_OPTION, least=2, most=4), "The answers to choose from."),
    ),
)

_GAP = Record(
    "gap",
    (
        Field("id", Id("gap"), "Short stable name; pages link to it."),
        Field("name", Text(80), "What is missing, as a statement."),
        Field("by", replace(_ADVISED, most=120), "Who settles it."),
        Field("first", _ADVISED, "The first step, starting with its verb."),
        Field("until", _ADVISED, "What to do until the gap is closed.", False),
    ),
)

_TRAIT = Record(
    "trait",
    (
        Field("id", Id("trait"), "Short stable name; options deny it and outcomes assume it."),
        Field("name", Text(80), "What a case with this trait has, as a noun phrase."),
        Field("words", Many(Text(40)), "Words that only fit a case with this trait.", False),
    ),
)

_BOUNDS = Record(
    "bounds",
    (
        Field("longest", Whole(), "The most questions up to a direction."),
        Field("expected", Whole(), "The most questions expected when answers are random."),
        Field("words", Whole(), "The most words of a question or a gate."),
        Field(
            "most_share",
            Whole(),
            "The largest share of random walks that may end in one outcome, in per cent.",
        ),
        Field(
            "factor",
            Whole(100),
            "The largest share of one product, in per cent of the other product's share.",
        ),
        Field("unowned", Ref("outcome"), "The outcome that only the first question leads to."),
        Field(
            "accounts",
            Whole(),
            "The least share, on average, that accounts' earlier facts give to what was chosen.",
            False,
        ),
        Field(
            "scenarios",
            Whole(),
            "The fewest scenarios that lead to each outcome; 1 if left out.",
            False,
        ),
        Field(
            "brief",
            Whole(),
            "The most words of a `brief`, or of the `pager` and the `changes` of a drill together.",
            False,
        ),
    ),
)

_UNIT = Record(
    "rollback unit",
    (
        Field("unit", Text(80), "What is put back."),
        Field("how", _TOLD, "How it is put back."),
        Field("restores", _TOLD, "What that restores."),
        Field("leaves", _TOLD, "What it does not restore."),
    ),
)

_SIGNAL = Record(
    "autoscaling signal",
    (
        Field("signal", Text(120), "What is measured."),
        Field("owner", Text(120), "Its one owner."),
        Field("note", _TOLD, "What to know about it.", False),
    ),
)

_OUTCOME = Record(
    "outcome",
    (
        Field(
            "id", Id("outcome"), "Short stable name; stands in links and addresses, never changed."
        ),
        Field("title", Text(70), "The recommendation as a heading."),
        Field("lean", Choice(SIDES), "Which side the recommendation favours."),
        Field(
            "owner",
            Choice((*OWNERS, AS_ANSWERED)),
            "Who owns the contract, in a word; `as-answered`: whoever the answers name.",
        ),
        Field("answer", Text(400), "The recommendation in one or two sentences."),
        _after("`answer`", Said(400)),
        Field("suits", Text(400), "Which teams it suits."),
        Field("claims", Many(Ref("claim")), "Claims that answer and suits rest on.", False),
        Field("cost", _TOLD, "What it costs to choose this."),
        Field("contract_owner", _TOLD, "Who owns the serving contract."),
        Field("rollback_units", Many(_UNIT, least=2), "What can be rolled back on its own."),
        Field("autoscaling", Many(_SIGNAL, least=2), "Who owns each signal."),
        Field("oncall", Many(_TOLD, least=3), "What on-call must be able to see."),
        Field("steps", Many(_ADVISED, least=3, most=3), "The first three steps."),
        Field("revisit", Many(_ADVISED, least=2), "When to look at this again."),
        Field("conditions", Many(_ADVISED, least=3), "What must hold before production."),
        Field("gates", Many(Ref("gate")), "What has to be settled before production.", False),
        Field("assumes", Many(Ref("trait")), "Traits that a case must have for this text.", False),
    ),
)

_RETIRED = Record(
    "retired id",
    (
        Field("id", Id(), "The id that is no longer used."),
        Field("was", Choice(("question", "option", "outcome")), "What it named."),
        Field("of", Text(60), "For an option: the question it answered.", False),
        Field(
            "became",
            Text(130),
            "What took its place: an id, or `question=option` for an option.",
            False,
        ),
        Field("since", Text(20, VERSION_PATTERN, '"2"'), "The first version without it."),
        Field("reason", Text(200), "Why."),
    ),
)

_CLAIM = Record(
    "claim",
    (
        Field("id", Id("claim"), "Short stable name; pages link to it."),
        Field("product", Choice(tuple(PRODUCT_NAMES)), "What it is about."),
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
            "The topic that it belongs to.",
        ),
        Field("text", Text(500), "The statement, in our own words."),
        Field("versions", Text(60), "The versions it was checked for."),
        Field("source", SOURCE, _READ_AT),
        Field("checked", _DAY, "The day it was checked."),
        Field(
            "about",
            Choice(ABOUT),
            "`behaviour`: what happens when something runs. `statement`: what its makers say, "
            "offer, name or recommend.",
        ),
        Field(
            "evidence",
            Choice(tuple(EVIDENCE)),
            "How we know it. For behaviour: the code that acts, or a run.",
        ),
        Field(
            "how",
            Choice(("inferred",)),
            "`inferred`, if the evidence does not say it directly and we drew the conclusion.",
            False,
        ),
        Field(
            "newer",
            Text(300),
            "Whether it is still true after `versions`, and where that was read.",
            False,
        ),
        Field(
            "run",
            Text(60),
            "The incident of this repository in which it was run, by its id in `controllers.yml` "
            "or `measured.yml`.",
            False,
        ),
    ),
)

_DECISION = Record(
    "decision",
    (
        Field("id", Id("comparison row"), "Which of the five decisions."),
        Field("decision", Text(40), "Its name."),
        Field("kserve", Said(), "When KServe fits."),
        Field("ray_serve", Said(), "When Ray Serve fits."),
        Field("ask", Text(200), "The question to settle in the meeting."),
        Field(
            "told_in",
            Many(Choice(tuple(HEADINGS))),
            "Sections of an outcome that speak to it; named where no answer does.",
            False,
        ),
    ),
)

_SYMPTOM = Record(
    "symptom",
    (
        Field("id", Id("symptom"), "Short stable name; pages link to it."),
        Field("see", Said(), "What you see."),
        Field("reveals", Said(), "What it reveals."),
        Field("do", Said(advice=True), "What to do next."),
    ),
)

_ITEM = Record(
    "checklist item",
    (
        Field("id", Id("checklist item"), "Short stable name; pages link to it."),
        Field("ask", Text(200), "The item, as a question."),
        Field("settled", Text(), "What a settled answer looks like."),
        Field("question", Ref(ASKED), "The question or the gate of the tree that settles it."),
    ),
)

TREE_FILE = Record(
    "tree",
    (
        Field(
            "version",
            Whole(),
            "The number of this tree; raise it whenever a path leads to another outcome.",
        ),
        Field("published", _DAY, "The day this version was published."),
        Field("start", Ref("question"), "The first question."),
        Field("retired", Many(_RETIRED), "Ids that are no longer used; none is used again.", False),
        Field(
            "bounds",
            _BOUNDS,
            "Limits that the tree keeps, such as the longest walk; checked.",
            False,
        ),
        Field(
            "traits", Many(_TRAIT), "Traits that a case can have, for the check of texts.", False
        ),
        Field("questions", Many(_QUESTION, least=1), "The questions, which find a direction."),
        Field("gates", Many(_GATE), "What has to be settled before production.", False),
        Field("gaps", Many(_GAP), "What can be missing, as gates show.", False),
        Field("outcomes", Many(_OUTCOME, least=1), "The outcomes."),
    ),
)

CLAIMS_FILE = Record("claims", (Field("claims", Many(_CLAIM), "What the guide relies on."),))

TABLES_FILE = Record(
    "tables",
    (
        Field("decisions", Many(_DECISION), "The comparison by operating model."),
        Field("symptoms", Many(_SYMPTOM), "What you see, and what it reveals."),
        Field("checklist", Many(_ITEM), "What to settle before choosing."),
    ),
)

FILES = (("tree.yml", TREE_FILE), ("tables.yml", TABLES_FILE), ("claims.yml", CLAIMS_FILE))
"""Every content file and its shape, in the order in which problems are reported."""

# -- Practice: scenarios and drills ---------------------------------------------------------------

_SEE = Field(
    "see",
    Many(Ref(ANCHOR), most=6),
    "Rows of the argument page to read next: decision-..., symptom-... or check-... and the id.",
    False,
)

_NUMBER = Field(
    "number",
    Whole(),
    "What the case is called on screen and on paper; the next free one, and it never changes.",
)

_RIVAL = Record(
    "rival",
    (
        Field("outcome", Ref("outcome"), "The outcome that somebody in the meeting argues for."),
        Field("case", Text(400), "Their argument, as they would put it."),
    ),
)

_LAYER = Record(
    "layer choice",
    (
        Field("outcome", Ref("outcome"), "An outcome on offer."),
        Field("says", _CASE, "Why it is right here, or what it overlooks in this scenario."),
    ),
)

_OWNERS = Record(
    "owners",
    (
        Field("platform", _CASE, "Why the platform team owns it, or what that overlooks."),
        Field("application", _CASE, "Why the application team owns it, or what it overlooks."),
        Field("both", _CASE, "Why there are two contracts, or what that overlooks."),
        Field("nobody", _CASE, "Why nobody owns it yet, or what that overlooks."),
    ),
)

_FACT = Record(
    "fact choice",
    (
        Field("question", Ref(ASKED), "A question of `facts` that is on offer."),
        Field("says", _CASE, "Why its answer rules the rival out, or why it does not."),
    ),
)

_INJECT = Record(
    "inject",
    (
        Field(
            "says",
            Text(300),
            "What changes, as whoever runs a workshop says it aloud after the first vote.",
        ),
        Field("facts", Facts(), "The answers of the tree that are different then."),
    ),
)

SCENARIO_FILE = Record(
    "scenario",
    (
        Field(
            "id",
            Id("scenario"),
            "The file's name without .yml; stands in links, so it never changes.",
        ),
        _NUMBER,
        Field("title", Text(70), "Who is deciding what, as a noun phrase."),
        Field("brief", Many(Text(900), least=2, most=6), "The case, as an engineer would hear it."),
        Field("requirements", Many(Text(200), least=2, most=6), "What it has to do."),
        Field("risks", Many(Text(200), least=2, most=6), "What could go wrong."),
        Field("boundaries", Many(Text(200), least=2, most=6), "Who owns what today."),
        Field("facts", Facts(), "Answers to each question that the tree asks here, and to gates."),
        Field("expected", Ref("outcome"), "Where you expect the tree to lead; checked."),
        Field("rival", _RIVAL, "Another outcome that looks right; one of `layers`."),
        Field(
            "layers", Many(_LAYER, least=FEWEST_OUTCOMES, most=5), "The outcomes to choose from."
        ),
        Field("owners", _OWNERS, "What to say of each owner that could be chosen."),
        Field(
            "deciding",
            Many(_FACT, least=3, most=4),
            "Facts to choose from; exactly one rules the rival out.",
        ),
        Field("inject", _INJECT, "A change with which another of `layers` is right."),
        _SEE,
    ),
)

_ASPECT = Record(
    "aspect",
    (
        Field("id", Id("aspect"), "Short stable name."),
        Field("name", Text(70), "What it is, as a noun phrase."),
        Field("know", Said(), "How to see that it is back."),
    ),
)

_WAY = Record(
    "way",
    (
        Field("case", Text(100), "What the step finds, as the beginning of a sentence."),
        Field("unit", Ref("unit"), "The unit of the same stack that goes back in that case."),
    ),
)

_STEP = Record(
    "step",
    (
        Field("do", Said(400, advice=True), "What is done, or what to wait for before the next."),
        Field("command", Text(MOST_COMMAND), "The command to type, with names in capitals.", False),
        Field("ways", Many(_WAY, least=1), "Where the step finds that another unit fits.", False),
    ),
)

_DRILL_UNIT = Record(
    "unit",
    (
        Field("id", Id("unit"), "Short stable name; stands in links, so it never changes."),
        Field("stack", Choice(PLACES), "Where it exists."),
        Field("name", Text(90), "What is put back."),
        Field("how", Said(), "How it is put back, with the command or the field."),
        Field("restores", Many(Ref("aspect")), "What that restores, and what stays restored."),
        Field("leaves", Said(), "What it does not restore."),
        Field("speed", Choice(SPEEDS), "How long it takes, in a word."),
        Field("time", Said(), "What that time is made of."),
        Field("owner", Choice(HOLDERS), "Who puts it back: a team, or whoever owns the contract."),
        Field("otherwise", Said(400), "What to do if it did not help."),
        Field("command", Text(MOST_COMMAND), "The command to type, with names in capitals.", False),
        Field(
            "steps",
            Many(_STEP, least=2),
            "In place of `command` where the state between two commands serves traffic.",
            False,
        ),
    ),
)

_PRECEDENCE = Record(
    "precedence",
    (
        Field("first", Ref("unit"), "The unit that goes back first."),
        Field("then", Ref("unit"), "The unit that goes back after it."),
        Field("because", Said(), "What happens in the other order."),
    ),
)

_PLACEHOLDER = Record(
    "placeholder",
    (
        Field("name", Text(30, r"[A-Z]{2,}(-[A-Z]{2,})*", "NAME"), "The word in commands."),
        Field("what", Text(120), "What the reader puts there, as a noun phrase."),
        Field("look", Said(300, advice=True), "Where to look it up."),
        Field("rule", Choice(RULES), "What a value typed for it has to be."),
    ),
)

_CAUTION = Record(
    "caution",
    (
        Field("id", Id("caution"), "Short stable name."),
        Field("text", Said(300), "What must not be done, and what would happen."),
        Field("stacks", Many(Choice(PLACES), least=1), "The stacks for which it is true.", False),
        Field("units", Many(Ref("unit"), least=1), "The units that it is about.", False),
        Field("case", Text(100), "In which case `command` goes before those of the units.", False),
        Field("command", Text(MOST_COMMAND), "The command for that case.", False),
    ),
)

_CHECK = Record(
    "check",
    (
        Field("id", Id("check"), "Short stable name."),
        Field("units", Many(Ref("unit"), least=1), "The units that are back then."),
        Field("see", Said(300, advice=True), "What the command prints when they are back."),
        Field("command", Text(MOST_COMMAND), "The command to type, with names in capitals."),
    ),
)

_RETIRED_UNIT = Record(
    "retired unit",
    (
        Field("id", Id(), "The id that is no longer in use."),
        Field("was", Choice(("unit", "aspect", "sight", "first look")), "What it named."),
        Field("since", _DAY, "The day it was retired."),
        Field("reason", Text(200), "Why, as a reader of an old link would understand it."),
        Field("became", Ref("rollback id"), "The id that took its place, if one did.", False),
    ),
)

UNITS_FILE = Record(
    "units",
    (
        Field("aspects", Many(_ASPECT, least=1), "What can go bad and be put back."),
        Field("units", Many(_DRILL_UNIT, least=1), "What can be rolled back on its own."),
        Field("precedence", Many(_PRECEDENCE), "Orders that hold in every incident.", False),
        Field("placeholders", Many(_PLACEHOLDER), "The words in capitals of commands.", False),
        Field("cautions", Many(_CAUTION), "What must not be done in an incident.", False),
        Field("checks", Many(_CHECK), "How one sees that something is back.", False),
        Field("retired_units", Many(_RETIRED_UNIT), "Ids that are no longer in use.", False),
    ),
)

_SIGHT = Record(
    "sight",
    (
        Field("id", Id("sight"), "Short stable name; stands in links, so it never changes."),
        Field("name", Text(60), "The symptom, as an engineer would say it."),
        Field("detail", Text(120), "One line that makes it concrete."),
        Field("over", Text(120), "How one sees that it is over; first in “It worked when”.", False),
        Field("suspects", Many(Ref("aspect"), least=2), "What to suspect, the likeliest first."),
        Field(
            "asks", Choice(ASKS), "The next question; if left out, it is what was changed.", False
        ),
        Field(
            "urgency",
            Choice(URGENCIES),
            "Whether there is time to look before anything goes back; if left out, not.",
            False,
        ),
    ),
)

_FIRST_LOOK = Record(
    "first look",
    (
        Field("id", Id("first look"), "Short stable name; stands in links, so it never changes."),
        Field("ask", Text(120), "The question that the look answers with yes or no."),
        Field("see", Said(400, advice=True), "What to look at."),
        Field("command", Text(MOST_COMMAND), "The command to type, with names in capitals.", False),
        Field("minutes", Whole(), "How long the look takes."),
        Field("suspects", Many(Ref("aspect"), least=1), "What remains when the answer is yes."),
        Field("stacks", Many(Choice(PLACES), least=1), "Where; everywhere if left out.", False),
        Field(
            "sights", Many(Ref("sight"), least=1), "For what; for every sight if left out.", False
        ),
        Field(
            "after_no", Choice(NOES), "What no says; if left out, it rules the suspects out.", False
        ),
        Field("rather", Ref("unit"), "After yes, the unit to take if it can replace one.", False),
        Field("then", Text(120), "What yes says, in place of the names of the suspects.", False),
        Field(
            "after", Many(Ref("first look"), least=1), "Asked only after yes to one of them.", False
        ),
        Field(
            "unless", Many(Ref("first look"), least=1), "Not asked after yes to one of them.", False
        ),
    ),
)

_TRIAGE = Record(
    "triage",
    (
        Field("id", Id("triage"), "Short stable name."),
        Field("sights", Many(Ref("sight"), least=1), "For what one sees."),
        Field("stacks", Many(Choice(PLACES), least=1), "Where."),
        Field("see", Said(400, advice=True), "What to find out before anything is put back."),
        Field("command", Text(MOST_COMMAND), "The command to type, with names in capitals.", False),
        Field("rather", Ref("unit"), "Until a look says more, the unit to take instead.", False),
    ),
)

_RUNBOOK = Record(
    "runbook",
    (
        Field("outcome", Ref("outcome"), "The outcome of the decision."),
        Field("stacks", Many(Choice(PLACES), least=1), "The stacks whose units it can put back."),
    ),
)

INCIDENT_FILE = Record(
    "incident",
    (
        Field("sights", Many(_SIGHT, least=1), "Symptoms of an incident."),
        Field("looks", Many(_FIRST_LOOK), "Looks that separate one suspect from another."),
        Field("triage", Many(_TRIAGE), "What to find out before anything is put back.", False),
        Field("runbooks", Many(_RUNBOOK), "Which units belong to a decision."),
    ),
)

_CHANGE = Record(
    "change",
    (
        Field("at", Text(30), 'When, such as "09:10" or "yesterday".'),
        Field("what", Text(300), "What was changed, by whom."),
        Field("aspects", Many(Ref("aspect")), "The aspects it touched, if any.", False),
    ),
)

_CANNOT = Record(
    "exception",
    (
        Field("unit", Ref("unit"), "The unit."),
        Field("aspect", Ref("aspect"), "What it restores as a rule, and cannot restore here."),
        Field("because", Said(), "Why not."),
    ),
)

_UNIT_CHOICE = Record(
    "unit choice",
    (
        Field("unit", Ref("unit"), "A unit on offer."),
        Field("says", Said(900), "If it is right: what stays broken without it. If not: why not."),
        Field("minutes", Whole(), "How long it takes here, if that is known.", False),
        Field(
            "owner",
            Choice(ROLES),
            "The team whose unit it is here, if the units' table does not tell.",
            False,
        ),
    ),
)

_HARM = Record(
    "harm",
    (
        Field("aspect", Ref("aspect"), "An aspect of `broken`."),
        Field("per_minute", Whole(0), "How many of `counts` it harms per minute."),
    ),
)

_SHOWN = Record(
    "piece",
    (
        Field("text", Text(700), "What the screen shows, raw; several lines after `|-`."),
        Field("aspect", Ref("aspect"), "The aspect whose state this shows, if any.", False),
        Field("back", Text(700), "What the screen shows when that aspect is back.", False),
    ),
)

_PANEL = Record(
    "panel",
    (
        Field("name", Text(60), "What is measured."),
        Field("unit", Text(20), "In what, such as % or ms."),
        Field("usual", Whole(0), "What is usual."),
        Field(
            "points",
            Many(Whole(0), least=4, most=12),
            "Values at equal distances in time, up to the alarm.",
        ),
        Field(
            "aspect",
            Ref("aspect"),
            "The aspect that brings the usual value back; else the value follows the harm.",
            False,
        ),
    ),
)

_DRILL_LOOK = Record(
    "drill look",
    (
        Field("id", Id(), "Short; stands in links, so it never changes."),
        Field("at", Text(90), "Where to look: a command, a log, a panel."),
        Field("minutes", Whole(), "How long the look takes."),
        Field("shows", Many(_SHOWN, most=4), "What the screen shows, without explanation.", False),
        Field("panel", _PANEL, "A value over time, as a drawing.", False),
    ),
)

DRILL_FILE = Record(
    "drill",
    (
        Field(
            "id", Id("drill"), "The file's name without .yml; stands in links, so it never changes."
        ),
        _NUMBER,
        Field("title", Text(70), "What happens, as a headline."),
        Field("stack", Choice(STACKS), "What it happens on."),
        Field("pager", Text(300), "What the pager says."),
        Field("changes", Many(_CHANGE, least=2, most=6), "Recent changes, good ones too."),
        Field("answers", Choice(ROLES), "The team that answers for the endpoint."),
        Field("counts", Text(60), "What the incident harms, as a plural noun such as requests."),
        Field("looks", Many(_DRILL_LOOK, least=2, most=6), "Where to look, and what is there."),
        Field("broken", Many(Ref("aspect"), least=1), "The aspects that are bad now."),
        Field("harm", Many(_HARM, least=1), "How much each aspect of `broken` harms per minute."),
        Field("units", Many(_UNIT_CHOICE, least=FEWEST_UNITS, most=6), "The units to choose from."),
        Field("order", Many(_PRECEDENCE), "Orders that hold in this incident.", False),
        Field("cannot", Many(_CANNOT), "What a unit cannot restore in this incident.", False),
        Field("expected", Many(Ref("unit"), least=1), "The units you expect, in order; checked."),
        Field("after", Said(900), "What is restored, what is not, and how to see it."),
        Field("ask", Whole(), "Minutes until the other team has done it; 10 if left out.", False),
        _SEE,
    ),
)

_SCALER = Record(
    "scaler",
    (
        Field("id", Id("scaling layer"), "Short stable name; pages link to it."),
        Field("layer", Text(60), "The layer that acts."),
        Field("signal", Said(), "What it reads."),
        Field("moves", Said(), "What it adds or removes."),
        Field("owner", Text(60), "Who should own the signal."),
        Field("fights", Said(), "How it works against another layer."),
        Field("settle", Said(advice=True), "How to give it one owner."),
    ),
)

_LOOK = Record(
    "look",
    (
        Field("see", Said(), "Where to look first."),
        Field("command", Text(MOST_COMMAND), "The command to type, with names in capitals."),
        Field("trap", Said(), "What misleads there."),
    ),
)

_FAILURE = Record(
    "failure",
    (
        Field("id", Id("failure"), "Short stable name; pages link to it."),
        Field("name", Text(40), "What fails."),
        Field("means", Text(200), "How it differs from the others."),
        Field("kserve", _LOOK, "Where it shows in KServe."),
        Field("ray_serve", _LOOK, "Where it shows in Ray Serve on KubeRay."),
        Field("hybrid", Said(advice=True), "What to do first when both are on the path."),
        Field("sees", Ref("sight"), "The sight from which the rollback plan starts.", False),
    ),
)

_NEIGHBOUR = Record(
    "neighbour",
    (
        Field("id", Id("neighbour"), "Short stable name; pages link to it."),
        Field("name", Text(60), "What it is called."),
        Field("what", Said(), "What it is, in one sentence."),
        Field("prefer", Said(advice=True), "When to prefer it."),
    ),
)

_TERM = Record(
    "term",
    (
        Field("id", Id("term"), "Short stable name; pages link to it."),
        Field("term", Text(40), "The word as it is written in a sentence."),
        Field("forms", Many(Text(40)), "Other forms of it that occur in sentences.", False),
        Field("means", Said(), "What it means here."),
    ),
)

DEPTH_FILE = Record(
    "depth",
    (
        Field("scalers", Many(_SCALER), "The layers that move capacity, from the edge inwards."),
        Field("failures", Many(_FAILURE), "What on-call has to tell apart."),
        Field("neighbours", Many(_NEIGHBOUR), "Other systems, with when to prefer them."),
        Field("terms", Many(_TERM), "The glossary."),
    ),
)

_FACT_STATED = Record(
    "fact",
    (
        Field("text", Text(400), "What the source states, in our own words."),
        Field("place", Text(200), "Where the source says it."),
        Field("before", Choice(("yes", "no", "unclear")), "Whether it was true before the choice."),
    ),
)

_GIVEN = Record(
    "answer",
    (
        Field("question", Text(60), "A question of the tree of that version."),
        Field("option", Text(60), "The option that the fact states."),
        Field("fact", Whole(), "The number of the fact that says so, from 1."),
    ),
)

_HEARD = Record(
    "reason given",
    (
        Field("text", Text(300), "The reason, in our own words."),
        Field("place", Text(200), "Where the source says it."),
    ),
)

ACCOUNT_FILE = Record(
    "account",
    (
        Field("id", Id("account"), "The file's name without .yml; pages link to it."),
        Field("who", Text(70), "The team or organisation that chose."),
        Field("source", SOURCE, _READ_AT),
        Field("also", Many(SOURCE), "Further sources.", False),
        Field(
            "date",
            Text(10, r"\d{4}(-\d\d){0,2}|undated", "2026-11-23, 2026-11, 2026 or undated"),
            "The day, the month or the year of the source, or undated.",
        ),
        Field("read", _DAY, "The day it was read."),
        Field("chose", Choice(CHOICES), "What they chose."),
        Field("chose_detail", Text(300), "What they chose, in a sentence."),
        Field("since", Text(20), "Since when, if the source says so.", False),
        Field("word", Choice(("own", "consultant", "vendor")), "Who says it."),
        Field("stage", Text(30), "Whether it is production, a trial, or not stated."),
        Field("facts", Many(_FACT_STATED, least=1), "What the source states."),
        Field("open", Text(300), "What the tree asks and the source leaves open."),
        Field("reasons", Many(_HEARD), "Reasons that the source gives.", False),
        Field("answers", Many(_GIVEN), "Answers to today's questions, only where stated."),
        Field(
            "target", Many(Text(60), least=1), "Outcomes that describe what they chose, or other."
        ),
        Field("answers_v1", Many(_GIVEN), "Answers to the questions of version 1.", False),
        Field("target_v1", Many(Text(60)), "The same for version 1.", False),
        Field("target_word", Text(200), "For other: what it is, in a sentence.", False),
        Field("explained", Text(400), "Why the tree advises something else, if it does.", False),
    ),
)

_REASON = Record(
    "reason",
    (
        Field("id", Id("reason"), "Short stable name; pages link to it."),
        Field("text", Text(200), "The reason as people give it."),
        Field("said_by", Many(Ref("account")), "The accounts that give it."),
        Field("verdict", Choice(VERDICTS), "What is true of it, in a word."),
        Field("says", Said(), "What is true of it, with versions."),
        Field(
            "bears_on",
            Many(Text(130)),
            "The options, as question.option, or outcomes that it concerns.",
            False,
        ),
    ),
)

REASONS_FILE = Record(
    "reasons", (Field("reasons", Many(_REASON, least=1), "Reasons that public records give."),)
)

FOLDERS = (("scenarios", SCENARIO_FILE), ("drills", DRILL_FILE), ("accounts", ACCOUNT_FILE))
"""Folders of content with one thing in a file; they, units.yml and reasons.yml may be absent."""

# -- What the command `guard` knows of manifests ---------------------------------------------------

GUARD_TESTS = (
    "mutable",
    "mutable-argument",
    "mutable-model",
    "mutable-package",
    "mutable-image",
    "moving-tag",
    "unversioned",
    "absent",
    "absent-in",
    "unlimited",
    "other-stack",
    "present",
    "while-named",
    "no-mapping",
    "other-word",
)
"""What a condition of `guard` can try a field for: see `editing.guard.conditions`."""

_FIELD_PATH = Text(200, r"\S+( \S+)*", "spec predictor model storageUri")
_WHERE_SAID = (
    "The names of the fields from the outside in, with spaces between them. A list's entries are "
    "called by their `name`, or by their number. * is any one name and ... any number of names."
)
_WORDS = Many(Text(60), least=1)

_MODE = Record(
    "mode",
    (
        Field("stack", Choice(STACKS), "Where the object runs when the field says so."),
        Field("path", _FIELD_PATH, f"The field that says it. {_WHERE_SAID}"),
        Field("words", _WORDS, "Values of the field that mean this stack."),
    ),
)

_FIELD_OF = Record(
    "field",
    (
        Field("path", _FIELD_PATH, _WHERE_SAID),
        Field("aspect", Ref("aspect"), "What goes bad with this field, and comes back with it."),
    ),
)

_VALUE_OF = Record(
    "field value",
    (Field("path", _FIELD_PATH, _WHERE_SAID), Field("words", _WORDS, "Values of the field.")),
)

_EARLIER = Record(
    "earlier value",
    (
        Field("word", Text(30, r"[A-Z][A-Z-]*", "MIN"), "What the unit calls the value."),
        Field("path", _FIELD_PATH, _WHERE_SAID),
    ),
)

_APART = Record(
    "field apart",
    (
        Field("path", _FIELD_PATH, f"A field that no unit puts back. {_WHERE_SAID}"),
        Field(
            "outside",
            Many(_FIELD_PATH, least=1),
            "It is so only of fields that none of these paths names.",
            False,
        ),
        Field("words", _WORDS, "Values that it changes to.", False),
        Field("stack", Choice(STACKS), "It is so on this stack only.", False),
        Field("says", Said(300), "What holds for the way back of this field."),
    ),
)

_REFERS = Record(
    "reference",
    (
        Field("path", _FIELD_PATH, f"A field that names another object. {_WHERE_SAID}"),
        Field("kinds", Many(Text(60), least=1), "The kinds of the object that it names."),
    ),
)

_ALONE = Record(
    "field alone",
    (
        Field("path", _FIELD_PATH, _WHERE_SAID),
        Field("says", Said(300), "How long the way back takes then."),
    ),
)

_UNIT_OF = Record(
    "unit of a kind",
    (
        Field("unit", Ref("unit"), "A unit that puts back what was edited in the object."),
        Field(
            "path",
            _FIELD_PATH,
            "It is offered when all that it restores was changed below this path. With `words`, it "
            f"is offered for objects in which this field has one of them. {_WHERE_SAID}",
            False,
        ),
        Field("words", _WORDS, "Values of the field at `path`.", False),
        Field(
            "earlier",
            Text(30, r"[A-Z][A-Z-]*", "ADDRESS"),
            "What the unit calls the earlier value of the field at `path`, which is filled in. "
            "Without an earlier value, the unit is not offered.",
            False,
        ),
        Field(
            "values",
            Many(_EARLIER, least=1),
            "What the unit calls earlier numbers, which are filled in; null for one that was not.",
            False,
        ),
        Field(
            "also",
            Many(Ref("aspect"), least=1),
            "What the unit restores besides, because the object itself holds these fields.",
            False,
        ),
        Field("alone", _ALONE, "How long it takes if no other field changed.", False),
        Field("unless", _VALUE_OF, "It is not offered for an object with this value.", False),
        Field("in-git", Said(300), "How the change is reverted in Git, where order counts.", False),
        Field(
            "cut",
            Text(300),
            "The command that takes what goes back out of the file in Git, where that of the unit "
            "is for another kind of object.",
            False,
        ),
    ),
)

_GUARDED = Record(
    "guarded kind",
    (
        Field("kinds", Many(Text(60), least=1), "The `kind` of the objects, or ServeConfig."),
        Field("group", Text(60), "The group in their `apiVersion`.", False),
        Field("modes", Many(_MODE), "How to see on which stack an object runs.", False),
        Field("fields", Many(_FIELD_OF, least=1), "The aspect of each field; the first that fits."),
        Field(
            "units",
            Many(_UNIT_OF, least=1),
            "What puts an edit back, the first first that restores all that was touched.",
        ),
        Field("apart", Many(_APART, least=1), "Fields that no unit puts back.", False),
        Field("refers", Many(_REFERS, least=1), "Objects that an object needs by name.", False),
        Field(
            "outside",
            Said(400),
            "How an edit goes back where the record of the file leads to no stack of the units.",
            False,
        ),
    ),
)

_GUARD_CONDITION = Record(
    "guard condition",
    (
        Field("id", Id(), "Short stable name; programs read it."),
        Field("kinds", Many(Text(60), least=1), "The kinds of objects it holds for."),
        Field("paths", Many(_FIELD_PATH, least=1), _WHERE_SAID),
        Field("test", Choice(GUARD_TESTS), "What is wrong with a field."),
        Field(
            "words",
            _WORDS,
            "Values that count as wrong; without them all do. For `other-word` all others do.",
            False,
        ),
        Field("stack", Choice(STACKS), "It is tried where the object names this stack.", False),
        Field("says", Said(300), "What that means for a rollback."),
        Field("do", Said(200, advice=True), "What to write instead."),
        Field(
            "named",
            Text(110),
            "What breaks the rollback, as a noun phrase for the list of all; the same for what "
            "belongs together there.",
        ),
    ),
)

GUARD_FILE = Record(
    "guard",
    (
        Field("guarded", Many(_GUARDED, least=1), "The kinds of objects, and what puts them back."),
        Field("broken", Many(_GUARD_CONDITION, least=1), "What a manifest can do to a rollback."),
    ),
)

# -- Measured rollbacks: written by a script, read as strictly ------------------------------------

_ENDS = ("right", "wrong", "failed", "mixed")

_PHASE = Record(
    "phase",
    (
        Field("sent", Whole(0), "Requests sent."),
        Field("failed", Whole(0), "Requests with an error or no answer in time."),
        Field("wrong", Whole(0), "Requests with another answer than before the incident."),
        Field("slowest_ms", Whole(0), "The longest wait of a request, in milliseconds."),
        Field("ends", Choice(_ENDS), "What callers got in the last seconds of the phase."),
    ),
)

_INCIDENT = Record(
    "incident",
    (
        Field("id", Id("incident"), "Short stable name; pages link to its row."),
        Field("title", Text(80), "What happened."),
        Field("change", Text(300), "What was changed, exactly."),
        Field("units", Many(Text(60), least=1), "The units that put it back."),
        Field("status", Text(40), "What Serve called the application before the rollback."),
        Field("during", _PHASE, "The requests before the rollback command."),
        Field("after", _PHASE, "The requests after it."),
        Field("right_ms", Whole(0), "From the command to the last request not answered as before."),
        Field("settled_ms", Whole(0), "From the command until all was healthy."),
        Field("replicas", Whole(0), "Replicas that ran before the incident."),
        Field("replaced", Whole(0), "How many of those replicas were gone in the end."),
        Field("restored", Many(Text(80)), "What was as before in the end."),
        Field("left", Many(Text(80)), "What was not as before."),
    ),
)

MEASURED_FILE = Record(
    "measured",
    (
        Field("date", _DAY, "The day of the run."),
        Field("ray", Text(20), "The version of Ray."),
        Field("python", Text(20), "The version of Python."),
        Field("machine", Text(120), "The class of machine."),
        Field("load", Text(200), "The load that ran all the time."),
        Field("incidents", Many(_INCIDENT, least=1), "The incidents."),
    ),
)

_FACT = Record(
    "fact",
    (
        Field("what", Text(120), "What the objects tell: an image, a route, a scaler."),
        Field("before", Text(300), "How it was before the incident."),
        Field("bad", Text(300), "How it was until the rollback."),
        Field("after", Text(300), "How it was in the end."),
    ),
)

_SEEN = Record(
    "seen",
    (
        Field("what", Text(120), "What else was looked at."),
        Field("said", Text(600), "What it said."),
    ),
)

_CONTROLLERS_INCIDENT = Record(
    "controllers incident",
    (
        Field("id", Id(), "Short stable name; pages link to its row."),
        Field("product", Choice(("kserve", "knative", "kuberay")), "Whose controllers ran."),
        Field("what", Text(300), "What happened."),
        Field("units", Many(Text(60)), "The units that were run, in order."),
        Field("facts", Many(_FACT), "Everything that changed at all."),
        Field("restored", Many(Text(120)), "What was as before in the end."),
        Field("left", Many(Text(120)), "What was not as before."),
        Field("writes", Whole(0), "Commands of the way back that changed an object."),
        Field("pods", Whole(0), "Pods that the way back started."),
        Field("notes", Many(_SEEN), "What was seen besides."),
    ),
)

CONTROLLERS_FILE = Record(
    "controllers",
    (
        Field("date", _DAY, "The day of the run."),
        Field("kubernetes", Text(20), "The version of Kubernetes."),
        Field("kserve", Text(20), "The version of KServe."),
        Field("knative", Text(20), "The version of Knative Serving's module."),
        Field("kuberay", Text(20), "The version of KubeRay."),
        Field("incidents", Many(_CONTROLLERS_INCIDENT, least=1), "The incidents."),
    ),
)

_SEARCHED = Record(
    "searched",
    (
        Field(
            "place",
            Text(60),
            "A page such as `oncall/`, what follows the # of an address, or both.",
        ),
        Field("words", Many(Text(60), least=1), "What readers type when they look for it."),
    ),
)

SEARCH_FILE = Record(
    "search",
    (
        Field(
            "places", Many(_SEARCHED, least=1), "What readers type, and the place they look for."
        ),
        Field(
            "light",
            Many(Text(60)),
            "Words in small letters that count less where a reader types others too.",
            required=False,
        ),
    ),
)

_HOUSE_WORD = Record(
    "house word",
    (
        Field("name", Text(MOST_ID, ID_PATTERN, "in-vain"), "What the word is called here."),
        Field("phrases", Many(Text(60), least=1), "How people write it; * is any one word."),
        Field("why", Text(120), "Why the guide avoids it."),
        Field("better", Text(120), "What the guide writes instead."),
        Field("example", Text(200), "A sentence that trips this word alone."),
    ),
)

WORDS_FILE = Record(
    "words",
    (
        Field("longest", Whole(5), "The most words that a sentence may have."),
        Field("grade", Whole(), "The highest reading grade that a page or an entry may have."),
        Field("least", Whole(), "The fewest words of a text that gets a grade."),
        Field("words", Many(_HOUSE_WORD, least=1), "Words and habits that the guide avoids."),
    ),
)

EVERY_FILE = (
    *FILES,
    ("units.yml", UNITS_FILE),
    ("incident.yml", INCIDENT_FILE),
    ("measured.yml", MEASURED_FILE),
    ("controllers.yml", CONTROLLERS_FILE),
    ("search.yml", SEARCH_FILE),
    ("words.yml", WORDS_FILE),
    ("depth.yml", DEPTH_FILE),
    ("reasons.yml", REASONS_FILE),
    ("guard.yml", GUARD_FILE),
    *((f"{name}/*.yml", file) for name, file in FOLDERS),
)
"""Every kind of content file by its name below the content's folder, for editors and readers."""
