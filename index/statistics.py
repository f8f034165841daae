"""Count, sum and spread of the amounts a query matches, adding no money twice, and saying what was added.

The same money is printed many times: a subject above its parts, a statement and the statement it is a part of, a
project and the subject it is paid from, a department and its own unit. So only one class of records is added: projects
where there are any, else the finest lines of one statement, else whole disclosures; and of a unit whose department
is matched too, nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import accumulate
from math import ceil
from typing import Any

from index.documents import DEPARTMENT_KINDS, DEPARTMENT_MARK, UNIT_KINDS, UNIT_MARK
from index.engine import AmountStats, Engine, EngineResult
from index.hit import yuan_number
from index.query import And, FieldTerm, Filter, Node, Not, Or, Query
from index.records import Classification, RecordKind
from index.sentence import Sentence

ADDS, HOLDER, DOC_KIND, AMOUNT = "adds", "holder", "doc_kind", "amount_fen"
#: The facets a result must have for ``guarded_statistics``.
CLASS_FACETS = (ADDS, DOC_KIND)

#: What ``added`` says of projects.
PROJECT_AMOUNTS = Sentence("项目金额")

_TENTH, _NINE_TENTHS = Fraction(1, 10), Fraction(9, 10)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Records with an amount that was not added, and why, in Chinese."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Exact figures in fen over the amounts that were added; None where there is none.

    ``p10_fen`` and ``p90_fen`` are printed amounts (nearest rank), the median of an
    even number is the mean of the middle two, rounded up. ``added`` says in Chinese
    what was added.
    """

    count: int
    sum_fen: int
    min_fen: int | None
    max_fen: int | None
    median_fen: int | None
    p10_fen: int | None
    p90_fen: int | None
    added: str
    left_out: tuple[LeftOut, ...]

    def as_json(self) -> dict[str, Any]:
        """The figures in yuan."""
        fen = {
            "sum": self.sum_fen,
            "min": self.min_fen,
            "max": self.max_fen,
            "median": self.median_fen,
            "p10": self.p10_fen,
            "p90": self.p90_fen,
        }
        return {
            "count": self.count,
            **{name: yuan_number(amount) for name, amount in fen.items()},
            "added": self.added,
            "left_out": [{"label": left.label, "count": left.count} for left in self.left_out],
        }


def guarded_statistics(engine: Engine, query: Query, found: EngineResult) -> Statistics:
    """The figures of a query, whose answer ``found`` holds the CLASS_FACETS."""
    classes = {value.value: value.count for value in found.facets[ADDS] if value.count}
    chosen = _chosen(classes)
    if chosen is None:
        return _statistics(AmountStats(0, 0, None, None), (), Sentence("没有可加总的金额"), ())
    of_class = query if len(classes) == 1 else replace(query, filters=(*query.filters, Filter(ADDS, (chosen,))))
    within = found if of_class is query and not _may_cover(found) else _figures(engine, of_class)
    covered = _covered(value.value for value in within.facets.get(HOLDER, ()) if value.count)
    counted = replace(of_class, tree=And((of_class.tree, Not(_any_of(HOLDER, covered))))) if covered else of_class
    stats = _figures(engine, counted).stats if covered else within.stats
    left_out = tuple(_left_out(chosen, printed=found.stats.count, in_class=within.stats.count, added=stats.count))
    amounts = engine.amounts_at(counted, _positions(stats.count)) if stats.count else ()
    return _statistics(stats, amounts, _class_label(chosen), left_out)


def _figures(engine: Engine, query: Query) -> EngineResult:
    """Statistics and holders of everything a query matches, and no hits."""
    return engine.search(replace(query, limit=0, cursor=None), facets=(HOLDER,))


def _statistics(stats: AmountStats, amounts: Sequence[int], added: str, left_out: tuple[LeftOut, ...]) -> Statistics:
    low, *middle, high = amounts or (None, None)
    return Statistics(
        count=stats.count,
        sum_fen=stats.sum_fen,
        min_fen=stats.min_fen,
        max_fen=stats.max_fen,
        median_fen=-(-sum(middle) // 2) if middle else None,
        p10_fen=low,
        p90_fen=high,
        added=added,
        left_out=left_out,
    )


def _positions(count: int) -> tuple[int, int, int, int]:
    """Where the tenth, the middle two and the nine tenths of so many ordered amounts stand."""
    return _rank(count, _TENTH), (count - 1) // 2, count // 2, _rank(count, _NINE_TENTHS)


def _rank(count: int, share: Fraction) -> int:
    return max(ceil(share * count) - 1, 0)


def _chosen(classes: Mapping[str, int]) -> str | None:
    """The class to add: projects, else the finest lines of the statement with most of them, else disclosures."""
    if RecordKind.PROJECT in classes:
        return RecordKind.PROJECT
    lines = [name for name in classes if name.startswith(f"{RecordKind.LINE}/")]
    if lines:
        return min(lines, key=lambda name: (not name.endswith("/0"), -classes[name], name))
    return RecordKind.DOCUMENT if RecordKind.DOCUMENT in classes else None


def _class_label(name: str) -> str:
    if name == RecordKind.PROJECT:
        return PROJECT_AMOUNTS
    if name == RecordKind.DOCUMENT:
        return Sentence("公开文件的支出总额")
    _, _, classification, level = name.split("/")
    is_function, is_finest = classification == Classification.FUNCTION, level == "0"
    if is_finest:
        return Sentence("同一张表里最细一级的功能科目") if is_function else Sentence("同一张表里最细一级的经济科目")
    if is_function:
        return Sentence("同一张表里第 %(level)s 级的功能科目", level=level)
    return Sentence("同一张表里第 %(level)s 级的经济科目", level=level)


# A department and its own unit.


def _may_cover(found: EngineResult) -> bool:
    """Whether departments and units are both matched."""
    kinds = {value.value for value in found.facets[DOC_KIND] if value.count}
    return bool(kinds.intersection(DEPARTMENT_KINDS) and kinds.intersection(UNIT_KINDS))


def _covered(holders: Iterable[str]) -> tuple[str, ...]:
    """The holders that are units of a department among them, whose key is the start of theirs."""
    keys: dict[str, list[str]] = {DEPARTMENT_MARK: [], UNIT_MARK: []}
    for holder in holders:
        keys.setdefault(holder[:1], []).append(holder[1:])
    departments = set(keys[DEPARTMENT_MARK])
    return tuple(UNIT_MARK + unit for unit in keys[UNIT_MARK] if not departments.isdisjoint(accumulate(unit)))


def _any_of(field: str, values: Sequence[str]) -> Node:
    return Or(tuple(FieldTerm(field, value) for value in values))


def _left_out(chosen: str, *, printed: int, in_class: int, added: int) -> Iterator[LeftOut]:
    """How many of the records with an amount were not added, by reason."""
    if printed > in_class:
        same_money, wider = Sentence("科目行和公开文件（与项目是同一笔钱）"), Sentence("上级科目、其他报表和合计")
        reason = same_money if chosen == RecordKind.PROJECT else wider
        yield LeftOut(reason, printed - in_class)
    if in_class > added:
        yield LeftOut(Sentence("部门已包含的下属单位"), in_class - added)
