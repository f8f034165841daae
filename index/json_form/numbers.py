"""Amounts and pages as JSON numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from index.records import Amount, Citation

FEN = Decimal("0.01")

Yuan = Annotated[int | float | None, "元，精确到分；没有印出时为 null"]
PageNumber = Annotated[int | None, "页码，从 1 起；文本文件为 1"]


def yuan_number(yuan: Decimal | None) -> int | float | None:
    """Yuan as a JSON number to the fen: an integer where no fen are left over.

    A double tells every fen apart below ten trillion yuan, a third of what
    all of China's governments spend in a year.

    >>> yuan_number(Decimal("1234.50")), yuan_number(Decimal("200.00"))
    (1234.5, 200)
    """
    if yuan is None:
        return None
    rounded = yuan.quantize(FEN, ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def amount_number(amount: Amount | None) -> int | float | None:
    """The yuan of an amount that may be missing."""
    return yuan_number(amount.yuan) if amount else None


def first_page(citations: Sequence[Citation]) -> int | None:
    """The page of the first place, None where there is none."""
    return citations[0].page if citations else None
