"""Runs inside Pyodide under Node: packs `plain`, a file in /job, into `packed` beside it.

Pyodide holds zstd where the Python that builds may be too old for it, and the same version packs
the same bytes on each machine.
"""

from __future__ import annotations

from pathlib import Path

from compression import zstd  # type: ignore[import-not-found,unused-ignore]

JOB = Path("/job")
HOW = {
    zstd.CompressionParameter.compression_level: 22,
    zstd.CompressionParameter.window_log: 24,  # all of the wasm is within reach of a copy
    zstd.CompressionParameter.checksum_flag: True,  # so that damage never unpacks into other code
}

(JOB / "packed").write_bytes(zstd.compress((JOB / "plain").read_bytes(), options=HOW))
