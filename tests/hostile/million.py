"""Shows COUNT made-up values of each kind: `python -m tests.hostile.million COUNT`.

Addresses, what a browser kept, what people typed, what they pasted and what is in their files; a
million of each goes into quality.md. Nineteen in twenty meet a small guide, the others the
published one.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import islice
from time import process_time

from decision_tree.engine.decide_page import View
from decision_tree.engine.link import State
from decision_tree.engine.model import Guide
from decision_tree.loader.load import load
from tests.conftest import ROOT, TESTS, published

from . import values
from .fuzz import check_address, fragments

__all__ = ["KINDS", "main", "show", "small_guide"]

MILLION = 1_000_000
SHARE = 5_000
TABLE = re.compile(r"(?<=<!-- fuzz -->\n).*?(?=<!-- /fuzz -->)", re.DOTALL)


def _addresses(guide: Guide, seed: int) -> Iterator[object]:
    view, clean = View(guide), dict[str, str]()
    for fragment in fragments(guide, seed):
        yield fragment
        check_address(view, fragment, clean)


def _kept(guide: Guide, seed: int) -> Iterator[object]:
    clean: dict[tuple[str, str, str], str] = {}
    for text in values.kept_texts(guide, seed):
        yield text
        values.check_kept(guide, text, clean)


def _typed(guide: Guide, seed: int) -> Iterator[object]:
    plain: dict[tuple[State, bool], list[str]] = {}
    for state, typed in values.typed_fields(guide, seed):
        yield typed
        values.check_typed(guide, state, typed, plain)


def _pasted(guide: Guide, seed: int) -> Iterator[object]:
    for first, second in values.pasted_texts(guide, seed):
        yield first, second
        values.check_pasted(guide, first, second)


def _mangled(guide: Guide, seed: int) -> Iterator[object]:
    for states, text in values.mangled_texts(guide, seed):
        yield text
        values.check_mangled(guide, states, text)


KINDS: dict[str, Callable[[Guide, int], Iterator[object]]] = {
    "addresses": _addresses,
    "texts in storage": _kept,
    "records with typed fields": _typed,
    "pairs of pasted texts": _pasted,
    "texts with mangled links": _mangled,
}
"""Each makes a value, gives it away to be named should it fail, and checks it when asked on."""


def show(kind: str, guide: Guide, seed: int, count: int) -> float:
    """Make and check `count` values; the seconds of processor time that the slowest one took.

    Raises AssertionError naming the value that broke its promise.
    """
    slowest = 0.0
    made = KINDS[kind](guide, seed)
    value = next(made)
    for _ in islice(iter(int, 1), count):
        before = process_time()
        try:
            following = next(made)
        except Exception as problem:
            raise AssertionError(f"{kind}, seed {seed}: {value!r}"[:3000]) from problem
        slowest = max(slowest, process_time() - before)
        value = following
    return slowest


@cache
def small_guide(kind: str) -> Guide:
    """Less of a guide, quick enough for millions: three questions, or a scenario and a drill."""
    if kind == "texts in storage":
        whole = published()
        return replace(whole, scenarios=whole.scenarios[:1], drills=whole.drills[:1])
    return load(TESTS / "guides" / "small")


def _share(kind: str, seed: int, count: int) -> float:
    return show(kind, small_guide(kind) if seed % 20 else published(), seed, count)


def main(count: int = MILLION) -> None:
    """Show `count` values of each kind on every processor; a million is noted in quality.md."""
    lines = ["| Made up and checked | How many | The slowest took |", "| --- | --: | --: |"]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for kind in KINDS:
            shares = [min(SHARE, count - done) for done in range(0, count, SHARE)]
            seeds = range(len(shares))
            done, slowest = 0, 0.0
            for share, took in zip(
                shares, pool.map(_share, [kind] * len(shares), seeds, shares), strict=True
            ):
                done, slowest = done + share, max(slowest, took)
                print(f"\r{done:,} of {count:,} {kind}", end="", flush=True)
            print(f": no exception, no markup of their own; the slowest took {slowest:.2f} s")
            lines.append(f"| {kind.capitalize()} | {done:,} | {slowest:.2f} s |")
    if count >= MILLION:
        page = ROOT / "docs/contribute/quality.md"
        table = "\n" + "\n".join(lines) + "\n\n"
        page.write_text(TABLE.sub(lambda _: table, page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
