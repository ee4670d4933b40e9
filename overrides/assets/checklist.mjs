// @ts-check
// Keeps the ticks of the checklist in this browser. Nothing is sent anywhere.

import { keep, kept } from "./storage.mjs";

const NAME = "checklist";

/** @returns {Set<string>} */
function load() {
  try {
    const ticks = JSON.parse(kept(NAME) || "[]");
    return new Set(Array.isArray(ticks) ? ticks.filter((id) => typeof id === "string") : []);
  } catch {
    return new Set(); // what is kept is something else: start with no ticks
  }
}

class DecisionChecklist extends HTMLElement {
  connectedCallback() {
    const ticks = load();
    for (const box of this.querySelectorAll("input")) box.checked = ticks.has(box.id);
    this.onchange = ({ target }) => {
      if (!(target instanceof HTMLInputElement)) return;
      if (target.checked) ticks.add(target.id);
      else ticks.delete(target.id);
      keep(NAME, ticks.size ? JSON.stringify([...ticks]) : "");
    };
  }
}

customElements.define("decision-checklist", DecisionChecklist);
