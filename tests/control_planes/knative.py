"""Installs Knative Serving from what its own modules carry, and runs its controllers.

Its webhook finds the API server's requests at a Service that leads to this machine. What has no
place here is stood in for: the network layer in `nodes`, and pods' statistics and the activator in
`Idle`. Nobody sends a request, so what a scaler may take away, it takes away.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from tests.tools.loopback import free_port

from .answering import Answer, Answering
from .api import Object
from .building import Release, carried, programs
from .plane import Plane
from .processes import Program, wait_until

__all__ = ["SYSTEM", "Idle", "Knative"]

SYSTEM = "knative-serving"
MODULE = "knative.dev/serving"
DEFINITIONS = {
    MODULE: "config/core/300-resources",
    "knative.dev/networking": "config",
    "knative.dev/caching": "config",
}
"""Modules with resource definitions and configuration, and where in them these are."""
SETTINGS: dict[str, dict[str, str]] = {
    # Images are never pulled, so their tags cannot be looked up.
    "config-deployment": {
        "registries-skipping-tag-resolving": "example.com,index.docker.io,ghcr.io"
    },
    "config-domain": {"example.com": ""},
    # The shortest times that it accepts, for the six to ninety seconds of its defaults.
    "config-autoscaler": {"stable-window": "6s", "scale-to-zero-grace-period": "6s"},
}
"""What the configuration says here and not in the module."""
UP_SECONDS = 120.0
HOOKS = ("mutatingwebhookconfigurations", "validatingwebhookconfigurations")
ELSEWHERE = "10.244.255.1"
"""An address of the cluster network, where the activator would be. Nothing is there."""
FRONT = f"""apiVersion: v1
kind: Endpoints
metadata: {{name: activator-service, namespace: {SYSTEM}}}
subsets:
- addresses: [{{ip: {ELSEWHERE}}}]
  ports: [{{name: http, port: 8012}}, {{name: h2c, port: 8013}}]
"""
WEBHOOK = f"""apiVersion: v1
kind: Service
metadata: {{name: webhook, namespace: {SYSTEM}}}
spec: {{type: ExternalName, externalName: localhost}}
"""


class Idle(Answering):
    """Answers the autoscaler, as its HTTP proxy: pods without requests, and the activator."""

    def __init__(self) -> None:
        super().__init__(_Idle)


class _Idle(Answer):
    kind = "application/protobuf"

    def got(self) -> str:
        """A message of statistics without any field says zero of everything."""
        return "" if self.path.endswith("/metrics") else "activator"


@dataclass
class Knative:
    """Knative Serving of one release, installed into a plane."""

    plane: Plane
    release: Release
    idle: Idle
    running: dict[str, Program] = field(default_factory=dict)

    def install(self) -> None:
        """Apply definitions, configuration and webhooks, and start controllers and webhook.

        Raises CannotRunError when something cannot be had, built, applied or started.
        """
        built = programs(self.release)
        print(f"Installing {self.release} ...", flush=True)
        port = free_port()
        core = carried(self.release, MODULE) / "config" / "core"
        files = [
            file
            for module, place in DEFINITIONS.items()
            for file in sorted((carried(self.release, module) / place).glob("*.yaml"))
        ]
        every = [each for file in files for each in _objects(file)]
        definitions = [each for each in every if each["kind"] == "CustomResourceDefinition"]
        self._apply([{"kind": "Namespace", "apiVersion": "v1", "metadata": {"name": SYSTEM}}])
        self._apply(definitions)
        self.plane.established()
        maps = [
            each for file in sorted((core / "configmaps").glob("*.yaml")) for each in _objects(file)
        ]
        maps += [each for each in every if each["kind"] == "ConfigMap"]
        self._apply([_set(each) for each in maps])
        self.plane.kubectl("apply", "-f", "-", given=f"{FRONT}---\n{WEBHOOK}")
        hooks = [
            each for file in sorted((core / "webhooks").glob("*.yaml")) for each in _objects(file)
        ]
        self._apply([_at(each, port) for each in hooks])
        self._start("webhook", built / "webhook", port)
        self._start("controllers", built / "controllers", port)
        wait_until(self._trusted, UP_SECONDS, "Knative's webhooks have their certificate")

    def _trusted(self) -> bool:
        self.plane.programs.check()
        listed = [
            self.plane.api.call("GET", f"apis/admissionregistration.k8s.io/v1/{kind}")["items"]
            for kind in HOOKS
        ]
        clients = [
            hook["clientConfig"]
            for each in (*listed[0], *listed[1])
            for hook in each.get("webhooks", ())
            if hook["name"].endswith("serving.knative.dev")
        ]
        return len(clients) == 3 and all(client.get("caBundle") for client in clients)

    def _start(self, name: str, program: Path, port: int) -> None:
        self.running[name] = self.plane.programs.start(
            f"knative-{name}-{self.release.version}",
            [str(program)],
            KUBECONFIG=str(self.plane.kubeconfig(SYSTEM)),
            SYSTEM_NAMESPACE=SYSTEM,
            POD_NAME=name,
            CONFIG_LOGGING_NAME="config-logging",
            CONFIG_OBSERVABILITY_NAME="config-observability",
            WEBHOOK_NAME="webhook",
            WEBHOOK_PORT=str(port),
            PROFILING_PORT=str(free_port()),
            HTTP_PROXY=self.idle.address,
        )

    def _apply(self, objects: list[Object]) -> None:
        apply = ("apply", "--server-side", "--force-conflicts", "-f", "-")
        self.plane.kubectl(*apply, given=yaml.safe_dump_all(objects))


def _objects(file: Path) -> list[Object]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [each for each in yaml.load_all(file.read_text("utf-8"), loader) if each]


def _set(settings: Object) -> Object:
    """A ConfigMap with what it says here; its example is left out, and the example's checksum."""
    settings["metadata"].pop("annotations", None)
    said = {key: text for key, text in settings.get("data", {}).items() if key != "_example"}
    settings["data"] = {**said, **SETTINGS.get(settings["metadata"]["name"], {})}
    return settings


def _at(hook: Object, port: int) -> Object:
    """The same webhook, called at the port of this machine that the program listens on."""
    for each in hook.get("webhooks", ()):
        each["clientConfig"]["service"]["port"] = port
    return hook
