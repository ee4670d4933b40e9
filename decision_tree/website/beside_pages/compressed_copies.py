"""Files beside the site's own for hosts that send what was compressed before: `.br` and `.gz`.

There is no `.zst`: each browser that takes zstd takes brotli too, which makes these files smaller.
"""

from __future__ import annotations

import gzip
import importlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

__all__ = ["LEAST_BYTES", "PACKED", "pack"]

PACKED = (".html", ".css", ".js", ".mjs", ".json", ".svg", ".txt", ".md", ".map", ".wasm", ".yml")
"""The endings of what becomes smaller; pictures and archives are small already, and of the
sitemap MkDocs writes a `.gz` itself."""
LEAST_BYTES = 1_000
"""A file that one packet holds is not worth another one."""


def pack(site: Path) -> int:
    """Write them beside all files of the site in this folder, and return how many were written.

    A file that gets no smaller gets none. Every core helps: it takes a minute on two.
    """
    old = (path for path in site.rglob("*") if path.suffix in (".br", ".gz"))
    for path in [path for path in old if path.with_suffix("").suffix in PACKED]:
        path.unlink()
    files = [path for path in _files(site) if path.stat().st_size >= LEAST_BYTES]
    with ThreadPoolExecutor() as threads:
        return sum(threads.map(partial(_pack, ways=_ways()), files))


def _files(site: Path) -> Iterator[Path]:
    return (path for path in sorted(site.rglob("*")) if path.suffix in PACKED)


def _ways() -> Mapping[str, Callable[[bytes], bytes]]:
    # By name, since it tells no types.
    brotli = importlib.import_module("brotli")
    return {
        ".br": partial(brotli.compress, quality=11, lgwin=24),
        ".gz": partial(gzip.compress, compresslevel=9, mtime=0),
    }


def _pack(file: Path, ways: Mapping[str, Callable[[bytes], bytes]]) -> int:
    plain = file.read_bytes()
    made = {ending: compress(plain) for ending, compress in ways.items()}
    smaller = {ending: body for ending, body in made.items() if len(body) < len(plain)}
    for ending, body in smaller.items():
        file.with_name(file.name + ending).write_bytes(body)
    return len(smaller)
