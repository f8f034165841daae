"""JSON Schema of a dataclass, from its type hints and nothing else."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN_TYPES = {
    str: "string",
    int: "integer",
    float: "number",
    Decimal: "number",
    bool: "boolean",
    NoneType: "null",
}

#: One JSON Schema object.
Schema = dict[str, Any]


def json_schema(form: type) -> Schema:
    """The schema of a dataclass made of plain types, enumerations, tuples, mappings from text, unions and
    other dataclasses.

    Every field is required and no other is allowed; the text of an
    ``Annotated`` hint or a docstring becomes a description.

    Raises:
        TypeError: a hint has no counterpart in JSON.
    """
    definitions: dict[str, Schema] = {}
    reference = _schema(form, definitions)
    return {"$schema": DIALECT, **reference, "$defs": definitions}


def _schema(hint: Any, definitions: dict[str, Schema]) -> Schema:
    origin = get_origin(hint)
    if origin is Annotated:
        described, text = get_args(hint)
        return {**_schema(described, definitions), "description": text}
    if origin in (Union, UnionType):
        return _union(get_args(hint), definitions)
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(get_args(hint)[1], definitions)}
    if origin is tuple:
        return {"type": "array", "items": _schema(get_args(hint)[0], definitions)}
    if hint in _PLAIN_TYPES:
        return {"type": _PLAIN_TYPES[hint]}
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return {"type": "string", "enum": [member.value for member in hint]}
    if is_dataclass(hint) and isinstance(hint, type):
        return _defined(hint, definitions)
    raise TypeError(f"no JSON Schema for {hint!r}")


def _union(members: tuple[Any, ...], definitions: dict[str, Schema]) -> Schema:
    if float in members:  # an integer is a number
        members = tuple(member for member in members if member is not int)
    if all(member in _PLAIN_TYPES for member in members):
        return {"type": [_PLAIN_TYPES[member] for member in members]}
    return {"anyOf": [_schema(member, definitions) for member in members]}


def _defined(form: type, definitions: dict[str, Schema]) -> Schema:
    name = form.__name__.removesuffix("Form")
    if name not in definitions:
        hints = get_type_hints(form, include_extras=True)
        names = [field.name for field in fields(form)]
        definitions[name] = {
            "type": "object",
            "description": form.__doc__ or "",
            "properties": {field: _schema(hints[field], definitions) for field in names},
            "required": names,
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
