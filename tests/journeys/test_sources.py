"""Where a sentence comes from: the numbers after it, read with the eyes and with the keyboard."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from decision_tree.engine.model import Guide

from .readers import READERS, reading
from .test_result import opened

# Marks after which another follows with no word between: a second stop for one sentence.
SECOND = """() => [...document.querySelectorAll(".dt-claim + .dt-claim")]
  .filter((mark) => !mark.previousSibling.textContent.trim() || mark.previousSibling.nodeType === 1)
  .map((mark) => mark.parentElement.textContent.slice(0, 60))"""

# Marks whose name does not begin with what they show, and those that share a name with another
# note. Each section of the tree counts for itself, as its page does once the engine is there.
UNNAMED = """() => {
  const marks = [...document.querySelectorAll(".dt-claim")];
  const parts = [...document.querySelectorAll(".dt-static > section, .dt-live")];
  const part = (each) => parts.findIndex((within) => within.contains(each));
  const called = (each) => `${part(each)} ${each.ariaLabel}`;
  const notes = new Map(marks.map((each) => [called(each), each.getAttribute("popovertarget")]));
  return marks.filter((each) => !/^\\d+(, \\d+)*$/.test(each.textContent)
    || !each.ariaLabel.match(`^Sources? ${each.textContent}: `)
    || notes.get(called(each)) !== each.getAttribute("popovertarget"))
    .map((each) => [each.textContent, each.ariaLabel]);
}"""


def test_each_sentence_has_one_stop_and_its_name_tells_the_source(
    browser: Browser, address: str, pages_to_read: list[str]
) -> None:
    wrong, marks = {}, 0
    with reading(browser, address, READERS["mouse"]) as page:
        for name in pages_to_read:
            page.goto(name)
            wrong[name] = [*page.evaluate(SECOND), *page.evaluate(UNNAMED)]
            marks += page.locator(".dt-claim").count()
    assert not {name: each for name, each in wrong.items() if each}
    assert marks > 500


def test_a_result_counts_its_sources_from_one_and_opens_them_by_the_keyboard(
    browser: Browser, address: str, guide: Guide
) -> None:
    with reading(browser, address, READERS["keyboard"]) as page:
        opened(page, guide, "ray-serve")
        mark = page.locator(".dt-live .dt-answer .dt-claim")
        expect(mark).to_have_text("1, 2, 3")
        mark.focus()
        page.keyboard.press("Enter")
        note = page.locator(f"#{mark.get_attribute('popovertarget')}")
        expect(note).to_be_visible()
        assert note.locator("a[href*='claims/#']").count() == 3
        page.keyboard.press("Tab")
        expect(note.get_by_role("link").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(note).to_be_hidden()
        expect(mark).to_be_focused()
        assert not page.evaluate(SECOND)
        assert not page.evaluate(UNNAMED)
