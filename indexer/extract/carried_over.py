"""Money carried over from last year, printed in columns of its own beside the year's own money.

A table may print 合计, then 基本支出 and 项目支出 of 当年预算, then both again of 上年结转.
The total covers the two; its parts are then the sums, where only these make up what is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from index.records import Amount
from indexer.extract.amounts import Unit, add_up

#: Parts that make up a total, in either classification; 基本支出 stands for 人员 and 公用 where it is printed.
_BASIC, _HALVES = "basic", ("personnel", "public")
_WHOLE_PARTS = (_BASIC, "project", "operating", "upward", "subsidy")


def with_carried(own: Mapping[str, Amount], carried: Mapping[str, Amount]) -> dict[str, Amount]:
    """The parts of a row with the money carried over, if only then they make up its total; else those of the year."""
    total = own.get("total")
    if total is None or total.yuan is None or not any(amount.yuan for amount in carried.values()):
        return {}
    parts = [part for part in (*_WHOLE_PARTS, *(() if _BASIC in own else _HALVES)) if part in own]
    rounding = Unit(total.unit, total.unit_origin).rounding * (2 * len(parts) + 1)
    alone = _sum(own[part] for part in parts)
    both = alone + _sum(carried[part] for part in parts if part in carried)
    if abs(total.yuan - alone) <= rounding or abs(total.yuan - both) > rounding:
        return {}
    return {part: add_up([own[part], carried[part]]) for part in carried if part in own and part != "total"}


def _sum(amounts: Iterable[Amount]) -> Decimal:
    return sum((amount.yuan for amount in amounts if amount.yuan is not None), Decimal(0))
