// @ts-check
// The page's side of the engine: one worker for the page, its progress, its failures, and the
// pages it has made. It decides nothing; calls go out and text comes back.

/** @typedef {{html: string, title: string, ahead: string[]}} Page */

const START_MS = 20_000; // silence from a starting worker that counts as failure
const CALL_MS = 10_000; // the same for a running one
const MOST_PAGES = 300;
const ODD = "what it said could not be read";

/** What a worker may say: the fields that each sort of message has, and of which type. */
const SAID = Object.freeze(
  /** @type {Record<string, Record<string, string>>} */ ({
    progress: { done: "number", total: "number" },
    ready: {},
    answer: { id: "number", value: "string" },
    failed: { message: "string" },
  }),
);

/** How often the engine was started in this visit: from the second time on, caches are passed by. */
let starts = 0;

/** The one way from text to HTML, and to the address of a script: a browser that knows Trusted Types
 * takes nothing else on a page whose policy asks for it. The engine has escaped the HTML already. */
const trusted = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("guide", {
  createHTML: (/** @type {string} */ html) => html,
  createScriptURL: (/** @type {string} */ url) => {
    if (new URL(url).origin !== location.origin) throw new TypeError(`${url} is of another site`);
    return url;
  },
}) ?? { createHTML: String, createScriptURL: String };

/** The reader's day, YYYY-MM-DD. */
export function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The one place where HTML enters a page; the engine has escaped it. @param {Element} element @param {string} html */
export function fill(element, html) {
  element.innerHTML = trusted.createHTML(html);
}

/** The fields of what `render` says. */
export const PAGE = Object.freeze({ html: "string", title: "string", ahead: "string[]" });

/** Whether `value` is of this type; `string[]` is a list of texts. @param {any} value @param {string} type @returns {boolean} */
function is(value, type) {
  if (!type.endsWith("[]")) return typeof value === type && (type !== "number" || Number.isFinite(value));
  return Array.isArray(value) && value.every((each) => is(each, type.slice(0, -2)));
}

/** Whether these are fields of `value` itself, each of this type. @param {any} value @param {Record<string, string>} fields */
function has(value, fields) {
  return Object.entries(fields).every(([name, type]) => Object.hasOwn(Object(value), name) && is(value[name], type));
}

/** What the worker gave as JSON, or null when that is no JSON. @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Keep the engine, then its page, for times without a network. @param {string} page @param {string} root */
async function keep(page, root) {
  const container = navigator.serviceWorker;
  if (!container) return; // not in private windows
  const worker = trusted.createScriptURL(new URL(`${root}service-worker.js`, page).href);
  for (const folder of [`${root}assets/`, "./"]) {
    const scope = new URL(folder, page).pathname;
    const kept = await container.register(worker, { scope }).catch(() => null);
    if (!kept || !(await stored(kept))) return;
  }
}

/** Wait for what is being stored; false when it could not be. @param {ServiceWorkerRegistration} kept */
function stored({ installing }) {
  return new Promise((/** @type {(value: boolean) => void} */ resolve) => {
    if (!installing) return resolve(true);
    installing.addEventListener("statechange", () => resolve(installing.state !== "redundant"));
  });
}

/** Let go of the kept copy of this page, so that the next load is the host's; the engine keeps it again. */
export async function letGo() {
  const kept = await navigator.serviceWorker?.getRegistration().catch(() => undefined);
  await kept?.unregister().catch(() => false);
  const names = kept ? await caches.keys().catch(() => []) : [];
  const stored = names.filter((name) => name.startsWith(`guide ${kept?.scope} `));
  await Promise.all(stored.map((name) => caches.delete(name).catch(() => false)));
}

/**
 * Whether the site has another runtime by now than the page that was opened; then only a new page
 * can start it. @param {string} runtime
 */
export async function outdated(runtime) {
  const page = await fetch(location.pathname, { cache: "no-store" }).catch(() => null);
  if (!page?.ok) return false;
  const name = new URL(runtime).pathname.split("/").at(-2) ?? "";
  return !(await page.text()).includes(name);
}

/** A page has one worker, from the reader's first interest until the page is left. */
export class Engine {
  /** @param {string} runtime @param {string} root */
  constructor(runtime, root) {
    this.runtime = runtime;
    this.root = root;
    this.from = location.href;
    /** @type {"starting" | "ready" | "failed"} */
    this.state = "starting";
    this.reason = "";
    this.loaded = 0; // bytes, of `total`; 0 before the first has arrived
    this.total = 0;
    this.calls = 0;
    /** @type {Map<number, (value: string) => void>} */
    this.waiting = new Map();
    /** @type {Map<string, Page>} */
    this.pages = new Map();
    /** @type {Set<() => void>} */
    this.listeners = new Set();
    /** @type {Set<string>} */
    this.asked = new Set(); // keys of the pages asked for: once is enough
    /** @type {string[]} */
    this.next = []; // fragments of the pages one click away
    /** @type {Promise<unknown> | undefined} */
    this.brought = undefined;
    /** @type {Promise<void>} */
    this.started = new Promise((resolve) => {
      this.begin = resolve;
    });
    const again = starts++ ? `?again=${starts}` : "";
    this.watch(START_MS);
    try {
      const url = new URL(`worker.mjs${again}`, runtime).href;
      this.worker = new Worker(trusted.createScriptURL(url), { type: "module" });
    } catch {
      this.fail("this browser does not let the page start it");
      return;
    }
    this.worker.onmessage = ({ data }) => this.hear(data);
    this.worker.onerror = (event) => this.fail(event.message || "worker.mjs could not be loaded");
    this.worker.postMessage({ type: "start", root, keeps: Boolean(navigator.serviceWorker) });
  }

  /** @param {any} data */
  hear(data) {
    if (this.state === "failed") return;
    const fields = has(data, { type: "string" }) && Object.hasOwn(SAID, data.type) && SAID[data.type];
    if (!fields || !has(data, fields)) return this.fail(ODD);
    if (data.type === "failed") return this.fail(data.message.slice(0, 300));
    if (data.type === "answer") return this.heard(data.id, data.value);
    if (data.type === "progress") {
      this.loaded = data.done;
      this.total = data.total;
      this.watch(START_MS);
    } else if (data.type === "ready") {
      if (this.state === "starting") clearTimeout(this.timer); // it may say so again, during a call
      this.state = "ready";
      this.begin?.();
      if (data.offline === true) keep(this.from, this.root);
    }
    this.tell();
  }

  /** @param {number} id @param {string} value */
  heard(id, value) {
    this.waiting.get(id)?.(value);
    this.waiting.delete(id);
    if (this.waiting.size === 0) clearTimeout(this.timer);
  }

  /** Call one of the engine's functions. @param {string} name @param {string[]} values */
  call(name, ...values) {
    const id = ++this.calls;
    this.watch(CALL_MS);
    this.worker?.postMessage({ type: "call", id, name, values });
    return new Promise((/** @type {(value: string) => void} */ resolve) => {
      this.waiting.set(id, resolve);
    });
  }

  /** Bring the engine the content that only some pages need, once. @param {string[]} urls */
  bring(urls) {
    const text = async (/** @type {string} */ url) => {
      const response = await fetch(url);
      return response.ok ? response.text() : Promise.reject(response.status);
    };
    this.brought ??= Promise.all(urls.map(text))
      .then((texts) => this.started.then(() => this.call("bring", ...texts)))
      .catch((reason) => this.fail(`its content did not come: ${reason}`));
  }

  /** The page of an address, if it is there already. @param {string} kind @param {string} fragment @param {string} kept */
  page(kind, fragment, kept = "") {
    return this.pages.get(`${kind} ${fragment} ${kept}`);
  }

  /** Have the page of an address made. @param {string} kind @param {string} fragment @param {string} kept */
  async ask(kind, fragment, kept = "") {
    const key = `${kind} ${fragment} ${kept}`;
    if (this.state !== "ready" || this.asked.has(key)) return;
    this.asked.add(key);
    await this.brought;
    const page = this.read(await this.call("render", fragment, kind, kept, today()), PAGE);
    if (!page) return;
    if (this.pages.size > MOST_PAGES) {
      this.pages.clear();
      this.asked = new Set([key]);
    }
    this.pages.set(key, page);
    this.tell();
  }

  /** Have the pages one click away from this one made. They are asked for one by one, so that the
   * engine is free for what the reader asks. @param {string} kind @param {Page} page @param {string} kept */
  async prepare(kind, page, kept) {
    if (this.next === page.ahead) return;
    this.next = page.ahead;
    for (const fragment of page.ahead) {
      await this.ask(kind, fragment, kept);
      if (this.next !== page.ahead) return; // the reader is elsewhere by now
    }
  }

  /** What a call gave as JSON with at least these fields; without them the engine has failed.
   * @param {string} text @param {Record<string, string>} fields @returns {any} */
  read(text, fields) {
    const made = parsed(text);
    if (has(made, fields)) return made;
    this.fail(ODD);
    return null;
  }

  /** @param {number} milliseconds */
  watch(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.fail("it did not answer in time"), milliseconds);
  }

  /** @param {string} reason */
  fail(reason) {
    if (this.state === "failed") return;
    clearTimeout(this.timer);
    this.state = "failed";
    this.reason = reason;
    this.worker?.terminate();
    this.tell();
  }

  tell() {
    for (const listener of [...this.listeners]) listener();
  }
}
