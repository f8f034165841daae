"""收入来源: where the income comes from, as a 收支总表 lists it in rows and a 收入总表 in columns."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib.resources import files

import yaml

from index.records import IncomeSource
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.balance import Entry, entries_by_column
from indexer.extract.columns import beside_the_point, meaning
from indexer.extract.flow import squeeze
from indexer.extract.grid import NUMBER, Grid, GridRow, grids
from indexer.extract.regions import Layout, StatementRegion
from indexer.extract.subject_rows import TOTAL_NAME
from indexer.extract.units import unit_of

#: The statements that print income by source, the most complete first.
STATEMENTS = ("income_expenditure", "income", "fiscal_income_expenditure")
TOTAL, YEAR, CARRIED_OVER, UNCLASSIFIED = "total", "year", "carried_over", "unclassified"
#: Money that is no income of the year.
BROUGHT = frozenset({CARRIED_OVER, "used_surplus", "account_balance"})
_IN_COLUMNS, _OF_FISCAL_MONEY = "income", "fiscal_income_expenditure"
_NUMBERING = re.compile(
    r"^\d*(?:[（(][一二三四五六七八九十\d]+[）)])?(?:[一二三四五六七八九十\d]+[、.．])?(?:其中[:：]?)?"
)
_REMARK = re.compile(r"(?<=.)[（(][^（()）]*[）)]$")
#: 一般公共预算拨款结余、结转: what is carried over, of which money.
_CARRIED = re.compile(r"(?:上年|年初)?(.{2,}?)(?:资金)?结[转余](?:(?:和|与|、)?结[转余])?(?:资金|收入)?")
_OWN_HEAD = re.compile(r"小计|金额|预算数|决算数")
_EXAMPLE = re.compile(r"其中")
_ROW_NUMBER = re.compile(r"序号|行次|栏次")
#: Columns that say whose money a row is.
_NO_AMOUNT = {"code", "name", "holder"}


@dataclass(frozen=True, slots=True)
class Row:
    """One source with its amount in one statement; see ``index.records.IncomeSource``.

    ``example`` says that 其中 is printed: the parts so named need not make up the whole. ``loose`` says that the row
    is read from lines without ruled cells, whose labels may have lost their amounts.
    """

    source: str
    within: str | None
    entry: Entry
    example: bool = False
    loose: bool = False


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    label: str
    pattern: re.Pattern[str] | None
    part_of: tuple[str, ...]
    is_sum: bool


@functools.cache
def _sources() -> Mapping[str, _Source]:
    rows = yaml.safe_load(files("indexer").joinpath("data/incomes.yaml").read_text("utf-8"))
    return {
        row["source"]: _Source(
            row["source"],
            row["label"],
            re.compile(row["pattern"]) if "pattern" in row else None,
            tuple(row.get("part_of", ())),
            row.get("sum", False),
        )
        for row in rows
    }


@functools.cache
def _groups() -> frozenset[str]:
    return frozenset(group for source in _sources().values() for group in source.part_of)


def is_sum(source: str) -> bool:
    """Whether a row of this name adds up sources rather than being one."""
    return _sources()[source].is_sum


def label_of(source: str) -> str:
    """What a source is called."""
    return _sources()[source].label


def source_of(label: str) -> str | None:
    """The source that a label names, None where it names none.

    >>> source_of("（一）一般公共预算拨款收入")
    'general_budget'
    """
    name = _REMARK.sub("", _NUMBERING.sub("", squeeze(label), count=1))
    found = (source.name for source in _sources().values() if source.pattern and source.pattern.fullmatch(name))
    return next(found, None)


def read_income(cut: Layout, default_unit: str | None) -> dict[str, tuple[Row, ...]]:
    """The income by source of each statement that prints it, by the kind of the statement: of several the first."""
    found: dict[str, tuple[Row, ...]] = {}
    for region in cut.statements:
        if region.kind in STATEMENTS and region.kind not in found:
            rows = _rows(region, unit_of(region, default_unit))
            if any(row.entry.amount.yuan for row in rows):
                found[region.kind] = rows
    return found


def records(income: Mapping[str, Sequence[Row]]) -> tuple[IncomeSource, ...]:
    """What is printed of it as records, statement by statement."""
    printed = [(kind, row) for kind in STATEMENTS for row in income.get(kind, ()) if row.entry.amount.yuan is not None]
    return tuple(
        IncomeSource(n, kind, row.source, row.within, row.entry.name, row.entry.amount, (row.entry.citation,))
        for n, (kind, row) in enumerate(printed)
    )


def _rows(region: StatementRegion, unit: Unit) -> tuple[Row, ...]:
    if region.kind == _IN_COLUMNS:
        forms = (form for grid in grids(region.tables) for form in (_from_columns(grid, unit), _from_rows(grid, unit)))
        return next((rows for form in forms if _names_sources(rows := tuple(form))), ())
    rows = tuple(replace(row, loose=not region.tables) for row in _nested(_income_entries(region, unit)))
    return _with_one_total(_as_whole(rows) if region.kind == _OF_FISCAL_MONEY else rows)


def _names_sources(rows: Sequence[Row]) -> bool:
    return any(row.source != UNCLASSIFIED and not is_sum(row.source) for row in rows)


def _with_one_total(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with the last total as the grand total: one above it (收入合计) is that of the year."""
    last = max((n for n, row in enumerate(rows) if row.source == TOTAL), default=-1)
    return tuple(replace(row, source=YEAR) if row.source == TOTAL and n < last else row for n, row in enumerate(rows))


def _income_entries(region: StatementRegion, unit: Unit) -> list[Entry]:
    """The rows of the income half down to its total, which may stand on a later page.

    Between loose lines, whose columns vanished, labels of the expenditure stand: there only known sources count.
    """
    found: list[Entry] = []
    for head, entries in entries_by_column(region, unit):
        if _is_income(head, entries):
            sources = [source_of(entry.name) for entry in entries]
            last = max((n for n, source in enumerate(sources) if n and source == TOTAL), default=len(entries))
            down_to_total = zip(entries[: last + 1], sources, strict=False)
            found += [entry for entry, source in down_to_total if (source or head) and "支出" not in entry.name]
            if last < len(entries):
                break
    return found


def _is_income(head: str, entries: Iterable[Entry]) -> bool:
    return "收入" in head or any("收入" in entry.name and source_of(entry.name) == TOTAL for entry in entries)


def _nested(entries: Iterable[Entry]) -> Iterator[Row]:
    """Rows from top to bottom, each below the group it belongs to; rows numbered alike stand side by side.

    Behind 其中 come parts of the row before, until a row is numbered as such rows are.
    """
    group: Row | None = None
    whole: Row | None = None
    below = False
    for entry in entries:
        source, within = _named(entry.name)
        below = bool(_EXAMPLE.search(entry.numbering)) or (below and _goes_on(whole, entry) and not is_sum(source))
        if below:
            yield Row(source, within or (_place(whole) if whole else None), entry, example=True)
            continue
        if within is None and group and group.source in _sources()[source].part_of and not _alike(group.entry, entry):
            within = group.source
        whole = Row(source, within, entry)
        if within is None:
            group = whole if source in _groups() else None
        yield whole


def _goes_on(whole: Row | None, entry: Entry) -> bool:
    """Whether a row without a number stands below a numbered one."""
    return whole is not None and bool(whole.entry.numbering) and not entry.numbering


def _place(whole: Row) -> str:
    """What the parts of a row are within: all that is carried over is one."""
    return CARRIED_OVER if whole.within == CARRIED_OVER else whole.source


def _alike(first: Entry, second: Entry) -> bool:
    """Whether two rows are numbered, and in the same way."""
    return bool(first.numbering) and _style(first.numbering) == _style(second.numbering)


def _style(numbering: str) -> str:
    return re.sub("[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", numbering))


def _as_whole(rows: Sequence[Row]) -> tuple[Row, ...]:
    """In a statement of the fiscal money alone what is carried over of it (年初财政拨款结转和结余) is all that is
    carried over, and the funds below are its parts."""
    found: list[Row] = []
    below = False
    for row in rows:
        if (row.source, row.within) == ("fiscal", CARRIED_OVER) and not any(r.source == CARRIED_OVER for r in found):
            found.append(replace(row, source=CARRIED_OVER, within=None))
            below = True
        elif below and row.within is None and CARRIED_OVER in _sources()[row.source].part_of:
            found.append(replace(row, within=CARRIED_OVER))
        else:
            below = False
            found.append(row)
    return tuple(found)


def _named(name: str) -> tuple[str, str | None]:
    """Source of a label, and what it is carried over from where the label says that it is."""
    source = source_of(name)
    if source is None and (carried := _CARRIED.fullmatch(_NUMBERING.sub("", name, count=1))):
        origin = source_of(carried.group(1))
        return (origin, CARRIED_OVER) if origin else (CARRIED_OVER, None)
    return source or UNCLASSIFIED, None


def _from_columns(grid: Grid, unit: Unit) -> Iterator[Row]:
    """The sources that head the columns, with the amounts of the row of totals."""
    row = _totals_row(grid, unit)
    if row is None:
        return
    beside = {column for column in beside_the_point(grid.paths) if not _brought_over(grid.paths[column])}
    for column, path in enumerate(grid.paths):
        raw = row.text(column)
        counts = column not in beside and meaning(path) not in _NO_AMOUNT and not _ROW_NUMBER.search("".join(path))
        if path and counts and NUMBER.fullmatch(raw):
            source, within = _named_by_path(path)
            example = bool(_EXAMPLE.search(path[-1]))
            yield Row(source, within, Entry(path[-1], read_amount(raw, unit), row.citation), example)


def _brought_over(path: Sequence[str]) -> bool:
    """Whether a column is about money of last year that this year has, rather than about last year."""
    return any(_named(head)[0] in BROUGHT or _named(head)[1] == CARRIED_OVER for head in path)


def _totals_row(grid: Grid, unit: Unit) -> GridRow | None:
    """The row of totals: so called, or the only one that holds amounts, or the first where the others add up to it."""
    filled = [row for row in grid.rows if any(NUMBER.fullmatch(text) for text in row.texts)]
    totals = [row for row in filled if any(TOTAL_NAME.fullmatch(text) for text in row.texts)]
    if totals or len(filled) < 2:
        return next(iter((*totals, *filled)), None)
    return filled[0] if _adds_up(grid, filled, unit) else None


def _adds_up(grid: Grid, rows: Sequence[GridRow], unit: Unit) -> bool:
    column = next((c for c, path in enumerate(grid.paths) if path and _named_by_path(path) == (TOTAL, None)), None)
    if column is None:
        return False
    first, *others = (read_amount(row.text(column), unit).yuan or Decimal(0) for row in rows)
    return bool(first) and abs(first - sum(others)) <= unit.rounding * len(rows)


def _from_rows(grid: Grid, unit: Unit) -> Iterator[Row]:
    """Sources in rows, the labels of a group and its parts in columns of their own."""
    group = ""
    for row in grid.rows:
        labels = [text for text in row.texts if text and not NUMBER.fullmatch(text)]
        amounts = [text for text in row.texts if NUMBER.fullmatch(text)]
        group = row.text(0) or group
        if labels and len(amounts) == 1:
            path = labels if row.text(0) else [group, *labels]
            source, within = _named_by_path(path)
            yield Row(source, within, Entry(path[-1], read_amount(amounts[0], unit), row.citation))


def _named_by_path(path: Sequence[str]) -> tuple[str, str | None]:
    """Source of a column and what it is a part of, by its heads from the outermost to the innermost."""
    own, within = _named(path[-1])
    outer = [source for head in path[:-1] if (source := _named(head)[0]) != UNCLASSIFIED]
    if own == TOTAL or (own == UNCLASSIFIED and _OWN_HEAD.fullmatch(path[-1])):
        return (outer[-1], next(_groups_among(outer[:-1], outer[-1]), None)) if outer else (TOTAL, None)
    return own, within or next(_groups_among(outer, own), None)


def _groups_among(outer: Sequence[str], own: str) -> Iterator[str]:
    """What a source is inside of, the innermost first."""
    return (source for source in reversed(outer) if source != own and not is_sum(source))
