"""The cells of the tables that print what the narrative states, and the links to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from index.records import Amount, Citation, FigureCell, Fund, NarrativeFigure, Procurement, Statement
from indexer.extract.balance import Entry
from indexer.extract.figures.figure_checks import figure_check
from indexer.extract.figures.wording import labels, statement_kinds
from indexer.extract.statement_lines import Tables
from indexer.extract.three_public import Figures

#: What is stated, and of which money.
Key = tuple[str, Fund | None]

#: Head of a label column and its labels with amounts.
Side = tuple[str, Sequence[Entry]]

_TOTAL_LABELS = {
    "income": ("收入", re.compile(r"(?:本年|当年)?收入(?:总计|合计|小计|总额)?|收入预算总计")),
    "expenditure": ("支出", re.compile(r"(?:本年|当年)?支出(?:总计|合计|小计|总额)?|支出预算总计")),
}
_ANY_TOTAL = re.compile(r"总计|合计|总额")
_FUND_LABELS = {
    Fund.GENERAL: re.compile(r"一般公共预算(?:财政)?(?:拨款)?(?:收入|资金)?"),
    Fund.GOVERNMENT_FUND: re.compile(r"政府性基金(?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)?"),
    Fund.STATE_CAPITAL: re.compile(r"国有资本经营(?:预算)?(?:财政)?(?:拨款)?(?:收入|资金)?"),
    Fund.FISCAL: re.compile(r"财政(?:拨款|补助)(?:收入)?"),
}
_PROCUREMENT_PARTS = {
    "procurement": "total",
    "procurement_goods": "goods",
    "procurement_works": "works",
    "procurement_services": "services",
}
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed amount; ``statement`` is the kind of its table, ``name`` what the table calls it."""

    statement: str
    name: str
    amount: Amount
    citation: Citation


#: The cells that may print a figure: a total may be meant with or without what is carried over.
Cells = Mapping[Key, Sequence[Cell]]


def cells_of(
    sides: Mapping[str, Sequence[Side]],
    tables: Tables,
    three_public: Figures | None,
    procurement: Procurement | None,
) -> Cells:
    """The cells of a document; ``sides`` are the columns of its 收支总表 by kind of statement."""
    pairs = [pair for kind, columns in sides.items() for side in columns for pair in _balance_cells(kind, side)]
    pairs.extend(_subject_cells(tables))
    pairs.extend(_three_public_cells(three_public) if three_public else ())
    pairs.extend(_procurement_cells(procurement) if procurement else ())
    found: dict[Key, list[Cell]] = {}
    for key, cell in pairs:
        found.setdefault(key, []).append(cell)
    return found


def _balance_cells(kind: str, side: Side) -> Iterator[tuple[Key, Cell]]:
    """Totals and income by fund from a 收支总表, or from that of the fiscal money alone."""
    whole = Fund.FISCAL if kind == "fiscal_income_expenditure" else None
    head, entries = side
    for entry in entries:
        cell = Cell(kind, entry.name, entry.amount, entry.citation)
        for subject, (word, label) in _TOTAL_LABELS.items():
            if label.fullmatch(entry.name) or (word in head and _ANY_TOTAL.fullmatch(entry.name)):
                yield (subject, whole), cell
        for fund, label in _FUND_LABELS.items():
            if label.fullmatch(entry.name):
                yield ("income", fund), cell


def _subject_cells(tables: Tables) -> Iterator[tuple[Key, Cell]]:
    """The 合计 rows of the tables by subject."""
    for kind, column, keys in (
        ("expenditure", "total", [("expenditure", None)]),
        ("expenditure", "basic", [("basic", None)]),
        ("expenditure", "project", [("project", None)]),
        ("general_expenditure", "total", [("expenditure", Fund.GENERAL)]),
        ("general_expenditure", "basic", [("basic", Fund.GENERAL), ("basic", Fund.FISCAL)]),
        ("general_expenditure", "project", [("project", Fund.GENERAL), ("project", Fund.FISCAL)]),
        ("basic_expenditure", "total", [("basic", Fund.GENERAL), ("basic", Fund.FISCAL)]),
        ("basic_expenditure", "personnel", [("personnel", Fund.GENERAL), ("personnel", Fund.FISCAL)]),
        ("basic_expenditure", "public", [("public", Fund.GENERAL), ("public", Fund.FISCAL)]),
        ("government_fund", "total", [("expenditure", Fund.GOVERNMENT_FUND)]),
        ("state_capital", "total", [("expenditure", Fund.STATE_CAPITAL)]),
        ("operating_cost", "total", [("operating_cost", None), ("operating_cost", Fund.GENERAL)]),
    ):
        total = tables[kind].total
        if total is not None and column in total.amounts:
            yield from ((key, Cell(kind, "合计", total.amounts[column], total.citations[0])) for key in keys)


def _three_public_cells(figures: Figures) -> Iterator[tuple[Key, Cell]]:
    """The parts of a “三公”经费 table."""
    for part, amount in figures.amounts.items():
        subject = "three_public" if part == "total" else part
        yield (subject, None), Cell("three_public", labels()[subject], amount, figures.citation)


def _procurement_cells(procurement: Procurement) -> Iterator[tuple[Key, Cell]]:
    """政府采购 and its categories, from a table."""
    for subject, part in _PROCUREMENT_PARTS.items():
        amount: Amount | None = getattr(procurement, part)
        if amount is not None:
            yield (subject, None), Cell("procurement", labels()[subject], amount, procurement.citation)


def linked(
    figures: Sequence[NarrativeFigure], cells: Cells, statements: Sequence[Statement]
) -> tuple[NarrativeFigure, ...]:
    """The figures with the tables they speak of; without where the document has no such table."""
    found = [replace(figure, cell=_cell_of(figure, cells, statements)) for figure in figures]
    right = {(one.subject, one.fund): one.amount for one in found if one.amount and one.cell and _agree(one)}
    return tuple(one if _agree(one) else _without_cell(one, right.get((one.subject, one.fund))) for one in found)


def _agree(figure: NarrativeFigure) -> bool:
    check = figure_check(figure, "")
    return check is not None and check.holds is True


def _without_cell(figure: NarrativeFigure, right: Amount | None) -> NarrativeFigure:
    """A figure that differs from its cell where the narrative prints the right one too: it is of a part of the
    document, unless it prints the same digits with another unit."""
    same_digits = right is not None and figure.amount is not None and figure.amount.raw == right.raw
    if right is None or same_digits or figure.cell is None:
        return figure
    return replace(figure, cell=FigureCell(figure.cell.statement))


def _cell_of(figure: NarrativeFigure, cells: Cells, statements: Sequence[Statement]) -> FigureCell | None:
    key = (figure.subject, figure.fund)
    found = _meant(figure.amount, cells.get(key, ()))
    if found is not None:
        page = found.citation.page
        own = [one for one in statements if one.kind == found.statement]
        at = next((one for one in own if one.page_from <= page <= one.page_to), None)
        if at is not None:
            return FigureCell(at.ordinal, found.amount, found.citation)
    kinds = statement_kinds().get(key, ())
    spoken_of = next((one for kind in kinds for one in statements if one.kind == kind), None)
    return FigureCell(spoken_of.ordinal) if spoken_of else None


def _meant(amount: Amount | None, cells: Sequence[Cell]) -> Cell | None:
    """The cell nearest to what is stated; an empty one only where there is no other."""
    printed = [cell for cell in cells if cell.amount.yuan is not None]
    if amount is None or amount.yuan is None:
        return printed[0] if printed else None
    said = amount.yuan
    filled = [cell for cell in printed if cell.amount.yuan or not said] or printed
    return min(filled, key=lambda cell: abs((cell.amount.yuan or _ZERO) - said), default=None)
