// @ts-check
// Runs the theme's script with the first sign of a reader, as the quiz does with its engine. Pages are
// whole without it: it brings the search and puts a page in place of another, and costs a phone more
// time than all else on a page. Its address is on this module's own tag; when it ran, the document
// hears of it by the event “theme”.

const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];
const given = document.querySelector("script[data-then]")?.getAttribute("data-then");
const seen = new AbortController();

/** @param {Event} sign */
function run(sign) {
  seen.abort();
  if (!given) return;
  const script = document.createElement("script");
  script.src = given;
  script.onload = () => {
    document.dispatchEvent(new Event("theme"));
    // A shortcut of the theme's was the sign itself, and is pressed once for the theme to hear.
    if (sign instanceof KeyboardEvent) dispatchEvent(new KeyboardEvent(sign.type, sign));
  };
  document.body.append(script);
}

// The theme fetches a page anew at the first link into it and at the first way back from one, and loses
// the jump where that takes longer than its own start. Until it has put a page in place of this one,
// both stay with the browser.
const here = location.pathname + location.search;
let moved = false;

document.addEventListener("theme", () => {
  /** @type {any} */ (window).location$.subscribe(() => (moved = true));
});

document.addEventListener(
  "click",
  ({ target }) => {
    const link = target instanceof Element ? target.closest("a") : null;
    if (moved || !link || link.origin !== location.origin) return;
    // The theme closes its menu and its search when the fragment changes, and only then.
    const within = link.pathname + link.search === here && link.hash && link.hash !== location.hash;
    if (within) link.target ||= "_self"; // the theme leaves a link alone that says where it opens
  },
  { capture: true },
);

addEventListener(
  "popstate",
  (event) => {
    if (!moved && location.pathname + location.search === here) event.stopImmediatePropagation();
  },
  { capture: true },
);

for (const sign of SIGNS) addEventListener(sign, run, { signal: seen.signal, capture: true, passive: true });
