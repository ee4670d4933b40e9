"""What an incident happens to: a namespace, and the Git repository of its manifests.

An incident is told as facts, plain words about what the objects say, at three moments: before it,
while things are bad, and after the rollback. What was restored, what was left and what changed
otherwise is worked out from those, in the same way for all products.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from .api import Object
from .errors import CannotRunError
from .nodes import Nodes
from .plane import Plane
from .processes import wait_until

__all__ = ["Facts", "World"]

Facts = dict[str, str]
"""What can be said of a namespace's objects at one moment: what, and how it is."""

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
"""What Ray clusters are called, whose names differ from run to run."""
SETTLE_SECONDS = 90.0
"""Seconds that controllers may take, on a machine with other work."""
QUIET_LOOKS = 3
"""How often in a row a controller has to say that it has nothing to do."""
AUTHOR = {
    "GIT_AUTHOR_NAME": "on call",
    "GIT_AUTHOR_EMAIL": "on-call@example.com",
    "GIT_COMMITTER_NAME": "on call",
    "GIT_COMMITTER_EMAIL": "on-call@example.com",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@dataclass
class World:
    """One namespace of a running plane, and the repository its manifests are kept in."""

    plane: Plane
    nodes: Nodes
    namespace: str
    work: Callable[[], tuple[int, int]] = lambda: (1, 0)
    """How much the controllers have done, and how much waits for them."""
    repository: Path = field(init=False)
    _done: int = 0
    _clusters: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.repository = self.plane.folder / f"git-{self.namespace}"
        self.repository.mkdir()
        self.plane.api.create("Namespace", "", {"metadata": {"name": self.namespace}})
        self.shell("git init --quiet")
        self.wait(
            lambda: self.plane.api.get("ServiceAccount", self.namespace, "default"),
            "the namespace has its service account",
        )

    def shell(self, command: str, writes: bool = True) -> str:
        """Run a command as a person on call would, in the repository of manifests.

        One that writes nothing gives the controllers nothing to do, so `quiet` waits for none.
        Raises CannotRunError with what it printed when it fails.
        """
        if writes:
            self._done, _ = self.work()
        environment = {
            **os.environ,
            **AUTHOR,
            "PATH": self.plane.path,
            "KUBECONFIG": str(self.plane.kubeconfig(self.namespace)),
        }
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=self.repository,
            env=environment,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise CannotRunError(
                f"`{command}` failed: {done.stderr.strip() or done.stdout.strip()}"
            )
        return done.stdout

    def commit(self, **files: Object) -> str:
        """Write manifests (`service` is service.yaml) and commit them; the commit's name."""
        for name, content in files.items():
            (self.repository / f"{name}.yaml").write_text(yaml.safe_dump(content), "utf-8")
        self.shell("git add -A && git commit --quiet --allow-empty -m manifests")
        return self.shell("git rev-parse HEAD").strip()

    def apply(self, **files: Object) -> str:
        """Commit manifests and apply them from the working tree; the commit's name."""
        good = self.commit(**files)
        for name in files:
            self.shell(f"kubectl apply -f {name}.yaml")
        return good

    def get(self, kind: str, name: str) -> Object:
        """An object of this namespace. Raises CannotRunError when there is none."""
        found = self.plane.api.get(kind, self.namespace, name)
        if found is None:
            raise CannotRunError(f"There is no {kind} {name} in {self.namespace}.")
        return found

    def all(self, kind: str, **labels: str) -> list[Object]:
        """The objects of a kind in this namespace that have these labels, by name."""
        return self.plane.api.all(kind, self.namespace, **labels)

    def wait(self, holds: Callable[[], object], what: str, seconds: float = SETTLE_SECONDS) -> None:
        """Wait until `holds`; a controller that ended meanwhile is told of first."""

        def looked() -> object:
            self.plane.programs.check()
            return holds()

        wait_until(looked, seconds, what)

    def quiet(self) -> None:
        """Wait until the controllers have worked since the last command, and have nothing to do."""
        looks = 0

        def is_quiet() -> bool:
            nonlocal looks
            done, waiting = self.work()
            looks = looks + 1 if done > self._done and not waiting else 0
            return looks >= QUIET_LOOKS

        self.wait(is_quiet, "the controllers have dealt with the last command")

    def clusters(self) -> dict[str, str]:
        """Every Ray cluster that was seen here, by name: the first, the second and so on."""
        there = self.all("RayCluster")
        for each in sorted(there, key=lambda one: str(one["metadata"]["creationTimestamp"])):
            name = each["metadata"]["name"]
            self._clusters.setdefault(name, ORDINALS[len(self._clusters)])
        return dict(self._clusters)

    def pods_seen(self) -> int:
        """How many pods this namespace has ever had."""
        return len(self.nodes.seen.get(self.namespace, ()))
