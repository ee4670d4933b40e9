"""Incidents of KubeRay's RayService, with its default upgrade strategy and with none."""

from __future__ import annotations

from functools import partial
from typing import Any

import yaml

from .api import Object
from .facts import kuberay_facts
from .kuberay_objects import (
    NAME,
    document,
    gone,
    head,
    head_is_up,
    pending,
    processed,
    retriever,
    role,
    served,
    service,
    settle,
)
from .nodes import NEVER_READY, is_ready
from .telling import Case, Incident
from .world import World

__all__ = ["CASES"]


def document_back(incident: Incident) -> None:
    """A bad document on a cluster that stays; the previous document is put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    settle(world, "first")
    incident.see()
    worse = document(args={"top_k": 9}, import_path="answers.app:build_v2")
    world.apply(rayservice=service(serve=worse))
    served(incident, "first", "build_v2")
    incident.see()
    incident.roll_back("ray-document", GOOD=good, NAME=NAME)
    served(incident, "first", 'answers.app:build"', 2)
    settle(world, "first")
    incident.see()


def code_address_back(incident: Incident) -> None:
    """The runtime environment names another archive; its earlier address is written back."""
    world = incident.world
    now, earlier = (f"https://code.example.com/answers-{each}.zip" for each in (42, 41))
    world.apply(rayservice=service(serve=document(runtime_env={"working_dir": earlier})))
    settle(world, "first")
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
    settle(world, "first")
    incident.see()
    worse = document(deployments=[retriever(bad)], args={"top_k": 9})
    world.apply(rayservice=service(serve=worse))
    served(incident, "first", "answer-v42")
    incident.see()
    types(world, "s/answer-v42/answer-v41/")
    incident.roll_back("ray-user-config", NAME=NAME)
    served(incident, "first", "answer-v41", 2)
    settle(world, "first")
    incident.see()


def types(world: World, edit: str) -> None:
    """Whoever opens `vi` from now on makes this edit in it, in the words of `sed`."""
    editor = world.plane.folder / "bin" / "vi"
    editor.write_text(f"#!/bin/sh\nexec sed -i '{edit}' \"$1\"\n", "utf-8")
    editor.chmod(0o755)


def health_check_back(incident: Incident) -> None:
    """Too short time limits of a health check, and another change; the limits are edited back."""
    world = incident.world

    def checked(limit: float, period: float) -> list[Object]:
        limits = {"health_check_timeout_s": limit, "health_check_period_s": period}
        return [{"name": "Retriever", **limits}]

    world.apply(rayservice=service(serve=document(deployments=checked(30, 10))))
    settle(world, "first")
    incident.see()
    worse = document(deployments=checked(0.5, 1), args={"top_k": 9})
    world.apply(rayservice=service(serve=worse))
    served(incident, "first", '"health_check_timeout_s": 0.5')
    incident.see()
    types(world, "s/timeout_s: 0.5/timeout_s: 30/; s/period_s: 1$/period_s: 10/")
    incident.roll_back("ray-health-check", NAME=NAME)
    served(incident, "first", '"health_check_timeout_s": 30', 2)
    settle(world, "first")
    incident.see()


def head_started_again(incident: Incident) -> None:
    """The head of the cluster that serves runs and does not answer; its pod is deleted."""
    world, nodes = incident.world, incident.world.nodes
    world.apply(rayservice=service())
    settle(world, "first")
    hung = head(world)["metadata"]["uid"]

    def see() -> None:
        incident.facts["head"] = "ready" if is_ready(head(world)) else "not ready"
        incident.see()

    def same() -> str:
        return "the same" if head(world)["metadata"]["uid"] == hung else "another"

    see()
    with nodes.with_failing(lambda pod: bool(pod["metadata"]["uid"] == hung)):
        world.wait(lambda: not is_ready(head(world)), "the head does not answer")
        world.wait(lambda: not head_is_up(world), "the operator has seen that")
        incident.notes["pod of the head, when the operator has seen that"] = same()
        see()
        incident.roll_back("ray-head", NAME=NAME)
        served(incident, "first", "answers.app:build", 2)
        settle(world, "first")
        incident.notes["pod of the head after the rollback"] = same()
        incident.notes["document, after the new head started"] = "is sent again"
        see()


def bounds_back(incident: Incident) -> None:
    """Bounds inside an autoscaling block are set back with the line that edits the document."""
    world = incident.world
    world.apply(rayservice=service())
    settle(world, "first")
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
    settle(world, "first")
    incident.see()
    incident.see()
    incident.roll_back(
        "ray-worker-bounds", NAME=NAME, INDEX="0", **{"MIN-WORKERS": "2", "MAX-WORKERS": "2"}
    )
    touched = service(annotations={"example.com/touched": "yes"})
    world.apply(rayservice=touched)
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.60.1"))
    settle(world, "second")
    there = incident.look()
    incident.notes["workers of the next cluster"] = there["workers of the second cluster"]


def reverted_while_pending(incident: Incident) -> None:
    """A bad image; its cluster never comes up; the previous cluster spec is put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(image=f"example.com/ray:{NEVER_READY}"))
    pending(world, "second")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    pending(world, "third")
    incident.notes["active while the third cluster starts"] = role(world, "active")
    settle(world, "third")
    gone(world, "first", "second")
    incident.see()


def reverted_after_promotion(incident: Incident) -> None:
    """A new cluster took over and turns out bad; the previous cluster spec is put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0"))
    settle(world, "second")
    gone(world, "first")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    pending(world, "third")
    incident.notes["active while the third cluster starts"] = role(world, "active")
    settle(world, "third")
    gone(world, "second")
    incident.see()


def reverted_before_deletion(incident: Incident) -> None:
    """A new cluster took over; the spec is put back while the first cluster still runs."""
    world = incident.world
    good = world.apply(rayservice=service(rayClusterDeletionDelaySeconds=3600))
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", rayClusterDeletionDelaySeconds=3600))
    settle(world, "second")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    settle(world, "third")
    incident.see()


def document_while_pending(incident: Incident) -> None:
    """A bad document, and an upgrade that is stuck: the previous document is put back alone."""
    world = incident.world
    bad = document(args={"top_k": 9})
    good = world.apply(rayservice=service())
    settle(world, "first")
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
    settle(world, "third")
    there = incident.look()
    incident.notes["after both fields"] = (
        f"stable Service: {there['stable Service']}, {there['document of the third cluster']}"
    )


def group_appended(incident: Incident) -> None:
    """A worker group is added at the end, and taken away again."""
    world = incident.world
    good = world.apply(rayservice=service())
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(groups=("workers", "more")))
    world.wait(
        lambda: len(world.all("RayCluster")[0]["spec"]["workerGroupSpecs"]) == 2,
        "the running cluster has a second group",
    )
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    settle(world, "second")
    gone(world, "first")
    incident.see()


def replicas_only(incident: Incident) -> None:
    """Replica numbers change in the RayService and nothing else; then they are put back."""
    world = incident.world
    good = world.apply(rayservice=service())
    settle(world, "first")
    incident.see()
    parked = {"replicas": 3, "minReplicas": 3, "maxReplicas": 9}
    world.apply(rayservice=service(bounds=parked))
    settle(world, "first")
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    settle(world, "first")
    incident.see()


def by_hand(incident: Incident) -> None:
    """The old document is sent to the dashboard past the RayService; then the operator restarts."""
    world, heads = incident.world, incident.everything.heads
    world.apply(rayservice=service())
    settle(world, "first")
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
    incident.notes["before the operator restarts"] = incident.look()[
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
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", **none))
    settle(world, "first")
    waits = incident.look()["image of the first cluster"]
    incident.notes["image before the operator changes"] = waits
    with incident.other_release():
        world.wait(
            lambda: incident.look()["image of the first cluster"] != waits,
            "the other release writes the cluster spec",
        )
    incident.see()
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    settle(world, "first")
    incident.see()


def operator_upgrade(incident: Incident) -> None:
    """Another release of the operator and back, without Helm; replica numbers had been parked."""
    world = incident.world
    world.apply(rayservice=service())
    settle(world, "first")
    incident.see()
    parked = {"replicas": 3, "minReplicas": 3, "maxReplicas": 9}
    world.apply(rayservice=service(bounds=parked))
    settle(world, "first")
    before = incident.look()["workers of the first cluster"]
    pods = {each["metadata"]["uid"] for each in world.all("Pod")}
    with incident.other_release():
        world.wait(
            lambda: incident.look()["workers of the first cluster"] != before,
            "the other release writes the parked numbers",
        )
        world.wait(lambda: len(world.all("Pod")) == 4, "three workers run")
    incident.see()
    incident.tried("ray-operator")
    settle(world, "first")
    kept = pods & {each["metadata"]["uid"] for each in world.all("Pod")}
    incident.notes["pods that ran before and still run"] = f"{len(kept)} of {len(pods)}"
    incident.see()


def no_room(incident: Incident) -> None:
    """GPUs for one cluster only: the upgrade waits, and the way back starts a third cluster."""
    world, nodes = incident.world, incident.everything.nodes
    good = world.apply(rayservice=service(cards=1))
    settle(world, "first")
    incident.see()
    with nodes.with_cards(1):
        world.apply(rayservice=service(version="2.61.0", cards=1))
        pending(world, "second")
        served(incident, "second", '"top_k": 3')  # its head needs no GPU
        incident.see()
        incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
        pending(world, "third")
        gone(world, "second")
        served(incident, "third", '"top_k": 3')
        incident.see()


case = partial(Case, product="kuberay", look=kuberay_facts)
CASES = (
    case("ray-document", document_back),
    case(
        "ray-code-pointer",
        code_address_back,
        leaves="the other change in the document stays, as the unit says",
    ),
    case("ray-user-config", settings_back),
    case("ray-health-check", health_check_back),
    case("ray-head", head_started_again),
    case("ray-bounds", bounds_back),
    case("ray-worker-bounds", worker_bounds),
    case("ray-reverted-while-pending", reverted_while_pending),
    case("ray-reverted-after-promotion", reverted_after_promotion),
    case("ray-reverted-before-deletion", reverted_before_deletion),
    case(
        "ray-document-while-pending",
        document_while_pending,
        leaves="a document does not reach the cluster that serves meanwhile",
    ),
    case("ray-group-appended", group_appended),
    case("ray-replicas-only", replicas_only),
    case("ray-no-room", no_room),
    case("ray-by-hand", by_hand),
    case("ray-strategy-none", strategy_none, replaces="kuberay"),
    case("ray-operator-upgrade", operator_upgrade, replaces="kuberay"),
)
