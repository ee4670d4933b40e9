// @ts-check
// An address on paper: somebody types it from there, so where a line of it ends tells nothing false.

/** What may end a line of an address: nobody takes one of these for a hyphen. */
const PARTS = /[^/&,]+[/&,]*|[/&,]+/g;

/** Say a text that ends in an address. The address goes on in the next line after `/`, `&` and `,` only: at
 * a hyphen, nobody would know whose it is.
 * @param {Element} place @param {string} text */
export function printAddress(place, text) {
  const start = text.lastIndexOf(" ") + 1;
  const parts = [...text.slice(start).matchAll(PARTS)].flatMap(([part]) => {
    const whole = document.createElement("span");
    whole.textContent = part;
    return [whole, document.createElement("wbr")];
  });
  place.replaceChildren(text.slice(0, start), ...parts);
}

/** Write its address beside each link of a case's sheet, which leads nowhere on paper. */
export function printLinks() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll(".dt-sheet li > a:not([href^='#'], .dt-claim)");
  for (const link of links) {
    if (link.nextElementSibling?.matches(".dt-address")) continue;
    const said = document.createElement("span");
    said.className = "dt-address";
    printAddress(said, link.href);
    link.after(said);
  }
}
