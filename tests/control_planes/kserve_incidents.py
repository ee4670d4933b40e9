"""Incidents of KServe in Standard mode, each from a service that runs to the rollback's end."""

from __future__ import annotations

from typing import Any

from .api import Object
from .telling import Incident
from .world import World

__all__ = ["INCIDENTS"]

GROUP = "serving.kserve.io"
GOOD_MODEL, BAD_MODEL = "s3://models/churn/v41", "s3://models/churn/v42"


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
    predictor = model.pop("predictor", {})
    top = model.pop("top", {})
    return {
        "apiVersion": f"{GROUP}/v1beta1",
        "kind": "InferenceService",
        "metadata": {"name": name, "annotations": annotations or {}},
        "spec": {
            "predictor": {
                "minReplicas": 2,
                "maxReplicas": 4,
                "scaleMetric": "cpu",
                "scaleTarget": 60,
                **predictor,
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


def observed(world: World, name: str = "churn", kind: str = "InferenceService") -> bool:
    """Whether the controller has dealt with the object as it is now."""
    found = world.get(kind, name)
    seen = found.get("status", {}).get("observedGeneration")
    return bool(seen == found["metadata"]["generation"])


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


def settle(world: World, name: str = "churn", parts: tuple[str, ...] = ("predictor",)) -> None:
    """Wait until the controller has seen the service, and its Deployments are rolled out."""
    world.wait(lambda: observed(world, name), f"KServe has dealt with {name}")
    for part in parts:
        deployment = f"{name}-{part}"
        world.wait(lambda: rolled_out(world, deployment), f"{deployment} is rolled out")  # noqa: B023
    world.wait(lambda: observed(world, name), f"KServe has dealt with {name}")


def previous_spec(incident: Incident) -> None:
    """A release that changes the model, an argument, the scaler and the transformer."""
    world = incident.world
    transformer = {"containers": [{"name": "kserve-container", "image": "example.com/features:41"}]}
    worse = {"containers": [{"name": "kserve-container", "image": "example.com/features:42"}]}
    world.apply(runtime=runtime())
    good = world.apply(service=service(args=["--log=info"], top={"transformer": transformer}))
    parts = ("predictor", "transformer")
    settle(world, parts=parts)
    incident.see()
    bad = service(
        storageUri=BAD_MODEL,
        args=["--log=debug"],
        predictor={"maxReplicas": 9, "scaleTarget": 20},
        top={"transformer": worse},
    )
    world.apply(service=bad)
    settle(world, parts=parts)
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world, parts=parts)
    incident.see()


INCIDENTS = {"standard-spec": previous_spec}
