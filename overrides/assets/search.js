// @ts-check
// The theme builds its search index on every page, for every reader. Standing in front of its worker,
// this builds it for those who search: it says that the search is ready, fetches the entries with the
// first query, and then lets the theme's own worker, named in this file's address, answer. Words that
// are nowhere are looked for again with one letter off. In a question, words such as "how" are left out, and
// names that are on every page count less than its other words.

/** @typedef {{location: string, score: number, terms?: Record<string, boolean>, title: string, text: string, tags?: string[] | undefined}} Place */

const SETUP = 0; // the theme's kinds of messages
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const SHORTEST = 4; // letters: a shorter word is looked for as it stands, neither one letter off nor as a beginning
const WEIGHT = 100; // what a word counts beside a light one
const LIGHT = 0.25; // and how much of a query a light word is beside others
const POWER = 4; // how much it counts that a place has all words of a query
const LONGEST = 240; // letters of a text that the list shows
const MARKS = /^[\s,;:!?()[\]{}“”‘’/]+|[\s,;:!?()[\]{}“”‘’/.]+$/g; // around a word
const BETWEEN = new Set(["vs", "versus"]); // what stands between two names, and in no text
const ASKED = /["*~^]|(^|\s)[+-]/; // a reader who writes one of these says themselves what counts

const front = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const toPage = front.postMessage.bind(front);

/** @type {{type: number, data: {docs: unknown[], config: {light?: string[]}}} | undefined} */
let setup;
/** @type {Set<string>} the words of search.yml that count less where there are others */
let light = new Set();
/** the last thing typed */
let typed = "";
/** whether it is looked for a second time */
let again = false;
/** @type {string[]} the words that are then looked for with one letter off */
let off = [];
/** @type {"idle" | "starting" | "ready"} */
let state = "idle";
let handing = false;

/** Let the theme's worker hear a message. @param {unknown} data */
function hand(data) {
  handing = true;
  front.dispatchEvent(new MessageEvent("message", { data }));
  handing = false;
}

async function start() {
  state = "starting";
  const response = await fetch(new URL("../search/entries.json", location.href));
  const docs = await response.json();
  importScripts(`javascripts/workers/${new URL(location.href).searchParams.get("of")}`);
  hand({ ...setup, data: { ...setup?.data, docs } });
}

/** The words that are typed, without the marks around them, and without those that every sentence has. */
function words() {
  const all = typed
    .toLowerCase()
    .split(/\s+/)
    .map((word) => word.replace(MARKS, ""))
    .filter(Boolean);
  const { stopWordFilter } = /** @type {any} */ (front).lunr;
  const told = all.filter((word) => stopWordFilter(word) && !BETWEEN.has(word));
  return told.length ? told : all;
}

/** A word as the theme reads it. @param {string} word @param {string[]} misspelt @param {boolean} question */
function clause(word, misspelt, question) {
  if (light.has(word)) return `${word}^1`;
  const weight = question ? WEIGHT : 1;
  if (misspelt.includes(word)) return `${word}~1^${weight}`;
  return `${word}${word.length < SHORTEST ? "" : "*"}^${weight}`;
}

/** Look for what is typed. @param {string[]} [misspelt] words of it that are nowhere */
function look(misspelt = []) {
  again = misspelt.length > 0;
  off = misspelt;
  const all = words();
  const question = all.some((word) => light.has(word));
  const told = ASKED.test(typed) ? typed : all.map((word) => clause(word, misspelt, question)).join(" ");
  // A hyphen within a word belongs to it, also for the two parsers that the theme has for queries.
  hand({ type: QUERY, data: told.replace(/(\S)-(?=\S)/g, "$1\\\\\\-") });
}

/** The words of a query that no place has. @param {{terms?: Record<string, boolean>}[][]} places */
function nowhere(places) {
  const found = places.flat().map(({ terms }) => terms ?? {});
  const all = found.length ? Object.keys(found[0] ?? {}) : words();
  return all.filter((word) => word.length >= SHORTEST && !light.has(word) && !found.some((terms) => terms[word]));
}

/** A place that was found one letter off has the word: the page would say that it is missing there.
 * @param {{terms?: Record<string, boolean>}[][]} places */
function found(places) {
  for (const { terms = {} } of places.flat()) for (const word of off) if (word in terms) terms[word] = true;
}

/** What the title of a page says is not missing in its parts, which the page would say of a word that
 * their own text lacks. @param {Place[]} group a page and its parts */
function named(group) {
  const page = group.find(({ location }) => !location.includes("#"))?.title ?? "";
  for (const { title, terms = {} } of group) {
    const told = `${page} ${title}`.replace(/<[^>]*>/g, "").toLowerCase();
    for (const word of Object.keys(terms)) terms[word] ||= told.includes(word);
  }
}

/** How much of a query a place has: a light word is a small part of it. @param {Record<string, boolean>} terms */
function share(terms) {
  const size = (/** @type {string} */ word) => (light.has(word) ? LIGHT : 1);
  const all = Object.keys(terms);
  const sum = (/** @type {string[]} */ some) => some.reduce((before, word) => before + size(word), 0);
  return all.length ? sum(all.filter((word) => terms[word])) / sum(all) : 1;
}

/** The places in their order: one with most words of a question comes before one that is named for a single word.
 * @param {Place[][]} places */
function ordered(places) {
  const best = (/** @type {{score: number}[]} */ group) => group[0]?.score ?? 0;
  for (const group of places) {
    for (const place of group) place.score *= share(place.terms ?? {}) ** POWER;
    group.sort((a, b) => b.score - a.score);
  }
  return places.sort((a, b) => best(b) - best(a));
}

/** The words around the first mark of a long text; the theme would show all of a list. @param {string} text */
function excerpt(text) {
  const plain = text
    .replace(/<(?!\/?mark>)[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (plain.length <= LONGEST) return text;
  const mark = plain.indexOf("<mark>");
  const from = mark < LONGEST / 2 ? 0 : plain.indexOf(" ", mark - LONGEST / 2) + 1;
  const told = plain.slice(from, from + LONGEST);
  return `${from ? "… " : ""}${told.slice(0, told.lastIndexOf(" "))} …`;
}

/** What the list shows of a place: a piece of its text, and where that does not say what was typed, the words
 * of search.yml by which it was found. @param {Place} place */
function shown(place) {
  const marks = (/** @type {string} */ text) => text.split("<mark>").length - 1;
  const [best] = [...(place.tags ?? [])].sort((a, b) => marks(b) - marks(a));
  place.tags = best && marks(best) && !marks(place.title + place.text) ? [best] : undefined;
  place.text = excerpt(place.text);
}

front.postMessage = (/** @type {any} */ message) => {
  if (message?.type === READY && state === "starting") {
    state = "ready";
    return look();
  }
  if (message?.type !== RESULT) return toPage(message);
  const misspelt = again ? [] : nowhere(message.data.items);
  if (misspelt.length) return look(misspelt);
  if (again) found(message.data.items);
  const places = ordered(message.data.items);
  places.forEach(named);
  places.flat().forEach(shown);
  toPage(message);
};

front.addEventListener("message", (event) => {
  if (handing) return;
  event.stopImmediatePropagation();
  if (event.data.type === SETUP) {
    setup = event.data;
    light = new Set(setup?.data.config.light);
    return toPage({ type: READY });
  }
  typed = event.data.data;
  if (state === "ready") return look();
  if (!typed) return; // nothing typed yet
  if (state === "idle")
    start().catch(() => {
      state = "idle"; // the next letter tries again
    });
});
