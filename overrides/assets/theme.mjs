// @ts-check
// Runs the theme's script with the first sign of a reader, as the quiz does with its engine. Pages are
// whole without it: it brings the search and the marks in the contents, and costs a phone more time than
// all else on a page. Its address is on this module's own tag.

const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];
const AGAIN = ["pointerdown", "keydown"]; // a pointer that moves would ask a hundred times
const tag = document.querySelector("script[data-then]");
const address = new URL(tag?.getAttribute("data-then") ?? "", location.href).href;
const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done, { once: true }));

/** @param {string[]} signs */
function wait(signs) {
  const seen = new AbortController();
  for (const each of signs) {
    const run = (/** @type {Event} */ sign) => (seen.abort(), load(sign));
    addEventListener(each, run, { signal: seen.signal, capture: true });
  }
}

/** @param {Event} [sign] */
async function load(sign) {
  /** @type {KeyboardEvent | undefined} the key that came before the theme could hear it */ let early;
  const hear = (/** @type {Event | undefined} */ event) => {
    if (!(event instanceof KeyboardEvent) || early?.key === "/") return;
    if (event.key.length > 1) return; // no letter: Enter is for what has the focus, and not for what has it then
    if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
    if (event.key === "/") event.preventDefault(); // Firefox's own search
    early = event;
  };
  hear(sign);
  const heard = new AbortController();
  addEventListener("keydown", hear, { signal: heard.signal, capture: true });
  await parsed; // so that the page is given to the theme once, and by us
  const script = document.createElement("script");
  script.src = address;
  script.onerror = () => (heard.abort(), wait(AGAIN));
  // A task of its own: running the script was one.
  script.onload = () => setTimeout(() => (heard.abort(), begin(early)));
  document.body.append(script);
}

/** Give the theme, which just ran, the page: it waits for the end of the parsing, which is long past.
 * It opens the folds around the address's target, and leads there: what a reader closed by now it shall find open.
 * @param {KeyboardEvent} [early] */
function begin(early) {
  const target = document.getElementById(location.hash.slice(1));
  const closed = [...document.querySelectorAll("details")].filter((each) => !each.open && each.contains(target));
  for (const each of closed) each.open = true;
  /** @type {any} */ (window).document$.next(document);
  for (const each of closed) each.open = false;
  // A shortcut of the theme's was the sign itself, or came meanwhile, and is pressed once for the theme to hear.
  if (early) dispatchEvent(new KeyboardEvent(early.type, early));
}

// Enter in a search that is not there yet would leave the page.
document.addEventListener("submit", (event) => {
  if (event.target instanceof Element && event.target.closest(".md-search")) event.preventDefault();
});

// Keys lead to every link below the field, shown or not: the ways on are there while nothing is found.
const [ways, found] = [document.querySelector(".search-ways"), document.querySelector(".md-search-result__list")];
const offer = () => (found?.childElementCount ? ways?.remove() : ways && found?.before(ways));
if (found) new MutationObserver(offer).observe(found, { childList: true });

// And Enter to the first: to none where nothing is found.
function enter(/** @type {KeyboardEvent} */ event) {
  if (event.key !== "Enter" || found?.childElementCount) return;
  if (!(event.target instanceof Element) || !event.target.closest(".md-search input")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}
addEventListener("keydown", enter, { capture: true });

// The name of a page that has none of the words itself stands above its rows that have: a key that leads
// down leads to these, as the eye does. The theme's own keys lead up to it, and around.
function down(/** @type {KeyboardEvent} */ event) {
  const at = document.activeElement;
  if (event.key !== "ArrowDown" || !found || !at?.closest(".md-search")) return;
  /** @type {NodeListOf<HTMLElement>} */
  const links = found.querySelectorAll(":not(details) > [href], summary, details[open] [href]");
  const stops = [...links];
  const below = stops.slice(stops.indexOf(/** @type {HTMLElement} */ (at)) + 1);
  const next = below.find((each) => each.querySelector("[data-md-score]")?.getAttribute("data-md-score") !== "0.00");
  if (!next) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  next.focus();
}
addEventListener("keydown", down, { capture: true });

// A link to a search opens it.
if (tag) new URLSearchParams(location.search).has("q") ? load() : wait(SIGNS);
