// @ts-check
// Loads Pyodide, the engine and the guide, then forwards calls to it. It moves bytes and
// text; every decision is made by the engine, in Python.
//
// Everything is asked for at once: the wasm is compiled while it arrives, the archive is inflated
// while it arrives, and the page hears how many of the bytes are there. Only then is Pyodide started,
// on what is here: on its own it would wait for ever for a file that is missing, cut off or damaged.
//
// The wasm comes packed. What was unpacked is kept for the service worker, which answers for the plain
// file from then on. Whatever is wrong with the packed file, the plain one does it too.

/** @type {{lock: string, at: Record<string, string>, sizes: Record<string, number>, calls: string[], offline: boolean}} */
const BUILT = { lock: "", at: {}, sizes: {}, calls: [], offline: false }; // the build writes what it knows here

const PYODIDE = new URL(BUILT.at["pyodide.mjs"] ?? "./", import.meta.url).href;
const PLAIN = "pyodide.asm.wasm";
const TELL_MS = 100;

/** A retry: what lies in the browser's cache is suspect. */
const AGAIN = new URL(import.meta.url).searchParams.has("again");

/** @type {any} */
let engine;
let done = 0;
let total = 0;
let told = 0;

/** Where a file lies: each folder is named by what is in it. @param {string} name */
function address(name) {
  return new URL(`${BUILT.at[name]}${name}`, import.meta.url).href;
}

/** The file's bytes as they arrive, counted. @param {string} name @param {RequestInit} [how] */
async function open(name, how = {}) {
  total += BUILT.sizes[name] ?? 0;
  const response = await fetch(address(name), AGAIN ? { cache: "reload" } : how).catch(() => null);
  if (!response) throw new Error(`${name} could not be reached`);
  if (!response.ok || !response.body) throw new Error(`${name} is missing: ${response.status}`);
  let arrived = 0;
  const counted = new TransformStream({
    transform(part, controller) {
      arrived += part.length;
      done += part.length;
      tell();
      controller.enqueue(part);
    },
    flush() {
      // Firefox's compiler waits for ever for the rest of a module that ends too early.
      if (arrived !== BUILT.sizes[name]) throw new Error(`${name} has another size`);
    },
  });
  return response.body.pipeThrough(counted);
}

/** Tell the page how far it is: a sign of life too. @param {boolean} [always] */
function tell(always) {
  if (!always && performance.now() - told < TELL_MS) return;
  told = performance.now();
  postMessage({ type: "progress", done: Math.min(done, total), total });
}

/** What `use` makes of the file. What was lost or damaged on the way is asked for once more, and not of the
 * browser's cache, before the reader hears of it.
 * @template T @param {string} name @param {(body: ReadableStream) => Promise<T>} use @param {RequestInit} [how] */
async function made(name, use, how) {
  const first = tried(name, use, how);
  if (AGAIN || how?.cache) return first;
  return first.catch((error) => (isMemory(error) ? Promise.reject(error) : tried(name, use, { cache: "reload" })));
}

/** @template T @param {string} name @param {(body: ReadableStream) => Promise<T>} use @param {RequestInit} [how] */
async function tried(name, use, how) {
  const body = await open(name, how);
  try {
    return await use(body);
  } catch (error) {
    throw isMemory(error) ? error : new Error(`${name} arrived incomplete or damaged`);
  }
}

/** @param {ReadableStream} body */
function asWasm(body) {
  return new Response(body, { headers: { "Content-Type": "application/wasm" } }); // whatever the server calls it
}

/** @param {ReadableStream} body */
function compile(body) {
  return WebAssembly.compileStreaming(asWasm(body));
}

/** @typedef {[WebAssembly.Module, (() => Promise<void>)?]} Wasm compiled, and what keeps what it was made from */

/** @param {boolean} keeps @returns {Promise<Wasm>} */
async function wasm(keeps) {
  const plain = async (/** @type {RequestInit} */ how) => /** @type {Wasm} */ ([await made(PLAIN, compile, how)]);
  if (AGAIN) return plain({});
  // What is kept is used if a service worker answers for it: nothing is fetched where none does.
  const stored = async () => ((await isKept()) ? plain({ cache: "only-if-cached", mode: "same-origin" }) : null);
  return (await stored().catch(() => null)) ?? packed(keeps).catch(() => plain({}));
}

/** Whether the plain file is in a store; it throws where a browser has none. */
async function isKept() {
  return Boolean(await caches.match(address(PLAIN)));
}

/** @param {boolean} keeps @returns {Promise<Wasm>} */
async function packed(keeps) {
  const stop = new AbortController();
  try {
    const [body, decoder, { unpacked, keep }] = await Promise.all([
      open("wasm.bin", stop),
      open("unpack.wasm", stop),
      load("unpack.mjs"),
    ]);
    const plain = await unpacked(body, asWasm(decoder));
    if (!keeps) return [await compile(plain)];
    const [used, unkept] = plain.tee(); // the other half waits in memory until the engine is ready
    return [await compile(used), () => keep(address(PLAIN), asWasm(unkept))];
  } catch (error) {
    stop.abort(); // what still comes would be of no use
    throw error;
  }
}

/** @param {ReadableStream} body */
function inflate(body) {
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** A module whose address Pyodide chooses: a retry renews it in the cache first. @param {string} name */
async function load(name) {
  if (AGAIN) await (await fetch(address(name), { cache: "reload" })).arrayBuffer();
  try {
    // A browser may remember that an address failed, so the second try has another one.
    return await import(address(name)).catch(() => import(`${address(name)}?again`));
  } catch {
    throw new Error(`${name} could not be reached, or arrived damaged`);
  }
}

/** @param {string} root the way from the page to the root of the site @param {boolean} keeps */
async function start(root, keeps) {
  if (typeof WebAssembly !== "object") throw new Error("WebAssembly is switched off in this browser");
  const [[module, keep], library, guide, { loadPyodide }, { default: createPyodideModule }] = await Promise.all([
    wasm(keeps),
    made("python.bin", inflate),
    made("guide.bin", inflate),
    load("pyodide.mjs"),
    load("pyodide.asm.mjs"),
  ]);
  tell(true);
  // Pyodide fetches its two files itself; it gets those that are here.
  self.fetch = async () => new Response(library);
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module,
    instance: await WebAssembly.instantiate(module, imports).catch(fail),
  });
  const python = await loadPyodide({
    indexURL: PYODIDE,
    lockFileContents: BUILT.lock,
    packageBaseUrl: PYODIDE,
    createPyodideModule, // where that failed once, it was loaded under another address
  });
  tell(true);
  engine = python.pyimport("worker_entry").start(new TextDecoder().decode(guide), root);
  return keep;
}

/** @param {unknown} error */
function isMemory(error) {
  return error instanceof RangeError || /out of memory|could not allocate|MemoryError/i.test(String(error));
}

/** Tell the page in a sentence. @param {unknown} error @returns {any} */
function fail(error) {
  const last = String(error).trim().split("\n").at(-1) ?? "";
  const message = isMemory(error)
    ? "this device has too little memory free"
    : last.replace(/^(Python)?Error: /, "").slice(0, 200);
  postMessage({ type: "failed", message });
}

onmessage = async ({ data }) => {
  try {
    if (data.type === "start") {
      const keep = await start(data.root, BUILT.offline && data.keeps === true);
      postMessage({ type: "ready", offline: BUILT.offline && !keep });
      if (!keep) return;
      await keep().catch(() => undefined); // no room
      postMessage({ type: "ready", offline: true }); // only now: a service worker finds the wasm in its place
    } else if (data.type === "call" && engine && BUILT.calls.includes(data.name)) {
      const values = data.values.map(String);
      postMessage({ type: "answer", id: data.id, value: engine[data.name](...values) });
    }
  } catch (error) {
    fail(error);
  }
};
