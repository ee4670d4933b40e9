// @ts-check
// <content-editor>: YAML on one side, what it would do on the other. It moves text and HTML and
// decides nothing: problems, difference and quiz are made by the build half, in Python. The text is
// here at once; the checks are large and come when the reader enters the text or asks for them.

import { copy } from "./clipboard.mjs";
import { Engine, fill, PAGE } from "./engine.mjs";
import { AGAIN } from "./loading.mjs";

const PAUSE_MS = 500; // after the last key, before the text is checked

/** The fields of what `check` says. */
const CHECKED = { sound: "boolean", lines: "number[]", told: "string", difference: "string" };

class ContentEditor extends HTMLElement {
  /** @type {HTMLSelectElement} */ file;
  /** @type {HTMLTextAreaElement} */ area;
  /** @type {HTMLElement} */ gutter;
  /** @type {HTMLElement} */ told;
  /** @type {HTMLElement} */ said;
  /** @type {HTMLElement} */ difference;
  /** @type {HTMLElement} */ live;
  /** @type {HTMLAnchorElement | null} */ edit = null;
  /** @type {Map<string, string>} the published text of each file that was opened */ published = new Map();
  /** @type {Map<string, string>} the text of each file as it stands here */ texts = new Map();
  /** @type {string} the file that is shown */ name = "";
  /** @type {string} the file that was asked for last */ wanted = "";
  /** @type {string} where the quiz beside the text stands */ fragment = "";
  /** @type {string} where the checks are */ place = "";
  /** @type {Engine | undefined} */ engine;
  /** @type {Engine | undefined} the engine that the text was given to */ checking;
  /** @type {ReturnType<typeof setTimeout> | undefined} */ timer;

  connectedCallback() {
    const part = (/** @type {string} */ css) => /** @type {HTMLElement} */ (this.querySelector(css));
    this.file = /** @type {HTMLSelectElement} */ (part("select"));
    this.area = /** @type {HTMLTextAreaElement} */ (part("textarea"));
    this.gutter = part(".dt-gutter");
    this.told = part(".dt-told");
    this.said = part(".dt-said");
    this.difference = part(".dt-difference");
    this.live = part(".dt-live");
    this.edit = this.querySelector("a.dt-edit");
    this.place = new URL(this.dataset.authoring ?? "", location.href).href;
    this.file.addEventListener("change", () => this.open(this.file.value));
    this.area.addEventListener("focus", () => this.start());
    this.area.addEventListener("input", () => this.typed());
    this.area.addEventListener("scroll", () => this.scrolled());
    this.addEventListener("click", (event) => this.clicked(event));
    addEventListener("beforeunload", (event) => this.edited() && event.preventDefault());
    const wanted = location.hash.slice(1);
    const names = [...this.file.options].map((option) => option.value);
    this.open(names.includes(wanted) ? wanted : (names[0] ?? ""));
  }

  /** Load the checks, unless they are here or on their way. */
  start() {
    if (this.engine && this.engine.state !== "failed") return;
    this.engine = new Engine(this.place, this.dataset.root ?? "");
    this.engine.listeners.add(() => this.changed());
    this.changed();
  }

  changed() {
    const { engine } = this;
    if (!engine) return;
    if (engine.state === "failed") this.failed(engine.reason);
    else if (engine.state === "starting") this.progress(engine.loaded, engine.total);
    else if (this.checking !== engine) this.check();
  }

  /** @param {number} done @param {number} total bytes; 0 before the first are here */
  progress(done, total) {
    let bar = this.told.querySelector("progress");
    if (!bar) {
      bar = document.createElement("progress");
      bar.setAttribute("aria-label", "Loading the checks");
      /** @type {HTMLButtonElement | null} */
      const button = this.told.querySelector("button[data-do=check]");
      if (button) button.disabled = true;
      this.told.replaceChildren(document.createElement("p"), bar, ...(button ? [button] : []));
    }
    const here = total > 0 && done === total;
    const said = here
      ? "Starting the checks. This can take 20 seconds. You can already type."
      : "Loading the checks. You can already type.";
    const line = bar.previousElementSibling;
    if (line && line.textContent !== said) line.textContent = said;
    if (here) bar.removeAttribute("value");
    else if (total) {
      bar.max = total;
      bar.value = done;
    }
  }

  /** Your text stays; only the checks are missing. @param {string} reason */
  failed(reason) {
    const line = document.createElement("p");
    line.className = "dt-unsound";
    line.textContent =
      `The checks could not start here (${reason}). Your text is kept: copy it. In a copy of the ` +
      "repository, “make serve” shows the same, and “make check” says what is wrong.";
    const retry = document.createElement("button");
    retry.type = "button";
    retry.dataset.do = "check";
    retry.textContent = AGAIN;
    this.told.replaceChildren(line, retry);
    this.classList.remove("is-waiting");
  }

  /** @param {string} name @param {number} [line] @param {number} [column] */
  async open(name, line, column) {
    if (name !== this.name) {
      this.keep();
      this.wanted = name;
      const text = this.texts.get(name) ?? (await this.text(name));
      if (this.wanted !== name) return; // another was chosen meanwhile
      if (text === undefined) return this.failed(`${name} could not be reached`);
      this.name = name;
      this.file.value = name;
      this.area.value = text;
      this.area.readOnly = false;
      this.area.setSelectionRange(0, 0); // whoever enters starts at the top
      if (this.edit) this.edit.href = `${this.edit.dataset.base}${name}`;
      this.number([]);
      await this.check();
    }
    if (line) this.show(line, column ?? 1);
  }

  /** The published text of a file. @param {string} name */
  async text(name) {
    const known = this.published.get(name);
    if (known !== undefined) return known;
    const response = await fetch(`${this.place}content/${name}.txt`).catch(() => null);
    if (!response?.ok) return undefined;
    const text = await response.text();
    this.published.set(name, text);
    return text;
  }

  /** Whether something stands here that is nowhere else. */
  edited() {
    this.keep();
    return [...this.texts].some(([name, text]) => text !== this.published.get(name));
  }

  keep() {
    if (this.name) this.texts.set(this.name, this.area.value);
  }

  typed() {
    this.start();
    clearTimeout(this.timer);
    if (this.engine?.state === "ready") this.classList.add("is-waiting");
    this.timer = setTimeout(() => this.check(), PAUSE_MS);
  }

  async check() {
    const { engine, name } = this;
    if (engine?.state !== "ready" || !name) return;
    this.checking = engine;
    const text = this.area.value;
    const answer = await engine.call("check", name, text);
    if (name !== this.name || text !== this.area.value) return;
    const checked = engine.read(answer, CHECKED);
    if (!checked) return;
    this.number(checked.lines);
    this.put(this.told, checked.told);
    this.put(this.difference, checked.difference);
    if (checked.sound) await this.quiz(this.fragment);
    this.classList.toggle("is-unsound", !checked.sound);
    this.classList.remove("is-waiting");
  }

  /** The numbers beside the text; those of lines with problems are marked. @param {number[]} lines rising */
  number(lines) {
    const total = this.area.value.split("\n").length;
    const rows = []; // long runs of text: a box for each of a thousand lines takes longer than the text
    let next = 1;
    for (const line of lines) {
      if (line < next || line > total) continue;
      const row = document.createElement("span");
      row.className = "is-wrong";
      row.textContent = String(line);
      rows.push(numbers(next, line), row);
      next = line + 1;
    }
    this.gutter.replaceChildren(...rows, numbers(next, total + 1));
    this.scrolled();
  }

  scrolled() {
    this.gutter.scrollTop = this.area.scrollTop;
  }

  /** @param {number} line @param {number} column */
  show(line, column) {
    const before = this.area.value.split("\n").slice(0, line - 1);
    const start = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    this.area.scrollIntoView({ block: "center" });
    this.area.focus({ preventScroll: true });
    this.area.setSelectionRange(start, start);
    const height = Number.parseFloat(getComputedStyle(this.area).lineHeight);
    this.area.scrollTop = Math.max(0, (line - 4) * height);
  }

  /** @param {string} fragment */
  async quiz(fragment) {
    const { engine } = this;
    const page = engine?.read(await engine.call("render", fragment, "decide"), PAGE);
    if (!page) return;
    this.fragment = fragment;
    this.put(this.live, page.html);
  }

  /** The one place where HTML enters the page; Python has escaped it. @param {HTMLElement} into @param {string} html */
  put(into, html) {
    fill(into, html);
  }

  /** @param {MouseEvent} event */
  clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const place = target.closest("button[data-line]");
    if (place instanceof HTMLElement) {
      const { file, line, column } = place.dataset;
      this.open(file ?? "", Number(line), Number(column));
    }
    const what = target.closest("button[data-do]")?.getAttribute("data-do");
    if (what === "again") this.again();
    else if (what === "copy") this.copy();
    else if (what === "check") this.ask();
    const link = target.closest("a");
    if (!link || !this.live.contains(link) || !link.hash || link.pathname !== location.pathname) return;
    event.preventDefault();
    this.quiz(link.hash.slice(1));
  }

  /** The reader asks for the checks: the text too, if it could not be reached before. */
  ask() {
    if (!this.name) this.open(this.file.value);
    this.start();
  }

  async again() {
    this.area.value = (await this.text(this.name)) ?? "";
    this.number([]);
    this.tell("The published text is back.");
    await this.check();
  }

  copy() {
    return copy(
      this.area.value,
      "The file is copied.",
      (said) => this.tell(said),
      () => {
        this.area.select(); // forbidden here: the reader copies what is selected
        this.tell("The page could not copy the text. It is selected, so copy it by hand.");
      },
    );
  }

  /** @param {string} text */
  tell(text) {
    this.said.textContent = text;
  }
}

/** A line for each number. @param {number} from @param {number} to not itself */
function numbers(from, to) {
  return Array.from({ length: to - from }, (_, index) => `${from + index}\n`).join("");
}

customElements.define("content-editor", ContentEditor);
