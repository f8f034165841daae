"""Figures as they grow while their sentence is read, and the changes told of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal

from index.records import Amount, ComparedWith, Direction, FigureChange, Fund
from indexer.extract.amounts import Unit, read_amount, yuan
from indexer.extract.figures.tokens import AgainstPlan, Basis, Change, Money

_ORIGIN = "正文"
_ZERO = Decimal(0)


@dataclass(slots=True)
class Draft:
    """A figure; ``start`` to ``end`` is what the section says of it."""

    subject: str
    fund: Fund | None
    label: str
    start: int
    end: int
    amount: Amount | None = None
    count: int | None = None
    count_unit: str | None = None
    threshold: Decimal | None = None
    changes: list[FigureChange] = field(default_factory=list)

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it the same figure wherever it is said."""
        return self.subject, self.fund, self.threshold, yuan(self.amount), self.count


def amount_of(token: Money) -> Amount:
    """A printed sum as an amount in the unit behind it."""
    return read_amount(token.raw, Unit(token.unit or "元", _ORIGIN))


def direction_between(amount: Amount, base: Amount) -> Direction:
    """Which way it is from one printed figure to another."""
    difference = (amount.yuan or _ZERO) - (base.yuan or _ZERO)
    return Direction.UP if difference > 0 else Direction.DOWN if difference < 0 else Direction.LEVEL


def size_of(token: Change, basis: Basis) -> tuple[Direction, Amount | None, Amount | None, Decimal | None]:
    """Direction, base, signed amount and signed percentage of a change."""
    base = amount_of(basis.base) if basis.base else None
    if token.direction is Direction.LEVEL:
        zero = None if token.about else Amount(_ZERO, "持平", "元", _ORIGIN)
        return Direction.LEVEL, base, zero, None
    amount = amount_of(token.by) if token.by else None
    percentage = Decimal(token.percent.replace(",", "")) if token.percent else None
    if not (yuan(amount) or percentage):
        return Direction.LEVEL, base, amount, percentage
    if token.direction is Direction.DOWN:
        amount = replace(amount, yuan=-amount.yuan) if amount and amount.yuan is not None else amount
        percentage = -percentage if percentage is not None else None
    return token.direction, base, amount, percentage


def add_change(draft: Draft, said: FigureChange) -> None:
    """A change told in two steps is one; told again, or called 基本持平 behind its amount, it is not told anew."""
    if draft.changes and said.direction is Direction.LEVEL and said.amount is None and said.percentage is None:
        return
    for number, known in enumerate(draft.changes):
        if known.compared_with is said.compared_with:
            if known.percentage is None and said.amount is None:
                draft.changes[number] = replace(known, percentage=said.percentage)
            elif known.amount is None and known.direction is said.direction and said.percentage is None:
                draft.changes[number] = replace(known, amount=said.amount)
            return
    draft.changes.append(said)


def explain(draft: Draft, reason: str, against: AgainstPlan | None) -> None:
    """Give the reason to the first change without one: against the plan of the year, or against last year."""
    for number, known in enumerate(draft.changes):
        if known.reason is None and (known.compared_with is ComparedWith.OWN_BUDGET) == (against is not None):
            draft.changes[number] = replace(known, reason=reason or None)
            return
    if against is not None:
        draft.changes.append(FigureChange(ComparedWith.OWN_BUDGET, against.direction, reason=reason or None))
