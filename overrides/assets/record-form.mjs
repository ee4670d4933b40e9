// @ts-check
// The form below what the engine says: what is typed there, the record that is made of it before it
// is asked for (browsers copy only at once), and what its buttons do with that record.

import { copy } from "./clipboard.mjs";
import { fill, today } from "./engine.mjs";
import { AGAIN } from "./loading.mjs";
import { printAddress } from "./printed-address.mjs";
import { keepTyped, typedHere } from "./storage.mjs";

/** @typedef {import("./engine.mjs").Engine} Engine */
/** @typedef {{markdown: string, json: string, chat?: string, name: string, link: string, printed?: string, linked?: string, parts?: [string, string][]}} DecisionRecord */

/** The fields of a record that each sort of it has. */
const RECORD = { markdown: "string", name: "string", link: "string" };

export class RecordForm {
  /** @type {DecisionRecord | undefined} */ record;
  /** @type {Record<string, string> | undefined} what was typed in this tab, and stands in no address */ names;
  /** @type {Map<string, Record<string, string>>} the same, by what it is about */ about = new Map();
  /** What a button was called that was pressed before the engine was there. */ wanted = "";
  /** @type {(() => void) | undefined} what was asked of the record that is being made */ pending;
  /** How often a record was asked for: only the newest holds what stands in the form. */ asked = 0;

  /** @param {HTMLElement} live what the engine says @param {string} site the address of the page that records name */
  constructor(live, site) {
    this.live = live;
    this.page = new URL(site, location.href).href;
  }

  form() {
    return /** @type {HTMLFormElement | null} */ (this.live.querySelector("form[data-fragment]"));
  }

  /** Another page stands here: fill its form, and have its record made. @param {Engine | undefined} engine @param {string} mine */
  renewed(engine, mine) {
    this.record = undefined;
    this.pending = undefined;
    const form = this.form();
    if (!form) return;
    const before = this.names ?? {};
    this.names = this.about.get(form.dataset.of ?? "") ?? typedHere(form.dataset.typed ?? "");
    for (const field of fields(form)) {
      const lasting = field.name.startsWith("team-") ? before[field.name] : "";
      field.value ||= this.names[field.name] ?? lasting ?? "";
    }
    // What came with the address stays for what follows, as if it had been typed.
    if (fields(form).some((field) => field.defaultValue)) this.hold(form);
    this.head();
    this.prepare(form, engine, mine);
  }

  /** Write at the head of what is printed what was typed, without the engine: who prints does not wait. */
  head() {
    /** @type {NodeListOf<HTMLElement>} */
    const parts = this.live.querySelectorAll(".dt-named > [data-named]");
    for (const part of parts) {
      const said = (this.names?.[part.dataset.named ?? ""] ?? "").trim();
      part.hidden = !said;
      if (part.lastElementChild) part.lastElementChild.textContent = said;
    }
  }

  /** What the static page said of its buttons stays until it is read, and so does what it holds ready to be
   * copied by hand. @param {Element} before the section that stood here */
  carry(before) {
    const form = this.form();
    const said = before.querySelector(".dt-said")?.textContent;
    if (!form || !said) return;
    say(form, said);
    /** @type {HTMLTextAreaElement | null} */
    const was = before.querySelector(".dt-by-hand:not([hidden])");
    if (was) offer(form, was.value)?.select();
  }

  /** What was typed stays for the next state of this page. @param {Event} event @param {Engine | undefined} engine @param {string} mine */
  typed(event, engine, mine) {
    const form = this.form();
    const field = event.target;
    if (!form || !(field instanceof HTMLInputElement) || field.form !== form) return;
    tellFull(field);
    this.hold(form);
    this.prepare(form, engine, mine);
  }

  /** Keep what stands in the form, over a reload too where the form asks for that. @param {HTMLFormElement} form */
  hold(form) {
    this.names = Object.fromEntries(fields(form).map(({ name, value }) => [name, value]));
    this.about.set(form.dataset.of ?? "", this.names);
    this.head();
    if (!form.dataset.typed || keepTyped(form.dataset.typed, this.names)) return;
    /** @type {HTMLElement | null} */
    const told = this.live.querySelector("[data-unkept]");
    if (told) told.textContent = told.dataset.unkept ?? "";
  }

  /** Begin anew: what was typed belongs to another decision. */
  forget() {
    const form = this.form();
    if (form?.dataset.typed) keepTyped(form.dataset.typed, {});
    this.names = undefined;
    this.about.clear();
  }

  /** Forget what was typed. @param {HTMLFormElement} form @param {Engine | undefined} engine @param {string} mine */
  clear(form, engine, mine) {
    for (const field of fields(form)) {
      field.value = "";
      tellFull(field);
    }
    this.hold(form);
    say(form, "The fields are empty, and nothing of them is kept.");
    this.prepare(form, engine, mine);
  }

  /** @param {HTMLFormElement} form @param {Engine | undefined} engine @param {string} mine what the page's visitor kept */
  async prepare(form, engine, mine) {
    const all = { ...Object.fromEntries(new FormData(form)), page: this.page, date: today(), kept: mine };
    const asked = ++this.asked;
    this.record = undefined; // what is pressed from here on waits for what was just typed
    const made = await engine?.call(form.dataset.call ?? "record", form.dataset.fragment ?? "", JSON.stringify(all));
    if (!made || asked !== this.asked || this.form() !== form) return;
    /** @type {DecisionRecord | null} */
    const record = engine?.read(made, RECORD) ?? null;
    if (!record) return;
    this.record = record;
    if (form.dataset.typed) form.dataset.linked = record.linked ?? "";
    for (const [where, html] of record.parts ?? []) for (const part of form.querySelectorAll(where)) fill(part, html);
    const address = form.querySelector(".dt-address");
    if (address) printAddress(address, record.printed ?? record.link);
    if (this.wanted) say(form, `“${this.wanted}” works now. Press it again.`);
    this.wanted = "";
    this.pending?.();
    this.pending = undefined;
  }

  /** Say of a button that it needs the engine, and of the engine's record later that it is there: a browser
   * copies and shares only what is pressed. @param {HTMLFormElement} form @param {string} label @param {boolean} failed */
  early(form, label, failed) {
    this.wanted = label;
    const told = failed ? `which could not start. Press “${AGAIN}” first.` : "which is still loading.";
    say(form, `“${label}” needs the rest of this page, ${told}`);
  }

  /** What is said of a copied record: its title may have been typed a while ago. */
  copied() {
    const title = this.names?.title?.trim();
    return title ? `The record is copied, with the title “${title}”.` : "The record is copied.";
  }

  /** Copy a command, and say so on its button, since the line that says it may be far away.
   * @param {string} of the id of the command */
  async copyPart(of) {
    const text = document.getElementById(of)?.textContent ?? "";
    if (!(await copyFrom(this.form() ?? this.live, text, "The command is copied."))) return;
    /** @type {NodeListOf<HTMLButtonElement>} */
    const buttons = this.live.querySelectorAll("[data-do=copy-part]");
    for (const button of buttons) {
      const copied = button.dataset.of === of;
      button.dataset.label ??= button.textContent ?? "";
      button.textContent = (copied ? button.dataset.done : button.dataset.label) ?? "";
      const left = document.getElementById(button.dataset.then ?? "");
      if (left) left.hidden = !copied;
    }
  }

  /** What a button of the form says.
   * @param {string} what @param {string} of the id of the part that it concerns
   * @param {Engine | undefined} engine @param {string} mine */
  act(what, of, engine, mine) {
    const form = this.form();
    const record = this.record;
    if (form && what === "clear") this.clear(form, engine, mine);
    if (what === "copy-part") this.copyPart(of);
    if (what === "print" && !form) print(); // a page without a record has nothing to wait for
    if (form && !record && what && what !== "clear" && what !== "copy-part") {
      say(form, "One moment: this is being made.");
      this.pending = () => this.act(what, of, engine, mine);
    }
    if (!record || !form) return;
    pass(what, record.link, form, record.chat);
    if (what === "copy-chat") copyFrom(form, `${record.chat}\n${record.link}`, "The text for a chat is copied.");
    else if (what === "copy-record") copyFrom(form, record.markdown, form.dataset.copied ?? this.copied());
    else if (what === "download-record") save(form, `${record.name}.md`, record.markdown);
    else if (what === "download-json") save(form, `${record.name}.json`, record.json);
    else if (what === "print") print();
  }
}

/** The fields of a form, wherever they stand. @param {HTMLFormElement} form */
function fields(form) {
  return [...form.elements].filter((each) => each instanceof HTMLInputElement);
}

/** Say that no more fits into a field, once it is full. @param {HTMLInputElement} field */
function tellFull(field) {
  const line = field.closest("details")?.querySelector(".dt-full");
  const full = field.maxLength > 0 && field.value.length >= field.maxLength;
  if (line) line.textContent = full ? (field.dataset.full ?? "") : "";
}

/** Pass on a link, by the buttons of this form. @param {string} what @param {string} link @param {HTMLElement | null} form
 * @param {string} [text] what is sent with it */
export function pass(what, link, form, text) {
  if (form && what === "copy-link") copyFrom(form, link, form.dataset.linked || "The link is copied.");
  else if (what === "share")
    navigator.share({ title: document.title, ...(text && { text }), url: link }).catch(() => {});
}

/** Say in the status line of a form, or of a page without one, what happened. @param {HTMLElement} form @param {string} text */
export function say(form, text) {
  const line = form.querySelector(".dt-said");
  if (line) line.textContent = text;
}

/** Copy a text, or offer it where it can be copied by hand. @param {HTMLElement} form @param {string} text @param {string} done */
function copyFrom(form, text, done) {
  return copy(
    text,
    done,
    (said) => say(form, said),
    () => byHand(form, text),
  );
}

/** @param {HTMLElement} form @param {string} text */
function byHand(form, text) {
  const area = offer(form, text);
  if (!area) return;
  area.focus();
  area.select();
  say(form, "Your browser did not allow this. Copy the text below by hand.");
}

/** Show a text where it can be copied by hand. @param {HTMLElement} form @param {string} text */
function offer(form, text) {
  const area = /** @type {HTMLTextAreaElement | null} */ (form.querySelector(".dt-by-hand"));
  if (!area) return null;
  area.value = text;
  area.hidden = false;
  return area;
}

/** @param {HTMLElement} form @param {string} name @param {string} text */
function save(form, name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  say(form, `Saved as ${name}.`);
}
