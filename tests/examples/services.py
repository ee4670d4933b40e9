"""The InferenceServices of the manifests as processes on loopback, run by KServe's own server.

Image and command line come from the manifests, put together as KServe's controller does: arguments
of the runtime first, then those of the service; a transformer gets its name and its predictor's
host. What is stood in for is the cluster: ports of this machine for Services, a folder for the
artefact that the storage initialiser would have fetched, and a walk through the graph below for
KServe's router, which is a Go program and does not run here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gjson

from tests.tools.loopback import free_port

from .cluster import EXAMPLES
from .manifests import MANIFESTS, documents

__all__ = ["Services", "containers", "served"]

START = 120.0


@dataclass(frozen=True)
class Container:
    """A command line and an environment, as the controller puts them together."""

    command: list[str]
    env: dict[str, str]


def objects() -> dict[tuple[str, str], dict[str, Any]]:
    """Every object of the manifests by kind and name."""
    found = {}
    for path in MANIFESTS:
        for _, data in documents(path.read_text("utf-8"), path.name):
            found[data["kind"], data["metadata"]["name"]] = data
    return found


def containers(name: str) -> tuple[Container, Container]:
    """Predictor and transformer of the InferenceService `name`."""
    known = objects()
    spec = known["InferenceService", name]["spec"]
    model = spec["predictor"]["model"]
    runtime = known["ClusterServingRuntime", model["runtime"]]["spec"]["containers"][0]
    args = [arg.replace("{{.Name}}", name) for arg in runtime["args"]]
    env = _env(runtime) | _env(model)
    predictor = Container([*runtime["command"], *args, *model["args"]], env)
    front = spec["transformer"]["containers"][0]
    added = ["--model_name", name, "--predictor_host", f"{name}-predictor.answers"]
    env = _env(front)
    for source in front.get("envFrom", []):
        env |= known["ConfigMap", source["configMapRef"]["name"]]["data"]
    return predictor, Container([*front["command"], *front["args"], *added], env)


def _env(container: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["value"] for each in container.get("env", [])}


@dataclass(frozen=True)
class Services:
    """Running InferenceServices: the address of each one's transformer, by name."""

    addresses: dict[str, str]

    def predict(self, name: str, body: Any) -> tuple[int, dict[str, Any]]:
        """POST to the service's predict path, as the router does: status code and body."""
        return _post(f"{self.addresses[name]}/v1/models/{name}:predict", body)

    def metrics(self, name: str) -> str:
        """What the transformer exports for Prometheus."""
        with urllib.request.urlopen(f"{self.addresses[name]}/metrics", timeout=10) as got:
            text: str = got.read().decode()
        return text

    def graph(self, body: Any, node: str = "root") -> tuple[int, dict[str, Any]]:
        """Send `body` through the InferenceGraph of the manifests: its Sequences and Switches."""
        steps = objects()["InferenceGraph", "answers"]["spec"]["nodes"][node]
        if steps["routerType"] == "Switch":
            for step in steps["steps"]:
                if gjson.get(body, step["condition"], quiet=True) is not None:
                    return self._step(step, body)
            return 404, {"error": "no condition of the Switch matched"}
        code, answer = 200, body
        for step in steps["steps"]:
            sent = answer if step.get("data") == "$response" else body
            if step.get("mapPredictionsToInstances") and sent.get("predictions"):
                sent = {"instances": sent["predictions"]}
            code, answer = self._step(step, sent)
            if step.get("dependency") == "Hard" and not 200 <= code < 300:
                break
        return code, answer

    def _step(self, step: dict[str, Any], body: Any) -> tuple[int, dict[str, Any]]:
        if "nodeName" in step:
            return self.graph(body, step["nodeName"])
        return self.predict(step["serviceName"], body)


def _post(url: str, body: Any) -> tuple[int, dict[str, Any]]:
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read() or b"{}")


@contextmanager
def served(names: tuple[str, ...], logs: Path) -> Iterator[Services]:
    """These services running, ended with the block; what they print goes to `logs`."""
    with ExitStack() as stack:
        addresses, started = {}, []
        for name in names:
            predictor, transformer = containers(name)
            inner, outer = free_port(), free_port()
            host = f"127.0.0.1:{inner}"
            for label, container, port, more in (
                ("predictor", predictor, inner, []),
                ("transformer", transformer, outer, ["--predictor_host", host]),
            ):
                log = stack.enter_context((logs / f"{name}-{label}.log").open("w"))
                process = _start(container, port, more, log)
                stack.callback(_stop, process)
                started.append((process, f"http://127.0.0.1:{port}/v1/models/{name}", log.name))
            addresses[name] = f"http://127.0.0.1:{outer}"
        for process, url, told in started:
            _wait_until_ready(process, url, told)
        yield Services(addresses)


def _start(container: Container, port: int, more: list[str], log: Any) -> subprocess.Popen[str]:
    # The last value of an option counts, so what the cluster would have set is set once more.
    here = ["--http_port", str(port), "--enable_grpc", "false", *more]
    env = {**os.environ, **container.env, "PYTHONPATH": str(EXAMPLES)}
    if "MODELS" in env:
        env["MODELS"] = str(EXAMPLES / "answers" / "models")
    command = [sys.executable, *container.command[1:], *here]
    return subprocess.Popen(command, env=env, stdout=log, stderr=subprocess.STDOUT, text=True)


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_until_ready(process: subprocess.Popen[str], url: str, log: str) -> None:
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"{url} did not become ready:\n{Path(log).read_text('utf-8')[-2000:]}")
