"""Rows as JSON: one object of everything, or one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from index.json_form.numbers import yuan_number
from search_app.export.columns import Cell
from search_app.export.parts import batches

JsonRow = Mapping[str, Cell]


def ndjson_parts(rows: Iterable[JsonRow]) -> Iterator[bytes]:
    """One object a line."""
    for batch in batches(rows):
        yield "".join(f"{_dumped(row)}\n" for row in batch).encode()


def json_parts(about: Mapping[str, Cell], rows: Iterable[JsonRow]) -> Iterator[bytes]:
    """One object: what ``about`` says, and all rows under ``rows``."""
    yield f'{_dumped(about)[:-1]}, "rows": [\n'.encode()
    separator = ""
    for batch in batches(rows):
        yield (separator + ",\n".join(map(_dumped, batch))).encode()
        separator = ",\n"
    yield b"\n]}\n"


def _dumped(values: JsonRow) -> str:
    return json.dumps(values, ensure_ascii=False, default=_number)


def _number(value: object) -> int | float:
    """What ``json`` does not know by itself: the only such cell is an amount."""
    number = yuan_number(value) if isinstance(value, Decimal) else None
    assert number is not None
    return number
