"""The one view: questions, answers and outcomes as HTML, for the static page and the live one.

The static page holds every question and outcome as a section whose options link to the next
section; the live page is a function of the address and shows one of them, with the answers given.
Both are made by the same functions, so what a reader sees without the engine is what it would say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice, takewhile

from .aging import Aged, aged
from .display_names import NOT_SURE_NAME, SIDE_NAMES, answer_name
from .explain import asks, label_of, only_side
from .html_parts import Parts, link, listing, notes_list, option_link, paragraph, state_link
from .kinds import DECIDE, REASONS
from .link import State, encode
from .markup import Attributes, Markup, element, fragments, inline, join
from .model import NOT_SURE, RESULT, Gate, GateOption, Guide, Option, Outcome, Question
from .result import (
    ANSWERS,
    CHANGE,
    GATES_AGAIN,
    JUMP,
    aged_note,
    awaited,
    contents,
    denied_told,
    settled,
    shares,
    standing,
    to_gate,
    unsettled,
)
from .same_words import carried
from .source_marks import numbered
from .walk import Answer, Walk, walk

__all__ = ["MOST_AHEAD", "Page", "View"]

GATES = "gates"
"""The id of the section with every gate on the page without the engine."""

GATES_TOLD = (
    "Your answers here do not change the result. Each answer shows whether something is missing "
    "before production. A gate without an answer counts as a gap."
)

UNSURE_WAITS = (
    "“Not sure” is kept in the address. What follows comes when the rest of this page is loaded.",
    "What follows “Not sure” does not come without it. Choose another answer, or find out first.",
)
"""What is said below a question that was answered so: while the engine loads, and without it."""

UNSURE_PLAIN = "“Not sure” needs JavaScript, which is switched off here. Find out before you go on."

_HEARD = "What people say about the answers"

MOST_AHEAD = 24
"""States made before they are asked for: more would keep a device busy with what few look at."""


@dataclass(frozen=True, slots=True)
class Page:
    """What one address shows, its title, and the addresses one click away (without hash sign), the
    likeliest first: these are worth making before they are asked for."""

    html: Markup
    title: str
    ahead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Renders one guide. `root` leads from the page that shows it to the root of the site."""

    guide: Guide
    root: str = "../"

    @property
    def parts(self) -> Parts:
        """The pieces that pages are made of."""
        return Parts(self.guide, self.root)

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
                self._openings(outcome.id),
                standing(self.parts, outcome, self._one_back(f"dt-back {JUMP}", CHANGE)),
                *self._gates_of(tree.gates_of(outcome)),
                paragraph("dt-nav", self._one_back(), " ", self._again()),
            )
            for outcome in tree.outcomes
        )
        gates = (self._static_gates(),) if tree.gates else ()
        # One is seen at a time: its marks have the numbers that the engine gives them.
        return join(map(numbered, (*questions, *outcomes, *gates)))

    def _static_gates(self) -> Markup:
        """Every gate with its answers, each a link to the next gate; the address keeps them."""
        gates = self.guide.tree.gates
        after = (*(f"#g-{gate.id}" for gate in gates[1:]), f"#{GATES}")
        to_result = link("dt-to-result dt-needs-engine", f"#{GATES}", "Show the result")
        return element(
            "section",
            {"class": "dt-card dt-gates", "id": GATES},
            element("h2", {"tabindex": "-1"}, "Gates before production"),
            paragraph("", GATES_TOLD),
            *(
                self._static_gate(gate, following)
                for gate, following in zip(gates, after, strict=True)
            ),
            paragraph("dt-nav", to_result, " ", self._one_back()),
        )

    def _static_gate(self, gate: Gate, following: str) -> Markup:
        def offer(choice: str, text: str, detail: str) -> Markup:
            more: Attributes = {"data-answer": f"{gate.id}={choice}"}
            return option_link(following, text, detail, more=more)

        shown = element(
            "details",
            {"class": "dt-why"},
            element("summary", None, "What each answer shows"),
            listing(self._gap_shown(option) for option in gate.options),
        )
        return self._gate(gate, gate.options, offer, shown)

    def _gap_shown(self, option: GateOption) -> Markup:
        gap = self.guide.tree.gap_by_id.get(option.gap)
        told = (" Gap: ", self.parts.gap(gap)) if gap else (" Nothing is missing.",)
        return join((element("b", None, f"{option.text}."), *told))

    def _static_question(self, question: Question, remaining: int) -> Markup:
        """It stands as the live one does; what follows “Not sure”, only the engine knows."""
        here = f"#{self._section_id(question.id)}"
        answer: Attributes = {"data-answer": f"{question.id}={NOT_SURE}", "data-unsure": True}
        leans = self._only_form(question)
        return element(
            "section",
            {"class": "dt-card dt-question", "id": self._section_id(question.id)},
            self._openings(question.id),
            paragraph("dt-progress", f"{_at_most(remaining)}{leans}"),
            element("div", {"class": "dt-meter"}),
            element("h2", {"tabindex": "-1"}, question.ask),
            element(
                "ul",
                {"class": "dt-options"},
                *(self._static_option(question, option) for option in question.options),
                element(
                    "li",
                    None,
                    _not_sure(question, here, more=answer),
                    element("noscript", None, paragraph("dt-hint", UNSURE_PLAIN)),
                ),
            ),
            awaited(*UNSURE_WAITS),
            self._why(question, *self._heard_elsewhere(question.id)),
            *(
                (paragraph("dt-nav", self._one_back(), " ", self._again()),)
                if question.id != self.guide.tree.start
                else ()
            ),
        )

    def _first(self) -> str:
        return f"#{self._section_id(self.guide.tree.start)}"

    def _one_back(self, css: str = "dt-back", told: str = "Back") -> Markup:
        """The way back to the question before, which a script reads from the address."""
        more: Attributes = {"class": css, "href": self._first(), "data-back": "answer"}
        return element("a", more, told)

    def _again(self) -> Markup:
        """The way back to the first question on the page without the engine."""
        return link("dt-restart", self._first(), "Start again")

    def _static_option(self, question: Question, option: Option) -> Markup:
        """An answer that names the result it leads to, for the address to hold."""
        more: Attributes = {"data-answer": f"{question.id}={option.id}"}
        if option.to in self.guide.tree.outcome_by_id:
            more = {**more, "data-outcome": option.to}
        href = f"#{self._section_id(option.to)}"
        return element("li", None, option_link(href, option.text, option.detail, more=more))

    def opening(self) -> Markup:
        """The first question alone, for another page: each answer leads into the quiz."""
        tree = self.guide.tree
        question = tree.question_by_id[tree.start]

        def href(option: str) -> str:
            return f"{self.root}{DECIDE}#{self._first_answer(option)}"

        return element(
            "section",
            {"class": "dt-card dt-question dt-opening", "aria-labelledby": "opening"},
            paragraph("dt-progress", _position(1, tree.longest[tree.start])),
            element("h2", {"id": "opening", "data-search-exclude": True}, question.ask),
            element(
                "ul",
                {"class": "dt-options"},
                *self._options(question, lambda option: href(option.id)),
                element("li", None, _not_sure(question, href(NOT_SURE))),
            ),
        )

    def _first_answer(self, option: str) -> str:
        tree = self.guide.tree
        return encode(State(tree.version, ((tree.start, option),)))

    def _openings(self, node: str) -> Markup:
        """Where answers of `opening` lead without JavaScript; with it, the engine reads them."""
        tree = self.guide.tree
        options = tree.question_by_id[tree.start].options
        led = [each.id for each in options if each.to == node]
        unsure = [NOT_SURE] if node == tree.start else []
        spans = [element("span", {"id": self._first_answer(each)}) for each in (*led, *unsure)]
        return element("noscript", None, *spans) if spans else Markup("")

    def _section_id(self, node: str) -> str:
        return f"q-{node}" if node in self.guide.tree.question_by_id else f"o-{node}"

    # -- the live page -----------------------------------------------------------------------

    def page(self, state: State, today: str = "") -> Page:
        """What the address of `state` shows on the day `today`, YYYY-MM-DD."""
        walked = walk(self.guide.tree, dict(state.answers))
        gate = next((gate for gate, _ in walked.gates if gate.id == state.ask), None)
        if gate is not None and walked.outcome is not None:
            return self._gates_page(state, walked, walked.outcome, gate)
        question = self._question_to_show(state, walked)
        if question is not None:
            return self._question_page(state, walked, question)
        return self._result_page(state, walked, today)

    def _question_to_show(self, state: State, walked: Walk) -> Question | None:
        if state.ask == RESULT and walked.asked:
            return None
        questions = (*(question for question, _ in walked.asked), *walked.open)
        return next((question for question in questions if question.id == state.ask), walked.next)

    def _question_page(self, state: State, walked: Walk, question: Question) -> Page:
        before = self._before(walked, question)
        now = {question.id, *(each.id for each in self._unasked(walked, question))}
        kept = tuple(pair for pair in state.answers if pair[0] not in now)

        def href(choice: str) -> str:
            return self._changed(
                state, walked, (*before, (question.id, choice), *_rest(kept, before))
            )

        chosen = dict(state.answers).get(question.id, "")
        not_sure = _not_sure(question, href(NOT_SURE), chosen == NOT_SURE)
        done, most = self._progress(question, before)
        leans = "" if _unsure(before) else self._only_form(question)
        old = aged(self.guide.tree, state, walked)
        body = element(
            "section",
            {"class": "dt-card dt-question"},
            paragraph("dt-progress", f"{_position(done + 1, most)}{leans}"),
            _meter(done, most),
            element("h2", {"tabindex": "-1"}, asks(walked, question)),
            *((paragraph("dt-hint", GATES_AGAIN),) if walked.gate_answers else ()),
            *_rechecked(old),
            *self._comes_before(walked, question),
            element(
                "ul",
                {"class": "dt-options"},
                *self._options(question, lambda option: href(option.id), chosen),
                element("li", None, not_sure),
            ),
            self._why(question, *self._heard(question.id)),
            self._nav(state, walked, before),
        )
        above = self._above(state, old, most - done)
        html = join((above, body, self._beside(state, walked)))
        return Page(html, f"{question.label}: {asks(walked, question)}", _ahead(html))

    def _unasked(self, walked: Walk, question: Question) -> tuple[Question, ...]:
        """The questions in the same words that are not asked on this way: what was answered to one
        of them holds no longer once this one is answered."""
        others = self.guide.tree.alike.get(question.id, ())
        return tuple(each for each in others if each.id not in walked.asked_by_id)

    def _only_form(self, question: Question) -> str:
        """Where each answer leads to outcomes that lean the same way: to which, so that nobody
        takes a question about one product for the choice of it. Else nothing."""
        side = only_side(self.guide.tree, question)
        return f". Leans to: {SIDE_NAMES[side]}" if side else ""

    def _before(self, walked: Walk, question: Question) -> tuple[Answer, ...]:
        """The answers that come before `question` on the way."""
        order = (each.id for each in self.guide.tree.order)
        earlier = set(takewhile(lambda name: name != question.id, order))
        return walked.answers[: sum(each.id in earlier for each, _ in walked.asked)]

    def _comes_before(self, walked: Walk, question: Question) -> tuple[Markup, ...]:
        """Why a question is asked after a later one was answered, as by a link to that one."""
        later = walked.asked[len(self._before(walked, question)) :]
        if question is not walked.next or not later:
            return ()
        names = "; ".join(label_of(walked, each) for each, _ in later)
        what, them = ("later questions", "them") if later[1:] else ("a later question", "it")
        told = f"You answered {what} first: {names}. This question comes before {them}."
        return (paragraph("dt-hint", told),)

    def _progress(self, question: Question, before: tuple[Answer, ...]) -> tuple[int, int]:
        """How many questions come before this one, and how many there are at most to a result.
        Who was not sure of one may be asked every question that is still open."""
        tree = self.guide.tree
        left = len(walk(tree, dict(before)).open) if _unsure(before) else tree.longest[question.id]
        return len(before), len(before) + left

    def _gates_page(self, state: State, walked: Walk, outcome: Outcome, asked: Gate) -> Page:
        """Every gate of the outcome at once, with the direction above them.

        The gate that is asked has the reader's focus; an answer leads on to the next one.
        """
        gates = [gate for gate, _ in walked.gates]
        version = self.guide.tree.version
        done = state.at(version, walked.answers, outcome=outcome.id)
        back = state.at(version, walked.answers, ask=self._last(walked))
        section = element(
            "section",
            {"class": f"dt-card dt-gates dt-lean-{outcome.lean}"},
            paragraph("dt-progress", f"Result: {outcome.title}"),
            element("h2", {"tabindex": "-1"}, "Gates before production"),
            paragraph("", GATES_TOLD),
            *(
                self._live_gate(state, walked, gate, following, gate is asked)
                for gate, following in zip(gates, (*gates[1:], None), strict=True)
            ),
            paragraph(
                "dt-nav",
                state_link("dt-to-result", done, "Show the result"),
                " ",
                state_link("dt-back", back, "Back"),
            ),
        )
        html = join(
            (
                self._above(state, aged(self.guide.tree, state, walked)),
                section,
                self._beside(state, walked),
            )
        )
        return Page(html, f"Gates: {asked.ask}", _ahead(html))

    def _last(self, walked: Walk) -> str:
        """The question that was answered last."""
        return walked.asked[-1][0].id if walked.asked else ""

    def _live_gate(
        self, state: State, walked: Walk, gate: Gate, following: Gate | None, asked: bool
    ) -> Markup:
        given = dict(walked.gate_answers)

        def href(choice: str) -> str:
            answers = walk(self.guide.tree, {**dict(walked.answers), gate.id: choice}).answers
            version, outcome = self.guide.tree.version, walked.outcome
            if following is not None:
                return "#" + encode(state.at(version, answers, ask=following.id))
            name = outcome.id if outcome else ""
            return "#" + encode(state.at(version, answers, outcome=name))

        def offer(choice: str, text: str, detail: str) -> Markup:
            return option_link(href(choice), text, detail, given.get(gate.id) == choice)

        denied = (
            paragraph("dt-hint", inline(denied_told(each)))
            for each in walked.denied
            if each.gate is gate
        )
        return self._gate(gate, walked.offered(gate), offer, above=join(denied), asked=asked)

    def _gate(
        self,
        gate: Gate,
        offered: Iterable[GateOption],
        offer: Callable[[str, str, str], Markup],
        *more: Markup,
        above: str = "",
        asked: bool = False,
    ) -> Markup:
        """One gate: `offer` makes the link of an answer from its id, its text and its detail, and
        `above` stands above the links."""
        unsure = offer(NOT_SURE, NOT_SURE_NAME, f"This counts as a gap. Ask: {gate.role}")
        options = (offer(each.id, each.text, each.detail) for each in offered)
        heading: dict[str, str | bool] = {"id": f"g-{gate.id}", "tabindex": "-1"}
        return element(
            "section",
            {"class": "dt-gate", "aria-labelledby": f"g-{gate.id}"},
            element("h3", {**heading, "data-arrive": True} if asked else heading, gate.ask),
            above,
            element(
                "ul",
                {"class": "dt-options"},
                *(element("li", None, option) for option in (*options, unsure)),
            ),
            self._why(gate, *self._heard(gate.id)),
            *more,
        )

    def _result_page(self, state: State, walked: Walk, today: str) -> Page:
        outcome = walked.outcome
        heading = outcome.title if outcome else "Not settled yet"
        lean = outcome.lean if outcome else "neither"
        old = aged(self.guide.tree, state, walked)
        body = settled(self.parts, state, walked, outcome, old, today) if outcome else None
        section = element(
            "section",
            {"class": f"dt-card dt-outcome dt-lean-{lean}"},
            body or unsettled(self.parts, state, walked, old),
            self._nav(state, walked, walked.answers),
        )
        around = (contents(), shares()) if outcome else ()
        above = self._above(state, old)
        html = join((above, section, self._beside(state, walked, *around)))
        return Page(html, heading, _ahead(html))

    def _above(self, state: State, old: Aged | None, left: int = 0) -> Markup:
        """What is said above a page on which at most `left` questions are still asked: of a link
        `old` says what became."""
        told = aged_note(old, state, self.guide.tree, self.root, left)
        return join((notes_list(state.notes), told))

    def _changed(self, state: State, was: Walk, answers: tuple[Answer, ...]) -> str:
        """The address once `answers` take the place of those of `was`. Answers to gates are about
        the outcome that was, and stay with it. What was answered holds for questions in the same
        words that now take their place."""
        answers = tuple(carried(self.guide.tree, dict(answers)).items())
        now = walk(self.guide.tree, dict(answers))
        if was.outcome and now.outcome is not was.outcome:
            answers = tuple(pair for pair in answers if pair[0] not in self.guide.tree.gate_by_id)
        return self._after(state, answers)

    def _after(self, state: State, answers: tuple[Answer, ...]) -> str:
        """The address once `answers` are given; answers off the path go when a result is shown."""
        walked = walk(self.guide.tree, dict(answers))
        if walked.next is not None:
            on_path = dict(walked.answers)
            aside = tuple(pair for pair in answers if pair[0] not in on_path)
            return "#" + encode(state.at(self.guide.tree.version, (*walked.answers, *aside)))
        outcome = walked.outcome.id if walked.outcome else ""
        return "#" + encode(state.at(self.guide.tree.version, walked.answers, outcome=outcome))

    def _beside(self, state: State, walked: Walk, *around: Markup) -> Markup:
        """What stands at the side of a wide window: contents first, then the answers, then the
        rest of `around`."""
        answers = self._answers(state, walked)
        parts = (*around[:1], answers, *around[1:])
        return element("div", {"class": "dt-beside"}, *parts) if answers else Markup("")

    def _answers(self, state: State, walked: Walk) -> Markup:
        if not walked.asked:
            return Markup("")
        items = (self._answer(state, walked, question, option) for question, option in walked.asked)
        return element(
            "section",
            {"class": "dt-answers", "aria-label": "Your answers so far"},
            element("h3", {"id": ANSWERS, "tabindex": "-1"}, "Your answers so far"),
            listing(items, "ol"),
        )

    def _answer(
        self, state: State, walked: Walk, question: Question, option: Option | None
    ) -> Markup:
        label = label_of(walked, question)
        again = state.at(self.guide.tree.version, state.answers, ask=question.id)
        attributes: dict[str, str | bool] = {
            "class": "dt-change",
            "href": "#" + encode(again),
            "aria-label": f"Change your answer on {label}",
        }
        said = answer_name(option)
        return join(
            (
                element("span", {"class": "dt-answer-label"}, label),
                " ",
                element("span", {"class": "dt-answer-text"}, said),
                " ",
                element("a", attributes, "Change"),
            )
        )

    def _nav(self, state: State, walked: Walk, before: tuple[Answer, ...]) -> Markup:
        if not before:
            return Markup("")
        version = self.guide.tree.version
        back = state.at(version, state.answers, ask=before[-1][0])
        stop = state.at(version, state.answers, ask=RESULT)
        early = walked.next is not None and state.ask != RESULT
        return paragraph(
            "dt-nav",
            state_link("dt-back", back, "Back"),
            " ",
            state_link("dt-restart", state.at(version, ()), "Start again"),
            " ",
            state_link("dt-stop", stop, "Show what is still possible") if early else "",
        )

    # -- parts that both share ---------------------------------------------------------------

    def _options(
        self, question: Question, href: Callable[[Option], str], chosen: str = ""
    ) -> Iterable[Markup]:
        return (
            element(
                "li",
                None,
                option_link(
                    href(option),
                    option.text,
                    option.detail,
                    option.id == chosen,
                    {"data-answer": f"{question.id}={option.id}"},
                ),
            )
            for option in question.options
        )

    def _why(self, question: Question | Gate, *heard: Markup) -> Markup:
        """Why something is asked, what was `heard` of the answers, and who can answer."""
        return element(
            "details",
            {"class": "dt-why"},
            element("summary", None, "Why we ask"),
            paragraph("", inline(question.why), self.parts.marker(question.claims)),
            *heard,
            paragraph("dt-role", f"Who can answer: {question.role}."),
        )

    def _heard(self, question_id: str) -> tuple[Markup, ...]:
        """What people say about an answer to this question, and what is true of it."""
        reasons = self.parts.reasons(question_id)
        told = listing(map(self.parts.reason, reasons))
        return (paragraph("dt-hint", f"{_HEARD}:"), told) if reasons else ()

    def _heard_elsewhere(self, question_id: str) -> tuple[Markup, ...]:
        """The way to the same, for the page without the engine: all of it would be a twentieth of
        what that sends."""
        told = paragraph("dt-hint", link("", f"{self.root}{REASONS}", _HEARD))
        return (told,) if self.parts.reasons(question_id) else ()

    def _gates_of(self, gates: tuple[Gate, ...]) -> tuple[Markup, ...]:
        items = (to_gate("", gate, gate.ask) for gate in gates)
        return (element("h3", None, "Gates before production"), listing(items)) if gates else ()


def _not_sure(
    question: Question, href: str, chosen: bool = False, more: Attributes | None = None
) -> Markup:
    """The answer that keeps every branch open."""
    told = f"We keep every branch open. Ask: {question.role}"
    return option_link(href, NOT_SURE_NAME, told, chosen, more)


def _unsure(answers: tuple[Answer, ...]) -> bool:
    """Whether one of these is “not sure”, after which other ways stay open."""
    return any(choice == NOT_SURE for _, choice in answers)


def _rechecked(old: Aged | None) -> tuple[Markup, ...]:
    """Beside a question that an old link is asked today: what the link said. Why stands above, and
    on a phone out of sight."""
    if old is None or old.same or old.now or old.by_hand:
        return ()
    return (paragraph("dt-hint", f"Your link said: {old.then}. Today this is asked too."),)


def _rest(kept: tuple[Answer, ...], before: tuple[Answer, ...]) -> tuple[Answer, ...]:
    return tuple(pair for pair in kept if pair not in before)


def _ahead(html: Markup) -> tuple[str, ...]:
    """The states one click away, answers first: that is the order of the page."""
    states = (fragment for fragment in fragments(html) if fragment.startswith("v="))
    return tuple(islice(states, MOST_AHEAD))


def _meter(done: int, most: int) -> Markup:
    return element(
        "progress", {"value": str(done), "max": str(most), "aria-label": "Progress to a result"}
    )


def _position(number: int, most: int) -> str:
    """Which question this is of how many: `number` counts from 1."""
    return f"Question {number} of {'' if number == most else 'at most '}{most}"


def _at_most(count: int) -> str:
    """How many questions there are with this one, in a line of the live page's length: on a phone
    a second line would move what stands below when the engine comes."""
    return "The last question" if count == 1 else f"At most {count} questions to the result"
