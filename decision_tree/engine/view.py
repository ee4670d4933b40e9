"""The one view: questions, answers and outcomes as HTML, for the static page and the live one.

The static page holds every question and outcome as a section whose options link to the next
section; the live page is a function of the address and shows one of them, with the answers given.
Both are made by the same functions, so what a reader sees without the engine is what it would say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .link import State, encode
from .markup import Markup, element, inline, join
from .model import NOT_SURE, Guide, Option, Outcome, Question, RollbackUnit, Signal, Statement
from .walk import Answer, Walk, walk

__all__ = ["Page", "View"]

_SIDE_NAMES = {
    "kserve": "KServe",
    "ray-serve": "Ray Serve",
    "both": "Both products",
    "neither": "Neither product",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What one address shows, its title, and the addresses one click away (without hash sign)."""

    html: Markup
    title: str
    ahead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Renders one guide. `root` leads from the page that shows it to the root of the site."""

    guide: Guide
    root: str = "../"

    # -- the page without the engine ---------------------------------------------------------

    def static(self) -> Markup:
        """Every question and outcome as a section of its own, each option a link to the next."""
        tree = self.guide.tree
        questions = (
            self._static_question(question, tree.longest[question.id]) for question in tree.order
        )
        outcomes = (
            element(
                "section",
                {"class": f"dt-card dt-outcome dt-lean-{outcome.lean}", "id": f"o-{outcome.id}"},
                self.outcome(outcome),
                _paragraph("dt-nav", _link("dt-restart", f"#q-{tree.start}", "Start again")),
            )
            for outcome in tree.outcomes
        )
        return join((*questions, *outcomes))

    def _static_question(self, question: Question, remaining: int) -> Markup:
        def href(option: Option) -> str:
            return f"#{self._section_id(option.to)}"

        return element(
            "section",
            {"class": "dt-card dt-question", "id": self._section_id(question.id)},
            _paragraph("dt-progress", f"{question.label}: {_at_most(remaining)} to a result"),
            element("h2", {"tabindex": "-1"}, question.ask),
            element("ul", {"class": "dt-options"}, *self._options(question, href)),
            _paragraph("dt-role", f"Not sure? Ask: {question.role}."),
            self._why(question),
        )

    def _section_id(self, node: str) -> str:
        return f"q-{node}" if node in self.guide.tree.question_by_id else f"o-{node}"

    # -- the live page -----------------------------------------------------------------------

    def page(self, state: State) -> Page:
        """What the address of `state` shows."""
        walked = walk(self.guide.tree, dict(state.answers))
        question = self._question_to_show(state, walked)
        if question is not None:
            return self._question_page(state, walked, question)
        return self._result_page(state, walked)

    def _question_to_show(self, state: State, walked: Walk) -> Question | None:
        again = (question for question, _ in walked.asked if question.id == state.ask)
        return next(again, walked.next)

    def _question_page(self, state: State, walked: Walk, question: Question) -> Page:
        before = _before(walked, question)
        kept = tuple(pair for pair in state.answers if pair[0] != question.id)

        def href(choice: str) -> str:
            return self._after(state, (*before, (question.id, choice), *_rest(kept, before)))

        chosen = dict(state.answers).get(question.id, "")
        not_sure = element(
            "li",
            None,
            _option_link(
                href(NOT_SURE),
                "Not sure",
                f"Every answer is followed. Who can settle it: {question.role}",
                chosen == NOT_SURE,
            ),
        )
        position = len(before) + 1
        remaining = self.guide.tree.longest[question.id]
        body = element(
            "section",
            {"class": "dt-card dt-question"},
            _paragraph("dt-progress", f"Question {position}, {_at_most(remaining)} to a result"),
            _meter(position - 1, position - 1 + remaining),
            element("h2", {"tabindex": "-1"}, question.ask),
            element(
                "ul",
                {"class": "dt-options"},
                *self._options(question, lambda option: href(option.id), chosen),
                not_sure,
            ),
            self._why(question),
            self._nav(state, before),
        )
        ahead = tuple(href(choice)[1:] for choice in (*_ids(question), NOT_SURE))
        return Page(
            join((_notes(state), body, self._answers(state, walked))),
            f"{question.label}: {question.ask}",
            ahead,
        )

    def _result_page(self, state: State, walked: Walk) -> Page:
        outcome = walked.outcome
        if outcome is None:
            heading = "Not settled yet: several outcomes are possible"
            body, lean = self._undecided(walked, heading), "neither"
        else:
            heading = outcome.title
            body, lean = self.outcome(outcome, self._reasons(walked)), outcome.lean
        section = element(
            "section",
            {"class": f"dt-card dt-outcome dt-lean-{lean}"},
            body,
            self._nav(state, walked.answers),
        )
        return Page(join((_notes(state), section, self._answers(state, walked))), heading, ())

    def _undecided(self, walked: Walk, heading: str) -> Markup:
        unsure = [question for question, option in walked.asked if option is None]
        return join(
            (
                element("h2", {"tabindex": "-1"}, heading),
                _paragraph("", "Your answers leave these outcomes in reach:"),
                element(
                    "ul",
                    None,
                    *(
                        element("li", None, element("strong", None, o.title), " ", inline(o.answer))
                        for o in walked.possible
                    ),
                ),
                _paragraph("", "Settle these first, with the person who can answer:"),
                element("ul", None, *(element("li", None, q.ask, " ", q.role) for q in unsure)),
            )
        )

    def _reasons(self, walked: Walk) -> Markup:
        items = (
            element(
                "li",
                None,
                element("span", {"class": "dt-you-said"}, f"{question.label}: {option.text}. "),
                self.statement(option.reason),
            )
            if option
            else element("li", None, f"{question.label}: not sure, and it makes no difference.")
            for question, option in walked.asked
        )
        return join((element("h3", None, "Why"), element("ul", {"class": "dt-reasons"}, *items)))

    def _after(self, state: State, answers: tuple[Answer, ...]) -> str:
        """The address once `answers` are given; answers off the path go when a result is shown."""
        walked = walk(self.guide.tree, dict(answers))
        if walked.next is not None:
            on_path = dict(walked.answers)
            aside = tuple(pair for pair in answers if pair[0] not in on_path)
            return "#" + encode(State(state.version, (*walked.answers, *aside)))
        outcome = walked.outcome.id if walked.outcome else ""
        return "#" + encode(State(state.version, walked.answers, outcome=outcome))

    def _answers(self, state: State, walked: Walk) -> Markup:
        if not walked.asked:
            return Markup("")
        items = (
            element(
                "li",
                None,
                element("span", {"class": "dt-answer-label"}, question.label),
                " ",
                element("span", {"class": "dt-answer-text"}, option.text if option else "Not sure"),
                " ",
                element(
                    "a",
                    {
                        "class": "dt-change",
                        "href": "#" + encode(State(state.version, state.answers, question.id)),
                        "aria-label": f"Change your answer on {question.label}",
                    },
                    "Change",
                ),
            )
            for question, option in walked.asked
        )
        return element(
            "section",
            {"class": "dt-answers", "aria-label": "Your answers so far"},
            element("h3", None, "Your answers so far"),
            element("ol", None, *items),
        )

    def _nav(self, state: State, before: tuple[Answer, ...]) -> Markup:
        if not before:
            return Markup("")
        back_to = before[-1][0]
        back = encode(State(state.version, state.answers, ask=back_to))
        return _paragraph(
            "dt-nav",
            _link("dt-back", "#" + back, "Back"),
            " ",
            _link("dt-restart", f"#v={state.version}", "Start again"),
        )

    # -- parts that both share ---------------------------------------------------------------

    def _options(
        self, question: Question, href: Callable[[Option], str], chosen: str = ""
    ) -> Iterable[Markup]:
        return (
            element(
                "li",
                None,
                _option_link(
                    href(option),
                    option.text,
                    option.detail,
                    option.id == chosen,
                    f"{question.id}={option.id}",
                ),
            )
            for option in question.options
        )

    def _why(self, question: Question) -> Markup:
        return element(
            "details",
            {"class": "dt-why"},
            element("summary", None, "Why we ask"),
            _paragraph("", inline(question.why), *self.markers(question.claims)),
            _paragraph("dt-role", f"Who can answer: {question.role}."),
        )

    def outcome(self, outcome: Outcome, reasons: Markup | None = None) -> Markup:
        """The recommendation in full, without its section."""
        return join(
            (
                _paragraph("dt-lean", f"Leans to: {_SIDE_NAMES[outcome.lean]}"),
                element("h2", {"tabindex": "-1"}, outcome.title),
                _paragraph("dt-answer", inline(outcome.answer)),
                reasons or _paragraph("", inline(outcome.suits)),
                element("h3", None, "What it costs"),
                _paragraph("", self.statement(outcome.cost)),
                element("h3", None, "Who owns the serving contract"),
                _paragraph("", self.statement(outcome.contract_owner)),
                element("h3", None, "What is rolled back, and what stays behind"),
                *(self._rollback_unit(unit) for unit in outcome.rollback_units),
                element("h3", None, "Who owns each autoscaling signal"),
                element("ul", None, *(self._signal(signal) for signal in outcome.autoscaling)),
                self._list("What on-call must be able to see", outcome.oncall),
                self._list("Before production", outcome.conditions),
                self._list("First three steps", outcome.steps, "ol"),
                self._list("When to revisit", outcome.revisit),
            )
        )

    def _rollback_unit(self, unit: RollbackUnit) -> Markup:
        rows = (("How", unit.how), ("Restores", unit.restores), ("Leaves", unit.leaves))
        return element(
            "dl",
            {"class": "dt-unit"},
            element("dt", {"class": "dt-unit-name"}, inline(unit.unit)),
            *(
                element("dd", None, element("b", None, f"{name}: "), self.statement(text))
                for name, text in rows
            ),
        )

    def _signal(self, signal: Signal) -> Markup:
        note = (" ", self.statement(signal.note)) if signal.note else ()
        owner = element("span", {"class": "dt-owner"}, inline(signal.owner))
        return element("li", None, inline(signal.signal), ": ", owner, *note)

    def _list(self, heading: str, items: Iterable[Statement], kind: str = "ul") -> Markup:
        lines = (element("li", None, self.statement(item)) for item in items)
        return join((element("h3", None, heading), element(kind, None, *lines)))

    def statement(self, statement: Statement) -> Markup:
        """The sentence, followed by a marker for each claim it rests on."""
        return join((inline(statement.text), *self.markers(statement.claims)))

    def markers(self, claims: Iterable[str]) -> tuple[Markup, ...]:
        """A small link for each claim, to its source, version and date."""
        return tuple(self._marker(claim_id) for claim_id in claims)

    def _marker(self, claim_id: str) -> Markup:
        claim = self.guide.claim_by_id[claim_id]
        name = _PRODUCTS.get(claim.product, claim.product)
        told = f"{name} {claim.versions}, {claim.how} {claim.checked}"
        return element(
            "a",
            {
                "class": "dt-claim",
                "href": f"{self.root}claims/#{claim.id}",
                "title": f"{told}: {claim.text}",
                "aria-label": f"Source: {told}",
            },
            "†",
        )


_PRODUCTS = {"kserve": "KServe", "ray-serve": "Ray Serve", "kuberay": "KubeRay"}


def _before(walked: Walk, question: Question) -> tuple[Answer, ...]:
    """The answers that come before `question` on the way."""
    before: list[Answer] = []
    for pair in walked.answers:
        if pair[0] == question.id:
            break
        before.append(pair)
    return tuple(before)


def _rest(kept: tuple[Answer, ...], before: tuple[Answer, ...]) -> tuple[Answer, ...]:
    return tuple(pair for pair in kept if pair not in before)


def _ids(question: Question) -> tuple[str, ...]:
    return tuple(option.id for option in question.options)


def _option_link(href: str, text: str, detail: str, chosen: bool, answer: str = "") -> Markup:
    attributes: dict[str, str | bool] = {"class": "dt-option", "href": href}
    if answer:
        attributes["data-answer"] = answer
    if chosen:
        attributes["aria-current"] = "true"
    extra = (element("span", {"class": "dt-option-detail"}, inline(detail)),) if detail else ()
    return element(
        "a", attributes, element("span", {"class": "dt-option-text"}, inline(text)), *extra
    )


def _link(css: str, href: str, text: str) -> Markup:
    return element("a", {"class": css, "href": href}, text)


def _paragraph(css: str, *children: str) -> Markup:
    return element("p", {"class": css} if css else None, *children)


def _meter(done: int, most: int) -> Markup:
    return element(
        "progress", {"value": str(done), "max": str(most), "aria-label": "Progress to a result"}
    )


def _at_most(count: int) -> str:
    return "one question" if count == 1 else f"at most {count} questions"


def _notes(state: State) -> Markup:
    if not state.notes:
        return Markup("")
    items = (element("li", None, note) for note in state.notes)
    return element("ul", {"class": "dt-notes", "role": "status"}, *items)
