"""KServe's objects that incidents are about: how they are written, waited for and looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .api import Object, says
from .nodes import is_ready
from .telling import Incident
from .world import World

__all__ = [
    "BAD_MODEL",
    "GOOD_MODEL",
    "GROUP",
    "NO_TARGET",
    "Loaded",
    "container",
    "graph",
    "mark_of_restart",
    "models",
    "ready",
    "rolled_out",
    "runtime",
    "service",
]

GROUP = "serving.kserve.io"
GOOD_MODEL, BAD_MODEL = "s3://models/churn/v41", "s3://models/churn/v42"
NO_TARGET = {"scaleMetric": None, "scaleTarget": None}


def runtime(name: str = "runtime-v41", image: str = "example.com/runtime:41", *more: str) -> Object:
    """A serving runtime of the team's own."""
    container = {
        "name": "kserve-container",
        "image": image,
        "args": ["--model_dir=/mnt/models", "--workers=1", *more],
    }
    return {
        "apiVersion": f"{GROUP}/v1alpha1",
        "kind": "ServingRuntime",
        "metadata": {"name": name},
        "spec": {
            "supportedModelFormats": [{"name": "sklearn", "version": "1"}],
            "containers": [container],
        },
    }


def service(name: str = "churn", annotations: dict[str, str] | None = None, **model: Any) -> Object:
    """An InferenceService with one model; `predictor` and `top` add to those parts of the spec."""
    top = model.pop("top", {})
    predictor = {
        "minReplicas": 2,
        "maxReplicas": 4,
        "scaleMetric": "cpu",
        "scaleTarget": 60,
        **model.pop("predictor", {}),
    }
    filled = {field: value for field, value in predictor.items() if value is not None}
    return {
        "apiVersion": f"{GROUP}/v1beta1",
        "kind": "InferenceService",
        "metadata": {"name": name, "annotations": annotations or {}},
        "spec": {
            "predictor": {
                **filled,
                "model": {
                    "modelFormat": {"name": "sklearn", "version": "1"},
                    "runtime": "runtime-v41",
                    "storageUri": GOOD_MODEL,
                    **model,
                },
            },
            **top,
        },
    }


def container(world: World, deployment: str) -> Object:
    """The first container of a Deployment's template; empty when there is no such Deployment."""
    found = world.plane.api.get("Deployment", world.namespace, deployment)
    first: Object = found["spec"]["template"]["spec"]["containers"][0] if found else {}
    return first


def rolled_out(world: World, deployment: str) -> bool:
    """Whether a Deployment runs its newest template and nothing else."""
    found = world.plane.api.get("Deployment", world.namespace, deployment)
    if found is None:
        return False
    status, wanted = found.get("status", {}), found["spec"]["replicas"]
    return bool(
        status.get("observedGeneration") == found["metadata"]["generation"]
        and status.get("updatedReplicas") == wanted
        and status.get("readyReplicas") == wanted
        and status.get("replicas") == wanted
    )


def ready(world: World, name: str = "churn", kind: str = "InferenceService") -> None:
    """Wait until a service says that it is ready."""
    world.wait(lambda: says(world.get(kind, name), "Ready"), f"{name} is ready")


def graph(first: str, second: str) -> Object:
    """An InferenceGraph of two steps."""
    steps = [{"serviceUrl": f"http://{name}.example.com"} for name in (first, second)]
    return {
        "apiVersion": f"{GROUP}/v1alpha1",
        "kind": "InferenceGraph",
        "metadata": {"name": "moderated"},
        "spec": {"nodes": {"root": {"routerType": "Sequence", "steps": steps}}},
    }


def models(world: World, **labels: str) -> str:
    """Which models the pods of this world with these labels have, and whether they are ready."""
    told = []
    for pod in world.all("Pod", **labels):
        asked = pod["spec"].get("initContainers", [{}])[0].get("args", ["?"])[0]
        told.append(f"{asked} {'ready' if is_ready(pod) else 'waits'}")
    return ", ".join(sorted(told))


@dataclass
class Loaded:
    """Which files each pod has loaded: those that were behind the address when it started.

    No object says so, and no model is loaded here, so it goes by which pods there were when.
    """

    incident: Incident
    _files: dict[str, str] = field(default_factory=dict)

    def look(self, files: str) -> None:
        """Pods that were not here at the last look have found these; tell what all have found."""
        for pod in self._pods():
            self._files.setdefault(pod, files)
        found = ", ".join(sorted({self._files[pod] for pod in self._pods()}))
        self.incident.facts["files behind the address when the pods started"] = found

    def only_new(self) -> bool:
        """Whether there are pods, all ready, and none that was here at the last look."""
        pods = self._pods()
        ready = all(map(is_ready, self.incident.world.all("Pod")))
        return bool(pods) and ready and not self._files.keys() & set(pods)

    def _pods(self) -> list[str]:
        found = [pod["metadata"] for pod in self.incident.world.all("Pod")]
        return [each["uid"] for each in found if "deletionTimestamp" not in each]


def mark_of_restart(world: World, deployment: str) -> str:
    """What has become of the mark that `kubectl rollout restart` puts on the pods' template."""
    template = world.get("Deployment", deployment)["spec"]["template"]["metadata"]
    marks = template.get("annotations", {})
    return "stays" if "kubectl.kubernetes.io/restartedAt" in marks else "is taken away"
