"""Records as JSON values: what the ``.json`` address of a page answers with."""

from __future__ import annotations

import dataclasses
import enum
from collections.abc import Mapping
from decimal import Decimal

from index.json_form.numbers import yuan_number

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


def json_value(value: object) -> JsonValue:
    """Turn a record, or anything a record is made of, into JSON values.

    Amounts become numbers in yuan, exact to the fen; None becomes null, an
    enumeration its value, a tuple a list.

    Raises:
        TypeError: the value is of a type no record holds.
    """
    match value:
        case enum.Enum():
            return json_value(value.value)
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return yuan_number(value)
        case Mapping():
            return {str(key): json_value(item) for key, item in value.items()}
        case list() | tuple():
            return [json_value(item) for item in value]
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            return {field.name: json_value(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"no JSON for {type(value).__name__}")
