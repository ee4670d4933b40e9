"""What `guard` says of a changed file from which a tool makes manifests that it does not see.

Charts, kustomizations and templates become objects elsewhere. A change of them that nobody told of
would pass as a change of nothing.
"""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from ...loader.kustomizations import Kustomizations
from ..findings import NOTE, WARNING, Finding
from .deployers import LISTS, charts_taken_in, folders_deployed, gives_values, is_helmfile
from .texts import code, listed

__all__ = [
    "CHART",
    "KINDS",
    "TEMPLATE",
    "Made",
    "not_in_git",
    "of_either",
    "removed_unread",
    "template",
]

CHART, TEMPLATE = "chart", "template"
KINDS = (
    "chart",
    "configuration",
    "deployed",
    "kustomization",
    "not-in-git",
    "removed-unread",
    TEMPLATE,
    "text",
)
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
_DATA = (*_YAML, ".gotmpl", ".json")
_NOTES = "templates/NOTES.txt"
"""What Helm prints, and sends nowhere."""
_CONFIGURES = re.compile(r"\bname[\"']?:[ \t]*[\"']?inferenceservice-config(?![\w-])")
"""The one ConfigMap that holds the defaults of KServe."""
_DEFAULTS = ("values.yaml", "values.yml")
"""The values that a chart takes without being told of them."""
_OF_SERVE = ("applications", "import_path")
_BUILDS, _BUILT = "A kustomization builds", "A kustomization built"
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
        if name.endswith(_GENERATORS) and self._kinds_in((name,)):
            return template(name)
        if name.endswith(_YAML) and _serve_config_in(self.read(name)):
            told = "A text in this file looks like a Serve config file. It was not compared."
            return Finding(name, 0, "text", NOTE, told)
        if name.endswith(_DATA) and _CONFIGURES.search(self.read(name)):
            told = "KServe's own configuration is passed by: it can change every service of the "
            return Finding(name, 0, "configuration", NOTE, f"{told}cluster.")
        beside = self.built.beside(name)
        found = self._kustomization(name, (name, *sorted(beside))) if beside else None
        found = found or self._deployed(name) or self._chart(name)
        values = name.endswith(_DATA)
        return found or (self._values(name) if values else None)

    def _kustomization(self, name: str, beside: Sequence[str]) -> Finding | None:
        kinds = self._kinds_in(beside)
        elsewhere = sorted(self.built.elsewhere(beside))
        if not kinds and not elsewhere:
            return None
        folder = next(iter(self.built.overlays(name)), posixpath.dirname(name) or ".")
        told = f"{_BUILDS} {kinds} with this file. What it builds was not compared."
        if not kinds:
            told = (
                f"{_BUILDS} with this file from what is not in this repository "
                f"({listed(elsewhere)}). What it builds was not compared."
            )
        command = f"kubectl kustomize {folder}"
        return Finding(name, 0, "kustomization", NOTE, told, details=(self._compare(command),))

    def dropped(self, name: str, now: Made) -> list[str]:
        """The files with objects that were built together with `name`, are still there, and are
        not built with it `now`."""
        files = self.built.beside(name) - now.built.beside(name) - {name}
        here = (each for each in sorted(files) if each in now.names)
        return [each for each in here if self._kinds_in((each,))]

    def in_chart(self, name: str) -> bool:
        """Whether the file belongs to a chart, which is known to be filled in by Helm."""
        return any(self._charts(name))

    def _charts(self, name: str) -> Iterator[str]:
        """The folders of the charts that the file is in, the innermost first."""
        folder = posixpath.dirname(name)
        while True:
            if posixpath.join(folder, "Chart.yaml") in self.names:
                yield folder
            if not folder:
                return
            folder = posixpath.dirname(folder)

    def _chart(self, name: str) -> Finding | None:
        for folder in self._charts(name):
            templates = self._templates(folder)
            kinds = self._kinds_in(templates)
            inside = posixpath.relpath(name, folder or ".")
            by_name = any(".Files" in self.read(each) for each in templates)
            taken = charts_taken_in(self.read(posixpath.join(folder, "Chart.yaml")))
            made = _makes(inside) or (by_name and inside != _NOTES)
            if made and (kinds or taken):
                told = f"This chart makes {kinds}. What it makes with this file was not compared."
                if not kinds:
                    told = (
                        "This chart takes in others that are not in this repository "
                        f"({listed(taken)}). What they make with this file was not compared."
                    )
                command = f"helm template {folder or '.'}{_given(name, inside)}"
                return Finding(name, 0, CHART, NOTE, told, details=(self._compare(command),))
        return None

    def _templates(self, folder: str) -> list[str]:
        inside = tuple(posixpath.join(folder, each) for each in ("templates/", "charts/"))
        return [each for each in self.names if each.startswith(inside)][:_MOST]

    def _deployed(self, name: str) -> Finding | None:
        """What there is to say of a file that has folders of this repository deployed."""
        if not name.endswith(_DATA):
            return None
        for folder in dict.fromkeys(folders_deployed(name, self.read(name))):
            kinds = self._kinds_in(self._below(folder))
            if kinds and not name.startswith(f"{folder}/"):
                told = f"This file has {code(folder)} deployed, which makes {kinds}. What it makes "
                told += "with this file was not compared."
                compare = self._compare(self._made_by(name, folder))
                return Finding(name, 0, "deployed", NOTE, told, details=(compare,))
        return None

    def _below(self, folder: str) -> list[str]:
        """The files in a folder, and what a kustomization in it builds from."""
        inside = "" if folder == "." else f"{folder}/"
        found = [each for each in self.names if each.startswith(inside)][:_MOST]
        known = self.built.by_folder.get(folder)
        return [*found, *sorted(self.built.beside(known.file))] if known else found

    def _made_by(self, name: str, folder: str) -> str:
        """The command that makes what the file `name` has deployed from a folder."""
        if is_helmfile(name):
            return "helmfile template"
        chart = posixpath.join("" if folder == "." else folder, "Chart.yaml") in self.names
        return f"helm template {folder}" if chart else f"kubectl kustomize {folder}"

    def _small(self, name: str) -> str:
        """The text of a file that can be a list of values; "" for one that is none by its name."""
        return self.read(name) if name.endswith(LISTS) else ""

    def _values(self, name: str) -> Finding | None:
        """What there is to say of values outside of a chart, which a list of releases names."""
        charts = [each.removesuffix("Chart.yaml") for each in self.names if _is_chart(each)]
        kinds = self._kinds_in([each for folder in charts for each in self._templates(folder)])
        lists = self.names if kinds else ()
        by = next((each for each in lists if gives_values(each, self._small(each), name)), "")
        if not by:
            return None
        told = (
            f"{code(by)} gives this file to a chart, and charts here make {kinds}. What they make "
            "with it was not compared."
        )
        command = "helmfile template" if is_helmfile(by) else "helm template"
        return Finding(name, 0, CHART, NOTE, told, details=(self._compare(command),))

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


def _is_chart(name: str) -> bool:
    return posixpath.basename(name) == "Chart.yaml"


def _given(name: str, inside: str) -> str:
    """How Helm is given the file of a chart, where it does not take it by itself."""
    own = inside in (*_DEFAULTS, "Chart.yaml") or inside.startswith(("templates/", "charts/"))
    return "" if own or not inside.endswith(_YAML) else f" -f {shlex.quote(name)}"


def _makes(inside: str) -> bool:
    """Whether Helm reads this file of a chart, as far as no template asks for others."""
    if inside == "Chart.lock" or inside.endswith(_YAML):
        return True
    return inside.startswith("templates/") and inside != _NOTES


def _serve_config_in(text: str) -> bool:
    """Whether such a file stands in a text of another object, such as a ConfigMap."""
    return all(re.search(rf"^[ -]+{key}:", text, re.MULTILINE) for key in _OF_SERVE)


def of_either(name: str, now: Made, earlier: Made) -> Finding | None:
    """What there is to say of the changed file `name`, in which no object is or was: by what is
    made with it now, and by what was made with it."""
    told = now.of(name) if name in now.names else None
    if told is None:
        told = earlier.of(name)
        told = told and replace(told, text=told.text.replace(_BUILDS, _BUILT, 1))
    dropped = earlier.dropped(name, now)
    if told and dropped:
        said = f"No longer built with it: {listed(dropped)}. Where a tool prunes, it deletes what "
        said += "nobody builds any more."
        told = replace(told, details=(said, *told.details))
    return told


def template(name: str) -> Finding:
    """What is said of a template, which is yet to be filled in."""
    told = "This is a template, so it is passed by: check what it is rendered to."
    return Finding(name, 0, TEMPLATE, NOTE, told)


def removed_unread(name: str) -> Finding:
    """What is said of a file that is gone, and could not be read when it was there."""
    told = "This file is removed. It could not be read, so nobody knows which objects were in it."
    return Finding(name, 0, "removed-unread", WARNING, told)


def not_in_git(name: str) -> Finding:
    """What is said of a file that Git was not told of, so that it is in no change."""
    told = "Git does not know this file yet, so it was not compared: use `git add` first."
    return Finding(name, 0, "not-in-git", NOTE, told)
