"""Kubernetes manifests held against the products' published Python models, stricter than they are.

The models of KServe's SDK and of the Kubernetes client name each field and its type, but check only
that required fields are there, and neither loads a manifest. Here every key must be known and every
value of the declared type. KubeRay has no models on the package index: of a RayService the pods and
the Serve document are checked as the rest is, and the fields around them against the list below.

    python -m tests.examples.manifests --crds FOLDER     against the CRDs of your own cluster

checks against whatever CustomResourceDefinitions a folder holds, which sees ranges and enumerations
that no Python model names (`kubectl get crd NAME -o yaml > FOLDER/NAME.yml`).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .cluster import EXAMPLES
from .problems import is_one_of, unknown
from .serve_document import document_problems

__all__ = ["MANIFESTS", "Checker", "crd_problems", "documents", "manifest_problems"]

MANIFESTS = tuple(
    sorted([*(EXAMPLES / "kserve").glob("*.yml"), EXAMPLES / "ray-serve" / "rayservice.yml"])
)
"""The example's manifests."""

MODELS = {
    ("serving.kserve.io/v1beta1", "InferenceService"): "V1beta1InferenceService",
    ("serving.kserve.io/v1alpha1", "ClusterServingRuntime"): "V1alpha1ClusterServingRuntime",
    ("serving.kserve.io/v1alpha1", "InferenceGraph"): "V1alpha1InferenceGraph",
    ("v1", "ConfigMap"): "V1ConfigMap",
}

# What this example uses of RayService, as read in KubeRay v1.7.0; "pod" is checked by the models.
_GROUP = {"rayStartParams": "dict(str, str)", "template": "V1PodTemplateSpec"}
_WORKERS = {"groupName": "str", "replicas": "int", "minReplicas": "int", "maxReplicas": "int"}
RAY: dict[str, dict[str, Any]] = {
    "RayService": {
        "apiVersion": "str",
        "kind": "str",
        "metadata": "V1ObjectMeta",
        "spec": "RayServiceSpec",
    },
    "RayServiceSpec": {
        "serveConfigV2": "str",
        "rayClusterConfig": "RayClusterSpec",
        "upgradeStrategy": "UpgradeStrategy",
        "rayClusterDeletionDelaySeconds": "int",
        "excludeHeadPodFromServeSvc": "bool",
    },
    "UpgradeStrategy": {"type": "str"},
    "RayClusterSpec": {
        "rayVersion": "str",
        "enableInTreeAutoscaling": "bool",
        "headGroupSpec": "HeadGroupSpec",
        "workerGroupSpecs": "list[WorkerGroupSpec]",
    },
    "HeadGroupSpec": _GROUP,
    "WorkerGroupSpec": {**_GROUP, **_WORKERS},
}
RAY_STRATEGIES = ("NewCluster", "NewClusterWithIncrementalUpgrade", "None")
PLAIN: dict[str, Any] = {"str": str, "int": int, "bool": bool, "float": (int, float)}
AS_TEXT_OR_NUMBER = {"ResourceQuantity", "IntOrString", "KnativeURL"}


@dataclass
class Checker:
    """Walks data along the declared types; `unchecked` names the types that no model describes."""

    problems: list[str] = field(default_factory=list)
    unchecked: set[str] = field(default_factory=set)

    def value(self, data: Any, kind: str, where: str) -> None:
        """Note everything about `data` that is not of this type."""
        inner = re.fullmatch(r"(list|dict)[\[(](?:str, ?)?(.+)[\])]", kind)
        if inner:
            self._many(data, inner[1], inner[2], where)
        elif kind in PLAIN:
            if not isinstance(data, PLAIN[kind]) or isinstance(data, bool) != (kind == "bool"):
                self.problems.append(f"{where}: {data!r} is not of the type {kind}")
        elif kind in AS_TEXT_OR_NUMBER:
            if not isinstance(data, str | int | float):
                self.problems.append(f"{where}: {data!r} is neither text nor a number")
        elif kind in RAY:
            self._fields(data, RAY[kind], where)
        elif model := _model(kind):
            fields = {key: model.openapi_types[name] for name, key in model.attribute_map.items()}
            self._fields(data, fields, where)
            if isinstance(data, dict):
                self._required(data, model, where)
        else:
            self.unchecked.add(kind)

    def _many(self, data: Any, many: str, kind: str, where: str) -> None:
        if many == "list" and isinstance(data, list):
            for index, item in enumerate(data):
                self.value(item, kind, f"{where}[{index}]")
        elif many == "dict" and isinstance(data, dict):
            for key, item in data.items():
                self.value(item, kind, f"{where}.{key}")
        else:
            self.problems.append(f"{where}: this must be a {many}")

    def _fields(self, data: Any, fields: dict[str, str], where: str) -> None:
        if not isinstance(data, dict):
            self.problems.append(f"{where}: this must be a mapping")
            return
        for key, item in data.items():
            if key in fields:
                self.value(item, fields[key], f"{where}.{key}")
            else:
                self.problems.append(unknown(where, key, fields))

    def _required(self, data: dict[str, Any], model: Any, where: str) -> None:
        given = {name: data.get(key) for name, key in model.attribute_map.items()}
        try:
            model(**given)
        except ValueError as error:
            self.problems.append(f"{where}: {error}")


def _model(kind: str) -> Any:
    import kserve.models
    import kubernetes.client

    aliases = {"K8sIoApiAppsV1DeploymentStrategy": "V1DeploymentStrategy"}
    name = aliases.get(kind, kind)
    found = getattr(kserve.models, name, None) or getattr(kubernetes.client, name, None)
    return found if hasattr(found, "openapi_types") else None


def documents(text: str, where: str) -> list[tuple[str, dict[str, Any]]]:
    """Each object of a file with the words for its place: file, kind and name."""
    found = []
    for data in yaml.safe_load_all(text):
        name = (data.get("metadata") or {}).get("name", "?")
        found.append((f"{where}: {data.get('kind', '?')} {name}", data))
    return found


def manifest_problems(objects: list[tuple[str, dict[str, Any]]]) -> list[str]:
    """All that is wrong with these objects, each alone and together."""
    checker = Checker()
    for where, data in objects:
        kind = (str(data.get("apiVersion")), str(data.get("kind")))
        if kind == ("ray.io/v1", "RayService"):
            checker.value(data, "RayService", where)
            checker.problems += _ray_service(data, where)
        elif kind in MODELS:
            checker.value(data, MODELS[kind], where)
        else:
            checker.problems.append(f"{where}: nothing here can check {' '.join(kind)}")
    if checker.unchecked:
        names = ", ".join(sorted(checker.unchecked))
        checker.problems.append(f"no published model describes the types used: {names}")
    # References can be followed only through objects of the right shape.
    return checker.problems or list(_references([data for _, data in objects]))


def _ray_service(data: dict[str, Any], where: str) -> list[str]:
    spec = data.get("spec") or {}
    strategy = (spec.get("upgradeStrategy") or {}).get("type", "NewCluster")
    found = [f"{where}: serveConfigV2: {text}" for text in _serve_config(spec)]
    if strategy not in RAY_STRATEGIES:
        found.append(is_one_of(where, str(strategy), RAY_STRATEGIES, "upgrade strategy"))
    return found


def _serve_config(spec: dict[str, Any]) -> list[str]:
    return document_problems(str(spec.get("serveConfigV2", "")))


def _named(objects: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in objects if each.get("kind") == kind}


def _references(objects: list[dict[str, Any]]) -> Iterator[str]:
    """What names something that is not among the objects."""
    runtimes = _named(objects, "ClusterServingRuntime")
    services = _named(objects, "InferenceService")
    maps = _named(objects, "ConfigMap")
    for name, service in services.items():
        where = f"InferenceService {name}"
        model = service["spec"].get("predictor", {}).get("model", {})
        runtime = model.get("runtime", "")
        if runtime not in runtimes:
            yield is_one_of(f"{where}: spec.predictor.model.runtime", runtime, runtimes, "runtime")
            continue
        offered = runtimes[runtime]["spec"].get("supportedModelFormats", [])
        formats = {each.get("name", "") for each in offered}
        wanted = model.get("modelFormat", {}).get("name", "")
        if wanted not in formats:
            yield is_one_of(f"{where}: modelFormat of {runtime}", wanted, formats, "format")
        for container in service["spec"].get("transformer", {}).get("containers", []):
            for source in container.get("envFrom", []):
                prompt = source.get("configMapRef", {}).get("name", "")
                if prompt not in maps:
                    yield is_one_of(f"{where}: envFrom", prompt, maps, "ConfigMap")
    for name, graph in _named(objects, "InferenceGraph").items():
        yield from _graph(f"InferenceGraph {name}", graph["spec"].get("nodes", {}), services)


def _graph(where: str, nodes: dict[str, Any], services: dict[str, Any]) -> Iterator[str]:
    """The rules that KServe's webhook has for a graph, and that its targets exist."""
    if "root" not in nodes:
        yield f"{where}: a graph needs a node called root; it has {', '.join(nodes)}"
    for node_name, node in nodes.items():
        place = f"{where}: node {node_name}"
        kind = node.get("routerType")
        steps = node.get("steps") or []
        if kind not in ("Sequence", "Splitter", "Ensemble", "Switch"):
            yield f"{place}: {kind} is none of Sequence, Splitter, Ensemble, Switch"
        for step in steps:
            targets = [key for key in ("serviceName", "serviceUrl", "nodeName") if key in step]
            if len(targets) != 1:
                yield f"{place}: step {step.get('name')} needs exactly one target; has {targets}"
            if "serviceName" in step and step["serviceName"] not in services:
                yield is_one_of(place, step["serviceName"], services, "InferenceService")
            if "nodeName" in step and step["nodeName"] not in nodes:
                yield is_one_of(place, step["nodeName"], nodes, "node")
        weights = [step.get("weight", 0) for step in steps]
        if kind == "Splitter" and sum(weights) != 100:
            yield f"{place}: the weights of a Splitter add up to 100, these to {sum(weights)}"


def crd_problems(objects: list[tuple[str, dict[str, Any]]], folder: Path) -> list[str]:
    """What the CRDs in `folder` say of the objects they define, unknown keys included."""
    from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

    schemas = dict(_schemas(folder))
    found = []
    for where, data in objects:
        schema = schemas.get((data["apiVersion"], data["kind"]))
        if schema is None and "." in data["apiVersion"]:
            found.append(f"{where}: no CRD for {data['apiVersion']} {data['kind']} in {folder}")
        for error in Draft202012Validator(schema or {}).iter_errors(data):
            found.append(f"{where}: {error.json_path.removeprefix('$.')}: {error.message}")
    return found


def _schemas(folder: Path) -> Iterator[tuple[tuple[str, str], Any]]:
    for path in sorted([*folder.glob("*.yml"), *folder.glob("*.yaml")]):
        for crd in yaml.safe_load_all(path.read_text("utf-8")):
            if not crd or crd.get("kind") != "CustomResourceDefinition":
                continue
            spec = crd["spec"]
            for version in spec["versions"]:
                schema = _closed(version["schema"]["openAPIV3Schema"])
                schema.get("properties", {}).pop("metadata", None)
                schema.pop("additionalProperties", None)
                yield (f"{spec['group']}/{version['name']}", spec["names"]["kind"]), schema


def _closed(schema: Any) -> Any:
    """The schema with unknown keys refused wherever the API server would drop them."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    open_ended = schema.get("x-kubernetes-preserve-unknown-fields")
    if isinstance(schema.get("properties"), dict) and "type" in schema and not open_ended:
        closed.setdefault("additionalProperties", False)
    return closed


def main() -> int:
    """Check the example's manifests, against CRDs too when a folder of them is named."""
    parser = argparse.ArgumentParser(description="Check the manifests of the example.")
    parser.add_argument("--crds", type=Path, help="folder with CustomResourceDefinitions")
    chosen = parser.parse_args()
    sys.path.insert(0, str(EXAMPLES))  # the Serve document names the package `answers`
    objects = [each for path in MANIFESTS for each in documents(path.read_text("utf-8"), path.name)]
    found = manifest_problems(objects)
    if chosen.crds:
        found += crd_problems(objects, chosen.crds)
    for problem in found:
        print(problem)
    print(f"{len(objects)} objects checked, {len(found)} problems.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
