"""What the columns of a subject table mean, read from their heads."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

import yaml

#: Meanings whose columns hold amounts, total first.
AMOUNT_MEANINGS = ("total", "basic", "personnel", "public", "project", "operating", "upward", "subsidy", "carried_over")
_SUBTOTAL = re.compile(r"^(?:小计|合计|总计|.*总数)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column numbers by meaning. ``codes`` are the code columns from left to right (one, or 类 款 项)."""

    codes: tuple[int, ...]
    name: int | None
    amounts: Mapping[str, int]


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    rows = yaml.safe_load(files("indexer").joinpath("data/columns.yaml").read_text("utf-8"))
    return tuple((row["meaning"], re.compile(row["pattern"])) for row in rows)


def meaning(path: Sequence[str]) -> str | None:
    """What one column means by its head path, None when its heads say nothing known.

    >>> meaning(("功能分类科目", "基本支出", "小计"))
    'basic'
    """
    joined = "/".join(path)
    return next((name for name, pattern in _patterns() if pattern.search(joined)), None)


def columns(paths: Sequence[Sequence[str]]) -> Columns:
    """Meanings of all columns; of several columns with one meaning the subtotal, else the first, stands for it."""
    found: dict[str, list[int]] = {}
    for number, path in enumerate(paths):
        if path and (name := meaning(path)) is not None:
            found.setdefault(name, []).append(number)
    amounts = {name: _principal(paths, found[name]) for name in AMOUNT_MEANINGS if name in found}
    names = found.get("name", [])
    return Columns(tuple(found.get("code", [])), names[0] if names else None, amounts)


def _principal(paths: Sequence[Sequence[str]], numbers: Sequence[int]) -> int:
    return next((n for n in numbers if _SUBTOTAL.match(paths[n][-1])), numbers[0])
