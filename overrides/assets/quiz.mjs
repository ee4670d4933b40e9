// @ts-check
// <decision-quiz>: shows what the engine makes of the address. It moves bytes and HTML and decides
// nothing: which question follows, and what is recommended, comes from the engine or from the
// static sections, which the same engine wrote when the site was built.

/** @typedef {{html: string, title: string}} Page */

const START_MS = 30_000; // silence from a starting worker that counts as failure
const RENDER_MS = 10_000; // the same for a running one
const MOST_PAGES = 300;

/** One worker for the whole visit: instant navigation replaces the element, not the engine. */
class Engine {
  /** @param {string} runtime @param {string} root */
  constructor(runtime, root) {
    this.runtime = runtime;
    /** @type {"starting" | "ready" | "failed"} */
    this.state = "starting";
    this.reason = "";
    this.loaded = 0;
    /** @type {Map<string, Page>} */
    this.pages = new Map();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    this.asked = new Set();
    this.worker = new Worker(new URL("worker.mjs", runtime), { type: "module" });
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.fail(event.message || "its file could not be loaded");
    this.worker.postMessage({ type: "start", root });
    this.watch(START_MS);
  }

  /** @param {any} data */
  hear(data) {
    if (this.state === "failed") return;
    if (data.type === "failed") return this.fail(data.message);
    if (data.type === "progress") {
      this.loaded = data.done;
      this.watch(START_MS);
    } else if (data.type === "ready") {
      this.state = "ready";
      clearTimeout(this.timer);
    } else if (data.type === "pages") {
      this.asked.delete(data.id);
      if (this.asked.size === 0) clearTimeout(this.timer);
      if (this.pages.size > MOST_PAGES) this.pages.clear();
      for (const [fragment, page] of Object.entries(data.pages)) this.pages.set(fragment, page);
    }
    this.tell();
  }

  /** @param {string} fragment */
  ask(fragment) {
    if (this.state !== "ready" || this.asked.has(fragment)) return;
    this.asked.add(fragment);
    this.worker.postMessage({ type: "render", id: fragment, fragment });
    this.watch(RENDER_MS);
  }

  /** @param {number} milliseconds */
  watch(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail("it did not answer in time"), milliseconds);
  }

  /** @param {string} reason */
  fail(reason) {
    clearTimeout(this.timer);
    this.state = "failed";
    this.reason = reason;
    this.worker.terminate();
    this.tell();
  }

  tell() {
    for (const listener of [...this.listeners]) listener();
  }
}

/** @type {Engine | undefined} */
let engine;

/** The address that the reader last moved to within a quiz: the theme may replace the element. */
let arrived = "";

class DecisionQuiz extends HTMLElement {
  connectedCallback() {
    this.live = /** @type {HTMLElement} */ (this.querySelector(".dt-live"));
    this.static = /** @type {HTMLElement} */ (this.querySelector(".dt-static"));
    this.notice = /** @type {HTMLElement} */ (this.querySelector(".dt-notice"));
    this.suffix = document.title;
    this.arriving = arrived === location.href;
    this.shown = "";
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.classList.add("is-enhanced");
    this.path = location.pathname;
    // In the capture phase: the theme's instant navigation must not see moves within the quiz,
    // because it would fetch the page anew and replace this element.
    document.addEventListener("click", (event) => this.clicked(event), { signal, capture: true });
    addEventListener("hashchange", () => this.navigated(), { signal });
    for (const intent of ["pointerenter", "pointerdown", "focusin", "touchstart"])
      this.addEventListener(intent, () => this.start(), { signal, passive: true });
    this.listener = () => this.show();
    if (engine?.state === "ready" || this.fragment().startsWith("v=")) this.start();
    this.show();
  }

  disconnectedCallback() {
    this.stop?.abort();
    if (this.listener) engine?.listeners.delete(this.listener);
  }

  start() {
    if (engine?.state === "failed") return;
    const runtime = new URL(this.dataset.runtime ?? "", location.href).href;
    if (engine?.runtime !== runtime) engine = new Engine(runtime, this.dataset.root ?? "");
    if (this.listener && !engine.listeners.has(this.listener)) {
      engine.listeners.add(this.listener);
      this.show();
    }
  }

  fragment() {
    return location.hash.slice(1);
  }

  /** Whether the address belongs to something else on the page, such as a heading. */
  elsewhere() {
    const target = document.getElementById(this.fragment());
    return target !== null && !this.contains(target);
  }

  navigated() {
    if (location.pathname !== this.path || this.elsewhere()) return;
    arrived = location.href;
    this.arriving = true;
    this.show();
  }

  show() {
    const fragment = this.fragment();
    const ready = engine?.state === "ready" && !this.elsewhere() && !this.named(fragment);
    const page = engine?.pages.get(fragment);
    if (ready && page) return this.showPage(fragment, page);
    if (ready) engine?.ask(fragment);
    if (ready && !this.live.hidden) return; // the last page stays until the next is there
    this.showStatic(fragment);
    this.showNotice();
  }

  /** @param {string} fragment @param {Page} page */
  showPage(fragment, page) {
    this.notice.hidden = true;
    if (this.shown === fragment && !this.live.hidden) return;
    const focused = this.contains(document.activeElement);
    this.shown = fragment;
    this.put(page.html);
    this.live.hidden = false;
    this.static.hidden = true;
    document.title = fragment ? `${page.title} - ${this.suffix}` : this.suffix;
    engine?.ask(fragment);
    if (this.arriving || focused) this.focusHeading(this.live);
  }

  /** The one place where HTML enters the page; the engine has escaped it. @param {string} html */
  put(html) {
    this.live.innerHTML = html;
  }

  /** Without the engine the address keeps the answers all the same. @param {string} fragment */
  showStatic(fragment) {
    this.live.hidden = true;
    this.static.hidden = false;
    const whole = fragment === "whole-tree";
    this.classList.toggle("is-whole", whole);
    const section = whole ? null : this.section(fragment);
    for (const other of this.static.querySelectorAll("section"))
      other.classList.toggle("is-current", other === section);
    if (this.arriving && section) this.focusHeading(section);
  }

  /** The part of the static tree with this very id. @param {string} fragment */
  named(fragment) {
    const target = fragment ? document.getElementById(fragment) : null;
    return target && this.static.parentElement === this && this.static.contains(target) ? target : null;
  }

  /** The static section that an address stands for. @param {string} fragment */
  section(fragment) {
    const named = this.named(fragment);
    if (named) return named;
    let found = this.static.querySelector("section");
    for (const pair of fragment.split("&")) {
      /** @type {HTMLAnchorElement | null} */
      const option = this.static.querySelector(`a[data-answer="${CSS.escape(pair)}"]`);
      const next = option && document.getElementById(option.hash.slice(1));
      if (next) found = next;
    }
    return found;
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    if (this.contains(target) && target.closest(".dt-retry")) return this.retry();
    const link = target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    if (link.pathname !== this.path || !this.shows(link.hash.slice(1))) return;
    event.preventDefault();
    event.stopPropagation();
    const answer = this.static.contains(link) ? link.dataset.answer : "";
    history.pushState(null, "", answer ? `#${this.with(answer)}` : link.hash);
    this.navigated();
  }

  /** Whether the quiz shows this fragment, and not another part of the page. @param {string} fragment */
  shows(fragment) {
    return fragment.startsWith("v=") || this.contains(document.getElementById(fragment));
  }

  /** The address with one more answer, for the engine to read later. @param {string} answer */
  with(answer) {
    const question = answer.split("=")[0];
    const before = this.fragment().startsWith("v=") ? this.fragment().split("&").slice(1) : [];
    const kept = before.filter((pair) => !/^(ask|outcome)=/.test(pair) && !pair.startsWith(`${question}=`));
    return [`v=${this.dataset.version}`, ...kept, answer].join("&");
  }

  showNotice() {
    if (engine?.state === "failed") {
      this.notice.hidden = false;
      this.notice.textContent =
        `The engine of this quiz could not start (${engine.reason}). ` +
        "The questions below work without it, and your answers stay in the address. ";
      const retry = document.createElement("button");
      retry.type = "button";
      retry.className = "dt-retry";
      retry.textContent = "Try again";
      this.notice.append(retry);
    } else if (engine?.state === "starting" && this.listener) {
      const megabytes = (engine.loaded / 1e6).toFixed(1);
      this.notice.hidden = false;
      this.notice.textContent =
        `The quiz works already; its engine is loading (${megabytes} MB so far).`;
    }
  }

  retry() {
    engine = undefined;
    this.notice.hidden = true;
    this.start();
  }

  /** @param {Element} within */
  focusHeading(within) {
    this.arriving = false;
    const heading = /** @type {HTMLElement | null} */ (within.querySelector("h2"));
    if (!heading) return;
    heading.focus({ preventScroll: true });
    const { top } = heading.getBoundingClientRect();
    if (top < 80 || top > innerHeight * 0.6) this.scrollIntoView({ block: "start" });
  }
}

customElements.define("decision-quiz", DecisionQuiz);
