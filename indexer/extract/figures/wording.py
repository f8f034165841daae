"""The names of figures in sentences, from ``data/figures.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from typing import Any

import yaml

from index.records import Fund

_ALL_FUNDS = "全部"


@dataclass(frozen=True, slots=True)
class Subject:
    """One row of names. ``subjects`` are what a figure behind them is, several where it is both at once.

    ``within`` is the subject behind whose name alone these names are understood; ``counted`` are the
    first characters of the units in which it is counted, '' where it is money.
    """

    subjects: tuple[str, ...]
    label: str
    within: str | None
    counted: str
    tables: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name printed from ``start`` to ``end``."""

    start: int
    end: int
    subject: Subject
    fund: Fund | None
    name: str
    threshold: Decimal | None


@dataclass(frozen=True, slots=True)
class Wording:
    """Everything the file says, compiled."""

    subjects: tuple[Subject, ...]
    funds: tuple[tuple[Fund, re.Pattern[str]], ...]
    pattern: str  # one alternative a subject; groups s0, s1 … and f0, f1 … for the fund in front of the name
    filler: str  # alternatives, the first that fits counts
    listed_under: Mapping[str, frozenset[str]]

    def mention(self, match: re.Match[str]) -> Mention:
        """The name that a match of ``pattern`` found."""
        number = next(number for number in range(len(self.subjects)) if match[f"s{number}"] is not None)
        groups = match.groupdict()
        price = groups.get(f"t{number}")
        threshold = Decimal(price) * 10_000 if price else None
        fund = self._fund(groups.get(f"f{number}"))
        return Mention(match.start(), match.end(), self.subjects[number], fund, match.group(), threshold)

    def _fund(self, prefix: str | None) -> Fund | None:
        return next((fund for fund, pattern in self.funds if prefix and pattern.match(prefix)), None)


@functools.cache
def wording() -> Wording:
    """The wording, read once."""
    data = yaml.safe_load(files("indexer").joinpath("data/figures.yaml").read_text("utf-8"))
    subjects = tuple(_subject(row) for row in data["subjects"])
    any_fund = f"{_not_behind(data['other_money'])}(?:{'|'.join(row['pattern'] for row in data['funds'])})"
    names = (_name(number, row, any_fund, data["tail"]) for number, row in enumerate(data["subjects"]))
    return Wording(
        subjects=subjects,
        funds=tuple((Fund(row["fund"]), re.compile(row["pattern"].partition("(?=")[0])) for row in data["funds"]),
        pattern="|".join(names),
        filler="|".join(data["filler"]),
        listed_under={name: frozenset(parts) for name, parts in data["listed_under"].items()},
    )


@functools.cache
def labels() -> Mapping[str, str]:
    """What each subject is called, by its key."""
    alone = (subject for subject in wording().subjects if len(subject.subjects) == 1)
    return {subject.subjects[0]: subject.label for subject in alone}


@functools.cache
def statement_kinds() -> Mapping[tuple[str, Fund | None], tuple[str, ...]]:
    """Kinds of the statements that print a figure, by its subject and fund, the best first."""
    return {
        (name, None if fund == _ALL_FUNDS else Fund(fund)): kinds
        for subject in wording().subjects
        for name in subject.subjects
        for fund, kinds in subject.tables.items()
    }


def _subject(row: Mapping[str, Any]) -> Subject:
    tables = {fund: tuple(kinds) for fund, kinds in row.get("tables", {}).items()}
    return Subject(tuple(row["subject"]), row["label"], row.get("within"), row.get("counted", ""), tables)


def _name(number: int, row: Mapping[str, Any], any_fund: str, tail: str) -> str:
    """One alternative of the pattern: fund, name in group s, threshold in group t, words that add nothing."""
    fund = f"(?P<f{number}>{any_fund})"
    alone = _not_behind(row.get("alone", ""))
    front = fund if row.get("fund") else f"(?:{fund}|{alone})" if row.get("money") else alone
    name = "|".join(row["patterns"]).replace("(?P<threshold>", f"(?P<t{number}>")
    return f"{front}(?P<s{number}>{name})" + ("" if row.get("counted") else f"{tail}*")


def _not_behind(words: str) -> str:
    return "".join(f"(?<!{word})" for word in words.split("|") if word)
