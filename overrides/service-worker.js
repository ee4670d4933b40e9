// @ts-check
// Keeps one page with the quiz usable without a network: what the page consists of, all of one
// version, or nothing. Registered once the engine is ready, with the page as its scope, so that what it
// stores is in the browser's cache already. It answers for the files of its version only. The engine is
// kept in the same way, once for all pages, with the folder of the runtime's folders as the scope: a
// browser asks the service worker of that folder, and not the page's, for what runs there.
//
// Each of the runtime's folders is kept apart, and a file that is kept already is not fetched again: an
// edit of the content changes the page and the guide's data, and the rest stays.
//
// The page and its files always come from the same version: a new deploy brings a new list, which is
// stored beside the old one and takes over once no tab shows the old page, or no engine of it runs.
// An engine that a kept page still starts stays as well: until that page has been opened anew, and then a
// next deploy.
// Each file's hash is checked while it is stored, so half a deploy is never kept, and again while it is
// read: every project of an origin can write into this store, and only this site's bytes are served.

/** @type {Record<string, Record<string, string>>} */
const PAGES = {}; // the build writes here: page -> file -> hash, paths from the site's root; under "" what each page has

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const ROOT = new URL("./", worker.location.href).href;
const SCOPE = worker.registration.scope;
const ENGINES = `${ROOT}assets/`;
const OWN = PAGES[SCOPE.slice(ROOT.length)];
const LISTED = OWN && SCOPE !== ENGINES ? { ...PAGES[""], ...OWN } : (OWN ?? {});
const FILES = new Map(Object.entries(LISTED).map(([path, hash]) => [ROOT + path, hash]));
const PREFIX = `guide ${SCOPE} `;

/** The cache of this version that a file is kept in: a page's is named by the page's hash, and those of a
 * runtime by their folders, each of which is named by its content. @param {string} url */
function cacheOf(url) {
  return PREFIX + (FILES.get(SCOPE) ?? new URL("./", url).href);
}

const NAMES = new Set([...FILES.keys()].map(cacheOf));

worker.addEventListener("install", (event) => event.waitUntil(fill()));

/** Keep every file of this version: what is kept already is taken from there. */
async function fill() {
  /** @type {Map<string, Request[]>} */
  const missing = new Map();
  for (const [url, hash] of FILES) {
    const name = cacheOf(url);
    if (await taken(url, hash, name)) continue;
    missing.set(name, [...(missing.get(name) ?? []), wanted(url, hash)]);
  }
  await Promise.all([...missing].map(async ([name, all]) => (await caches.open(name)).addAll(all)));
}

/** Whether this very file is in its cache, now or by taking it from another one of this scope.
 * @param {string} url @param {string} hash @param {string} into */
async function taken(url, hash, into) {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  for (const name of [into, ...names]) {
    const kept = names.includes(name) ? await caches.match(url, { cacheName: name }) : undefined;
    if (!kept || (await hashOf(kept)) !== hash) continue;
    if (name !== into) await (await caches.open(into)).put(url, kept);
    return true;
  }
  return false;
}

worker.addEventListener("activate", (event) => event.waitUntil(tidy()));

worker.addEventListener("fetch", (event) => {
  if (event.request.cache === "no-store") return; // the page asks what the host has by now
  const [url = ""] = event.request.url.split(/[?#]/);
  const kept = FILES.has(url) || (SCOPE === ENGINES && folderIn(url) !== "");
  if (event.request.method === "GET" && kept) event.respondWith(answer(event.request, url));
});

/** Let go of what was kept before in this scope, but for the engines of pages that are kept. */
async function tidy() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && !NAMES.has(name));
  const pages = SCOPE === ENGINES ? await Promise.all(names.map(pageIn)) : [];
  const started = (/** @type {string} */ name) => pages.some((page) => page.includes(folderIn(name)));
  await Promise.all(old.filter((name) => !started(name)).map((name) => caches.delete(name)));
}

/** The page that the cache with this name keeps, or nothing. @param {string} name */
async function pageIn(name) {
  const scope = name.split(" ")[1] ?? "";
  const kept = scope.startsWith(ROOT) ? await caches.match(scope, { cacheName: name }) : undefined;
  return kept ? kept.text() : "";
}

/** The folder of a runtime that an address, or the name of a cache, speaks of, or nothing. @param {string} text */
function folderIn(text) {
  return /\/assets\/((?:pyodide|engine|runtime)-[^/]+)/.exec(text)?.[1] ?? "";
}

/** A runtime's folder is named by its content; all else is asked for anew. @param {string} url @param {string} integrity */
function wanted(url, integrity) {
  return new Request(url, { integrity, cache: folderIn(url) ? "default" : "no-cache" });
}

/** @param {Request} request @param {string} url */
async function answer(request, url) {
  const hash = FILES.get(url);
  return (await (hash ? current(url, hash) : before(url))) ?? fetch(request);
}

/** A file of this version: from the store or, if it is gone or changed there, from the host and stored anew.
 * @param {string} url @param {string} hash */
async function current(url, hash) {
  const kept = await caches.match(url, { cacheName: cacheOf(url) });
  if (kept && (await hashOf(kept)) === hash) return kept;
  const brought = await fetch(wanted(url, hash)).catch(() => undefined);
  if (!brought?.ok) return undefined; // the host has another version by now, or there is no network
  const store = await caches.open(cacheOf(url));
  await store.put(url, brought.clone()).catch(() => undefined); // no room
  return brought;
}

/** @typedef {Map<string, string>} Hashes by address */
/** @type {Map<string, Promise<Hashes>>} */
const proven = new Map(); // what was read of a folder's hashes, by the name of its cache

/** A file of a folder that a kept page still starts, though this version has another. @param {string} url */
async function before(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || folderIn(name) !== folderIn(url)) continue;
    if (!proven.has(name)) proven.set(name, hashes(name));
    const hash = (await proven.get(name))?.get(url);
    const kept = hash ? await caches.match(url, { cacheName: name }) : undefined;
    if (kept && (await hashOf(kept)) === hash) return kept;
  }
  return undefined;
}

/** The hashes of the files in this cache, or none unless they make the folder's name, as
 * decision_tree/runtime/assemble.py makes it. @param {string} name @returns {Promise<Hashes>} */
async function hashes(name) {
  const store = await caches.open(name);
  /** @type {Hashes} */
  const found = new Map();
  for (const { url } of await store.keys()) {
    const kept = await store.match(url);
    if (kept) found.set(url, await hashOf(kept));
  }
  const listed = [...found.keys()].sort().map((url) => `${url.split("/").at(-1)}:${found.get(url)};`);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(listed.join("")));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return folderIn(name).endsWith(`-${hex.slice(0, 32)}`) ? found : new Map();
}

/** The hash of what a response holds, as the list writes it. @param {Response} response */
async function hashOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
