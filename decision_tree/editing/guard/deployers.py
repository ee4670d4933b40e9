"""What other files say of the charts and folders that they have deployed, by the words in them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

__all__ = ["LISTS", "charts_taken_in", "folders_deployed", "gives_values", "is_helmfile"]

_DEPLOYS = re.compile(
    r"^[ \t]*(?:- )?[\"']?kind[\"']?:[ \t]*[\"']?(?:Application(?:Set)?|HelmRelease)\b"
    r"|kustomize\.toolkit\.fluxcd\.io/",
    re.MULTILINE,
)
"""The objects of Argo CD and Flux that have others made of files in a repository."""
_NAMED = re.compile(r"\b(?:path|chart)[\"']?:[ \t]*[\"']?([^\s\"',\[\]]+)")
_GIVES = re.compile(r"valueFiles|valuesFile|\bhelm\b[\s\S]{0,2000}?(?:-f|--values)[ =]")
"""How a file names others that hold values: a field of Argo CD, Flux or Kustomize, or a command."""
LISTS = (".yaml", ".yml", ".gotmpl", ".sh", ".mk", "Makefile", "Jenkinsfile", "justfile")
"""How files end that may name others with values."""
_DEPENDENCIES = re.compile(r"^dependencies:[ \t]*\n((?:[ \t-].*\n?)+)", re.MULTILINE)
_TAKEN = re.compile(r"\bname:[ \t]*[\"']?([^\s\"',}]+)")


def is_helmfile(name: str) -> bool:
    """Whether the file is one of helmfile, by its name or that of its folder."""
    return "helmfile" in name


def folders_deployed(name: str, text: str) -> Iterator[str]:
    """The folders that the file `name` has deployed, from the top; what stands for many, or is yet
    to be filled in, counts as the folder above it."""
    if not is_helmfile(name) and not _DEPLOYS.search(text):
        return
    for found in _NAMED.finditer(text):
        fixed = re.split(r"\*|\{\{|\$\{", found[1])[0]
        if fixed != found[1]:
            fixed = posixpath.dirname(fixed)
        fixed = fixed.rstrip("}")
        beside = posixpath.join(posixpath.dirname(name), fixed) if is_helmfile(name) else fixed
        if fixed and "://" not in fixed:
            yield posixpath.normpath(beside).lstrip("/")


def gives_values(list_: str, text: str, name: str) -> bool:
    """Whether the file `list_` gives the values in the file `name` to a chart."""
    if not list_.endswith(LISTS) or list_ == name or posixpath.basename(name) not in text:
        return False
    if not is_helmfile(list_) and not _GIVES.search(text):
        return False
    base = posixpath.dirname(list_)
    for found in re.finditer(r"[^\s\"',\[\]=]+", text):
        told = found[0].removeprefix("$values/")
        whole = posixpath.normpath(posixpath.join(base, told))
        filled_in = "{" in told and posixpath.basename(told) == posixpath.basename(name)
        if filled_in or name in (whole, posixpath.normpath(told).lstrip("/")):
            return True
    return False


def charts_taken_in(text: str) -> list[str]:
    """The names of the charts from elsewhere that a Chart.yaml takes in."""
    listed = _DEPENDENCIES.search(text)
    rows = re.split(r"^[ \t]*-", listed[1], flags=re.MULTILINE) if listed else []
    elsewhere = (each for each in rows if "file://" not in each)
    return [found[1] for each in elsewhere if (found := _TAKEN.search(each))]
