"""Brings everything up: the control plane, what stands in for nodes and heads, and both products.

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
    def other_kserve(self) -> Iterator[None]:
        """Another release of KServe for the block, as an upgrade and its way back.

        Controllers, configuration, runtimes and presets change; the resource definitions stay those
        of the newest release, as nobody should downgrade them in an incident.
        """
        used = self.kserve.release
        self.kserve.end()
        self.kserve.release = releases("kserve")[1]
        self.kserve.install(definitions=False)
        try:
            yield
        finally:
            self.kserve.end()
            self.kserve.release = used
            self.kserve.install(definitions=False)

    @contextmanager
    def other_kuberay(self) -> Iterator[None]:
        """Another release of KubeRay's operator for the block, as an upgrade and its way back.

        The resource definitions stay those of the newest release.
        """
        used = self.kuberay.release
        self.kuberay.end()
        self.kuberay.release = releases("kuberay")[1]
        self.kuberay.start()
        try:
            yield
        finally:
            self.kuberay.end()
            self.kuberay.release = used
            self.kuberay.start()


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
