"""What the columns of a subject table mean, read from their heads."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

import yaml

#: Meanings whose columns hold amounts, total first.
AMOUNT_MEANINGS = (
    "total",
    "basic",
    "personnel",
    "public",
    "project",
    "operating",
    "upward",
    "subsidy",
    "carried_over",
    "previous",
    "planned",
)
_GOVERNMENT_VIEW = re.compile(r"政府(?:预算)?(?:支出)?经济")
_SUBTOTAL = re.compile(r"^(?:小计|合计|总计|.*总数)$")
_REMARK = re.compile(r"[（(][^（()）]*(?:上年|结转)[^（()）]*[）)]")
_CARRIED_OVER = re.compile(r"(?:上年|年初)?结[转余](?:和|与|、)?(?:结余)?(?:资金)?")
_YEAR = re.compile(r"(20\d\d)年?")
_LAST_YEAR = re.compile(r"上年|去年|上一年")
_PLAN = re.compile(r"预算数")
_OUTTURN = re.compile(r"决算数")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers by meaning.

    ``codes`` are the code columns from left to right (one, or 类 款 项),
    ``holders`` those that name the budget unit of a row. An amount may have
    several neighbouring grid columns under one head: its figure stands in any.
    ``carried`` are the columns of the same meanings for money carried over from
    last year, where a table prints them beside those of the year's own money.
    """

    codes: tuple[int, ...]
    name: int | None
    amounts: Mapping[str, tuple[int, ...]]
    holders: tuple[int, ...] = ()
    carried: Mapping[str, tuple[int, ...]] = field(default_factory=dict)


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = yaml.safe_load(files("indexer").joinpath("data/columns.yaml").read_text("utf-8"))
    return tuple((row["meaning"], re.compile(row["pattern"])) for row in rows)


def meaning(path: Sequence[str]) -> str | None:
    """What one column means by its head path, None when its heads say nothing known.

    >>> meaning(("功能分类科目", "基本支出", "小计"))
    'basic'
    """
    joined = _REMARK.sub("", "/".join(path))
    return next((name for name, pattern in _patterns() if pattern.search(joined)), None)


def columns(paths: Sequence[Sequence[str]]) -> Columns:
    """Meanings of all columns; of several columns with one meaning the subtotal, else the first, stands for it."""
    found: dict[str, list[int]] = {}
    beside = beside_the_point(paths)
    for number, path in enumerate(paths):
        name = meaning(path) if path else None
        if number in beside and name in AMOUNT_MEANINGS:  # their parts have no place of their own
            name = beside[number] if name in ("total", beside[number]) else None
        if name is not None:
            found.setdefault(name, []).append(number)
    amounts = {name: _principal(paths, found[name]) for name in AMOUNT_MEANINGS if name in found}
    codes = _department_view(paths, found.get("code", []))
    names = _department_view(paths, found.get("name", []))
    if names and _is_governments(paths[codes[0]] if codes else ()) and not _is_governments(paths[names[0]]):
        codes = []  # the department's codes stand before its names
    return Columns(
        tuple(_neighbours(paths, codes)),
        names[0] if names else None,
        amounts,
        tuple(found.get("holder", [])),
        _carried(paths, amounts),
    )


def _carried(paths: Sequence[Sequence[str]], own: Mapping[str, Sequence[int]]) -> dict[str, tuple[int, ...]]:
    """The columns below the head 上年结转, by the meanings that also stand elsewhere in the table."""
    below: dict[str, list[int]] = {}
    for number, path in enumerate(paths):
        name = meaning(path[1:]) if len(path) > 1 and _CARRIED_OVER.fullmatch(path[0]) else None
        if name is not None and name in own:
            below.setdefault(name, []).append(number)
    return {name: _principal(paths, numbers) for name, numbers in below.items()}


def beside_the_point(paths: Sequence[Sequence[str]]) -> Mapping[int, str]:
    """The columns that are not about what the table is about: ``previous`` for those of an earlier year,
    ``planned`` for the plan that final accounts print beside the outturn.

    >>> beside_the_point([("科目",), ("2025年执行数",), ("2026年预算数", "小计")])
    {1: 'previous'}
    """
    heads = [_REMARK.sub("", "/".join(path)) for path in paths]
    own = max((int(year) for head in heads for year in _YEAR.findall(head)), default=0)
    earlier = {number for number, head in enumerate(heads) if _LAST_YEAR.search(head) or _names_only_other(head, own)}
    settled = any(_OUTTURN.search(head) for number, head in enumerate(heads) if number not in earlier)
    return {
        number: "previous" if number in earlier else "planned"
        for number, head in enumerate(heads)
        if number in earlier or (settled and _PLAN.search(head))
    }


def _names_only_other(head: str, own: int) -> bool:
    years = {int(year) for year in _YEAR.findall(head)}
    return bool(years) and own not in years


def _principal(paths: Sequence[Sequence[str]], numbers: Sequence[int]) -> tuple[int, ...]:
    same_head = [n for n in numbers if paths[n][0] == paths[numbers[0]][0]]
    first = next((n for n in same_head if _SUBTOTAL.match(paths[n][-1])), numbers[0])
    return tuple(n for n in numbers if paths[n] == paths[first])


def _department_view(paths: Sequence[Sequence[str]], numbers: Sequence[int]) -> list[int]:
    """Where a table prints both economic classifications, the columns of the department's."""
    own = [n for n in numbers if not _is_governments(paths[n])]
    return own or list(numbers)


def _is_governments(path: Sequence[str]) -> bool:
    return bool(_GOVERNMENT_VIEW.search("/".join(path)))


def _neighbours(paths: Sequence[Sequence[str]], codes: Sequence[int]) -> list[int]:
    """The first run of adjacent code columns; one head over several grid columns counts once."""
    run: list[int] = []
    for number in codes:
        if run and number != run[-1] + 1:
            break
        run.append(number)
    if len(run) > 1 and all(paths[n] == paths[run[0]] for n in run):
        return run[:1]
    return run
