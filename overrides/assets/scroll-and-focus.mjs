// @ts-check
// Where a reader stands on a page whose content changes under them: who comes to what an address
// names has it in the window and has the focus there, who comes back is where they were, and what
// arrives later moves nothing that is being read.

export class Place {
  /** Whether the reader comes to what the address names. */ arriving = false;
  /** @type {number | undefined} how far down the reader was before, or was put by this */ before;
  /** Whether the reader has scrolled, tapped or typed since they came. */ acted = false;
  /** The mark of the link by which the reader left, who comes back now. */ left = "";

  /** @param {HTMLElement} quiz */
  constructor(quiz) {
    this.quiz = quiz;
    // The browser scrolls by itself too: to where a reader was, and with what comes above them.
    for (const act of ["wheel", "touchmove", "pointerdown", "keydown"])
      addEventListener(act, () => (this.acted = true), { passive: true });
  }

  /** The reader comes to what the address names, or comes back to it. @param {boolean} named @param {number | undefined} scrolled
   * @param {string} [left] the mark of the link by which they left it */
  reached(named, scrolled, left = "") {
    this.before = named ? scrolled : undefined;
    this.acted = false;
    this.left = named ? left : "";
    this.arriving = named && this.before === undefined;
  }

  /** Whether the reader comes to what the address names, and was not put there yet. */
  comes() {
    return this.arriving && this.before === undefined;
  }

  /** Whether the reader is still to be put in their place. */
  open() {
    return this.arriving || this.before !== undefined;
  }

  /** Give the heading the focus. Who comes to it has it in the window, below what sticks to its top; who
   * comes back is where they were, at the link by which they left. @param {Element} within */
  stand(within) {
    /** @type {HTMLElement | null} */
    const heading = within.querySelector("[data-arrive]") ?? within.querySelector("h2");
    const link = this.left ? marked(this.left, within) : null;
    const stop = link?.checkVisibility() ? link : heading;
    const focus = () => stop?.focus({ preventScroll: true });
    focus();
    // Chromium goes to the part that an address names a moment later, and lets go of the focus.
    requestAnimationFrame(() => document.activeElement === document.body && focus());
    if (this.arriving && heading) {
      const said = note(within) ?? note(within.parentElement, ":scope > ");
      const told = [said, heading].filter((each) => each !== null);
      if (!told.every(inSight)) this.quiz.scrollIntoView();
      if (!inSight(heading)) heading.scrollIntoView();
      if (endsBelow(heading.nextElementSibling)) (said ?? heading).scrollIntoView(); // so that more of its answers are seen
      this.before = scrollY;
    } else if (this.before !== undefined) {
      scrollTo(0, this.before);
      if (!heading || !covered(heading)) return;
      heading.scrollIntoView();
      this.before = scrollY;
    }
  }

  /** While nothing else is there, the reader is at what says that it comes. @param {HTMLElement} notice */
  wait(notice) {
    notice.tabIndex = -1;
    notice.focus({ preventScroll: true });
    if (!inSight(notice)) notice.scrollIntoView();
    this.before = scrollY;
  }

  /** The reader stays at what they answered, and sees what is said of it. @param {Element} within */
  stay(within) {
    /** @type {HTMLElement | null} */
    const answer = within.querySelector(".is-current [aria-current]");
    answer?.focus({ preventScroll: true });
    within.querySelector(".is-current > .dt-waits")?.scrollIntoView({ block: "nearest" });
    this.before = scrollY;
  }

  /** Whether the reader has gone on from where the static page put them. */
  wentOn() {
    const focus = document.activeElement;
    if (focus && focus !== document.body && !this.quiz.contains(focus)) return true;
    const lowest = document.documentElement.scrollHeight - innerHeight;
    if (this.before === undefined || !this.acted) return false;
    return Math.abs(scrollY - Math.min(this.before, lowest)) > 1;
  }

  /** The reader is where they should be: what comes later moves nothing. */
  settled() {
    this.arriving = false;
    this.before = undefined;
    this.left = "";
  }
}

const PIECES = "h2, h3, h4, p, li, dt, dd"; // a heading in a summary says the same as the summary

/** The element of `within` that is of the same sort and says the same, or that and more: how a case was
 * answered is told behind its words. Where a text is copied by hand, there is one such place. @param {Element} element @param {Element} within */
export function twin(element, within) {
  /** @type {HTMLElement[]} */
  const all = [...within.querySelectorAll(element.localName)].filter((each) => each instanceof HTMLElement);
  if (element.matches(".dt-by-hand")) return all.find((each) => each.matches(".dt-by-hand"));
  const said = element.textContent ?? "";
  const more = all.filter((each) => said && each.textContent?.startsWith(said));
  return more.find((each) => each.textContent === said) ?? more[0];
}

/** What finds a link again among those of its page: how many come before it that lead to the same place, and
 * where it leads. @param {HTMLAnchorElement} link */
export function mark(link) {
  const href = link.getAttribute("href") ?? "";
  return `${alike(href, link.closest(".dt-static > section, .dt-live")).indexOf(link)} ${href}`;
}

/** Whether the link with this mark leads to another state of its own page. @param {string} [mark] */
export function within(mark) {
  return mark?.includes(" #");
}

/** The link with this mark; the first that leads there, where there are fewer now.
 * @param {string} mark @param {Element} within */
function marked(mark, within) {
  const [place = "", href = ""] = mark.split(" ");
  const all = alike(href, within);
  return all[Number(place)] ?? all[0];
}

/** The links that lead to this place. @param {string} href @param {Element | null} within */
function alike(href, within) {
  /** @type {HTMLAnchorElement[]} */
  return [...(within?.querySelectorAll("a") ?? [])].filter((each) => each.getAttribute("href") === href);
}

/** What is asked or found here. @param {Element} within */
export function headed(within) {
  return within.querySelector("h2")?.textContent;
}

/** The pieces of text that one sees, by what they say: what is said twice leads nowhere. @param {Element} within */
function landmarks(within) {
  const pieces = [...within.querySelectorAll(PIECES)].filter((each) => each.checkVisibility());
  /** @type {Map<string | null, Element | null>} */
  const found = new Map();
  for (const each of pieces) found.set(each.textContent, found.has(each.textContent) ? null : each);
  return found;
}

/** The pieces of text of which one sees a part, and where they begin; of items, which can hold more than text,
 * those that begin in the window. @param {Element} within */
export function inWindow(within) {
  const header = document.querySelector(".md-header")?.clientHeight ?? 0;
  return [...landmarks(within)]
    .map(([said, each]) => ({ said, item: each?.localName === "li", place: each?.getBoundingClientRect() }))
    .map(({ said, item, place: { top, bottom } = new DOMRect(0, -1) }) => ({ said, top, seen: item ? top : bottom }))
    .filter(({ top, seen }) => seen >= header && top < innerHeight);
}

/** Scroll so that the first of these pieces that `within` has too stands where it stood.
 * @param {{said: string | null, top: number}[]} seen @param {Element} within */
export function hold(seen, within) {
  const here = seen.length ? landmarks(within) : new Map();
  const first = seen.find(({ said }) => here.get(said));
  const now = first && here.get(first.said)?.getBoundingClientRect().top;
  if (now !== undefined && now !== first?.top) scrollBy(0, now - (first?.top ?? 0));
}

/** What is said of the link above what it leads to. @param {Element | null} within @param {string} [at] where in there
 * @returns {HTMLElement | null} */
export function note(within, at = "") {
  return within?.querySelector(`${at}:is(.dt-notes:not([hidden]), .dt-aged)`) ?? null;
}

/** Whether one sees the heading and the beginning of what follows it. @param {HTMLElement} heading */
function inSight(heading) {
  const { top, bottom } = heading.getBoundingClientRect();
  const header = document.querySelector(".md-header")?.clientHeight ?? 0;
  return top >= header && bottom <= innerHeight * 0.7;
}

/** Whether the header stands on a part of the heading. @param {HTMLElement} heading */
function covered(heading) {
  const { top, bottom } = heading.getBoundingClientRect();
  const header = document.querySelector(".md-header")?.clientHeight ?? 0;
  return top < header && bottom > header;
}

/** Whether these are answers, and the last ones are below the window. @param {Element | null} answers */
function endsBelow(answers) {
  return answers?.matches(".dt-options") && answers.getBoundingClientRect().bottom > innerHeight;
}
