"""`guard` says from a change of manifests how it is put back and what breaks the way back."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from decision_tree.cli import main
from decision_tree.commands import guard as command
from decision_tree.commands.git import Repository
from decision_tree.editing.guard.path_patterns import fits
from decision_tree.editing.guard.pinned_versions import mutable_image
from decision_tree.engine.walk import paths
from decision_tree.loader.guard_rules import load_guard
from decision_tree.loader.load import CONTENT
from decision_tree.loader.yaml_nodes import MAX_BYTES
from tests.conftest import Capture, published

SERVICE = """\
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: fraud  # a comment is no mistake in a file that is not ours
  namespace: risk
  annotations:
    serving.kserve.io/deploymentMode: Standard
spec:
  predictor:
    minReplicas: 1
    model:
      modelFormat: {name: sklearn}
      runtime: sklearn-1-2-0
      storageUri: s3://models/fraud/v3
"""
UNNAMED = SERVICE.replace("  name: fraud ", "  generateName: fraud- ")
KNATIVE = SERVICE.replace("Standard", "Knative").replace("minReplicas", "canaryTrafficPercent")
UNSAID = SERVICE.replace("    serving.kserve.io/deploymentMode: Standard\n", "    a: b\n")
RUNTIME = """\
apiVersion: serving.kserve.io/v1alpha1
kind: ClusterServingRuntime
metadata: {name: sklearn-1-2-0}
spec:
  containers:
    - name: kserve-container
      image: registry.test/sklearn:1.2.0
      args: [--workers=1]
"""
GRAPH = """\
apiVersion: serving.kserve.io/v1alpha1
kind: InferenceGraph
metadata: {name: chain}
spec:
  nodes:
    root:
      routerType: Sequence
      steps: [{serviceName: a}, {serviceName: b}]
"""
LLM = """\
apiVersion: serving.kserve.io/v1alpha1
kind: LLMInferenceService
metadata: {name: chat}
spec:
  model: {uri: "hf://org/model-8b:0123456789abcdef", name: chat}
  baseRefs: [{name: preset-v2}]
  replicas: 1
"""
PRESET = LLM.replace("LLMInferenceService", "LLMInferenceServiceConfig").replace("chat", "preset")
DOCUMENT = """\
applications:
  - name: app
    import_path: graph:app
    runtime_env:
      working_dir: https://git.test/archive/0123456789abcdef.zip
    deployments:
      - name: Model
        num_replicas: 2
        max_queued_requests: 10
        user_config: {threshold: 1}
"""
RAY = f"""\
apiVersion: ray.io/v1
kind: RayService
metadata: {{name: graph}}
spec:
  serveConfigV2: |
{"".join(f"    {line}" for line in DOCUMENT.splitlines(keepends=True))}\
  rayClusterConfig:
    rayVersion: 2.56.0
    workerGroupSpecs:
      - groupName: gpu
        minReplicas: 1
        template: {{spec: {{containers: [{{name: ray, image: "rayproject/ray:2.56.0"}}]}}}}
"""
CHART = "kind: InferenceService\nspec: {{ toYaml .Values.spec | nindent 2 }}\n"
TAGGED = "kind: InferenceService\nmetadata: {labels: {s: !x 1}}\nb:\n"
BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
RECORD = """\
---
status: accepted
decision-makers: "Ada, Grace"
affects: [deploy, "more/**/*.yml"]
---
[ours](https://guide.test/decide/#{link})
"""


@dataclass(frozen=True)
class Case:
    """A repository: its files before and after a change, and what is found in each that changed:
    kinds, units, and what stands in the text."""

    before: dict[str, str]
    after: dict[str, str | bytes | None]
    kinds: list[str]
    units: list[str] = field(default_factory=list)
    says: tuple[str, ...] = ()
    code: int = 0


def edit(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


def one(text: str, old: str, new: str, *rest: Any, **more: Any) -> Case:
    """A case of one file in which one text is replaced."""
    return Case({"a.yaml": text}, {"a.yaml": edit(text, old, new)}, *rest, **more)


UNIT = "rollback-unit"
CASES = {
    "another model": one(
        SERVICE,
        "v3",
        "v4",
        [UNIT],
        ["standard-model"],
        (
            "a.yaml:14: InferenceService `fraud` changes Model weights "
            "(`spec.predictor.model.storageUri`).",
            "kubectl -n risk patch inferenceservice fraud ",
            "What that leaves: Runtime, flags, transformer and scaler.",
            "no record says",
        ),
    ),
    "the latest model": one(
        SERVICE,
        "/v3",
        "/latest",
        [UNIT, "mutable-address"],
        ["standard-model"],
        ("a.yaml:14: ", "is `s3://models/fraud/latest`", "What to do: Put a version"),
        1,
    ),
    "a model, runtime and bound at once": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": SERVICE.replace("v3", "v4").replace("-1-2-0", "").replace("s: 1", "s: 2")},
        [UNIT, "unpinned-runtime"],
        ["standard-spec"],
        (":a.yaml | kubectl -n risk apply -f -",),
        1,
    ),
    "on Knative": one(KNATIVE, "v3", "v4", [UNIT], ["knative-percent"]),
    "no mode, and it was so before": one(
        UNSAID,
        "v3",
        "v4",
        [UNIT, "no-mode"],
        ["standard-model", "knative-percent"],
        ("It was so before this change.", "1 was so before."),
    ),
    "the mode taken away": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": UNSAID},
        [UNIT, "no-mode"],
        ["standard-spec", "knative-spec"],
        code=1,
    ),
    "a scaler of KEDA": one(
        edit(SERVICE, "    serving", "    serving.kserve.io/autoscalerClass: keda\n    serving"),
        "minReplicas: 1",
        "minReplicas: 2",
        [UNIT],
        ["standard-scaler-keda"],
    ),
    "scaling on Knative": one(
        edit(KNATIVE, "    canaryTrafficPercent: 1", "    minReplicas: 1"),
        "minReplicas: 1",
        "minReplicas: 2",
        [UNIT],
        ["knative-scaler"],
    ),
    "a shared runtime": one(
        RUNTIME,
        ":1.2.0",
        "",
        [UNIT, "unpinned-image"],
        ["standard-runtime-edit", "knative-runtime-edit"],
        ("every service on this runtime restarts",),
        1,
    ),
    "a graph": one(
        GRAPH, "serviceName: b", "serviceName: c", [UNIT], ["standard-graph", "knative-graph"]
    ),
    "a language model": one(LLM, "abcdef", "fedcba", [UNIT], ["llm-spec"]),
    "a preset's name": one(
        LLM, "preset-v2", "preset", [UNIT, "unpinned-preset"], ["llm-preset-name"], (), 1
    ),
    "a preset": one(PRESET, "replicas: 1", "replicas: 2", [UNIT], ["llm-preset"]),
    "a setting in the document": one(
        RAY,
        "threshold: 1",
        "threshold: 2",
        [UNIT],
        ["ray-user-config"],
        ("a.yaml:15: RayService `graph`", "deployments.Model.user_config.threshold"),
    ),
    "bounds of workers": one(
        RAY, "minReplicas: 1", "minReplicas: 2", [UNIT], ["ray-worker-bounds"]
    ),
    "replicas of Serve": one(RAY, "num_replicas: 2", "num_replicas: 3", [UNIT], ["ray-document"]),
    "workers and replicas at once": Case(
        {"a.yaml": RAY},
        {"a.yaml": RAY.replace("minReplicas: 1", "minReplicas: 2").replace("s: 2\n", "s: 3\n")},
        [UNIT],
        ["ray-whole-object"],
    ),
    "neither document nor cluster": one(
        RAY, "spec:\n  serve", "spec:\n  upgradeStrategy: {type: None}\n  serve", [UNIT], []
    ),
    "code that moves, and a queue without end": Case(
        {"a.yaml": RAY},
        {"a.yaml": RAY.replace("0123456789abcdef", "refs/heads/main").replace("s: 10", "s: -1")},
        [UNIT, "mutable-code", "unlimited-queue"],
        ["ray-document"],
        ("a.yaml:10: ", "a.yaml:14: "),
        1,
    ),
    "a cluster and its document": Case(
        {"a.yaml": RAY},
        {"a.yaml": RAY.replace("Version: 2.56.0", "Version: 2.57.0").replace("d: 1", "d: 2")},
        [UNIT],
        ["ray-whole-object"],
    ),
    "a document taken out": Case(
        {"a.yaml": RAY},
        {"a.yaml": RAY.split("  serveConfigV2")[0] + "  rayClusterConfig: {rayVersion: 2.56.0}\n"},
        [UNIT, "document-elsewhere"],
        ["ray-whole-object"],
        code=1,
    ),
    "a file of Serve itself": one(
        DOCUMENT, "threshold: 1", "threshold: 2", [UNIT], ["ray-user-config"]
    ),
    "new, gone and moved": Case(
        {"a.yaml": GRAPH, "b.yaml": RUNTIME},
        {"a.yaml": None, "b.yaml": None, "c.yaml": SERVICE, "d.yaml": f"---\n{RUNTIME}---\n"},
        ["removed-object", "new-object"],
        [],
        (
            "a.yaml: InferenceGraph `chain` is removed.",
            "c.yaml:1: InferenceService `fraud` in the namespace `risk` is new",
        ),
    ),
    "two overlays of one object": Case(
        {"base/a.yaml": SERVICE, "prod/a.yaml": SERVICE},
        {
            "base/a.yaml": SERVICE.replace("/v3", "/latest"),
            "prod/a.yaml": SERVICE.replace("v3", "v4"),
        },
        [UNIT, "mutable-address", UNIT],
        ["standard-model", "standard-model"],
        (
            "base/a.yaml:14: ",
            "prod/a.yaml:14: ",
            "2 objects changed since main, 1 condition broken.",
        ),
        1,
    ),
    "a new overlay of an object that is there": Case(
        {"base/a.yaml": SERVICE},
        {"base/a.yaml": SERVICE.replace("v3", "v4"), "new/a.yaml": SERVICE},
        [UNIT, "new-object"],
        ["standard-model"],
    ),
    "one overlay moved and another gone": Case(
        {"dev/a.yaml": SERVICE.replace("v3", "v4"), "prod/a.yaml": SERVICE},
        {"dev/a.yaml": None, "prod/a.yaml": None, "sites/prod.yaml": SERVICE},
        ["removed-object", "moved-object"],
        says=(
            "dev/a.yaml: InferenceService `fraud` in the namespace `risk` is removed.",
            "The same kind, namespace and name is still in: `sites/prod.yaml`.",
            "sites/prod.yaml:1: InferenceService `fraud` did not change. It moved here from "
            "`prod/a.yaml`. Where each folder is for another cluster, it ends there",
        ),
    ),
    "both overlays changed and moved": Case(
        {"dev/a.yaml": SERVICE, "prod/a.yaml": SERVICE.replace("v3", "v5")},
        {
            "dev/a.yaml": None,
            "prod/a.yaml": None,
            "sites/dev.yaml": SERVICE.replace("v3", "latest"),
            "sites/prod.yaml": SERVICE.replace("v3", "v6"),
        },
        [UNIT, "mutable-address", UNIT],
        ["standard-model", "standard-model"],
        code=1,
    ),
    "objects without a name in one file": Case(
        {"a.yaml": f"{UNNAMED}---\n{UNNAMED.replace('v3', 'v4')}"},
        {"a.yaml": f"{UNNAMED.replace('v3', 'latest')}---\n{UNNAMED.replace('v3', 'v4')}"},
        [UNIT, "mutable-address"],
        ["standard-model"],
        ("kubectl -n risk patch inferenceservice NAME ",),
        1,
    ),
    "in a list, one of many": Case(
        {"a.json": json.dumps({"kind": "List", "items": [{"kind": "Secret"}]})},
        {"a.json": '{"kind": "List", "items": [{"kind": "InferenceGraph", "spec": {"a": 1}}]}'},
        ["new-object"],
    ),
    "what only looks alike": Case(
        {"a.yaml": "kind: Deployment\nspec: {a: &x [*x]}\n", "b.md": SERVICE, "c.yml": "- a\n"},
        {"a.yaml": "a: [", "b.md": "x", "c.yml": "kind: Kustomization\n", "d.yaml": b"\xff\xfe"},
        [],
        says=("0 objects changed since main, 0 conditions broken.",),
    ),
    "only a comment": one(SERVICE, "no mistake", "nothing", []),
    "a chart": Case({}, {"a.yaml": CHART}, ["template"], says=("passed by",)),
    "a key given twice": one(
        SERVICE, "  name: fraud", "  name: a\n  name: fraud", ["duplicate-key"], code=1
    ),
    "a bomb of aliases": Case(
        {},
        {"a.yaml": "kind: InferenceGraph\n" + BOMB},
        ["yaml-alias"],
        says=("a.yaml:14:18: the alias *a11 makes this file too large; write its value out",),
        code=1,
    ),
    "aliases that stay small": Case(
        {},
        {"a.yaml": "kind: InferenceGraph\nspec:\n  a: &a [x]\n  b: &b [*a, *a]\n  c: [*b, *b]\n"},
        ["new-object"],
    ),
    "a document that is none": one(
        RAY, "  - name: app", "  - name: [app", ["yaml-syntax"], says=("a.yaml:7:",), code=1
    ),
    "tags that were there before": Case(
        {"a.yaml": TAGGED},
        {"a.yaml": TAGGED.replace("s: !x 1", "s: !x 2")},
        ["yaml-tag"],
        says=(
            "It was so before this change.",
            "Nothing in this file was compared.",
            "1 file not compared. 1 was so before.\n",
        ),
    ),
    "another mistake beside what was there before": Case(
        {"a.yaml": TAGGED},
        {"a.yaml": TAGGED + "  name: x\n  name: y\n"},
        ["yaml-tag", "duplicate-key"],
        code=1,
    ),
    "too large, as it was before": Case(
        {"a.yaml": f"{SERVICE}# {'x' * MAX_BYTES}\n"},
        {"a.yaml": f"{SERVICE}# {'y' * MAX_BYTES}\n"},
        ["file-too-large"],
    ),
    "another encoding": Case(
        {}, {"a.yaml": SERVICE.encode("utf-16")}, ["encoding"], says=("save it as UTF-8",), code=1
    ),
}


BASE = "resources: [a.yaml]\n"
OVERLAY = """\
resources: [../base]
namePrefix: prod-
patches:
  - path: p.yaml
  - path: ops.yaml
  - target: {kind: InferenceService}
    patch: |-
      - {op: replace, path: /spec/predictor/model/storageUri, value: s3://models/fraud/v3}
"""
PATCH = """\
kind: InferenceService
metadata: {name: fraud}
spec: {predictor: {minReplicas: 2, model: {args: [--workers=1]}}}
"""
OPS = "- {op: replace, path: /spec/predictor/model/storageUri, value: s3://models/fraud/v3}\n"
OVERLAID = {
    "base/a.yaml": SERVICE,
    "base/kustomization.yaml": BASE,
    "prod/kustomization.yaml": OVERLAY,
    "prod/p.yaml": PATCH,
    "prod/ops.yaml": OPS,
}
LEGACY = SERVICE.replace("    model:\n      modelFormat: {name: sklearn}\n", "    sklearn:\n")
CHARTED = {
    "c/Chart.yaml": "name: c\n",
    "c/templates/a.yaml": CHART,
    "c/values.yaml": "spec: {a: 1}\n",
    "d/Chart.yaml": "name: d\n",
    "d/templates/a.yaml": "kind: Deployment\n",
    "d/values.yaml": "a: 1\n",
}
IN_A_MAP = "kind: ConfigMap\ndata:\n  serve: |\n" + "".join(
    f"    {line}" for line in DOCUMENT.splitlines(keepends=True)
)

DEFINITION = "kind: CustomResourceDefinition\nspec:\n  names:\n    kind: InferenceService\n"
DEEP = DEFINITION + "".join(f"{' ' * depth}  a:\n" for depth in range(2, 50))

CUSTOM = (
    SERVICE.split("    model:")[0]
    + """\
    containers:
      - {name: kserve-container, image: "a.test/b:1", env: [{name: STORAGE_URI, value: s3://a/v3}]}
"""
)

MORE_CASES = {
    "a path in a storage": one(
        SERVICE.replace("storageUri: s3://models/", "storage: {key: s3, path: ").replace(
            "/v3", "/v3}"
        ),
        "/v3",
        "/latest",
        [UNIT, "mutable-address"],
        ["standard-spec"],
        ("changes Model weights (`spec.predictor.model.storage.path`)",),
        1,
    ),
    "an address in a variable": one(
        CUSTOM,
        "/v3",
        "/latest",
        [UNIT, "mutable-address"],
        ["standard-spec"],
        ("changes Model weights (", "STORAGE_URI.value` is `s3://a/latest`"),
        1,
    ),
    "a release of a chart that is elsewhere": one(
        "kind: HelmRelease\nspec: {version: 1}\n",
        "1",
        "2",
        [],
        says=("No object that guard knows differs in 1 changed YAML or JSON file.",),
    ),
    "definitions of kinds, deep and long": Case(
        {"a.yaml": DEEP},
        {"a.yaml": DEEP + "# more\n", "b.yaml": DEEP + f"# {'x' * MAX_BYTES}\n"},
        [],
    ),
    "an object beside a definition of its kind": Case(
        {"a.yaml": f"{DEEP}---\n{SERVICE}"},
        {"a.yaml": f"{DEEP}---\n{SERVICE.replace('v3', 'v4')}"},
        [UNIT],
        ["standard-model"],
        (f"a.yaml:{DEEP.count(chr(10)) + 15}: ",),
    ),
    "the file of a kustomization": Case(
        OVERLAID,
        {"base/a.yaml": SERVICE.replace("v3", "v4").replace("minReplicas: 1", "minReplicas: 2")},
        [UNIT],
        ["standard-spec"],
        (
            "`git worktree add ../good ",
            " && kubectl kustomize ../good/prod > service.yaml`",
            "`cat service.yaml | kubectl apply -f -`",
        ),
    ),
    "the address in the file of a kustomization": Case(
        OVERLAID,
        {"base/a.yaml": SERVICE.replace("v3", "v4")},
        [UNIT],
        ["standard-model"],
        ('"storageUri":"ADDRESS"', "kubectl kustomize ../good/prod`", "the earlier values that"),
    ),
    "a patch, which is no object": Case(
        OVERLAID,
        {"prod/p.yaml": PATCH.replace("2", "3").replace("args:", "env: [], args:")},
        [UNIT],
        ["standard-spec", "knative-spec"],
        ("A kustomization changes `prod/p.yaml`, so this file alone is not the object.",),
    ),
    "two overlays of one file": Case(
        {**OVERLAID, "dev/kustomization.yml": OVERLAY},
        {"base/a.yaml": SERVICE.replace("v3", "v4")},
        [UNIT],
        ["standard-model"],
        ("../good/OVERLAY`. `OVERLAY` is one of `dev`, `prod`.",),
    ),
    "a kustomization that changes nothing": Case(
        {"base/a.yaml": SERVICE, "base/kustomization.yaml": BASE},
        {"base/a.yaml": SERVICE.replace("v3", "v4")},
        [UNIT],
        ["standard-model"],
        ('"storageUri":"s3://models/fraud/v3"',),
    ),
    "a patch inside a kustomization, and operations beside it": Case(
        OVERLAID,
        {
            "prod/kustomization.yaml": OVERLAY.replace("v3", "latest"),
            "prod/ops.yaml": OPS.replace("v3", "latest"),
        },
        ["kustomization", "kustomization"],
        [],
        (
            "prod/kustomization.yaml: A kustomization builds InferenceService with this file.",
            "`kubectl kustomize prod` here and at",
            "0 objects changed since main, 0 conditions broken. 2 files passed by that can",
        ),
    ),
    "a kustomization of something else": Case(
        {"a/kustomization.yaml": "resources: [b.yaml]\n", "a/b.yaml": "kind: Deployment\n"},
        {"a/kustomization.yaml": "resources: [b.yaml]\nnamePrefix: x-\n"},
        [],
    ),
    "the values of a chart": Case(
        CHARTED,
        {
            "c/values.yaml": "spec: {a: 2}\n",
            "d/values.yaml": "a: 2\n",
            "c/values-prod.yaml": "b: 1\n",
        },
        ["chart", "chart"],
        [],
        ("c/values.yaml: This chart makes InferenceService.", "`helm template c` here and at"),
    ),
    "templates of other programs": Case(
        {},
        {"a.yaml.j2": SERVICE, "b.jsonnet": "{kind: 'RayService'}", "c.j2": "x", "a.py": SERVICE},
        ["template", "template"],
    ),
    "a Serve config file in a text": Case(
        {"a.yaml": IN_A_MAP}, {"a.yaml": IN_A_MAP.replace("threshold: 1", "threshold: 2")}, ["text"]
    ),
    "a record that does not say clearly what it governs": Case(
        {"a.yaml": SERVICE, "1.md": "---\naffects: {a: b}\nreview_by: 2027-01-01\n---\n"},
        {"a.yaml": SERVICE.replace("v3", "v4")},
        ["front-matter", "front-matter", UNIT],
        ["standard-model"],
        (
            '1.md:2:10: affects: write patterns of file names, such as `["deploy/**/*.yaml"]`',
            "1.md:3:1: “review_by” counts for nothing; write review-by",
            "1 object changed since main, 0 conditions broken.\n",
        ),
    ),
    "a record of files that are not there": Case(
        {"a.yaml": SERVICE, "1.md": "---\naffects:\n  - a.yaml\n  - deploy/**\n---\n"},
        {"a.yaml": SERVICE.replace("v3", "v4")},
        ["front-matter", UNIT],
        ["standard-model"],
        ("1.md:4: affects: Git knows no file here that fits `deploy/**`.",),
    ),
    "a record of a folder that is misspelt": Case(
        {"deploy/fraud/a.yaml": SERVICE, "1.md": "---\naffects: [deploy/fruad/**]\n---\n"},
        {"deploy/fraud/a.yaml": SERVICE.replace("v3", "v4")},
        ["front-matter", UNIT],
        ["standard-model"],
        ("fits `deploy/fruad/**`; did you mean “deploy/fraud”",),
    ),
    "a record of patterns that are not understood": Case(
        {
            "deploy/a.yaml": SERVICE,
            "1.md": "---\naffects:\n  - /deploy/**\n  - 'deploy/{a,b}/*'\n  - '!x'\n  - '*.yaml'\n"
            "---\n",
        },
        {"deploy/a.yaml": SERVICE.replace("v3", "v4")},
        ["front-matter"] * 4 + [UNIT],
        ["standard-model"],
        (
            "`/deploy/**`; write it without the / at its start, from the top folder.",
            "`deploy/{a,b}/*`; braces are not understood, so write one pattern for each.",
            "`!x`; a ! is not understood, so name only what the record governs.",
            "`*.yaml`; a * stays in one folder, so write `**/*.yaml` for all of them.",
        ),
    ),
    "a record beside a change of no object": Case(
        {"1.md": "---\naffects: {a: b}\n---\n"}, {"b.yaml": "a: 1\n"}, []
    ),
    "an address in the form before KServe's models": one(
        LEGACY, "v3", "v4", [UNIT], ["standard-spec"], (":a.yaml | kubectl -n risk apply -f -",)
    ),
    "back to an address whose content can change": one(
        SERVICE.replace("/v3", "/latest"),
        "/latest",
        "/v4",
        [UNIT],
        ["standard-model"],
        ("`ADDRESS`", "The earlier value is `s3://models/fraud/latest`, and no safe way back."),
    ),
    "back to another runtime": one(
        SERVICE,
        "-1-2-0",
        "-1-3-0",
        [UNIT],
        ["standard-runtime-pointer"],
        ('"runtime":"sklearn-1-2-0"',),
    ),
    "another class of scaler": one(
        edit(SERVICE, "    serving", "    serving.kserve.io/autoscalerClass: hpa\n    serving"),
        "hpa",
        "keda",
        [UNIT],
        ["standard-spec"],
    ),
    "another mode": one(
        SERVICE,
        "Standard",
        "Knative",
        [UNIT, "mode-changed"],
        [],
        ("The cluster refuses this edit, so there is nothing to put back there.",),
        1,
    ),
    "the same mode by its other name": one(
        SERVICE, "Standard", "RawDeployment", [UNIT], ["standard-spec"]
    ),
    "a preset that is called after a machine": one(
        LLM, "preset-v2", "h100-70b-fp8", [UNIT, "unpinned-preset"], ["llm-preset-name"], (), 1
    ),
    "a file of Serve itself, as a whole": one(
        DOCUMENT,
        "graph:app",
        "graph:main",
        [UNIT],
        ["ray-document"],
        (
            ":a.yaml | jq -Rs '{spec: {serveConfigV2: .}}' > document.json",
            "kubectl patch rayservice NAME ",
        ),
    ),
    "a new file of Serve itself": Case(
        {}, {"a.yaml": DOCUMENT}, ["new-object"], [], ("take its applications out of",)
    ),
    "JSON that is indented by tabs": Case(
        {"a.json": json.dumps({"kind": "InferenceGraph", "spec": {"a": 1}}, indent="\t")},
        {"a.json": json.dumps({"kind": "InferenceGraph", "spec": {"a": 2}}, indent="\t")},
        [UNIT],
        ["standard-graph", "knative-graph"],
        ("a.json:4: ",),
    ),
    "a tab on every line": Case(
        {},
        {"a.yaml": "kind: InferenceGraph\nspec:\n" + "\ta: 1\n" * 9},
        ["tab"] * 4,
        [],
        ("And 5 places more like it in this file.", "0 conditions broken. 1 file cannot be read."),
        1,
    ),
    "a removed object in a file of several": Case(
        {"a.yaml": f"{GRAPH}---\n{SERVICE}", "b.yaml": GRAPH.replace("chain", "b")},
        {"a.yaml": SERVICE, "b.yaml": None},
        ["removed-object", "removed-object"],
        [],
        ("The file holds 1 other object too (`InferenceService`)", ":b.yaml | kubectl apply"),
    ),
    "a field that is gone beside one that changed": one(
        SERVICE,
        "    minReplicas: 1\n    model:",
        "    model:\n      args: [x]",
        [UNIT],
        ["standard-spec"],
        ("a.yaml:11: ",),
    ),
    "a whole spec where the file holds others": Case(
        {"a.yaml": f"{SERVICE}---\n{GRAPH}"},
        {"a.yaml": f"{SERVICE.replace('v3', 'v4').replace('as: 1', 'as: 2')}---\n{GRAPH}"},
        [UNIT],
        ["standard-spec"],
        ("The file holds 1 other object too",),
    ),
    "a patch of the model where the file holds others": Case(
        {"a.yaml": f"{SERVICE}---\n{GRAPH}"},
        {"a.yaml": f"{SERVICE.replace('v3', 'v4')}---\n{GRAPH}"},
        [UNIT],
        ["standard-model"],
    ),
}
CASES.update(MORE_CASES)

WITH_ARGS = edit(SERVICE, "      runtime:", "      args: [--n=1]\n      runtime:")
BY_IMAGE = edit(
    LLM,
    "  replicas: 1",
    """  template:
    containers: [{name: main, image: "reg.test/v:1.0", args: ["--n=1"]}]""",
)
AT_ZERO = edit(KNATIVE, "canaryTrafficPercent: 1", "canaryTrafficPercent: 0")
AT_TEN = edit(KNATIVE, "canaryTrafficPercent: 1", "canaryTrafficPercent: 10")
LISTED = (
    edit(SERVICE, "storageUri: s3://models/fraud/v3", "b: c")
    + """\
    storageUris: [{uri: "s3://models/fraud/v3"}]
"""
)
PORTS = f"http_options: {{port: 8000}}\n{DOCUMENT}"
PORTS_IN_RAY = edit(RAY, "    applications:", "    http_options: {port: 8000}\n    applications:")
NO_PERCENT = (
    "Standard mode ignores `canaryTrafficPercent`, so there is no traffic share to put back."
)
FIXED = "While Serve runs, a new file does not change this option."
RIGHT_UNITS = {
    "arguments beside a runtime": one(
        WITH_ARGS,
        "--n=1",
        "--n=2",
        [UNIT],
        ["standard-spec"],
        (":a.yaml | kubectl -n risk apply -f -",),
    ),
    "arguments and the runtime": Case(
        {"a.yaml": WITH_ARGS},
        {"a.yaml": WITH_ARGS.replace("--n=1", "--n=2").replace("-1-2-0", "-1-3-0")},
        [UNIT],
        ["standard-spec"],
    ),
    "a runtime where none was": Case(
        {"a.yaml": edit(SERVICE, "      runtime: sklearn-1-2-0\n", "")},
        {"a.yaml": SERVICE},
        [UNIT],
        ["standard-spec"],
    ),
    "arguments beside a preset": one(BY_IMAGE, "--n=1", "--n=2", [UNIT], ["llm-spec"]),
    "an image beside a preset": one(BY_IMAGE, "v:1.0", "v:1.1", [UNIT], ["llm-spec"]),
    "the number of replicas": one(
        LLM,
        "replicas: 1",
        "replicas: 3",
        [UNIT],
        ["llm-spec"],
        ("    - How long: Only the number of replicas goes back,",),
    ),
    "the number of replicas and the model": Case(
        {"a.yaml": LLM},
        {"a.yaml": LLM.replace("replicas: 1", "replicas: 3").replace("abcdef", "fedcba")},
        [UNIT],
        ["llm-spec"],
        ("    - How long: a cold start.",),
    ),
    "one of one preset": one(
        LLM, "preset-v2", "preset-v3", [UNIT], ["llm-preset-name"], ('[{"name":"preset-v2"}]',)
    ),
    "one of two presets": Case(
        {"a.yaml": edit(LLM, "preset-v2}", "preset-v2}, {name: more-v1}")},
        {"a.yaml": edit(LLM, "preset-v2}", "preset-v3}, {name: more-v1}")},
        [UNIT],
        ["llm-preset-name"],
        ('[{"name":"PRESET"}]',),
    ),
    "the image in a service": one(CUSTOM, "b:1", "b:2", [UNIT], ["standard-spec"]),
    "the image of a model": Case(
        {"a.yaml": edit(SERVICE, "      runtime:", "      image: a.test/b:1\n      runtime:")},
        {"a.yaml": edit(SERVICE, "      runtime:", "      image: a.test/b:2\n      runtime:")},
        [UNIT],
        ["standard-spec"],
    ),
    "the image in a service on Knative": one(
        CUSTOM.replace("Standard", "Knative"), "b:1", "b:2", [UNIT], ["knative-percent"]
    ),
    "the way back in Git on Knative": one(
        AT_TEN,
        "v3",
        "v4",
        [UNIT],
        ["knative-percent"],
        (
            "    - In Git, put the earlier spec back with `canaryTrafficPercent` 0 in it.",
            "If the 0 stays, each later release gets 0 %.",
        ),
    ),
    "a percentage that goes to 0": Case(
        {"a.yaml": AT_TEN},
        {"a.yaml": AT_ZERO},
        [UNIT],
        [],
        (
            "a percentage of 0 is itself a rollback.",
            "Earlier, `spec.predictor.canaryTrafficPercent` was `10`.",
        ),
    ),
    "a percentage that goes up": Case(
        {"a.yaml": AT_ZERO}, {"a.yaml": AT_TEN}, [UNIT], ["knative-percent"]
    ),
    "a model under a percentage of 0": one(AT_ZERO, "v3", "v4", [UNIT], ["knative-spec"]),
    "a port of Serve": one(PORTS, "8000", "8001", [UNIT], [], (FIXED, "was `8000`")),
    "a port of Serve in a RayService": one(PORTS_IN_RAY, "8000", "8001", [UNIT], [], (FIXED,)),
    "a port and a setting of Serve": Case(
        {"a.yaml": PORTS},
        {"a.yaml": PORTS.replace("8000", "8001").replace("threshold: 1", "threshold: 2")},
        [UNIT],
        ["ray-user-config"],
        (FIXED,),
    ),
    "a percentage in Standard mode": one(
        SERVICE,
        "    minReplicas: 1",
        "    minReplicas: 1\n    canaryTrafficPercent: 10",
        [UNIT, "ignored-percentage"],
        [],
        (
            f"- {NO_PERCENT} Earlier, `spec.predictor.canaryTrafficPercent` was not set.\n"
            "    - Revert the change in Git too",
        ),
        1,
    ),
    "edits that are skipped": one(
        SERVICE,
        "    serving",
        '    serving.kserve.io/disable-auto-update: "true"\n    serving',
        [UNIT, "edits-skipped"],
        ["standard-spec"],
        ("your rollback too",),
        1,
    ),
    "edits that are not skipped": one(
        SERVICE,
        "    serving",
        '    serving.kserve.io/disable-auto-update: "false"\n    serving',
        [UNIT],
        ["standard-spec"],
    ),
    "an address in a list": one(
        LISTED,
        "/v3",
        "/latest",
        [UNIT, "mutable-address"],
        ["standard-spec"],
        ("`spec.predictor.storageUris.0.uri` is `s3://models/fraud/latest`",),
        1,
    ),
    "bounds that were in Git": one(
        SERVICE,
        "minReplicas: 1",
        "minReplicas: 4",
        [UNIT],
        ["standard-scaler"],
        (
            '{"minReplicas":1,"maxReplicas":null,"scaleTarget":null}',
            "`null` stands for a field that the earlier spec did not have.",
        ),
    ),
}
CASES.update(RIGHT_UNITS)

TWO_PATCHES = OVERLAY.replace("  - path: p.yaml\n", "  - path: p.yaml\n  - path: p2.yaml\n")
NO_PATCH = OVERLAY.replace("  - path: p.yaml\n", "")
ELSEWHERE = {
    "a new patch": Case(
        OVERLAID,
        {"prod/kustomization.yaml": TWO_PATCHES, "prod/p2.yaml": PATCH},
        ["kustomization", "new-patch"],
        says=(
            "prod/p2.yaml:1: A patch of InferenceService `fraud` is new. The object itself stays.",
            "A kustomization changes `prod/p2.yaml`, so this file alone is not the object.",
            "kubectl kustomize ../good/prod`",
        ),
    ),
    "a patch that is removed": Case(
        OVERLAID,
        {"prod/kustomization.yaml": NO_PATCH, "prod/p.yaml": None},
        ["kustomization", "removed-patch"],
        says=(
            "prod/p.yaml: A patch of InferenceService `fraud` is removed. The object itself stays.",
            "kubectl kustomize ../good/prod`",
        ),
    ),
    "a copy of an object": Case(
        {"a.yaml": SERVICE, "b.yaml": GRAPH},
        {"a2.yaml": SERVICE},
        ["new-object"],
        says=("is new in this file, and is also in: `a.yaml`.", "so do not delete it."),
    ),
    "an object in another namespace": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": SERVICE.replace("namespace: risk", "namespace: fraud")},
        ["new-object", "removed-object"],
        says=("in the namespace `fraud` is new", "in the namespace `risk` is removed."),
    ),
    "a runtime that is renamed": Case(
        {"a.yaml": SERVICE, "r.yaml": RUNTIME},
        {
            "a.yaml": SERVICE.replace("-1-2-0", "-1-3-0"),
            "r.yaml": RUNTIME.replace("sklearn-1-2-0", "sklearn-1-3-0"),
        },
        [UNIT, "new-object", "removed-object"],
        ["standard-runtime-pointer"],
        (
            "needs the ClusterServingRuntime `sklearn-1-2-0`, which this change removes. Put that "
            "back first.",
            ":r.yaml | kubectl apply -f -`",
        ),
    ),
    "a runtime that is removed and still named": Case(
        {"a.yaml": SERVICE, "r.yaml": RUNTIME},
        {"r.yaml": None},
        ["removed-object"],
        says=("Still named in: `a.yaml`. Point these to another one first.",),
        code=1,
    ),
    "a preset that is removed and still named": Case(
        {"a.yaml": LLM, "p.yaml": PRESET.replace("name: preset}", "name: preset-v2}")},
        {"p.yaml": None},
        ["removed-object"],
        says=("Still named in: `a.yaml`.",),
        code=1,
    ),
    "a template of a chart that is removed": Case(
        CHARTED,
        {"c/templates/a.yaml": None},
        ["chart"],
        says=("c/templates/a.yaml: This chart makes InferenceService.",),
    ),
    "a template without a chart that is removed": Case(
        {"a.yaml": CHART}, {"a.yaml": None}, ["template"]
    ),
    "a kustomization that is removed": Case(
        OVERLAID,
        {"base/kustomization.yaml": None},
        ["kustomization"],
        says=("base/kustomization.yaml: A kustomization built InferenceService with this file.",),
    ),
    "an object that moves out of its record": Case(
        {"deploy/a.yaml": SERVICE, "1.md": "---\naffects: deploy/a.yaml\n---\n"},
        {"deploy/a.yaml": None, "deploy/b.yaml": SERVICE},
        ["front-matter", "moved-object"],
        says=("It moved here from `deploy/a.yaml`. It is no longer governed by: `1.md`.",),
    ),
    "an object that moves and changes": Case(
        {"a/x.yaml": SERVICE},
        {"a/x.yaml": None, "b/x.yaml": SERVICE.replace("v3", "v4")},
        [UNIT],
        ["standard-model"],
        ("It moved here from `a/x.yaml`.",),
    ),
}
CASES.update(ELSEWHERE)


def in_list(*texts: str) -> str:
    """Documents as the items of a list."""
    items = ("".join(f"    {line}\n" for line in text.splitlines()) for text in texts)
    return "kind: List\nitems:\n" + "".join(f"  - {item.lstrip()}" for item in items)


def two(text: str, *more: str) -> str:
    """Documents of one file."""
    return "---\n".join((text, *more))


SECRET = "apiVersion: v1\nkind: Secret\nmetadata: {name: key}\nstringData: {a: b}\n"
ANCHORED = edit(SERVICE, "  namespace: risk\n", "  namespace: risk\n  labels: {from: &from v3}\n")
ANCHORED = edit(ANCHORED, "storageUri: s3://models/fraud/v3", "storageUri: *from")
MERGED = """\
x-common: &common {minReplicas: 1, maxReplicas: 2}
kind: InferenceService
metadata:
  name: fraud
  annotations: {serving.kserve.io/deploymentMode: Standard}
spec:
  predictor:
    <<: [*common, {maxReplicas: 9}]
    model: {runtime: sklearn-1-2-0, storageUri: s3://models/fraud/v3}
"""
ONE_OF_TWO = (
    "kubectl create --dry-run=client -o json -f - | "
    """jq 'select(.kind == "InferenceService" and .metadata.name == "fraud")' """
    "| kubectl -n risk apply"
)
ARGUED = edit(SERVICE, "storageUri: s3://models/fraud/v3", "args: [--model_id=org/m]")
SHA = "0123456789abcdef0123456789abcdef01234567"
HEAD = '"rayproject/ray:2.56.0"}]'
INIT = "initContainers: [{name: b, image: b.test/b:latest}]"
UNREAD = SERVICE.replace("  name: fraud", "  name: a\n  name: fraud")
OWN = "---\naffects: [deploy]\n---\n"
GENERATED = {
    "base/a.yaml": SERVICE,
    "p/kustomization.yaml": """\
resources: [../base/a.yaml]
replacements: [{path: r.yaml}]
transformers: [t.yaml]
configurations: [names.yaml]
configMapGenerator:
  - {name: a, envs: [p.env]}
  - {name: b, files: [prompt=q.txt]}
""",
    "p/r.yaml": "- source: {kind: ConfigMap, fieldPath: data.a}\n",
    "p/t.yaml": "kind: PatchTransformer\nmetadata: {name: t}\npatch: v1\n",
    "p/names.yaml": "nameReference: [{kind: ConfigMap}]\n",
    "p/p.env": "A=1\n",
    "p/q.txt": "Be kind.\n",
}
HELPED = {
    **CHARTED,
    "c/templates/_helpers.tpl": '{{ define "uri" }}s3://m/v1{{ end }}',
    "c/templates/b.yaml": '{{ .Files.Get "files/p.txt" }}',
    "c/files/p.txt": "a\n",
    "c/templates/NOTES.txt": "a\n",
    "helmfile.yaml": "releases: [{name: a, chart: ./c, values: [envs/prod.yaml]}]\n",
    "apps/a.yaml": "kind: Application\nspec: {source: {helm: {valueFiles: [../envs/b.yaml]}}}\n",
    "envs/prod.yaml": "a: 1\n",
    "envs/b.yaml": "a: 1\n",
    "envs/c.yaml": "a: 1\n",
}
SILENT = {
    "an object given twice in one file": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": two(SERVICE, SERVICE.replace("/v3", "/v4"))},
        ["given-twice"],
        says=(
            "a.yaml:16: InferenceService `fraud` in the namespace `risk` is given twice in this "
            "file (also on line 1).",
            "So do not delete it.",
            "What to do: Keep one of the two.",
            "0 objects changed since main, 1 condition broken.",
        ),
        code=1,
    ),
    "an object given once more above": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": two(SERVICE.replace("/v3", "/v4"), SERVICE)},
        ["given-twice"],
        says=("a.yaml:1: ", "(also on line 16)"),
        code=1,
    ),
    "an object that was given twice before": Case(
        {"a.yaml": two(SERVICE, SERVICE.replace("/v3", "/v4"))},
        {"a.yaml": two(SERVICE, SERVICE.replace("/v3", "/v5"))},
        [UNIT, "given-twice"],
        ["standard-model"],
        ("It was so before this change.",),
    ),
    "an object that is given once again": Case(
        {"a.yaml": two(SERVICE, SERVICE.replace("/v3", "/v4"))},
        {"a.yaml": SERVICE},
        ["removed-object"],
        says=("The same kind, namespace and name is still in: `a.yaml`.",),
    ),
    "two patches of one object": Case(
        OVERLAID, {"prod/p.yaml": two(PATCH, PATCH.replace("2", "3"))}, ["new-patch"]
    ),
    "a secret beside a service": Case(
        {"a.yaml": two(SECRET, WITH_ARGS)},
        {"a.yaml": two(SECRET.replace("b}", "c}"), WITH_ARGS.replace("n=1", "n=2"))},
        [UNIT],
        ["standard-spec"],
        (
            "The file holds 1 other object too (`Secret`), so the command takes this one out ",
            f":a.yaml | {ONE_OF_TWO} -f -`",
        ),
    ),
    "a secret beside a service in a list": Case(
        {"a.yaml": in_list(SECRET, WITH_ARGS)},
        {"a.yaml": in_list(SECRET, WITH_ARGS.replace("n=1", "n=2"))},
        [UNIT],
        ["standard-spec"],
        ("The file holds 1 other object too (`Secret`)", ONE_OF_TWO),
    ),
    "a secret beside a service that is removed": Case(
        {"a.yaml": two(SECRET, SERVICE)},
        {"a.yaml": SECRET},
        ["removed-object"],
        says=("The file holds 1 other object too (`Secret`)", ONE_OF_TWO),
    ),
    "a secret beside a service without a name": Case(
        {"a.yaml": two(SECRET, UNNAMED)},
        {"a.yaml": two(SECRET, UNNAMED.replace("v3", "v4").replace("-1-2-0", "-1-3-0"))},
        [UNIT],
        ["standard-spec"],
        ("and the command would apply it too: cut the command's input to this one first.",),
    ),
    "a config map beside a RayService": Case(
        {"a.yaml": two(SECRET, RAY)},
        {"a.yaml": two(SECRET, RAY.replace("num_replicas: 2", "num_replicas: 3"))},
        [UNIT],
        ["ray-document"],
        (
            "The file holds 1 other object too (`Secret`)",
            """jq 'select(.kind == "RayService" and .metadata.name == "graph")' | jq '{spec:""",
        ),
    ),
    "a definition beside a service": Case(
        {"a.yaml": two(DEFINITION, WITH_ARGS)},
        {"a.yaml": two(DEFINITION, WITH_ARGS.replace("n=1", "n=2"))},
        [UNIT],
        ["standard-spec"],
        ("The file holds 1 other object too (`CustomResourceDefinition`)",),
    ),
    "a field of a RayService that no unit writes": one(
        RAY,
        "  rayClusterConfig:",
        "  suspend: true\n  rayClusterConfig:",
        [UNIT],
        [],
        (
            "No rollback unit writes this field, so it stays as this change sets it. Write the "
            "earlier value into the object by hand. "
            "Earlier, `spec.suspend` was not set.",
        ),
    ),
    "an anchor that moves": one(
        ANCHORED,
        "&from v3",
        "&from s3://models/fraud/latest",
        [UNIT, "mutable-address"],
        ["standard-spec"],
        ("a.yaml:6: ", "storageUri` is `s3://models/fraud/latest`"),
        1,
    ),
    "fields that are merged": Case(
        {"a.yaml": MERGED},
        {"a.yaml": MERGED.replace("maxReplicas: 2", "maxReplicas: 3")},
        [UNIT],
        ["standard-spec"],
        ("`spec.predictor.maxReplicas`",),
    ),
    "a merge of what is no mapping": Case(
        {}, {"a.yaml": MERGED.replace("{maxReplicas: 9}", "9")}, ["yaml-alias"], code=1
    ),
    "an alias inside its own anchor": Case(
        {},
        {"a.yaml": "kind: InferenceGraph\nspec: &a {b: *a}\n"},
        ["yaml-alias"],
        says=("the alias *a stands inside its own anchor; write its value out",),
        code=1,
    ),
    "an alias of another document": Case(
        {},
        {"a.yaml": "kind: InferenceGraph\nspec: &a {}\n---\nb: *a\n"},
        ["yaml-alias"],
        says=("the alias *a stands for nothing above it; write the value out",),
        code=1,
    ),
    "braces in what was no template": one(
        SERVICE,
        "name: fraud ",
        "name: {{ fraud ",
        ["yaml-key", "yaml-syntax"],
        says=("1 file cannot be read.",),
        code=1,
    ),
    "braces in a Serve config file": one(
        DOCUMENT, "name: app", "{{name: app", ["yaml-key", "yaml-syntax"], code=1
    ),
    "a governed file that could not be read before": Case(
        {"deploy/a.yaml": UNREAD, "1.md": OWN},
        {"deploy/a.yaml": UNREAD.replace("/v3", "/v4")},
        ["duplicate-key"],
        says=("1.md governs this file, and nobody compared its change.",),
        code=1,
    ),
    "a governed template": Case(
        {"deploy/a.yaml": CHART, "1.md": OWN},
        {"deploy/a.yaml": CHART + "# more\n"},
        ["template"],
        says=("such as what the template is rendered to.",),
        code=1,
    ),
    "a governed chart": Case(
        {f"deploy/{name}": text for name, text in CHARTED.items()} | {"1.md": OWN},
        {"deploy/c/templates/a.yaml": CHART + "# more\n"},
        ["template"],
    ),
    "a file that can be read at last": Case(
        {"a.yaml": UNREAD},
        {"a.yaml": SERVICE},
        ["not-compared"],
        says=("fraud` in the namespace `risk` was not compared, because its file could not be",),
    ),
    "a file that could not be read, removed": Case(
        {"a.yaml": UNREAD}, {"a.yaml": None}, ["removed-unread"], says=("nobody knows which",)
    ),
    "a model as an argument": one(
        SERVICE,
        "storageUri: s3://models/fraud/v3",
        "args: [--model_id, org/m, --model_revision=main]",
        [UNIT, "mutable-model-argument"],
        ["standard-spec"],
        ("`spec.predictor.model.args.0` is `--model_id`",),
        1,
    ),
    "a model as an argument, of a commit": one(
        ARGUED,
        "[--model_id=org/m]",
        f"[--model_id=org/m, --model_revision={SHA}]",
        [UNIT],
        ["standard-spec"],
        ("The earlier value is `--model_id=org/m`, and no safe way back.",),
    ),
    "a model in the image as an argument": one(
        ARGUED, "=org/m", "=/mnt/models", [UNIT], ["standard-spec"]
    ),
    "a version of the runtime that moves": one(
        SERVICE,
        "      runtime:",
        "      runtimeVersion: latest\n      runtime:",
        [UNIT, "unpinned-runtime-version"],
        ["standard-spec"],
        code=1,
    ),
    "a container that starts first": one(
        SERVICE,
        "    model:",
        f"    {INIT}\n    model:",
        [UNIT, "unpinned-image"],
        ["standard-spec"],
        code=1,
    ),
    "a container that starts first, in Ray": one(
        RAY, HEAD, f"{HEAD}, {INIT}", [UNIT, "unpinned-image"], ["ray-cluster-spec"], code=1
    ),
    "an image of Serve": one(
        DOCUMENT,
        "    runtime_env:\n",
        "    runtime_env:\n      image_uri: r.test/x:latest\n",
        [UNIT, "unpinned-image"],
        ["ray-document"],
        code=1,
    ),
    "a container of Serve": one(
        DOCUMENT,
        "    runtime_env:\n",
        "    runtime_env:\n      container: {image: r.test/x}\n",
        [UNIT, "unpinned-image"],
        ["ray-document"],
        code=1,
    ),
    "a mode that is none": one(
        SERVICE,
        "Standard",
        "standard",
        [UNIT, "unknown-mode"],
        ["standard-spec", "knative-spec"],
        ("is `standard`: This guide knows no such deployment mode",),
        1,
    ),
    "what a kustomization reads": Case(
        GENERATED,
        {
            "p/r.yaml": GENERATED["p/r.yaml"].replace("data.a", "data.b"),
            "p/t.yaml": GENERATED["p/t.yaml"].replace("v1", "v2"),
            "p/names.yaml": "nameReference: []\n",
            "p/p.env": "A=2\n",
            "p/q.txt": "Be brief.\n",
        },
        ["kustomization"] * 5,
        says=("p/p.env: A kustomization builds InferenceService with this file.",),
    ),
    "what a chart reads": Case(
        HELPED,
        {
            "c/templates/_helpers.tpl": '{{ define "uri" }}s3://m/v2{{ end }}',
            "c/files/p.txt": "b\n",
            "c/templates/NOTES.txt": "b\n",
            "d/templates/x.tpl": "b\n",
        },
        ["chart", "chart"],
        says=("c/files/p.txt: This chart makes InferenceService.",),
    ),
    "values outside of a chart": Case(
        HELPED,
        {"envs/prod.yaml": "a: 2\n", "envs/b.yaml": "a: 2\n", "envs/c.yaml": "a: 2\n"},
        ["chart", "chart"],
        says=(
            "envs/prod.yaml: `helmfile.yaml` gives this file to a chart, and charts here make "
            "InferenceService.",
            "Compare the output of `helmfile template` here and at",
        ),
    ),
}
CASES.update(SILENT)

IN_N = edit(PRESET, "{name: preset}", "{name: preset, namespace: n}")
OTHER_PLACES = {
    "a preset outside the system namespace": one(
        IN_N,
        "replicas: 1",
        "replicas: 2",
        [UNIT],
        ["llm-preset"],
        ("Apply the previous preset in the namespace `n`.", "| kubectl apply -n n -f -`"),
    ),
    "a Serve config file that nobody governs": one(
        DOCUMENT,
        "graph:app",
        "graph:main",
        [UNIT],
        ["ray-document"],
        ("kubectl patch rayservice NAME ", "Without Kubernetes there is no RayService to patch."),
    ),
}
CASES.update(OTHER_PLACES)

RAY_IN_ML = edit(RAY, "{name: graph}", "{name: graph, namespace: ml}")
ELSEWHERE_TOO = SERVICE.replace("namespace: risk", "namespace: stage")
IN_THEIR_NAMESPACE = {
    "a unit of several steps": one(
        RAY_IN_ML,
        "num_replicas: 2",
        "num_replicas: 3",
        [UNIT],
        ["ray-document"],
        (
            "`kubectl -n ml get rayservice graph -o jsonpath='pending=",
            "`kubectl -n ml patch rayservice graph --type merge",
        ),
    ),
    "a command inside another": one(
        RAY_IN_ML,
        "minReplicas: 1",
        "minReplicas: 2",
        [UNIT],
        ["ray-worker-bounds"],
        ("CLUSTER=$(kubectl -n ml get rayservice graph ", "kubectl -n ml patch raycluster $CLU"),
    ),
    "a namespace that is yet to be filled in": one(
        SERVICE.replace("namespace: risk", "namespace: ${SPACE}"),
        "v3",
        "v4",
        [UNIT],
        ["standard-model"],
        ("`kubectl patch inferenceservice fraud", "Add `-n` with the namespace, `${SPACE}`,"),
    ),
    "an object that is removed": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": None},
        ["removed-object"],
        says=(":a.yaml | kubectl -n risk apply -f -`",),
    ),
    "one name in two namespaces of one file": Case(
        {"a.yaml": two(WITH_ARGS, ELSEWHERE_TOO)},
        {"a.yaml": two(WITH_ARGS.replace("n=1", "n=2"), ELSEWHERE_TOO)},
        [UNIT],
        ["standard-spec"],
        (
            "so the command takes this one out of it.",
            """.metadata.name == "fraud" and .metadata.namespace == "risk")' | kubectl -n risk """,
        ),
    ),
    "one name in a namespace and in the present one": Case(
        {"a.yaml": two(edit(WITH_ARGS, "  namespace: risk\n", ""), SERVICE)},
        {"a.yaml": two(edit(WITH_ARGS, "  namespace: risk\n", "").replace("n=1", "n=2"), SERVICE)},
        [UNIT],
        ["standard-spec"],
        ("and the command would apply it too: cut the command's input",),
    ),
}
CASES.update(IN_THEIR_NAMESPACE)

MOVING = SERVICE.replace("/v3", "/latest")


def kind_spelt(how: str, unit: str = "standard-model") -> Case:
    """The kind of an object in this spelling, beside a model address that moves."""
    return Case(
        {"a.yaml": SERVICE},
        {"a.yaml": edit(MOVING, "kind: InferenceService", how)},
        [UNIT, "mutable-address"],
        [unit],
        code=1,
    )


SPELLINGS = {
    "an anchor": kind_spelt("kind: &k InferenceService"),
    "an alias": kind_spelt("x-kind: &k InferenceService\nkind: *k", "standard-spec"),
    "a fold": kind_spelt("kind: >-\n  InferenceService"),
    "a line of its own": kind_spelt("kind:  # of KServe\n  InferenceService"),
    "an escape": kind_spelt('kind: "Inference\\x53ervice"'),
    "an escape in the key": kind_spelt('"k\\x69nd": InferenceService'),
    "a key with a question mark": kind_spelt("? kind\n: InferenceService"),
    "a line that is broken": kind_spelt('kind: "Inference\\\n  Service"'),
}
SPELT = {
    **{f"a kind with {name}": case for name, case in SPELLINGS.items()},
    "a kind with a tag": one(
        SERVICE, "kind: InferenceService", "kind: !!str InferenceService", ["yaml-tag"], code=1
    ),
    "another kind with a tag": one(
        SERVICE.replace("kind: InferenceService", "kind: Other  # for an InferenceService"),
        "kind: Other",
        "kind: !x Other",
        [],
    ),
}
CASES.update(SPELT)

TWO_LISTED = {
    **OVERLAID,
    "base/b.yaml": GRAPH,
    "base/kustomization.yaml": "resources: [a.yaml, b.yaml]\n",
}
NO_LONGER_BUILT = "No longer built with it: "
STILL_NAMED = "Still named in: `a.yaml`. Point these to another one first."
IN_NAMESPACE = RUNTIME.replace("ClusterServingRuntime", "ServingRuntime").replace(
    "{name: sklearn-1-2-0}", "{name: sklearn-1-2-0, namespace: risk}"
)
NOT_THERE = {
    "a kustomization that lists one object less": Case(
        TWO_LISTED,
        {"base/kustomization.yaml": BASE},
        ["kustomization"],
        says=(f"{NO_LONGER_BUILT}`base/b.yaml`. Where a tool prunes, it deletes what",),
    ),
    "a kustomization that lists nothing": Case(
        {"a.yaml": SERVICE, "kustomization.yaml": BASE},
        {"kustomization.yaml": "resources: []\n"},
        ["kustomization"],
        says=(
            "A kustomization built InferenceService with this file",
            f"{NO_LONGER_BUILT}`a.yaml`.",
        ),
    ),
    "an overlay without its base": Case(
        OVERLAID,
        {"prod/kustomization.yaml": OVERLAY.replace("[../base]", "[]")},
        ["kustomization"],
        says=(f"{NO_LONGER_BUILT}`base/a.yaml`.",),
    ),
    "an object whose overlay is gone too": Case(
        OVERLAID,
        {
            "base/a.yaml": SERVICE.replace("v3", "v4"),
            "prod/kustomization.yaml": OVERLAY.replace("[../base]", "[]"),
        },
        [UNIT, "kustomization"],
        ["standard-model"],
        ("A kustomization changes `base/a.yaml`, so this file alone is not the object.",),
    ),
    "a runtime of the namespace that is removed and still named": Case(
        {"a.yaml": SERVICE, "r.yaml": IN_NAMESPACE},
        {"r.yaml": None},
        ["removed-object"],
        says=(STILL_NAMED, "1 condition broken."),
        code=1,
    ),
    "a runtime of another namespace that is removed": Case(
        {"a.yaml": SERVICE, "r.yaml": IN_NAMESPACE.replace("risk", "other")},
        {"r.yaml": None},
        ["removed-object"],
    ),
    "a runtime that is replaced by one for the cluster": Case(
        {"a.yaml": SERVICE, "r.yaml": IN_NAMESPACE},
        {"r.yaml": RUNTIME},
        ["new-object", "removed-object"],
    ),
    "a predictor that is misspelt": one(
        SERVICE,
        "predictor:",
        "predctor:",
        [UNIT, "no-predictor"],
        ["standard-spec"],
        ("`spec.predictor`: A service without a predictor",),
        1,
    ),
    "applications under another name": one(
        RAY,
        "applications:",
        "apps:",
        [UNIT, "no-applications"],
        ["ray-whole-object"],
        ("`spec.serveConfigV2.applications`: ",),
        1,
    ),
    "applications of Serve itself under another name": one(
        DOCUMENT,
        "applications:",
        "apps:",
        ["removed-object"],
        says=("The file is still here, and has no `applications` at its top.",),
        code=1,
    ),
}
CASES.update(NOT_THERE)
NO_SUCH_KIND = "serving.kserve.io has no kind “inferenceservice”; did you mean “InferenceService”?"
LIKE_OURS = (
    "ClusterStorageContainer InferenceServiceList LocalModelCache LocalModelNamespaceCache "
    "LocalModelNode LocalModelNodeGroup TrainedModel RayCluster RayCronJob RayJob"
)
"""The other kinds of the two groups, of KServe 0.20.0 and KubeRay 1.6.2."""
MISSPELT = {
    "a kind that is misspelt in a new file": Case(
        {},
        {"a.yaml": SERVICE.replace("InferenceS", "inferences")},
        ["unknown-field"],
        says=(f"a.yaml:2:7: {NO_SUCH_KIND}",),
        code=1,
    ),
    "a kind that is misspelt": one(
        SERVICE,
        "InferenceService",
        "inferenceservice",
        ["unknown-field"],
        says=(NO_SUCH_KIND, "0 objects changed"),
        code=1,
    ),
    "a kind that was misspelt before": Case(
        {"a.yaml": SERVICE.replace("InferenceS", "inferences")},
        {"a.yaml": SERVICE.replace("InferenceS", "inferences").replace("v3", "v4")},
        ["unknown-field"],
        says=(NO_SUCH_KIND, "It was so before this change."),
    ),
    "a kind in the plural": Case(
        {},
        {"a.yaml": RAY.replace("RayService", "RayServices")},
        ["unknown-field"],
        says=("ray.io has no kind “RayServices”; did you mean “RayService”?",),
        code=1,
    ),
    "a kind under a misspelt name": Case(
        {},
        {"a.yaml": SERVICE.replace("kind:", "Kind:")},
        ["unknown-field"],
        says=("a.yaml:2:1: an object has no field “Kind”; did you mean “kind”?",),
        code=1,
    ),
    "applications of Serve itself under a misspelt name": Case(
        {"b.yaml": DOCUMENT},
        {name: DOCUMENT.replace("applications:", "application:") for name in ("a.yaml", "b.yaml")},
        ["unknown-field"] * 2,
        says=(
            "a.yaml:1:1: a Serve config file has no field “application”; did you mean "
            "“applications”?",
        ),
        code=1,
    ),
    "other kinds of the same groups": Case(
        {},
        {
            **{
                f"{kind}.yaml": f"apiVersion: {group}/v1\nkind: {kind}\nspec: {{a: 1}}\n"
                for kind in LIKE_OURS.split()
                for group in ("serving.kserve.io", "ray.io")
            },
            "a.yaml": SERVICE.replace("serving.kserve", "other").replace("ceS", "ces"),
            "b.yaml": "application:\n  - path: a\nimport_path: b\n",
            "c.yaml": "apiVersion: ray.io/v1\nKinder: RayServices\nspec: {kind: RayServices}\n",
            "d.yaml": "apiVersion: v1\nKind: RayServices\nspec: {group: ray.io/v1}\n",
        },
        [],
    ),
}
CASES.update(MISSPELT)
DISABLED = edit(RUNTIME, "spec:", "spec:\n  disabled: true")
NO_SPEC = "This is no mapping with fields, so the object describes nothing."
NO_MANIFEST = {
    "a runtime that is disabled and still named": Case(
        {"a.yaml": SERVICE, "r.yaml": RUNTIME},
        {"r.yaml": DISABLED},
        [UNIT, "runtime-disabled"],
        ["standard-runtime-edit", "knative-runtime-edit"],
        ("r.yaml:5: ", "`spec.disabled` is `true`", "Still named in: `a.yaml`."),
        code=1,
    ),
    "a new runtime that is disabled and named": Case(
        {"a.yaml": SERVICE}, {"r.yaml": DISABLED}, ["new-object", "runtime-disabled"], code=1
    ),
    "a runtime that is disabled and not named": Case(
        {"r.yaml": RUNTIME},
        {"r.yaml": DISABLED},
        [UNIT],
        ["standard-runtime-edit", "knative-runtime-edit"],
    ),
    "a runtime for the cluster that is disabled beside one of the namespace": Case(
        {"a.yaml": SERVICE, "r.yaml": RUNTIME, "s.yaml": IN_NAMESPACE},
        {"r.yaml": DISABLED},
        [UNIT],
        ["standard-runtime-edit", "knative-runtime-edit"],
    ),
    "a runtime of the namespace that is disabled beside one for the cluster": Case(
        {"a.yaml": SERVICE, "r.yaml": RUNTIME, "s.yaml": IN_NAMESPACE},
        {"s.yaml": edit(IN_NAMESPACE, "spec:", "spec:\n  disabled: true")},
        [UNIT, "runtime-disabled"],
        ["standard-runtime-edit", "knative-runtime-edit"],
        code=1,
    ),
    **{
        f"bytes that are no text: {name}": Case(
            {"a.yaml": SERVICE},
            {"a.yaml": data},
            ["encoding"],
            says=("a.yaml:1:1: this is not text; put the manifest back",),
            code=1,
        )
        for name, data in (("a picture", b"\x89PNG\r\n\x1a\n\0"), ("one byte", b"\377"))
    },
    "zeros among the text": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": SERVICE.encode("utf-16-le")},
        ["encoding"],
        says=("a.yaml:1: this is not text, or UTF-16 without its mark",),
        code=1,
    ),
    "a spec that is a number": Case(
        {"a.yaml": GRAPH},
        {"a.yaml": GRAPH.partition("spec:")[0] + "spec: 5\n"},
        [UNIT, "no-spec"],
        ["standard-graph", "knative-graph"],
        ("a.yaml:4: InferenceGraph `chain`, `spec` is `5`: ", NO_SPEC),
        code=1,
    ),
    "an empty spec": Case(
        {"a.yaml": SERVICE},
        {"a.yaml": SERVICE.partition("spec:")[0] + "spec:\n"},
        [UNIT, "no-spec"],
        ["standard-spec"],
        ("InferenceService `fraud`, `spec`: ", NO_SPEC),
        code=1,
    ),
}
CASES.update(NO_MANIFEST)
CANARY = edit(UNSAID, "    minReplicas: 1", "    minReplicas: 1\n    canaryTrafficPercent: 10")
MAP = """\
kind: ConfigMap
metadata: {name: inferenceservice-config, namespace: kserve}
data: {deploy: '{"defaultDeploymentMode": "Standard"}'}
"""
NOT_FOLLOWED = {
    "more values of a chart": Case(
        CHARTED,
        {"c/values-prod.yaml": "b: 1\n", "c/env/my values.yaml": "b: 1\n"},
        ["chart", "chart"],
        says=(
            "Compare the output of `helm template c -f c/values-prod.yaml` here and at",
            "`helm template c -f 'c/env/my values.yaml'`",
        ),
    ),
    "values that are no YAML": Case(
        CHARTED,
        {"c/values.yaml": "spec: {a: 1\nb: 2\n", "c/values-prod.yaml": "b: {{ .x }}\n"},
        ["chart", "chart", "yaml-syntax"],
        says=("c/values.yaml:1:7: not valid YAML", "1 file cannot be read."),
        code=1,
    ),
    "values that were no YAML before": Case(
        {**CHARTED, "c/values.yaml": "spec: {a: 1\nb: 2\n"},
        {"c/values.yaml": "spec: {a: 1\nb: 3\n"},
        ["chart", "yaml-syntax"],
        says=("It was so before this change.",),
    ),
    "a percentage in a mode that is not named": one(
        CANARY,
        "canaryTrafficPercent: 10",
        "canaryTrafficPercent: 20",
        [UNIT, "no-mode"],
        ["knative-percent"],
        ("KServe, Standard mode: no unit of this stack restores: ", "(KServe, Knative mode)"),
    ),
    "the configuration of KServe": Case(
        {"a.yaml": MAP},
        {"a.yaml": MAP.replace("Standard", "Knative"), "b.yaml": MAP.replace("-config", "")},
        ["configuration"],
        says=(
            "a.yaml: KServe's own configuration is passed by: it can change every service of the "
            "cluster.",
            "1 file passed by that can change objects.",
        ),
    ),
}
CASES.update(NOT_FOLLOWED)


def of_deployment(line: str) -> str:
    """The Serve config file with one line more in its deployment."""
    return edit(DOCUMENT, "        user_config", f"        {line}\n        user_config")


def of_application(line: str) -> str:
    """The Serve config file with one line more in its application."""
    return edit(DOCUMENT, "    deployments:", f"    {line}\n    deployments:")


TWO_GROUPS = (
    RAY
    + """\
      - groupName: cpu
        minReplicas: 3
        maxReplicas: 5
"""
)
PENDING = "Step 1. Go on only if no name is behind `pending=`. `kubectl get rayservice "
HEALTH = "changes Health checks and their time limits ("
FLAGS = "changes Flags of the runtime or engine, such as a batch size ("
OF_SERVE = {
    "a time limit of a health check": one(
        of_deployment("health_check_timeout_s: 30"),
        "30",
        "2",
        [UNIT],
        ["ray-health-check"],
        (
            HEALTH,
            PENDING,
            "(If a cluster is pending: Previous RayService, cluster spec and config file in one",
            "Earlier, `applications.app.deployments.Model.health_check_timeout_s` was `30`.",
        ),
    ),
    "a new period of a health check in a RayService": one(
        RAY,
        "            user_config",
        "            health_check_period_s: 30\n            user_config",
        [UNIT],
        ["ray-health-check"],
        (HEALTH, PENDING, "deployments.Model.health_check_period_s` was not set."),
    ),
    "a setting, with its earlier value": one(
        RAY,
        "threshold: 1",
        "threshold: 2",
        [UNIT],
        ["ray-user-config"],
        (PENDING, "applications.app.deployments.Model.user_config.threshold` was `1`."),
    ),
    "how a deployment ends": one(
        of_deployment("graceful_shutdown_timeout_s: 5"),
        ": 5\n",
        ": 6\n",
        [UNIT],
        ["ray-document"],
        (FLAGS,),
    ),
    "how a deployment logs": one(
        of_deployment("logging_config: {log_level: INFO}"),
        "INFO",
        "DEBUG",
        [UNIT],
        ["ray-document"],
        (FLAGS,),
    ),
    "what a replica asks for": one(
        of_deployment("ray_actor_options: {num_gpus: 1}"),
        "gpus: 1",
        "gpus: 2",
        [UNIT],
        ["ray-document"],
        (FLAGS,),
    ),
    "the file of Serve itself, step by step": one(
        DOCUMENT,
        "graph:app",
        "graph:main",
        [UNIT],
        ["ray-document"],
        (
            "`pending=`. `kubectl get rayservice NAME -o jsonpath=",
            "put back one part of the file instead. `git show ",
            ":a.yaml | jq -Rs '{spec: {serveConfigV2: .}}' > document.json",
        ),
    ),
    "bounds of one group of two": one(
        TWO_GROUPS,
        "maxReplicas: 5",
        "maxReplicas: 9",
        [UNIT],
        ["ray-worker-bounds"],
        (
            '/minReplicas","value":3}',
            '/maxReplicas","value":5}',
            "Earlier, `spec.rayClusterConfig.workerGroupSpecs.1.maxReplicas` was `5`.",
        ),
    ),
    "bounds of two groups": Case(
        {"a.yaml": TWO_GROUPS},
        {
            "a.yaml": TWO_GROUPS.replace("Replicas: 5", "Replicas: 9").replace(
                "minReplicas: 1", "minReplicas: 2"
            )
        },
        [UNIT],
        ["ray-worker-bounds"],
        ('/minReplicas","value":MIN-WORKERS}', "was `1`, `spec.ray"),
    ),
}
CASES.update(OF_SERVE)


def moves(name: str, good: str, bad: str, kinds: list[str], units: list[str]) -> Case:
    """A Serve config file or an object in which what stands for the model moves from now on."""
    return Case({"a.yaml": good}, {"a.yaml": edit(good, name, bad)}, kinds, units, code=1)


SOURCE = "args: {llm_configs: [{model_loading_config: {model_id: q, model_source: org/q}}]}"
HELD = SOURCE.replace("q}}", f"q}}, engine_kwargs: {{revision: {SHA}}}}}")
WITH_ENV = edit(
    SERVICE,
    "      runtime:",
    f"      env: [{{name: M_ID, value: o/b}}, {{name: REVISION, value: {SHA}}}]\n      runtime:",
).replace("M_ID", "MODEL_ID")
MODEL, PACKAGE = "mutable-model", "unpinned-package"
ANYWHERE = {
    "a model address in arguments of Serve": moves(
        "m/v1",
        of_application("args: {model: s3://m/v1}"),
        "m/latest",
        [UNIT, MODEL],
        ["ray-document"],
    ),
    "a model address in a list": moves(
        "m/v1",
        of_application("args: {parts: [s3://m/v1]}"),
        "m/latest",
        [UNIT, MODEL],
        ["ray-document"],
    ),
    "a model address in a setting": moves(
        "m/v1",
        of_deployment("x: 1").replace("threshold: 1", "uri: s3://m/v1"),
        "m/latest",
        [UNIT, MODEL],
        ["ray-user-config"],
    ),
    "a model address in a variable of Serve": moves(
        "m/v1",
        edit(
            DOCUMENT,
            "    runtime_env:\n",
            "    runtime_env:\n      env_vars: {MODEL_URI: gs://m/v1}\n",
        ),
        "m/latest",
        [UNIT, MODEL],
        ["ray-document"],
    ),
    "a model address in an environment of a deployment": moves(
        "m/v1",
        of_deployment("ray_actor_options: {runtime_env: {env_vars: {A: s3://m/v1}}}"),
        "m/main",
        [UNIT, MODEL],
        ["ray-document"],
    ),
    "a model of Hugging Face without a revision any more": moves(
        SHA, of_application(HELD), "main", [UNIT, MODEL], ["ray-document"]
    ),
    "another model of Hugging Face, with a revision": one(
        of_application(HELD), "org/q", "org/r", [UNIT], ["ray-document"]
    ),
    "a model of Hugging Face that was not held before": one(
        of_application(SOURCE), "org/q", "org/r", [UNIT, MODEL], ["ray-document"]
    ),
    "a place to which a deployment writes": one(
        of_deployment("x: 1").replace("threshold: 1", "output_uri: s3://out/a"),
        "out/a",
        "out/b",
        [UNIT],
        ["ray-user-config"],
    ),
    "a model in a variable of a service": moves(
        SHA, WITH_ENV, "main", [UNIT, "mutable-model-variable"], ["standard-spec"]
    ),
    "a model in a variable of a cluster": moves(
        "m/v1",
        edit(RAY, 'ray:2.56.0"}', 'ray:2.56.0", env: [{name: MODEL_URI, value: s3://m/v1}]}'),
        "m/latest",
        [UNIT, MODEL],
        ["ray-cluster-spec"],
    ),
    "a package without a version": moves(
        "torch==2.0",
        edit(DOCUMENT, "    runtime_env:\n", "    runtime_env:\n      pip: [torch==2.0]\n"),
        "torch>=2",
        [UNIT, PACKAGE],
        ["ray-document"],
    ),
    "a package without a version in a mapping": moves(
        "torch==2.0",
        edit(
            DOCUMENT, "    runtime_env:\n", "    runtime_env:\n      uv: {packages: [torch==2.0]}\n"
        ),
        "torch",
        [UNIT, PACKAGE],
        ["ray-document"],
    ),
}
CASES.update(ANYWHERE)

APPLICATION = """\
kind: Application
spec:
  source: {repoURL: "https://git.test/r", path: c, targetRevision: v1}
"""
INLINE = "helm: {values: 'uri: a', parameters: [{name: uri, value: a}]}"
RELEASE = """\
kind: HelmRelease
spec:
  chart: {spec: {chart: ./c, version: 1.0.0}}
  values: {uri: a}
"""
OF_FLUX = """\
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
spec: {path: ./base, postBuild: {substitute: {uri: a}}}
"""
MANY = "kind: ApplicationSet\nspec: {template: {spec: {source: {path: 'deploy/{{name}}'}}}}\n"
HERE_TOO = "What it makes with this file was not compared."


def deployed(text: str, old: str, new: str, beside: dict[str, str], *says: str) -> Case:
    """An object that has others made of files here, in which one text is replaced."""
    files = {**beside, "f/app.yaml": text}
    return Case(files, {"f/app.yaml": edit(text, old, new)}, ["deployed"], says=says)


REMOTE = "resources: [https://git.test/o/r//base?ref=v1]\n"
CHART_BY_NAME = "helmCharts: [{name: served, repo: https://charts.test, valuesFile: v.yaml}]\n"
TAKEN_IN = (
    "name: e\ndependencies:\n  - {name: served, version: 1.0.0, repository: https://c.test}\n"
)
NOT_HERE = {
    "values inside an application": deployed(
        APPLICATION.replace("v1}", f"v1, {INLINE}}}"),
        "'uri: a'",
        "'uri: b'",
        CHARTED,
        "This file has `c` deployed, which makes InferenceService.",
        HERE_TOO,
        "`helm template c` here and at",
    ),
    "parameters inside an application": deployed(
        APPLICATION.replace("v1}", f"v1, {INLINE}}}"), "value: a", "value: b", CHARTED
    ),
    "another revision of an application": deployed(APPLICATION, "v1", "main", CHARTED),
    "values inside a release": deployed(RELEASE, "uri: a", "uri: b", CHARTED),
    "values that Flux fills in": deployed(
        OF_FLUX, "uri: a", "uri: b", OVERLAID, "`kubectl kustomize base` here and at"
    ),
    "many applications of one folder": deployed(
        MANY, "spec: {source", "metadata: {name: x}, spec: {source", {"deploy/a/x.yaml": SERVICE}
    ),
    "an application of other things": Case(
        {**CHARTED, "f.yaml": APPLICATION.replace("path: c", "path: d")},
        {"f.yaml": APPLICATION.replace("path: c", "path: d").replace("v1", "v2")},
        [],
    ),
    "values inside a helmfile": Case(
        {**CHARTED, "helmfile.yaml": "releases: [{name: r, chart: ./c, values: [{uri: a}]}]\n"},
        {"helmfile.yaml": "releases: [{name: r, chart: ./c, values: [{uri: b}]}]\n"},
        ["deployed"],
        says=("`helmfile template` here and at",),
    ),
    "values that a workflow names": Case(
        {
            **CHARTED,
            ".github/workflows/d.yml": "run: |\n  helm upgrade x c \\\n    --values=env/p.yaml\n",
            "env/p.yaml": "uri: a\n",
        },
        {"env/p.yaml": "uri: b\n"},
        ["chart"],
        says=("env/p.yaml: `.github/workflows/d.yml` gives this file to a chart",),
    ),
    "values that a script names": Case(
        {**CHARTED, "up.sh": "helm upgrade x c -f env/p.yaml\n", "env/p.yaml": "uri: a\n"},
        {"env/p.yaml": "uri: b\n"},
        ["chart"],
    ),
    "a kustomization of what is elsewhere": Case(
        {"o/kustomization.yaml": REMOTE},
        {"o/kustomization.yaml": REMOTE.replace("v1", "main")},
        ["kustomization"],
        says=(
            "A kustomization builds with this file from what is not in this repository "
            "(`https://git.test/o/r//base?ref=main`). What it builds was not compared.",
        ),
    ),
    "values for a chart that is elsewhere": Case(
        {"o/kustomization.yaml": CHART_BY_NAME, "o/v.yaml": "uri: a\n"},
        {"o/v.yaml": "uri: b\n"},
        ["kustomization"],
        says=("from what is not in this repository (`served`).",),
    ),
    "a chart that takes in others": Case(
        {"e/Chart.yaml": TAKEN_IN, "e/values.yaml": "uri: a\n", "e/README.md": "a\n"},
        {"e/values.yaml": "uri: b\n", "e/README.md": "b\n"},
        ["chart"],
        says=("This chart takes in others that are not in this repository (`served`).",),
    ),
    "a chart inside a chart": Case(
        {
            "e/Chart.yaml": TAKEN_IN,
            "e/values.yaml": "a: 1\n",
            "e/charts/served/templates/a.yaml": CHART,
        },
        {"e/values.yaml": "a: 2\n"},
        ["chart"],
        says=("This chart makes InferenceService.",),
    ),
}
NOT_HERE["a kustomization that cannot be read"] = Case(
    {"a.yaml": SERVICE, "kustomization.yaml": "resources: [a.yaml, b?x]\nnamePrefix: a-\n"},
    {"kustomization.yaml": "resources: [a.yaml, b?x]\nnamePrefix: b-\n"},
    ["kustomization"],
)
CASES.update(NOT_HERE)

GUIDE, RULES = published(), load_guard(CONTENT)


def git(*arguments: str) -> None:
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *arguments], check=True, capture_output=True)


def write(files: dict[str, str]) -> None:
    for name, text in files.items():
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty repository, for others to be copies of."""
    folder = tmp_path_factory.mktemp("empty")
    git("init", "--quiet", "--initial-branch=main", "--template=", str(folder))
    git("-C", str(folder), "commit", "--quiet", "--allow-empty", "-m", "start")
    return folder


@pytest.fixture
def here(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository to be in."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(empty, tmp_path, dirs_exist_ok=True)
    return tmp_path


ANSWERED = cache(Repository._done)


@pytest.fixture(scope="module")
def changed(empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The repository of a case with its change, made once however many tests look at it. Whoever
    looks may ask Git by ANSWERED: nothing changes there any more."""

    @cache
    def made(name: str) -> Path:
        folder = shutil.copytree(empty, tmp_path_factory.mktemp("case") / "repository")
        with pytest.MonkeyPatch.context() as patched:
            patched.chdir(folder)
            change(CASES[name])
        return folder

    return made


def change(case: Case) -> None:
    """Commit the case's files on main, and its change on a branch of its own."""
    write(case.before)
    git("add", "--all")
    git("commit", "--quiet", "--allow-empty", "-m", "before")
    git("checkout", "--quiet", "-b", "change")
    for name, text in case.after.items():
        if text is None:
            Path(name).unlink()
        else:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    git("add", "--all")
    git("commit", "--quiet", "-m", "after")


def guard(form: str) -> int:
    """What the command returns, without reading the content anew."""
    chosen = Namespace(base="main", format=form, json=False, records=[], content=CONTENT)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(command, "load_guard", lambda _: RULES)
        return command.run(GUIDE, chosen)


def rows(capsys: Capture, code: int) -> list[dict[str, Any]]:
    assert guard("json") == code
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("name", CASES)
def test_a_change_is_told_with_its_unit_and_with_what_it_breaks(
    changed: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: Capture, name: str
) -> None:
    monkeypatch.chdir(changed(name))
    monkeypatch.setattr(Repository, "_done", lambda *asked: ANSWERED(*asked))
    case = CASES[name]
    found = rows(capsys, case.code)
    assert [row["kind"] for row in found] == case.kinds
    assert [unit for row in found for unit in row.get("units", [])] == case.units
    assert guard("text") == case.code
    text = capsys.readouterr().out
    for said in case.says:
        assert said in text


@pytest.mark.parametrize(
    ("link", "said", "rests"),
    [
        (
            "v=2&contract=nobody&outcome=settle-ownership",
            "Whose it is: nobody yet, by docs/1.md (Settle ownership before you choose). "
            "Decided by: Ada, Grace.",
            False,
        ),
        ("v=2&contract=platform", "Whose it is: not settled in docs/1.md. Decided by:", False),
        ("PLATFORM", "Whose it is: the platform team, by docs/1.md (KServe services, owned", True),
    ],
)
def test_a_record_says_whose_the_files_are_and_what_it_counts_on(
    here: Path, capsys: Capture, link: str, said: str, rests: bool
) -> None:
    assert here.is_dir()
    record = RECORD.replace("{link}", link.replace("PLATFORM", platform_link()))
    moved = edit(SERVICE, "/v3", "/latest")
    files = {
        "deploy/x/a.yaml": SERVICE,
        "b.yaml": SERVICE.replace("fraud", "b"),
        "docs/1.md": record,
    }
    change(Case(files, {"deploy/x/a.yaml": moved, "b.yaml": moved.replace("fraud", "b")}, []))
    found = {(row["file"], row["kind"]): row for row in rows(capsys, 1)}
    governed, free = found["deploy/x/a.yaml", UNIT], found["b.yaml", UNIT]
    assert any(detail.startswith(said) for detail in governed["details"]), governed["details"]
    assert [each["record"] for each in governed["records"]] == ["docs/1.md"]
    assert free["records"] == []
    broken = found["deploy/x/a.yaml", "mutable-address"]
    assert broken["records"] == (["docs/1.md"] if rests else [])


@pytest.mark.parametrize("outcome", ["ray-serve-outside", "ray-serve"])
def test_a_serve_config_file_goes_back_where_its_record_says_that_it_runs(
    here: Path, capsys: Capture, outcome: str
) -> None:
    assert here.is_dir()
    way = next(each for each in paths(GUIDE.tree) if each.outcome == outcome)
    answers = "&".join(f"{question}={option}" for question, option in way.answers)
    record = RECORD.replace("{link}", f"v={GUIDE.tree.version}&{answers}&outcome={outcome}")
    files = {"deploy/serve.yaml": DOCUMENT, "docs/1.md": record}
    change(Case(files, {"deploy/serve.yaml": DOCUMENT.replace("graph:app", "graph:main")}, []))
    assert guard("text") == 0
    text = capsys.readouterr().out
    outside = outcome == "ray-serve-outside"
    assert ("Without Kubernetes there is no RayService to patch." in text) is outside
    assert (":deploy/serve.yaml > serve.yaml && serve deploy serve.yaml -a http" in text) is outside
    assert ("kubectl patch rayservice" in text) is not outside


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("superseded by 0002", "docs/1.md no longer says, because its status is `superseded by"),
        ('"Rejected"', "docs/1.md no longer says, because its status is `Rejected`."),
        ("accepted", "the platform team, by docs/1.md"),
        ("proposed  # not superseded", "the platform team, by docs/1.md"),
    ],
)
def test_a_record_that_no_longer_counts_is_no_owner(
    here: Path, capsys: Capture, status: str, said: str
) -> None:
    assert here.is_dir()
    record = RECORD.replace("{link}", platform_link()).replace("accepted", status)
    change(
        Case(
            {"deploy/a.yaml": SERVICE, "docs/1.md": record},
            {"deploy/a.yaml": SERVICE.replace("/v3", "/latest")},
            [],
        )
    )
    found = {row["kind"]: row for row in rows(capsys, 1)}
    assert any(each.startswith(f"Whose it is: {said}") for each in found[UNIT]["details"])
    gone = "no longer" in said
    counting = [] if gone else ["docs/1.md"]
    assert [each["record"] for each in found[UNIT]["records"]] == counting
    assert found["mutable-address"]["records"] == counting


def test_a_record_that_took_over_is_the_only_owner(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    record = RECORD.replace("{link}", platform_link())
    old = record.replace("accepted", "superseded by 2")
    files = {"deploy/a.yaml": SERVICE, "docs/1.md": old, "docs/2.md": record}
    change(Case(files, {"deploy/a.yaml": SERVICE.replace("v3", "v4")}, []))
    (found,) = (row for row in rows(capsys, 0) if row["kind"] == UNIT)
    assert [each["record"] for each in found["records"]] == ["docs/2.md"]
    assert "docs/1.md" not in "".join(found["details"])


def linked(outcome: str) -> str:
    """A link whose answers lead to this outcome."""
    way = next(each for each in paths(GUIDE.tree) if each.outcome == outcome)
    answers = "&".join(f"{question}={option}" for question, option in way.answers)
    return f"v={GUIDE.tree.version}&{answers}&outcome={outcome}"


@pytest.mark.parametrize(
    ("links", "said"),
    [
        (["kserve"], ""),
        (
            ["kserve", "kserve-app"],
            "docs/1.md and docs/2.md name different owners. Give one of them the status",
        ),
        (["kserve", "kserve"], ""),
        (
            ["v=2&contract=application&team-request=mdel&outcome=kserve-app"],
            "The link in docs/1.md cannot be read completely. Run `decision-tree recheck docs/1",
        ),
        (
            [linked("plain-for-now").replace("plain-for-now", "ray-serve")],
            "The link in docs/1.md does not agree with today's tree. Run `decision-tree recheck",
        ),
        (
            ["ray-serve"],
            "docs/1.md is not about objects of the kind InferenceService. Write a record for these",
        ),
    ],
)
def test_a_record_that_does_not_fit_its_files_is_told(
    here: Path, capsys: Capture, links: list[str], said: str
) -> None:
    assert here.is_dir()
    files = {"deploy/a.yaml": SERVICE}
    for number, link in enumerate(links, 1):
        given = link if "&" in link else linked(link)
        files[f"docs/{number}.md"] = RECORD.replace("{link}", given)
    change(Case(files, {"deploy/a.yaml": SERVICE.replace("v3", "v4")}, []))
    (found,) = (row for row in rows(capsys, 0) if row["kind"] == UNIT)
    told = "\n".join(found["details"])
    assert said in told
    wrong = ("different owners", "cannot be read", "does not agree", "is not about")
    assert [each for each in wrong if each in told] == [each for each in wrong if each in said]


def platform_link() -> str:
    """A link whose recommendation rests on the bytes behind a model's address."""
    tree = GUIDE.tree
    path = next(path for path in paths(tree) if path.outcome == "kserve")
    answers = "&".join(f"{question}={option}" for question, option in path.answers)
    return f"v={tree.version}&{answers}&outcome=kserve"


@pytest.mark.parametrize("name", CASES)
def test_every_form_tells_every_finding(
    changed: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, capsys: Capture, name: str
) -> None:
    """Each small repository through each form: the same files, as often, with the same kinds."""
    monkeypatch.chdir(changed(name))
    monkeypatch.setattr(Repository, "_done", lambda *asked: ANSWERED(*asked))
    case = CASES[name]

    def told(form: str) -> str:
        assert guard(form) == case.code
        return capsys.readouterr().out

    found = json.loads(told("json"))
    files = [row["file"] for row in found]
    assert all(told("text").count(file) >= files.count(file) for file in files)
    notes = [line for line in told("github").splitlines() if line.startswith("::")]
    titles = [re.search(r"file=([^,:]+).*?title=([\w-]+)", note) for note in notes]
    assert [(each[1], each[2]) for each in titles if each] == [
        (row["file"], row["kind"]) for row in found
    ]
    assert told("markdown").count("\n- **") == len(found)
    suite = ElementTree.fromstring(told("junit"))
    tried = [each.get("classname") for each in suite.iter("testcase")]
    assert [each for each in tried if each in files] == files


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("none", "there is no commit “none” here; fetch it, or name another"),
        ("mains", "there is no commit “mains” here; did you mean “main”?"),
        ("--output=x", "there is no commit “--output=x” here"),
        ("origin/", "no branch is behind “origin/”; in a workflow that is so on all but a pull"),
        ("other", "this checkout and “other” have no commit in common that is here; fetch the"),
    ],
)
def test_what_git_cannot_answer_is_told_with_what_to_do(
    here: Path, capsys: Capture, base: str, told: str
) -> None:
    git("checkout", "--quiet", "--orphan", "other")
    git("commit", "--quiet", "--allow-empty", "-m", "other")
    git("checkout", "--quiet", "main")
    assert main(["guard", f"--base={base}"]) == 2
    assert capsys.readouterr().err.startswith(f"error: {told}")
    assert list(here.glob("x")) == []


def test_a_file_that_nobody_may_read_is_told(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(CASES["another model"])
    read = Path.read_bytes

    def read_bytes(file: Path) -> bytes:
        if file == here / "a.yaml":
            raise PermissionError(errno.EACCES, "Permission denied", str(file))
        return read(file)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    assert guard("text") == 2
    assert "error: a.yaml cannot be read (Permission denied);" in capsys.readouterr().err


def test_what_git_was_not_told_of_is_named(here: Path, capsys: Capture) -> None:
    change(CASES["another model"])
    (here / "new.yaml").write_text(SERVICE, "utf-8")
    (here / "other.yaml").write_text("kind: Secret\n", "utf-8")
    found = [row for row in rows(capsys, 0) if row["file"] != "a.yaml"]
    assert [(row["file"], row["kind"]) for row in found] == [("new.yaml", "not-in-git")]


def test_a_command_that_reads_no_file_says_nothing_of_the_others_in_it(
    here: Path, capsys: Capture
) -> None:
    assert here.is_dir()
    change(CASES["a patch of the model where the file holds others"])
    assert guard("text") == 0
    assert "The file holds" not in capsys.readouterr().out


def test_the_command_line_finds_it(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    change(CASES["the latest model"])
    assert main(["guard", "--base", "main", "--json"]) == 1
    assert [row["kind"] for row in json.loads(capsys.readouterr().out)] == [UNIT, "mutable-address"]


def test_before_the_first_commit_all_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet", "--initial-branch=main")
    write({"a.yaml": SERVICE.replace("/v3", "/latest")})
    git("add", "--all")
    assert main(["guard", "--base", "HEAD", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert [row["kind"] for row in found] == ["new-object", "mutable-address"]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("doc/*.md", "error: Git knows no file here that fits “doc/*.md”; check --records\n"),
        ("docs/*.md", ""),
    ],
)
def test_a_pattern_of_records_that_fits_nothing_is_a_wrong_command(
    here: Path, capsys: Capture, pattern: str, told: str
) -> None:
    assert here.is_dir()
    change(Case({"a.yaml": SERVICE, "docs/1.md": "none\n"}, {"a.yaml": SERVICE + "\n"}, []))
    assert main(["guard", "--base=main", f"--records={pattern}"]) == (2 if told else 0)
    assert capsys.readouterr().err == told


def test_a_name_of_records_that_is_of_none_is_a_wrong_command(here: Path, capsys: Capture) -> None:
    change(one(SERVICE, "v3", "v4", []))
    write({"b.yaml": f"---\n{SERVICE}---\n{RUNTIME}", "1.md": RECORD})
    git("add", "--all")
    for name in ("a.yaml", "b.yaml", "*.yaml"):
        assert main(["guard", "--base", "main", "--records", name]) == 2
        told = f"error: no record fits “{name}”: a record is Markdown, and no manifest"
        assert capsys.readouterr().err.startswith(told)
    assert here.is_dir()
    assert main(["guard", "--base", "main", "--records", "*.md"]) == 0


def test_outside_a_repository_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main(["guard", "--base", "main"]) == 2
    assert "this folder is in no Git repository" in capsys.readouterr().err


def test_a_link_to_a_file_elsewhere_is_not_followed(here: Path, capsys: Capture) -> None:
    outside = here.parent / "outside.yaml"
    outside.write_text(SERVICE, "utf-8")
    change(Case({}, {"b.yaml": "a: 1\n"}, []))
    (here / "a.yaml").symlink_to(outside)
    git("add", "--all")
    assert rows(capsys, 0) == []


@pytest.mark.parametrize(
    ("pattern", "names", "fit"),
    [
        ("a b", "a b", True),
        ("a b", "a", False),
        ("a", "a b", False),
        ("a *", "a b", True),
        ("a *", "a", False),
        ("a *", "a b c", False),
        ("**", "", True),
        ("**", "a b", True),
        ("a ** c", "a c", True),
        ("a ** c", "a b b c", True),
        ("a ** c", "a b b", False),
        ("** c", "c", True),
        ("** ** c **", "a b c d", True),
        ("*.yaml", "x.yaml", True),
        ("** b ** b", "a b", False),
        ("** a " * 30 + "b", "a " * 200, False),
    ],
)
def test_a_pattern_fits_names(pattern: str, names: str, fit: bool) -> None:
    assert fits(tuple(pattern.split()), names.split()) == fit


def test_every_unit_of_the_rules_restores_something_that_a_field_is_of() -> None:
    rules = load_guard()
    units = {unit.id: unit for unit in GUIDE.units}
    for guarded in rules.guarded:
        aspects = {rule.name for rule in guarded.fields}
        for rule in guarded.units:
            assert aspects & set(units[rule.name].restores), rule.name
        for aspect in aspects:
            restoring = [rule for rule in guarded.units if aspect in units[rule.name].restores]
            assert restoring, (guarded.kinds, aspect)


def test_junit_names_each_finding_and_holds_the_way_back(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    graphs = "---\n".join(GRAPH.replace("chain", name) for name in "abc")
    change(Case({"a.yaml": graphs, "b.yaml": SERVICE}, {"a.yaml": None}, []))
    assert guard("junit") == 0
    suite = ElementTree.fromstring(capsys.readouterr().out)
    tried = [each.get("name") for each in suite.iter("testcase")]
    assert tried == [f"a.yaml removed-object{more}" for more in ("", " 2", " 3")]
    said = [each.text or "" for each in suite.iter("system-out")]
    assert all("kubectl apply -f -" in text for text in said)
    assert len(said) == 3


def test_junit_counts_as_failures_what_the_command_fails_for(here: Path, capsys: Capture) -> None:
    assert here.is_dir()
    address = SERVICE.replace("s3://models/fraud/v3", "hf://o/a")
    change(Case({"a.yaml": address}, {"a.yaml": address.replace("o/a", "o/b")}, []))
    assert guard("junit") == 0
    suite = ElementTree.fromstring(capsys.readouterr().out)
    assert suite.get("failures") == "0"
    assert any("It was so before" in (each.text or "") for each in suite.iter("system-out"))


@pytest.mark.parametrize(
    ("image", "moves"),
    [
        ("a.test/x:1.2.0", False),
        ("a.test/x:1.2.0-latest", True),
        ("a.test/x@sha256:abc", True),
        (f"a.test/x@sha256:{'0' * 64}", False),
        (f"a.test/x:1@sha512:{'0' * 128}", False),
    ],
)
def test_an_image_moves_unless_its_tag_or_its_whole_digest_is_fixed(
    image: str, moves: bool
) -> None:
    assert mutable_image(image) == moves
