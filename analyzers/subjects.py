"""Government budget subjects (政府收支分类科目): function subjects and economic subjects, codes and names.

Function subjects (支出功能分类) have 类, 款 and 项 of 3, 5 and 7 digits.
Economic subjects have 类 and 款 of 3 and 5 digits in two views: 3xx of the
department budget, 5xx of the government budget. Codes are joined digits.
Facts: ``data/function_subjects.csv``, ``data/economic_subjects.csv``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from analyzers.tables import read_table

_CODE = re.compile(r"[0-9]{3}(?:[0-9]{2}){0,2}")
#: What documents print before a name, a dash or its code, and behind it: （类） or （201类）.
_BEFORE_NAME = "-0123456789"
_BEHIND_NAME = re.compile(r"（[0-9]*([类款项])）$")
_LEVELS = {"类": 1, "款": 2, "项": 3}
_FULL_WIDTH = str.maketrans("()", "（）")


class SubjectCodeError(ValueError):
    """Something that is not three, five or seven digits was used as the code of a subject."""


def function_name(code: str) -> str | None:
    """The name of a function subject; None for an unknown code.

    >>> function_name("2014004")
    '信访业务'
    """
    return _function_subjects().names.get(code)


def function_path(code: str) -> tuple[str, ...]:
    """The names from 类 down to this subject, as 行政运行 alone says little; codes stand for unknown names.

    >>> function_path("2014004")
    ('一般公共服务支出', '信访事务', '信访业务')
    """
    return tuple(function_name(each) or each for each in lineage(code))


def economic_name(code: str) -> str | None:
    """The name of an economic subject, 3xx (部门预算) or 5xx (政府预算); None for an unknown code.

    >>> economic_name("30217"), economic_name("50206")
    ('公务接待费', '公务接待费')
    """
    return _economic_subjects().names.get(code)


def function_codes(name: str, *, under: str = "") -> tuple[str, ...]:
    """Codes of the function subjects of a name, in order; many 项 names repeat under each 款.

    Brackets of either width, white space, a code in front and a missing 支出 at
    the end make no difference; （类） or （201类） behind the name keeps that level,
    ``under`` the subjects whose code starts like that.

    >>> function_codes("行政运行", under="20103")
    ('2010301',)
    """
    return _function_subjects().codes(name, under)


def economic_codes(name: str, *, under: str = "") -> tuple[str, ...]:
    """Codes of the economic subjects of a name, both views; otherwise like ``function_codes``.

    >>> economic_codes("公务接待费", under="3")
    ('30217',)
    """
    return _economic_subjects().codes(name, under)


def parent(code: str) -> str | None:
    """The code one level up; None for a 类.

    Raises:
        SubjectCodeError: the code is no code of a subject.

    >>> parent("2010301")
    '20103'
    """
    return code[:-2] if level(code) > 1 else None


def children(code: str) -> tuple[str, ...]:
    """The codes one level below a code, in order; of no code (''), every 类 of both classifications.

    >>> children("20103")[:2]
    ('2010301', '2010302')
    """
    length = len(code) + 2 if code else 3
    tables = (_function_subjects(), _economic_subjects())
    return tuple(below for table in tables for below in table.names if len(below) == length and below.startswith(code))


def lineage(code: str) -> tuple[str, ...]:
    """The codes from 类 down to this one.

    Raises:
        SubjectCodeError: the code is no code of a subject.
    """
    return tuple(code[:length] for length in (3, 5, 7)[: level(code)])


def level(code: str) -> int:
    """1 for 类 (3 digits), 2 for 款 (5), 3 for 项 (7).

    Raises:
        SubjectCodeError: the code is no code of a subject.
    """
    if _CODE.fullmatch(code) is None:
        raise SubjectCodeError(f"不是科目编码：“{code[:20]}”")
    return (len(code) - 1) // 2


@dataclass(frozen=True, slots=True)
class _Subjects:
    names: Mapping[str, str]
    codes_by_name: Mapping[str, tuple[str, ...]]
    codes_by_stem: Mapping[str, tuple[str, ...]]  # the name without 支出

    def codes(self, printed: str, under: str) -> tuple[str, ...]:
        plain = "".join(printed.split()).translate(_FULL_WIDTH).lstrip(_BEFORE_NAME)
        mark = _BEHIND_NAME.search(plain)
        levels = {_LEVELS[mark[1]]} if mark else set(_LEVELS.values())
        name = plain[: mark.start()] if mark else plain
        exact = self.codes_by_name.get(name, ()) if name.endswith("支出") else ()
        found = exact or self.codes_by_stem.get(_stem(name), ())
        return tuple(code for code in found if code.startswith(under) and level(code) in levels)


def _stem(name: str) -> str:
    return name.removesuffix("支出")


@cache
def _function_subjects() -> _Subjects:
    return _load("function_subjects.csv")


@cache
def _economic_subjects() -> _Subjects:
    return _load("economic_subjects.csv")


def _load(file_name: str) -> _Subjects:
    """Read one table, whose rows are in order of code."""
    names: dict[str, str] = {}
    by_name: dict[str, list[str]] = defaultdict(list)
    by_stem: dict[str, list[str]] = defaultdict(list)
    for row in read_table(file_name):
        names[row["code"]] = row["name"]
        for name in (row["name"], *row["other_names"].split()):
            by_name[name].append(row["code"])
            by_stem[_stem(name)].append(row["code"])
    return _Subjects(
        names,
        {name: tuple(codes) for name, codes in by_name.items()},
        {stem: tuple(codes) for stem, codes in by_stem.items()},
    )
