"""Stands in for nodes: pods get an address and become ready, or not, as an incident wants.

One node object takes every pod, as a scheduler and a kubelet would say: no image is pulled and
nothing runs in a container. A pod that is deleted ends at once. What a gateway's controller says of
gateways, routes and pools is said here too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from .api import Api, Object, RefusedError, says

__all__ = ["NEVER_READY", "Nodes", "is_ready", "says_never_ready"]

NEVER_READY = "never-ready"
"""A pod with this word in an image, a command, an argument or a variable never becomes ready."""
NODE = "stand-in"
PLENTY = 1_000_000
"""GPUs of a namespace, unless an incident is about them."""
LOOK_EVERY = 0.2
"""Seconds between two looks at all pods."""


def says_never_ready(pod: Object) -> bool:
    """Whether a pod asks, by what it runs, never to become ready."""
    containers = [*pod["spec"]["containers"], *pod["spec"].get("initContainers", ())]
    parts = ("image", "command", "args", "env")
    said = [str(each.get(part, "")) for each in containers for part in parts]
    # Knative writes the namespace into each pod, and an incident's namespace can hold the word too.
    return any(NEVER_READY in each.replace(pod["metadata"]["namespace"], "") for each in said)


def _cards(pod: Object) -> int:
    asked = (each.get("resources", {}).get("limits", {}) for each in pod["spec"]["containers"])
    return sum(int(limits.get("nvidia.com/gpu", 0)) for limits in asked)


class Nodes:
    """A thread that looks at every pod several times a second and writes its status."""

    def __init__(self, api: Api) -> None:
        self._cards = PLENTY
        self._fails: Callable[[Object], bool] = says_never_ready
        self._api = api
        self.seen: dict[str, set[str]] = {}
        """Every pod that there ever was, by namespace."""
        self._addresses = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._api.create("Node", "", {"metadata": {"name": NODE}})
        self._thread.start()

    def end(self) -> None:
        """Stop, and wait until it has."""
        self._ended.set()
        self._thread.join()

    @contextmanager
    def with_cards(self, number: int) -> Iterator[None]:
        """So many GPUs in each namespace for the block: pods that find none free stay pending."""
        self._cards = number
        try:
            yield
        finally:
            self._cards = PLENTY

    @contextmanager
    def with_failing(self, also: Callable[[Object], bool]) -> Iterator[None]:
        """For the block, these pods are not ready either."""
        used = self._fails
        self._fails = lambda pod: also(pod) or used(pod)
        try:
            yield
        finally:
            self._fails = used

    def _work(self) -> None:
        while not self._ended.wait(LOOK_EVERY):
            try:
                for kind in ("Gateway", "HTTPRoute", "InferencePool"):
                    self._accept(kind)
                self._program()
                self._look_after(self._api.all("Pod"))
            except (OSError, RefusedError):
                continue  # something went meanwhile, or the server did: both are seen elsewhere

    def _look_after(self, pods: list[Object]) -> None:
        free: dict[str, int] = {}
        for pod in pods:
            place = pod["metadata"]
            self.seen.setdefault(place["namespace"], set()).add(place["uid"])
            if "deletionTimestamp" in place:
                self._api.delete("Pod", place["namespace"], place["name"], grace=0)
            elif _placed(pod):
                free[place["namespace"]] = free.get(place["namespace"], self._cards) - _cards(pod)
        for pod in pods:
            place = pod["metadata"]
            left = free.get(place["namespace"], self._cards)
            if "deletionTimestamp" in place or (not _placed(pod) and _cards(pod) > left):
                continue
            if not _placed(pod):
                free[place["namespace"]] = left - _cards(pod)
                self._bind(pod)
            if not pod["status"].get("podIP") or is_ready(pod) == self._fails(pod):
                self._write(pod, not self._fails(pod))

    def _bind(self, pod: Object) -> None:
        place = pod["metadata"]
        if not pod["spec"].get("nodeName"):
            target = {"metadata": {"name": place["name"]}, "target": {"kind": "Node", "name": NODE}}
            self._api.create(f"Pod/{place['name']}/binding", place["namespace"], target)

    def _accept(self, kind: str) -> None:
        """Say of each new Gateway, route and pool what a gateway's controller would."""
        for each in _known(self._api, kind):
            place = each["metadata"]
            parents = [] if kind == "Gateway" else _parents(self._api, each)
            unused = kind != "Gateway" and not parents  # a pool that no route sends to
            if not unused and not _is_accepted(each, parents):
                body = {"status": _accepted(each, parents)}
                self._api.patch(kind, place["namespace"], place["name"], body, "status")

    def _program(self) -> None:
        """Say of each new or changed Knative Ingress that its rules are in force."""
        for each in _known(self._api, "KnativeIngress"):
            place = each["metadata"]
            if each.get("status", {}).get("observedGeneration") == place["generation"]:
                continue
            since = place["creationTimestamp"]
            inside = {"ingress": [{"domainInternal": "stand-in.example.com"}]}
            types = ("LoadBalancerReady", "NetworkConfigured", "Ready")
            status = {
                "observedGeneration": place["generation"],
                "conditions": [
                    {"type": type, "status": "True", "lastTransitionTime": since} for type in types
                ],
                "publicLoadBalancer": inside,
                "privateLoadBalancer": inside,
            }
            body = {"status": status}
            self._api.patch("KnativeIngress", place["namespace"], place["name"], body, "status")

    def _write(self, pod: Object, ready: bool) -> None:
        if not pod["status"].get("podIP"):
            self._addresses += 1
        number = self._addresses
        address = pod["status"].get("podIP") or f"10.244.{number // 250}.{number % 250 + 1}"
        now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        said = "True" if ready else "False"
        conditions = [
            {"type": kind, "status": said if "eady" in kind else "True", "lastTransitionTime": now}
            for kind in ("PodScheduled", "Initialized", "ContainersReady", "Ready")
        ]
        containers = [
            {
                "name": each["name"],
                "image": each["image"],
                "imageID": "",
                "ready": ready,
                "restartCount": 0,
                "started": ready,
                "state": {"running": {"startedAt": now}},
            }
            for each in pod["spec"]["containers"]
        ]
        status = {
            "phase": "Running",
            "startTime": pod["metadata"]["creationTimestamp"],
            "podIP": address,
            "podIPs": [{"ip": address}],
            "conditions": conditions,
            "containerStatuses": containers,
        }
        place = pod["metadata"]
        self._api.patch("Pod", place["namespace"], place["name"], {"status": status}, "status")


def _known(api: Api, kind: str) -> list[Object]:
    try:
        return api.all(kind)
    except RefusedError:
        return []  # its CRD is not installed


def _parents(api: Api, each: Object) -> list[Object]:
    """The gateways that a route names, or those of the routes that send to a pool."""
    if each["spec"].get("parentRefs"):
        named: list[Object] = each["spec"]["parentRefs"]
        return named
    place = each["metadata"]
    found = [
        parent
        for route in api.all("HTTPRoute", place["namespace"])
        for rule in route["spec"].get("rules", ())
        for backend in rule.get("backendRefs", ())
        if backend["name"] == place["name"]
        for parent in route["spec"]["parentRefs"]
    ]
    return [each for place, each in enumerate(found) if each not in found[:place]]


def _accepted(each: Object, parents: list[Object]) -> Object:
    """The status of an accepted Gateway, or of a route or pool that these gateways accept."""
    types = ("Accepted", "ResolvedRefs" if parents else "Programmed")
    conditions = [
        {
            "type": type,
            "status": "True",
            "reason": type,
            "message": "",
            "observedGeneration": each["metadata"]["generation"],
            "lastTransitionTime": each["metadata"]["creationTimestamp"],
        }
        for type in types
    ]
    if not parents:
        return {"conditions": conditions, "addresses": [{"value": "10.1.0.1"}]}
    by = {"controllerName": "example.com/stand-in", "conditions": conditions}
    return {"parents": [{"parentRef": parent, **by} for parent in parents]}


def _is_accepted(each: Object, parents: list[Object]) -> bool:
    """Whether the status says so already, of the spec as it is now and of all these gateways."""
    status = each.get("status", {})
    said = status.get("parents") or []
    first: Object = ((said[0] if said else status).get("conditions") or [{}])[0]
    seen = first.get("observedGeneration") == each["metadata"]["generation"]
    return seen and first.get("status") == "True" and len(said) == len(parents)


def _placed(pod: Object) -> bool:
    return bool(pod["spec"].get("nodeName"))


def is_ready(pod: Object) -> bool:
    """Whether a pod says that it is ready."""
    return says(pod, "Ready")
