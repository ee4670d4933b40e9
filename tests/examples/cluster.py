"""A Ray cluster of one machine on loopback, driven as an operator drives it: by its documents."""

from __future__ import annotations

import json
import os
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.tools.loopback import free_port

__all__ = ["EXAMPLES", "Cluster", "Document", "running"]

EXAMPLES = Path(__file__).parent.parent.parent / "docs" / "examples"
Document = dict[str, Any]
"""A Serve document as plain data."""

os.environ.update(
    {
        "PYTHONDONTWRITEBYTECODE": "1",
        "RAY_USAGE_STATS_ENABLED": "0",
        "RAY_AUTH_MODE": "disabled",  # loopback only, for minutes
        "RAY_worker_niceness": "0",  # 15 otherwise: other work on the machine would go first
    }
)


@dataclass(frozen=True)
class Cluster:
    """A running cluster: the dashboard takes documents, `port` takes requests."""

    dashboard: str
    port: int

    def apply(self, document: Document) -> None:
        """PUT the document, as `serve deploy` does; its HTTP options become loopback's."""
        local = {**document, "http_options": {"host": "127.0.0.1", "port": self.port}}
        request = urllib.request.Request(
            f"{self.dashboard}/api/serve/applications/",
            data=json.dumps(local).encode(),
            method="PUT",
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60):
            pass

    def applications(self) -> dict[str, Any]:
        """What Serve says of each application, by name."""
        with urllib.request.urlopen(f"{self.dashboard}/api/serve/applications/", timeout=20) as got:
            told: dict[str, Any] = json.load(got)["applications"]
        return told

    def status(self) -> str:
        """What Serve calls the answers application, or ABSENT."""
        found = self.applications().get("answers")
        return str(found["status"]) if found else "ABSENT"

    def replicas(self) -> set[str]:
        """The ids of the replicas that run."""
        found = self.applications().get("answers", {"deployments": {}})
        return {
            replica["replica_id"]
            for deployment in found["deployments"].values()
            for replica in deployment["replicas"]
            if replica["state"] == "RUNNING"
        }

    def healthy(self) -> bool:
        """Whether the application runs and each of its deployments is healthy."""
        found = self.applications().get("answers")
        return found is not None and (
            found["status"] == "RUNNING"
            and all(part["status"] == "HEALTHY" for part in found["deployments"].values())
        )

    def failed(self) -> bool:
        """Whether Serve has given the application's update up."""
        return self.status() in ("DEPLOY_FAILED", "UNHEALTHY", "ABSENT")

    def ask(self, question: str, timeout: float = 5) -> tuple[int, dict[str, Any]]:
        """The status code and body for one question; 0 when no answer came in time."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/answers", json.dumps({"question": question}).encode()
        )
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            body = error.read()
            return error.code, json.loads(body) if body.startswith(b"{") else {}
        except OSError:
            return 0, {}


def wait_for(condition: Callable[[], bool], seconds: float) -> bool:
    """Wait until `condition` holds, `seconds` at most; whether it did."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.2)
    return False


@contextmanager
def running(code_on_path: bool = True) -> Iterator[Cluster]:
    """A new cluster, ended with the block. Four logical CPUs, whatever the machine has.

    Its processes find the package `answers` as in an image, unless `code_on_path` is False.
    """
    import ray

    os.environ["PYTHONPATH"] = str(EXAMPLES) if code_on_path else ""
    context = ray.init(
        num_cpus=4,
        dashboard_host="127.0.0.1",
        dashboard_port=free_port(),
        include_dashboard=True,
        _node_ip_address="127.0.0.1",
        log_to_driver=False,
        logging_level="ERROR",
        object_store_memory=200_000_000,
    )
    try:
        yield Cluster(f"http://{context.dashboard_url}", free_port())
    finally:
        ray.shutdown()
