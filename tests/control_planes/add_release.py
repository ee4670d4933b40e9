"""Adds a release to the matrix: `python -m tests.control_planes.add_release kserve v0.21.0`.

Writes modules/PRODUCT/VERSION/go.mod, with the replacements that the release's own go.mod makes,
and its go.sum. What is built from it is built when it is first asked for.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .building import MODULES, Release, go
from .errors import CannotRunError

__all__ = ["PROGRAMS", "add", "main"]

PROGRAMS = {
    "etcd": ("go.etcd.io/etcd/server/v3", [""]),
    "jq": ("github.com/itchyny/gojq", ["/cmd/gojq"]),
    "kserve": ("github.com/kserve/kserve", ["/cmd/manager", "/cmd/llmisvc"]),
    "knative": ("knative.dev/serving", ["/cmd/webhook"]),
    "kuberay": ("github.com/ray-project/kuberay/ray-operator", [""]),
    "kubernetes": (
        "k8s.io/kubernetes",
        ["/cmd/kube-apiserver", "/cmd/kube-controller-manager", "/cmd/kubectl"],
    ),
}
"""Each product's module, and the programs in it."""
PUT_TOGETHER = {"knative": ["/cmd/autoscaler", "/cmd/controller"]}
"""Programs whose parts the product's main.go here puts together: go.sum locks these too."""


def add(release: Release) -> None:
    """Write the go.mod and go.sum of a release.

    Raises CannotRunError with the module proxy's answer when a module cannot be had.
    """
    module, packages = PROGRAMS[release.product]
    command = [go(), "mod", "download", "-json", f"{module}@{release.version}"]
    told = json.loads(subprocess.run(command, cwd="/", capture_output=True, text=True).stdout)
    if "Error" in told:
        raise CannotRunError(f"{release} cannot be had as a Go module: {told['Error']}")
    original = Path(told["GoMod"]).read_text("utf-8")
    language = re.search(r"^go .*$", original, re.MULTILINE)
    lines = [f"module control-planes/{release.product}", language[0] if language else "go 1.25.0"]
    lines += _replacements(original, release)
    release.folder.mkdir(parents=True, exist_ok=True)
    (release.folder / "go.mod").write_text("\n\n".join(lines) + "\n", "utf-8")
    tools, parts = (
        [f"{module}{package}@{release.version}" for package in wanted]
        for wanted in (packages, PUT_TOGETHER.get(release.product, []))
    )
    for wanted in filter(None, [["-tool", *tools], parts]):
        got = subprocess.run(
            [go(), "get", *wanted], cwd=release.folder, capture_output=True, text=True
        )
        if got.returncode:
            shutil.rmtree(release.folder)  # else it would count as the newest release
            answer = got.stderr.strip()[-600:]
            raise CannotRunError(f"{release} cannot be had as Go modules: {answer}")


def _replacements(original: str, release: Release) -> list[str]:
    """The `replace` lines of a module, which Go reads in the main module only.

    Kubernetes replaces its parts by folders; they are modules too, v0 for its v1.
    """
    block = re.findall(r"^replace \(\n(.*?)^\)", original, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for text in block for line in text.splitlines()]
    lines += re.findall(r"^replace ([^(\n]+)$", original, re.MULTILINE)
    part = re.sub(r"^v1", "v0", release.version)
    made = [re.sub(r"^(\S+) => \./staging/src/(\S+)$", rf"\1 => \2 {part}", line) for line in lines]
    return [f"replace {line}" for line in sorted(made) if line and not line.startswith("//")]


def main(arguments: list[str]) -> int:
    """Add the release that the command line names; 1 with a sentence when it cannot be had."""
    if len(arguments) != 2 or arguments[0] not in PROGRAMS:
        print(f"Say which: {', '.join(PROGRAMS)}; then the version, as v1.2.3.")
        return 1
    release = Release(*arguments)
    try:
        add(release)
    except CannotRunError as error:
        print(error)
        return 1
    print(f"{release} is in {release.folder.relative_to(MODULES.parent)}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
