// @ts-check
// <decision-quiz>: shows what the engine makes of the address. It moves bytes and HTML and decides
// nothing: which question follows, and what is recommended, comes from the engine or from the
// static sections, which the same engine wrote when the site was built.

import { Engine, fill, letGo, outdated } from "./engine.mjs";
import { tell } from "./loading.mjs";
import { printAddress } from "./printed-address.mjs";
import { pass, RecordForm } from "./record-form.mjs";
import { headed, hold, inWindow, mark, note as noteOn, Place, twin, within } from "./scroll-and-focus.mjs";
import { Sections } from "./sections.mjs";
import { keep, keeps, kept } from "./storage.mjs";
import { Taps } from "./taps.mjs";
import { Typed } from "./typed.mjs";

/** @typedef {import("./engine.mjs").Page} Page */
/** @type {Engine | undefined} */
let engine;

class DecisionQuiz extends HTMLElement {
  /** @type {HTMLElement} */ live;
  /** @type {HTMLElement} */ static;
  /** @type {HTMLElement} */ notice;
  /** @type {string} which page of the engine this shows */ kind = "";
  /** @type {string} what the title ends in */ suffix = "";
  /** @type {string} the page that stands here */ shown = "";
  /** @type {string} the address that this shows, while another part of the page has the browser's */ here = "";
  /** @type {string} the name under which the visitor's answers are kept */ keeps = "";
  /** @type {Sections} */ sections;
  /** @type {RecordForm} */ records;
  place = new Place(this);
  typed = new Typed();
  taps = new Taps();
  /** @type {string | undefined} the address by which the reader came from elsewhere */ opened;
  /** Whether the reader follows a link of this page. */ follows = false;
  /** Whether the page before this one in the history is one of this visit. */ moved = false;
  /** Whether a finger or button is down: what appears now would move what it is on. */ pressed = false;

  /** The record that the page holds ready, once it is made. */
  get record() {
    return this.records?.record;
  }

  connectedCallback() {
    this.live = /** @type {HTMLElement} */ (this.querySelector(".dt-live"));
    this.static = /** @type {HTMLElement} */ (this.querySelector(".dt-static"));
    this.notice = /** @type {HTMLElement} */ (this.querySelector(".dt-notice"));
    this.kind = this.dataset.kind ?? "";
    this.suffix = document.title;
    this.keeps = this.dataset.keeps ?? "";
    this.sections = new Sections(this.static, this.dataset.version ?? "", this.dataset.beside);
    this.records = new RecordForm(this.live, this.dataset.site ?? "");
    this.classList.add("is-enhanced");
    spell(this);
    offerToShare(this);
    this.addEventListener("click", (event) => this.clicked(/** @type {PointerEvent} */ (event)));
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("input", (event) => this.records.typed(event, engine, kept(this.keeps)));
    addEventListener("popstate", () => this.navigated()); // the browser scrolls after this, hashchange is later
    // The history of a page that is loaded anew keeps nothing that is written as it goes.
    addEventListener("scrollend", () => this.note(history.state?.left));
    addEventListener("pagehide", () => this.note(within(history.state?.left) ? "" : history.state?.left));
    // What appears while something is pressed waits until after the click. A finger enters as it
    // comes down, and no click follows one that moved.
    this.addEventListener("pointerenter", (event) => (this.pressed ||= event.pointerType === "touch"));
    this.addEventListener("pointerdown", (event) => (this.pressed = event.button === 0));
    for (const end of ["click", "pointercancel", "contextmenu", "keydown"])
      addEventListener(end, (event) => event.isTrusted && this.released()); // the theme clicks its own search
    addEventListener("pointerup", () => setTimeout(() => this.released(), 300));
    for (const intent of ["pointerenter", "pointerdown", "focusin", "touchstart"])
      this.addEventListener(intent, () => this.start(), { passive: true });
    addEventListener("scroll", () => this.near() && this.start(), { passive: true });
    this.opened = location.hash.slice(1);
    this.countTapped();
    this.navigated();
    if (kept(this.keeps)) this.start();
    if (this.dataset.site && self !== top) this.tellHeight();
  }

  /** What was answered before this script was there, which overrides/main.html noted, is answered. */
  countTapped() {
    /** @type {(HTMLAnchorElement | null)[]} */
    const tapped = /** @type {any} */ (window).tapped ?? [];
    /** @type {any} */ (window).tapped = undefined;
    const at = tapped.findLast(Boolean)?.hash;
    if (!at || at !== location.hash) return;
    this.follows = true;
    history.replaceState(null, "", `#${this.sections.answered(tapped)}`);
  }

  /** Tell the page around this one's frame how high it is, whenever that changes. */
  tellHeight() {
    const tell = () => parent.postMessage({ guide: "height", height: document.body.scrollHeight }, "*");
    new ResizeObserver(tell).observe(document.body);
  }

  start() {
    if (engine) return;
    engine = new Engine(new URL(this.dataset.runtime ?? "", location.href).href, this.dataset.root ?? "");
    engine.listeners.add(() => this.show());
    if (this.dataset.content) engine.bring(this.dataset.content.split(" "));
    this.show();
  }

  /** Whether the reader has scrolled to within half a screen of this. */
  near() {
    const { top, bottom } = this.getBoundingClientRect();
    return top < innerHeight * 1.5 && bottom > -innerHeight / 2;
  }

  fragment() {
    return this.elsewhere() ? this.here : location.hash.slice(1);
  }

  /** Whether the address belongs to something else on the page, such as a heading. */
  elsewhere() {
    const target = document.getElementById(location.hash.slice(1));
    return target !== null && !this.contains(target);
  }

  /** Write into the history how far the page is scrolled, what this shows and by which link the reader
   * leaves: an entry that holds this was seen before. @param {string} [left] */
  note(left = "") {
    history.replaceState({ scrolled: scrollY, here: this.here, left }, "");
  }

  /** Whether this is the form that stands in the page already: what was typed there stays. @param {string} fragment */
  blank(fragment) {
    return (this.kind === "reconcile" || this.kind === "room") && !fragment;
  }

  /** Whether the address asks for what the static page does not hold: it would show choices only to take
   * them away. The page names the words of such addresses, none where all are such. @param {string} fragment */
  waits(fragment) {
    const words = this.dataset.waits;
    const named = words === "" || words?.split(" ").some((word) => new URLSearchParams(fragment).has(word));
    return Boolean(named) && this.sections.asks(fragment);
  }

  /** Show what the address names, to who comes to it and to who comes back. */
  navigated() {
    const beside = this.elsewhere();
    const { scrolled, here = this.here, left } = history.state ?? {};
    this.here = beside ? here : this.fragment();
    const fragment = this.here;
    if (!beside && scrolled === undefined) this.opened = this.follows ? undefined : fragment;
    this.follows = false;
    this.classList.toggle("is-opened", fragment === this.opened && this.kind === "decide" && fragment !== "");
    const looking = self === top || document.hasFocus(); // and not at the page around this one's frame
    const named = this.sections.asks(fragment) || this.sections.named(fragment) !== null;
    this.place.reached(!beside && looking && named, scrolled, left);
    if (this.sections.asks(fragment)) this.start();
    this.show();
    if (scrolled === undefined || (left && !within(left))) this.note();
  }

  released() {
    if (this.pressed) requestAnimationFrame(() => ((this.pressed = false), this.show()));
  }

  show() {
    if (this.pressed) return;
    const fragment = this.fragment();
    const beside = !fragment && this.elsewhere();
    const written = beside || this.sections.named(fragment) || this.blank(fragment);
    const ready = engine?.state === "ready" && !written;
    const mine = kept(this.keeps);
    const page = engine?.page(this.kind, fragment, mine);
    if (ready && page) return this.showPage(fragment, page, mine);
    if (ready) engine?.ask(this.kind, fragment, mine);
    if (ready && !this.live.hidden) return; // the last page stays until the next is there
    this.showStatic(fragment);
    // Where nothing can be read meanwhile, it is said until the page is there, and not the engine alone.
    const { mine: loading = "" } = this.dataset; // who answered here before waits for these answers
    const words = mine ? { ...this.dataset, loading } : this.dataset;
    tell(this.notice, engine, words, this.static.hidden || (mine !== "" && !written));
    if (this.static.hidden && !this.notice.hidden && this.place.comes()) this.place.wait(this.notice);
  }

  /** @param {string} fragment @param {Page} page @param {string} mine what the page's visitor kept */
  showPage(fragment, page, mine) {
    const focus = document.activeElement;
    this.notice.hidden = keeps(this.keeps);
    if (!this.notice.hidden) this.notice.textContent = this.dataset.unkept ?? "";
    const shown = `${fragment} ${mine}`;
    if (this.shown === shown && !this.live.hidden && !this.place.arriving) return this.stays();
    if (this.live.hidden && this.place.wentOn()) this.place.settled();
    const focused = this.contains(focus);
    const same = focused ? (focus?.id ?? "") : "";
    const top = same ? (focus?.getBoundingClientRect().top ?? 0) : 0;
    const before = this.live.hidden ? this.static.querySelector("section.is-current") : null;
    const seen = before ? inWindow(before) : [];
    this.shown = shown;
    const typed = this.typed.taken(this.live.hidden ? this.static : this.live);
    const opened = [...this.live.querySelectorAll("details[open][id]")].map((each) => each.id);
    this.put(page.html);
    for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
    this.typed.given(this.live, typed);
    this.live.hidden = false;
    this.classList.remove("is-waiting", "is-lacking");
    if (before) this.unfold(before);
    this.static.hidden = true;
    this.frame();
    const told = this.place.open() && noteOn(this.live) !== null; // who has not read on sees it
    if (before && !told && headed(before) === headed(this.live)) hold(seen, this.live);
    document.title = fragment ? `${page.title} - ${this.suffix}` : this.suffix;
    engine?.prepare(this.kind, page, mine);
    this.records.renewed(engine, mine);
    if (before && headed(before) === headed(this.live)) this.records.carry(before);
    const asked = before?.matches(".dt-question") && headed(before) !== headed(this.live); // after “Not sure”
    const again = same ? document.getElementById(same) : focused && before && focus && !asked && twin(focus, this.live);
    if (again && !(before && told) && !this.place.left) again.focus({ preventScroll: true });
    else if (focused || this.place.open()) this.place.stand(this.live);
    // What one tapped stays under the finger, however much came above it.
    if (same && again && !before) scrollBy(0, again.getBoundingClientRect().top - top);
    this.place.settled();
  }

  /** The page that is shown is the one to show. Who went further down in it comes back to where they were. */
  stays() {
    if (this.place.open()) this.place.stand(this.live);
    this.place.settled();
  }

  /** Show what the engine made. After a click, what a result says below its reasons is laid out after the
   * frame that shows them. @param {string} html */
  put(html) {
    fill(this.live, html);
    spell(this.live);
    offerToShare(this.live);
    if (this.live.hidden || !this.place.arriving) return; // a reader may be far down in it: whole at once
    this.live.classList.add("is-new");
    requestAnimationFrame(() => setTimeout(() => this.live.classList.remove("is-new")));
  }

  /** What the reader opened of the static page is open in the live one. @param {Element} before */
  unfold(before) {
    for (const summary of before.querySelectorAll("details[open] > summary")) {
      const fold = twin(summary, this.live)?.parentElement;
      if (fold instanceof HTMLDetailsElement) fold.open = true;
    }
  }

  /** Let the page step back behind a result. By a class, since a selector that looks for a result would have
   * the whole page styled again with each click. */
  frame() {
    const result = this.live.hidden ? ".dt-static > .dt-outcome.is-current" : ".dt-live > .dt-outcome";
    this.closest("article, main")?.classList.toggle("has-result", this.querySelector(result) !== null);
    document.documentElement.removeAttribute("data-asked"); // the address is read
    this.taps.shows(this.fragment());
  }

  /** Without the engine the address keeps the answers all the same. @param {string} fragment */
  showStatic(fragment) {
    const [lacks, failed] = [this.waits(fragment), engine?.state === "failed"];
    const waits = lacks && !failed;
    this.live.hidden = true;
    this.static.hidden = waits;
    this.classList.toggle("is-waiting", waits);
    this.classList.toggle("is-lacking", lacks);
    const offered = lacks && this.querySelector(":scope > .dt-meanwhile > .dt-options");
    if (offered) this.sections.offer(offered, fragment);
    this.classList.toggle("is-bare", waits && new URLSearchParams(fragment).has(this.dataset.bare ?? ""));
    this.classList.toggle("is-alone", failed);
    document.title = this.suffix;
    const whole = fragment === "whole-tree";
    this.classList.toggle("is-whole", whole);
    const focused = this.contains(document.activeElement);
    const found = whole ? null : this.sections.find(fragment);
    const section = found?.section ?? null;
    const fresh = this.sections.show(section);
    if (found) this.sections.mark(fragment, found);
    this.sections.tellUnknown(fragment);
    /** @type {NodeListOf<HTMLElement>} */
    const waiting = this.static.querySelectorAll(".is-current > .dt-waits");
    for (const each of waiting) {
      const comes = found && this.sections.waits(fragment, found, each.dataset);
      tell(each, comes ? engine : undefined, each.dataset, true);
    }
    this.frame();
    /** @type {HTMLElement | null} */
    const form = section?.querySelector(".dt-keep") ?? null;
    const address = form?.querySelector(".dt-address");
    if (address) printAddress(address, this.link(form));
    if (found?.unsure && this.place.comes()) this.place.stay(this.static);
    if (section && !waits && (this.place.comes() || (focused && fresh))) this.place.stand(section);
  }

  /** A link to a state is followed by the browser; the rest is done here. @param {PointerEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest(".dt-retry")) return this.retry();
    const button = target.closest("button");
    if (button?.ariaDisabled === "true") return this.early(button);
    this.act(button?.dataset.do ?? button?.dataset.press ?? "", button?.dataset.of ?? "");
    if (button?.dataset.to !== undefined) this.lead(button, event);
    const link = target.closest("a");
    if (link?.matches(".dt-option") && this.taps.unread(event)) return event.preventDefault();
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.to) return this.lead(link, event);
    if (link.pathname !== location.pathname) return this.leave(link);
    this.note(link.matches(".dt-option") ? "" : mark(link)); // what was answered is read anew
    this.follows = link.hash !== location.hash;
    if (link.classList.contains("dt-restart")) this.records.forget();
    const keeps = link.dataset.keep !== undefined;
    if (!keeps && !this.static.contains(link)) return;
    event.preventDefault();
    if (link.dataset.back === "answer") return this.go(this.sections.before(this.fragment()));
    if (link.dataset.back !== undefined && this.moved) return history.back();
    const fragment = link.hash.slice(1);
    if (keeps) this.commit(fragment);
    else if (link.matches(".dt-to-result")) this.go(this.sections.result(this.fragment()));
    else this.go(link.dataset.answer ? this.sections.after(this.fragment(), link) : fragment);
  }

  /** Have an answer kept, then show what the engine says to it. @param {string} fragment */
  async commit(fragment) {
    keep(this.keeps, (await engine?.call("keep", fragment, kept(this.keeps))) ?? "");
    if (fragment === this.fragment()) this.renew();
    else this.go(fragment);
  }

  /** Show the same address anew, after what is kept has changed. */
  renew() {
    this.place.arriving = true;
    this.show();
  }

  /** Move to another state of this page. @param {string} fragment */
  go(fragment) {
    this.moved = true;
    this.follows = true;
    history.pushState(null, "", `#${fragment}`);
    this.navigated();
  }

  /** A quiz inside another page's frame opens the rest of the guide outside of it. @param {HTMLAnchorElement} link */
  leave(link) {
    this.note(mark(link));
    if (this.dataset.site) link.target = "_top";
  }

  /** A button that needs the engine was pressed before that is there. @param {HTMLButtonElement} button */
  early(button) {
    this.start();
    if (button.form) this.records.early(button.form, button.textContent ?? "", engine?.state === "failed");
  }

  /** @param {string} what @param {string} of the id of the part that it concerns */
  act(what, of) {
    if (what === "forget") return this.forget();
    if (!this.live.hidden) return this.records.act(what, of, engine, kept(this.keeps));
    /** @type {HTMLElement | null} */
    const form = this.static.querySelector(".is-current > .dt-keep");
    pass(what, this.link(form), form);
  }

  /** The link of a result before the engine is there: the one that the engine will make, as far as the page
   * knows it, and else the address, which holds the answers. @param {HTMLElement | null} form of the result */
  link(form) {
    const { page } = this.records;
    const made = form?.dataset.page ? this.sections.kept(this.fragment()) : "";
    return made ? `${new URL(form?.dataset.page ?? "", page)}#${made}` : `${page}#${this.fragment()}`;
  }

  /** Go to the part that this names, or to the first command of its section: the address has to stay as it is,
   * and Back leads to where the reader was, as from any part of a page. @param {HTMLElement} from the button, or the link @param {MouseEvent} event */
  lead(from, event) {
    event.preventDefault();
    const { to } = from.dataset;
    /** @type {HTMLElement | null | undefined} */
    const part = to ? document.getElementById(to) : firstCommand(from.closest("section"));
    if (!part) return;
    this.note(from instanceof HTMLAnchorElement ? mark(from) : "");
    history.pushState({ scrolled: scrollY, here: this.here, left: "" }, "");
    this.moved = false; // the page before is this one
    const fold = part.closest("details");
    if (fold) fold.open = true;
    if (!part.matches("[tabindex]")) part.tabIndex = -1;
    part.scrollIntoView();
    part.focus({ preventScroll: true });
  }

  forget() {
    keep(this.keeps, "");
    this.renew();
  }

  /** @param {SubmitEvent} event */
  async submitted(event) {
    event.preventDefault();
    if (this.kind !== "reconcile" && this.kind !== "room") return;
    this.start();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const typed = JSON.stringify(Object.fromEntries(new FormData(form)));
    const here = this.fragment();
    this.typed.sent(form, engine?.state === "ready");
    await engine?.started;
    await engine?.brought;
    const left = this.kind === "room" ? here : await engine?.call("reconcile_left", here, typed);
    const address = await engine?.call(`${this.kind}_address`, typed);
    if (left === undefined || address === undefined || address === here) return;
    if (here !== this.fragment()) return; // the reader went on
    if (left !== here) history.replaceState(history.state, "", `#${left}`); // for Back
    this.go(address);
  }

  async retry() {
    this.notice.hidden = true;
    if (engine && (await outdated(engine.runtime))) {
      await letGo();
      return location.reload();
    }
    engine = undefined;
    this.start();
    this.typed.again();
  }
}

/** The first command of a plan that one sees; where all are folded away, the first. @param {Element | null} plan */
function firstCommand(plan) {
  /** @type {HTMLElement[]} */
  const commands = [...(plan?.querySelectorAll(".dt-command") ?? [])].filter((each) => each instanceof HTMLElement);
  return commands.find((each) => !each.closest("details:not([open])")) ?? commands[0];
}

/** An address that people type from paper is written whole. @param {Element} within */
function spell(within) {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = within.querySelectorAll("a.dt-spelt");
  for (const link of links) link.textContent = link.host + link.pathname + link.hash;
}

/** Buttons that share are there where the browser can. @param {Element} within */
function offerToShare(within) {
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = within.querySelectorAll("[data-do=share], [data-press=share]");
  for (const each of buttons) each.hidden = !navigator.share;
}

customElements.define("decision-quiz", DecisionQuiz);
