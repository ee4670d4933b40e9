"""Installs KServe into a control plane from what its own module carries, and runs its managers.

The release's manifests are applied as they are, but for three things: the managers run as programs
of this machine and not as pods, webhooks are called on loopback under a certificate made on the
spot, and the configuration says Standard mode, which is what these incidents are about.
"""

from __future__ import annotations

import base64
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.tools.loopback import free_port

from .api import Object
from .building import Release, carried, programs
from .plane import Plane, certificate
from .processes import Program, Work, ready

__all__ = ["NAMESPACE", "KServe"]

MODULE = "github.com/kserve/kserve"
NAMESPACE = "kserve"
UP_SECONDS = 120.0
NEIGHBOURS = {
    "sigs.k8s.io/gateway-api": "config/crd/standard",
    "github.com/kedacore/keda/v2": "config/crd/bases",
    "sigs.k8s.io/lws": "config/crd/bases",
}
"""Modules that KServe itself depends on, and where they carry the CRDs that it looks for."""
LEFT_OUT = {"Deployment", "DaemonSet", "Certificate", "Issuer"}
"""Kinds of the manifests that a cluster would run, or that make its certificates."""
MANAGERS = {"manager": "kserve-webhook-server-service", "llmisvc": "llmisvc-webhook-server-service"}
"""Each manager, and the Service by which its webhooks are called in a cluster."""

GATEWAY = """apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: {name: stand-in}
spec: {controllerName: example.com/stand-in}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: kserve-ingress-gateway, namespace: kserve}
spec:
  gatewayClassName: stand-in
  listeners: [{name: http, protocol: HTTP, port: 80, allowedRoutes: {namespaces: {from: All}}}]
"""
"""The gateway that KServe's configuration names and that each installation makes for itself."""
DEALT_WITH = ("inferenceservice", "inferencegraph", "llminferenceservice")
"""The managers' own names for the kinds that incidents are about."""
UNSAFE = {"llmisvc": ["--metrics-secure=false"]}
"""What lets the tests read a manager's metrics on loopback."""


@dataclass
class KServe:
    """KServe of one release, installed into a plane; its managers can be ended and replaced."""

    plane: Plane
    release: Release
    running: dict[str, Program] = field(default_factory=dict)
    work: dict[str, Work] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    past: int = 0
    """How often managers that have ended had dealt with an object."""

    def install(self, definitions: bool = True) -> None:
        """Apply CRDs, configuration, webhooks, runtimes and presets, and start the managers.

        Without `definitions` the CRDs stay those that are there.
        Raises CannotRunError when something cannot be had, built, applied or started.
        """
        built = programs(self.release)
        print(f"Installing {self.release} ...", flush=True)
        for module, place in NEIGHBOURS.items() if definitions else ():
            self._apply_folder(carried(self.release, module) / place)
        manifests = carried(self.release, MODULE) / "install" / self.release.version
        parts = _parts(manifests / "kserve.yaml")
        if not self.ports:
            self.ports.update({name: free_port() for name in MANAGERS})
            certificate(self.plane.folder / "webhooks")
        made, key = (self.plane.folder / "webhooks" / name for name in ("cert.pem", "key.pem"))
        hooks = []
        first = [f"kind: Namespace\napiVersion: v1\nmetadata: {{name: {NAMESPACE}}}"]
        rest = []
        for kind, text in parts:
            if kind.endswith("WebhookConfiguration"):
                hooks.append(_on_loopback(text, self.ports, made))
            elif kind == "CustomResourceDefinition":
                first.append(
                    _on_loopback(text, self.ports, made) if "\n  conversion:" in text else text
                )
            elif kind == "ConfigMap":
                rest.append(_in_standard_mode(text))
            elif kind not in LEFT_OUT:
                rest.append(text)
        if definitions:
            self._apply(first)
            self.plane.established()
        self._apply(rest)
        for name, port in self.ports.items():
            self._start(name, built / name, port, made, key)
        self._apply(hooks)
        self._apply([(manifests / "kserve-cluster-resources.yaml").read_text("utf-8"), GATEWAY])

    def use(self, release: Release) -> None:
        """Replace managers, configuration, runtimes and presets by those of a release.

        The CRDs stay those that are there, as nobody should downgrade them in an incident.
        """
        self.end()
        self.release = release
        self.install(definitions=False)

    def told(self) -> tuple[int, int]:
        """How often the managers have dealt with an object, and how many wait for them."""
        done = sum(work.done(kind) for work in self.work.values() for kind in DEALT_WITH)
        return self.past + done, sum(work.waiting() for work in self.work.values())

    def end(self) -> None:
        """End the managers, as an upgrade of the controller does first."""
        self.past, _ = self.told()
        self.work.clear()
        while self.running:
            self.plane.programs.end(self.running.popitem()[1])

    def _apply_folder(self, folder: Path) -> None:
        for file in sorted(folder.glob("*.yaml")):
            text = file.read_text("utf-8")
            if "kind: CustomResourceDefinition" in text:
                self._apply([text])

    def _apply(self, texts: list[str]) -> None:
        apply = ("apply", "--server-side", "--force-conflicts", "-f", "-")
        self.plane.kubectl(*apply, given="\n---\n".join(texts))

    def _start(self, name: str, program: Path, port: int, made: Path, key: Path) -> None:
        temporary = self.plane.folder / f"{name}-{self.release.version}"
        served = temporary / "k8s-webhook-server" / "serving-certs"
        served.mkdir(parents=True, exist_ok=True)
        for file, original in (("tls.crt", made), ("tls.key", key)):
            (served / file).write_bytes(original.read_bytes())
        probe = free_port()
        self.work[name] = Work(free_port())
        self.running[name] = self.plane.programs.start(
            f"kserve-{name}-{self.release.version}",
            [
                str(program),
                f"--webhook-port={port}",
                f"--health-probe-addr=127.0.0.1:{probe}",
                f"--metrics-addr=127.0.0.1:{self.work[name].port}",
                *UNSAFE.get(name, ()),
            ],
            KUBECONFIG=str(self.plane.kubeconfig(NAMESPACE)),
            POD_NAMESPACE=NAMESPACE,
            TMPDIR=str(temporary),  # where it looks for its certificate
        )
        self.plane.programs.wait(self.running[name], lambda: ready(probe), UP_SECONDS)


def _parts(file: Path) -> list[tuple[str, str]]:
    """Each document of a manifest with its kind; a hundred thousand lines are not parsed for it."""
    texts = re.split(r"^---$", file.read_text("utf-8"), flags=re.MULTILINE)
    kinds = [re.search(r"^kind: (\w+)$", text, re.MULTILINE) for text in texts]
    return [(kind[1], text) for kind, text in zip(kinds, texts, strict=True) if kind]


def _on_loopback(text: str, ports: dict[str, int], made: Path) -> str:
    """The same webhook or CRD, calling the manager of this machine and trusting its certificate."""
    each: Object = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    bundle = base64.b64encode(made.read_bytes()).decode()
    conversion = each.get("spec", {}).get("conversion", {}).get("webhook")
    clients = [conversion] if conversion else each.get("webhooks", [])
    names = {service: name for name, service in MANAGERS.items()}
    kept = [each for each in clients if each["clientConfig"]["service"]["name"] in names]
    for client in kept:
        service = client["clientConfig"]["service"]
        url = f"https://127.0.0.1:{ports[names[service['name']]]}{service['path']}"
        client["clientConfig"] = {"url": url, "caBundle": bundle}
    if not conversion:
        each["webhooks"] = kept  # those of the model cache call a manager that is not run
    return yaml.safe_dump(each)


def _in_standard_mode(text: str) -> str:
    each: Object = yaml.safe_load(text)
    if "deploy" in each.get("data", {}):
        deploy: dict[str, Any] = json.loads(each["data"]["deploy"])
        each["data"]["deploy"] = json.dumps({**deploy, "defaultDeploymentMode": "Standard"})
    return yaml.safe_dump(each)
