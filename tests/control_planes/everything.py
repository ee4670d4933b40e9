"""Brings everything up: the control plane, what stands in for nodes and heads, and all products.

python -m tests.control_planes.everything    keep it up, and say how to reach it
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from .building import Release, newest, releases
from .errors import CannotRunError
from .heads import Heads
from .knative import Idle, Knative
from .kserve import KServe
from .kuberay import KubeRay
from .nodes import Nodes
from .plane import Plane, running
from .processes import end_as_by_ctrl_c

__all__ = ["Everything", "main", "up"]


@dataclass(frozen=True)
class Everything:
    """All that runs: incidents happen to this."""

    plane: Plane
    nodes: Nodes
    heads: Heads
    knative: Knative
    kserve: KServe
    kuberay: KubeRay

    @contextmanager
    def other_release(self, product: str) -> Iterator[None]:
        """The release before the newest for the block, as an upgrade and its way back."""
        parts: dict[str, KServe | KubeRay] = {"kserve": self.kserve, "kuberay": self.kuberay}
        part = parts[product]
        used = part.release
        part.use(releases(product)[1])
        try:
            yield
        finally:
            part.use(used)


@contextmanager
def up(instead: Release | None = None) -> Iterator[Everything]:
    """Everything, ended with the block; `instead` takes the place of its newest release.

    Raises CannotRunError when a part does not come up.
    """

    def used(product: str) -> Release:
        return instead if instead and instead.product == product else newest(product)

    with running() as plane:
        nodes, heads, idle = Nodes(plane.api), Heads(plane.api), Idle()
        knative = Knative(plane, used("knative"), idle)
        kserve = KServe(plane, used("kserve"))
        kuberay = KubeRay(plane, used("kuberay"), heads)
        nodes.start()
        heads.start()
        idle.start()
        try:
            knative.install()  # before KServe, which looks for it when it starts
            kserve.install()
            kuberay.install()
            print("Everything is up.", flush=True)
            yield Everything(plane, nodes, heads, knative, kserve, kuberay)
        finally:
            idle.end()
            heads.end()
            nodes.end()


def main() -> int:
    """Keep everything up until Ctrl-C or an end from outside; 1 when it does not come up."""
    end_as_by_ctrl_c()
    try:
        with up() as all_of_it:
            plane = all_of_it.plane
            print(f"export PATH={plane.path} KUBECONFIG={plane.kubeconfig()}", flush=True)
            signal.pause()
    except CannotRunError as error:
        print(error)
        return 1
    except KeyboardInterrupt:
        print("Everything has ended.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
