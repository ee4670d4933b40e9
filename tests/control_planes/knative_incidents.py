"""Incidents of KServe in Knative mode, each from a service that runs to the rollback's end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from .api import Object, says
from .facts import knative_facts, traffic
from .knative import SYSTEM
from .kserve_incidents import pointed_back
from .kserve_objects import (
    BAD_MODEL,
    GOOD_MODEL,
    GROUP,
    NO_TARGET,
    Loaded,
    graph,
    mark_of_restart,
    models,
    rolled_out,
    runtime,
)
from .kserve_objects import service as of_either_mode
from .telling import Case, Incident
from .world import World

__all__ = ["CASES"]

PREDICTOR = ("churn-predictor",)
FIXED_MODEL = "s3://models/churn/v43"


def service(name: str = "churn", **model: Any) -> Object:
    """An InferenceService in Knative mode, scaled by requests in flight."""
    mode = {f"{GROUP}/deploymentMode": "Knative", **model.pop("annotations", {})}
    scaled = {**NO_TARGET, "minReplicas": 1, "scaleMetric": "concurrency", "scaleTarget": 8}
    predictor = {**scaled, **model.pop("predictor", {})}
    return of_either_mode(name, mode, predictor=predictor, **model)


def routed(world: World, *names: str) -> bool:
    """Whether Knative has carried out what its services of these names ask for."""
    for name in names:
        found = world.plane.api.get("KnativeService", world.namespace, name)
        if found is None:
            return False
        status = found.get("status", {})
        if status.get("observedGeneration") != found["metadata"]["generation"]:
            return False
        if status.get("latestCreatedRevisionName") != status.get("latestReadyRevisionName"):
            return False
        if not says(found, "Ready"):
            return False
    return True


def told(world: World, *names: str) -> bool:
    """Whether KServe's status says the same of revisions and traffic as Knative's."""
    for name in names:
        owner, _, part = name.rpartition("-")
        if part not in ("predictor", "transformer"):
            continue
        theirs = world.get("KnativeService", name)["status"]
        ours = world.get("InferenceService", owner).get("status", {})
        said = ours.get("components", {}).get(part, {})
        if said.get("latestCreatedRevision") != theirs.get("latestCreatedRevisionName"):
            return False
        if said.get("traffic") != theirs.get("traffic"):
            return False
    return True


def settle(world: World, *names: str) -> None:
    """Wait until KServe and Knative have dealt with the last command, and their status agrees."""
    wanted = names or PREDICTOR
    world.quiet()
    world.wait(lambda: routed(world, *wanted), f"{', '.join(wanted)} is routed")
    world.wait(lambda: told(world, *wanted), f"the status of {', '.join(wanted)} is told")
    world.quiet()
    world.wait(lambda: routed(world, *wanted), f"{', '.join(wanted)} is routed")


def pods(world: World, revision: str) -> int:
    """How many pods a revision of the service has."""
    labels = {"serving.knative.dev/revision": f"churn-predictor-{revision}"}
    return len(world.plane.api.all("Pod", world.namespace, **labels))


def serving(incident: Incident) -> World:
    """The incident's world with a service that runs."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service())
    settle(world)
    return world


def released(incident: Incident, **bad: Any) -> str:
    """A service that runs, and a release of a worse one; the commit of the good one."""
    world = incident.world
    world.apply(runtime=runtime())
    good = world.apply(service=service(args=["--log=info"]))
    settle(world)
    incident.see()
    world.apply(service=service(storageUri=BAD_MODEL, args=["--log=debug"], **bad))
    settle(world)
    return good


def canary_ended(incident: Incident) -> None:
    """A release gets 10 % of the traffic; the percentage is set to 0."""
    released(incident, predictor={"canaryTrafficPercent": 10})
    incident.see()
    incident.roll_back("knative-percent", NAME="churn")
    settle(incident.world)
    incident.see()


def promoted(incident: Incident) -> None:
    """A release got all traffic; the percentage is set to 0."""
    world = incident.world
    released(incident)
    world.wait(lambda: not pods(world, "00001"), "the old revision has no pods")
    incident.notes["pods of the old revision before the way back"] = "0, with minReplicas 1"
    incident.see()
    incident.roll_back("knative-percent", NAME="churn")
    settle(world)
    world.wait(lambda: pods(world, "00001"), "the old revision has a pod")
    incident.see()
    incident.notes["pods of the bad revision at 0 %"] = str(pods(world, "00002"))


def fix_failed(incident: Incident) -> None:
    """A bad release got all traffic and a fix never becomes ready; the percentage is set to 0."""
    world = incident.world
    released(incident)
    world.apply(service=service(storageUri="s3://models/never-ready", args=["--log=debug"]))
    world.wait(lambda: pods(world, "00003"), "the fix has a pod")
    incident.see()
    incident.roll_back("knative-percent", NAME="churn")
    world.quiet()
    world.wait(lambda: observed(world), "Knative has seen the percentage")
    world.quiet()
    incident.see()


def observed(world: World, name: str = "churn-predictor") -> bool:
    """Whether Knative has looked at the last edit of its service."""
    found = world.get("KnativeService", name)
    seen = found.get("status", {}).get("observedGeneration")
    return bool(seen == found["metadata"]["generation"])


@contextmanager
def settings(incident: Incident, name: str, **said: str) -> Iterator[None]:
    """A ConfigMap of Knative with these settings for the block; a None takes one away."""
    api = incident.world.plane.api
    names = {key.replace("_", "-"): text for key, text in said.items()}
    api.patch("ConfigMap", SYSTEM, name, {"data": names})
    try:
        yield
    finally:
        api.patch("ConfigMap", SYSTEM, name, {"data": dict.fromkeys(names)})


def cleaned_up(incident: Incident) -> None:
    """Revisions out of the route are deleted at once; after a promotion, the percentage is 0."""
    world = incident.world
    keep_none = {
        "min_non_active_revisions": "0",
        "max_non_active_revisions": "0",
        "retain_since_create_time": "disabled",
        "retain_since_last_active_time": "disabled",
    }
    with settings(incident, "config-gc", **keep_none):
        released(incident)
        world.wait(lambda: len(world.all("Revision")) == 1, "the old revision is deleted")
        incident.see()
        incident.roll_back("knative-percent", NAME="churn")
        world.quiet()
        world.wait(lambda: observed(world), "Knative has seen the percentage")
        incident.notes["the route after the rollback"] = route(world)
        incident.see()


def route(world: World, name: str = "churn-predictor") -> str:
    """What a Knative Service says of its route when that is not in order."""
    conditions = world.get("KnativeService", name)["status"]["conditions"]
    said = next(each for each in conditions if each["type"] == "RoutesReady")
    return f"{said['status']}: {said.get('message', '')}"


def no_room(incident: Incident) -> None:
    """A bad release got all traffic and holds the only GPU; the percentage is set to 0."""
    world, nodes = incident.world, incident.world.nodes
    card: dict[str, Any] = {"resources": {"limits": {"nvidia.com/gpu": "1"}}}
    world.apply(runtime=runtime())
    world.apply(service=service(**card))
    settle(world)
    incident.see()
    world.apply(service=service(storageUri=BAD_MODEL, **card))
    settle(world)
    world.wait(lambda: not pods(world, "00001"), "the old revision has no pods")
    incident.see()
    with nodes.with_cards(1):
        incident.roll_back("knative-percent", NAME="churn")
        settle(world)
        world.wait(lambda: pods(world, "00001"), "the old revision has a pod")
        incident.notes["pods after the rollback"] = models(world)
        incident.see()


def spec_back(incident: Incident, good: str) -> None:
    """Put the good spec back as its unit says, with the 0 first and without it last."""
    steps = incident.steps("knative-spec", GOOD=good, NAME="churn")
    next(steps)
    settle(incident.world)
    incident.notes["traffic while the 0 is there"] = shares(incident.world)
    for _ in steps:
        settle(incident.world)


def spec_in_two_steps(incident: Incident) -> None:
    """The percentage was set to 0; the previous spec is applied and the 0 is taken away."""
    world = incident.world
    good = released(incident)
    incident.type_in("knative-percent", NAME="churn")
    settle(world)
    incident.see()
    spec_back(incident, good)
    incident.see()


def shares(world: World, name: str = "churn-predictor") -> str:
    """Which revisions of a Knative Service get which share of the traffic."""
    told = traffic(world.get("KnativeService", name))
    return ", ".join(f"{revision} {share} %" for revision, share in told.items())


def zero_taken_too_early(incident: Incident) -> None:
    """The 0 is taken away while the revision of the previous spec is not ready yet."""
    world, nodes = incident.world, incident.world.nodes
    good = released(incident)
    incident.type_in("knative-percent", NAME="churn")
    settle(world)
    incident.see()
    with nodes.with_failing(lambda pod: "00003" in pod["metadata"]["name"]):
        steps = incident.steps("knative-spec", GOOD=good, NAME="churn")
        next(steps)
        world.wait(lambda: pods(world, "00003"), "the new revision has a pod")
        incident.notes["traffic before the 0 is taken away"] = shares(world)
        for _ in steps:
            world.quiet()
        world.wait(lambda: observed(world), "Knative has seen the edit")
        world.wait(lambda: "00002 100" in shares(world), "the bad revision has all traffic")
        incident.see()


def transformer_back(incident: Incident) -> None:
    """A transformer's release gets 10 % of the traffic; its percentage is set to 0."""
    world = incident.world
    parts = ("churn-predictor", "churn-transformer")

    def features(version: str, **more: Any) -> dict[str, Any]:
        image = {"name": "kserve-container", "image": f"example.com/features:{version}"}
        return {"transformer": {"containers": [image], **more}}

    world.apply(runtime=runtime())
    world.apply(service=service(top=features("41")))
    settle(world, *parts)
    incident.see()
    world.apply(service=service(top=features("42", canaryTrafficPercent=10)))
    settle(world, *parts)
    incident.see()
    incident.roll_back("knative-transformer-percent", NAME="churn")
    settle(world, *parts)
    incident.see()


def model_back(incident: Incident) -> None:
    """A bad model address with a changed argument; only the address is patched back."""
    released(incident)
    incident.see()
    incident.roll_back("knative-model", NAME="churn", ADDRESS=GOOD_MODEL)
    settle(incident.world)
    incident.see()


def model_under_zero(incident: Incident) -> None:
    """The percentage is 0, and a third address is patched in: it gets no traffic."""
    world = incident.world
    released(incident)
    incident.type_in("knative-percent", NAME="churn")
    settle(world)
    incident.see()
    incident.roll_back("knative-model", NAME="churn", ADDRESS=FIXED_MODEL)
    settle(world)
    incident.see()


def runtime_pointer(incident: Incident) -> None:
    """The service names a bad runtime; it is pointed to the earlier one."""
    pointed_back(incident, "knative-runtime-pointer", service, settle)


def runtime_edited(incident: Incident) -> None:
    """A runtime that two services name is edited and put back; one holds a percentage of 0."""
    world = incident.world
    parts = ("churn-predictor", "held-predictor")
    good = world.apply(runtime=runtime())
    world.apply(service=service())
    world.apply(held=service("held"))
    settle(world, *parts)
    world.apply(held=service("held", storageUri=BAD_MODEL))
    settle(world, *parts)
    world.shell(
        "kubectl patch inferenceservice held --type merge"
        """ -p '{"spec":{"predictor":{"canaryTrafficPercent":0}}}'"""
    )
    settle(world, *parts)
    incident.see()
    world.apply(runtime=runtime(image="example.com/runtime:42"))
    newest(world, parts, "example.com/runtime:42")
    incident.see()
    incident.roll_back("knative-runtime-edit", GOOD=good)
    newest(world, parts, "example.com/runtime:41")
    incident.see()


def newest(world: World, names: tuple[str, ...], image: str) -> None:
    """Wait until the newest revisions of Knative Services have an image, and are routed."""
    for name in names:
        world.wait(lambda: runs(world, name, image), f"{name} is rendered with {image}")  # noqa: B023
    settle(world, *names)


def runs(world: World, name: str, image: str) -> bool:
    """Whether a Knative Service asks for an image."""
    template = world.get("KnativeService", name)["spec"]["template"]["spec"]
    return bool(template["containers"][0]["image"] == image)


def runtime_kept_by_revision(incident: Incident) -> None:
    """A runtime is edited under a service, and the percentage is set to 0."""
    world = serving(incident)
    incident.see()
    world.apply(runtime=runtime(image="example.com/runtime:42"))
    newest(world, PREDICTOR, "example.com/runtime:42")
    incident.see()
    incident.roll_back("knative-percent", NAME="churn")
    settle(world)
    image = world.get("ServingRuntime", "runtime-v41")["spec"]["containers"][0]["image"]
    incident.notes["image of the runtime object"] = image
    incident.see()


def scaler_bounds(incident: Incident) -> None:
    """Bounds and target go wrong and are patched back: each edit is a new revision."""
    world = serving(incident)
    incident.see()
    world.apply(service=service(predictor={"minReplicas": 2, "maxReplicas": 40, "scaleTarget": 1}))
    settle(world)
    incident.see()
    incident.roll_back("knative-scaler", NAME="churn", MIN="1", MAX="4", TARGET="8")
    settle(world)
    incident.see()


def graph_back(incident: Incident) -> None:
    """The steps of a graph change places, and are put back."""
    world = incident.world

    def steps(first: str, second: str) -> Object:
        made = graph(first, second)
        made["metadata"]["annotations"] = {f"{GROUP}/deploymentMode": "Knative"}
        return made

    good = world.apply(graph=steps("moderation", "answers"))
    settle(world, "moderated")
    incident.see()
    world.apply(graph=steps("answers", "moderation"))
    settle(world, "moderated")
    incident.see()
    incident.roll_back("knative-graph", GOOD=good)
    settle(world, "moderated")
    incident.see()


def bytes_back(incident: Incident) -> None:
    """The files behind the address are overwritten, and put back; the service is restarted."""
    world = serving(incident)
    loaded = Loaded(incident)
    loaded.look("good")
    incident.see()
    world.plane.api.delete("Pod", world.namespace, world.all("Pod")[0]["metadata"]["name"])
    world.wait(lambda: loaded.only_new() and pods(world, "00001"), "the pod has started anew")
    loaded.look("bad")
    incident.see()
    incident.roll_back("knative-bytes", NAME="churn", TODAY="today")
    settle(world)
    world.wait(lambda: not pods(world, "00001"), "the old revision has no pods")
    loaded.look("good")
    incident.see()


def stopped(incident: Incident) -> None:
    """The stop annotation at a canary's 10 %, its removal, and the percentage at 0."""
    world = incident.world
    released(incident, predictor={"canaryTrafficPercent": 10})
    incident.see()
    world.shell(f"kubectl annotate inferenceservice churn {GROUP}/stop=true")
    world.wait(lambda: not world.all("Revision"), "the revisions are gone")
    world.shell(f"kubectl annotate inferenceservice churn {GROUP}/stop-")
    settle(world)
    incident.notes["traffic after the start, with the percentage at 10"] = shares(world)
    incident.roll_back("knative-percent", NAME="churn")
    settle(world)
    incident.see()


def update_disabled(incident: Incident) -> None:
    """With disable-auto-update the percentage is set to 0; then the annotation is taken off."""
    world = incident.world
    off = f"{GROUP}/disable-auto-update"
    released(incident)
    world.shell(f"kubectl annotate inferenceservice churn {off}=true")
    world.quiet()
    incident.see()
    asked = world.get("KnativeService", "churn-predictor")["metadata"]["generation"]
    incident.roll_back("knative-percent", NAME="churn")
    world.quiet()
    edits = world.get("KnativeService", "churn-predictor")["metadata"]["generation"] - asked
    incident.notes["writes of KServe to the Knative Service, with the annotation"] = str(edits)
    incident.notes["traffic at 0 %, with the annotation"] = shares(world)
    incident.writes += 1
    world.shell(f"kubectl annotate inferenceservice churn {off}-")
    settle(world)
    world.wait(lambda: pods(world, "00001"), "the old revision has a pod")
    incident.see()


def never_ready(incident: Incident) -> None:
    """A release whose pods never become ready; the previous spec is put back."""
    world = incident.world
    world.apply(runtime=runtime())
    good = world.apply(service=service())
    settle(world)
    incident.see()
    world.apply(service=service(storageUri="s3://models/never-ready"))
    world.wait(lambda: pods(world, "00002"), "the release has a pod")
    world.quiet()
    incident.notes["pods while the release is bad"] = models(world)
    incident.see()
    spec_back(incident, good)
    incident.notes["pods after the rollback"] = models(world)
    incident.see()


def by_hand(incident: Incident) -> None:
    """`kubectl rollout undo`, then `kubectl rollout restart`, on the bad revision's Deployment."""
    world = incident.world
    deployment = "churn-predictor-00002-deployment"
    released(incident)
    incident.see()
    undo = f"kubectl rollout undo deployment {deployment}"
    incident.notes["answer to the undo"] = incident.refused(undo).partition("failed: ")[2]
    incident.writes += 1
    world.shell(f"kubectl rollout restart deployment {deployment}")
    # KServe owns the Knative Service and not this Deployment, so only Knative has work to do.
    world.wait(lambda: rolled_out(world, deployment), "the Deployment is rolled out")
    incident.notes["mark of the restart"] = mark_of_restart(world, deployment)
    incident.see()


def controller_replaced(incident: Incident) -> None:
    """Another release of KServe and the way back; one service holds a percentage of 0."""
    world = incident.world
    ours, held = "churn-predictor", "held-predictor"
    shipped = {"runtime": "kserve-sklearnserver"}
    world.apply(runtime=runtime())
    world.apply(service=service())
    world.apply(held=service("held", **shipped))
    settle(world, ours, held)
    zero = {"canaryTrafficPercent": 0}
    world.apply(held=service("held", predictor=zero, **shipped))
    settle(world, ours, held)
    incident.see()
    used = incident.everything.kserve.release.version
    image = image_of(world, held)
    with incident.other_release():
        world.wait(lambda: image_of(world, held) != image, "the shipped runtime is the other")
        settle(world, ours, held)
        incident.see()
    incident.tried("knative-controller", "knative-runtime-chart")
    world.wait(lambda: image_of(world, held).endswith(used), "the shipped runtime is the first")
    settle(world, ours, held)
    incident.see()


def image_of(world: World, name: str) -> str:
    """The image that a Knative Service asks for."""
    template = world.get("KnativeService", name)["spec"]["template"]["spec"]
    return str(template["containers"][0]["image"])


case = partial(Case, product="knative", look=knative_facts)
CASES = (
    case("knative-canary", canary_ended),
    case("knative-promoted", promoted),
    case(
        "knative-fix-failed",
        fix_failed,
        leaves="the 0 leads back only while the newest revision is ready",
    ),
    case("knative-cleaned-up", cleaned_up, leaves="the revision that the 0 points to is deleted"),
    case("knative-no-room", no_room),
    case("knative-spec", spec_in_two_steps),
    case(
        "knative-zero-too-early",
        zero_taken_too_early,
        leaves="the 0 was taken away before the revision of the spec was ready",
    ),
    case("knative-transformer", transformer_back),
    case("knative-model", model_back),
    case("knative-model-under-zero", model_under_zero),
    case("knative-runtime-pointer", runtime_pointer),
    case("knative-runtime-edit", runtime_edited),
    case("knative-runtime-kept", runtime_kept_by_revision),
    case("knative-scaler", scaler_bounds),
    case("knative-graph", graph_back),
    case("knative-bytes", bytes_back),
    case("knative-never-ready", never_ready),
    case("knative-by-hand", by_hand),
    case("knative-stop", stopped, leaves="the stop deletes the revisions, so the 0 leads nowhere"),
    case("knative-update-disabled", update_disabled),
    case("knative-controller", controller_replaced, replaces="kserve"),
)
