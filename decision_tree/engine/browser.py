"""The one narrow way into the engine from JavaScript: text goes in, text comes out.

`render` turns an address into HTML, `record` makes the decision record with what people typed. Both
are pure: the page keeps the state, and the browser does the copying, saving and printing. Practice
and incidents are content that few readers need, so each is brought when its pages are. What
practice keeps between visits is text that the page gives with each call and stores as it is told.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import reduce
from zlib import crc32

from .chat import chat_text
from .codec import extended, guide_from_data, to_data
from .decide_page import Page, View
from .html_parts import Parts
from .incident.page import IncidentView
from .incident.written_plan import plan_data, plan_markdown, plan_parts, typed_plan
from .link import decode
from .model import Guide
from .practice.attempt import (
    DRILL,
    SCENARIO,
    SUMMARY,
    decode_attempt,
    encode_attempt,
    keep_attempt,
    progress_text,
    read_progress,
)
from .practice.grading import gradings, summary, summary_markdown
from .practice.pages import PracticeView
from .practice.room_address import room_address
from .practice.room_lines import with_name
from .practice.room_page import room_page
from .practice.workshop import WorkshopView, run_sheet
from .practice.workshop_address import decode_workshop, encode_workshop, for_room, setting
from .reconcile import form_fragment, join_fragments, reconcile_page, typed_fragments
from .record import Typed, file_name, on_paper, printed, record_data, record_markdown
from .source_marks import sent

__all__ = ["Engine", "start"]


class Engine:
    """Renders the pages of one guide; `root` leads from the page it is on to the site's root."""

    def __init__(self, guide: Guide, root: str) -> None:
        self._root = root
        self._open(guide)

    def _open(self, guide: Guide) -> None:
        root = self._root
        self._guide = guide
        self._view = View(guide, root)
        self._pages: dict[str, Callable[[str, str], Page]] = {
            "reconcile": lambda fragment, _: self._reconcile(fragment),
            "practice": PracticeView(guide, SCENARIO, root).page,
            "drills": PracticeView(guide, DRILL, root).page,
            "room": lambda fragment, _: room_page(Parts(self._guide, root), fragment),
            "workshop": WorkshopView(guide, root).page,
            "incident": IncidentView(guide, root).page,
        }

    def bring(self, *contents_json: str) -> str:
        """Take in what only some pages need, which the build wrote as JSON; returns "".

        Until then the pages of practice, and that of an incident, have nothing to list.
        """
        self._open(reduce(extended, map(json.loads, contents_json), self._guide))
        return ""

    def page(self, fragment: str, today: str = "") -> Page:
        """What the quiz's address ending in `fragment` shows on the day `today`."""
        return self._view.page(decode(self._guide.tree, fragment), today)

    def _reconcile(self, fragment: str) -> Page:
        html, title = reconcile_page(Parts(self._guide, self._view.root), fragment)
        return Page(html, title, ())

    def render(self, fragment: str, kind: str = "decide", kept: str = "", today: str = "") -> str:
        """JSON `{"html", "title", "ahead"}`: what `fragment` shows, and the addresses one click
        away.

        `kind` is the sort of page: `decide`, which unknown ones count as, `reconcile`, `incident`,
        `practice` or `drills`; `kept` is the progress that practice kept. `today` is the reader's
        day, YYYY-MM-DD.
        """
        show = self._pages.get(kind)
        page = show(fragment, kept) if show else self.page(fragment, today)
        return json.dumps({"html": sent(page.html), "title": page.title, "ahead": page.ahead})

    def record(self, fragment: str, typed_json: str) -> str:
        """JSON `{"markdown", "json", "chat", "name", "link", "printed"}`: the record of the quiz's
        `fragment`, its few lines for a chat without the link, and what it says of itself at its
        foot on paper.

        `typed_json` holds the fields of `record.Typed`; others are ignored.
        """
        given = json.loads(typed_json)
        known = Typed.__dataclass_fields__
        typed = Typed(**{name: str(given[name]) for name in known if name in given})
        state = decode(self._guide.tree, fragment)
        data = record_data(self._guide, state, typed)
        return json.dumps(
            {
                "markdown": record_markdown(self._guide, state, typed),
                "json": json.dumps(data, indent=2, ensure_ascii=False) + "\n",
                "chat": chat_text(self._guide, state, typed),
                "name": file_name(self._guide, state, typed),
                "link": data["link"],
                "printed": printed(self._guide, state, typed),
            }
        )

    def keep(self, fragment: str, kept: str) -> str:
        """What is to be kept once the answer in `fragment` is added to the progress `kept`."""
        progress = read_progress(self._guide, kept)
        attempt, _ = decode_attempt(self._guide, fragment)
        return progress_text(keep_attempt(progress, attempt) if attempt else progress)

    def gradings(self, kind: str, case_id: str) -> str:
        """JSON list with a checksum of the feedback on every attempt at a case: for the test that
        Pyodide and CPython grade alike. `kind` is `scenario` or `drill`."""
        case = self._guide.cases(kind)[case_id]
        return json.dumps(
            [crc32(json.dumps(to_data(graded)).encode()) for graded in gradings(self._guide, case)]
        )

    def practice_record(self, fragment: str, typed_json: str) -> str:
        """JSON like that of `record`: the summary of what was kept; of a workshop's `fragment` its
        run sheet.

        `typed_json` holds `page`, the page's address, the `date`, `kept`, the progress, and `by`,
        a name for the link. Where that is asked for and empty, `linked` is what to say of a copy.
        """
        given = {name: str(value) for name, value in json.loads(typed_json).items()}
        page, day = given.get("page", ""), given.get("date", "")
        workshop, _ = decode_workshop(self._guide, fragment)
        attempt, _ = decode_attempt(self._guide, fragment)
        if workshop.cases and attempt is None:
            made = encode_workshop(for_room(self._guide, workshop))  # what is sent tells no answer
            return _record(run_sheet(self._guide, workshop), f"{day}-workshop", page, made)
        found = summary(self._guide, read_progress(self._guide, given.get("kept", "")).attempts)
        name = f"{day}-serving-contract-practice"
        by = with_name(given.get("by", ""))
        here = f"{encode_attempt(attempt)}{setting(workshop)}{by}" if attempt else SUMMARY
        unnamed = _UNNAMED if "by" in given and not by else ""
        return _record(summary_markdown(found, page), name, page, here, unnamed)

    def plan_record(self, fragment: str, typed_json: str) -> str:
        """JSON `{"markdown", "json", "name", "link", "printed", "parts"}`: the rollback plan of
        `fragment` with what was typed, and `parts` of the page, each a selector and the HTML to
        stand there.

        `typed_json` holds what `written_plan.typed_plan` takes; others are ignored. While a
        question is open, it is the JSON `{}`.
        """
        typed = {str(name): str(value) for name, value in json.loads(typed_json).items()}
        made = typed_plan(self._guide, fragment, typed)
        if made is None:
            return "{}"
        data = plan_data(self._guide, made)
        return json.dumps(
            {
                "markdown": plan_markdown(self._guide, made),
                "json": json.dumps(data, indent=2, ensure_ascii=False) + "\n",
                "name": made.file_name,
                "link": made.link,
                "printed": on_paper(made.date, made.link),
                "parts": plan_parts(self._guide, made),
            }
        )

    def reconcile_address(self, typed_json: str) -> str:
        """The fragment of the page that compares the links typed into its form."""
        return join_fragments(*typed_fragments(self._guide.tree, json.loads(typed_json)))

    def room_address(self, typed_json: str) -> str:
        """The fragment of the page with the results of a room, of what was typed into its form."""
        return room_address(self._guide, json.loads(typed_json))

    def reconcile_left(self, fragment: str, typed_json: str) -> str:
        """The fragment of what a reader at `fragment` leaves by comparing what was typed."""
        return form_fragment(self._guide.tree, fragment, self.reconcile_address(typed_json))


_UNNAMED = "The link is copied, without your name."


def _record(markdown: str, name: str, page: str, fragment: str, linked: str = "") -> str:
    made = {"markdown": markdown, "name": name, "link": f"{page}#{fragment}"}
    return json.dumps({**made, "linked": linked} if linked else made)


def start(guide_json: str, root: str) -> Engine:
    """The engine on the guide that the build wrote as `guide_json`; see `Engine` for `root`."""
    return Engine(guide_from_data(json.loads(guide_json)), root)
