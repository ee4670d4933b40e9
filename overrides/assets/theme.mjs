// @ts-check
// Runs the theme's script with the first sign of a reader, as the quiz does with its engine. Pages are
// whole without it: it brings the search and puts a page in place of another, and costs a phone more
// time than all else on a page. Its address is on this module's own tag; when it ran, the document
// hears of it by the event “theme”. Until then, and where the theme counts on having been there from
// the start, its links and ways back are the browser's.

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
  const typed = sign?.target instanceof Element && sign.target.closest("input, select, textarea");
  if (sign instanceof KeyboardEvent && sign.key === "/" && !typed) sign.preventDefault(); // Firefox's own search
  await parsed; // so that the page is given to the theme once, and by us
  const script = document.createElement("script");
  script.src = address;
  script.onerror = () => wait(AGAIN);
  script.onload = () => {
    const before = history.state;
    setTimeout(() => begin(before, sign)); // a task of its own: running the script was one
  };
  document.body.append(script);
}

/** Give the theme, which just ran, the page that is here. @param {unknown} before what the history said
 * of it until then @param {Event} [sign] */
function begin(before, sign) {
  awaitNote(before);
  theme().document$.next(document); // it waits for the end of the parsing, which is long past
  theme().location$.subscribe(() => (moved = true));
  document.dispatchEvent(new Event("theme"));
  // A shortcut of the theme's was the sign itself, and is pressed once for the theme to hear.
  if (sign instanceof KeyboardEvent) dispatchEvent(new KeyboardEvent(sign.type, sign));
}

/** What the theme lets others use. */
function theme() {
  return /** @type {any} */ (window);
}

const here = location.pathname;
let listed = false; // the theme has the list of pages, with which it begins to follow links
let noted = false; // it has noted how far this page is scrolled, as it does once soon after its start
let moved = false; // it has put another page in place of this one

new PerformanceObserver((seen) => {
  if (seen.getEntries().some(({ name }) => name.endsWith("/sitemap.xml"))) setTimeout(() => (listed = true));
}).observe({ type: "resource", buffered: true });

/** @param {unknown} before what the history said of this page */
function awaitNote(before) {
  if (history.state === before) requestAnimationFrame(() => awaitNote(before));
  else noted = true;
}

/** Whether a link leads into the page that it stands on. @param {HTMLAnchorElement} link */
function within(link) {
  return link.pathname === location.pathname && link.search === location.search && link.hash !== "";
}

/** Shut the menu and the search, as the theme does when it follows a link. */
function shutAll() {
  /** @type {NodeListOf<HTMLInputElement>} */
  const open = document.querySelectorAll("[data-md-toggle]:checked");
  for (const box of open) box.click();
}

// The theme follows a link a second time when its list of pages comes after the click; on a page that it
// just asked for, its note stands for having been there before, and what the link names is not jumped to;
// and it fetches a page anew at the first link into it. It leaves alone what says where it opens.
document.addEventListener(
  "click",
  ({ target }) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (link?.origin !== location.origin) return;
    const inside = within(link) && !moved;
    if (inside || !listed || !noted) link.target ||= "_self";
    if (inside) shutAll();
  },
  { capture: true },
);

addEventListener(
  "popstate",
  (event) => {
    if (moved) return;
    // The first way back within a page would fetch it anew, too; and a page of before a reload is not here.
    if (location.pathname === here) event.stopImmediatePropagation();
    else if (!theme().document$) location.reload();
  },
  { capture: true },
);

// Enter in a search that is not there yet would leave the page.
document.addEventListener("submit", (event) => {
  if (event.target instanceof Element && event.target.closest(".md-search")) event.preventDefault();
});

// A link to a search opens it.
if (tag) new URLSearchParams(location.search).has("q") ? load() : wait(SIGNS);
