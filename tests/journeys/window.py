"""Where a reader is: which heading stands in the window, what has the focus, how far the page is
scrolled."""

from __future__ import annotations

import re
from itertools import product

from playwright.sync_api import Locator, Page, expect

from decision_tree.engine.practice.attempt import SCENARIO, Attempt
from decision_tree.engine.practice.feedback import verdict
from decision_tree.engine.practice.grading import Grade, Mark
from tests.in_browser import painted

__all__ = [
    "ENGINE_MS",
    "FRAMES",
    "LIVE",
    "STATIC",
    "VERDICT",
    "as_high_as_a_thumb",
    "back",
    "has_focus",
    "in_window",
    "reads",
    "scrolls",
    "turns_the_wheel",
]

LIVE, STATIC = ".dt-live h2", ".dt-static h2:visible"
"""The heading of what the quiz shows, by its engine and without it."""

ENGINE_MS = 60_000
"""The longest that the engine may take to show its page on a busy machine."""

FRAMES = painted(5)
"""Wait until the page has painted five times: what was to move has moved."""

_PARTS = [Mark("", "", correct, "", "", (), ()) for correct in (True, False)]
_VERDICTS = {
    verdict(Grade(Attempt(SCENARIO, ""), "", marks))
    for parts in (1, 2, 3)
    for marks in product(_PARTS, repeat=parts)
}
VERDICT = re.compile(f"^({'|'.join(sorted(_VERDICTS))})")
"""What the heading of a graded answer begins with."""

_PLACE = """(heading) => {
  const { top, bottom } = heading.getBoundingClientRect();
  const header = document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0;
  return [top, bottom, header, innerHeight];
}"""

_WHERE_IT_WAS = """(left) => {
  const moved = scrollY - left;
  if (Math.abs(moved) <= 1) return true;
  // A notice that came in the meantime pushes all down, and the browser keeps what one looks at.
  const notice = document.querySelector(".dt-notice:not([hidden])");
  if (!notice) return false;
  const { marginTop, marginBottom } = getComputedStyle(notice);
  const whole = notice.offsetHeight + parseFloat(marginTop) + parseFloat(marginBottom);
  return moved >= notice.offsetHeight - 1 && moved <= whole + 1;
}"""


def in_window(heading: Locator) -> None:
    """All of `heading` is in the window, and the header at its top covers none of it."""
    top, bottom, header, height = heading.evaluate(_PLACE)
    said = f"“{heading.inner_text()}” is at {top:.0f} to {bottom:.0f}"
    assert header <= top, f"{said}, and the header ends at {header:.0f}"
    assert bottom <= height, f"{said}, and the window ends at {height:.0f}"


def has_focus(element: Locator) -> None:
    """`element` has the focus: the next Tab goes on from it, and a screen reader says it."""
    expect(element).to_be_focused()


def as_high_as_a_thumb(button: Locator) -> None:
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44


def scrolls(page: Page, piece: Locator, below: int = 200) -> None:
    """The reader scrolls by hand until `piece` is `below` pixels below the top of the window."""
    page.keyboard.press("Shift")
    piece.evaluate(
        "(it, below) => scrollTo(0, it.getBoundingClientRect().top + scrollY - below)", below
    )
    page.evaluate(FRAMES)


_AT_ITS_END = """(y) =>
  Math.abs(scrollY - Math.min(y, document.scrollingElement.scrollHeight - innerHeight)) <= 1"""


def turns_the_wheel(page: Page, pixels: int) -> None:
    """The reader turns the wheel once; the page has come to rest where that takes it."""
    before = page.evaluate("() => scrollY")
    page.mouse.wheel(0, pixels)
    page.wait_for_function(_AT_ITS_END, arg=before + pixels)


def reads(page: Page, text: str | re.Pattern[str], css: str = LIVE) -> None:
    """What the quiz shows is headed `text`; that heading is in the window and has the focus.

    The page before may have had the same heading; the focus was on what was pressed there, so the
    place is measured once the focus has come.
    """
    heading = page.locator(css).first
    expect(heading).to_have_text(text, timeout=ENGINE_MS)
    has_focus(heading)
    in_window(heading)


def back(page: Page, text: str | re.Pattern[str], left: float, css: str = LIVE) -> None:
    """Go back to what is headed `text`: it is scrolled as far as it was when it was left."""
    page.go_back(wait_until="commit")
    expect(page.locator(css).first).to_have_text(text, timeout=ENGINE_MS)
    page.wait_for_function(_WHERE_IT_WAS, arg=left)
