"""The buttons that copy, share, save and print: what each does, and what it is called."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from .markup import Attributes, Markup, element

__all__ = [
    "COPIED",
    "COPY",
    "COPY_ANSWER",
    "COPY_LINK",
    "KEEP_RESULT",
    "KEEP_SUMMARY",
    "PASS_ON",
    "PLAN",
    "ROOM_LINK",
    "ROOM_RESULTS",
    "RUN_SHEET",
    "button",
    "buttons",
]

COPY = "Copy"
COPIED = "Copied"
"""On the button of a command, and on the same button once the command is copied."""

COPY_LINK = "Copy link"
COPY_ANSWER = "Copy link to my answer"
_ROOM_LINK, _THIS_LINK = "Copy link for the room", "Copy this link"
"""What copies a link is called by which link it copies."""

PASS_ON = {
    "copy-link": COPY_LINK,
    "copy-chat": "Copy for chat",
    "copy-record": "Copy record",
    "share": "Share",
}
"""Below a result, and most again at its side. On a phone that can share, “Share” sends what is
copied for a chat, and the button for that is only below the fields of the record."""

KEEP_RESULT = {
    "download-record": "Download record",
    "download-json": "Download JSON",
    "print": "Print",
    "clear": "Clear these fields",
}
"""Below the fields of the record of a result."""

PLAN = {
    "copy-link": COPY_LINK,
    "copy-record": "Copy the plan",
    "download-record": "Download Markdown",
    "download-json": "Download JSON",
    "print": "Print",
}
"""Below a rollback plan."""

KEEP_SUMMARY = {"copy-record": "Copy summary", "download-record": "Download", "print": "Print"}
"""Below the summary of one's practice."""

ROOM_RESULTS = {"print": "Print"}
"""At the top of the results of a room."""

RUN_SHEET = {
    "print": "Print run sheet and answers",
    "copy-link": _ROOM_LINK,
    "copy-record": "Copy run sheet",
}
"""On the page of a workshop, for who runs it."""

ROOM_LINK = {"copy-link": _THIS_LINK}
"""On the same page, for who takes part."""


def buttons(labels: Mapping[str, str], wait: Collection[str] = ()) -> Markup:
    """Buttons by what they do, each with its label; those in `wait` say that they cannot yet."""
    made = (button(does, label, does in wait) for does, label in labels.items())
    return element("div", {"class": "dt-buttons"}, *made)


def button(does: str, label: str, wait: bool = False) -> Markup:
    """One button of a form; overrides/assets/record-form.mjs does what it says."""
    waits: Attributes = {"aria-disabled": "true"} if wait else {}
    return element("button", {"type": "button", "data-do": does, **waits}, label)
