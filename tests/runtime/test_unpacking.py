"""The worker's unpacking of the wasm, under Node: in whatever parts it comes, and with damage."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from decision_tree.engine.model import Guide
from decision_tree.runtime.assemble import HERE, UNPACK, WASM, Runtime, integrity, write_runtime
from decision_tree.runtime.npm import node
from tests.every_browser.in_node import PYODIDE
from tests.folders import ROOT

ROOM = 131_072
PLAIN = "pyodide.asm.wasm"
PROGRAM = """
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const [worker, packed, sizes, keeps] = JSON.parse(readFileSync(0, "utf8"));
const asked = [];
const compiled = [];
globalThis.self = globalThis;
globalThis.onmessage = null;
globalThis.postMessage = () => {};
globalThis.fetch = async (url, { signal } = {}) => {
  const name = url.split("/").at(-1);
  asked.push(name);
  const known = ["wasm.bin", "unpack.wasm", "pyodide.asm.wasm"].includes(name);
  if (!known) return new Promise(() => {}); // so that nothing starts
  const bytes = readFileSync(name === "wasm.bin" ? packed : new URL(url));
  if (name !== "wasm.bin") return new Response(bytes);
  let [at, part] = [0, 0];
  const pull = (controller) => {
    if (signal?.aborted) throw new Error("aborted");
    const next = at + sizes[Math.min(part++, sizes.length - 1)];
    controller.enqueue(new Uint8Array(bytes.subarray(at, next)));
    at = next;
    if (at >= bytes.length) controller.close();
  };
  return new Response(new ReadableStream({ pull }));
};
let told;
const over = new Promise((resolve) => (told = resolve));
WebAssembly.compileStreaming = async (response) => {
  const bytes = await response.arrayBuffer().catch((error) => {
    compiled.push(String(error));
    throw error;
  });
  compiled.push(`sha256-${createHash("sha256").update(new Uint8Array(bytes)).digest("base64")}`);
  told();
};
await import(worker);
onmessage({ data: { type: "start", root: "./", keeps } });
await over;
process.stdout.write(JSON.stringify([asked, compiled]), () => process.exit(0));
"""


@pytest.fixture(scope="module")
def runtime(guide: Guide) -> Runtime:
    """The runtime of the published guide."""
    return write_runtime(guide, PYODIDE, ROOT / ".build")


def compiled(
    runtime: Runtime, job: Path, packed: bytes, sizes: list[int], keeps: bool = False
) -> tuple[list[str], list[str]]:
    """The files asked for, and what came to the compiler: a hash, or an error."""
    (job / WASM).write_bytes(packed)
    worker = (runtime.folder / "worker.mjs").as_uri()
    program, environment = node()
    done = subprocess.run(
        [program, "--input-type=module", "--eval", PROGRAM],
        input=json.dumps([worker, str(job / WASM), sizes, keeps]),
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    asked, came = json.loads(done.stdout)
    return asked, came


@pytest.mark.parametrize("keeps", [False, True])
@pytest.mark.parametrize(
    "sizes",
    [
        [10_000_000],
        [ROOM],
        [ROOM - 1],
        [ROOM + 1],
        [*[1] * 3_000, 1_000],
        [ROOM * 3, 1, ROOM * 2 - 1],
    ],
    ids=["whole", "room", "less", "more", "single bytes", "uneven"],
)
def test_in_whatever_parts_it_comes_it_is_the_plain_file(
    runtime: Runtime, tmp_path: Path, sizes: list[int], keeps: bool
) -> None:
    packed = (runtime.packed / WASM).read_bytes()
    asked, came = compiled(runtime, tmp_path, packed, sizes, keeps)
    assert came == [integrity((runtime.pyodide / PLAIN).read_bytes())]
    assert PLAIN not in asked


@pytest.mark.parametrize("at", [0, 5, 1_000, 1_500_000, -200_000, -1])
def test_one_wrong_bit_anywhere_leaves_it_to_the_plain_file(
    runtime: Runtime, tmp_path: Path, at: int
) -> None:
    packed = bytearray((runtime.packed / WASM).read_bytes())
    packed[at] ^= 1
    asked, came = compiled(runtime, tmp_path, bytes(packed), [ROOM], keeps=True)
    assert came[0].startswith(("Error", "TypeError")), came
    assert came[1:] == [integrity((runtime.pyodide / PLAIN).read_bytes())]
    assert PLAIN in asked


@pytest.mark.parametrize("less", [1, ROOM, 2_000_000])
def test_an_end_that_is_missing_leaves_it_to_the_plain_file(
    runtime: Runtime, tmp_path: Path, less: int
) -> None:
    packed = (runtime.packed / WASM).read_bytes()[:-less]
    _, came = compiled(runtime, tmp_path, packed, [ROOM], keeps=True)
    assert came[0].startswith(("Error", "TypeError")), came
    assert came[1:] == [integrity((runtime.pyodide / PLAIN).read_bytes())]


def test_the_room_of_these_tests_is_that_of_the_code() -> None:
    assert f"const ROOM = {ROOM:_};" in (HERE / UNPACK).read_text("utf-8")
