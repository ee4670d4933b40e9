// @ts-check
// A reader's comforts: the link of a row or a heading is copied when it is followed, code and the
// text to cite have a button that copies them, and there is one for light and dark. Where the browser
// refuses to copy, the page says what to do. A link to a report says of what; one to a page that is not
// kept says so when there is no network.

import { copy } from "./clipboard.mjs";
import { keepNames, printLinks } from "./printed-address.mjs";

/** The line that says what happened; made when it is first needed. @returns {HTMLElement} */
function line() {
  const found = document.querySelector(".said");
  if (found instanceof HTMLElement) return found;
  const made = document.createElement("p");
  made.className = "said";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hiding;

/** @param {string} text */
function say(text) {
  const said = line();
  // A status that is filled in the same breath as it is made is not read aloud.
  requestAnimationFrame(() => (said.textContent = text));
  clearTimeout(hiding);
  hiding = setTimeout(() => (said.textContent = ""), 5000);
}

const BY_HAND = "The page could not copy the text. It is selected, so copy it by hand.";

/** @param {string} text @param {string} done @param {string} refused */
function copyOrSay(text, done, refused) {
  return copy(text, done, say, () => say(refused));
}

/** Put the Markdown of this page, which lies beside it, on the clipboard. @param {string} address */
async function copyPage(address) {
  const refused = "The page could not be copied. Open it as Markdown and copy it from there.";
  try {
    const got = await fetch(address);
    if (!got.ok) throw new Error(String(got.status));
    await copyOrSay(await got.text(), "The page is copied as Markdown.", refused);
  } catch {
    say(refused);
  }
}

/** Copy the code to which a link leads; where the browser refuses, go there. @param {HTMLAnchorElement} link @param {Event} event */
function copyFar(link, event) {
  const code = document.querySelector(`${link.hash} code`);
  if (!code) return;
  event.preventDefault();
  select(code);
  copy(code.textContent?.trim() ?? "", link.dataset.copies ?? "", say, () => {
    location.hash = link.hash;
    say(BY_HAND);
  });
}

/** @param {Element} within */
function select(within) {
  const selection = getSelection();
  selection?.removeAllRanges();
  const range = document.createRange();
  range.selectNodeContents(within);
  selection?.addRange(range);
}

document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const anchor = target.closest("a.dt-anchor, a.headerlink");
  if (anchor instanceof HTMLAnchorElement)
    copyOrSay(anchor.href, "The link is copied.", "The page could not copy the link. Copy it from the address bar.");
  const away = target.closest("a[href]");
  if (away instanceof HTMLAnchorElement && away.origin === location.origin && away.pathname !== location.pathname)
    if (!navigator.onLine && !away.target && !event.defaultPrevented) openKept(away, event);
  const copies = target.closest("a[data-copies]");
  if (copies instanceof HTMLAnchorElement) copyFar(copies, event);
  const past = target.closest("a.md-skip");
  if (past instanceof HTMLAnchorElement) {
    event.preventDefault();
    location.replace(past.hash); // the way past the header is no place to come back to
  }
  const turned = target.closest("[data-switch]");
  if (turned) turn(turned.getAttribute("data-switch") ?? "");
  const scheme = target.closest("[data-scheme]")?.getAttribute("data-scheme");
  if (scheme) dress(scheme);
  const button = target.closest("button.copy");
  const page = button?.getAttribute("data-page");
  if (page) return void copyPage(page);
  const text = button?.previousElementSibling;
  if (!text) return;
  select(text);
  copyOrSay(text.textContent?.trim() ?? "", "Copied.", BY_HAND);
});

/** Without a network, open only what is kept: the browser's own page of an error has no way back here. A page
 * is kept in a cache that has its address in the name, as assets/service-worker.js names it.
 * @param {HTMLAnchorElement} link @param {Event} event */
async function openKept(link, event) {
  const [to = ""] = link.href.split("#");
  event.preventDefault();
  const names = (await self.caches?.keys().catch(() => [])) ?? [];
  const pages = names.map((name) => name.split(" ")[1] ?? "").filter((page) => !page.endsWith("/assets/"));
  if (pages.includes(to)) return void (location.href = link.href);
  const kept = [...new Set(pages)].map((page) => page.slice(page.lastIndexOf("/", page.length - 2))).join(", ");
  say(`You are offline, and this page is not kept on this device. ${kept ? `Kept here: ${kept}` : "No page is."}`);
}

const REPORTS = "a.dt-report, .about-page a[rel=noopener]";
const LONGEST_ADDRESS = 2000; // letters: servers may refuse a longer one

/** Complete the address of a report before it is followed, copied or opened elsewhere: the page that writes
 * the report is told the place, the form of an issue the text. @param {Event} event */
function tellReport({ target }) {
  const link = target instanceof Element ? target.closest(REPORTS) : null;
  if (!(link instanceof HTMLAnchorElement)) return;
  const entry = link.closest("[id]");
  const to = new URL(link.href);
  if (location.hash.startsWith("#report=") && to.pathname === location.pathname) return; // it is written already
  if (to.origin !== location.origin) {
    const said = link.closest(".dt-report") && link.closest("p")?.previousElementSibling?.textContent;
    if (said) to.searchParams.set("says", said.replace(/\s*#?$/, ""));
    if (to.href.length < LONGEST_ADDRESS) link.href = to.href;
    return;
  }
  const statement = entry?.matches(".dt-note") ? link.closest("p")?.querySelector("a[href*='claims/#']") : null;
  const hash = entry?.matches(".dt-claim-entry") ? `#${entry.id}` : location.hash;
  const place = statement instanceof HTMLAnchorElement ? statement.href : location.href.split("#")[0] + hash;
  to.hash = `report=${encodeURIComponent(place.slice(new URL("../", to).href.length))}`;
  link.href = to.href;
}

for (const intent of ["pointerover", "focusin"]) document.addEventListener(intent, tellReport);

/** The theme's own checkbox for the menu or the search. @param {string} id */
function box(id) {
  return /** @type {HTMLInputElement | null} */ (document.getElementById(id));
}

/** Do what the theme's label for the menu or the search does. @param {string} id */
function turn(id) {
  /** @type {HTMLElement | null} */
  const label = document.querySelector(`.md-header label[for="${id}"]`);
  label?.click();
  if (!box(id)?.checked) return;
  const first = id === "__drawer" ? ".md-nav--primary a[href]" : ".md-search__input";
  /** @type {HTMLElement | null} */
  const stop = document.querySelector(first);
  stop?.focus();
}

// A narrow window folds the search away, and the theme's keys for it would do nothing there.
document.addEventListener("keydown", (event) => {
  if (!["/", "f", "s"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
  if (box("__search")?.checked || !document.querySelector("[data-switch=__search]")?.checkVisibility()) return;
  event.preventDefault(); // the field, which has the focus now, would take it
  turn("__search");
});

/** Light or dark, for this page and for later ones. @param {string} scheme */
function dress(scheme) {
  const before = document.body.dataset.mdColorScheme;
  for (const each of [document.documentElement, document.body]) each.dataset.mdColorScheme = scheme;
  /** @type {HTMLElement | null} */
  const back = document.querySelector(`.md-header [data-scheme="${before}"]`);
  back?.focus(); // the button that was pressed is gone
  try {
    /** @type {any} */ (window).__md_set("__palette", { color: { scheme } });
  } catch {} // nothing may be kept here
}

document.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  const button = document.querySelector(`[data-switch="${target.id}"]`);
  button?.setAttribute("aria-expanded", String(target.checked));
});

// The theme's search hears keys only: what is pasted with the mouse, dropped or spoken is not looked for.
document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement && target.matches(".md-search__input"))
    target.dispatchEvent(new KeyboardEvent("keyup"));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") for (const id of ["__drawer", "__search"]) if (box(id)?.checked) shut(id);
});

// A link from the menu into this page leaves the page where it is, so the menu is closed for it.
document.addEventListener("click", ({ target }) => {
  const link = target instanceof Element ? target.closest(".md-nav--primary a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || !link.hash || link.pathname !== location.pathname) return;
  if (box("__drawer")?.checked) turn("__drawer");
});

/** Close the menu or the search, and go back to its button where a window has one. @param {string} id */
function shut(id) {
  turn(id);
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  /** @type {HTMLElement | null} */
  const button = document.querySelector(`[data-switch="${id}"]`);
  button?.focus();
}

/** Let keys scroll the code that is wider than its place, as the theme will. */
function reachCode() {
  const wide = [...document.querySelectorAll(".md-typeset pre > code")].filter(
    (block) => block.scrollWidth > block.clientWidth,
  );
  for (const block of wide) block.setAttribute("tabindex", "0");
}

/** Give each block of code, and the text to cite, a button that copies it. */
function addButtons() {
  for (const block of document.querySelectorAll(".md-typeset pre > code, .cite")) {
    if (block.nextElementSibling?.matches("button.copy")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    block.after(button);
  }
}

/** Go on to where the text of an old address is now. */
function follow() {
  // The browser may not have taken the fragment for the target yet.
  const moved = document.getElementById(location.hash.slice(1));
  const link = moved?.closest("[data-moved]") && moved.querySelector("a");
  if (link) location.replace(link.href);
}

/** Open what the address points into, and what is folded in the row that it names, however the reader came
 * to it. */
function unfold() {
  const target = document.getElementById(location.hash.slice(1));
  let opened = false;
  for (let fold = target?.closest("details:not([open])"); fold; opened = true) {
    /** @type {HTMLDetailsElement} */ (fold).open = true;
    fold = fold.parentElement?.closest("details:not([open])");
  }
  for (const fold of target?.closest("tr")?.querySelectorAll("details") ?? []) {
    fold.open = true;
    opened = true;
  }
  if (opened) target?.scrollIntoView();
}

addEventListener("hashchange", unfold);
addEventListener("hashchange", follow);

/** @type {HTMLDetailsElement[]} */
let folded = [];

// On paper nothing can be opened, and the theme, which opens it, may not be there yet.
addEventListener("beforeprint", () => {
  // Of a result is printed what its reader opened: the rest would fill four more pages.
  folded = [...document.querySelectorAll("details")].filter((each) => !each.open && !each.closest(".dt-outcome"));
  for (const each of folded) each.open = true;
});
addEventListener("beforeprint", printLinks);
addEventListener("beforeprint", keepNames);
addEventListener("afterprint", () => {
  for (const each of folded) each.open = false;
});

class GuidePrint extends HTMLElement {
  connectedCallback() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "print";
    button.textContent = "Print this page";
    button.onclick = () => print();
    this.replaceChildren(button);
  }
}

customElements.define("guide-print", GuidePrint);

reachCode();
addButtons();
unfold();
follow();
