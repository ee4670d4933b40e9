// @ts-check
// <decision-quiz>: shows what the engine makes of the address. It moves bytes and HTML and decides
// nothing: which question follows, and what is recommended, comes from the engine or from the
// static sections, which the same engine wrote when the site was built.

import { Engine, letGo, outdated, trusted } from "./engine.mjs";
import { copy, save } from "./hands.mjs";
import { keep, keeps, kept } from "./keeping.mjs";

/** @typedef {import("./engine.mjs").Page} Page */
/** @typedef {{markdown: string, json: string, name: string, link: string, printed?: string, parts?: [string, string][]}} DecisionRecord */

/** The fields of a record that each sort of it has. */
const RECORD = { markdown: "string", name: "string", link: "string" };

/** @type {Engine | undefined} */
let engine;

/** Write into the history how far the page is scrolled: an entry that holds this was seen before. */
function note() {
  history.replaceState({ scrolled: scrollY }, "");
}

class DecisionQuiz extends HTMLElement {
  /** @type {HTMLElement} */ live;
  /** @type {HTMLElement} */ static;
  /** @type {HTMLElement} */ notice;
  /** @type {string} which page of the engine this shows */ kind = "";
  /** @type {string} what the title ends in */ suffix = "";
  /** @type {string} the page that stands here */ shown = "";
  /** @type {string} the name under which the visitor's answers are kept */ keeps = "";
  /** @type {DecisionRecord | undefined} */ record;
  /** @type {Record<string, string>} what was typed on this page, and stands in no address */ names = {};
  /** Whether the reader comes to what the address names. */ arriving = false;
  /** @type {number | undefined} how far down the reader was before, or was put by this */ place;
  /** Whether a finger or button is down: what appears now would move what it is on. */ pressed = false;

  connectedCallback() {
    this.live = /** @type {HTMLElement} */ (this.querySelector(".dt-live"));
    this.static = /** @type {HTMLElement} */ (this.querySelector(".dt-static"));
    this.notice = /** @type {HTMLElement} */ (this.querySelector(".dt-notice"));
    this.kind = this.dataset.kind ?? "";
    this.suffix = document.title;
    this.keeps = this.dataset.keeps ?? "";
    this.classList.add("is-enhanced");
    offerToShare(this);
    this.addEventListener("click", (event) => this.clicked(event));
    this.addEventListener("submit", (event) => this.submitted(event));
    this.addEventListener("input", (event) => this.typed(event));
    addEventListener("popstate", () => this.navigated()); // the browser scrolls after this, hashchange is later
    addEventListener("pagehide", note);
    // What appears while something is pressed waits until after the click. A finger enters as it
    // comes down, and no click follows one that moved.
    this.addEventListener("pointerenter", (event) => (this.pressed ||= event.pointerType === "touch"));
    this.addEventListener("pointerdown", (event) => (this.pressed = event.button === 0));
    for (const end of ["click", "pointercancel", "contextmenu", "keydown"])
      addEventListener(end, () => this.released());
    addEventListener("pointerup", () => setTimeout(() => this.released(), 300));
    for (const intent of ["pointerenter", "pointerdown", "focusin", "touchstart"])
      this.addEventListener(intent, () => this.start(), { passive: true });
    addEventListener("scroll", () => this.near() && this.start(), { passive: true });
    this.navigated();
    if (kept(this.keeps)) this.start();
    if (this.dataset.site && self !== top) this.tellHeight();
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
    if (this.dataset.content) engine.bring(this.dataset.content);
    this.show();
  }

  /** Whether the reader has scrolled to within half a screen of this. */
  near() {
    const { top, bottom } = this.getBoundingClientRect();
    return top < innerHeight * 1.5 && bottom > -innerHeight / 2;
  }

  fragment() {
    return location.hash.slice(1);
  }

  /** Whether the address belongs to something else on the page, such as a heading. */
  elsewhere() {
    const target = document.getElementById(this.fragment());
    return target !== null && !this.contains(target);
  }

  /** Whether this is the form that stands in the page already: what was typed there stays. @param {string} fragment */
  blank(fragment) {
    return (this.kind === "reconcile" || this.kind === "room") && !fragment;
  }

  /** Show what the address names, to who comes to it and to who comes back. */
  navigated() {
    if (this.elsewhere()) return;
    const fragment = this.fragment();
    const looking = self === top || document.hasFocus(); // and not at the page around this one's frame
    const named = looking && (this.asks(fragment) || this.named(fragment) !== null);
    this.place = named ? history.state?.scrolled : undefined;
    this.arriving = named && this.place === undefined;
    if (this.asks(fragment)) this.start();
    this.show();
    if (history.state?.scrolled === undefined) note();
  }

  released() {
    if (this.pressed) requestAnimationFrame(() => ((this.pressed = false), this.show()));
  }

  show() {
    if (this.pressed) return;
    const fragment = this.fragment();
    const written = this.elsewhere() || this.named(fragment) || this.blank(fragment);
    const ready = engine?.state === "ready" && !written;
    const mine = kept(this.keeps);
    const page = engine?.page(this.kind, fragment, mine);
    if (ready && page) return this.showPage(fragment, page, mine);
    if (ready) engine?.ask(this.kind, fragment, mine);
    if (ready && !this.live.hidden) return; // the last page stays until the next is there
    this.showStatic(fragment);
    this.showNotice();
  }

  /** @param {string} fragment @param {Page} page @param {string} mine what the page's visitor kept */
  showPage(fragment, page, mine) {
    this.notice.hidden = keeps(this.keeps);
    if (!this.notice.hidden) this.notice.textContent = this.dataset.unkept ?? "";
    const shown = `${fragment} ${mine}`;
    if (this.shown === shown && !this.live.hidden && !this.arriving) return;
    if (this.live.hidden && this.wentOn()) this.settled();
    const focus = document.activeElement;
    const focused = this.contains(focus);
    const same = focused ? (focus?.id ?? "") : "";
    const before = this.live.hidden ? this.static.querySelector("section.is-current") : null;
    const seen = before ? inWindow(before) : [];
    this.shown = shown;
    this.put(page.html);
    this.live.hidden = false;
    if (before) this.unfold(before);
    this.static.hidden = true;
    this.frame();
    hold(seen, this.live);
    document.title = fragment ? `${page.title} - ${this.suffix}` : this.suffix;
    engine?.prepare(this.kind, page, mine);
    this.record = undefined;
    const form = this.form();
    if (form) {
      this.fill(form);
      this.prepare(form);
    }
    const again = same ? document.getElementById(same) : focused && before && focus && twin(focus, this.live);
    if (again) again.focus({ preventScroll: true });
    else if (focused || this.arriving || this.place !== undefined) this.stand(this.live);
    this.settled();
  }

  /** The one place where HTML enters the page; the engine has escaped it. After a click, what a result
   * says below its reasons is laid out after the frame that shows them. @param {string} html */
  put(html) {
    this.live.innerHTML = trusted.createHTML(html);
    offerToShare(this.live);
    if (this.live.hidden || !this.arriving) return; // a reader may be far down in it: whole at once
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
  }

  /** Without the engine the address keeps the answers all the same. @param {string} fragment */
  showStatic(fragment) {
    this.live.hidden = true;
    this.static.hidden = false;
    document.title = this.suffix;
    const whole = fragment === "whole-tree";
    this.classList.toggle("is-whole", whole);
    const focused = this.contains(document.activeElement);
    const section = whole ? null : this.section(fragment);
    const fresh = section?.classList.contains("is-current") === false;
    for (const other of this.static.querySelectorAll("section"))
      other.classList.toggle("is-current", other === section);
    this.frame();
    const address = section?.querySelector(".dt-keep > .dt-address");
    if (address) address.textContent = location.href;
    if (section && ((this.arriving && this.place === undefined) || (focused && fresh))) this.stand(section);
  }

  /** The part of the static tree with this very id. @param {string} fragment */
  named(fragment) {
    const target = fragment ? document.getElementById(fragment) : null;
    return target && this.static.contains(target) ? target : null;
  }

  /** The static section that an address stands for. @param {string} fragment */
  section(fragment) {
    return this.named(fragment) ?? this.follow(fragment).section;
  }

  /** The section to which the answers of an address lead, and whether each was on offer where the one
   * before it led. @param {string} fragment */
  follow(fragment) {
    /** @type {Element | null} */
    let found = this.static.querySelector("section");
    let straight = true;
    for (const pair of new URLSearchParams(fragment)) {
      if (pair[0] === "v" || pair[0] === "outcome") continue;
      const answer = `a[data-answer="${CSS.escape(pair.join("="))}"]`;
      /** @type {NodeListOf<HTMLAnchorElement>} where several questions take it, that of the place counts */
      const all = this.static.querySelectorAll(answer);
      /** @type {HTMLAnchorElement | null | undefined} */
      const here = found?.querySelector(answer);
      straight &&= Boolean(here);
      const option = here ?? (all.length === 1 ? all[0] : null);
      const next = option && document.getElementById(option.hash.slice(1));
      if (next) found = next;
    }
    return { section: found, straight };
  }

  /** A link to a state is followed by the browser; the rest is done here. @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    if (target.closest(".dt-retry")) return this.retry();
    const button = target.closest("button");
    this.act(button?.dataset.do ?? button?.dataset.press ?? "", button?.dataset.of ?? "");
    if (button?.dataset.to) this.lead(button.dataset.to);
    const link = target.closest("a");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.pathname !== location.pathname) return this.leave(link);
    note();
    const keeps = link.dataset.keep !== undefined;
    if (!keeps && !this.static.contains(link)) return;
    event.preventDefault();
    const fragment = link.hash.slice(1);
    if (keeps) this.commit(fragment);
    else this.go(link.dataset.answer ? this.with(link.dataset.answer, link.dataset.outcome) : fragment);
  }

  /** Have an answer kept, then show what the engine says to it. @param {string} fragment */
  async commit(fragment) {
    keep(this.keeps, (await engine?.call("keep", fragment, kept(this.keeps))) ?? "");
    if (fragment === this.fragment()) this.renew();
    else this.go(fragment);
  }

  /** Show the same address anew, after what is kept has changed. */
  renew() {
    this.arriving = true;
    this.show();
  }

  /** Move to another state of this page. @param {string} fragment */
  go(fragment) {
    history.pushState(null, "", `#${fragment}`);
    this.navigated();
  }

  /** A quiz inside another page's frame opens the rest of the guide outside of it. @param {HTMLAnchorElement} link */
  leave(link) {
    if (this.dataset.site) link.target = "_top";
  }

  /** Whether this fragment is the engine's to read: it is no part of the page. @param {string} fragment */
  asks(fragment) {
    return fragment !== "" && !document.getElementById(fragment);
  }

  /** The address with one more answer, for the engine to read later, and with the result that is shown
   * at the end of an unbroken way. @param {string} answer @param {string} [outcome] */
  with(answer, outcome) {
    const before = new URLSearchParams(this.asks(this.fragment()) ? this.fragment() : "");
    const given = new URLSearchParams({ v: this.dataset.version ?? "" });
    for (const name of ["v", "ask", "outcome"]) before.delete(name);
    for (const [name, value] of [...before, ...new URLSearchParams(answer)]) given.set(name, value);
    if (outcome && this.follow(given.toString()).straight) given.set("outcome", outcome);
    return given.toString();
  }

  form() {
    return /** @type {HTMLFormElement | null} */ (this.live.querySelector("form[data-fragment]"));
  }

  /** @param {Event} event */
  typed(event) {
    const form = this.form();
    if (!form || /** @type {HTMLInputElement} */ (event.target).form !== form) return;
    for (const [name, value] of new FormData(form)) this.names[name] = String(value);
    this.prepare(form);
  }

  /** What was typed for an earlier state of this page stays. @param {HTMLFormElement} form */
  fill(form) {
    for (const field of form.querySelectorAll("input")) field.value ||= this.names[field.name] ?? "";
  }

  /** Have the record made before it is asked for: browsers copy only at once. @param {HTMLFormElement} form */
  async prepare(form) {
    const typed = Object.fromEntries(new FormData(form));
    const page = new URL(this.dataset.site ?? "", location.href);
    const mine = kept(this.keeps);
    const all = { ...typed, page: page.href, date: today(), kept: mine };
    const call = form.dataset.call ?? "record";
    const made = await engine?.call(call, form.dataset.fragment ?? "", JSON.stringify(all));
    if (!made || this.form() !== form) return;
    /** @type {DecisionRecord | null} */
    const record = engine?.read(made, RECORD) ?? null;
    if (!record) return;
    this.record = record;
    for (const [where, html] of record.parts ?? [])
      for (const part of form.querySelectorAll(where)) part.innerHTML = trusted.createHTML(html);
    const address = form.querySelector(".dt-address");
    if (address) address.textContent = record.printed ?? record.link;
  }

  /** @param {string} what @param {string} of the id of the part that it concerns */
  act(what, of) {
    if (what === "forget") return this.forget();
    const form = this.form();
    if (form && what === "copy-part") {
      copy(form, document.getElementById(of)?.textContent ?? "", "The command is copied.");
      return;
    }
    if (this.live.hidden) return this.pass(what, location.href, this.static.querySelector(".is-current > .dt-keep"));
    const record = this.record;
    if (!record || !form) return;
    this.pass(what, record.link, form);
    if (what === "copy-record") copy(form, record.markdown, form.dataset.copied ?? "The record is copied.");
    else if (what === "download-record") save(form, `${record.name}.md`, record.markdown);
    else if (what === "download-json") save(form, `${record.name}.json`, record.json);
    else if (what === "print") print();
  }

  /** Pass on a link, by the buttons of this form: before the engine is there it is the address, which
   * holds the answers. @param {string} what @param {string} link @param {HTMLElement | null} form */
  pass(what, link, form) {
    if (form && what === "copy-link") copy(form, link, "The link is copied.");
    else if (what === "share") navigator.share({ title: document.title, url: link }).catch(() => {});
  }

  /** Go to a part of the live page: the address has to stay as it is. @param {string} id */
  lead(id) {
    const part = document.getElementById(id);
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
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
    await engine?.started;
    const left = this.kind === "room" ? here : await engine?.call("reconcile_left", here, typed);
    const address = await engine?.call(`${this.kind}_address`, typed);
    if (left === undefined || address === undefined || address === here) return;
    if (here !== this.fragment()) return; // the reader went on
    if (left !== here) history.replaceState(history.state, "", `#${left}`); // for Back
    this.go(address);
  }

  showNotice() {
    if (engine?.state === "failed") {
      this.notice.hidden = false;
      this.notice.textContent = `The engine of this page could not start (${engine.reason}). ${this.dataset.without ?? ""} `;
      const retry = document.createElement("button");
      retry.type = "button";
      retry.className = "dt-retry";
      retry.textContent = "Try again";
      this.notice.append(retry);
    } else if (engine?.state === "starting") {
      this.notice.hidden = false;
      this.showProgress(engine);
    } else this.notice.hidden = true;
  }

  /** @param {Engine} engine */
  showProgress(engine) {
    let bar = this.notice.querySelector("progress");
    if (!bar) {
      bar = document.createElement("progress");
      bar.setAttribute("aria-label", "Loading the engine");
      this.notice.replaceChildren(`${this.dataset.loading ?? ""} `, bar);
    }
    if (!engine.total) return;
    bar.max = engine.total;
    bar.value = engine.loaded;
  }

  async retry() {
    this.notice.hidden = true;
    if (engine && (await outdated(engine.runtime))) {
      await letGo();
      return location.reload();
    }
    engine = undefined;
    this.start();
  }

  /** Give the heading the focus. Who comes to it has it in the window, below what sticks to its top; who
   * comes back is where they were. @param {Element} within */
  stand(within) {
    /** @type {HTMLElement | null} */
    const heading = within.querySelector("[data-arrive]") ?? within.querySelector("h2");
    const focus = () => heading?.focus({ preventScroll: true });
    focus();
    // Chromium goes to the part that an address names a moment later, and lets go of the focus.
    requestAnimationFrame(() => document.activeElement === document.body && focus());
    if (this.arriving && heading) {
      for (const part of [this, heading]) if (!inSight(heading)) part.scrollIntoView();
      this.place = scrollY;
    } else if (this.place !== undefined) scrollTo(0, this.place);
  }

  /** Whether the reader has gone on from where the static page put them. */
  wentOn() {
    const focus = document.activeElement;
    if (focus && focus !== document.body && !this.contains(focus)) return true;
    const lowest = document.documentElement.scrollHeight - innerHeight;
    return this.place !== undefined && Math.abs(scrollY - Math.min(this.place, lowest)) > 1;
  }

  /** The reader is where they should be: what comes later moves nothing. */
  settled() {
    this.arriving = false;
    this.place = undefined;
  }
}

/** Buttons that share are there where the browser can. @param {Element} within */
function offerToShare(within) {
  /** @type {NodeListOf<HTMLElement>} */
  const buttons = within.querySelectorAll("[data-do=share], [data-press=share]");
  for (const each of buttons) each.hidden = !navigator.share;
}

const PIECES = "h2, h3, h4, p, li, dt, dd"; // a heading in a summary says the same as the summary

/** The element of `within` that is of the same sort and says the same. @param {Element} element @param {Element} within */
function twin(element, within) {
  /** @type {HTMLElement[]} */
  const all = [...within.querySelectorAll(element.localName)].filter((each) => each instanceof HTMLElement);
  return all.find((each) => each.textContent === element.textContent);
}

/** The pieces of text that begin in the window, and where. @param {Element} within */
function inWindow(within) {
  const header = document.querySelector(".md-header")?.clientHeight ?? 0;
  return [...within.querySelectorAll(PIECES)]
    .filter((each) => each.checkVisibility())
    .map((each) => ({ said: each.textContent, top: each.getBoundingClientRect().top }))
    .filter(({ top }) => top >= header && top < innerHeight);
}

/** Scroll so that the first of these pieces that `within` has too stands where it stood.
 * @param {{said: string | null, top: number}[]} seen @param {Element} within */
function hold(seen, within) {
  const pieces = seen.length ? [...within.querySelectorAll(PIECES)] : [];
  const here = new Map(pieces.filter((each) => each.checkVisibility()).map((each) => [each.textContent, each]));
  const first = seen.find(({ said }) => here.has(said));
  const now = first && here.get(first.said)?.getBoundingClientRect().top;
  if (now !== undefined && now !== first?.top) scrollBy(0, now - (first?.top ?? 0));
}

/** Whether one sees the heading and the beginning of what follows it. @param {HTMLElement} heading */
function inSight(heading) {
  const { top, bottom } = heading.getBoundingClientRect();
  const header = document.querySelector(".md-header")?.clientHeight ?? 0;
  return top >= header && bottom <= innerHeight * 0.7;
}

/** The day where the reader is, as YYYY-MM-DD. */
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

customElements.define("decision-quiz", DecisionQuiz);
