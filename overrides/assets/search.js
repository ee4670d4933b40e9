// @ts-check
// The theme builds its search index on every page, for every reader. Standing in front of its worker,
// this builds it for those who search: it says that the search is ready, fetches the entries with the
// first query, and then lets the theme's own worker, named in this file's address, answer.

const SETUP = 0; // the theme's kinds of messages
const READY = 1;

const front = /** @type {DedicatedWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const toPage = front.postMessage.bind(front);

/** @type {{type: number, data: {docs: unknown[]}} | undefined} */
let setup;
/** @type {unknown} the last thing typed before the index is there */
let waiting;
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

front.postMessage = (/** @type {any} */ message) => {
  if (message?.type !== READY || state !== "starting") return toPage(message);
  state = "ready";
  hand(waiting);
};

front.addEventListener("message", (event) => {
  if (handing || state === "ready") return;
  event.stopImmediatePropagation();
  if (event.data.type === SETUP) {
    setup = event.data;
    return toPage({ type: READY });
  }
  if (!event.data.data) return; // nothing typed yet
  waiting = event.data;
  if (state === "idle")
    start().catch(() => {
      state = "idle"; // the next letter tries again
    });
});
