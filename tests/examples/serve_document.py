"""Everything that can be said of a Serve document without a cluster.

Ray's own schema checks values but ignores keys it does not know, so a misspelt key passes it. Here
the keys are held against that same schema, and the arguments against the application's own types.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from .problems import unknown

__all__ = ["document_problems"]


def document_problems(text: str) -> list[str]:
    """All that is wrong with the Serve document in `text`; an empty list when nothing is."""
    from ray.serve.schema import ServeDeploySchema

    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        return [f"not YAML: {error}"]
    if not isinstance(document, dict):
        return ["a Serve document is a mapping with a list of applications"]
    found = list(_unknown_keys(document, ServeDeploySchema, ""))
    try:
        ServeDeploySchema.model_validate(document)
    except ValidationError as error:
        found += _messages(error, "")
    for index, application in enumerate(document.get("applications") or []):
        if isinstance(application, dict):
            found += _application(application, f"applications[{index}]")
    return found


def _unknown_keys(data: Any, kind: Any, where: str) -> Iterator[str]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _unknown_keys(item, kind, f"{where}[{index}]")
    elif isinstance(data, dict) and (model := _model(kind)):
        for key, value in data.items():
            place = f"{where}.{key}".lstrip(".")
            if key in model.model_fields:
                yield from _unknown_keys(value, model.model_fields[key].annotation, place)
            else:
                yield unknown(where or "document", key, model.model_fields)


def _model(kind: Any) -> type[BaseModel] | None:
    """The schema inside a type such as `list[Schema] | None`; a plain dict has none."""
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        return kind
    return next(filter(None, map(_model, get_args(kind))), None)


def _messages(error: ValidationError, where: str) -> list[str]:
    return [
        f"{'.'.join(filter(None, (where, *map(str, each['loc']))))}: {each['msg']}"
        for each in error.errors()
    ]


def _application(application: dict[str, Any], where: str) -> list[str]:
    """The import path must lead to a builder, and the builder's type must take the arguments."""
    path = str(application.get("import_path", ""))
    module, _, name = path.replace(":", ".").rpartition(".")
    try:
        builder = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        return [f"{where}.import_path: “{path}” cannot be imported ({error})"]
    if not inspect.isfunction(builder):
        return [f"{where}.import_path: “{path}” is no function that builds an application"]
    wanted = [each.annotation for each in inspect.signature(builder).parameters.values()]
    if len(wanted) != 1 or not _model(wanted[0]):
        return [f"{where}.import_path: “{path}” takes no typed arguments; annotate its parameter"]
    try:
        wanted[0].model_validate(application.get("args") or {})
    except ValidationError as error:
        return _messages(error, f"{where}.args")
    return []
