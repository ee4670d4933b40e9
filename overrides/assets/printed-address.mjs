// @ts-check
// An address or a name on paper: somebody types it from there, so where a line of it ends tells nothing false.

/** What may end a line of an address: nobody takes one of these for a hyphen. */
const PARTS = /[^/&,]+[/&,]*|[/&,]+/g;

/** Say a text that ends in an address. The address goes on in the next line after `/`, `&` and `,` only: at
 * a hyphen, nobody would know whose it is.
 * @param {Element} place @param {string} text */
export function printAddress(place, text) {
  const start = text.lastIndexOf(" ") + 1;
  const parts = [...text.slice(start).matchAll(PARTS)].flatMap(([part]) => [span(part), document.createElement("wbr")]);
  place.replaceChildren(text.slice(0, start), ...parts);
}

/** Write its address beside each link of a case's sheet, which leads nowhere on paper. */
export function printLinks() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".dt-sheet li > a:not([href^='#'], .dt-claim)");
  for (const link of links) {
    if (link.nextElementSibling?.matches(".dt-address")) continue;
    const said = span("", "dt-address");
    printAddress(said, link.href);
    link.after(said);
  }
}

/** A name with a hyphen in it or in front of it. */
const NAME = /([\w./:@=~-]*-\w[\w./:@=~-]*)/;

/** A day, as the guide writes one. */
const DAY = /(\b\d{4}-\d\d-\d\d\b)/;

/** Keep each name in code and each day in one line: at the end of a line, nobody would know whose its hyphen is. */
export function keepNames() {
  for (const code of document.querySelectorAll(".md-typeset code")) keep(code, NAME);
  for (const part of document.querySelectorAll(".md-typeset")) keep(part, DAY);
}

/** @param {Element} within @param {RegExp} part what stays in one line */
function keep(within, part) {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    if (!part.test(text.data) || text.parentElement?.closest(".dt-name, .dt-address, svg, textarea, script")) continue;
    text.replaceWith(...text.data.split(part).map((said, place) => (place % 2 ? span(said, "dt-name") : said)));
  }
}

/** @param {string} text @param {string} [css] */
function span(text, css = "") {
  const made = document.createElement("span");
  made.textContent = text;
  made.className = css;
  return made;
}
