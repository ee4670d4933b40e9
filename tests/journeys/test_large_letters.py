"""Reading with letters twice as large as a browser has them, on a desk: nothing is cut
off or lies on something else, and a result is not squeezed between what stands at its sides."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from decision_tree.engine.model import Guide
from decision_tree.engine.walk import paths

from .readers import READERS, reading
from .ways import link
from .window import ENGINE_MS, FRAMES, LIVE

DESK = READERS["mouse"]

LETTERS = "(size) => document.documentElement.style.setProperty('font-size', size)"

# What reaches over the edge of the card or page that it is in, by its first words.
OVER = """() => {
  const over = [];
  const kinds = "p, li, h1, h2, h3, dd, a, button, span";
  for (const each of document.querySelectorAll(`article :is(${kinds})`)) {
    const around = each.closest(".dt-card, .dt-answers, article");
    if (!each.checkVisibility() || each.closest(".dt-beside, svg, pre")) continue;
    const edge = around.getBoundingClientRect().right;
    const [box] = [...each.getClientRects()].sort((a, b) => b.right - a.right);
    if (box && Math.max(box.right, box.left + each.scrollWidth) > Math.min(edge, innerWidth) + 1)
      over.push(each.textContent.slice(0, 40));
  }
  return [document.documentElement.scrollWidth > innerWidth, over];
}"""

WIDTHS = """() => [".dt-outcome", ".dt-beside"].map((css) =>
  document.querySelector(`.dt-live > ${css}`).getBoundingClientRect().width)"""


def enlarged(page: Page, name: str) -> None:
    """Open this page anew, with letters twice as large; a result once the engine is there."""
    page.goto("about:blank")
    page.goto(name)
    if "#" in name:
        expect(page.locator(LIVE).first).to_be_visible(timeout=ENGINE_MS)
    page.evaluate(LETTERS, "200%")
    page.evaluate(FRAMES)


def test_nothing_is_cut_off_and_a_result_keeps_most_of_the_width(
    browser: Browser, address: str, guide: Guide
) -> None:
    way = next(path for path in paths(guide.tree) if path.outcome == "kserve-llm-node")
    over = {}
    with reading(browser, address, DESK) as page:
        for name in ("", "decide/", link(guide, way), "incident/", "rollback/"):
            enlarged(page, name)
            over[name] = page.evaluate(OVER)
            if "#" in name:
                result, beside = page.evaluate(WIDTHS)
                assert result > beside * 1.5
    assert not {name: found for name, found in over.items() if found != [False, []]}


# The name in the bar if it is cut, and headings of which a word is broken before a small letter.
CUT = """() => {
  const bar = [...document.querySelectorAll(".md-header__topic .md-ellipsis")].slice(0, 1);
  const cut = bar
    .filter((it) => it.scrollWidth > it.clientWidth || it.scrollHeight > it.clientHeight + 1)
    .map((it) => it.textContent.trim());
  const heads = [...document.querySelectorAll("article :is(h1, h2)")];
  for (const head of heads.filter((it) => it.checkVisibility())) {
    const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      for (const { index } of text.data.matchAll(/(?<=\\w)[a-z]/g)) {
        const [before, here] = [index - 1, index].map((at) => {
          const letter = document.createRange();
          letter.setStart(text, at);
          letter.setEnd(text, at + 1);
          return letter.getBoundingClientRect();
        });
        if (before.height && here.top > before.top + 2) cut.push(text.data);
      }
    }
  }
  return cut;
}"""


def test_on_a_phone_no_heading_breaks_a_word_and_the_name_in_the_bar_is_whole(
    browser: Browser, address: str, guide: Guide
) -> None:
    long = [each for each in guide.tree.outcomes if "InferenceService" in each.title]
    assert long
    ways = [next(path for path in paths(guide.tree) if path.outcome == each.id) for each in long]
    pages = [link(guide, way) for way in ways]
    pages += [f"o/{each.id}/" for each in long]
    cut = {}
    with reading(browser, address, READERS["finger"]) as page:
        for name in pages:
            enlarged(page, name)
            cut[name] = page.evaluate(CUT)
    assert not {name: found for name, found in cut.items() if found}
