"""收支总表: labels and amounts side by side, income on the left, expenditure by one or more views on the right."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analyzers import subjects
from index.records import Amount, Citation
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.flow import squeeze
from indexer.extract.grid import NUMBER, grids
from indexer.extract.regions import StatementRegion

_INCOME_TOTAL = re.compile(r"收入总计|收入合计|收入总额|^总计$")
_EXPENDITURE_TOTAL = re.compile(r"支出总计|支出合计|支出总额")
_GRAND = re.compile(r"总计|总额")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|其中[:：])")
_CODE = re.compile(r"^(\d{3})(?=\D)")
_BASIC = re.compile(r"^(?:人员经费和公用经费支出|基本支出|人员类和运转类公用经费支出)$")
_PROJECT = re.compile(r"^(?:专项业务经费支出|项目支出)$")
_LOOSE_TOKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One label with the amount printed behind it. ``code`` is printed, or inferred from the name."""

    name: str
    amount: Amount
    citation: Citation
    code: str | None = None
    code_printed: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """What a 收支总表 says. ``economic`` are the 类 of basic expenditure where the table lists them."""

    income: Entry | None
    expenditure: Entry | None
    basic: Entry | None
    project: Entry | None
    functions: tuple[Entry, ...]
    economic: tuple[Entry, ...]


def read_balance(region: StatementRegion, unit: Unit) -> Balance:
    """Read one 收支总表; parts it does not print are None or empty."""
    columns = list(_columns_of_entries(region, unit))
    entries = [entry for column in columns for entry in column]
    return Balance(
        income=_total(entries, _INCOME_TOTAL),
        expenditure=_total(entries, _EXPENDITURE_TOTAL),
        basic=_first(entries, _BASIC),
        project=_first(entries, _PROJECT),
        functions=_functions(entries),
        economic=tuple(entry for column in columns for entry in _economic(column)),
    )


def _columns_of_entries(region: StatementRegion, unit: Unit) -> Iterator[list[Entry]]:
    """Entries of each label column from top to bottom; loose lines give one column."""
    for grid in grids(region.tables):
        width = len(grid.paths)
        columns: list[list[Entry]] = [[] for _ in range(width)]
        for row in grid.rows:
            for column in range(width - 1):
                label, raw = row.text(column), row.text(column + 1)
                if label and not NUMBER.fullmatch(label) and (not raw or NUMBER.fullmatch(raw)):
                    columns[column].append(_entry(label, raw, unit, row.citation))
        yield from (column for column in columns if column)
    if not region.tables:
        yield [entry for line in region.lines for entry in _loose_entries(line.text, unit, line.citation)]


def _loose_entries(text: str, unit: Unit, citation: Citation) -> Iterator[Entry]:
    tokens = _LOOSE_TOKEN.findall(text)
    for label, raw in zip(tokens, [*tokens[1:], ""], strict=True):
        if not NUMBER.fullmatch(label):
            yield _entry(label, raw if NUMBER.fullmatch(raw) else "", unit, citation)


def _entry(label: str, raw: str, unit: Unit, citation: Citation) -> Entry:
    name = _NUMBERING.sub("", squeeze(label))
    printed = _CODE.match(name)
    name = name[printed.end() :] if printed else name
    code = printed.group(1) if printed else _class_code(name)
    return Entry(name, read_amount(raw, unit), citation, code, bool(printed))


def _class_code(name: str) -> str | None:
    found = [code for code in (*subjects.function_codes(name), *subjects.economic_codes(name)) if len(code) == 3]
    return found[0] if len(found) == 1 else next((code for code in found if code.startswith(("2", "3"))), None)


def _total(entries: Sequence[Entry], label: re.Pattern[str]) -> Entry | None:
    """The grand total if it is printed with an amount, else the total of the year."""
    found = [entry for entry in entries if label.search(entry.name) and entry.amount.yuan is not None]
    return next((entry for entry in found if _GRAND.search(entry.name)), found[-1] if found else None)


def _first(entries: Sequence[Entry], label: re.Pattern[str]) -> Entry | None:
    return next((entry for entry in entries if label.fullmatch(entry.name) and entry.amount.yuan is not None), None)


def _functions(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Expenditure by 类 of the functional classification; each class once, only where an amount is printed."""
    seen: dict[str, Entry] = {}
    for entry in entries:
        if entry.code and entry.code.startswith("2") and entry.amount.yuan is not None:
            seen.setdefault(entry.code, entry)
    return tuple(seen.values())


def _economic(column: Sequence[Entry]) -> Iterator[Entry]:
    """The economic 类 printed between the basic expenditure and the project expenditure of one column."""
    inside = False
    for entry in column:
        if _BASIC.fullmatch(entry.name):
            inside = True
        elif _PROJECT.fullmatch(entry.name):
            return
        elif inside and entry.code and entry.code.startswith("3") and entry.amount.yuan is not None:
            yield entry
