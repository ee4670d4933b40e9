// @ts-check
// The tree as it stands in the page without the engine, a section for each question and outcome:
// which section an address stands for, and which address one more answer makes.

export class Sections {
  /** @param {HTMLElement} all holds the sections @param {string} version of the tree that wrote them */
  constructor(all, version) {
    this.all = all;
    this.version = version;
  }

  /** Show this section and no other; whether it was not shown before. @param {Element | null} section */
  show(section) {
    const fresh = section?.classList.contains("is-current") === false;
    for (const other of this.all.querySelectorAll("section")) other.classList.toggle("is-current", other === section);
    return fresh;
  }

  /** The part of the static tree with this very id. @param {string} fragment */
  named(fragment) {
    const target = fragment ? document.getElementById(fragment) : null;
    return target && this.all.contains(target) ? target : null;
  }

  /** The static section that an address stands for. @param {string} fragment */
  section(fragment) {
    return this.named(fragment) ?? this.unit(fragment) ?? this.follow(fragment).section;
  }

  /** The section of what goes back at once for the change that an address names, or that its reader chose.
   * @param {string} fragment @returns {Element | null} */
  unit(fragment) {
    const given = new URLSearchParams(fragment);
    if (given.get("when") !== "just-before") return null;
    const [changed] = (given.get("changed") ?? "").split(",");
    const of = `${given.get("stack")}:${changed}`;
    for (const name of [`use:${given.get("use")}`, `${given.get("sees")}:${of}`, of]) {
      const found = this.all.querySelector(`section[data-puts-back~="${CSS.escape(name)}"]`);
      if (found) return found;
    }
    return null;
  }

  /** The section to which the answers of an address lead, and whether each was on offer where the one
   * before it led. @param {string} fragment */
  follow(fragment) {
    /** @type {Element | null} */
    let found = this.all.querySelector("section");
    let straight = true;
    for (const pair of new URLSearchParams(fragment)) {
      if (pair[0] === "v" || pair[0] === "outcome") continue;
      const name = CSS.escape(pair.join("="));
      const answer = `a[data-answer="${name}"], a[data-answer^="${name}&"]`; // or the first of several
      /** @type {NodeListOf<HTMLAnchorElement>} where several questions take it, that of the place counts */
      const all = this.all.querySelectorAll(answer);
      /** @type {HTMLAnchorElement | null | undefined} */
      const here = found?.querySelector(answer);
      straight &&= Boolean(here);
      const option = here ?? (all.length === 1 ? all[0] : null);
      const next = option && document.getElementById(option.hash.slice(1));
      if (next) found = next;
    }
    return { section: found, straight };
  }

  /** The answers that lead to the section of this id, as far back as one way does: who answered before this
   * script was there is at the section itself. @param {string} id */
  led(id) {
    const given = [];
    for (let at = id; at; ) {
      /** @type {NodeListOf<HTMLAnchorElement>} */
      const ways = this.all.querySelectorAll(`a[data-answer][href="#${CSS.escape(at)}"]`);
      const [way] = ways;
      if (!way || ways.length > 1) break;
      given.unshift(way.dataset.answer);
      at = way.closest("section")?.id ?? "";
    }
    return given.join("&");
  }

  /** The address of what was answered by these links, one after the other: an answer in a section to which
   * the one before did not lead begins anew. @param {(HTMLAnchorElement | null)[]} links */
  answered(links) {
    let [address, at] = ["", ""];
    for (const link of links) {
      const from = link?.closest("section")?.id;
      if (!link?.dataset.answer || !from) continue;
      address = this.with(from === at ? address : from, link.dataset.answer, link.dataset.outcome);
      at = link.hash.slice(1);
    }
    return address;
  }

  /** Whether this fragment is the engine's to read: it is no part of the page. @param {string} fragment */
  asks(fragment) {
    return fragment !== "" && !document.getElementById(fragment);
  }

  /** The address with one more answer, for the engine to read later, and with the result that is shown
   * at the end of an unbroken way. @param {string} fragment @param {string} answer @param {string} [outcome] */
  with(fragment, answer, outcome) {
    const before = new URLSearchParams(this.asks(fragment) ? fragment : this.led(fragment));
    const given = new URLSearchParams({ v: this.version });
    for (const name of ["v", "ask", "outcome"]) before.delete(name);
    for (const [name, value] of [...before, ...new URLSearchParams(answer)]) given.set(name, value);
    if (outcome && this.follow(given.toString()).straight) given.set("outcome", outcome);
    return given.toString();
  }
}
