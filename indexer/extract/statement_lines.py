"""The statements by subject of a document, each read as one table, and their rows as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from index.records import BudgetLine, Classification, Problem, Severity, Statement
from indexer.extract.amounts import Unit
from indexer.extract.halves import with_halves
from indexer.extract.regions import Layout, StatementRegion
from indexer.extract.subject_lines import SubjectTable, read_subject_table
from indexer.extract.units import unit_of

#: Kinds of statements whose rows are subjects, and the classification of these, in the order of their lines.
BY_SUBJECT: Mapping[str, Classification] = MappingProxyType(
    {
        "expenditure": Classification.FUNCTION,
        "basic_expenditure": Classification.ECONOMIC,
        "general_expenditure": Classification.FUNCTION,
        "basic_function": Classification.FUNCTION,
        "government_fund": Classification.FUNCTION,
        "state_capital": Classification.FUNCTION,
        "expenditure_economic": Classification.ECONOMIC,
        "general_economic": Classification.ECONOMIC,
        "project_expenditure": Classification.ECONOMIC,
        "operating_cost": Classification.ECONOMIC,
    }
)
#: Of these, what every disclosure prints with figures: that nothing of one could be read is told.
_MAIN = ("expenditure", "general_expenditure", "basic_expenditure")
_GENERAL = "一般公共"
_BY_ECONOMIC_SUBJECT = "经济"
_EMPTY = SubjectTable(None, ())

Tables = Mapping[str, SubjectTable]


def read_tables(cut: Layout, default_unit: str | None) -> Tables:
    """The table of every kind in ``BY_SUBJECT``; one without lines where the document prints none.

    Of two of a kind, one for all fiscal funds and one for the general budget, it is the second; the first where it
    has to stand for a 支出总表 without subjects.
    """
    whole = _first_with_lines(_regions(cut, "expenditure"), "expenditure", default_unit)
    tables = {"expenditure": whole}
    for kind in BY_SUBJECT:
        if kind not in tables:
            regions = _regions(cut, kind)
            if whole.lines:
                regions.sort(key=lambda region: _GENERAL not in region.title)
            tables[kind] = _first_with_lines(regions, kind, default_unit)
    return tables


def lines_of(tables: Tables, kinds: Iterable[str]) -> Iterator[BudgetLine]:
    """The rows of some statements in printed order, all numbered 0."""
    for kind in kinds:
        for line in tables[kind].lines:
            yield BudgetLine(
                0,
                BY_SUBJECT[kind],
                kind,
                line.code,
                line.code_origin,
                line.name,
                line.level,
                line.amounts,
                line.citations,
            )


def unread_problems(tables: Tables, statements: Iterable[Statement]) -> Iterator[Problem]:
    """A problem for each main statement that holds data but gave neither a line nor a total."""
    printed = {statement.kind: statement for statement in statements if not statement.empty}
    for kind in _MAIN:
        if kind in printed and not tables[kind].lines and not tables[kind].total:
            message = f"《{printed[kind].title}》没有能读出的科目行，其中的数字没有读取"
            yield Problem("statement_unread", Severity.WARNING, message, printed[kind].page_from)


def _regions(cut: Layout, kind: str) -> list[StatementRegion]:
    """The statements of a kind; a list of projects is one by subject only where its title says so."""
    return [
        region
        for region in cut.statements
        if region.kind == kind and (kind != "project_expenditure" or _BY_ECONOMIC_SUBJECT in region.title)
    ]


def _first_with_lines(regions: Sequence[StatementRegion], kind: str, default_unit: str | None) -> SubjectTable:
    """The first table that has lines, else one with a total, else nothing."""
    read = [_read(region, kind, unit_of(region, default_unit)) for region in regions]
    return next((t for t in read if t.lines), next((t for t in read if t.total), _EMPTY))


def _read(region: StatementRegion, kind: str, unit: Unit) -> SubjectTable:
    table = read_subject_table(region, BY_SUBJECT[kind], unit)
    return with_halves(table, region, unit) if kind == "basic_expenditure" and table.lines else table
