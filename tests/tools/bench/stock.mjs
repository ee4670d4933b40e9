// Stock Pyodide as its manual says: loadPyodide from the unmodified npm package, the same engine as
// source. The benchmark's other side; speaks as decision_tree/runtime/worker.mjs does.

import { loadPyodide } from "./pyodide.mjs";

let engine;

onmessage = async ({ data }) => {
  if (data.type === "start") {
    const pyodide = await loadPyodide();
    const archive = await (await fetch(new URL("engine.zip", import.meta.url))).arrayBuffer();
    pyodide.unpackArchive(archive, "zip", { extractDir: "/engine" });
    pyodide.runPython("import sys; sys.path.insert(0, '/engine')");
    const guide = pyodide.FS.readFile("/engine/guide.json", { encoding: "utf8" });
    engine = pyodide.pyimport("decision_tree.engine.browser").start(guide, data.root);
    postMessage({ type: "ready" });
  } else {
    postMessage({ type: "answer", id: data.id, value: engine[data.name](...data.values) });
  }
};
