"""Printed cells as amounts with their unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from analyzers.money import YUAN_PER_UNIT, AmountError, parse_amount
from index.records import Amount, AmountState

#: Half of the last printed digit on either side, as a share of the unit: 0.01 万元 is 100 元.
_ROUNDING = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Unit:
    """A money unit and where it stands (see ``Amount.unit_origin``)."""

    name: str
    origin: str

    @property
    def rounding(self) -> Decimal:
        """The rounding allowed for each addend, in yuan."""
        return _ROUNDING * YUAN_PER_UNIT[self.name]


def read_amount(raw: str, unit: Unit) -> Amount:
    """One table cell as an amount; never raises: a cell that holds no number is UNREADABLE."""
    try:
        yuan = parse_amount(raw, unit.name)
    except AmountError:
        return Amount(None, raw, unit.name, unit.origin, AmountState.UNREADABLE)
    state = AmountState.PRINTED if yuan is not None else AmountState.BLANK
    return Amount(yuan, raw, unit.name, unit.origin, state)


def last_digit(amount: Amount) -> Decimal:
    """What one of the last printed digit is worth, in yuan: 10,000 for 10,806万元, 100 for 3.06万元."""
    decimals = len(amount.raw.partition(".")[2])
    return YUAN_PER_UNIT[amount.unit].scaleb(-decimals)


def add_up(amounts: Sequence[Amount]) -> Amount:
    """The sum of printed amounts, which is printed nowhere: its raw text is the sum as a formula."""
    printed = [amount for amount in amounts if amount.yuan is not None]
    if len(printed) <= 1:
        return printed[0] if printed else amounts[0]
    total = sum((amount.yuan for amount in printed if amount.yuan is not None), Decimal(0))
    return Amount(total, " + ".join(amount.raw for amount in printed), printed[0].unit, printed[0].unit_origin)


def yuan(amount: Amount | None) -> Decimal | None:
    """The yuan of an amount that may be missing."""
    return amount.yuan if amount else None
