"""Fields say what their ids name and what their references may name; one pass checks both."""

from __future__ import annotations

from collections.abc import Iterator

from decision_tree.engine.kinds import KINDS
from decision_tree.loader.fields import EVERY_FILE, OPTION, Id, Many, Record, Ref, Said, Shape
from decision_tree.loader.fields import statement as long_form
from decision_tree.loader.names import TARGETS

PARTS = {OPTION, "incident"}
"""What has an id and is no kind of thing of the guide's own."""


def shapes_in(shape: Shape) -> Iterator[Shape]:
    """The shape and all within it."""
    yield shape
    if isinstance(shape, Many):
        yield from shapes_in(shape.item)
    elif isinstance(shape, Said):
        yield from shapes_in(long_form(shape))
    elif isinstance(shape, Record):
        for field in shape.fields:
            yield from shapes_in(field.shape)


SHAPES = [shape for _, record in EVERY_FILE for shape in shapes_in(record)]


def test_every_id_names_a_kind_of_thing_and_every_kind_has_one() -> None:
    named = {shape.names for shape in SHAPES if isinstance(shape, Id)} - {""}
    kinds = {kind.name for kind in KINDS if "id" in kind.type.__dataclass_fields__}
    assert named == (kinds - {"retired id", "retired unit"}) | PARTS


def test_every_reference_may_name_something_that_is_looked_for() -> None:
    meant = {shape.to for shape in SHAPES if isinstance(shape, Ref)}
    assert meant <= TARGETS.keys()
    named = {shape.names for shape in SHAPES if isinstance(shape, Id)}
    several = {"anchor", "answer", "rollback id"}
    assert {kind for to in meant - several for kind in to.split(" or ")} <= named
