// @ts-check
// The theme builds its search index on every page, for every reader. Standing in front of its worker,
// this builds it for those who search: it says that the search is ready, fetches the entries with the
// first query, and then lets the theme's own worker, named in this file's address, answer. Words that
// are nowhere are looked for again with one letter off.

const SETUP = 0; // the theme's kinds of messages
const READY = 1;
const QUERY = 2;
const RESULT = 3;
const SHORTEST = 4; // letters: a shorter word is looked for as it stands, neither one letter off nor as a beginning

const front = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const toPage = front.postMessage.bind(front);

/** @type {{type: number, data: {docs: unknown[]}} | undefined} */
let setup;
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

/** Look for what is typed. @param {string[]} [misspelt] words of it that are nowhere */
function look(misspelt = []) {
  again = misspelt.length > 0;
  off = misspelt;
  const words = typed.split(/\s+/).map((word) => {
    if (misspelt.includes(word.toLowerCase())) return `${word}~1`;
    return word && word.length < SHORTEST ? `${word}^1` : word;
  });
  // A hyphen within a word belongs to it, also for the two parsers that the theme has for queries.
  const data = words.join(" ").replace(/(\S)-(?=\S)/g, "$1\\\\\\-");
  hand({ type: QUERY, data });
}

/** The words of a query that no place has. @param {{terms?: Record<string, boolean>}[][]} places */
function nowhere(places) {
  const found = places.flat().map(({ terms }) => terms ?? {});
  const words = found.length ? Object.keys(found[0] ?? {}) : typed.toLowerCase().split(/\s+/);
  return words.filter((word) => word.length >= SHORTEST && !found.some((terms) => terms[word]));
}

/** A place that was found one letter off has the word: the page would say that it is missing there.
 * @param {{terms?: Record<string, boolean>}[][]} places */
function found(places) {
  for (const { terms = {} } of places.flat()) for (const word of off) if (word in terms) terms[word] = true;
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
  toPage(message);
};

front.addEventListener("message", (event) => {
  if (handing) return;
  event.stopImmediatePropagation();
  if (event.data.type === SETUP) {
    setup = event.data;
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
