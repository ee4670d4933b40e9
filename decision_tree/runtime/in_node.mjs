// Runs a Python script in Pyodide under Node; the script finds FOLDER at /job.
//
//     node in_node.mjs PYODIDE STDLIB LOCK FOLDER SCRIPT
//
// PYODIDE is the folder of the npm package, STDLIB the archive to use as standard library, LOCK the
// JSON text of the lock file: one without packages.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [pyodide = "", library = "", lockFileContents, folder = "", script = ""] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(resolve(pyodide, "pyodide.mjs")).href);
const python = await loadPyodide({
  stdLibURL: resolve(library),
  lockFileContents,
  packageBaseUrl: "./",
  // What is compiled here says for a traceback which line failed, and not which columns of it.
  env: { PYTHONNODEBUGRANGES: "1" },
});
python.mountNodeFS("/job", resolve(folder));
python.runPython(readFileSync(script, "utf8"));
