"""A disclosure as JSON, as ``yusou parse --json`` prints it: the one definition, which the JSON Schema derives from.

The dataclasses below are the definition. Amounts are JSON numbers in yuan,
exact to the fen; null where nothing is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import PurePath
from typing import Annotated, Any

from index.json_figures import FigureForm, figure_form
from index.json_goals import IndicatorForm, OverallGoalForm, indicator_form, overall_goal_form
from index.json_income import IncomeForm, income_form
from index.json_numbers import PageNumber, amount_number, first_page
from index.json_numbers import Yuan as Yuan
from index.json_numbers import yuan_number as yuan_number
from index.linked_files import FilePart
from index.records import (
    Amount,
    BudgetLine,
    Check,
    Classification,
    Disclosure,
    DocumentKind,
    Procurement,
    Project,
    Section,
    SectionKind,
    Severity,
    Stage,
    Statement,
    ThreePublic,
)

#: Statements whose lines stand for the document's expenditure, the best first: the same
#: money is printed again by later ones, and a document may lack the first.
FUNCTION_STATEMENTS = ("expenditure", "general_expenditure", "basic_function")
ECONOMIC_STATEMENTS = ("basic_expenditure", "general_economic", "expenditure_economic")


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """文件及其标识。"""

    sha256: str
    file: Annotated[str, "文件名，不含目录"]
    media_type: str
    pages: int
    title: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    division_code: Annotated[str | None, "六位行政区划代码"]
    department: str | None
    year: int | None
    stage: Stage | None
    doc_kind: DocumentKind
    table_unit: Annotated[str | None, "多数报表的金额单位"]


@dataclass(frozen=True, slots=True)
class TotalsForm:
    """收支总计。"""

    income: Yuan
    expenditure: Yuan
    basic: Yuan
    project: Yuan


@dataclass(frozen=True, slots=True)
class FunctionLineForm:
    """支出总表中的一个支出功能分类科目。"""

    code: Annotated[str | None, "连写的科目编码"]
    name: str
    level: Annotated[int, "1 类，2 款，3 项"]
    total: Yuan
    basic: Yuan
    project: Yuan
    page: PageNumber


@dataclass(frozen=True, slots=True)
class EconomicLineForm:
    """基本支出表中的一个支出经济分类科目。"""

    code: str | None
    name: str
    level: Annotated[int, "1 类，2 款"]
    total: Yuan
    personnel: Yuan
    public: Yuan
    page: PageNumber


@dataclass(frozen=True, slots=True)
class StatementLineForm:
    """任一报表中的一个科目，各栏金额按栏目含义给出。"""

    statement: Annotated[str, "所在报表的种类"]
    classification: Classification
    code: Annotated[str | None, "连写的科目编码"]
    code_origin: Annotated[str, "印刷、承上、推断或无"]
    name: str
    level: Annotated[int, "1 类，2 款，3 项"]
    amounts: Annotated[Mapping[str, Yuan], "栏目含义到金额；空白为 null"]
    page: PageNumber


@dataclass(frozen=True, slots=True)
class ThreePublicPartsForm:
    """同一张表印出的另一年或预算的“三公”经费。"""

    total: Yuan
    abroad: Yuan
    vehicle_purchase: Yuan
    vehicle_operation: Yuan
    reception: Yuan


@dataclass(frozen=True, slots=True)
class ThreePublicForm(ThreePublicPartsForm):
    """“三公”经费。"""

    page: PageNumber
    previous: Annotated[ThreePublicPartsForm | None, "上年数；没有印出时为 null"]
    planned: Annotated[ThreePublicPartsForm | None, "决算表中的预算数；没有印出时为 null"]


@dataclass(frozen=True, slots=True)
class ProcurementForm:
    """政府采购。"""

    total: Yuan
    goods: Yuan
    works: Yuan
    services: Yuan


@dataclass(frozen=True, slots=True)
class ProjectForm:
    """一个项目及其绩效目标。"""

    name: str
    code: str | None
    amount: Yuan
    goal: str | None
    page: PageNumber
    indicators: tuple[IndicatorForm, ...]


@dataclass(frozen=True, slots=True)
class SectionForm:
    """一个标题下的文字，不含下级标题和表格的文字。"""

    path: Annotated[tuple[str, ...], "由外到内的各级标题"]
    heading: str
    kind: SectionKind
    page: PageNumber
    text: str


@dataclass(frozen=True, slots=True)
class TableForm:
    """一张报表。"""

    kind: str
    title: str
    unit: str | None
    page_from: int
    page_to: int
    empty: Annotated[bool, "空表"]


@dataclass(frozen=True, slots=True)
class CheckForm:
    """一条勾稽关系。"""

    id: str
    formula: str
    holds: Annotated[bool | None, "null 表示缺数，无法核对"]
    left: Yuan
    right: Yuan
    difference: Yuan
    where: Annotated[str, "所在页"]


@dataclass(frozen=True, slots=True)
class ProblemForm:
    """读取时发现的一个问题。"""

    code: str
    severity: Severity
    message: str
    page: PageNumber


@dataclass(frozen=True, slots=True)
class DisclosureForm:
    """一份预决算公开文件。"""

    document: DocumentForm
    totals: TotalsForm
    function_lines: tuple[FunctionLineForm, ...]
    economic_lines: tuple[EconomicLineForm, ...]
    lines: Annotated[tuple[StatementLineForm, ...], "全部报表的科目行，含以上两组；同一笔钱会在几张报表中出现"]
    three_public: ThreePublicForm | None
    procurement: ProcurementForm | None
    figures: Annotated[tuple[FigureForm, ...], "正文所说的数，及其增减"]
    income: Annotated[tuple[IncomeForm, ...], "各报表所列的收入来源；同一笔钱会在几张报表中出现"]
    overall_goals: Annotated[tuple[OverallGoalForm, ...], "部门（单位）整体支出绩效目标"]
    projects: tuple[ProjectForm, ...]
    sections: tuple[SectionForm, ...]
    tables: tuple[TableForm, ...]
    checks: tuple[CheckForm, ...]
    problems: tuple[ProblemForm, ...]


@dataclass(frozen=True, slots=True)
class OtherFileForm:
    """同一公开的另一文件：一份是文字说明，其他的是报表。"""

    id: Annotated[str, "文件编号"]
    tells: Annotated[bool, "是否文字说明"]
    prints: Annotated[tuple[str, ...], "非空报表的种类"]


@dataclass(frozen=True, slots=True)
class HeldDisclosureForm(DisclosureForm):
    """一份预决算公开文件，和同一公开的其他文件。"""

    other_files: tuple[OtherFileForm, ...]


def disclosure_json(disclosure: Disclosure) -> dict[str, Any]:
    """The disclosure as a value for ``json.dump``, valid under ``json_schema(DisclosureForm)``."""
    return asdict(disclosure_form(disclosure))


def held_disclosure_json(disclosure: Disclosure, others: Iterable[FilePart]) -> dict[str, Any]:
    """The disclosure with the other files of the same publication, valid under ``json_schema(HeldDisclosureForm)``."""
    files = [asdict(OtherFileForm(part.document_id, part.tells, tuple(sorted(part.printed)))) for part in others]
    return {**disclosure_json(disclosure), "other_files": files}


def disclosure_form(disclosure: Disclosure) -> DisclosureForm:
    """Choose and flatten what the JSON shows of a disclosure."""
    totals = disclosure.totals
    return DisclosureForm(
        document=_document(disclosure),
        totals=TotalsForm(
            amount_number(totals.income),
            amount_number(totals.expenditure),
            amount_number(totals.basic),
            amount_number(totals.project),
        ),
        function_lines=tuple(map(_function_line, _lines(disclosure, Classification.FUNCTION, FUNCTION_STATEMENTS))),
        economic_lines=tuple(map(_economic_line, _lines(disclosure, Classification.ECONOMIC, ECONOMIC_STATEMENTS))),
        lines=tuple(map(_statement_line, disclosure.lines)),
        three_public=_three_public(disclosure.three_public),
        procurement=_procurement(disclosure.procurement),
        figures=tuple(map(figure_form, disclosure.figures)),
        income=tuple(map(income_form, disclosure.income)),
        overall_goals=tuple(map(overall_goal_form, disclosure.overall_goals)),
        projects=tuple(map(_project, disclosure.projects)),
        sections=tuple(map(_section, disclosure.sections)),
        tables=tuple(map(_table, disclosure.statements)),
        checks=tuple(map(_check, disclosure.checks)),
        problems=tuple(ProblemForm(item.code, item.severity, item.message, item.page) for item in disclosure.problems),
    )


def _document(disclosure: Disclosure) -> DocumentForm:
    source, identity = disclosure.source, disclosure.identity
    return DocumentForm(
        sha256=source.sha256,
        file=PurePath(source.path).name,
        media_type=source.media_type,
        pages=source.pages,
        title=identity.title,
        province=identity.province,
        prefecture=identity.prefecture,
        county=identity.county,
        division_code=identity.division_code,
        department=identity.department,
        year=identity.year,
        stage=identity.stage,
        doc_kind=identity.kind,
        table_unit=identity.table_unit,
    )


def _lines(disclosure: Disclosure, classification: Classification, preferred: Sequence[str]) -> list[BudgetLine]:
    """The lines of the best statement that has any; all lines when none of the known ones does."""
    lines = [line for line in disclosure.lines if line.classification is classification]
    present = {line.statement for line in lines}
    best = next((statement for statement in preferred if statement in present), None)
    return [line for line in lines if best is None or line.statement == best]


def _function_line(line: BudgetLine) -> FunctionLineForm:
    return FunctionLineForm(
        code=line.code,
        name=line.name,
        level=line.level,
        total=_column(line.amounts, "total"),
        basic=_column(line.amounts, "basic"),
        project=_column(line.amounts, "project"),
        page=first_page(line.citations),
    )


def _economic_line(line: BudgetLine) -> EconomicLineForm:
    return EconomicLineForm(
        code=line.code,
        name=line.name,
        level=line.level,
        total=_column(line.amounts, "total"),
        personnel=_column(line.amounts, "personnel"),
        public=_column(line.amounts, "public"),
        page=first_page(line.citations),
    )


def _statement_line(line: BudgetLine) -> StatementLineForm:
    return StatementLineForm(
        statement=line.statement,
        classification=line.classification,
        code=line.code,
        code_origin=line.code_origin,
        name=line.name,
        level=line.level,
        amounts={meaning: amount_number(amount) for meaning, amount in line.amounts.items()},
        page=first_page(line.citations),
    )


def _three_public(record: ThreePublic | None) -> ThreePublicForm | None:
    if record is None:
        return None
    return ThreePublicForm(
        **_three_public_parts(record),
        page=record.citation.page,
        previous=ThreePublicPartsForm(**_three_public_parts(record.previous)) if record.previous else None,
        planned=ThreePublicPartsForm(**_three_public_parts(record.planned)) if record.planned else None,
    )


def _three_public_parts(record: ThreePublic) -> dict[str, int | float | None]:
    return {part.name: amount_number(getattr(record, part.name)) for part in fields(ThreePublicPartsForm)}


def _procurement(record: Procurement | None) -> ProcurementForm | None:
    if record is None:
        return None
    return ProcurementForm(
        total=amount_number(record.total),
        goods=amount_number(record.goods),
        works=amount_number(record.works),
        services=amount_number(record.services),
    )


def _project(project: Project) -> ProjectForm:
    return ProjectForm(
        name=project.name,
        code=project.code,
        amount=amount_number(project.amount),
        goal=project.goal,
        page=first_page(project.citations),
        indicators=tuple(map(indicator_form, project.indicators)),
    )


def _section(section: Section) -> SectionForm:
    return SectionForm(section.path, section.heading, section.kind, first_page(section.citations), section.text)


def _table(statement: Statement) -> TableForm:
    return TableForm(
        kind=statement.kind,
        title=statement.title,
        unit=statement.unit,
        page_from=statement.page_from,
        page_to=statement.page_to,
        empty=statement.empty,
    )


def _check(check: Check) -> CheckForm:
    pages = sorted({citation.page for citation in check.citations})
    return CheckForm(
        id=check.id,
        formula=check.formula,
        holds=check.holds,
        left=yuan_number(check.left),
        right=yuan_number(check.right),
        difference=yuan_number(check.difference),
        where=f"第 {'、'.join(map(str, pages))} 页" if pages else "",
    )


def _column(amounts: Mapping[str, Amount], meaning: str) -> int | float | None:
    return amount_number(amounts.get(meaning))
