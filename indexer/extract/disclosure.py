"""From a read document to a disclosure: the steps in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzers import subjects
from index.records import (
    Amount,
    BudgetLine,
    Check,
    Classification,
    Disclosure,
    NarrativeFigure,
    PageText,
    Problem,
    Procurement,
    Project,
    Severity,
    SourceFile,
    ThreePublic,
    Totals,
)
from indexer.extract import checks, income, prose, three_public
from indexer.extract.balance import Balance, Entry, entries_by_column, read_balance
from indexer.extract.figures import (
    Cells,
    amount_said,
    cells_of,
    linked,
    narrative_checks,
    procurement_said,
    read_figures,
    three_public_said,
)
from indexer.extract.flow import cell_text, flow
from indexer.extract.identity import read_identity
from indexer.extract.income_checks import income_checks, proven
from indexer.extract.inventory import read_statements
from indexer.extract.narrative import Narrative
from indexer.extract.procurement import procurement_in_table
from indexer.extract.projects import project_checks, read_overall_goals, read_projects
from indexer.extract.projects.project_found import ListTotal
from indexer.extract.refusal import refuse_if_no_disclosure
from indexer.extract.regions import Layout, StatementRegion, layout
from indexer.extract.sections import read_sections
from indexer.extract.statement_lines import BY_SUBJECT, Tables, lines_of, read_tables, unread_problems
from indexer.extract.subject_lines import SubjectTable
from indexer.extract.three_public import Figures
from indexer.extract.units import document_unit, unit_of
from indexer.readers.document import Document, Line, Page, Table


@dataclass(frozen=True, slots=True)
class _Figures:
    """What the statements and the narrative say in numbers.

    ``function_statement`` is the kind of the table that stands for the 支出总表; ``cells`` are those that the
    narrative may speak of.
    """

    tables: Tables
    function_statement: str
    balance: Balance | None
    three_public: Figures | None
    procurement: Procurement | None
    cells: Cells

    @property
    def function(self) -> SubjectTable:
        """The expenditure by subject; its total is that of the 支出总表, by subject or not."""
        return SubjectTable(self.tables["expenditure"].total, self.tables[self.function_statement].lines)

    @property
    def general(self) -> SubjectTable:
        return self.tables["general_expenditure"]

    @property
    def economic(self) -> SubjectTable:
        return self.tables["basic_expenditure"]


def extract(document: Document, source: SourceFile) -> Disclosure:
    """Read the records of one document.

    Raises:
        NotADisclosureError: the document is no budget disclosure; the message says why.
    """
    items = flow(document)
    cut = layout(items)
    unit = document_unit(cut)
    sections = read_sections(cut.narrative)
    narrative = Narrative(sections, cut.narrative)
    refuse_if_no_disclosure(items, cut, sections)
    statements = read_statements(cut)
    stated = read_figures(narrative)
    figures = _figures(cut, stated, unit)
    stated = linked(stated, figures.cells, statements)
    projects, problems, list_totals = read_projects(cut, default_unit=unit)
    totals = _totals(figures, stated)
    lines = _lines(figures, narrative)
    sources = proven(income.read_income(cut, unit))
    checked = [*_checks(figures, lines), *income_checks(sources), *narrative_checks(stated, statements)]
    checked += _project_checks(figures, totals, list_totals, projects)
    return Disclosure(
        source=source,
        identity=read_identity(items, cut, [p.code for p in projects if p.code], unit),
        totals=totals,
        pages=tuple(_page_text(page) for page in document.pages),
        sections=sections,
        statements=statements,
        lines=lines,
        projects=projects,
        overall_goals=read_overall_goals(cut, default_unit=unit),
        three_public=_record(figures.three_public),
        procurement=figures.procurement,
        figures=stated,
        income=income.records(sources),
        checks=tuple(checked),
        problems=(
            *_reading_problems(document),
            *unread_problems(figures.tables, statements),
            *problems,
            *project_checks.gap_problems(checked),
        ),
    )


def _figures(cut: Layout, stated: Sequence[NarrativeFigure], unit: str | None) -> _Figures:
    def tables(kind: str) -> list[StatementRegion]:
        return [region for region in cut.statements if region.kind == kind]

    by_subject = read_tables(cut, unit)
    balances = [read_balance(region, unit_of(region, unit)) for region in tables("income_expenditure")]
    printed = (three_public.read_three_public(region, unit_of(region, unit)) for region in tables("three_public"))
    bought = (procurement_in_table(region, unit_of(region, unit)) for region in tables("procurement"))
    three, procurement = next(filter(None, printed), None), next(filter(None, bought), None)
    sides = {
        kind: [side for region in tables(kind) for side in entries_by_column(region, unit_of(region, unit))]
        for kind in ("income_expenditure", "fiscal_income_expenditure")
    }
    return _Figures(
        tables=by_subject,
        function_statement="expenditure" if by_subject["expenditure"].lines else "general_expenditure",
        balance=next((b for b in balances if b.income or b.expenditure), None),
        three_public=three or three_public_said(stated),
        procurement=procurement_said(stated) or procurement,
        cells=cells_of(sides, by_subject, three, procurement),
    )


def _totals(figures: _Figures, stated: Sequence[NarrativeFigure]) -> Totals:
    balance, total = figures.balance, figures.function.total
    printed = total.amounts if total else {}
    return Totals(
        income=_amount(balance.income if balance else None) or amount_said(stated, "income"),
        expenditure=_amount(balance.expenditure if balance else None)
        or printed.get("total")
        or amount_said(stated, "expenditure"),
        basic=printed.get("basic") or _amount(balance.basic if balance else None),
        project=printed.get("project") or _amount(balance.project if balance else None),
    )


def _amount(entry: Entry | None) -> Amount | None:
    return entry.amount if entry else None


def _lines(figures: _Figures, narrative: Narrative) -> tuple[BudgetLine, ...]:
    """The rows of all statements by subject, 支出总表 and 基本支出表 first; where one of these two is missing, what
    other places state."""
    functions = list(lines_of(figures.tables, [figures.function_statement]))
    if not functions:
        entries = [*(figures.balance.functions if figures.balance else ()), *prose.function_entries(narrative)]
        ordered = sorted(entries, key=lambda entry: entry.code or "")
        functions = [_line_of_entry(entry, Classification.FUNCTION, "expenditure") for entry in ordered]
    economic = list(lines_of(figures.tables, ["basic_expenditure"]))
    if not economic and figures.balance:
        entries = list(figures.balance.economic)
        economic = [_line_of_entry(entry, Classification.ECONOMIC, "basic_expenditure") for entry in entries]
    first = {figures.function_statement, "basic_expenditure"}
    others = lines_of(figures.tables, [kind for kind in BY_SUBJECT if kind not in first])
    return tuple(replace(line, ordinal=n) for n, line in enumerate([*functions, *economic, *others]))


def _line_of_entry(entry: Entry, classification: Classification, statement: str) -> BudgetLine:
    origin = "印刷" if entry.code_printed else "推断"
    amounts = {"total": entry.amount}
    if classification is Classification.ECONOMIC and entry.code:
        amounts["personnel" if entry.code in ("301", "303") else "public"] = entry.amount
    level = subjects.level(entry.code) if entry.code else 0
    return BudgetLine(0, classification, statement, entry.code, origin, entry.name, level, amounts, (entry.citation,))


def _record(figures: Figures | None) -> ThreePublic | None:
    return figures.record() if figures else None


def _checks(figures: _Figures, lines: Sequence[BudgetLine]) -> list[Check]:
    function = _subject_totals(figures.function, Classification.FUNCTION)
    general = _subject_totals(figures.general, Classification.FUNCTION)
    economic = _subject_totals(figures.economic, Classification.ECONOMIC)
    spent = [line for line in lines if line.statement == figures.function_statement] or [
        line for line in lines if line.statement == "expenditure"
    ]
    return [
        *checks.totals_checks(figures.balance, function),
        *checks.subject_checks(spent, function if figures.function_statement == "expenditure" else general),
        *checks.subject_checks([line for line in lines if line.statement == "basic_expenditure"], economic),
        *checks.basic_check(general, function, economic),
        *checks.three_public_check(figures.three_public),
        *checks.procurement_check(figures.procurement),
    ]


def _project_checks(
    figures: _Figures, totals: Totals, list_totals: Sequence[ListTotal], projects: Sequence[Project]
) -> list[Check]:
    """Checks of projects against the 项目支出 of the whole, then against that of the general budget."""
    balance = figures.balance
    where = [entry.citation for entry in (balance.income, balance.expenditure) if entry] if balance else []
    whole = figures.function.total.citations[:1] if figures.function.total else tuple(where)
    general = figures.general.total
    places = [(totals.project, whole)]
    if general:
        places.append((general.amounts.get("project"), general.citations[:1]))
    printed = [
        project_checks.ProjectExpenditure(amount, citations)
        for amount, citations in places
        if amount is not None and amount.yuan
    ]
    return [
        *project_checks.list_checks(list_totals),
        *project_checks.sum_check(printed, list_totals, projects),
    ]


def _subject_totals(table: SubjectTable, classification: Classification) -> checks.SubjectTotals | None:
    if table.total is None:
        return None
    return checks.SubjectTotals(classification, table.total.amounts, table.total.citations[0])


def _page_text(page: Page) -> PageText:
    """The text of a page; blank lines of a text file are kept, so that the n-th line has the n-th number."""
    numbered = [pair for block in page.blocks for pair in _numbered_lines(block)]
    if not numbered or numbered[0][0] is None:
        return PageText(page.number, page.width, page.height, tuple(text for _, text in numbered))
    lines = {number: text for number, text in numbered if number is not None}
    first = min(lines)
    return PageText(
        page.number,
        page.width,
        page.height,
        tuple(lines.get(number, "") for number in range(first, max(lines) + 1)),
        first,
    )


def _numbered_lines(block: Line | Table) -> Iterator[tuple[int | None, str]]:
    """The printed lines of a block, with their numbers in a text file."""
    if isinstance(block, Line):
        yield (block.number if block.box is None else None), block.text
        return
    numbers = block.line_numbers or [None] * len(block.rows)
    for number, row in zip(numbers, block.rows, strict=True):
        yield number, "\t".join(cell_text(cell) for cell in row)


def _reading_problems(document: Document) -> list[Problem]:
    return [Problem(p.code, Severity.WARNING, p.message, p.page) for p in document.problems]
