"""Incidents of KubeRay's RayService, with its default upgrade strategy and the incremental one."""

from __future__ import annotations

import json
from typing import Any

import yaml

from .api import Object
from .nodes import NEVER_READY, is_ready
from .telling import Incident
from .world import World

__all__ = ["INCIDENTS"]

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


def calm(world: World, active: str) -> None:
    """Wait until one cluster is active, none is pending, and the operator has seen the spec."""

    def is_calm() -> bool:
        found = world.get("RayService", NAME)
        seen = found.get("status", {}).get("observedGeneration")
        return (
            role(world, "active") == active
            and role(world, "pending") == "none"
            and condition(world, "Ready")
            and seen == found["metadata"]["generation"]
            and (not _is_incremental(found) or _backends(world) == [active])
        )

    world.wait(is_calm, f"the {active} cluster is active and none is pending", 180)


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


def document_back(incident: Incident) -> None:
    """A bad document on a cluster that stays; the previous document is put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    worse = document(args={"top_k": 9}, import_path="answers.app:build_v2")
    world.apply(rayservice=service(serve=worse))
    served(incident, "first", "build_v2")
    incident.see()
    incident.roll_back("ray-document", GOOD=good, NAME=NAME)
    served(incident, "first", 'answers.app:build"', 2)
    calm(world, "first")
    incident.see()


def code_address_back(incident: Incident) -> None:
    """The runtime environment names another archive; its earlier address is written back."""
    world = incident.world
    now, earlier = (f"https://code.example.com/answers-{each}.zip" for each in (42, 41))
    world.apply(rayservice=service(serve=document(runtime_env={"working_dir": earlier})))
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(serve=document(runtime_env={"working_dir": now}, args={})))
    served(incident, "first", now)
    incident.see()
    given = {"NAME": NAME, "ADDRESS_NOW": now, "ADDRESS_GOOD": earlier}
    incident.roll_back("ray-code-pointer", **given)
    served(incident, "first", earlier, 2)
    incident.see()


def settings_back(incident: Incident) -> None:
    """A bad `user_config`, and another change with it; only the setting is edited back."""
    world = incident.world
    good, bad = ({"prompt": f"answer-v{number}"} for number in (41, 42))
    world.apply(rayservice=service(serve=document(deployments=[retriever(good)])))
    calm(world, "first")
    incident.see()
    worse = document(deployments=[retriever(bad)], args={"top_k": 9})
    world.apply(rayservice=service(serve=worse))
    served(incident, "first", "answer-v42")
    incident.see()
    types(world, "s/answer-v42/answer-v41/")
    incident.roll_back("ray-user-config", NAME=NAME)
    served(incident, "first", "answer-v41", 2)
    calm(world, "first")
    incident.see()


def types(world: World, edit: str) -> None:
    """Whoever opens `vi` from now on makes this edit in it, in the words of `sed`."""
    editor = world.plane.folder / "bin" / "vi"
    editor.write_text(f"#!/bin/sh\nexec sed -i '{edit}' \"$1\"\n", "utf-8")
    editor.chmod(0o755)


def retriever(settings: Object) -> Object:
    """A deployment with settings of its own."""
    return {"name": "Retriever", "user_config": settings}


def health_check_back(incident: Incident) -> None:
    """Too short time limits of a health check, and another change; the limits are edited back."""
    world = incident.world

    def checked(limit: float, period: float) -> list[Object]:
        limits = {"health_check_timeout_s": limit, "health_check_period_s": period}
        return [{"name": "Retriever", **limits}]

    world.apply(rayservice=service(serve=document(deployments=checked(30, 10))))
    calm(world, "first")
    incident.see()
    worse = document(deployments=checked(0.5, 1), args={"top_k": 9})
    world.apply(rayservice=service(serve=worse))
    served(incident, "first", '"health_check_timeout_s": 0.5')
    incident.see()
    types(world, "s/timeout_s: 0.5/timeout_s: 30/; s/period_s: 1$/period_s: 10/")
    incident.roll_back("ray-health-check", NAME=NAME)
    served(incident, "first", '"health_check_timeout_s": 30', 2)
    calm(world, "first")
    incident.see()


def head_started_again(incident: Incident) -> None:
    """The head of the cluster that serves runs and does not answer; its pod is deleted."""
    world, nodes = incident.world, incident.world.nodes
    world.apply(rayservice=service())
    calm(world, "first")
    hung = head(world)["metadata"]["uid"]

    def see() -> None:
        incident.facts["head"] = "ready" if is_ready(head(world)) else "not ready"
        incident.see()

    def same() -> str:
        return "the same" if head(world)["metadata"]["uid"] == hung else "another"

    see()
    used = nodes.fails
    nodes.fails = lambda pod: pod["metadata"]["uid"] == hung or used(pod)
    try:
        world.wait(lambda: not is_ready(head(world)), "the head does not answer")
        world.wait(lambda: not _head_is_up(world), "the operator has seen that")
        incident.notes["pod of the head, when the operator has seen that"] = same()
        see()
        incident.roll_back("ray-head", NAME=NAME)
        served(incident, "first", "answers.app:build", 2)
        calm(world, "first")
        incident.notes["pod of the head after the rollback"] = same()
        incident.notes["document, after the new head started"] = "is sent again"
        see()
    finally:
        nodes.fails = used


def _head_is_up(world: World) -> bool:
    """Whether the operator says that the head of the only cluster is ready."""
    (cluster,) = world.all("RayCluster")
    said = cluster.get("status", {}).get("conditions", ())
    return any(each["type"] == "HeadPodReady" and each["status"] == "True" for each in said)


def head(world: World) -> Object:
    """The pod of the only head."""
    (found,) = world.all("Pod", **{"ray.io/node-type": "head"})
    return found


def bounds_back(incident: Incident) -> None:
    """Bounds inside an autoscaling block are set back with the line that edits the document."""
    world = incident.world
    world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    wide = {"min_replicas": 5, "max_replicas": 50}
    deployments = [{"name": "Retriever", "autoscaling_config": wide}]
    world.apply(rayservice=service(serve=document(deployments=deployments)))
    served(incident, "first", '"max_replicas": 50')
    incident.see()
    incident.roll_back("ray-bounds", NAME=NAME, DEPLOYMENT="Retriever", MIN="1", MAX="2")
    served(incident, "first", '"max_replicas": 2,', 2)
    incident.see()


def worker_bounds(incident: Incident) -> None:
    """Worker bounds are set on the running RayCluster; then a new cluster takes its place."""
    world = incident.world
    world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    incident.see()
    incident.roll_back("ray-worker-bounds", NAME=NAME, INDEX="0", MIN="2", MAX="2")
    touched = service(annotations={"example.com/touched": "yes"})
    world.apply(rayservice=touched)
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.60.1"))
    calm(world, "second")
    there = incident.look(world, incident.everything)
    incident.notes["workers of the next cluster"] = there["workers of the second cluster"]


def reverted_while_pending(incident: Incident) -> None:
    """A bad image; its cluster never comes up; the previous cluster spec is put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(image=f"example.com/ray:{NEVER_READY}"))
    pending(world, "second")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    pending(world, "third")
    incident.notes["active while the third cluster starts"] = role(world, "active")
    calm(world, "third")
    gone(world, "first", "second")
    incident.see()


def reverted_after_promotion(incident: Incident) -> None:
    """A new cluster took over and turns out bad; the previous cluster spec is put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0"))
    calm(world, "second")
    gone(world, "first")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    pending(world, "third")
    incident.notes["active while the third cluster starts"] = role(world, "active")
    calm(world, "third")
    gone(world, "second")
    incident.see()


def reverted_before_deletion(incident: Incident) -> None:
    """A new cluster took over; the spec is put back while the first cluster still runs."""
    world = incident.world
    good = world.apply(rayservice=service(rayClusterDeletionDelaySeconds=3600))
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", rayClusterDeletionDelaySeconds=3600))
    calm(world, "second")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    calm(world, "third")
    incident.see()


def document_while_pending(incident: Incident) -> None:
    """A bad document, and an upgrade that is stuck: the previous document is put back alone."""
    world = incident.world
    bad = document(args={"top_k": 9})
    good = world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(serve=bad))
    served(incident, "first", '"top_k": 9')
    world.apply(rayservice=service(serve=bad, image=f"example.com/ray:{NEVER_READY}"))
    pending(world, "second")
    incident.see()
    incident.roll_back("ray-document", GOOD=good, NAME=NAME)
    processed(world)
    incident.see()
    incident.roll_back("ray-whole-object", GOOD=good, NAME=NAME)
    calm(world, "third")
    there = incident.look(world, incident.everything)
    incident.notes["after both fields"] = (
        f"stable Service: {there['stable Service']}, {there['document of the third cluster']}"
    )


def processed(world: World) -> None:
    """Wait until the operator has seen the RayService as it is, twice over."""

    def is_seen() -> bool:
        found = world.get("RayService", NAME)
        return bool(found["status"].get("observedGeneration") == found["metadata"]["generation"])

    world.wait(is_seen, "the operator has seen the RayService")


def group_appended(incident: Incident) -> None:
    """A worker group is added at the end, and taken away again."""
    world = incident.world
    good = world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(groups=("workers", "more")))
    world.wait(
        lambda: len(world.all("RayCluster")[0]["spec"]["workerGroupSpecs"]) == 2,
        "the running cluster has a second group",
    )
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    calm(world, "second")
    gone(world, "first")
    incident.see()


def replicas_only(incident: Incident) -> None:
    """Replica numbers change in the RayService and nothing else; then they are put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    parked = {"replicas": 3, "minReplicas": 3, "maxReplicas": 9}
    world.apply(rayservice=service(bounds=parked))
    calm(world, "first")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    calm(world, "first")
    incident.see()


def by_hand(incident: Incident) -> None:
    """The old document is sent to the dashboard past the RayService; then the operator restarts."""
    world, heads = incident.world, incident.everything.heads
    world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(serve=document(args={"top_k": 9})))
    served(incident, "first", '"top_k": 9')
    incident.see()
    (cluster,) = world.clusters()
    incident.tried("ray-by-hand")
    heads.sent[cluster].append(yaml.safe_load(document()))
    touched = service(serve=document(args={"top_k": 9}), annotations={"example.com/touched": "yes"})
    world.apply(rayservice=touched)
    processed(world)
    incident.notes["before the operator restarts"] = incident.look(world, incident.everything)[
        "document of the first cluster"
    ]
    incident.everything.kuberay.end()
    incident.everything.kuberay.start()
    served(incident, "first", '"top_k": 9', 2)
    incident.see()


def strategy_none(incident: Incident) -> None:
    """With the strategy `None` a new cluster spec waits, until another release of the operator."""
    world = incident.world
    none: Any = {"upgradeStrategy": {"type": "None"}}
    good = world.apply(rayservice=service(**none))
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", **none))
    calm(world, "first")
    waits = incident.look(world, incident.everything)["image of the first cluster"]
    incident.notes["image before the operator changes"] = waits
    with incident.everything.other_kuberay():
        world.wait(
            lambda: (
                incident.look(world, incident.everything)["image of the first cluster"] != waits
            ),
            "the other release writes the cluster spec",
        )
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    calm(world, "first")
    incident.see()


def operator_upgrade(incident: Incident) -> None:
    """Another release of the operator and back, without Helm; replica numbers had been parked."""
    world = incident.world
    world.apply(rayservice=service())
    calm(world, "first")
    incident.see()
    parked = {"replicas": 3, "minReplicas": 3, "maxReplicas": 9}
    world.apply(rayservice=service(bounds=parked))
    calm(world, "first")
    before = incident.look(world, incident.everything)["workers of the first cluster"]
    pods = {each["metadata"]["uid"] for each in world.all("Pod")}
    with incident.everything.other_kuberay():
        world.wait(
            lambda: (
                incident.look(world, incident.everything)["workers of the first cluster"] != before
            ),
            "the other release writes the parked numbers",
        )
        world.wait(lambda: len(world.all("Pod")) == 4, "three workers run")
    incident.see()
    incident.tried("ray-operator")
    calm(world, "first")
    kept = pods & {each["metadata"]["uid"] for each in world.all("Pod")}
    incident.notes["pods that ran before and still run"] = f"{len(kept)} of {len(pods)}"
    incident.see()


def no_room(incident: Incident) -> None:
    """GPUs for one cluster only: the upgrade waits, and the way back starts a third cluster."""
    world, nodes = incident.world, incident.everything.nodes
    good = world.apply(rayservice=service(cards=1))
    calm(world, "first")
    incident.see()
    nodes.cards = 1
    try:
        world.apply(rayservice=service(version="2.61.0", cards=1))
        pending(world, "second")
        served(incident, "second", '"top_k": 3')  # its head needs no GPU
        incident.see()
        incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
        pending(world, "third")
        gone(world, "second")
        served(incident, "third", '"top_k": 3')
        incident.see()
    finally:
        nodes.cards = 1_000_000


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


def held_half_way(incident: Incident) -> str:
    """Hold an incremental upgrade to a bad document on its way; the commit of what was good."""
    world = incident.world
    good = world.apply(rayservice=service(upgradeStrategy=steps(6)))
    calm(world, "first")
    incident.see()
    worse = document(args={"top_k": 9})
    world.apply(rayservice=service(version="2.61.0", serve=worse, upgradeStrategy=steps(6)))
    held(world, 25)
    hold(world)
    served(incident, "second", '"top_k": 9')
    incident.see()
    return good


def rolled_back(world: World) -> None:
    """Wait until the operator has taken a held upgrade back, and one cluster is left."""
    world.wait(lambda: condition(world, "RollbackInProgress"), "the operator rolls back")
    hold(world, 1)
    calm(world, "first")
    gone(world, "second")


def incremental_reverted(incident: Incident) -> None:
    """In an incremental upgrade with a new document, only the cluster spec is put back."""
    world, good = incident.world, held_half_way(incident)
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    rolled_back(world)
    incident.see()


def condition(world: World, type: str) -> bool:
    """Whether a condition of the RayService is true."""
    conditions = status(world).get("conditions", ())
    return any(each["type"] == type and each["status"] == "True" for each in conditions)


def incremental_both(incident: Incident) -> None:
    """In an incremental upgrade with a new document, both fields are put back in one write."""
    world, good = incident.world, held_half_way(incident)
    incident.roll_back("ray-whole-object", GOOD=good, NAME=NAME)
    rolled_back(world)
    names = {called: name for name, called in world.clusters().items()}
    sent = incident.everything.heads.sent[names["second"]]
    redeployed = sum(each["applications"][0]["args"]["top_k"] == 3 for each in sent)
    incident.notes["old documents sent to the cluster that is left"] = str(redeployed)
    incident.see()


def incremental_operator_restart(incident: Incident) -> None:
    """The operator restarts in the middle of an incremental upgrade with a new document."""
    world = incident.world
    stays: Object = {"upgradeStrategy": steps(6), "rayClusterDeletionDelaySeconds": 3600}
    world.apply(rayservice=service(**stays))
    calm(world, "first")
    incident.see()
    worse = document(args={"top_k": 9})
    world.apply(rayservice=service(version="2.61.0", serve=worse, **stays))
    held(world, 25)
    hold(world)
    there = incident.look(world, incident.everything)["document of the first cluster"]
    incident.notes["document of the first cluster before the restart"] = there
    incident.see()
    incident.everything.kuberay.end()
    incident.everything.kuberay.start()
    hold(world, 1)
    calm(world, "second")
    incident.see()


def incremental_third(incident: Incident) -> None:
    """A third cluster spec is applied in the middle of an incremental upgrade."""
    world = incident.world
    world.apply(rayservice=service(upgradeStrategy=steps(6)))
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", upgradeStrategy=steps(6)))
    held(world, 25)
    hold(world)
    incident.see()
    world.apply(rayservice=service(version="2.62.0", upgradeStrategy=steps(1)))
    world.wait(lambda: condition(world, "RollbackInProgress"), "the operator rolls back first")
    calm(world, "third")
    gone(world, "first", "second")
    incident.see()


def incremental_held(incident: Incident) -> None:
    """A step of 0 % holds an incremental upgrade where it is; a step of 25 % lets it go on."""
    world = incident.world
    world.apply(rayservice=service(upgradeStrategy=steps(1)))
    calm(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", upgradeStrategy=steps(1, 0)))
    pending(world, "second")
    world.wait(
        lambda: status(world)["pendingServiceStatus"].get("targetCapacity") == 50,
        "the new cluster has half of the capacity",
    )
    incident.see()
    world.apply(rayservice=service(version="2.61.0", upgradeStrategy=steps(1)))
    calm(world, "second")
    gone(world, "first")
    incident.see()


INCIDENTS = {
    "ray-document": document_back,
    "ray-code-pointer": code_address_back,
    "ray-user-config": settings_back,
    "ray-health-check": health_check_back,
    "ray-head": head_started_again,
    "ray-bounds": bounds_back,
    "ray-worker-bounds": worker_bounds,
    "ray-reverted-while-pending": reverted_while_pending,
    "ray-reverted-after-promotion": reverted_after_promotion,
    "ray-reverted-before-deletion": reverted_before_deletion,
    "ray-document-while-pending": document_while_pending,
    "ray-group-appended": group_appended,
    "ray-replicas-only": replicas_only,
    "ray-no-room": no_room,
    "ray-by-hand": by_hand,
    "ray-strategy-none": strategy_none,
    "ray-operator-upgrade": operator_upgrade,
    "incremental-reverted": incremental_reverted,
    "incremental-both-fields": incremental_both,
    "incremental-operator-restart": incremental_operator_restart,
    "incremental-third-spec": incremental_third,
    "incremental-held": incremental_held,
}
