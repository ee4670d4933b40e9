// @ts-check
// Keeps the ticks of the checklist in this browser. Nothing is sent anywhere.

const KEY = "serving-contract-checklist";

/** @returns {Set<string>} */
function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : []);
  } catch {
    return new Set(); // storage is forbidden or holds something else: start with no ticks
  }
}

/** @param {Set<string>} ticks */
function save(ticks) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...ticks]));
  } catch {
    // The ticks still hold until the page is left.
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
      save(ticks);
    };
  }
}

customElements.define("decision-checklist", DecisionChecklist);
