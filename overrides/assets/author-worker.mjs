// @ts-check
// Loads Pyodide with its whole standard library and the build half, then forwards calls to it. It
// moves bytes and text; what is right and wrong is decided by the loader, in Python.

/** @type {{runtime: string, lock: string}} */
const BUILT = { runtime: "", lock: "" }; // the build writes what it knows here

const CALLS = ["files", "text", "check", "render"];
const HERE = new URL("./", import.meta.url).href;

/** @type {Record<string, (...values: string[]) => string> | undefined} */
let author;

/** @param {string} root the way from the page to the root of the site */
async function start(root) {
  const runtime = new URL(BUILT.runtime, HERE).href;
  const sign = setInterval(() => postMessage({ type: "progress", done: 0, total: 0 }), 3_000);
  const archive = (await fetchWhole("authoring.zip")).arrayBuffer();
  await (await fetchWhole("python_stdlib.zip")).arrayBuffer(); // into the cache, or a clear failure
  const { loadPyodide } = await import(`${runtime}pyodide.mjs`);
  const python = await loadPyodide({
    indexURL: runtime,
    stdLibURL: `${HERE}python_stdlib.zip`,
    lockFileContents: BUILT.lock,
    packageBaseUrl: HERE,
  });
  python.FS.mkdir("/author");
  python.unpackArchive(await archive, "zip", { extractDir: "/author" });
  python.runPython("import sys; sys.path.insert(0, '/author')");
  clearInterval(sign);
  postMessage({ type: "progress", done: 0, total: 0 }); // what follows is silent until it is done
  python.FS.chdir("/author/content"); // so that problems name the files as they are below it
  author = python.pyimport("decision_tree.build.authoring").start(".", root);
}

/** @param {string} name */
async function fetchWhole(name) {
  const response = await fetch(HERE + name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return response;
}

onmessage = async ({ data }) => {
  try {
    if (data.type === "start") {
      await start(data.root);
      postMessage({ type: "ready" });
    } else if (data.type === "call" && author && CALLS.includes(data.name)) {
      const values = data.values.map(String);
      postMessage({ type: "answer", id: data.id, value: author[data.name](...values) });
    }
  } catch (error) {
    postMessage({ type: "failed", message: String(error).slice(0, 300) });
  }
};
