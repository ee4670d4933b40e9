"""Incidents in an incremental upgrade of KubeRay's RayService."""

from __future__ import annotations

from functools import partial

from .api import Object, says
from .facts import kuberay_facts
from .kuberay_objects import (
    NAME,
    document,
    gone,
    held,
    hold,
    pending,
    served,
    service,
    settle,
    status,
    steps,
)
from .telling import Case, Incident
from .world import World

__all__ = ["CASES"]


def held_half_way(incident: Incident) -> str:
    """Hold an incremental upgrade to a bad document on its way; the commit of what was good."""
    world = incident.world
    good = world.apply(rayservice=service(upgradeStrategy=steps(6)))
    settle(world, "first")
    incident.see()
    worse = document(args={"top_k": 9})
    world.apply(rayservice=service(version="2.61.0", serve=worse, upgradeStrategy=steps(6)))
    held(world, 25)
    hold(world)
    served(incident, "second", '"top_k": 9')
    incident.see()
    return good


def rolls_back(world: World) -> None:
    """Wait until the operator takes a held upgrade back, and let its steps go on.

    At a step each second, the condition can be gone before anybody looks.
    """
    world.wait(
        lambda: says(world.get("RayService", NAME), "RollbackInProgress"), "the operator rolls back"
    )
    hold(world, 1)


def rolled_back(world: World) -> None:
    """Wait until the operator has taken a held upgrade back, and one cluster is left."""
    rolls_back(world)
    settle(world, "first")
    gone(world, "second")


def incremental_reverted(incident: Incident) -> None:
    """In an incremental upgrade with a new document, only the cluster spec is put back."""
    world, good = incident.world, held_half_way(incident)
    incident.roll_back("ray-cluster-spec", GOOD=good, NAME=NAME)
    rolled_back(world)
    incident.see()


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
    settle(world, "first")
    incident.see()
    worse = document(args={"top_k": 9})
    world.apply(rayservice=service(version="2.61.0", serve=worse, **stays))
    held(world, 25)
    hold(world)
    there = incident.look()["document of the first cluster"]
    incident.notes["document of the first cluster before the restart"] = there
    incident.see()
    incident.everything.kuberay.end()
    incident.everything.kuberay.start()
    hold(world, 1)
    settle(world, "second")
    incident.see()


def incremental_third(incident: Incident) -> None:
    """A third cluster spec is applied in the middle of an incremental upgrade."""
    world = incident.world
    world.apply(rayservice=service(upgradeStrategy=steps(6)))
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", upgradeStrategy=steps(6)))
    held(world, 25)
    hold(world)
    incident.see()
    world.apply(rayservice=service(version="2.62.0", upgradeStrategy=steps(3600)))
    rolls_back(world)
    settle(world, "third")
    gone(world, "first", "second")
    incident.see()


def incremental_held(incident: Incident) -> None:
    """A step of 0 % holds an incremental upgrade where it is; a step of 25 % lets it go on."""
    world = incident.world
    world.apply(rayservice=service(upgradeStrategy=steps(1)))
    settle(world, "first")
    incident.see()
    world.apply(rayservice=service(version="2.61.0", upgradeStrategy=steps(1, 0)))
    pending(world, "second")
    world.wait(
        lambda: status(world)["pendingServiceStatus"].get("targetCapacity") == 50,
        "the new cluster has half of the capacity",
    )
    incident.see()
    world.apply(rayservice=service(version="2.61.0", upgradeStrategy=steps(1)))
    settle(world, "second")
    gone(world, "first")
    incident.see()


case = partial(Case, product="kuberay", look=kuberay_facts)
CASES = (
    case("incremental-reverted", incremental_reverted),
    case("incremental-both-fields", incremental_both),
    case("incremental-operator-restart", incremental_operator_restart),
    case("incremental-third-spec", incremental_third),
    case("incremental-held", incremental_held),
)
