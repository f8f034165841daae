"""Rows of dumped tables whose cells stand beside their columns, put back where their sums close.

A tab-separated dump may lose the blank cell of a merged label or gain one: the
figures of the row then stand one column off. Under the right columns a total
equals the sum of its parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from analyzers.money import AmountError, parse_amount
from indexer.extract.columns import Columns
from indexer.extract.grid import NUMBER, GridRow
from indexer.readers.document import Cell

_FARTHEST = 2
_BLANK = Cell("")
#: Parts that add up to the total of a row, for either classification.
_PARTS = (("basic", "project", "operating", "upward", "subsidy"), ("personnel", "public"))
_ROUNDING = Decimal("0.03")


def unshifted(row: GridRow, found: Columns) -> GridRow:
    """The row with its figures moved by at most two columns, if only then they add up; else the row itself."""
    if "total" not in found.amounts or _closes(row, found) is not False:
        return row
    return next((moved for moved in _moved(row) if _closes(moved, found)), row)


def _moved(row: GridRow) -> Iterator[GridRow]:
    """The row with blank cells put in or taken out before its first figure, the nearest first."""
    first = next((n for n, text in enumerate(row.texts) if NUMBER.fullmatch(text) and "." in text), None)
    if first is None:
        return
    for distance in range(1, _FARTHEST + 1):
        yield replace(row, cells=(*row.cells[:first], *[_BLANK] * distance, *row.cells[first:]))
        before = row.texts[first - distance : first] if first >= distance else ("",)
        if not any(before) and first >= distance:
            yield replace(row, cells=(*row.cells[: first - distance], *row.cells[first:]))


def _closes(row: GridRow, found: Columns) -> bool | None:
    """Whether the total equals its parts; None where the row does not print both."""
    total = _figure(row, found, "total")
    for meanings in _PARTS:
        parts = [part for meaning in meanings if (part := _figure(row, found, meaning)) is not None]
        if parts:
            return total is not None and abs(total - sum(parts)) <= _ROUNDING
    return None if total is None else not any(NUMBER.fullmatch(text) for text in _outside(row, found))


def _outside(row: GridRow, found: Columns) -> list[str]:
    """The texts behind the last column of the table."""
    last = max(place for places in found.amounts.values() for place in places)
    return [text for text in row.texts[last + 1 :] if text]


def _figure(row: GridRow, found: Columns, meaning: str) -> Decimal | None:
    for place in found.amounts.get(meaning, ()):
        try:
            amount = parse_amount(row.text(place), "元")
        except AmountError:
            continue
        if amount is not None:
            return amount
    return None
