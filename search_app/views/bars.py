"""Bars of a table column: how long each is, so that a table is its own chart, on paper and without styles."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

#: Length of the longest bar, in the units of its drawing.
FULL_LENGTH = 100


def bar_lengths(amounts: Sequence[Decimal | None]) -> tuple[float, ...]:
    """The length of the bar of each amount; 0 for none, and for what is not above 0.

    >>> bar_lengths([Decimal(5), None, Decimal(10)])
    (50.0, 0.0, 100.0)
    """
    longest = max((amount for amount in amounts if amount is not None), default=Decimal(0))
    return tuple(_length(amount, longest) for amount in amounts)


def _length(amount: Decimal | None, longest: Decimal) -> float:
    if amount is None or amount <= 0:
        return 0.0
    return round(float(FULL_LENGTH * amount / longest), 1)
