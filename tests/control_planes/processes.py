"""Programs that run beside each other on loopback: started, watched, and ended whatever happens."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import CannotRunError, last_lines

__all__ = ["Program", "Programs", "Work", "end_as_by_ctrl_c", "ready", "wait_until"]

END_SECONDS = 15.0
"""Seconds a program gets to end by itself before it is killed."""
LOOK_EVERY = 0.1
"""Seconds between two looks at what is waited for."""
TAKEN = "address already in use"
"""What programs write, in capitals or not, when a port is taken."""


def end_as_by_ctrl_c() -> None:
    """Let each signal that ends this run from outside end it as Ctrl-C does, with its programs.

    Python dies of SIGTERM and SIGHUP at once. A shell starts what it puts into the background with
    SIGINT ignored.
    """
    for wanted in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(wanted, signal.default_int_handler)


def ready(port: int) -> bool:
    """Whether the controller whose probes are answered on a port of loopback says it is ready."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def wait_until(
    holds: Callable[[], object], seconds: float, what: str, told: Callable[[], str] = str
) -> None:
    """Wait until `holds`. Raises CannotRunError with `what` did not come, and what `told` says."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise CannotRunError(f"After {seconds:.0f} s still not so: {what}. {told()}".strip())
        time.sleep(LOOK_EVERY)


@dataclass(frozen=True)
class Work:
    """What a controller has done and has before it, by its own metrics on a port of loopback."""

    port: int

    def done(self, kind: str) -> int:
        """How often it has dealt with an object of a kind (its name for it)."""
        return self._sum("controller_runtime_reconcile_total", f'controller="{kind}"')

    def waiting(self) -> int:
        """How many objects it has in its queues or in hand."""
        return self._sum("workqueue_depth") + self._sum("controller_runtime_active_workers")

    def _sum(self, metric: str, label: str = "") -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=5) as got:
                lines = got.read().decode().splitlines()
        except OSError:
            return 0  # it is just starting, or was ended: its program is watched elsewhere
        found = [line for line in lines if line.startswith(metric + "{") and label in line]
        return sum(int(float(line.rpartition(" ")[2])) for line in found)


def _how_ended(status: int) -> str:
    if status >= 0:
        return f"ended by itself (status {status})"
    name = signal.Signals(-status).name
    why = ", as the system does when memory is short" if name == "SIGKILL" else ""
    return f"was ended by {name}{why}"


class Program:
    """One program that runs until it is ended; what it writes goes to its log."""

    def __init__(self, name: str, command: Sequence[str], log: Path, **environment: str) -> None:
        self.name, self.log = name, log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **environment},
                process_group=0,  # Ctrl-C ends the run, and the run ends its programs
            )

    def check(self) -> None:
        """Raises CannotRunError with the log's end when the program has ended by itself."""
        status = self._process.poll()
        if status is not None:
            end = last_lines(self.log)
            told = f"{self.name} {_how_ended(status)}; {end}"
            if TAKEN in end.lower():
                told += (
                    "\nSomething else took its port. Start again: ports are chosen anew each time."
                )
            raise CannotRunError(told)

    def end(self) -> None:
        """End it, and wait until it has ended."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Programs:
    """The programs of one run, ended in the reverse of the order they were started in."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self._running: list[Program] = []

    def start(self, name: str, command: Sequence[str], **environment: str) -> Program:
        """Start a program under a name of its own."""
        program = Program(name, command, self.logs / f"{name}.log", **environment)
        self._running.append(program)
        return program

    def wait(self, program: Program, holds: Callable[[], object], seconds: float) -> None:
        """Wait until a program is up. Raises CannotRunError with its log's end if it is not.

        One that was started before it and has ended is told of instead, as it is the cause.
        """

        def up() -> bool:
            self.check()
            return bool(holds())

        wait_until(up, seconds, f"{program.name} answers", lambda: last_lines(program.log))

    def check(self) -> None:
        """Raises CannotRunError when one of them has ended by itself."""
        for program in self._running:
            program.check()

    def end(self, program: Program) -> None:
        """End one of them."""
        self._running.remove(program)
        program.end()

    def end_all(self) -> None:
        """End all of them, the newest first."""
        while self._running:
            self._running.pop().end()
