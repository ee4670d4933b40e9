// @ts-check
// What somebody typed into a form of the page that is not in any address yet. The page is written anew
// when the engine comes and with each address, and nothing typed may be lost with it.

import { say } from "./record-form.mjs";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

const KEPT = "What you typed is still here. Press the button to use it.";
const LOADING = "This page is still loading. What you typed stays here, and the results follow.";

export class Typed {
  /** @type {Set<string>} what was sent already, each line behind the name of its field */ done = new Set();
  /** @type {HTMLFormElement | undefined} what was sent and has no answer yet */ waiting;

  /** This form was sent: to an engine that is there, or to one that is still to come.
   * @param {HTMLFormElement} form @param {boolean} ready */
  sent(form, ready) {
    for (const [name, value] of new FormData(form))
      for (const line of lines(String(value))) this.done.add(`${name} ${line}`);
    this.waiting = ready ? undefined : form;
    if (!ready) say(form, LOADING);
  }

  /** The engine is to start once more: what waited for it is sent again. */
  again() {
    if (this.waiting?.isConnected) this.waiting.requestSubmit();
  }

  /** What is typed in this part of the page and was not sent, by the names of the fields. @param {Element} part
   * @returns {Map<string, string[]>} */
  taken(part) {
    const found = new Map();
    for (const field of fields(part)) {
      const before = new Set(lines(field.defaultValue));
      const typed = lines(field.value).filter((line) => !before.has(line) && !this.done.has(`${field.name} ${line}`));
      if (typed.length) found.set(field.name, typed);
    }
    return found;
  }

  /** Put it where the same fields stand now: below other lines. @param {Element} part @param {Map<string, string[]>} typed */
  given(part, typed) {
    this.waiting = undefined;
    for (const field of fields(part)) {
      const mine = typed.get(field.name)?.filter((line) => !lines(field.value).includes(line));
      if (!mine?.length) continue;
      const held = field instanceof HTMLTextAreaElement ? lines(field.value) : [];
      field.value = [...held, ...mine].join("\n");
      if (field.form) say(field.form, KEPT);
    }
  }
}

/** The fields of this part's forms whose content becomes an address. @param {Element} part @returns {NodeListOf<Field>} */
function fields(part) {
  return part.querySelectorAll("form:not([data-fragment]) :is(textarea, input:not([type=hidden])), input[form]");
}

/** @param {string} text */
function lines(text) {
  return text.split("\n").filter((line) => line.trim());
}
