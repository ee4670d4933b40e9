// @ts-check
// Narrows the list of statements to what the form asks for. What matches is written on each entry
// (data-product, data-topic, data-how; the last can hold two words); this shows and hides. The
// choice stands in the address.

const FIELDS = ["product", "topic", "how", "words"];

class ClaimsFilter extends HTMLElement {
  connectedCallback() {
    const form = this.querySelector("form");
    if (!form) return;
    form.hidden = false;
    form.onsubmit = (event) => event.preventDefault();
    form.oninput = () => this.choose(form);
    form.onreset = (event) => {
      event.preventDefault(); // the reset itself would come only after this, too late to look at
      for (const field of fields(form)) field.value = "";
      this.choose(form);
    };
    addEventListener("hashchange", () => this.read(form));
    this.read(form);
  }

  /** Take the choice from the address; an address that names one entry shows all of them.
   * @param {HTMLFormElement} form */
  read(form) {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const field of fields(form)) {
      field.value = asked.get(field.name) ?? "";
      if (field instanceof HTMLSelectElement && field.selectedIndex < 0) field.value = "";
    }
    this.show(form);
  }

  /** @param {HTMLFormElement} form */
  choose(form) {
    const chosen = this.chosen(form);
    const query = new URLSearchParams(chosen.map(([name, value]) => [name, value])).toString();
    history.replaceState(history.state, "", query ? `#${query}` : location.pathname + location.search);
    this.show(form);
  }

  /** @param {HTMLFormElement} form @returns {[string, string][]} */
  chosen(form) {
    const data = new FormData(form);
    /** @type {[string, string][]} */
    const pairs = FIELDS.map((name) => [name, String(data.get(name) ?? "").trim()]);
    return pairs.filter(([, value]) => value);
  }

  /** @param {HTMLFormElement} form */
  show(form) {
    const chosen = this.chosen(form);
    let shown = 0;
    for (const group of this.querySelectorAll("[data-group]")) {
      let here = 0;
      for (const entry of group.querySelectorAll("[data-product]")) {
        const fits = chosen.every(([name, value]) => matches(entry, name, value));
        if (entry instanceof HTMLElement) entry.hidden = !fits;
        if (fits) here += 1;
      }
      if (group instanceof HTMLElement) group.hidden = !here;
      shown += here;
    }
    const output = form.querySelector("output");
    if (output) output.value = told(output.dataset, shown);
  }
}

/** @param {HTMLFormElement} form @returns {(HTMLSelectElement | HTMLInputElement)[]} */
function fields(form) {
  return [...form.querySelectorAll("select"), ...form.querySelectorAll("input")];
}

/** The page's own words for how many are shown.
 * @param {DOMStringMap} words @param {number} shown */
function told({ none = "", one = "", many = "" }, shown) {
  return shown ? (shown === 1 ? one : many.replace("N", String(shown))) : none;
}

/** @param {Element} entry @param {string} name @param {string} value */
function matches(entry, name, value) {
  if (name !== "words") return (entry.getAttribute(`data-${name}`) ?? "").split(" ").includes(value);
  const text = (entry.textContent ?? "").toLowerCase();
  return value
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

customElements.define("claims-filter", ClaimsFilter);
