// @ts-check
// Keeps one page with the quiz usable without a network: what the page consists of, all of one
// version, or nothing. Registered once the engine is ready, with the page as its scope, so that what it
// stores is in the browser's cache already. It answers for the files of its version only. The engine is
// kept in the same way, once for all pages, with the folder of the runtime as the scope: a browser asks
// the service worker of that folder, and not the page's, for what runs there.
//
// The page and its files always come from the same version: a new deploy brings a new list, which is
// stored beside the old one and takes over once no tab shows the old page, or no engine of it runs.
// An engine that a kept page still starts stays as well: until that page has been opened anew, and then a
// next deploy.
// Each file's hash is checked while it is stored, so half a deploy is never kept, and again while it is
// read: every project of an origin can write into this store, and only this site's bytes are served.

/** @type {Record<string, Record<string, string>>} */
const PAGES = {}; // the build writes here: page -> file -> hash, paths from the site's root

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const ROOT = new URL("./", worker.location.href).href;
const SCOPE = worker.registration.scope;
const ENGINES = `${ROOT}assets/`;
const FILES = new Map(Object.entries(PAGES[SCOPE.slice(ROOT.length)] ?? {}).map(([path, hash]) => [ROOT + path, hash]));
const PREFIX = `guide ${SCOPE} `;
const NAME = PREFIX + (FILES.get(SCOPE) ?? [...FILES.keys()][0] ?? ""); // a runtime's files name its version

worker.addEventListener("install", (event) => {
  const requests = [...FILES].map(([url, hash]) => wanted(url, hash));
  event.waitUntil(caches.open(NAME).then((store) => store.addAll(requests)));
});

worker.addEventListener("activate", (event) => event.waitUntil(tidy()));

worker.addEventListener("fetch", (event) => {
  if (event.request.cache === "no-store") return; // the page asks what the host has by now
  const [url = ""] = event.request.url.split(/[?#]/);
  const kept = FILES.has(url) || (SCOPE === ENGINES && runtimeIn(url) !== "");
  if (event.request.method === "GET" && kept) event.respondWith(answer(event.request, url));
});

/** Let go of what was kept before in this scope, but for the engines of pages that are kept. */
async function tidy() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== NAME);
  const pages = SCOPE === ENGINES ? await Promise.all(names.map(pageIn)) : [];
  const started = (/** @type {string} */ name) => pages.some((page) => page.includes(runtimeIn(name)));
  await Promise.all(old.filter((name) => !started(name)).map((name) => caches.delete(name)));
}

/** The page that the cache with this name keeps, or nothing. @param {string} name */
async function pageIn(name) {
  const scope = name.split(" ")[1] ?? "";
  const kept = scope.startsWith(ROOT) ? await caches.match(scope, { cacheName: name }) : undefined;
  return kept ? kept.text() : "";
}

/** The name of the runtime that an address, or the name of a cache, speaks of, or nothing. @param {string} text */
function runtimeIn(text) {
  return /\/assets\/(runtime-[^/]+)/.exec(text)?.[1] ?? "";
}

/** A runtime's name is its content; all else is asked for anew. @param {string} url @param {string} integrity */
function wanted(url, integrity) {
  return new Request(url, { integrity, cache: runtimeIn(url) ? "default" : "no-cache" });
}

/** @param {Request} request @param {string} url */
async function answer(request, url) {
  const hash = FILES.get(url);
  return (await (hash ? current(url, hash) : before(url))) ?? fetch(request);
}

/** A file of this version: from the store or, if it is gone or changed there, from the host and stored anew.
 * @param {string} url @param {string} hash */
async function current(url, hash) {
  const kept = await caches.match(url, { cacheName: NAME });
  if (kept && (await hashOf(kept)) === hash) return kept;
  const brought = await fetch(wanted(url, hash)).catch(() => undefined);
  if (!brought?.ok) return undefined; // the host has another version by now, or there is no network
  const store = await caches.open(NAME);
  await store.put(url, brought.clone()).catch(() => undefined); // no room
  return brought;
}

/** @typedef {Map<string, string>} Hashes by address */
/** @type {Map<string, Promise<Hashes>>} */
const proven = new Map(); // what was read of a runtime's hashes, by the name of its cache

/** A file of a runtime that a kept page still starts, though this version has another. @param {string} url */
async function before(url) {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || runtimeIn(name) !== runtimeIn(url)) continue;
    if (!proven.has(name)) proven.set(name, hashes(name));
    const hash = (await proven.get(name))?.get(url);
    const kept = hash ? await caches.match(url, { cacheName: name }) : undefined;
    if (kept && (await hashOf(kept)) === hash) return kept;
  }
  return undefined;
}

/** The hashes of the files in this cache, or none unless they make the runtime's name, as
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
  return runtimeIn(name) === `runtime-${hex.slice(0, 32)}` ? found : new Map();
}

/** The hash of what a response holds, as the list writes it. @param {Response} response */
async function hashOf(response) {
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  return `sha256-${btoa(String.fromCharCode(...new Uint8Array(digest)))}`;
}
