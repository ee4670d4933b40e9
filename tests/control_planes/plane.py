"""A Kubernetes control plane on loopback: etcd, the API server and the controllers of one release.

It has no node, no scheduler and no network between pods. Certificates are made on the spot by the
program that comes with Go.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.tools.loopback import free_port

from .api import Api, says
from .building import go, newest, programs
from .errors import CannotRunError
from .processes import Programs, wait_until

__all__ = ["Plane", "certificate", "running"]

UP_SECONDS = 120.0
"""Seconds that a part of the control plane may take to start, on a machine with other work."""

CONTROLLERS = (
    "deployment-controller",
    "endpoints-controller",
    "endpointslice-controller",
    "garbage-collector-controller",
    "horizontal-pod-autoscaler-controller",
    "namespace-controller",
    "replicaset-controller",
    "serviceaccount-controller",
    "statefulset-controller",
)
"""The controllers that anything here depends on, of kube-controller-manager's forty."""


@dataclass(frozen=True)
class Plane:
    """A running control plane: its API, its folder, and the programs that were started."""

    api: Api
    folder: Path
    programs: Programs
    certificate: Path
    token: str
    path: str
    """The search path with kubectl and jq in it."""

    def kubeconfig(self, namespace: str = "default") -> Path:
        """A kubeconfig file for one namespace."""
        file = self.folder / f"kubeconfig-{namespace}"
        file.write_text(
            f"""apiVersion: v1
kind: Config
current-context: here
contexts: [{{name: here, context: {{cluster: here, user: here, namespace: {namespace}}}}}]
clusters:
- {{name: here, cluster: {{server: {self.api.address}, certificate-authority: {self.certificate}}}}}
users: [{{name: here, user: {{token: {self.token}}}}}]
""",
            "utf-8",
        )
        file.chmod(0o600)
        return file

    def kubectl(self, *arguments: str, given: str = "", namespace: str = "default") -> str:
        """What kubectl prints. Raises CannotRunError with its message when it fails."""
        done = subprocess.run(
            ["kubectl", *arguments],
            input=given,
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": self.path, "KUBECONFIG": str(self.kubeconfig(namespace))},
        )
        if done.returncode:
            raise CannotRunError(f"kubectl {' '.join(arguments[:4])} failed: {done.stderr.strip()}")
        return done.stdout

    def established(self) -> None:
        """Wait until the API server serves every kind that was defined so far.

        `kubectl wait` gives up where a definition has no status yet. Raises CannotRunError with
        the names of those that are not served in time.
        """

        def waited_for() -> list[str]:
            listed = self.api.call("GET", "apis/apiextensions.k8s.io/v1/customresourcedefinitions")
            return [
                each["metadata"]["name"]
                for each in listed["items"]
                if not says(each, "Established")
            ]

        wait_until(
            lambda: not waited_for(),
            UP_SECONDS,
            "every resource definition is established",
            lambda: f"Not yet: {', '.join(waited_for())}.",
        )


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for loopback, its own authority, and its key, in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    root = subprocess.run([go(), "env", "GOROOT"], capture_output=True, text=True, check=True)
    source = Path(root.stdout.strip()) / "src" / "crypto" / "tls" / "generate_cert.go"
    made = subprocess.run(
        [
            go(),
            "run",
            str(source),
            "--ca",
            "--ecdsa-curve",
            "P256",
            "--host",
            "127.0.0.1,localhost",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
    )
    if made.returncode:
        raise CannotRunError(f"{source} makes no certificate: {made.stderr.strip()}")
    return folder / "cert.pem", folder / "key.pem"


@contextmanager
def running() -> Iterator[Plane]:
    """A control plane without objects, ended with the block, and its folder removed.

    Raises CannotRunError when something cannot be built or started.
    """
    kubernetes = programs(newest("kubernetes"))
    etcd = programs(newest("etcd"))
    jq = programs(newest("jq"))
    folder = Path(tempfile.mkdtemp(prefix="control-planes-"))
    started = Programs(folder)
    kept = True
    try:
        yield _start(folder, started, kubernetes, etcd, jq)
        kept = False
    finally:
        started.end_all()
        if kept:
            print(f"The logs are in {folder}.", flush=True)
        else:
            shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, started: Programs, kubernetes: Path, etcd: Path, jq: Path) -> Plane:
    print("Starting etcd, the API server and the controllers ...", flush=True)
    made, key = certificate(folder / "api")
    token = secrets.token_hex(16)
    tokens = folder / "tokens.csv"
    tokens.write_text(f'{token},admin,admin,"system:masters"\n', "utf-8")
    tokens.chmod(0o600)
    client, peer = (f"http://127.0.0.1:{free_port()}" for _ in range(2))
    port = free_port()
    started.start(
        "etcd",
        [
            str(etcd / "server"),
            f"--data-dir={folder / 'etcd'}",
            f"--listen-client-urls={client}",
            f"--advertise-client-urls={client}",
            f"--listen-peer-urls={peer}",
            f"--initial-advertise-peer-urls={peer}",
            f"--initial-cluster=default={peer}",
            "--unsafe-no-fsync",
            "--log-level=warn",
        ],
    )
    address = f"https://127.0.0.1:{port}"
    server = started.start(
        "kube-apiserver",
        [
            str(kubernetes / "kube-apiserver"),
            f"--etcd-servers={client}",
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--endpoint-reconciler-type=none",
            f"--secure-port={port}",
            f"--tls-cert-file={made}",
            f"--tls-private-key-file={key}",
            f"--token-auth-file={tokens}",
            "--authorization-mode=RBAC",
            "--service-cluster-ip-range=10.0.0.0/16",
            f"--service-account-issuer={address}",
            f"--service-account-key-file={made}",
            f"--service-account-signing-key-file={key}",
        ],
    )
    search = os.pathsep.join((str(folder / "bin"), str(kubernetes), os.environ.get("PATH", "")))
    plane = Plane(Api(address, token, made), folder, started, made, token, search)
    (folder / "bin").mkdir()
    (folder / "bin" / "jq").symlink_to(jq / "gojq")
    started.wait(server, plane.api.healthy, UP_SECONDS)
    started.start(
        "kube-controller-manager",
        [
            str(kubernetes / "kube-controller-manager"),
            f"--kubeconfig={plane.kubeconfig()}",
            f"--controllers={','.join(CONTROLLERS)}",
            "--leader-elect=false",
            "--bind-address=127.0.0.1",
            "--secure-port=0",
            f"--root-ca-file={made}",
        ],
    )
    return plane
