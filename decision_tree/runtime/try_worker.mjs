// @ts-check
// Loads Pyodide with its whole standard library and the build half, then forwards calls to it. It
// moves bytes and text; what is right and wrong is decided by the loader, in Python.

/** @type {{runtime: string, lock: string, sizes: Record<string, number>}} */
const BUILT = { runtime: "", lock: "", sizes: {} }; // the build writes what it knows here

const CALLS = ["check", "render"];
const HERE = new URL("./", import.meta.url).href;
const TELL_MS = 100;

/** Not the first start of this visit: what lies in the browser's cache is asked for anew, if it changed. */
const AGAIN = new URL(import.meta.url).searchParams.has("again");

/** @type {Record<string, (...values: string[]) => string> | undefined} */
let author;
let done = 0;
let told = 0;

/** Tell the page how far it is: a sign of life too. @param {boolean} [always] */
function tell(always) {
  if (!always && performance.now() - told < TELL_MS) return;
  told = performance.now();
  const total = Object.values(BUILT.sizes).reduce((sum, size) => sum + size, 0);
  postMessage({ type: "progress", done: Math.min(done, total), total });
}

/** The file's bytes, counted as they arrive. @param {string} name */
async function fetchWhole(name) {
  const response = await fetch(HERE + name, AGAIN ? { cache: "no-cache" } : {}).catch(() => null);
  if (!response?.ok || !response.body) throw new Error(`${last(name)} could not be reached`);
  const counted = new TransformStream({
    transform(part, controller) {
      done += part.length;
      tell();
      controller.enqueue(part);
    },
  });
  return new Response(response.body.pipeThrough(counted)).arrayBuffer();
}

/** @param {string} path */
function last(path) {
  return path.split("/").at(-1) ?? "";
}

/** @param {string} root the way from the page to the root of the site */
async function start(root) {
  const runtime = new URL(BUILT.runtime, HERE).href;
  /** @type {Map<string, ArrayBuffer>} */
  const files = new Map();
  const bring = async (/** @type {string} */ name) => files.set(last(name), await fetchWhole(name));
  const [{ loadPyodide }] = await Promise.all([
    import(`${runtime}pyodide.mjs`),
    ...Object.keys(BUILT.sizes).map(bring),
  ]);
  tell(true);
  // Pyodide fetches its two files itself; it gets those that are here.
  const headers = { "Content-Type": "application/wasm" };
  self.fetch = async (address) => new Response(files.get(last(String(address))), { headers });
  const python = await loadPyodide({
    indexURL: runtime,
    stdLibURL: `${HERE}python_stdlib.zip`,
    lockFileContents: BUILT.lock,
    packageBaseUrl: HERE,
  });
  tell(true);
  python.FS.mkdir("/author");
  python.unpackArchive(files.get("authoring.zip"), "zip", { extractDir: "/author" });
  python.runPython("import sys; sys.path.insert(0, '/author')");
  python.FS.chdir("/author/content"); // so that problems name the files as they are below it
  author = python.pyimport("decision_tree.editing.try_page").start(".", root);
}

onmessage = async ({ data }) => {
  try {
    if (data.type === "start") {
      await start(data.root);
      postMessage({ type: "ready" });
    } else if (data.type === "call" && CALLS.includes(data.name)) {
      tell(true); // checking everything takes a slow device some seconds
      const values = data.values.map(String);
      postMessage({ type: "answer", id: data.id, value: author?.[data.name]?.(...values) });
    }
  } catch (error) {
    const message = String(error).trim().split("\n").at(-1) ?? "";
    postMessage({ type: "failed", message: message.replace(/^Error: /, "").slice(0, 200) });
  }
};
