"""What is printed and where: amounts with their raw text, pages and boxes."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal


class AmountState(enum.StrEnum):
    """What the cell of an amount holds. A printed 0 is PRINTED with zero yuan."""

    PRINTED = "printed"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin top left, as the page is shown (rotation applied)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something is printed.

    ``page`` counts from 1. PDF records carry a ``box``; text records carry
    ``first_line``..``last_line``, counted from 1 over the whole file.
    """

    page: int
    box: Box | None = None
    first_line: int | None = None
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed amount: exact yuan, and how it was printed.

    ``yuan`` is None exactly when the state is BLANK or UNREADABLE. ``unit`` is
    the printed unit the raw text was read in (元, 万元, 亿元), ``unit_origin``
    where that unit stands: 表头 (the table's own unit line), 列头 (its column
    head), 正文 (right behind the number), 全文 (elsewhere in the document), or
    勾稽 (chosen because the document's own sums close under it).
    """

    yuan: Decimal | None
    raw: str
    unit: str
    unit_origin: str
    state: AmountState = AmountState.PRINTED
