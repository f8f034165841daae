"""Kinds of departments (部门类型), told from the name of an office. Facts: ``data/department_types.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from analyzers.divisions import find_divisions
from analyzers.tables import read_table

_TOWNSHIP = re.compile(r"[乡镇](?:[（(][^（()）]*[）)])?$")


def department_type(name: str) -> str | None:
    """The kind of department, such as 财政 or 政府办公室; None where the name does not tell.

    Offices under a department belong to its kind: the first telling word
    decides (公安局交通管理支队 is 公安), the longest of those that start there.
    Where no department is named, the last word of the weaker ones does (科技大学附属学校
    is 教育); a bare 某乡 or 某镇 is a township. Place names do not count (公安县财政局 is 财政).

    >>> department_type("互助土族自治县人民政府办公室")
    '政府办公室'
    """
    words = _words()
    plain = _without_places("".join(name.split()))
    if first := words.strong.search(plain):
        return words.types[first[0]]
    if weak := words.weak.findall(plain):
        return words.types[weak[-1]]
    return "乡镇" if _TOWNSHIP.search(plain) else None


def department_types() -> tuple[str, ...]:
    """Every kind, in the order in which they are listed to users."""
    return tuple(dict.fromkeys(row["type"] for row in read_table("department_types.csv")))


def _without_places(name: str) -> str:
    """The name with 某 for each place, so that no word arises across the gap and 驻某 still tells."""
    rest, end = "", 0
    for match in find_divisions(name):
        rest += name[end : match.start] + "某"
        end = match.end
    return rest + name[end:]


@dataclass(frozen=True, slots=True)
class _Words:
    strong: re.Pattern[str]
    weak: re.Pattern[str]  # such as 学校: also part of the names of other departments' offices
    types: dict[str, str]


@cache
def _words() -> _Words:
    rows = tuple(read_table("department_types.csv"))
    types = {word: row["type"] for row in rows for word in (*row["words"].split(), *row["weak_words"].split())}
    return _Words(
        strong=_any_of([word for row in rows for word in row["words"].split()]),
        weak=_any_of([word for row in rows for word in row["weak_words"].split()]),
        types=types,
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
