"""Quantities that indicators print (105 条, 8 辆), and what one of them costs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from analyzers.parts import is_weak
from analyzers.segment import index_words
from analyzers.synonyms import concept
from analyzers.text import normalise_text
from index.documents import PART_SEPARATOR, IndexDocument

#: Units that count things; shares, money, days and scores buy nothing. Source: 数量指标 of published goal tables.
_UNITS = "平方米|公里|千米|个|条|家|户|台|套|辆|人|名|册|本|份|件|次|期|场|间|栋|处|座|所|亩|米|兆|路|部|项|篇|批|组|期"
_QUANTITY = re.compile(rf"(?P<number>[0-9]+(?:\.[0-9]+)?) ?(?P<unit>{_UNITS})(?![0-9a-z/·]|次|员)")
_QUANTITY_LEVEL = "数量"
#: Words of the columns of goal tables.
_INDICATOR_WORDS = {"产出", "指标", "产出指标", "数量指标"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed quantity and the indicator that prints it."""

    indicator: str
    number: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What two projects pay for one of the same unit, in fen, rounded."""

    unit: str
    quantity: Quantity
    other_quantity: Quantity
    cost_fen: int
    other_cost_fen: int


def quantities(project: IndexDocument) -> tuple[Quantity, ...]:
    """The quantities of a project's 数量指标, in order, one a unit: the largest."""
    largest: dict[str, Quantity] = {}
    for found in _printed(project):
        if found.unit not in largest or found.number > largest[found.unit].number:
            largest[found.unit] = found
    return tuple(largest.values())


def unit_costs(project: IndexDocument, other: IndexDocument) -> tuple[UnitCost, ...]:
    """What both pay for one of what both count, by unit; none where an amount is missing.

    Two indicators count the same when they share the unit and a telling word: lines
    of a network are not lines of news.
    """
    if not project.amount_fen or not other.amount_fen:
        return ()
    others = {quantity.unit: quantity for quantity in quantities(other)}
    return tuple(
        UnitCost(
            own.unit,
            own,
            others[own.unit],
            round(project.amount_fen / own.number),
            round(other.amount_fen / others[own.unit].number),
        )
        for own in quantities(project)
        if own.unit in others and _telling_words(own) & _telling_words(others[own.unit])
    )


def _telling_words(quantity: Quantity) -> set[str]:
    words = index_words(normalise_text(quantity.indicator))
    return {concept(word) for word in words if not is_weak(word) and not word.isdecimal()} - _INDICATOR_WORDS


def _printed(project: IndexDocument) -> Iterator[Quantity]:
    for indicator in project.indicators.split(PART_SEPARATOR):
        plain = normalise_text(indicator)
        if _QUANTITY_LEVEL not in plain:
            continue
        for match in _QUANTITY.finditer(plain):
            if number := Decimal(match["number"]):
                yield Quantity(indicator.strip(), number, match["unit"])
