"""Installs KubeRay into a control plane from what its own module carries, and runs its operator."""

from __future__ import annotations

from dataclasses import dataclass

from tests.tools.loopback import free_port

from .building import Release, carried, programs
from .heads import Heads
from .plane import Plane
from .processes import Program, ready

__all__ = ["KubeRay"]

MODULE = "github.com/ray-project/kuberay/ray-operator"
UP_SECONDS = 120.0


@dataclass
class KubeRay:
    """KubeRay of one release, installed into a plane; its operator can be ended and replaced."""

    plane: Plane
    release: Release
    heads: Heads
    operator: Program | None = None

    def install(self) -> None:
        """Apply the CRDs and start the operator.

        Raises CannotRunError when something cannot be had, built, applied or started.
        """
        programs(self.release)
        print(f"Installing {self.release} ...", flush=True)
        folder = carried(self.release, MODULE) / "config" / "crd" / "bases"
        self.plane.kubectl("apply", "--server-side", "--force-conflicts", "-f", str(folder))
        self.plane.established()
        self.start()

    def start(self) -> None:
        """Start the operator."""
        probe = free_port()
        self.operator = self.plane.programs.start(
            f"kuberay-{self.release.version}",
            [
                str(programs(self.release) / "ray-operator"),
                f"--health-probe-bind-address=127.0.0.1:{probe}",
                "--metrics-addr=0",
                "--enable-leader-election=false",
                "--feature-gates=RayServiceIncrementalUpgrade=true",
            ],
            KUBECONFIG=str(self.plane.kubeconfig()),
            HTTP_PROXY=self.heads.address,
        )
        self.plane.programs.wait(self.operator, lambda: ready(probe), UP_SECONDS)

    def use(self, release: Release) -> None:
        """Replace the operator by that of a release; the CRDs stay those that are there."""
        self.end()
        self.release = release
        self.start()

    def end(self) -> None:
        """End the operator, as a restart or an upgrade does first."""
        if self.operator:
            self.plane.programs.end(self.operator)
            self.operator = None
