"""Incidents of KServe in Standard mode, each from a service that runs to the rollback's end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .api import Object
from .nodes import is_ready
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


def ready(world: World, name: str = "churn", kind: str = "InferenceService") -> None:
    """Wait until a service says that it is ready."""

    def is_ready() -> bool:
        conditions = world.get(kind, name).get("status", {}).get("conditions", ())
        return any(each["type"] == "Ready" and each["status"] == "True" for each in conditions)

    world.wait(is_ready, f"{name} is ready")


def scaler_bounds(incident: Incident) -> None:
    """Bounds and target of the default scaler go wrong and are patched back."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service())
    settle(world)
    incident.see()
    world.apply(service=service(predictor={"minReplicas": 3, "maxReplicas": 40, "scaleTarget": 5}))
    settle(world)
    incident.see()
    pods = world.pods_seen()
    incident.roll_back("standard-scaler", NAME="churn", MIN="2", MAX="4", TARGET="60")
    settle(world)
    incident.notes["pods that the rollback started"] = str(world.pods_seen() - pods)
    incident.see()


NO_TARGET = {"scaleMetric": None, "scaleTarget": None}
KEDA = {f"{GROUP}/autoscalerClass": "keda"}


def metrics(threshold: str) -> dict[str, Any]:
    """KEDA's form of a target."""
    metric = {
        "type": "External",
        "external": {
            "metric": {
                "backend": "prometheus",
                "serverAddress": "http://prometheus.example.com",
                "query": "sum(vllm:num_requests_running)",
            },
            "target": {"type": "Value", "value": threshold},
        },
    }
    return {**NO_TARGET, "autoScaling": {"metrics": [metric]}}


def scaler_command_under_keda(incident: Incident) -> None:
    """With the KEDA class, the command for the HPA class is used: it does not write the target."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(annotations=KEDA, predictor=metrics("8")))
    settle(world)
    incident.see()
    worse = {"maxReplicas": 40, **metrics("2")}
    world.apply(service=service(annotations=KEDA, predictor=worse))
    settle(world)
    incident.see()
    incident.roll_back("standard-scaler", NAME="churn", MIN="2", MAX="4", TARGET="8")
    settle(world)
    incident.see()


def scaler_of_keda(incident: Incident) -> None:
    """With the KEDA class, bounds and threshold go wrong and are patched back from a file."""
    world = incident.world
    world.apply(runtime=runtime())
    world.apply(service=service(annotations=KEDA, predictor=metrics("8")))
    settle(world)
    incident.see()
    worse = {"maxReplicas": 40, **metrics("2")}
    world.apply(service=service(annotations=KEDA, predictor=worse))
    settle(world)
    incident.see()
    bounds = {"minReplicas": 2, "maxReplicas": 4, "autoScaling": metrics("8")["autoScaling"]}
    world.commit(scaling={"spec": {"predictor": bounds}})
    incident.roll_back("standard-scaler-keda", NAME="churn")
    settle(world)
    incident.see()


CPU = {
    **NO_TARGET,
    "autoScaling": {
        "metrics": [
            {
                "type": "Resource",
                "resource": {
                    "name": "cpu",
                    "target": {"type": "Utilization", "averageUtilization": 60},
                },
            }
        ]
    },
}
"""A target that both classes of scaler understand."""


def scaler_class(incident: Incident) -> None:
    """The scaler's class goes from hpa to keda, and back with the previous spec."""
    world = incident.world
    hpa = {f"{GROUP}/autoscalerClass": "hpa"}
    world.apply(runtime=runtime())
    good = world.apply(service=service(annotations=hpa, predictor=CPU))
    settle(world)
    incident.see()
    world.apply(service=service(annotations=KEDA, predictor={**CPU, "maxReplicas": 9}))
    settle(world)
    world.wait(lambda: world.all("ScaledObject"), "KServe has made a ScaledObject")
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


def scaler_class_back(incident: Incident) -> None:
    """The scaler's class goes from keda to hpa, and back with the previous spec."""
    world = incident.world
    hpa = {f"{GROUP}/autoscalerClass": "hpa"}
    world.apply(runtime=runtime())
    good = world.apply(service=service(annotations=KEDA, predictor=CPU))
    settle(world)
    world.wait(lambda: world.all("ScaledObject"), "KServe has made a ScaledObject")
    incident.see()
    world.apply(service=service(annotations=hpa, predictor={**CPU, "maxReplicas": 9}))
    settle(world)
    world.wait(lambda: world.all("HorizontalPodAutoscaler"), "KServe has made an HPA")
    incident.see()
    incident.roll_back("standard-spec", GOOD=good)
    settle(world)
    incident.see()


def graph(first: str, second: str) -> Object:
    """An InferenceGraph of two steps."""
    steps = [{"serviceUrl": f"http://{name}.example.com"} for name in (first, second)]
    return {
        "apiVersion": f"{GROUP}/v1alpha1",
        "kind": "InferenceGraph",
        "metadata": {"name": "moderated"},
        "spec": {"nodes": {"root": {"routerType": "Sequence", "steps": steps}}},
    }


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
    """One replica on the only GPU: the rolling update cannot start, nor can the way back."""
    world, nodes = incident.world, incident.everything.nodes
    world.apply(runtime=runtime())
    good = world.apply(service=on_a_card())
    settle(world)
    incident.see()
    nodes.cards = 1
    try:
        world.apply(service=on_a_card(storageUri=BAD_MODEL))
        world.quiet()
        world.wait(lambda: "v42 waits" in models(world), "the new pod waits for a GPU")
        incident.notes["pods while the release waits"] = models(world)
        incident.see()
        incident.roll_back("standard-spec", GOOD=good)
        settle(world)
        incident.notes["pods after the way back"] = models(world)
        incident.see()
    finally:
        nodes.cards = 1_000_000


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
    nodes.cards = 1
    try:
        incident.roll_back("standard-spec", GOOD=good)
        world.quiet()
        world.wait(lambda: "v41 waits" in models(world), "the old model's pod waits for a GPU")
        incident.notes["pods while the way back waits"] = models(world)
        incident.see()
    finally:
        nodes.cards = 1_000_000


def one_card_recreate(incident: Incident) -> None:
    """One replica on the only GPU with `deploymentStrategy: Recreate`: the old pod ends first."""
    world, nodes = incident.world, incident.everything.nodes
    recreate = {"deploymentStrategy": {"type": "Recreate"}}
    world.apply(runtime=runtime())
    good = world.apply(service=on_a_card(predictor=recreate))
    settle(world)
    incident.see()
    nodes.cards = 1
    try:
        world.apply(service=on_a_card(storageUri=BAD_MODEL, predictor=recreate))
        settle(world)
        incident.notes["pods after the release"] = models(world)
        incident.see()
        incident.roll_back("standard-spec", GOOD=good)
        settle(world)
        incident.notes["pods after the way back"] = models(world)
        incident.see()
    finally:
        nodes.cards = 1_000_000


def on_a_card(**model: Any) -> Object:
    """A service with one replica that wants one GPU."""
    predictor = {"minReplicas": 1, "maxReplicas": 1, **model.pop("predictor", {})}
    card = {"limits": {"nvidia.com/gpu": "1"}}
    return service(predictor=predictor, resources=card, **model)


def models(world: World) -> str:
    """Which models the pods of this world have, and whether they are ready."""
    told = []
    for pod in world.all("Pod"):
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


def mark_of_restart(world: World, deployment: str) -> str:
    """What has become of the mark that `kubectl rollout restart` puts on the pods' template."""
    template = world.get("Deployment", deployment)["spec"]["template"]["metadata"]
    marks = template.get("annotations", {})
    return "stays" if "kubectl.kubernetes.io/restartedAt" in marks else "is taken away"


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
    with incident.everything.other_kserve():
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


INCIDENTS = {
    "standard-spec": previous_spec,
    "standard-model": model_back,
    "standard-percent": percentage_ignored,
    "standard-undo": undone_by_hand,
    "standard-runtime-pointer": runtime_pointer,
    "standard-runtime-edit": runtime_edited,
    "standard-update-disabled": edit_under_disabled_update,
    "standard-scaler": scaler_bounds,
    "standard-scaler-under-keda": scaler_command_under_keda,
    "standard-scaler-keda": scaler_of_keda,
    "standard-class-to-keda": scaler_class,
    "standard-class-to-hpa": scaler_class_back,
    "standard-graph": graph_back,
    "standard-version-digest": version_with_digest,
    "standard-mode-refused": mode_refused,
    "standard-one-card": one_card,
    "standard-one-card-after": one_card_after,
    "standard-one-card-recreate": one_card_recreate,
    "standard-never-ready": bad_never_ready,
    "standard-bytes": bytes_back,
    "standard-stop": stopped,
    "standard-patched-stays": patched_stays,
    "standard-flag-twice": runtime_flags_added,
    "standard-a-b-a": there_and_back_again,
    "standard-two-nodes": two_nodes,
    "standard-controller": controller_replaced,
}
