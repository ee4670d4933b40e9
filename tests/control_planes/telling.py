"""Tells one incident: what was so before it, while it lasted, and after the rollback.

The rollback is the very command that the guide prints for a unit, taken from its content. What it
restored and what it left is worked out from the facts, and never written down by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

from decision_tree.engine.model import Unit
from decision_tree.loader.load import load

from .errors import CannotRunError
from .everything import Everything
from .world import Facts, World

__all__ = ["Case", "Incident", "Told", "filled", "unit"]


@cache
def _units() -> dict[str, Unit]:
    return {each.id: each for each in load().units}


def unit(name: str) -> Unit:
    """The rollback unit of that id, as the guide has it."""
    return _units()[name]


PLACEHOLDER = re.compile(r"(?<![\w$.])[A-Z][A-Z0-9-]+(?![\w=])")
"""A word in capitals that is no variable of the shell."""
SHOWS = re.compile(r"(^|[;|\n] *)(diff \S+ \S+|kubectl diff( -n \S+)? -f -)$")
DIFFERS = "\n[ $? -le 1 ]"
"""`diff` that shows a difference has status 1, which a person on call takes for no failure."""
WRITES = re.compile(r"kubectl (annotate|apply|delete|patch)\b(?! --local)(?!.*--dry-run)")
"""What changes an object. The other commands only show one, or what a change would do."""


def filled(commands: Sequence[str], given: Mapping[str, str]) -> list[str]:
    """The commands of a unit with every placeholder replaced; `ADDRESS_NOW` is ADDRESS-NOW.

    Raises CannotRunError when one is left, or one that is given stands in no command: the command
    would then run with other words than a reader's.
    """
    words = {word.replace("_", "-"): value for word, value in given.items()}
    asked = {word for command in commands for word in PLACEHOLDER.findall(command)}
    if asked != set(words):
        told = ", ".join(sorted(asked ^ set(words)))
        raise CannotRunError(f"Placeholders of the unit and of the incident differ: {told}.")
    return [PLACEHOLDER.sub(lambda found: words[found[0]], command) for command in commands]


@dataclass(frozen=True)
class Case:
    """An incident that can be run: its id, what happens, on which product, how it is looked at."""

    id: str
    happens: Callable[[Incident], None]
    product: str
    look: Callable[[World, Everything], Facts]
    replaces: str = ""
    """The product of which another release takes the place of the newest one, and ends again."""
    leaves: str = ""
    """Why its units leave here what they restore as a rule; the guide tells it beside the unit."""

    @property
    def title(self) -> str:
        """What happens, in a sentence or two."""
        return " ".join((self.happens.__doc__ or "").split())


@dataclass(frozen=True)
class Told:
    """How an incident went: the facts that changed at all, at its three moments."""

    id: str
    facts: dict[str, tuple[str, str, str]]
    restored: list[str]
    left: list[str]
    writes: int
    pods: int
    notes: dict[str, str]
    units: tuple[str, ...] = ()


@dataclass
class Incident:
    """One incident in the making: its world, and what was seen of it so far."""

    case: Case
    world: World
    everything: Everything
    notes: dict[str, str] = field(default_factory=dict)
    facts: Facts = field(default_factory=dict)
    """What is so at this moment and no object of the API says, or only in this incident."""
    _moments: list[Facts] = field(default_factory=list)
    _pods: int = 0
    _pods_after: int = 0
    writes: int = 0
    units: list[str] = field(default_factory=list)

    def look(self) -> Facts:
        """What the objects say at this moment."""
        return self.case.look(self.world, self.everything)

    @contextmanager
    def other_release(self) -> Iterator[None]:
        """The other release of the product that the case `replaces`, for the block.

        Raises CannotRunError when the case says of none: it would be compared on other releases.
        """
        if not self.case.replaces:
            raise CannotRunError(
                f"Incident {self.case.id} uses another release. Say of which product: `replaces`."
            )
        with self.everything.other_release(self.case.replaces):
            yield

    def see(self) -> Facts:
        """Take the facts of this moment: before, bad, after, in that order."""
        facts = {**self.look(), **self.facts}
        self._moments.append(facts)
        if len(self._moments) == 2:
            self._pods = self.world.pods_seen()
        self._pods_after = self.world.pods_seen()
        return facts

    def roll_back(self, name: str, **given: str) -> None:
        """Run what the guide prints for a unit, step by step, its placeholders filled in.

        Raises CannotRunError when a step fails, or a placeholder is left or is in no step.
        """
        for _ in self.steps(name, **given):
            pass

    def steps(self, name: str, **given: str) -> Iterator[None]:
        """The same, stopping after each step, where a person would wait and look."""
        self.units.append(name)
        for command in filled(unit(name).commands, given):
            self._type(command)
            yield

    def type_in(self, name: str, **given: str) -> None:
        """Run the commands of a unit where they are typed for another one, which prints none."""
        for command in filled(unit(name).commands, given):
            self._type(command)

    def _type(self, command: str) -> None:
        writes = bool(WRITES.search(command))
        self.writes += writes
        self.world.shell(f"{command}{DIFFERS}" if SHOWS.search(command) else command, writes)

    def tried(self, *names: str) -> None:
        """Units that the incident brings about by itself: they print no command, or call Helm."""
        self.units += names

    def refused(self, command: str) -> str:
        """Run a command that is to be refused, and return the message."""
        try:
            self.world.shell(command)
        except CannotRunError as error:
            return str(error)
        raise CannotRunError(f"`{command}` was carried out and should have been refused.")

    def told(self) -> Told:
        """What there is to tell, once all three moments were seen."""
        before, bad, after = self._moments
        names = sorted({*before, *bad, *after})
        facts = {
            name: (before.get(name, ""), bad.get(name, ""), after.get(name, "")) for name in names
        }
        changed = {name: each for name, each in facts.items() if len(set(each)) > 1}
        return Told(
            self.case.id,
            changed,
            [name for name, each in changed.items() if each[0] == each[2]],
            [name for name, each in changed.items() if each[0] != each[2]],
            self.writes,
            self._pods_after - self._pods,
            self.notes,
            tuple(self.units),
        )
