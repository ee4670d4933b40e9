"""Plain data to model and back: how the guide travels from the build into the browser.

Driven by the type hints of the model, so that a field is declared once. Mappings keep their order
as tuples of pairs, since a frozen value must not hold a dict.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass, replace
from typing import Any, Union, get_args, get_origin, get_type_hints

from .model import Guide, Statement

__all__ = ["extended", "guide_from_data", "to_data"]


def guide_from_data(data: dict[str, Any]) -> Guide:
    """The guide held in `data`, as `to_data` or the loader makes it.

    Raises KeyError or TypeError for data that neither of them made.
    """
    guide: Guide = _build(Guide, data)
    return guide


def extended(guide: Guide, data: dict[str, Any]) -> Guide:
    """`guide` with what it does not have yet of the parts of a guide held in `data`.

    Raises KeyError or TypeError for data that `to_data` did not make.
    """
    hints = _hints(Guide)
    whole: dict[str, Any] = {}
    for name, rows in data.items():
        own = getattr(guide, name)
        whole[name] = (*own, *(row for row in _build(hints[name], rows) if row not in own))
    return replace(guide, **whole)


def to_data(value: Any) -> Any:
    """`value` as dicts, lists, strings and numbers; fields at their default are left out."""
    if isinstance(value, Statement) and value == Statement(value.text):
        return value.text
    if is_dataclass(value):
        pairs = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: to_data(inner) for field, inner in pairs if inner != field.default}
    if isinstance(value, tuple):
        return [to_data(inner) for inner in value]
    return value


def _build(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin is tuple:
        inner = get_args(kind)
        if inner[-1] is Ellipsis:
            return tuple(_build(inner[0], item) for item in data)
        return tuple(_build(part, item) for part, item in zip(inner, data, strict=True))
    if origin in (Union, types.UnionType):
        return None if data is None else _build(get_args(kind)[0], data)
    if kind is Statement and isinstance(data, str):
        return Statement(data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], value) for name, value in data.items()})
    return data


_HINTS: dict[Any, dict[str, Any]] = {}


def _hints(kind: Any) -> dict[str, Any]:
    # Resolving the annotations of a class takes longer than building one, so each is done once.
    if kind not in _HINTS:
        _HINTS[kind] = get_type_hints(kind)
    return _HINTS[kind]
