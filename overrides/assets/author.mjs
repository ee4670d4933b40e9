// @ts-check
// <content-editor>: YAML on one side, what it would do on the other. It moves text and HTML and
// decides nothing: problems, difference and quiz are made by the build half, in Python.

import { Engine, trusted } from "./engine.mjs";

const PAUSE_MS = 500; // after the last key, before the text is checked

/** @typedef {{sound: boolean, lines: number[], told: string, difference: string}} Checked */

class ContentEditor extends HTMLElement {
  connectedCallback() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    const part = (/** @type {string} */ css) => /** @type {HTMLElement} */ (this.querySelector(css));
    this.notice = part(".dt-notice");
    this.work = part(".dt-work");
    this.file = /** @type {HTMLSelectElement} */ (part("select"));
    this.area = /** @type {HTMLTextAreaElement} */ (part("textarea"));
    this.gutter = part(".dt-gutter");
    this.told = part(".dt-told");
    this.difference = part(".dt-difference");
    this.live = part(".dt-live");
    this.edit = /** @type {HTMLAnchorElement | null} */ (this.querySelector(".dt-edit"));
    /** @type {Map<string, string>} */
    this.texts = new Map();
    this.name = "";
    this.fragment = "";
    this.file.addEventListener("change", () => this.open(this.file.value), { signal });
    this.area.addEventListener("input", () => this.typed(), { signal });
    this.area.addEventListener("scroll", () => this.scrolled(), { signal });
    // In the capture phase: the theme's instant navigation must not see moves within the quiz.
    document.addEventListener("click", (event) => this.clicked(event), { signal, capture: true });
    this.start();
  }

  disconnectedCallback() {
    this.stop?.abort();
    clearTimeout(this.timer);
    this.engine?.fail("the page was left");
  }

  start() {
    const place = new URL(this.dataset.authoring ?? "", location.href).href;
    this.engine = new Engine(place, this.dataset.root ?? "");
    this.engine.listeners.add(() => this.changed());
    this.changed();
  }

  async changed() {
    const { engine } = this;
    if (!engine || !this.isConnected) return;
    if (engine.state === "failed") return this.failed(engine.reason);
    if (engine.state !== "ready" || this.name) return;
    this.name = "?";
    for (const name of JSON.parse(await engine.call("files"))) this.file.add(new Option(name));
    const wanted = decodeURIComponent(location.hash.slice(1));
    const names = [...this.file.options].map((option) => option.value);
    await this.open(names.includes(wanted) ? wanted : names[0]);
    this.notice.hidden = true;
    this.work.hidden = false;
  }

  /** @param {string} reason */
  failed(reason) {
    this.work.hidden = true;
    this.notice.hidden = false;
    this.notice.textContent =
      `The checks could not start here (${reason}). In a copy of the repository, ` +
      "`make serve` shows the same, and `make check` says what is wrong.";
  }

  /** @param {string} name @param {number} [line] @param {number} [column] */
  async open(name, line, column) {
    if (name !== this.name) {
      this.keep();
      this.name = name;
      this.file.value = name;
      this.area.value = this.texts.get(name) ?? (await this.engine?.call("text", name)) ?? "";
      if (this.edit) this.edit.href = `${this.edit.dataset.base}${name}`;
      await this.check();
    }
    if (line) this.show(line, column ?? 1);
  }

  keep() {
    if (this.texts && this.file?.querySelector("option") && this.name.endsWith(".yml"))
      this.texts.set(this.name, this.area.value);
  }

  typed() {
    clearTimeout(this.timer);
    this.classList.add("is-waiting");
    this.timer = setTimeout(() => this.check(), PAUSE_MS);
  }

  async check() {
    const text = this.area.value;
    const answer = await this.engine?.call("check", this.name, text);
    if (!answer || text !== this.area.value) return;
    /** @type {Checked} */
    const checked = JSON.parse(answer);
    this.number(checked.lines);
    this.put(this.told, checked.told);
    if (checked.sound) {
      this.put(this.difference, checked.difference);
      await this.quiz(this.fragment);
    }
    this.classList.toggle("is-unsound", !checked.sound);
    this.classList.remove("is-waiting");
  }

  /** The numbers beside the text; those of lines with problems are marked. @param {number[]} lines */
  number(lines) {
    const marked = new Set(lines);
    const total = this.area.value.split("\n").length;
    this.gutter.replaceChildren();
    for (let number = 1; number <= total; number++) {
      const row = document.createElement("span");
      row.textContent = String(number);
      row.classList.toggle("is-wrong", marked.has(number));
      this.gutter.append(row);
    }
    this.scrolled();
  }

  scrolled() {
    this.gutter.scrollTop = this.area.scrollTop;
  }

  /** @param {number} line @param {number} column */
  show(line, column) {
    const before = this.area.value.split("\n").slice(0, line - 1);
    const start = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    this.area.focus();
    this.area.setSelectionRange(start, start);
    const height = Number.parseFloat(getComputedStyle(this.area).lineHeight);
    this.area.scrollTop = Math.max(0, (line - 4) * height);
  }

  /** @param {string} fragment */
  async quiz(fragment) {
    const answer = await this.engine?.call("render", fragment, "decide");
    if (!answer) return;
    this.fragment = fragment;
    this.put(this.live, JSON.parse(answer)[fragment].html);
  }

  /** The one place where HTML enters the page; Python has escaped it. @param {HTMLElement} into @param {string} html */
  put(into, html) {
    into.innerHTML = trusted.createHTML(html);
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    if (!this.contains(target)) return;
    const place = target.closest("button[data-line]");
    if (place instanceof HTMLElement) {
      const { file, line, column } = place.dataset;
      this.open(file ?? "", Number(line), Number(column));
    }
    const what = target.closest("button[data-do]")?.getAttribute("data-do");
    if (what === "again") this.again();
    else if (what === "copy") this.copy();
    const link = target.closest("a");
    if (!link || !this.live.contains(link) || !link.hash || link.pathname !== location.pathname) return;
    event.preventDefault();
    event.stopPropagation();
    this.quiz(link.hash.slice(1));
  }

  async again() {
    this.area.value = (await this.engine?.call("text", this.name)) ?? "";
    await this.check();
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(this.area.value);
    } catch {
      this.area.select(); // forbidden here: the reader copies what is selected
    }
  }
}

customElements.define("content-editor", ContentEditor);
