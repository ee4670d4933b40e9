"""Incidents of KServe in Standard mode, each from a service that runs to the rollback's end."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from .api import Object
from .facts import kserve_facts
from .kserve_objects import (
    BAD_MODEL,
    GOOD_MODEL,
    GROUP,
    NO_TARGET,
    Loaded,
    container,
    graph,
    mark_of_restart,
    models,
    ready,
    rolled_out,
    runtime,
    service,
)
from .telling import Case, Incident
from .world import World

__all__ = ["CASES", "pointed_back", "settle"]


def settle(world: World, name: str = "churn", parts: tuple[str, ...] = ("predictor",)) -> None:
    """Wait until the controller has dealt with the last command, and Deployments are rolled out."""
    world.quiet()
    for part in parts:
        deployment = f"{name}-{part}"
        world.wait(lambda: rolled_out(world, deployment), f"{deployment} is rolled out")  # noqa: B023
    world.quiet()


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


def model_back(incident: Incident) -> None:
    """A bad model address with a changed argument; only the address is patched back."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(args=["--log=info"]))
    settle(world)
    incident.see()
    world.apply(service=service(storageUri=BAD_MODEL, args=["--log=debug"]))
    settle(world)
    incident.see()
    incident.roll_back("standard-model", NAME="churn", ADDRESS=GOOD_MODEL)
    settle(world)
    incident.see()


def percentage_ignored(incident: Incident) -> None:
    """A release with `canaryTrafficPercent` 10, which is then set to 0."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service())
    settle(world)
    incident.see()
    world.apply(service=service(storageUri=BAD_MODEL, predictor={"canaryTrafficPercent": 10}))
    settle(world)
    incident.see()
    incident.notes["pods of the old model with the percentage at 10"] = str(
        sum(GOOD_MODEL in str(each["spec"]) for each in world.all("Pod"))
    )
    incident.tried("standard-percent")
    incident.type_in("knative-percent", NAME="churn")
    settle(world)
    incident.see()


def canary_listed(incident: Incident) -> None:
    """A release as a named canary with 25 % of the traffic, in `spec.canary` of KServe 0.20."""
    world = incident.world
    wide: dict[str, Any] = {"minReplicas": 4, "maxReplicas": 8}
    world.apply(runtime=runtime())
    good = world.apply(service=service(predictor=wide))
    settle(world)
    incident.see()
    canary = {"name": "next", "model": {"storageUri": BAD_MODEL}}
    listed = {"canary": [{"trafficPercent": 25, "predictor": canary}]}
    world.apply(service=service(predictor=wide, top=listed))
    settle(world, parts=("predictor", "next-predictor"))
    incident.notes["where the main address leads, with the canary"] = backends(world)
    behind = models(world, **selector(world, "churn-predictor"))
    incident.notes["a pod of the canary behind it"] = "yes" if BAD_MODEL in behind else "no"
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    world.wait(lambda: not container(world, "churn-next-predictor"), "the canary is gone")
    incident.see()


def backends(world: World) -> str:
    """The Services behind the addresses of a service in Standard mode."""
    rules = [rule for each in world.all("Ingress") for rule in each["spec"]["rules"]]
    paths = [path for rule in rules for path in rule["http"]["paths"]]
    return ", ".join(sorted({path["backend"]["service"]["name"] for path in paths}))


def selector(world: World, name: str) -> dict[str, str]:
    """The labels by which a Service finds its pods."""
    labels: dict[str, str] = world.get("Service", name)["spec"]["selector"]
    return labels


def undone_by_hand(incident: Incident) -> None:
    """`kubectl rollout undo` on the Deployment of the service."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(args=["--log=info"]))
    settle(world)
    incident.see()
    world.apply(service=service(storageUri=BAD_MODEL, args=["--log=debug"]))
    settle(world)
    incident.see()
    number = world.get("Deployment", "churn-predictor")["metadata"]["generation"]
    incident.writes += 1
    incident.tried("standard-undo")
    world.shell("kubectl rollout undo deployment churn-predictor")
    world.wait(
        lambda: (
            world.get("Deployment", "churn-predictor")["metadata"]["generation"] >= number + 2
            and "--log=debug" in container(world, "churn-predictor")["args"]
        ),
        "KServe has put its own template in again",
    )
    settle(world)
    incident.see()


def runtime_pointer(incident: Incident) -> None:
    """The service names a bad runtime; it is pointed to the earlier one."""
    pointed_back(incident, "standard-runtime-pointer", service, settle)


def pointed_back(
    incident: Incident, unit: str, service: Callable[..., Object], settle: Callable[[World], None]
) -> None:
    """A service names a bad runtime, and the unit points it to the earlier one, in either mode."""
    world = incident.world
    world.apply(good=runtime())
    world.apply(bad=runtime("runtime-v42", "example.com/runtime:42", "--batch=9"))
    world.apply(service=service())
    settle(world)
    incident.see()
    world.apply(service=service(runtime="runtime-v42", storageUri=BAD_MODEL))
    settle(world)
    incident.see()
    incident.roll_back(unit, NAME="churn", RUNTIME="runtime-v41")
    settle(world)
    incident.see()


SEVEN = tuple(f"service-{number}" for number in range(1, 8))


def runtime_edited(incident: Incident) -> None:
    """A runtime that seven services name is edited; one of them has disable-auto-update."""
    world = incident.world
    good = world.apply(runtime=runtime())
    for name in SEVEN:
        off = {f"{GROUP}/disable-auto-update": "true"} if name == SEVEN[-1] else {}
        world.apply(**{name: service(name, off)})
    for name in SEVEN:
        settle(world, name)
        ready(world, name)
    incident.see()
    world.apply(runtime=runtime(image="example.com/runtime:42"))
    everywhere(world, SEVEN[:-1], "example.com/runtime:42")
    incident.see()
    kept = container(world, f"{SEVEN[-1]}-predictor")["image"]
    incident.notes["image of the service with disable-auto-update"] = kept
    incident.roll_back("standard-runtime-edit", GOOD=good)
    everywhere(world, SEVEN[:-1], "example.com/runtime:41")
    incident.see()


def edit_under_disabled_update(incident: Incident) -> None:
    """With disable-auto-update, an edit of the runtime and then one of the service itself."""
    world = incident.world
    off = {f"{GROUP}/disable-auto-update": "true"}
    world.apply(runtime=runtime())
    good = world.apply(service=service(annotations=off))
    world.apply(other=service("other"))
    for name in ("churn", "other"):
        settle(world, name)
        ready(world, name)
    incident.see()
    world.apply(runtime=runtime(image="example.com/runtime:42"))
    everywhere(world, ("other",), "example.com/runtime:42")
    first = container(world, "churn-predictor")["image"]
    incident.notes["image after the edit of the runtime"] = first
    world.apply(service=service(annotations=off, storageUri=BAD_MODEL))
    settle(world)
    incident.notes["pods after the edit of the service"] = models(world)
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


def everywhere(world: World, names: tuple[str, ...], image: str) -> None:
    """Wait until the Deployments of these services run an image, and are rolled out."""
    for name in names:
        place = f"{name}-predictor"
        world.wait(lambda: container(world, place)["image"] == image, f"{place} runs {image}")  # noqa: B023
        world.wait(lambda: rolled_out(world, place), f"{place} is rolled out")  # noqa: B023


def graph_back(incident: Incident) -> None:
    """The steps of a graph change places, and are put back."""
    world = incident.world
    good = world.apply(graph=graph("moderation", "answers"))
    world.wait(lambda: rolled_out(world, "moderated"), "the router is rolled out")
    incident.see()
    world.apply(graph=graph("answers", "moderation"))
    world.wait(
        lambda: '"http://answers.example.com"},{' in str(container(world, "moderated")["args"]),
        "the router has the new graph",
    )
    world.wait(lambda: rolled_out(world, "moderated"), "the router is rolled out")
    incident.see()
    incident.roll_back("standard-graph", GOOD=good)
    world.wait(
        lambda: '"http://moderation.example.com"},{' in str(container(world, "moderated")["args"]),
        "the router has the old graph",
    )
    world.wait(lambda: rolled_out(world, "moderated"), "the router is rolled out")
    incident.see()


def version_with_digest(incident: Incident) -> None:
    """`runtimeVersion` picks the image's version, but not where the runtime pins a digest."""
    world = incident.world
    digest = "example.com/runtime@sha256:" + "4" * 64
    world.apply(tagged=runtime("tagged", "example.com/runtime:41"))
    world.apply(pinned=runtime("pinned", digest))
    for name in ("tagged", "pinned"):
        world.apply(**{name + "-service": service(name, runtime=name)})
        settle(world, name)
    incident.see()
    for name in ("tagged", "pinned"):
        world.apply(**{name + "-service": service(name, runtime=name, runtimeVersion="42")})
        settle(world, name)
    incident.see()
    for name in ("tagged", "pinned"):
        back = '{"spec":{"predictor":{"model":{"runtimeVersion":"40"}}}}'
        incident.writes += 1
        world.shell(f"kubectl patch inferenceservice {name} --type merge -p '{back}'")
        settle(world, name)
    incident.see()


def mode_refused(incident: Incident) -> None:
    """The annotation of the deployment mode is changed on a service that runs."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(annotations={f"{GROUP}/deploymentMode": "Standard"}))
    settle(world)
    incident.see()
    incident.see()
    change = f"kubectl annotate --overwrite inferenceservice churn {GROUP}/deploymentMode=Knative"
    incident.notes["what the webhook answers"] = incident.refused(change)
    incident.see()


def one_card(incident: Incident) -> None:
    """One replica on the only GPU: the pod of the release waits, and the way back starts none."""
    world, nodes = incident.world, incident.everything.nodes
    world.apply(runtime=runtime())
    good = world.apply(service=on_a_card())
    settle(world)
    incident.see()
    with nodes.with_cards(1):
        world.apply(service=on_a_card(storageUri=BAD_MODEL))
        world.quiet()
        world.wait(lambda: "v42 waits" in models(world), "the new pod waits for a GPU")
        incident.notes["pods while the release waits"] = models(world)
        incident.see()
        incident.roll_back("standard-spec", GOOD=good)
        settle(world)
        incident.notes["pods after the way back"] = models(world)
        incident.see()


def one_card_after(incident: Incident) -> None:
    """The release found a second GPU, which others have taken since: the way back waits."""
    world, nodes = incident.world, incident.everything.nodes
    world.apply(runtime=runtime())
    good = world.apply(service=on_a_card())
    settle(world)
    incident.see()
    world.apply(service=on_a_card(storageUri=BAD_MODEL))
    settle(world)
    incident.notes["pods after the release"] = models(world)
    incident.see()
    with nodes.with_cards(1):
        incident.roll_back("standard-spec", GOOD=good)
        world.quiet()
        world.wait(lambda: "v41 waits" in models(world), "the old model's pod waits for a GPU")
        incident.notes["pods while the way back waits"] = models(world)
        incident.see()


def one_card_recreate(incident: Incident) -> None:
    """One replica on the only GPU with `deploymentStrategy: Recreate`: the old pod ends first."""
    world, nodes = incident.world, incident.everything.nodes
    recreate = {"deploymentStrategy": {"type": "Recreate"}}
    world.apply(runtime=runtime())
    good = world.apply(service=on_a_card(predictor=recreate))
    settle(world)
    incident.see()
    with nodes.with_cards(1):
        world.apply(service=on_a_card(storageUri=BAD_MODEL, predictor=recreate))
        settle(world)
        incident.notes["pods after the release"] = models(world)
        incident.see()
        incident.roll_back("standard-spec", GOOD=good)
        settle(world)
        incident.notes["pods after the way back"] = models(world)
        incident.see()


def on_a_card(**model: Any) -> Object:
    """A service with one replica that wants one GPU."""
    predictor = {"minReplicas": 1, "maxReplicas": 1, **model.pop("predictor", {})}
    card = {"limits": {"nvidia.com/gpu": "1"}}
    return service(predictor=predictor, resources=card, **model)


def bad_never_ready(incident: Incident) -> None:
    """A release whose pods never become ready; the previous spec is put back."""
    world = incident.world
    world.apply(runtime=runtime())
    good = world.apply(service=service())
    settle(world)
    incident.see()
    world.apply(service=service(storageUri="s3://models/never-ready"))
    world.quiet()
    world.wait(lambda: "never-ready" in models(world), "a new pod runs")
    incident.notes["pods while the release is bad"] = models(world)
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


def bytes_back(incident: Incident) -> None:
    """The files behind the address are overwritten, and put back; the service is restarted."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(predictor={"minReplicas": 1}))
    settle(world)
    loaded = Loaded(incident)
    loaded.look("good")
    incident.see()
    world.plane.api.delete("Pod", world.namespace, world.all("Pod")[0]["metadata"]["name"])
    world.wait(loaded.only_new, "the pod has started anew")
    loaded.look("bad")
    incident.see()
    world.shell("kubectl rollout restart deployment churn-predictor")
    settle(world)
    incident.notes["mark of a restart by hand"] = mark_of_restart(world, "churn-predictor")
    incident.roll_back("artefact-bytes", NAME="churn", TODAY="today")
    settle(world)
    loaded.look("good")
    incident.see()


def stopped(incident: Incident) -> None:
    """The stop annotation on a service, and its removal."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service())
    settle(world)
    incident.see()
    world.shell(f"kubectl annotate inferenceservice churn {GROUP}/stop=true")
    world.wait(lambda: not world.all("Deployment"), "the Deployment is gone")
    incident.see()
    incident.writes += 1
    world.shell(f"kubectl annotate inferenceservice churn {GROUP}/stop-")
    world.wait(lambda: rolled_out(world, "churn-predictor"), "the Deployment is back")
    incident.see()


def patched_stays(incident: Incident) -> None:
    """What was patched into a service and never stood in its file stays when that is applied."""
    world = incident.world
    world.apply(runtime=runtime())
    good = world.apply(service=service())
    settle(world)
    incident.see()
    patch = '{"spec":{"predictor":{"model":{"runtimeVersion":"42"},"maxReplicas":40}}}'
    world.shell(f"kubectl patch inferenceservice churn --type merge -p '{patch}'")
    settle(world)
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


def runtime_flags_added(incident: Incident) -> None:
    """A service repeats a flag of its runtime with another value: both stand in the arguments."""
    world = incident.world
    world.apply(runtime=runtime())
    good = world.apply(service=service())
    settle(world)
    incident.see()
    world.apply(service=service(args=["--workers=4"]))
    settle(world)
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


def there_and_back_again(incident: Incident) -> None:
    """A, B and A again: which ReplicaSets the Deployment has, and whether A's is used anew."""
    world = incident.world
    world.apply(runtime=runtime())
    good = world.apply(service=service())
    settle(world)
    incident.see()
    first = {each["metadata"]["name"] for each in world.all("ReplicaSet")}
    world.apply(service=service(storageUri=BAD_MODEL))
    settle(world)
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()
    used = {
        each["metadata"]["name"] for each in world.all("ReplicaSet") if each["spec"]["replicas"]
    }
    incident.notes["the ReplicaSet of A is used again"] = "yes" if used == first else "no"


def multinode(**model: Any) -> Object:
    """A service of two nodes, on the runtime that KServe ships for it."""
    predictor: dict[str, Any] = {
        "minReplicas": 1,
        "maxReplicas": 1,
        "workerSpec": {"pipelineParallelSize": 2, "tensorParallelSize": 1},
    }
    return service(
        annotations={f"{GROUP}/autoscalerClass": "none"},
        modelFormat={"name": "huggingface"},
        runtime="kserve-huggingfaceserver-multinode",
        storageUri=model.pop("storageUri", "pvc://models/v41"),
        predictor={**NO_TARGET, **predictor},
    )


def two_nodes(incident: Incident) -> None:
    """A two-node service: its worker Deployment is made and deleted in turn, and is never up."""
    world = incident.world
    for _ in ("before", "bad", "after"):  # they come and go: what counts is that they do
        incident.see()
    world.apply(service=multinode())
    seen: set[str] = set()

    def again() -> bool:
        seen.update(
            each["metadata"]["uid"]
            for each in world.all("Deployment")
            if "worker" in str(each["metadata"]["name"])
        )
        return len(seen) >= 3

    world.wait(again, "the worker Deployment was made three times")
    incident.notes["worker Deployments made"] = "three or more, each deleted again"


def controller_replaced(incident: Incident) -> None:
    """Another release of KServe, with its runtimes and presets, and the way back, without Helm."""
    world = incident.world
    world.apply(runtime=runtime())
    one = {"minReplicas": 1, "maxReplicas": 1}
    world.apply(service=service(predictor=one))
    world.apply(shipped=service("shipped", runtime="kserve-sklearnserver", predictor=one))
    world.apply(llm=llm())
    settle(world)
    settle(world, "shipped")
    world.wait(lambda: rolled_out(world, "answers-kserve"), "the LLM service is rolled out")
    incident.see()
    pods = {each["metadata"]["uid"] for each in world.all("Pod")}
    used = incident.everything.kserve.release.version
    with incident.other_release():
        world.wait(lambda: not shipped(world).endswith(used), "the shipped runtime is the other")
        world.quiet()
        for deployment in ("churn-predictor", "shipped-predictor", "answers-kserve"):
            world.wait(lambda: rolled_out(world, deployment), f"{deployment} is rolled out")  # noqa: B023
        incident.see()
        incident.notes["pods started anew by the other release"] = started(world, pods)
    incident.tried("standard-controller", "standard-runtime-chart")
    incident.tried("llm-controller", "llm-preset-chart")
    world.wait(lambda: shipped(world).endswith(used), "the shipped runtime is the first again")
    world.quiet()
    for deployment in ("churn-predictor", "shipped-predictor", "answers-kserve"):
        world.wait(lambda: rolled_out(world, deployment), f"{deployment} is rolled out")  # noqa: B023
    incident.see()


def shipped(world: World) -> str:
    """The image of the service that runs on a runtime of KServe's own."""
    return str(container(world, "shipped-predictor")["image"])


def llm() -> Object:
    """An LLM service on the presets that KServe ships."""
    return {
        "apiVersion": f"{GROUP}/v1alpha2",
        "kind": "LLMInferenceService",
        "metadata": {"name": "answers"},
        "spec": {
            "model": {"uri": "hf://example/answers-v41", "name": "answers"},
            "replicas": 1,
            "router": {"gateway": {}, "route": {}},
        },
    }


def started(world: World, pods: set[str]) -> str:
    """Of which services the pods are others than these."""
    told: dict[str, bool] = {}
    for each in world.all("Pod"):
        name = each["metadata"]["name"].rpartition("-")[0].rpartition("-")[0]
        told[name] = told.get(name, False) or each["metadata"]["uid"] not in pods
    return ", ".join(f"{name} {'yes' if new else 'no'}" for name, new in sorted(told.items()))


case = partial(Case, product="kserve", look=kserve_facts)
CASES = (
    case("standard-spec", previous_spec),
    case("standard-model", model_back),
    case("standard-percent", percentage_ignored),
    case("standard-canary-list", canary_listed, leaves="the HPA of a canary that is gone stays"),
    case("standard-undo", undone_by_hand),
    case("standard-runtime-pointer", runtime_pointer),
    case("standard-runtime-edit", runtime_edited),
    case("standard-update-disabled", edit_under_disabled_update),
    case("standard-graph", graph_back),
    case("standard-version-digest", version_with_digest),
    case("standard-mode-refused", mode_refused),
    case("standard-one-card", one_card),
    case("standard-one-card-after", one_card_after),
    case("standard-one-card-recreate", one_card_recreate),
    case("standard-never-ready", bad_never_ready),
    case("standard-bytes", bytes_back),
    case("standard-stop", stopped),
    case("standard-patched-stays", patched_stays),
    case("standard-flag-twice", runtime_flags_added),
    case("standard-a-b-a", there_and_back_again),
    case("standard-two-nodes", two_nodes),
    case("standard-controller", controller_replaced, replaces="kserve"),
)
