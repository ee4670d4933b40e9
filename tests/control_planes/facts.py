"""What the objects of a namespace say, in words that can be compared and read in a table."""

from __future__ import annotations

from typing import Any

import yaml

from .api import Object
from .everything import Everything
from .world import Facts, World

__all__ = ["knative_facts", "kserve_facts", "kuberay_facts", "traffic"]

MODEL = "internal.serving.kserve.io/storage-initializer-sourceuri"


def kserve_facts(world: World, everything: Everything) -> Facts:
    """Pods' templates, scalers, routes and what the services ask for."""
    del everything
    facts: Facts = {}
    for each in world.all("Deployment"):
        name, spec = each["metadata"]["name"], each["spec"]
        facts |= _template(name, spec["template"])
        facts[f"strategy of {name}"] = _strategy(spec["strategy"])
    for each in world.all("LeaderWorkerSet"):
        name, spec = each["metadata"]["name"], each["spec"]["leaderWorkerTemplate"]
        facts |= _template(f"{name} leader", spec.get("leaderTemplate") or {"spec": {}})
        facts |= _template(f"{name} workers", spec["workerTemplate"])
    for each in world.all("HorizontalPodAutoscaler"):
        spec = each["spec"]
        bounds = f"{spec['minReplicas']} to {spec['maxReplicas']}"
        facts[f"HPA of {each['metadata']['name']}"] = f"{bounds}, {_targets(spec['metrics'])}"
    for each in world.all("ScaledObject"):
        spec = each["spec"]
        bounds = f"{spec.get('minReplicaCount')} to {spec.get('maxReplicaCount')}"
        triggers = ", ".join(_trigger(one) for one in spec["triggers"])
        facts[f"ScaledObject of {each['metadata']['name']}"] = f"{bounds}, {triggers}"
    for each in world.all("HTTPRoute"):
        facts |= _shares(world.namespace, each)
    return facts


def knative_facts(world: World, everything: Everything) -> Facts:
    """Where the traffic goes and what runs there, which revisions there are, and the spec."""
    del everything
    facts: Facts = {}
    revisions = {each["metadata"]["name"]: each for each in world.all("Revision")}
    for each in world.all("KnativeService"):
        name = each["metadata"]["name"]
        told = traffic(each)
        facts[f"revisions with traffic of {name}"] = ", ".join(
            f"{revision.removeprefix(name + '-')} {share} %" for revision, share in told.items()
        )
        there = [one for one in revisions if one.rpartition("-")[0] == name]
        facts[f"revisions that exist of {name}"] = ", ".join(
            one.rpartition("-")[2] for one in there
        )
        most = max(told, key=lambda one: told[one]) if told else ""
        if most in revisions:
            facts |= _template(name, revisions[most])
            facts[f"scaling of {name}"] = _scaling(revisions[most])
    for each in world.all("InferenceService"):
        name, spec = each["metadata"]["name"], each["spec"]
        for part in ("predictor", "transformer"):
            if part in spec:
                percent = spec[part].get("canaryTrafficPercent", "none")
                facts[f"percentage of the {part} of {name}"] = str(percent)
        facts[f"model in the spec of {name}"] = spec["predictor"]["model"]["storageUri"]
    return facts


def traffic(service: Object) -> dict[str, int]:
    """The share of each revision of a Knative Service that gets any, in percent, by name."""
    told: dict[str, int] = {}
    for each in service.get("status", {}).get("traffic", ()):
        if each.get("percent"):  # the newest revision can stand there by its name too
            told[each["revisionName"]] = told.get(each["revisionName"], 0) + each["percent"]
    return dict(sorted(told.items()))


def _scaling(revision: Object) -> str:
    said = revision["metadata"].get("annotations", {})
    least, most, target, metric = (
        said.get(f"autoscaling.knative.dev/{what}", "default")
        for what in ("min-scale", "max-scale", "target", "metric")
    )
    return f"{least} to {most}, {metric} {target}"


def _template(name: str, template: Object) -> Facts:
    facts: Facts = {}
    for container in template["spec"].get("containers", ()):
        where = f"{name}/{container['name']}"
        facts[f"image of {where}"] = container["image"]
        said = [*container.get("command", ()), *container.get("args", ())]
        facts[f"arguments of {where}"] = " ".join(map(_shorter, said))
        variables = {one["name"]: one.get("value", "") for one in container.get("env", ())}
        if "VLLM_ADDITIONAL_ARGS" in variables:
            facts[f"VLLM_ADDITIONAL_ARGS of {where}"] = variables["VLLM_ADDITIONAL_ARGS"]
    model = template.get("metadata", {}).get("annotations", {}).get(MODEL)
    if model:
        facts[f"model of {name}"] = model
    for container in template["spec"].get("initContainers", ()):
        if container["name"] == "storage-initializer":
            facts[f"model of {name}"] = container["args"][0]
    return facts


def _strategy(strategy: Object) -> str:
    rolling = strategy.get("rollingUpdate")
    if not rolling:
        return str(strategy["type"])
    return f"surge {rolling['maxSurge']}, unavailable {rolling['maxUnavailable']}"


def _targets(metrics: list[Object]) -> str:
    told = []
    for metric in metrics:
        resource = metric.get("resource", {})
        target = resource.get("target", {})
        told.append(f"{resource.get('name')} {target.get('averageUtilization')} %")
    return ", ".join(told)


def _trigger(trigger: Object) -> str:
    asked = trigger["metadata"]
    return f"{trigger['type']} {asked.get('value') or asked.get('threshold')}"


def _shares(namespace: str, route: Object) -> Facts:
    """Which shares the backends of a route get, by its own address and by the model's name."""
    name = str(route["metadata"]["name"])
    own = f"/{namespace}/{name.removesuffix('-kserve-route')}"
    found: dict[str, set[str]] = {"own address": set(), "model's name": set()}
    for rule in route["spec"].get("rules", ()):
        paths = [match.get("path", {}).get("value", "") for match in rule.get("matches", ())]
        direct = any(path == own or path.startswith(f"{own}/") for path in paths)
        weights = {one["name"]: one.get("weight", 1) for one in rule.get("backendRefs", ())}
        whole = sum(weights.values()) or 1
        backends = [f"{one} {100 * weight // whole} %" for one, weight in weights.items()]
        found["own address" if direct else "model's name"].add(", ".join(backends))
    return {f"{name} by {how}": "; ".join(sorted(shares)) for how, shares in found.items()}


def _shorter(argument: str) -> str:
    lines = argument.count("\n")
    return f"(a script of {lines} lines)" if lines > 1 else argument


def kuberay_facts(world: World, everything: Everything) -> Facts:
    """Which Ray cluster is what, what each was told, and where the traffic goes."""
    facts: Facts = {}
    names = world.clusters()
    by_name = {each["metadata"]["name"]: each for each in world.all("RayCluster")}
    for service in world.all("RayService"):
        status = service.get("status", {})
        for role in ("active", "pending"):
            told = status.get(f"{role}ServiceStatus", {})
            facts[f"{role} cluster"] = names.get(told.get("rayClusterName", ""), "none")
            if "targetCapacity" in told:
                facts[f"capacity of the {role} cluster"] = f"{told['targetCapacity']} %"
        spoken = {each["type"]: each["status"] for each in status.get("conditions", ())}
        for condition in ("Ready", "UpgradeInProgress", "RollbackInProgress"):
            facts[condition] = spoken.get(condition, "absent")
        name = service["metadata"]["name"]
        stable = world.plane.api.get("Service", world.namespace, f"{name}-serve-svc")
        if stable:
            facts["stable Service"] = names.get(stable["spec"]["selector"]["ray.io/cluster"], "?")
    for name, called in names.items():
        cluster = by_name.get(name)
        if cluster is None:
            facts[f"{called} cluster"] = "deleted"
            continue
        facts[f"{called} cluster"] = "there"
        facts |= _cluster(called, cluster["spec"])
        document: Any = everything.heads.document(name)
        facts[f"document of the {called} cluster"] = _document(document)
    for route in world.all("HTTPRoute"):
        backends = route["spec"]["rules"][0]["backendRefs"]
        facts["route"] = ", ".join(
            f"{names.get(one['name'].removesuffix('-serve-svc'), one['name'])} {one['weight']} %"
            for one in backends
        )
    return facts


def _cluster(called: str, spec: Object) -> Facts:
    head = spec["headGroupSpec"]["template"]["spec"]["containers"][0]
    groups = [
        f"{group['groupName']} {group.get('minReplicas')} to {group.get('maxReplicas')}, "
        f"{group.get('replicas')} now"
        for group in spec.get("workerGroupSpecs", ())
    ]
    return {
        f"image of the {called} cluster": head["image"],
        f"workers of the {called} cluster": "; ".join(groups),
    }


def _document(document: Any) -> str:
    text = yaml.safe_dump(document.get("applications", []), default_flow_style=True, width=9999)
    return text.strip() if document else "none"
