// @ts-check
// <statement-report>: a report about the place that the address names, ready to copy. What the address
// says is looked for among the pages and ids of this site, and nothing else becomes part of a report.
// It is shown as text in a field, never as HTML.

import { copy } from "./clipboard.mjs";

const NAMED = "#report=";
const PAGE = /^(?:[a-z0-9-]+\/)*$/; // from the root of the site: no other site, no file
const ID = /^[a-z0-9-]+$/;
const ANSWERS = /^v=\d+[\w&=.,:~+%-]{0,2000}$/; // of a link to a result, a plan or a case
const LONGEST = 3000; // letters of a text
const ASIDE = "button, .dt-anchor, .headerlink, .dt-report, .dt-relied, .dt-claim, script, style, [hidden]";
const BLOCKS = "p, li, tr, th, td, dt, dd, pre, summary, div, h1, h2, h3, h4, h5, h6, br";

/** @typedef {{address: string, page: string, text: string, changed: string}} Found what a place is */

class StatementReport extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector("button");
    if (button) button.onclick = () => this.copied();
    addEventListener("hashchange", () => this.read());
    this.read();
  }

  get field() {
    return /** @type {HTMLTextAreaElement} */ (this.querySelector("textarea"));
  }

  /** @param {string} said */
  say(said) {
    const line = this.querySelector("[role=status]");
    if (line) line.textContent = said;
  }

  async read() {
    if (!location.hash.startsWith(NAMED)) return;
    this.hidden = false;
    this.say("Looking up the statement ...");
    const root = new URL(this.dataset.root ?? "", location.href);
    const { hash } = location;
    const found = await find(hash.slice(NAMED.length), root).catch(() => undefined);
    if (hash !== location.hash) return; // another one is looked up
    this.field.value = report(found, this.dataset.guide ?? "");
    this.say(
      found
        ? `${found.text ? "Complete this report" : "Write the words that are wrong into this report"}, copy it, and send it.`
        : "This page could not find the statement that the link names. Copy its address and its text into the report.",
    );
    const heading = document.getElementById("report");
    heading?.setAttribute("tabindex", "-1");
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView();
  }

  copied() {
    const byHand = () => (
      this.field.select(), this.say("The page could not copy the report. It is selected: copy it.")
    );
    copy(this.field.value, "The report is copied.", (said) => this.say(said), byHand);
  }
}

/** What a place of this site is, or nothing where the site has none. @param {string} named as the address has it
 * @param {URL} root @returns {Promise<Found | undefined>} */
async function find(named, root) {
  const [path = "", part = ""] = decodeURIComponent(named).split(/#(.*)/s);
  if (!PAGE.test(path) || !(part === "" || ID.test(part) || ANSWERS.test(part))) return undefined;
  const got = await fetch(new URL(path, root));
  if (!got.ok) return undefined;
  const page = new DOMParser().parseFromString(await got.text(), "text/html");
  const outcome = new URLSearchParams(part).get("outcome");
  const id = ID.test(part) ? part : outcome && `o-${outcome}`;
  const element = id ? page.getElementById(id) : null;
  const heading = page.querySelector("h1");
  if (ID.test(part) && !element) return undefined;
  return {
    address: new URL(part ? `${path}#${part}` : path, root).href,
    page: heading ? plain(heading).trim() : page.title,
    text: element ? textOf(element) : "",
    changed: page.querySelector("time[itemprop=dateModified]")?.textContent ?? "",
  };
}

/** What an element says; for a heading, also what stands below it. @param {Element} element */
function textOf(element) {
  const told = [element];
  if (element.matches("h1, h2, h3, h4, h5, h6")) {
    const ends = headings(element.tagName);
    for (let next = element.nextElementSibling; next && !next.matches(ends); next = next.nextElementSibling)
      told.push(next);
  }
  const text = told
    .map(plain)
    .join("\n")
    .replace(/[^\S\n]+/g, " ")
    .replace(/\s*\n\s*/g, "\n")
    .trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text;
}

/** The headings that end what stands below one. @param {string} name such as H3 */
function headings(name) {
  return ["H1", "H2", "H3", "H4", "H5", "H6"].filter((each) => each <= name).join(", ");
}

/** @param {Element} element */
function plain(element) {
  const copied = /** @type {Element} */ (element.cloneNode(true));
  for (const each of copied.querySelectorAll(ASIDE)) each.remove();
  for (const each of copied.querySelectorAll(BLOCKS)) each.after("\n");
  return copied.textContent ?? "";
}

/** @param {Found | undefined} found @param {string} guide */
function report(found, guide) {
  const changed = found?.changed ? ` The page last changed on ${found.changed}.` : "";
  const lines = [
    `Address: ${found?.address ?? ""}`,
    ...(found ? [`Page: ${found.page}`] : []),
    "What it says:",
    found?.text ?? "",
    "",
    `${guide}${changed}`,
    `Day of this report: ${new Date().toISOString().slice(0, 10)}`,
    "",
    "What is wrong:",
    "",
    "",
    "What shows it (a page, a file at a release tag, or how you ran it, with the version):",
    "",
  ];
  return lines.join("\n");
}

customElements.define("statement-report", StatementReport);
