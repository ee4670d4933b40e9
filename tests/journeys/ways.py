"""Ways through the tree as readers go them: its questions, answers given one by one, its result."""

from __future__ import annotations

from playwright.sync_api import Page

from decision_tree.engine.link import State, encode
from decision_tree.engine.model import Guide
from decision_tree.engine.walk import Path

from .readers import Reader

__all__ = ["OPENING", "answer", "asked", "link", "open_home", "title"]

OPENING = ".dt-opening h2"
"""The first question, on the first page."""


def asked(guide: Guide, way: Path) -> list[str]:
    """The questions of `way`, as they are asked."""
    return [guide.tree.question_by_id[question].ask for question, _ in way.answers]


def title(guide: Guide, way: Path) -> str:
    """What the result of `way` is called."""
    return guide.tree.outcome_by_id[way.outcome].title


def link(guide: Guide, way: Path) -> str:
    """The address of the result of `way`, from the root of the site."""
    return f"decide/#{encode(State(guide.tree.version, way.answers, outcome=way.outcome))}"


def answer(page: Page, reader: Reader, pair: tuple[str, str]) -> float:
    """Give this answer where it is on offer; returns how far the page was scrolled."""
    return reader.press(page, page.locator(f'[data-answer="{"=".join(pair)}"]:visible').first)


def open_home(page: Page) -> None:
    """Open the first page and read it as far as the first question, until nothing more comes."""
    page.goto("")
    page.locator(OPENING).scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
