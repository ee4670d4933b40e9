"""Which object of a change was which before it, and which of its fields differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ...loader.manifests import SERVE_CONFIG, Field, Manifest

__all__ = ["changed_fields", "paired", "twin_lines"]


def paired(
    before: Iterable[Manifest], after: Sequence[Manifest]
) -> tuple[list[Manifest | None], list[Manifest]]:
    """What each object of `after` was, None for a new one; and the objects that are gone.

    Overlays hold one object in many files, and a file may hold many objects without a name. So the
    closest match goes first, and each object is matched once.
    """
    found: list[Manifest | None] = [None] * len(after)
    left = list(before)
    for key in _MATCHES:
        waiting: dict[object, list[Manifest]] = {}
        for each in left:
            waiting.setdefault(key(each), []).append(each)
        for at, now in enumerate(after):
            if found[at] is None and waiting.get(key(now)):
                found[at] = waiting[key(now)].pop(0)
        left = [each for rest in waiting.values() for each in rest]
    return found, left


def _values(manifest: Manifest) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple((each.path, each.value) for each in manifest.fields)


_MATCHES: tuple[Callable[[Manifest], object], ...] = (
    lambda each: (each.identity, each.file, _values(each)),
    lambda each: (each.identity, each.file),
    lambda each: (each.identity, _values(each)),  # moved as it was
    lambda each: each.identity,
)
"""What the same object has in common before and after, the closest match first."""


def twin_lines(after: Sequence[Manifest], earlier: Sequence[Manifest | None]) -> dict[int, int]:
    """The places in `after` whose object its file gives once more: in a document further up, or in
    one that was there before the change. Each with the line of that one."""
    places: dict[object, list[int]] = {}
    for at, each in enumerate(after):
        if each.name and each.kind != SERVE_CONFIG:
            places.setdefault((each.file, each.identity), []).append(at)
    found: dict[int, int] = {}
    for same in places.values():
        was = next((at for at in same if earlier[at]), same[0])
        found.update({at: after[was].line for at in same if at != was})
    return found


def changed_fields(was: Manifest, now: Manifest) -> tuple[Field, ...]:
    """The fields that differ; of one that is gone the old value, at the line of the object."""
    old = {each.path: each.value for each in was.fields}
    new = {each.path: each.value for each in now.fields}
    more = [each for each in now.fields if old.get(each.path) != each.value]
    gone = [Field(path, value, now.line) for path, value in old.items() if path not in new]
    return (*more, *gone)
