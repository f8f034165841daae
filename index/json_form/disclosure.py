"""A disclosure as JSON, as ``yusou parse --json`` prints it: the one definition, which the JSON Schema derives from.

The dataclasses below are the definition. Amounts are JSON numbers in yuan,
exact to the fen; null where nothing is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import PurePath
from typing import Annotated, Any

from index.json_form.figures import FigureForm, figure_form
from index.json_form.goals import IndicatorForm, OverallGoalForm, indicator_form, overall_goal_form
from index.json_form.income import IncomeForm, income_form
from index.json_form.numbers import PageNumber, Yuan, amount_number, first_page, yuan_number
from index.json_form.statements import (
    EconomicLineForm,
    FunctionLineForm,
    ProcurementForm,
    StatementLineForm,
    ThreePublicForm,
    economic_line_forms,
    function_line_forms,
    procurement_form,
    statement_line_form,
    three_public_form,
)
from index.linked_files import FilePart
from index.records import (
    Check,
    Disclosure,
    DocumentKind,
    Project,
    Section,
    SectionKind,
    Severity,
    Stage,
    Statement,
)


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
        function_lines=function_line_forms(disclosure),
        economic_lines=economic_line_forms(disclosure),
        lines=tuple(map(statement_line_form, disclosure.lines)),
        three_public=three_public_form(disclosure.three_public),
        procurement=procurement_form(disclosure.procurement),
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
