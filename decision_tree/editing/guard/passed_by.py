"""What `guard` says of a changed file from which a tool makes manifests that it does not see.

Charts, kustomizations and templates become objects elsewhere. A change of them that nobody told of
would pass as a change of nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from ...loader.kustomizations import Kustomizations
from ..findings import NOTE, Finding

__all__ = ["KINDS", "TEMPLATE", "Made", "not_in_git", "template"]

TEMPLATE = "template"
KINDS = ("chart", "kustomization", "not-in-git", TEMPLATE, "text")
"""The kinds of these findings."""

_GENERATORS = (
    ".cue",
    ".gotmpl",
    ".j2",
    ".jinja",
    ".jinja2",
    ".jsonnet",
    ".libsonnet",
    ".template",
    ".tf",
    ".tmpl",
    ".tpl",
)
"""Endings of files that other programs make manifests of."""
_YAML = (".yaml", ".yml")
_OF_SERVE = ("applications", "import_path")
_MOST = 200
"""Files of a chart or a kustomization that are read."""


@dataclass(frozen=True, slots=True)
class Made:
    """What is known of a repository: the files that Git knows, how to `read` one ("" for none), the
    kinds of objects that count, its kustomizations, and the commit that a change starts from."""

    names: Collection[str]
    read: Callable[[str], str]
    kinds: Collection[str]
    built: Kustomizations
    good: str

    def of(self, name: str) -> Finding | None:
        """What there is to say of the changed file `name`, in which no object is."""
        if name.endswith(_GENERATORS):
            return template(name) if self._kinds_in((name,)) else None
        if name.endswith(_YAML) and _serve_config_in(self.read(name)):
            told = "A text in this file looks like a Serve config file. It was not compared."
            return Finding(name, 0, "text", NOTE, told)
        beside = self.built.beside(name)
        if beside:
            return self._kustomization(name, (name, *sorted(beside)))
        return self._chart(name) if name.endswith(_YAML) else None

    def _kustomization(self, name: str, beside: Sequence[str]) -> Finding | None:
        kinds = self._kinds_in(beside)
        if not kinds:
            return None
        folder = next(iter(self.built.overlays(name)), posixpath.dirname(name) or ".")
        told = f"A kustomization builds {kinds} with this file. What it builds was not compared."
        command = f"kubectl kustomize {folder}"
        return Finding(name, 0, "kustomization", NOTE, told, details=(self._compare(command),))

    def _chart(self, name: str) -> Finding | None:
        folder = posixpath.dirname(name)
        while posixpath.join(folder, "Chart.yaml") not in self.names:
            if not folder:
                return None
            folder = posixpath.dirname(folder)
        inside = posixpath.join(folder, "templates/")
        kinds = self._kinds_in([each for each in self.names if each.startswith(inside)])
        if not kinds:
            return None
        told = f"This chart makes {kinds}. What it makes with this file was not compared."
        command = f"helm template {folder or '.'}"
        return Finding(name, 0, "chart", NOTE, told, details=(self._compare(command),))

    def _compare(self, command: str) -> str:
        return (
            f"Compare the output of `{command}` here and at `{self.good}`. "
            "With the output in files of a Git repository, guard can read them."
        )

    def _kinds_in(self, names: Collection[str]) -> str:
        """The kinds that these files name; "" for none."""
        found: set[str] = set()
        for name in list(names)[:_MOST]:
            words = set(re.findall(r"\w+", self.read(name)))
            found |= {kind for kind in self.kinds if kind in words}
        return ", ".join(sorted(found))


def _serve_config_in(text: str) -> bool:
    """Whether such a file stands in a text of another object, such as a ConfigMap."""
    return all(re.search(rf"^[ -]+{key}:", text, re.MULTILINE) for key in _OF_SERVE)


def template(name: str) -> Finding:
    """What is said of a template, which is yet to be filled in."""
    told = "This is a template, so it is passed by: check what it is rendered to."
    return Finding(name, 0, TEMPLATE, NOTE, told)


def not_in_git(name: str) -> Finding:
    """What is said of a file that Git was not told of, so that it is in no change."""
    told = "Git does not know this file yet, so it was not compared: use `git add` first."
    return Finding(name, 0, "not-in-git", NOTE, told)
