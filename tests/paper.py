"""What a page is on paper, on the sizes of paper that people have, and where things stand on it."""

from __future__ import annotations

import re

from playwright.sync_api import Page

__all__ = ["SIZES", "most_pages", "places_of", "sheets_of"]

SIZES = ("A4", "Letter")


def most_pages(page: Page) -> int:
    """How many sheets of paper what `page` shows takes, on the size where it takes more."""
    return max(page.pdf(format=size).count(b"/Type /Page\n") for size in SIZES)


LINKED = """names => {
  document.getElementById("links-of-a-test")?.remove();
  const list = document.createElement("p");
  list.id = "links-of-a-test";
  for (const name of names) {
    const link = document.createElement("a");
    link.href = `#${name}`;
    link.textContent = name;
    list.append(link, " ");
  }
  const result = document.querySelector(".dt-live > .dt-outcome");
  (result ?? document.querySelector("article")).append(list);
}"""


def places_of(page: Page, size: str, names: list[str]) -> dict[str, tuple[int, float]]:
    """On which sheet of paper what has each of these ids begins, counted from 0, and how far from
    its left edge. A link to each is added at the end of the page: of what is linked to, the
    document says where it is."""
    page.evaluate(LINKED, names)
    text = page.pdf(format=size).decode("latin-1")
    sheets = re.findall(r"(\d+) 0 obj\n<</Type /Page\n", text)
    found = {
        name: (sheets.index(sheet), float(left))
        for name, sheet, left in re.findall(r"/(\S+) \[(\d+) 0 R /XYZ ([\d.]+) ", text)
    }
    return {name: found[name] for name in names}


def sheets_of(page: Page, size: str, names: list[str]) -> dict[str, int]:
    """On which sheet of paper what has each of these ids begins, counted from 0."""
    return {name: sheet for name, (sheet, _) in places_of(page, size, names).items()}
