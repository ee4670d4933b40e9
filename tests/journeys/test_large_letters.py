"""Reading with letters twice as large as a browser has them, on a desk: nothing is cut
off or lies on something else, and a result is not squeezed between what stands at its sides."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

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


def test_nothing_is_cut_off_and_a_result_keeps_most_of_the_width(
    browser: Browser, address: str, guide: Guide
) -> None:
    way = next(path for path in paths(guide.tree) if path.outcome == "kserve-llm-node")
    over = {}
    with reading(browser, address, DESK) as page:
        for name in ("", "decide/", link(guide, way), "incident/", "rollback/"):
            page.goto("about:blank")
            page.goto(name)
            if "#" in name:
                expect(page.locator(LIVE).first).to_be_visible(timeout=ENGINE_MS)
            page.evaluate(LETTERS, "200%")
            page.evaluate(FRAMES)
            over[name] = page.evaluate(OVER)
            if "#" in name:
                result, beside = page.evaluate(WIDTHS)
                assert result > beside * 1.5
    assert not {name: found for name, found in over.items() if found != [False, []]}
