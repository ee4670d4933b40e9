"""KubeRay's objects that incidents are about: how they are written, waited for and looked at."""

from __future__ import annotations

import json
from typing import Any

import yaml

from .api import Object, says
from .telling import Incident
from .world import World

__all__ = [
    "NAME",
    "document",
    "gone",
    "head",
    "head_is_up",
    "held",
    "hold",
    "pending",
    "pod",
    "processed",
    "retriever",
    "role",
    "served",
    "service",
    "settle",
    "status",
    "steps",
]

NAME = "answers"
IMAGE = "example.com/ray:{}"
INCREMENTAL: Object = {
    "type": "NewClusterWithIncrementalUpgrade",
    "clusterUpgradeOptions": {
        "gatewayClassName": "example",
        "stepSizePercent": 25,
        "intervalSeconds": 1,
        "maxSurgePercent": 50,
    },
}


def document(**changed: Any) -> str:
    """The Serve document of the example application."""
    application = {
        "name": "answers",
        "import_path": "answers.app:build",
        "route_prefix": "/answers",
        "args": {"top_k": 3},
        "deployments": [
            {"name": "Retriever", "autoscaling_config": {"min_replicas": 1, "max_replicas": 2}}
        ],
        **changed,
    }
    return yaml.safe_dump({"applications": [application]}, sort_keys=False)


def pod(image: str, name: str, cards: int = 0) -> Object:
    """The template of a Ray pod that wants so many GPUs."""
    ports = [
        {"containerPort": number, "name": called}
        for called, number in (("gcs-server", 6379), ("dashboard", 8265), ("serve", 8000))
    ]
    made: Object = {"name": name, "image": image, "ports": ports}
    if cards:
        made["resources"] = {"limits": {"nvidia.com/gpu": cards}}
    return {"spec": {"containers": [made]}}


def service(
    version: str = "2.60.0",
    serve: str | None = None,
    groups: tuple[str, ...] = ("workers",),
    **more: Any,
) -> Object:
    """A RayService with a head and one worker group or more."""
    bounds = more.pop("bounds", {"replicas": 1, "minReplicas": 1, "maxReplicas": 3})
    annotations = more.pop("annotations", {})
    cards = more.pop("cards", 0)
    image = more.pop("image", IMAGE.format(version))
    workers = [
        {
            "groupName": group,
            **bounds,
            "rayStartParams": {},
            "template": pod(image, "ray-worker", cards),
        }
        for group in groups
    ]
    return {
        "apiVersion": "ray.io/v1",
        "kind": "RayService",
        "metadata": {"name": NAME, "annotations": annotations},
        "spec": {
            "serveConfigV2": serve or document(),
            "rayClusterConfig": {
                "rayVersion": version,
                "enableInTreeAutoscaling": "upgradeStrategy" in more,
                "headGroupSpec": {"rayStartParams": {}, "template": pod(image, "ray-head")},
                "workerGroupSpecs": workers,
            },
            "rayClusterDeletionDelaySeconds": 2,
            **more,
        },
    }


def status(world: World) -> Object:
    """What the operator says of the RayService."""
    told: Object = world.get("RayService", NAME).get("status", {})
    return told


def role(world: World, name: str) -> str:
    """Which cluster is `active` or `pending`, as the first, the second and so on; none."""
    told = status(world).get(f"{name}ServiceStatus", {}).get("rayClusterName", "")
    return world.clusters().get(told, "none" if not told else "unseen")


def settle(world: World, active: str) -> None:
    """Wait until one cluster is active, none is pending, and the operator has seen the spec."""

    def is_settled() -> bool:
        found = world.get("RayService", NAME)
        seen = found.get("status", {}).get("observedGeneration")
        return (
            role(world, "active") == active
            and role(world, "pending") == "none"
            and says(found, "Ready")
            and seen == found["metadata"]["generation"]
            and (not _is_incremental(found) or _backends(world) == [active])
        )

    world.wait(is_settled, f"the {active} cluster is active and none is pending", 180)


def _is_incremental(service: Object) -> bool:
    strategy = service["spec"].get("upgradeStrategy", {})
    return bool(strategy.get("type") == INCREMENTAL["type"])


def _backends(world: World) -> list[str]:
    """The clusters that the route of an incremental upgrade names."""
    names = world.clusters()
    return [
        names.get(one["name"].removesuffix("-serve-svc"), "unseen")
        for route in world.all("HTTPRoute")
        for one in route["spec"]["rules"][0]["backendRefs"]
    ]


def pending(world: World, name: str) -> None:
    """Wait until a cluster of that ordinal is pending."""
    world.wait(lambda: role(world, "pending") == name, f"the {name} cluster is pending", 180)


def gone(world: World, *names: str) -> None:
    """Wait until these clusters are deleted."""

    def are_gone() -> bool:
        there = {each["metadata"]["name"] for each in world.all("RayCluster")}
        return not there & {name for name, called in world.clusters().items() if called in names}

    world.wait(are_gone, f"{', '.join(names)} deleted", 120)


def served(incident: Incident, cluster: str, text: str, times: int = 1) -> None:
    """Wait until a cluster was sent a document that holds `text`, so many times."""

    def was_sent() -> bool:
        names = {called: name for name, called in incident.world.clusters().items()}
        sent = incident.everything.heads.sent.get(names.get(cluster, ""), [])
        return sum(text in json.dumps(each) for each in sent) >= times

    incident.world.wait(was_sent, f"the {cluster} cluster was sent {text}")


def retriever(settings: Object) -> Object:
    """A deployment with settings of its own."""
    return {"name": "Retriever", "user_config": settings}


def head_is_up(world: World) -> bool:
    """Whether the operator says that the head of the only cluster is ready."""
    (cluster,) = world.all("RayCluster")
    return says(cluster, "HeadPodReady")


def head(world: World) -> Object:
    """The pod of the only head."""
    (found,) = world.all("Pod", **{"ray.io/node-type": "head"})
    return found


def processed(world: World) -> None:
    """Wait until the operator has seen the RayService as it is, twice over."""

    def is_seen() -> bool:
        found = world.get("RayService", NAME)
        return bool(found["status"].get("observedGeneration") == found["metadata"]["generation"])

    world.wait(is_seen, "the operator has seen the RayService")


def held(world: World, percent: int) -> None:
    """Wait until so much traffic goes to the pending cluster of an incremental upgrade."""
    world.wait(
        lambda: (
            status(world).get("pendingServiceStatus", {}).get("trafficRoutedPercent") == percent
        ),
        f"the pending cluster gets {percent} % of the traffic",
        120,
    )


def steps(interval: int, step: int = 25) -> Object:
    """The incremental strategy, a step each `interval` seconds."""
    options = {**INCREMENTAL["clusterUpgradeOptions"], "intervalSeconds": interval}
    options["stepSizePercent"] = step
    return {**INCREMENTAL, "clusterUpgradeOptions": options}


def hold(world: World, interval: int = 3600) -> None:
    """Hold an incremental upgrade where it is, by an hour between steps, or let it go on."""
    options = {"clusterUpgradeOptions": {"intervalSeconds": interval}}
    patch = json.dumps({"spec": {"upgradeStrategy": options}})
    world.shell(f"kubectl patch rayservice {NAME} --type merge -p '{patch}'")
