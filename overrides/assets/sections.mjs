// @ts-check
// The tree as it stands in the page without the engine, a section for each question and outcome:
// which section an address stands for, and which address one more answer makes.

/** The words of an address that one more answer makes anew. Of any other it keeps what the address says. */
const RENEWED = ["v", "ask", "outcome"];

/** @typedef {{section: Element | null, at: Element | null, result: Element | null, straight: boolean, unsure: boolean}} Found
 * `at` is the part of the section that the address names, `result` the section of the result on the way, and
 * `unsure` says that what follows is not in the page. */

export class Sections {
  /** @param {HTMLElement} all holds the sections @param {string} version of the tree that wrote them
   * @param {string} [beside] the words of an address that are no answer */
  constructor(all, version, beside = "") {
    this.all = all;
    this.version = version;
    this.beside = new Set(beside.split(" "));
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const gates = all.querySelectorAll(".dt-gates a[data-answer]");
    /** The words of an address that answer a gate: they lead nowhere. */
    this.gates = new Set([...gates].map((each) => each.dataset.answer?.split("=")[0] ?? ""));
  }

  /** Show this section and no other; whether it was not shown before. @param {Element | null} section */
  show(section) {
    const fresh = section?.classList.contains("is-current") === false;
    for (const other of this.all.querySelectorAll(":scope > section"))
      other.classList.toggle("is-current", other === section);
    return fresh;
  }

  /** The part of the static tree with this very id. @param {string} fragment */
  named(fragment) {
    const target = fragment ? document.getElementById(fragment) : null;
    return target && this.all.contains(target) ? target : null;
  }

  /** The part of the page that an address stands for. @param {string} fragment @returns {Found} */
  find(fragment) {
    const named = this.named(fragment) ?? this.unit(fragment);
    if (!named) return this.follow(fragment);
    return { section: this.around(named) ?? named, at: named, result: null, straight: false, unsure: false };
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

  /** The section that this is in. @param {Element | null} part */
  around(part) {
    return part?.closest(".dt-static > section") ?? null;
  }

  /** The part to which the answers of an address lead, and whether each was on offer where the one before
   * it led; no further than the first whose way only the engine knows. @param {string} fragment @returns {Found} */
  follow(fragment) {
    /** @type {Element | null} */
    let found = this.all.querySelector("section");
    /** @type {Element | null} */
    let result = null;
    let [straight, unsure] = [true, false];
    for (const pair of new URLSearchParams(fragment)) {
      if (this.beside.has(pair[0]) || this.gates.has(pair[0]) || unsure) continue;
      const name = CSS.escape(pair.join("="));
      const any = `a[data-any="${CSS.escape(pair[0])}"]`; // where each answer leads to the same
      const answer = `a[data-answer="${name}"], ${any}`;
      /** @type {NodeListOf<HTMLAnchorElement>} where several questions take it, that of the place counts */
      const all = this.all.querySelectorAll(answer);
      /** @type {HTMLAnchorElement | null | undefined} */
      const here = (this.around(found) ?? found)?.querySelector(answer);
      straight &&= Boolean(here);
      const option = here ?? (all.length === 1 ? all[0] : null);
      const next = option && this.all.querySelector(`#${CSS.escape(option.hash.slice(1))}`);
      if (next) found = next;
      if (found?.matches(".dt-outcome")) result = found;
      unsure = option?.dataset.unsure !== undefined;
    }
    return { section: this.around(found) ?? found, at: found, result, straight: straight && !unsure, unsure };
  }

  /** Whether what this address says of its section is only read by the engine. @param {string} fragment @param {Found} found
   * @param {{answers?: string, of?: string}} asked whether that is asked of an address without answers to gates, or
   * of the words that say more than that something is not sure */
  waits(fragment, found, { answers, of }) {
    const given = [...new URLSearchParams(fragment)];
    if (of !== undefined) return given.some(([name, said]) => said !== "not-sure" && of.split(" ").includes(name));
    const [gates, plain] = [given.some(([name]) => this.gates.has(name)), answers !== undefined];
    return found.unsure || (gates !== plain && found.section !== null && found.section === found.result);
  }

  /** Say which values of an address the page does not know, of the words for which it lists what it knows.
   * @param {string} fragment */
  tellUnknown(fragment) {
    /** @type {HTMLElement | null} */
    const note = this.all.querySelector(":scope > .dt-notes");
    const named = note?.querySelector("b");
    if (!note || !named) return;
    const known = (note.dataset.known ?? "").split(" ");
    const words = new Set(known.map((each) => each.split("=")[0]));
    const given = [...new URLSearchParams(fragment)].filter(([word]) => words.has(word));
    const pairs = given.flatMap(([word, said]) => said.split(",").map((each) => `${word}=${each}`));
    const [unknown] = pairs.filter((pair) => !known.includes(pair));
    note.hidden = unknown === undefined;
    named.textContent = (unknown ?? "").slice(0, 40);
  }

  /** Put first and mark what fits the most words of an address, of choices that say which they fit.
   * @param {Element} list @param {string} fragment */
  offer(list, fragment) {
    const given = [...new URLSearchParams(fragment)].map((pair) => pair.join("="));
    /** @param {Element} choice */
    const count = (choice) => {
      const fits = choice.firstElementChild?.getAttribute("data-fits") ?? "";
      return fits.split(" ").filter((each) => given.includes(each)).length;
    };
    const most = Math.max(...[...list.children].map(count));
    const fits = [...list.children].filter((choice) => most > 0 && count(choice) === most);
    for (const choice of list.children) choice.firstElementChild?.removeAttribute("aria-current");
    for (const choice of fits) choice.firstElementChild?.setAttribute("aria-current", "true");
    list.prepend(...fits);
  }

  /** Mark what the address answers here, and what it asks for; of the gates, those of its result are there.
   * @param {string} fragment @param {Found} found */
  mark(fragment, { section, at, result }) {
    const given = new Set([...new URLSearchParams(fragment)].map((pair) => pair.join("=")));
    /** @type {NodeListOf<HTMLAnchorElement>} */
    const options = this.all.querySelectorAll(".is-current .dt-option[data-answer]");
    for (const each of options)
      if (given.has(each.dataset.answer ?? "")) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    if (!section?.matches(".dt-gates")) return;
    /** @type {NodeListOf<HTMLElement>} */
    const gates = section.querySelectorAll(".dt-gate");
    for (const each of gates) {
      const heading = each.querySelector("h3");
      heading?.toggleAttribute("data-arrive", heading === at);
      each.hidden = result !== null && !this.ways(result).some((way) => way.hash === `#${heading?.id}`);
    }
    const onward = section.querySelector(".dt-to-result");
    onward?.toggleAttribute("hidden", result === null);
  }

  /** The links of a result to its gates, in their order. @param {Element} result @returns {HTMLAnchorElement[]} */
  ways(result) {
    return [...result.querySelectorAll("li > a[data-answer^='ask=']")].filter(
      (each) => each instanceof HTMLAnchorElement,
    );
  }

  /** The address once this gate is answered: at the result's next gate, or at the result again.
   * @param {string} fragment @param {string} answer */
  gate(fragment, answer) {
    const { result } = this.follow(fragment);
    if (!result) return this.with(fragment, answer);
    const ways = this.ways(result);
    const ask = `ask=${answer.split("=")[0]}`;
    const next = ways[ways.findIndex((each) => each.dataset.answer === ask) + 1];
    return next ? this.with(fragment, `${answer}&${next.dataset.answer}`) : this.result(this.with(fragment, answer));
  }

  /** The address of the result to which these answers lead. @param {string} fragment */
  result(fragment) {
    const there = this.with(fragment, "");
    return this.with(there, "", this.follow(there).result?.id.slice(2));
  }

  /** The address of the result of these answers, as the engine makes it for a link: "" where only the engine
   * knows which it is, or whether it is still what the link says. @param {string} fragment */
  kept(fragment) {
    const { result, straight } = this.follow(fragment);
    const { v = this.version, outcome = result?.id.slice(2) } = Object.fromEntries(new URLSearchParams(fragment));
    const same = straight && result?.id === `o-${outcome}` && Number(v) <= Number(this.version);
    return same ? this.result(fragment) : "";
  }

  /** The address without the last answer, at the question that it was given to. @param {string} fragment */
  before(fragment) {
    const given = new URLSearchParams(this.with(fragment, ""));
    const answered = [...given.keys()].filter((name) => !this.beside.has(name) && !this.gates.has(name));
    for (const name of this.gates) given.delete(name);
    const { section } = this.find(fragment);
    for (const name of answered.reverse()) {
      given.delete(name);
      if (this.find(given.toString()).section !== section) break; // what it leads on from is not in the page
    }
    return given.toString();
  }

  /** The answers that lead to the section of this id, as far back as one way does: who answered before this
   * script was there is at the section itself. @param {string} id */
  led(id) {
    const given = [];
    for (let at = id; at; ) {
      /** @type {NodeListOf<HTMLAnchorElement>} */
      const ways = this.all.querySelectorAll(`a[data-answer]:not([data-unsure])[href="#${CSS.escape(at)}"]`);
      const [way] = ways;
      if (!way || ways.length > 1) break;
      given.unshift(way.dataset.answer);
      at = this.around(way)?.id ?? "";
    }
    return given.join("&");
  }

  /** The address of what was answered by these links, one after the other: an answer in a section to which
   * the one before did not lead begins anew. @param {(HTMLAnchorElement | null)[]} links */
  answered(links) {
    let [address, at] = ["", ""];
    for (const link of links) {
      const from = this.around(link)?.id;
      if (!link?.dataset.answer || !from) continue;
      address = this.after(from === at ? address : from, link);
      at = this.around(this.all.querySelector(link.hash))?.id ?? "";
    }
    return address;
  }

  /** The address once this link's answer is given. @param {string} fragment @param {HTMLAnchorElement} link */
  after(fragment, { hash, dataset: { answer = "", outcome } }) {
    const [name] = answer.split("=");
    if (this.gates.has(name ?? "")) return this.gate(fragment, answer);
    const made = this.with(fragment, answer, outcome);
    // Where no answers led to the result, its gates are there to be read.
    return name === "ask" && !this.follow(made).result ? hash.slice(1) : made;
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
    for (const name of RENEWED) before.delete(name);
    for (const [name, value] of [...before, ...new URLSearchParams(answer)]) given.set(name, value);
    if (outcome && this.follow(given.toString()).straight) given.set("outcome", outcome);
    return given.toString();
  }
}
