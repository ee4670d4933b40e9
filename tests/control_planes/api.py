"""A client for the Kubernetes API that holds what these tests need: plain data in and out."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

__all__ = ["KINDS", "Api", "Object", "RefusedError", "says"]

Object = dict[str, Any]
"""A Kubernetes object as plain data."""

KINDS = {
    "Configuration": ("apis/serving.knative.dev/v1", "configurations"),
    "ConfigMap": ("api/v1", "configmaps"),
    "Deployment": ("apis/apps/v1", "deployments"),
    "Event": ("api/v1", "events"),
    "Gateway": ("apis/gateway.networking.k8s.io/v1", "gateways"),
    "HTTPRoute": ("apis/gateway.networking.k8s.io/v1", "httproutes"),
    "HorizontalPodAutoscaler": ("apis/autoscaling/v2", "horizontalpodautoscalers"),
    "InferenceGraph": ("apis/serving.kserve.io/v1alpha1", "inferencegraphs"),
    "InferencePool": ("apis/inference.networking.k8s.io/v1", "inferencepools"),
    "InferenceService": ("apis/serving.kserve.io/v1beta1", "inferenceservices"),
    "Ingress": ("apis/networking.k8s.io/v1", "ingresses"),
    "KnativeIngress": ("apis/networking.internal.knative.dev/v1alpha1", "ingresses"),
    "KnativeService": ("apis/serving.knative.dev/v1", "services"),
    "LLMInferenceService": ("apis/serving.kserve.io/v1alpha2", "llminferenceservices"),
    "LLMInferenceServiceConfig": ("apis/serving.kserve.io/v1alpha2", "llminferenceserviceconfigs"),
    "LeaderWorkerSet": ("apis/leaderworkerset.x-k8s.io/v1", "leaderworkersets"),
    "Namespace": ("api/v1", "namespaces"),
    "Node": ("api/v1", "nodes"),
    "Pod": ("api/v1", "pods"),
    "RayCluster": ("apis/ray.io/v1", "rayclusters"),
    "RayService": ("apis/ray.io/v1", "rayservices"),
    "ReplicaSet": ("apis/apps/v1", "replicasets"),
    "Revision": ("apis/serving.knative.dev/v1", "revisions"),
    "ScaledObject": ("apis/keda.sh/v1alpha1", "scaledobjects"),
    "Service": ("api/v1", "services"),
    "ServiceAccount": ("api/v1", "serviceaccounts"),
    "ServingRuntime": ("apis/serving.kserve.io/v1alpha1", "servingruntimes"),
    "StatefulSet": ("apis/apps/v1", "statefulsets"),
}
"""Where each kind lives: group and version, and its name in addresses."""

CLUSTER_WIDE = {"Namespace", "Node"}
SECONDS = 30
"""Seconds that a request may take."""


def says(thing: Object, condition: str) -> bool:
    """Whether the status of an object says that a condition is true."""
    conditions = thing.get("status", {}).get("conditions") or ()
    return any(each["type"] == condition and each["status"] == "True" for each in conditions)


class RefusedError(Exception):
    """The API server's answer to a request that it did not carry out."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class Api:
    """The Kubernetes API at `address`, as an administrator."""

    def __init__(self, address: str, token: str, certificate: Path) -> None:
        self.address = address
        self._token = token
        self._context = ssl.create_default_context(cafile=str(certificate))

    def call(self, method: str, path: str, body: Any = None, form: str = "application/json") -> Any:
        """One request. Raises RefusedError with the server's own message when it refuses."""
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": form}
        request = urllib.request.Request(f"{self.address}/{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=SECONDS, context=self._context) as answer:
                text = answer.read()
        except urllib.error.HTTPError as error:
            told = error.read().decode("utf-8", "replace")
            message = json.loads(told).get("message", told) if told.startswith("{") else told
            raise RefusedError(error.code, message) from None
        return json.loads(text) if text.startswith(b"{") else text.decode()

    def healthy(self) -> bool:
        """Whether the server answers that it is ready."""
        try:
            return bool(self.call("GET", "readyz") == "ok")
        except (OSError, RefusedError):
            return False

    def all(self, kind: str, namespace: str = "", **labels: str) -> list[Object]:
        """The objects of a kind, in one namespace or in all, by name."""
        group, plural = KINDS[kind]
        place = f"namespaces/{namespace}/" if namespace else ""
        wanted = ",".join(f"{key}={value}" for key, value in labels.items())
        listed = self.call("GET", f"{group}/{place}{plural}?labelSelector={wanted}")
        found: list[Object] = listed["items"]
        return sorted(found, key=lambda item: str(item["metadata"]["name"]))

    def get(self, kind: str, namespace: str, name: str) -> Object | None:
        """One object; None when there is none of that name."""
        try:
            found: Object = self.call("GET", self._path(kind, namespace, name))
        except RefusedError as refused:
            if refused.status == 404:
                return None
            raise
        return found

    def create(self, kind: str, namespace: str, body: Mapping[str, Any]) -> Object:
        """Create an object, or a part of one: `Pod/NAME/binding`."""
        made: Object = self.call("POST", self._path(kind, namespace), body)
        return made

    def patch(self, kind: str, namespace: str, name: str, body: Any, part: str = "") -> Object:
        """Merge `body` into an object, or into its `part` ("status")."""
        path = self._path(kind, namespace, name) + (f"/{part}" if part else "")
        made: Object = self.call("PATCH", path, body, "application/merge-patch+json")
        return made

    def delete(self, kind: str, namespace: str, name: str, grace: int | None = None) -> None:
        """Delete an object, and what it owns in the background; `grace` in seconds."""
        path = self._path(kind, namespace, name) + "?propagationPolicy=Background"
        self.call("DELETE", path if grace is None else f"{path}&gracePeriodSeconds={grace}")

    def _path(self, kind: str, namespace: str, name: str = "") -> str:
        kind, _, part = kind.partition("/")
        group, plural = KINDS[kind]
        place = "" if kind in CLUSTER_WIDE else f"namespaces/{namespace}/"
        return "/".join(filter(None, (f"{group}/{place}{plural}", name, part)))
