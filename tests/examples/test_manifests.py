"""The manifests fit the products' published models, and a broken one gets a clear message."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .manifests import MANIFESTS, crd_problems, documents, manifest_problems

TEXT = {path.name: path.read_text("utf-8") for path in MANIFESTS}


def _problems(changed: dict[str, str]) -> list[str]:
    texts = {**TEXT, **changed}
    return manifest_problems([each for name in texts for each in documents(texts[name], name)])


def test_the_manifests_of_the_example_are_sound() -> None:
    assert _problems({}) == []


def test_the_command_of_the_page_finds_the_example_sound() -> None:
    page = (MANIFESTS[0].parents[1] / "index.md").read_text("utf-8")
    assert "PYTHONPATH=. .venv-examples/bin/python -m tests.examples.manifests" in page
    command = [sys.executable, "-m", "tests.examples.manifests"]
    root = MANIFESTS[0].parents[3]
    environment = {**os.environ, "PYTHONPATH": "."}
    ran = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "9 objects checked, 0 problems.\n"), ran.stderr


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            "services.yml",
            "minReplicas: 1\n    maxReplicas",
            "minReplica: 1\n    maxReplicas",
            "InferenceService answers-retriever.spec.predictor: there is no field “minReplica”; "
            "did you mean “minReplicas”",
        ),
        ("services.yml", "scaleTarget: 70", 'scaleTarget: "70"', "'70' is not of the type int"),
        (
            "services.yml",
            "modelFormat: {name: answers-step}",
            "modelFormat: {}",
            "there is no format “”",
        ),
        (
            "services.yml",
            "runtime: python-steps-1-4-0",
            "runtime: python-steps-1-4-1",
            "there is no runtime “python-steps-1-4-1”; did you mean “python-steps-1-4-0”",
        ),
        (
            "services.yml",
            "name: answers-prompt-7",
            "name: answers-prompt-8",
            "there is no ConfigMap “answers-prompt-8”; did you mean “answers-prompt-7”",
        ),
        ("services.yml", "name: TOP_K", "key: TOP_K", "there is no field “key”"),
        ("runtimes.yml", "autoSelect: false", "autoSelect: 0", "0 is not of the type bool"),
        ("runtimes.yml", "containers:", "container:", "there is no field “container”"),
        ("graph.yml", "    root:", "    start:", "a graph needs a node called root"),
        (
            "graph.yml",
            "serviceName: answers-large",
            "serviceName: answers-larger",
            "node generate: there is no InferenceService “answers-larger”; did you mean",
        ),
        ("graph.yml", "nodeName: generate", "nodeName: gen", "there is no node “gen”"),
        ("graph.yml", "routerType: Switch", "routerType: Switcher", "Switcher is none of"),
        ("graph.yml", "routerType: Switch", "routerType: Splitter", "these to 0"),
        ("graph.yml", "nodeName: generate", "condition: x", "exactly one target; has []"),
        ("prompt.yml", "immutable: true", "immutable: sometimes", "is not of the type bool"),
        ("prompt.yml", "kind: ConfigMap", "kind: ConfigMaps", "nothing here can check v1"),
        (
            "rayservice.yml",
            "workerGroupSpecs",
            "workerGroups",
            "rayClusterConfig: there is no field “workerGroups”; did you mean “workerGroupSpecs”",
        ),
        ("rayservice.yml", "type: NewCluster", "type: Rolling", "there is no upgrade strategy"),
        (
            "rayservice.yml",
            "num_replicas: 1\n            max_ongoing",
            "num_replica: 1\n            max_ongoing",
            "serveConfigV2: applications[0].deployments[0]: there is no field “num_replica”",
        ),
        ("rayservice.yml", "image: registry", "images: registry", "there is no field “images”"),
    ],
)
def test_a_broken_manifest_gets_a_clear_message(name: str, old: str, new: str, told: str) -> None:
    assert old in TEXT[name]
    found = "\n".join(_problems({name: TEXT[name].replace(old, new, 1)}))
    assert told in found, found


CRD = """
kind: CustomResourceDefinition
spec:
  group: serving.kserve.io
  names: {kind: InferenceGraph}
  versions:
    - name: v1alpha1
      schema:
        openAPIV3Schema:
          type: object
          properties:
            apiVersion: {type: string}
            kind: {type: string}
            metadata: {type: object}
            spec:
              type: object
              properties:
                timeout: {type: integer, maximum: 30}
"""


def test_the_crds_of_a_cluster_say_more(tmp_path: Path) -> None:
    (tmp_path / "graph.yaml").write_text(CRD, "utf-8")
    found = crd_problems(documents(TEXT["graph.yml"], "graph.yml"), tmp_path)
    assert len(found) == 2
    assert "spec.timeout: 60 is greater than the maximum of 30" in found[1] + found[0]
    assert "'nodes' was unexpected" in found[0] + found[1]


def test_a_kind_without_a_crd_is_not_passed_over(tmp_path: Path) -> None:
    (found,) = crd_problems(documents(TEXT["graph.yml"], "graph.yml"), tmp_path)
    assert "no CRD for serving.kserve.io/v1alpha1 InferenceGraph" in found
