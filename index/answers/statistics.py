"""Count, sum and spread of the amounts a query matches, adding no money twice, and saying what was added.

The same money is printed many times: a subject above its parts, a statement and the statement it is a part of, a
project and the subject it is paid from, a department and its own unit. So only one class of records is added: projects
where there are any, else the finest lines of one statement, else whole disclosures; and of a unit whose department
is matched too, nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from index.answers.holders import held_by
from index.engine import EngineResult
from index.hit import yuan_number
from index.records import Classification, RecordKind
from index.sentence import Sentence

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


def guarded_statistics(found: EngineResult, covered: Callable[[str], Collection[str]]) -> Statistics:
    """The figures of what was found; ``covered`` tells the holders to leave out of a class, see ``Holders.covered``."""
    chosen = _chosen({name: amounts.records for name, amounts in found.classes.items()})
    if chosen is None:
        return _statistics(0, (), Sentence("没有可加总的金额"), (), count=0)
    of_class = found.classes[chosen]
    units = covered(chosen)
    added = of_class.without(held_by(units)) if units else of_class
    left_out = _left_out(chosen, printed=found.amounts.count, in_class=of_class.count, added=added.count)
    amounts = added.at(_positions(added.count)) if added.count else ()
    return _statistics(added.sum_fen(), amounts, _class_label(chosen), tuple(left_out), count=added.count)


def _statistics(
    sum_fen: int, amounts: Sequence[int], added: str, left_out: tuple[LeftOut, ...], *, count: int
) -> Statistics:
    """The figures, of which ``amounts`` are those at ``_positions``."""
    lowest, low, *middle, high, highest = amounts or (None,) * 4
    return Statistics(
        count=count,
        sum_fen=sum_fen,
        min_fen=lowest,
        max_fen=highest,
        median_fen=-(-sum(middle) // 2) if amounts else None,
        p10_fen=low,
        p90_fen=high,
        added=added,
        left_out=left_out,
    )


def _positions(count: int) -> Sequence[int]:
    """Where the lowest, the tenth, the middle two, the nine tenths and the highest of ordered amounts stand."""
    tenth, nine_tenths = _rank(count, _TENTH), _rank(count, _NINE_TENTHS)
    return 0, tenth, (count - 1) // 2, count // 2, nine_tenths, count - 1


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


def _class_label(name: str) -> Sentence:
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


def _left_out(chosen: str, *, printed: int, in_class: int, added: int) -> Iterator[LeftOut]:
    """How many of the records with an amount were not added, by reason."""
    if printed > in_class:
        same_money, wider = Sentence("科目行和公开文件（与项目是同一笔钱）"), Sentence("上级科目、其他报表和合计")
        reason = same_money if chosen == RecordKind.PROJECT else wider
        yield LeftOut(reason, printed - in_class)
    if in_class > added:
        yield LeftOut(Sentence("部门已包含的下属单位"), in_class - added)
