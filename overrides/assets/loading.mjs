// @ts-check
// What a page says of its engine: how far it has come, or why it could not start, and how to try again.

/** @typedef {import("./engine.mjs").Engine} Engine */

/** What the button says that loads again what could not start. */
export const AGAIN = "Try again";

/** Say how it stands with the engine; nothing once it is there, and has made the page that is waited for.
 * @param {HTMLElement} notice
 * @param {Engine | undefined} engine
 * @param {{loading?: string, waiting?: string, without?: string, answers?: string}} words what is loading, while something
 * can be read and while nothing can, what works without it, and that a notice above says why there is nothing
 * @param {boolean} [page] whether a page of the engine is waited for */
export function tell(notice, engine, words, page = false) {
  notice.hidden = engine === undefined || (engine.state === "ready" && !page);
  const waits = notice.closest(".is-waiting") !== null;
  const comes = engine?.state === "starting" || engine?.state === "ready";
  if (comes && !notice.hidden) progress(notice, engine, (waits && words.waiting) || (words.loading ?? ""));
  else if (engine?.state === "failed" && words.answers !== undefined) notice.textContent = words.without ?? "";
  else if (engine?.state === "failed") failure(notice, engine.reason, words.without ?? "");
}

/** @param {HTMLElement} notice @param {Engine} engine @param {string} loading */
function progress(notice, engine, loading) {
  let bar = notice.querySelector("progress");
  if (!bar) {
    bar = document.createElement("progress");
    bar.setAttribute("aria-label", "Loading");
  }
  if (notice.firstChild?.textContent !== `${loading} `) notice.replaceChildren(`${loading} `, bar);
  if (!engine.total) return;
  bar.max = engine.total;
  bar.value = engine.loaded;
  if (engine.loaded === engine.total) bar.removeAttribute("value"); // it starts now, and nobody knows for how long
}

/** @param {HTMLElement} notice @param {string} reason @param {string} without */
function failure(notice, reason, without) {
  notice.textContent = `A part of this page could not start (${reason}). ${without} `;
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "dt-retry";
  retry.textContent = AGAIN;
  notice.append(retry);
}
