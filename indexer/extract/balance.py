"""收支总表: labels and amounts side by side, income on the left, expenditure by one or more views on the right."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers import subjects
from index.records import Amount, Citation
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.columns import beside_the_point
from indexer.extract.flow import squeeze
from indexer.extract.grid import NUMBER, GridRow, grids
from indexer.extract.regions import StatementRegion

_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[）)]|\d+[、.．]|其中[:：])")
_CODE = re.compile(r"^(\d{3})(?=\D)")
_BASIC = re.compile(r"^(?:人员经费和公用经费支出|基本支出|人员类和运转类公用经费支出)$")
_PROJECT = re.compile(r"^(?:专项业务经费支出|项目支出)$")
_YEAR_TOTAL = re.compile(r"^(?:本年|当年)支出(?:合计|小计|总计)$")
_INCOME = re.compile(r"收入|拨款")
_INCOME_TOTAL = re.compile(r"收入(?:总计|合计|总额)")
_ROW_NUMBER = re.compile(r"行次|栏次|序号")


@dataclass(frozen=True, slots=True)
class Entry:
    """One label with the amount printed behind it. ``code`` is printed, or inferred from the name.

    ``numbering`` is what is printed in front of the name: 一、 or （1） or 其中：.
    """

    name: str
    amount: Amount
    citation: Citation
    code: str | None = None
    code_printed: bool = False
    numbering: str = ""


@dataclass(frozen=True, slots=True)
class Balance:
    """What a 收支总表 says.

    ``income`` and ``expenditure`` are the grand totals, ``year`` the expenditure
    of the year without what is carried over; ``economic`` are the 类 of basic
    expenditure where the table lists them. ``income_inferred`` says that the table
    leaves the total of the income blank, and that it is taken from the one source
    that makes up the expenditure.
    """

    income: Entry | None
    expenditure: Entry | None
    year: Entry | None
    basic: Entry | None
    project: Entry | None
    functions: tuple[Entry, ...]
    economic: tuple[Entry, ...]
    income_inferred: bool = False


def read_balance(region: StatementRegion, unit: Unit) -> Balance:
    """Read one 收支总表; parts it does not print are None or empty.

    Loose lines whose two totals differ have other columns than they were taken for: nothing is read from them.
    """
    sides = list(entries_by_column(region, unit))
    if not region.tables and not _is_even(sides, unit):
        sides = []
    columns = [entries for _, entries in sides]
    entries = [entry for column in columns for entry in column]
    income, expenditure = _total(sides, "收入"), _total(sides, "支出")
    return Balance(
        income=income or _only_source(columns, expenditure),
        expenditure=expenditure,
        year=_first(entries, _YEAR_TOTAL),
        basic=_first(entries, _BASIC),
        project=_first(entries, _PROJECT),
        functions=_functions(entries),
        economic=tuple(entry for column in columns for entry in _economic(column)),
        income_inferred=income is None,
    )


def _is_even(sides: Sequence[tuple[str, Sequence[Entry]]], unit: Unit) -> bool:
    """Whether income and expenditure are the same in total, as far as both are printed."""
    totals = [entry.amount.yuan for side in ("收入", "支出") if (entry := _total(sides, side))]
    printed = [total for total in totals if total is not None]
    return len(printed) < 2 or abs(printed[0] - printed[1]) <= 2 * unit.rounding


def entries_by_column(region: StatementRegion, unit: Unit) -> Iterator[tuple[str, list[Entry]]]:
    """Labels with their amounts of each label column from top to bottom, with its head; loose lines give one
    column without."""
    for grid in grids(region.tables):
        beside = beside_the_point(grid.paths)
        kept = [c for c, path in enumerate(grid.paths) if c not in beside and not _numbers_rows(path)]
        for column in kept:
            entries = [entry for row in grid.rows if (entry := _entry_at(row, column, kept, unit))]
            if entries:
                yield "".join(grid.paths[column]), entries
    if not region.tables:
        numbered = any("行次" in squeeze(line.text) for line in region.lines)
        yield (
            "",
            [
                entry
                for line in region.lines
                for entry in _loose_entries(line.text, unit, line.citation, numbered=numbered)
            ],
        )


def _numbers_rows(path: Sequence[str]) -> bool:
    return bool(path) and bool(_ROW_NUMBER.fullmatch(path[-1]))


def _entry_at(row: GridRow, column: int, kept: Sequence[int], unit: Unit) -> Entry | None:
    """The label that starts in a column with the amount behind it; None where no label stands."""
    label, end = row.text(column), row.end(column)
    raw = next((row.text(behind) for behind in kept if behind >= end), None)
    if not label or raw is None or NUMBER.fullmatch(label) or (raw and not NUMBER.fullmatch(raw)):
        return None
    return _entry(label, raw, unit, row.citation)


def _loose_entries(text: str, unit: Unit, citation: Citation, *, numbered: bool) -> Iterator[Entry]:
    """Each label with the figure behind it; ``numbered`` says that the number of the row stands between the two."""
    tokens = text.split()
    for place, label in enumerate(tokens):
        if not NUMBER.fullmatch(label):
            figures = [*itertools.takewhile(NUMBER.fullmatch, tokens[place + 1 :])][numbered:]
            yield _entry(label, figures[0] if figures else "", unit, citation)


def _entry(label: str, raw: str, unit: Unit, citation: Citation) -> Entry:
    plain = squeeze(label)
    numbered = _NUMBERING.match(plain)
    name = plain[numbered.end() :] if numbered else plain
    printed = _CODE.match(name)
    name = name[printed.end() :] if printed else name
    code = printed.group(1) if printed else _class_code(name)
    return Entry(name, read_amount(raw, unit), citation, code, bool(printed), numbered[0] if numbered else "")


def _class_code(name: str) -> str | None:
    found = [code for code in (*subjects.function_codes(name), *subjects.economic_codes(name)) if len(code) == 3]
    return found[0] if len(found) == 1 else next((code for code in found if code.startswith(("2", "3"))), None)


def _total(sides: Sequence[tuple[str, Sequence[Entry]]], side: str) -> Entry | None:
    """The total of one side: the grand total if it is printed with an amount, else the total of the year.

    A total labelled only 总计 or 合计 belongs to the side its column is headed by.
    """
    for words in ("总计|总额", "合计"):
        for head, column in sides:
            label = re.compile(f"{side}(?:{words})|(?:{words})$" if side in head else f"{side}(?:{words})")
            found = [entry for entry in column if label.search(entry.name) and entry.amount.yuan is not None]
            if found:
                return found[-1]
    return None


def _only_source(columns: Iterable[Sequence[Entry]], expenditure: Entry | None) -> Entry | None:
    """Where the total of the income is left blank: the source of income that alone makes up the expenditure."""
    if expenditure is None:
        return None
    income = [column for column in columns if any(_INCOME_TOTAL.search(entry.name) for entry in column)]
    entries = [entry for column in income for entry in column if _INCOME.search(entry.name)]
    return next((entry for entry in entries if entry.amount.yuan == expenditure.amount.yuan), None)


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
