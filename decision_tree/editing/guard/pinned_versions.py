"""Whether an address, an image or a name says which version it is of."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = [
    "ELSEWHERE",
    "moving",
    "mutable",
    "mutable_argument",
    "mutable_image",
    "mutable_package",
    "unversioned",
]

_MOVING = frozenset(
    (
        "latest",
        "main",
        "master",
        "head",
        "trunk",
        "current",
        "prod",
        "production",
        "stable",
        "live",
        "dev",
        "nightly",
        "default",
    )
)
"""Words of an address that stand for whatever is newest."""
_ENDS_MOVING = re.compile(r"[-_.](?:latest|head|trunk|current|nightly)$", re.IGNORECASE)
"""How a name ends that has a version and moves all the same, such as v12-latest."""
_FAMILY = re.compile(
    r"(?<![a-z0-9])(?:bert|deepseek|falcon|gemma|gpt|granite|llama|mistral|mixtral|olmo|phi|qwen"
    r"|whisper|yolo)[-_.]?v?\d+(?:\.\d+)*",
    re.IGNORECASE,
)
"""Names of model families with their number, which is the model's and not that of its files."""
_DIGEST = re.compile(r"@(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$", re.IGNORECASE)
_PINNED = re.compile(
    r"@sha(?:256|512):[0-9a-f]+"
    r"|(?<![0-9a-f])(?=[0-9a-f]*[0-9])[0-9a-f]{7,64}(?![0-9a-f])"  # a commit or a digest
    r"|(?<![a-z0-9])v?[0-9]+(?:[._-][0-9]+)*(?![a-z0-9])",  # v3, 1.2.0, 2026-11-23
    re.IGNORECASE,
)


def mutable(address: str) -> bool:
    """Whether an address names no version, or one that moves."""
    scheme, _, rest = address.rpartition("://")
    names = [name.lower() for name in re.split(r"[/:@?#=&]|\.(?=zip|tar|tgz|whl)", rest) if name]
    if "refs/heads" in rest or _MOVING & set(names[-2:]):  # a bucket or folder may be called so
        return True
    if names and _ENDS_MOVING.search(names[-1]):
        return True
    if scheme == "hf":  # the model's own name often has a number: only the revision counts
        _, _, revision = rest.partition(":")
        return not revision
    if not scheme and address.startswith((".", "/")):
        return False  # a path inside the image goes with the image
    return not any(_PINNED.search(_FAMILY.sub("", name)) for name in names[1:] or names)


def mutable_image(image: str) -> bool:
    """Whether an image has neither a digest nor a tag that names a version."""
    if "@" in image:
        return not _DIGEST.search(image)
    _, _, tag = image.rpartition("/")[2].partition(":")
    return not tag or moving(tag)


def moving(tag: str) -> bool:
    """Whether a tag or a revision is one that moves."""
    return tag.lower() in _MOVING or bool(_ENDS_MOVING.search(tag))


_MODEL = re.compile(r"--model(?:[_-]id)?")
_REVISION = re.compile(r"--(?:model[_-])?revision")
ELSEWHERE = re.compile(r"[\w.-]+/[\w.-]+")
"""A model of Hugging Face, by its owner and its name; a path in the image has another form."""


def mutable_argument(arguments: Sequence[str]) -> int | None:
    """Which of the arguments names a model of Hugging Face whose revision no argument fixes."""
    model: int | None = None
    revision = ""
    for at, argument in enumerate(arguments):
        option, is_, value = argument.replace(" ", "=", 1).partition("=")
        if not is_:
            value = arguments[at + 1] if at + 1 < len(arguments) else ""
        if _MODEL.fullmatch(option) and ELSEWHERE.fullmatch(value):
            model = at
        elif _REVISION.fullmatch(option):
            revision = value
    return model if not revision or moving(revision) else None


_EXACT = re.compile(r"[^=<>~!]*===?[ \t]*[^*,]+")


def mutable_package(requirement: str) -> bool:
    """Whether another version of a package can be installed for this line of requirements."""
    told = requirement.split(";")[0].split(" #")[0].strip()
    name, at, address = told.partition("@")
    if at and "=" not in name:
        return mutable(address.strip())
    if not told or told.startswith(("-", ".", "/")):  # an option, or a file in the image
        return False
    return not _EXACT.fullmatch(told)


_NO_VERSION = re.compile(
    r"(?<![a-z0-9])(?:"
    r"[abhlt]\d+[gsx]?|g[bh]\d+|mi\d+x?"  # accelerators: a100, h200, l40s, gb200, mi300x
    r"|\d+x?\d*[bm]|\d+gi?b?|\d+k"  # sizes: 70b, 8x7b, 80gb, 128k
    r"|b?fp?\d+|int\d+|w\d+a\d+|[tpde]p\d+|\d*gpus?\d*"  # number formats and shares: fp8, tp4
    r")(?![a-z0-9])",
    re.IGNORECASE,
)
"""Parts of a name that have a digit and stand for a machine, a size or a number format."""


def unversioned(name: str) -> bool:
    return not any(char.isdigit() for char in _NO_VERSION.sub("", name))
