// @ts-check
// Loads Pyodide and the engine beside this file, then forwards calls to it. It moves bytes and
// text; every decision is made by the engine, in Python.

const CALLS = ["render", "record", "reconcile_address"];

const HERE = new URL("./", import.meta.url).href;

/** @type {Record<string, (...values: string[]) => string> | undefined} */
let engine;

/** @param {string} root the way from the page to the root of the site */
async function start(root) {
  await fetchWithProgress(["pyodide.asm.wasm", "python_stdlib.zip", "engine.zip"]);
  const { loadPyodide } = await import(`${HERE}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: HERE });
  const archive = await (await fetchWhole("engine.zip")).arrayBuffer();
  pyodide.FS.mkdir("/engine");
  pyodide.unpackArchive(archive, "zip", { extractDir: "/engine" });
  const guide = pyodide.FS.readFile("/engine/guide.json", { encoding: "utf8" });
  pyodide.runPython("import sys; sys.path.insert(0, '/engine')");
  engine = pyodide.pyimport("decision_tree.engine.browser").start(guide, root);
}

/** @param {string} name */
async function fetchWhole(name) {
  const response = await fetch(HERE + name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

/**
 * Bring the large files into the browser's cache, telling the page how far that is.
 * @param {string[]} names
 */
async function fetchWithProgress(names) {
  let done = 0;
  await Promise.all(
    names.map(async (name) => {
      const reader = (await fetchWhole(name)).body?.getReader();
      for (;;) {
        const part = await reader?.read();
        if (!part || part.done) return;
        done += part.value.length;
        postMessage({ type: "progress", done });
      }
    }),
  );
}

onmessage = async ({ data }) => {
  try {
    if (data.type === "start") {
      await start(data.root);
      postMessage({ type: "ready" });
    } else if (data.type === "call" && engine && CALLS.includes(data.name)) {
      const values = data.values.map(String);
      postMessage({ type: "answer", id: data.id, value: engine[data.name](...values) });
    }
  } catch (error) {
    postMessage({ type: "failed", message: String(error).slice(0, 300) });
  }
};
