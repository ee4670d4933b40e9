"""The models that a manifest names anywhere, and whether what they name can change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...loader.guard_rules import Pattern
from ...loader.manifests import Field, Manifest
from .path_patterns import fits
from .pinned_versions import ELSEWHERE, moving, mutable

__all__ = ["filled_in", "mutable_models"]

_STORE = re.compile(
    r"(?:s3a?|gs|gcs|az|azure|abfss?|wasbs?|(?:web)?hdfs|hf|oci|pvc|dbfs|models|runs"
    r"|mlflow-artifacts)://\S+"
)
"""An address of a store, whatever is in it."""
_FILE = re.compile(
    r"https?://\S+\.(?:bin|gguf|h5|joblib|onnx|pkl|pt|pth|safetensors|tar|tgz|gz|zip)(?:[?#]\S*)?"
)
"""An address in the web that is a file and no service."""
_MODEL = re.compile(r"(?:.*_)?model(?:_(?:id|source|name|uri))?", re.IGNORECASE)
_REVISION = re.compile(r"(?:.*_)?revision", re.IGNORECASE)
_LOCAL = re.compile(r"\.(?:bin|gguf|h5|joblib|json|onnx|pkl|pt|pth|py|txt|yaml|yml)$")
"""How a path in the image ends, which else looks like a model of Hugging Face."""
_NOT_READ = re.compile(
    r"(?:^|[-_])(?:cache|dest(?:ination)?|logs?|lora|metrics?|out(?:puts?)?|results?|sink|te?mp"
    r"|traces?|uploads?)(?:$|[-_])",
    re.IGNORECASE,
)
"""Words in the name of a field whose address is written to, or holds files by names of their
own."""
_CODE = ("working_dir", "py_modules")
_ELSE_JUDGED = "STORAGE_URI"


def filled_in(value: str) -> bool:
    """Whether the value is what it will be, and no place for another one."""
    return not re.search(r"\{\{|\$[({]", value)


def mutable_models(paths: tuple[Pattern, ...], manifest: Manifest) -> Iterator[Field]:
    """The fields that name a model whose files can change: by an address of a store, or by its
    owner and its name at Hugging Face without a revision beside it."""
    for each in manifest.fields:
        if not filled_in(each.value) or not any(fits(path, each.path) for path in paths):
            continue
        name, holder = _called(each.path)
        if _is_address(name, each):
            moves = mutable(each.value)
        else:
            moves = _is_model(name, holder, each, manifest) and not _held(holder, manifest)
        if moves:
            yield each


def _called(path: Pattern) -> tuple[str, Pattern]:
    """What a value is the value of, and where that stands: a variable has a name of its own."""
    if path[-3:-2] == ("env",) and path[-1] == "value":
        return path[-2], path[:-2]
    words = [at for at, name in enumerate(path) if not name.isdigit()]
    return path[words[-1]], path[: words[-1]]


def _is_address(name: str, field: Field) -> bool:
    if name == _ELSE_JUDGED or set(_CODE) & set(field.path):
        return False
    if _NOT_READ.search(name):
        return False
    return bool(_STORE.fullmatch(field.value) or _FILE.fullmatch(field.value))


def _is_model(name: str, holder: Pattern, field: Field, manifest: Manifest) -> bool:
    if not _MODEL.fullmatch(name) or not ELSEWHERE.fullmatch(field.value):
        return False
    if _LOCAL.search(field.value):
        return False
    source = (*holder, "model_source")  # beside it, the id is only what callers say
    return name == source[-1] or all(each.path[: len(source)] != source for each in manifest.fields)


def _held(holder: Pattern, manifest: Manifest) -> bool:
    """Whether a revision that does not move stands in the same mapping, or for the engine."""
    places = (holder, (*holder[:-1], "engine_kwargs"))
    return any(
        _REVISION.fullmatch(_called(each.path)[0]) and each.value and not moving(each.value)
        for each in manifest.fields
        if any(each.path[: len(place)] == place for place in places)
    )
