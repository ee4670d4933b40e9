"""Stands in for the heads of Ray clusters: what KubeRay asks their dashboards and proxies.

KubeRay's operator reaches a head by a name of the cluster network, which does not exist here. It
is started with this server as its HTTP proxy, so that each request arrives with the name of the
head that it was meant for. A head keeps the last document it was sent until its pod is replaced. It
says that its applications run once all pods of its cluster are ready, or that they failed where the
document says `never-ready`. No Ray runs.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from .answering import Answer, Answering
from .api import Api
from .nodes import NEVER_READY, is_ready

__all__ = ["Heads"]

Document = dict[str, Any]


class Heads(Answering):
    """The heads of all Ray clusters, by the name of their cluster."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self.sent: dict[str, list[Document]] = {}
        """Every document that each cluster was sent, in order."""
        self._keeps: dict[str, str] = {}
        """The pod of the head that was sent the last of them."""
        super().__init__(self._handler())

    def document(self, cluster: str) -> Document:
        """The document that a cluster serves now; empty when its head was never sent one."""
        kept = cluster in self.sent and self._keeps[cluster] == self._head(cluster)
        return self.sent[cluster][-1] if kept else {}

    def _head(self, cluster: str) -> str:
        labels = {"ray.io/cluster": cluster, "ray.io/node-type": "head"}
        return "".join(pod["metadata"]["uid"] for pod in self._api.all("Pod", **labels))

    def details(self, cluster: str) -> Document:
        """What the dashboard of a cluster says of its applications."""
        pods = self._api.all("Pod", **{"ray.io/cluster": cluster})
        running = "RUNNING" if all(map(is_ready, pods)) else "DEPLOYING"
        return {
            "applications": {
                each["name"]: {
                    "name": each["name"],
                    "status": "DEPLOY_FAILED" if NEVER_READY in json.dumps(each) else running,
                    "message": "",
                    "deployments": {},
                }
                for each in self.document(cluster).get("applications", ())
            }
        }

    def _handler(self) -> type[Answer]:
        heads = self

        class Handler(Answer):
            def got(self) -> str:
                asked = urlsplit(self.path)
                if asked.path == "/-/healthz":
                    return "success"
                return json.dumps(heads.details(_cluster(asked.hostname)))

            def put(self, body: bytes) -> str:
                cluster = _cluster(urlsplit(self.path).hostname)
                heads._keeps[cluster] = heads._head(cluster)
                heads.sent.setdefault(cluster, []).append(json.loads(body))
                return "{}"

        return Handler


def _cluster(host: str | None) -> str:
    return (host or "").partition(".")[0].removesuffix("-head-svc")
