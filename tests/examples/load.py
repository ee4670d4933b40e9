"""A steady, bounded load on loopback: each request is right, wrong or failed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from decision_tree.loader.measured import Phase

__all__ = ["LIMIT", "PER_SECOND", "TAIL", "Sample", "SteadyLoad", "phase"]

PER_SECOND = 10
TIMEOUT = 5.0
LIMIT = 400.0
"""Seconds after which a load stops by itself."""
TAIL = 3.0
"""The last seconds of a phase, which say how it ended."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: when it was sent and answered (seconds of one clock), and what came."""

    sent: float
    answered: float
    outcome: str


@dataclass
class SteadyLoad:
    """Sends `PER_SECOND` requests a second until it is stopped. `ask` gives each one's outcome."""

    ask: Callable[[], str]
    samples: list[Sample] = field(default_factory=list)

    def __enter__(self) -> SteadyLoad:
        """Start sending."""
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(max_workers=int(PER_SECOND * TIMEOUT) + 10)
        self._pacer = threading.Thread(target=self._pace)
        self._pacer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and wait for what is under way."""
        self._stop.set()
        self._pacer.join()
        self._pool.shutdown()

    def steady(self) -> bool:
        """Whether every request of the last seconds has been answered, and in the same way."""
        now = time.monotonic()
        tail = [sample for sample in self.samples if sample.sent >= now - TAIL - 1]
        full = len(tail) >= (TAIL + 0.5) * PER_SECOND
        return full and len({s.outcome for s in tail}) == 1

    def _pace(self) -> None:
        start = time.monotonic()
        for number in range(int(LIMIT * PER_SECOND)):
            if self._stop.wait(max(0.0, start + number / PER_SECOND - time.monotonic())):
                return
            self._pool.submit(self._one)

    def _one(self) -> None:
        sent = time.monotonic()
        outcome = self.ask()
        self.samples.append(Sample(sent, time.monotonic(), outcome))


def phase(samples: list[Sample], start: float, end: float) -> Phase:
    """The requests sent from `start` until before `end`."""
    inside = [sample for sample in samples if start <= sample.sent < end]
    tail = {sample.outcome for sample in inside if sample.sent >= end - TAIL}
    return Phase(
        sent=len(inside),
        failed=sum(sample.outcome == "failed" for sample in inside),
        wrong=sum(sample.outcome == "wrong" for sample in inside),
        slowest_ms=round(1000 * max((s.answered - s.sent for s in inside), default=0)),
        ends=tail.pop() if len(tail) == 1 else "mixed",
    )
