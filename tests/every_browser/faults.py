"""What can go wrong with the runtime: one table for the tests in Chromium and in every engine."""

from __future__ import annotations

from .server import FAULTS

__all__ = [
    "CALL_SECONDS",
    "LARGE",
    "NOT_PACKED",
    "NOT_WHOLE",
    "PASSING",
    "SILENT",
    "SILENT_WORKERS",
    "START_SECONDS",
    "WITHOUT",
]

START_SECONDS = 20
"""The longest silence of a starting runtime that the page takes."""
CALL_SECONDS = 10
"""The same for a running one."""

SILENT = "stalled half-way"
WITHOUT = {"wasm.bin": "missing"}
"""The packed wasm does not come, so that all depends on the plain files."""
LARGE = ("pyodide.asm.wasm", "python.bin", "guide.bin")
LOADED = ("pyodide.mjs", "pyodide.asm.mjs")
SCRIPTS = (*LOADED, "worker.mjs")

NOT_WHOLE = (
    *((file, fault) for file in LARGE for fault in FAULTS if fault != SILENT),
    *((file, fault) for file in SCRIPTS for fault in ("missing", "corrupt")),
)
"""A file and what happens to it on the way, where the page hears of it at once."""

PASSING = (
    *((file, "reset half-way") for file in LARGE),
    *((file, fault) for file in ("guide.bin", *LOADED) for fault in ("missing", "corrupt")),
)
"""The same where it happens once: what is lost, what is not there yet, what is damaged."""

NOT_PACKED = (
    *(("wasm.bin", fault) for fault in FAULTS if fault != SILENT),
    *(("unpack.wasm", fault) for fault in ("missing", "corrupt")),
    ("unpack.mjs", "missing"),
)
"""The same of the files in whose place the plain wasm does it too."""

SILENT_WORKERS = {
    "hangs at once": (b"while (true);", START_SECONDS),
    "dies at once": (b"self.close();", START_SECONDS),
    "never answers": (b'postMessage({ type: "ready" });', CALL_SECONDS),
    "hangs when asked": (
        b'postMessage({ type: "ready" }); onmessage = () => { while (true); };',
        CALL_SECONDS,
    ),
}
"""Workers that say nothing more, and after how many seconds the page gives them up."""
