"""What the guide is made of, as frozen data. Behaviour lives in the modules beside this one.

Every class here is plain data that has already been checked: the loader refuses a tree that is
incomplete, cyclic or refers to nothing, so the functions that walk it need no error paths.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from .stacks import OUTSIDE, PLACES, STACKS

__all__ = [
    "ABOUT",
    "ACTING",
    "ASKS",
    "AS_ANSWERED",
    "CHOICES",
    "DIMENSIONS",
    "EVIDENCE",
    "HOLDERS",
    "NOES",
    "NOT_SURE",
    "OUTSIDE",
    "OWNERS",
    "PLACES",
    "RESERVED_IDS",
    "RESULT",
    "ROLES",
    "RULES",
    "SIDES",
    "SINGLE_OWNERS",
    "SPEEDS",
    "STACKS",
    "SURENESS",
    "URGENCIES",
    "VERDICTS",
    "Above",
    "Account",
    "After",
    "Aspect",
    "Bounds",
    "Cannot",
    "Case",
    "Caution",
    "Change",
    "Check",
    "ChecklistItem",
    "Claim",
    "Decision",
    "Drill",
    "DrillLook",
    "Fact",
    "FactChoice",
    "Failure",
    "FirstLook",
    "Gap",
    "Gate",
    "GateOption",
    "Given",
    "Guide",
    "Harm",
    "Heard",
    "LayerChoice",
    "Look",
    "Neighbour",
    "Option",
    "Outcome",
    "OwnerSays",
    "Panel",
    "Placeholder",
    "Precedence",
    "Question",
    "Reason",
    "Retired",
    "RetiredUnit",
    "Rival",
    "RollbackUnit",
    "Runbook",
    "Scaler",
    "Scenario",
    "ScenarioInject",
    "Shown",
    "Sight",
    "Signal",
    "Statement",
    "Step",
    "Symptom",
    "Term",
    "Trait",
    "Tree",
    "Triage",
    "Unit",
    "UnitChoice",
    "Way",
]

NOT_SURE = "not-sure"
"""The answer that every question takes besides its own options: all of them are followed."""

RESULT = "result"
"""In a link, what is asked to be shown: the result, whatever questions are still open."""

RESERVED_IDS = frozenset({"v", "outcome", "ask", NOT_SURE, RESULT})
"""Words with a meaning of their own in a link; no question, option or outcome may be called so."""

SIDES = ("kserve", "ray-serve", "both", "neither")
"""Where an option or an outcome can lean."""

DIMENSIONS = ("workload", "ownership", "rollback", "autoscaling", "operability")
"""The judgements that questions exercise; practice is scored by them."""

OWNERS = ("platform", "application", "both", "nobody")
"""Who can own the serving contract."""

SINGLE_OWNERS = ("platform", "application")
"""Those of them that are one team."""

AS_ANSWERED = "as-answered"
"""The owner of an outcome that keeps whoever answers for the endpoint today."""

HOLDERS = ("platform", "application", AS_ANSWERED)
"""Who puts a rollback unit back by default: a team, or whoever answers for the endpoint."""

URGENCIES = ("now", "can-wait")
"""Whether there is time for a look before anything is put back."""

ASKS = ("changed", "put-back")
"""What is to be known next of what one sees: what was changed, or what was put back in vain."""

NOES = ("rules-out", "says-nothing")
"""What no says to a look: that its suspects are not the cause, or nothing, since a cause shows in
several ways."""

RULES = ("kubernetes-name", "git-ref", "address", "number", "number-or-null", "word")
"""What a value that a reader types for a placeholder has to be;
`incident.placeholders` tells each."""

SURENESS = ("guess", "fairly-sure", "sure")
"""How sure somebody is of an answer to practice."""

CHOICES = ("kserve", "ray-serve", "both", "neither")
"""What a team of a public account can have chosen."""

VERDICTS = ("holds", "held-until", "in-one-mode", "depends", "false", "open")
"""What can be true of a reason that somebody gave."""
ABOUT = ("behaviour", "statement")
"""What a claim tells: what happens when something runs, or what its makers say or offer."""

ACTING = ("code", "run")
"""The evidence that shows what happens."""

EVIDENCE = {
    "code": "read in the code",
    "run": "reproduced by running it",
    "documentation": "read in documentation",
    "announcement": "read in an announcement or a report",
}
"""What a claim can rest on, with the words for it that readers see."""

ROLES = ("platform", "application")
"""The sides that somebody can play in a drill."""

SPEEDS = ("seconds", "restart", "cold-start")
"""How long it takes to put a unit back, the fastest first."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence the guide stands for, with the ids of the claims it rests on (none for advice).

    `after` are other wordings of it: the first one that fits the answers is said in its place.
    """

    text: str
    claims: tuple[str, ...] = ()
    after: tuple[After, ...] = ()

    def said(self, given: Collection[str]) -> Statement | None:
        """What is said after these answers, as `question=option`; None for nothing."""
        fitting = (each for each in self.after if any(answer in given for answer in each.answers))
        found = next(fitting, None)
        if found:
            return found.says
        return replace(self, after=()) if self.after else self


@dataclass(frozen=True, slots=True)
class After:
    """What is said in place of a statement after one of these answers; nothing without `says`.

    `answers` are written as `question=option`, where a question may be a gate.
    """

    answers: tuple[str, ...]
    says: Statement | None = None


@dataclass(frozen=True, slots=True)
class Above:
    """What is said above a section of a result after an answer; `section` is its id."""

    section: str
    says: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One checked statement about a product: where it was read, for which versions, and when.

    `about` is one of ABOUT and `evidence` one of EVIDENCE; `how` is "inferred" where the evidence
    does not say it outright; `newer` says whether it still holds in a later release, if known.
    `run` is the id of the incident in which it was run for this guide, "" where it was not.
    """

    id: str
    product: str
    topic: str
    text: str
    versions: str
    source: str
    checked: str
    about: str
    evidence: str
    how: str = ""
    newer: str = ""
    run: str = ""

    @property
    def known(self) -> str:
        """How it is known, in plain words: "read in the code, our conclusion from it"."""
        return EVIDENCE[self.evidence] + (", our conclusion from it" if self.how else "")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a question; `to` names the question or outcome it leads to.

    `owner`, a word of OWNERS, is who answers for the endpoint according to this answer, "" where
    it does not say. `denies` are ids of traits that a case with this answer does not have.
    `above` is what a result says above a section after this answer. `supports` are outcomes for
    which its reason speaks, although it leans to another side or names another owner.
    """

    id: str
    text: str
    reason: Statement
    to: str
    detail: str = ""
    leans: tuple[tuple[str, str], ...] = ()
    conditions: tuple[Statement, ...] = ()
    owner: str = ""
    denies: tuple[str, ...] = ()
    above: tuple[Above, ...] = ()
    supports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to settle: what is asked, why, and the role that can answer it.

    `case` says when it comes up, where another question is asked in the same words.
    """

    id: str
    label: str
    ask: str
    why: str
    role: str
    dimension: str
    options: tuple[Option, ...]
    claims: tuple[str, ...] = ()
    case: str = ""

    def option(self, option_id: str) -> Option | None:
        """The option with this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing before production: who settles it, the first step, what to do `until`."""

    id: str
    name: str
    by: Statement
    first: Statement
    until: Statement | None = None


@dataclass(frozen=True, slots=True)
class GateOption:
    """One answer to a gate; `gap` is the gap that it shows, "" where it passes.

    `unless` are answers that it contradicts, as `question=option`: after one of them it is not
    offered, and does not count. `above` is what a result says above a section after it.
    """

    id: str
    text: str
    reason: Statement
    gap: str = ""
    detail: str = ""
    unless: tuple[str, ...] = ()
    above: tuple[Above, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """What has to be settled before production, whatever the direction.

    A gate leads nowhere. While it is open, or nobody is sure, it counts as the gap `gap`.
    """

    id: str
    label: str
    ask: str
    why: str
    role: str
    gap: str
    options: tuple[GateOption, ...]
    claims: tuple[str, ...] = ()

    def option(self, option_id: str) -> GateOption | None:
        """The option with this id, or None."""
        return next((option for option in self.options if option.id == option_id), None)


@dataclass(frozen=True, slots=True)
class Trait:
    """Something a case has or has not, such as a graph, and the words that only fit if it has."""

    id: str
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the tree promises its readers; the loader refuses a tree that breaks one.

    `accounts` is the least per cent of random completions of what public accounts state to have
    been so before the choice that end in what was chosen.
    `longest` and `expected` count the questions up to a direction, `words` those of a question.
    `most_share` is the most per cent of random walks that may end in one outcome, `factor` how
    many times one product's outcomes may be as likely as the other's, in per cent. `unowned` is
    the outcome that only the first question may lead to. `scenarios` is how many of them lead to
    each outcome at least. `brief` is the most words with which a case starts, or 0 for any number.
    """

    longest: int
    expected: int
    words: int
    most_share: int
    factor: int
    unowned: str
    accounts: int = 0
    scenarios: int = 1
    brief: int = 0


@dataclass(frozen=True, slots=True)
class RollbackUnit:
    """Something that can be put back on its own, what that restores and what it leaves behind."""

    unit: str
    how: Statement
    restores: Statement
    leaves: Statement


@dataclass(frozen=True, slots=True)
class Signal:
    """An autoscaling signal and its one owner."""

    signal: str
    owner: str
    note: Statement | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A recommendation: who owns the contract, what is rolled back, and what it costs.

    `owner` is a word of OWNERS, or AS_ANSWERED. `gates` are ids of what has to be settled before
    production, `assumes` ids of traits that a case must have for the text to fit. `after` are
    other wordings of `answer`.
    """

    id: str
    title: str
    lean: str
    owner: str
    answer: str
    suits: str
    cost: Statement
    contract_owner: Statement
    rollback_units: tuple[RollbackUnit, ...]
    autoscaling: tuple[Signal, ...]
    oncall: tuple[Statement, ...]
    steps: tuple[Statement, ...]
    revisit: tuple[Statement, ...]
    conditions: tuple[Statement, ...]
    claims: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    assumes: tuple[str, ...] = ()
    after: tuple[After, ...] = ()

    @property
    def recommendation(self) -> Statement:
        """The answer, with what it rests on."""
        return Statement(self.answer, self.claims, self.after)


@dataclass(frozen=True, slots=True)
class Retired:
    """An id that no longer exists: what it was, why it went, and what took its place, if anything.

    `of` is the question that a retired option answered. `became` is the id of a question or an
    outcome; for an option it is `question=option`.
    """

    id: str
    was: str
    since: str
    reason: str
    became: str = ""
    of: str = ""


@dataclass(frozen=True)
class Tree:
    """The decision tree: a rooted acyclic graph of questions whose leaves are outcomes.

    Its questions find a direction. Gates come after it and lead nowhere: they find gaps.
    `questions` keeps the order of the file; `order` is the order in which they can be asked.
    """

    version: int
    published: str
    start: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    retired: tuple[Retired, ...] = ()
    gates: tuple[Gate, ...] = ()
    gaps: tuple[Gap, ...] = ()
    traits: tuple[Trait, ...] = ()
    bounds: Bounds | None = None

    @cached_property
    def question_by_id(self) -> dict[str, Question]:
        """Every question under its id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def outcome_by_id(self) -> dict[str, Outcome]:
        """Every outcome under its id."""
        return {outcome.id: outcome for outcome in self.outcomes}

    @cached_property
    def gate_by_id(self) -> dict[str, Gate]:
        """Every gate under its id."""
        return {gate.id: gate for gate in self.gates}

    @cached_property
    def gap_by_id(self) -> dict[str, Gap]:
        """Every gap under its id."""
        return {gap.id: gap for gap in self.gaps}

    def asked(self, name: str) -> Question | Gate | None:
        """The question or the gate with this id, or None."""
        return self.question_by_id.get(name) or self.gate_by_id.get(name)

    def gates_of(self, outcome: Outcome) -> tuple[Gate, ...]:
        """The gates of this outcome, in the order of the file."""
        return tuple(gate for gate in self.gates if gate.id in outcome.gates)

    @cached_property
    def order(self) -> tuple[Question, ...]:
        """The questions so that each comes before those it leads to; linear in options.

        A depth-first search that keeps its own stack: a tree may be deeper than Python's.
        """
        done: list[Question] = []
        seen: set[str] = {self.start}
        stack = [(self.start, iter(self._targets(self.start)))]
        while stack:
            node, targets = stack[-1]
            target = next(targets, None)
            if target is None:
                stack.pop()
                done.append(self.question_by_id[node])
            elif target in self.question_by_id and target not in seen:
                seen.add(target)
                stack.append((target, iter(self._targets(target))))
        return tuple(reversed(done))

    @cached_property
    def alike(self) -> dict[str, tuple[Question, ...]]:
        """The other questions that ask the same, in the order asked, for each question that has
        some (question id -> questions). Their options of the same id say the same."""
        groups: dict[str, list[Question]] = {}
        for question in self.order:
            groups.setdefault(question.ask, []).append(question)
        return {
            question.id: tuple(other for other in group if other is not question)
            for group in groups.values()
            if group[1:]
            for question in group
        }

    @cached_property
    def longest(self) -> dict[str, int]:
        """The most questions that can follow from each node, itself included (node id -> count)."""
        most: dict[str, int] = {outcome.id: 0 for outcome in self.outcomes}
        for question in reversed(self.order):
            most[question.id] = 1 + max(most[option.to] for option in question.options)
        return most

    @cached_property
    def within_reach(self) -> dict[str, int]:
        """The outcomes in reach of each node, as a set of bits in file order (node id -> bits)."""
        return self.reach(lambda question: question.options)

    def reach(self, followed: Callable[[Question], Iterable[Option]]) -> dict[str, int]:
        """`within_reach` when of each question only these options are followed."""
        bits: dict[str, int] = {outcome.id: 1 << n for n, outcome in enumerate(self.outcomes)}
        for question in reversed(self.order):
            bits[question.id] = 0
            for option in followed(question):
                bits[question.id] |= bits[option.to]
        return bits

    def _targets(self, question_id: str) -> tuple[str, ...]:
        # Last option first, so that after reversal the first option's questions come first.
        return tuple(option.to for option in reversed(self.question_by_id[question_id].options))


@dataclass(frozen=True, slots=True)
class Decision:
    """A row of the comparison by operating model.

    `told_in` are sections of an outcome, by their ids, that speak to it whatever the answers.
    """

    id: str
    decision: str
    kserve: Statement
    ray_serve: Statement
    ask: str
    told_in: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Symptom:
    """A row of the symptoms table: what one sees, what it reveals, what to do about it."""

    id: str
    see: Statement
    reveals: Statement
    do: Statement


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to settle in the meeting, and the question of the tree that settles it."""

    id: str
    ask: str
    settled: str
    question: str


@dataclass(frozen=True, slots=True)
class Rival:
    """The outcome that somebody in the meeting argues for, and what they say for it."""

    outcome: str
    case: str


@dataclass(frozen=True, slots=True)
class LayerChoice:
    """An outcome on offer in a scenario, and why it is right or what it overlooks there."""

    outcome: str
    says: Statement


@dataclass(frozen=True, slots=True)
class OwnerSays:
    """For each possible owner of the contract why it is right, or what it overlooks."""

    platform: Statement
    application: Statement
    both: Statement
    nobody: Statement


@dataclass(frozen=True, slots=True)
class FactChoice:
    """A fact on offer as the one that rules the rival out, by its question; and why, or why not."""

    question: str
    says: Statement


@dataclass(frozen=True, slots=True)
class ScenarioInject:
    """A change to a scenario, as it is read out after the first vote: the sentences, and the
    answers to the tree that are different with it."""

    says: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case to decide. What is right is not in it: `practice` works it out from the tree.

    `facts` are answers to the tree's questions (question id -> option id, or NOT_SURE where the
    brief says that nobody knows); `see` names anchors of the argument page.
    """

    id: str
    number: int
    title: str
    brief: tuple[str, ...]
    requirements: tuple[str, ...]
    risks: tuple[str, ...]
    boundaries: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    rival: Rival
    layers: tuple[LayerChoice, ...]
    owners: OwnerSays
    deciding: tuple[FactChoice, ...]
    inject: ScenarioInject
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """Something of a running service that can go bad and be put back, and how one knows it is."""

    id: str
    name: str
    know: Statement


@dataclass(frozen=True, slots=True)
class Precedence:
    """Of two rollback units the one that goes back first, and why."""

    first: str
    then: str
    because: Statement


@dataclass(frozen=True, slots=True)
class Way:
    """The unit that goes back instead, in the case that a step finds."""

    case: str
    unit: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of several steps: what is done or waited for, the command, if that is one, and the units
    that go back instead, by what the step finds."""

    do: Statement
    command: str = ""
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A rollback unit: how it is put back, which aspects that restores, and what it leaves.

    What is typed is one `command`, or where the state between two serves traffic, `steps`. `owner`
    is the word of HOLDERS for who puts it back unless a decision says otherwise, and `otherwise`
    what to do when it did not help. `run` is the release on whose controllers it was run, and
    `served` that of the serving system which it was run on under requests; "" where there was no
    such run. The files of the runs say it, and not the unit's own.
    """

    id: str
    stack: str
    name: str
    how: Statement
    leaves: Statement
    speed: str
    time: Statement
    owner: str
    otherwise: Statement
    restores: tuple[str, ...] = ()
    command: str = ""
    steps: tuple[Step, ...] = ()
    run: str = ""
    served: str = ""

    @property
    def commands(self) -> tuple[str, ...]:
        """What is typed, in its order."""
        every = (self.command, *(step.command for step in self.steps))
        return tuple(command for command in every if command)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A word in capitals that stands in commands for a reader's own: what it is, and where to look
    it up. `rule`, a word of RULES, is what a value typed for it has to be."""

    name: str
    what: str
    look: Statement
    rule: str


@dataclass(frozen=True, slots=True)
class Caution:
    """What must not be done during an incident, on these stacks and above all with these units;
    everywhere where neither is named. `command` goes before those of
    its units, in the `case` that it is for."""

    id: str
    text: Statement
    stacks: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    case: str = ""
    command: str = ""


@dataclass(frozen=True, slots=True)
class RetiredUnit:
    """An id of an aspect or a rollback unit that no longer exists, and what took its place."""

    id: str
    was: str
    since: str
    reason: str
    became: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What one sees in an incident, and the aspects to suspect, the likeliest first. `over` is how
    one sees that it has ended. `asks` is the word of ASKS for what is to be known next, and
    `urgency` one of URGENCIES."""

    id: str
    name: str
    detail: str
    suspects: tuple[str, ...]
    asks: str = "changed"
    urgency: str = "now"
    over: str = ""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """A question that one look answers, and the suspects that remain when the answer is yes.

    `minutes` is what the look takes. It exists on `stacks` and for `sights`, or for all of them
    where none is named. `after_no` is the word of NOES for what the other answer says. After yes,
    the unit `rather` goes back in place of one that it can replace, and `then` says what to do
    where the names of the suspects do not. It is asked only after yes to one of the looks `after`,
    and never after yes to one of `unless`.
    """

    id: str
    ask: str
    see: Statement
    minutes: int
    suspects: tuple[str, ...]
    stacks: tuple[str, ...] = ()
    command: str = ""
    sights: tuple[str, ...] = ()
    after_no: str = "rules-out"
    rather: str = ""
    then: str = ""
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Triage:
    """What one finds out before anything is put back, for these sights on these stacks. Until a
    look says more, the unit `rather` goes back in place of one that it can replace."""

    id: str
    sights: tuple[str, ...]
    stacks: tuple[str, ...]
    see: Statement
    command: str = ""
    rather: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """How one sees that these units are back: a command, and what it prints."""

    id: str
    units: tuple[str, ...]
    see: Statement
    command: str


@dataclass(frozen=True, slots=True)
class Runbook:
    """The stacks whose rollback units belong to a decision for this outcome."""

    outcome: str
    stacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Something that was changed before an incident, and the aspects it touched."""

    at: str
    what: str
    aspects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cannot:
    """An aspect that a unit restores as a rule and cannot restore in this incident."""

    unit: str
    aspect: str
    because: Statement


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit on offer in a drill, and what choosing or leaving it out overlooks there.

    `minutes` is how long it takes there; where it is 0, as long as units of its speed take. `owner`
    is the team whose unit it is there, a word of ROLES, or "" where the table of units tells.
    """

    unit: str
    says: Statement
    minutes: int = 0
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Harm:
    """How many requests a minute suffer while this aspect is broken."""

    aspect: str
    per_minute: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of what a look shows, as a screen has it, line by line.

    Where it depends on an aspect, `back` stands there once that has been put back.
    """

    text: str
    aspect: str = ""
    back: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A measured value over time: `points` up to the alarm, at equal distances, and what is usual.

    Where it depends on an aspect, the value is the usual one once that has been put back;
    otherwise it follows the requests that still suffer.
    """

    name: str
    unit: str
    usual: int
    points: tuple[int, ...]
    aspect: str = ""


@dataclass(frozen=True, slots=True)
class DrillLook:
    """Something to look at in a drill: where, how many minutes it takes, and what it shows."""

    id: str
    at: str
    minutes: int
    shows: tuple[Shown, ...] = ()
    panel: Panel | None = None

    @property
    def tells(self) -> tuple[str, ...]:
        """The aspects that one sees the state of here."""
        drawn = (self.panel.aspect,) if self.panel else ()
        named = (*(each.aspect for each in self.shows), *drawn)
        return tuple(dict.fromkeys(filter(None, named)))


@dataclass(frozen=True, slots=True)
class Drill:
    """An incident to repair. What is right is not in it: `practice` works it out from the units.

    `answers` is the team that answers for the endpoint, `counts` what suffers while it lasts (a
    plural noun), and `ask` the minutes until the other team has done what it is asked for.
    """

    id: str
    number: int
    title: str
    stack: str
    pager: str
    changes: tuple[Change, ...]
    answers: str
    counts: str
    looks: tuple[DrillLook, ...]
    broken: tuple[str, ...]
    harm: tuple[Harm, ...]
    units: tuple[UnitChoice, ...]
    after: Statement
    ask: int = 10
    order: tuple[Precedence, ...] = ()
    cannot: tuple[Cannot, ...] = ()
    see: tuple[str, ...] = ()


Case = Scenario | Drill
"""What one can practise on."""


@dataclass(frozen=True, slots=True)
class Scaler:
    """A layer that moves capacity: what it reads, what it moves, and what it works against."""

    id: str
    layer: str
    signal: Statement
    moves: Statement
    owner: str
    fights: Statement
    settle: Statement


@dataclass(frozen=True, slots=True)
class Look:
    """Where to look first, what misleads there, and the command."""

    see: Statement
    command: str
    trap: Statement


@dataclass(frozen=True, slots=True)
class Failure:
    """One of the ways a request goes wrong, and where that shows in each product.

    `sees` is the sight from which the rollback plan starts for it, "" where none fits.
    """

    id: str
    name: str
    means: str
    kserve: Look
    ray_serve: Look
    hybrid: Statement
    sees: str = ""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another system that readers ask about, and when to prefer it."""

    id: str
    name: str
    what: Statement
    prefer: Statement


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field, the other forms it is written in, and what it means here."""

    id: str
    term: str
    means: Statement
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that a public account states, where in it, and whether it was so before the choice
    (`yes`, `no` or `unclear`)."""

    text: str
    place: str
    before: str


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to the tree that an account states: by the number of its fact, from 1."""

    question: str
    option: str
    fact: int


@dataclass(frozen=True, slots=True)
class Heard:
    """A reason for or against a product as an account gives it, and where."""

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Account:
    """What a team wrote in public of its choice, and what of it answers the tree's questions.

    `target` are the outcomes that are what the team chose, of today's tree, and `target_v1` of
    version 1; both are ("other",) where the tree has none. `explained` says why the tree advises
    otherwise.
    """

    id: str
    who: str
    source: str
    date: str
    read: str
    chose: str
    chose_detail: str
    word: str
    stage: str
    open: str
    facts: tuple[Fact, ...]
    answers: tuple[Given, ...]
    target: tuple[str, ...]
    answers_v1: tuple[Given, ...] = ()
    target_v1: tuple[str, ...] = ()
    target_word: str = ""
    since: str = ""
    explained: str = ""
    also: tuple[str, ...] = ()
    reasons: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason that public records give, and what is true of it.

    `bears_on` names options as `question.option`, or outcomes.
    """

    id: str
    text: str
    said_by: tuple[str, ...]
    verdict: str
    says: Statement
    bears_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """All the content that is data, in one value."""

    tree: Tree
    claims: tuple[Claim, ...] = ()
    decisions: tuple[Decision, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    scenarios: tuple[Scenario, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    units: tuple[Unit, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    cautions: tuple[Caution, ...] = ()
    checks: tuple[Check, ...] = ()
    retired_units: tuple[RetiredUnit, ...] = ()
    sights: tuple[Sight, ...] = ()
    looks: tuple[FirstLook, ...] = ()
    triage: tuple[Triage, ...] = ()
    runbooks: tuple[Runbook, ...] = ()
    drills: tuple[Drill, ...] = ()
    scalers: tuple[Scaler, ...] = ()
    failures: tuple[Failure, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    terms: tuple[Term, ...] = ()
    accounts: tuple[Account, ...] = ()
    reasons: tuple[Reason, ...] = ()

    @cached_property
    def claim_by_id(self) -> dict[str, Claim]:
        """Every claim under its id."""
        return {claim.id: claim for claim in self.claims}

    def cases(self, kind: str) -> Mapping[str, Case]:
        """Every case of this kind, `scenario` or `drill`, under its id. Raises KeyError for another
        kind."""
        every: dict[str, Mapping[str, Case]]
        every = {"scenario": self.scenario_by_id, "drill": self.drill_by_id}
        return every[kind]

    def case(self, kind: str, name: str) -> Case | None:
        """The case of this kind with this id, or None. Raises KeyError as `cases` does."""
        return self.cases(kind).get(name)

    @cached_property
    def scenario_by_id(self) -> dict[str, Scenario]:
        """Every scenario under its id."""
        return {scenario.id: scenario for scenario in self.scenarios}

    @cached_property
    def drill_by_id(self) -> dict[str, Drill]:
        """Every drill under its id."""
        return {drill.id: drill for drill in self.drills}

    @cached_property
    def unit_by_id(self) -> dict[str, Unit]:
        """Every rollback unit of the drills under its id."""
        return {unit.id: unit for unit in self.units}

    @cached_property
    def aspect_by_id(self) -> dict[str, Aspect]:
        """Every aspect that a unit can restore under its id."""
        return {aspect.id: aspect for aspect in self.aspects}

    @cached_property
    def placeholder_by_name(self) -> dict[str, Placeholder]:
        """Every placeholder of commands under its word in capitals."""
        return {each.name: each for each in self.placeholders}

    @cached_property
    def sight_by_id(self) -> dict[str, Sight]:
        """Everything that one can see in an incident under its id."""
        return {sight.id: sight for sight in self.sights}

    @cached_property
    def look_by_id(self) -> dict[str, FirstLook]:
        """Every look that tells suspects apart under its id."""
        return {look.id: look for look in self.looks}
