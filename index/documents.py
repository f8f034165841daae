"""Records as the index sees them: one flat document for each project, section, line and disclosure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any

from analyzers import divisions
from analyzers.money import to_fen
from analyzers.text import normalise_text
from index.records import (
    Amount,
    AmountState,
    BudgetLine,
    Citation,
    Disclosure,
    DocumentKind,
    GoalTask,
    Identity,
    Indicator,
    Project,
    RecordKind,
    Section,
    Severity,
    record_id,
)

#: Between two parts of a joined text; kept by normalisation, so no quoted text reaches across it unnoticed.
PART_SEPARATOR = "；"
PATH_SEPARATOR = " › "

#: Values of the field ``quality``.
UNBALANCED = "勾稽不平"
WITH_PROBLEMS = "有问题"
WITHOUT_AMOUNT = "无金额"
UNREADABLE_AMOUNT = "金额无法辨认"
WITHOUT_INDICATORS = "无绩效指标"


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One searchable record. Every attribute is a row of ``index/fields.py`` of the same name.

    Text attributes hold the original text; None or '' where the record has none.
    """

    id: str
    document_id: str
    kind: str  # RecordKind
    # text
    name: str
    goal: str = ""
    indicators: str = ""
    text: str = ""
    context: str = ""  # names of place and department, codes, subjects above a line
    # where and who
    province: str = ""
    prefecture: str = ""
    county: str = ""
    division_code: str = ""
    department: str = ""
    department_type: str = ""
    year: int | None = None
    stage: str = ""
    doc_kind: str = ""
    # what
    amount_fen: int | None = None
    amount_raw: str = ""
    amount_unit: str = ""
    classification: str = ""
    code: str = ""
    statement: str = ""
    section_kind: str = ""
    quality: tuple[str, ...] = ()  # flags such as 勾稽不平, 有问题
    project: str = ""  # normalised name of a project, to count those of the same name
    adds: str = ""  # amounts of one value may be added up; see index/answers/statistics.py
    holder: str = ""  # whose money the disclosure shows, the same key for a department and the start of its units'
    # where it is printed
    file: str = ""
    sha256: str = ""
    page: int | None = None
    path: str = ""  # headings, or subject names from 类 down, joined by " › "


def index_documents(disclosure: Disclosure) -> tuple[IndexDocument, ...]:
    """Everything of one disclosure that can be found: itself, its projects, lines and sections, in reading order."""
    make = _MakeRecord(disclosure)
    return (
        _disclosure_document(make, disclosure),
        *(_project_document(make, project) for project in disclosure.projects),
        *_line_documents(make, disclosure.lines),
        *(_section_document(make, section) for section in disclosure.sections),
    )


class _MakeRecord:
    """Makes records of one disclosure, which all say where they are from and who prints them."""

    def __init__(self, disclosure: Disclosure) -> None:
        self._document_id = disclosure.document_id
        self._place = _place(disclosure)
        self._make = partial(IndexDocument, document_id=self._document_id, **_shared(disclosure))

    def __call__(
        self, kind: RecordKind, ordinal: int, around: Iterable[str | None], amount: Amount | None, **values: Any
    ) -> IndexDocument:
        """A record that also says ``amount``, and in its context what stands ``around`` it."""
        return self._make(
            id=record_id(self._document_id, kind, ordinal),
            kind=kind,
            context=_joined((self._place, *around)),
            amount_fen=None if amount is None or amount.yuan is None else to_fen(amount.yuan),
            amount_raw=amount.raw if amount else "",
            amount_unit=amount.unit if amount else "",
            **values,
        )


def _shared(disclosure: Disclosure) -> dict[str, Any]:
    """What every record of a disclosure has in common."""
    source, identity = disclosure.source, disclosure.identity
    return {
        "province": identity.province or "",
        "prefecture": identity.prefecture or "",
        "county": identity.county or "",
        "division_code": identity.division_code or "",
        "department": identity.department or "",
        "department_type": identity.department_type or "",
        "year": identity.year,
        "stage": identity.stage or "",
        "doc_kind": identity.kind,
        "holder": _holder(identity),
        "file": _base_name(source.path),
        "sha256": source.sha256,
    }


def _disclosure_document(make: _MakeRecord, disclosure: Disclosure) -> IndexDocument:
    return make(
        RecordKind.DOCUMENT,
        0,
        around=(),
        amount=disclosure.totals.expenditure,
        name=_title(disclosure),
        goal=_joined(goal.goal for goal in disclosure.overall_goals),
        indicators=_joined(
            _indicator_text(indicator) for goal in disclosure.overall_goals for indicator in goal.indicators
        ),
        text=_joined(part for goal in disclosure.overall_goals for task in goal.tasks for part in _task_text(task)),
        adds=RecordKind.DOCUMENT,
        quality=tuple(_disclosure_flags(disclosure)),
        page=1 if disclosure.source.pages else None,
    )


def _task_text(task: GoalTask) -> tuple[str | None, ...]:
    return task.name, task.content


def _title(disclosure: Disclosure) -> str:
    identity = disclosure.identity
    year = f"{identity.year}年" if identity.year else ""
    return identity.title or f"{identity.department or ''}{year}{identity.kind}"


def _place(disclosure: Disclosure) -> str:
    """Every name under which the place and the department are known, official ones first."""
    identity = disclosure.identity
    division = divisions.by_code(identity.division_code) if identity.division_code else None
    short_names = division.short_names if division else ()
    names = (identity.province, identity.prefecture, identity.county, *short_names, identity.department)
    return _joined(names)


#: What a holder's key begins with: a department, a unit, whoever else.
DEPARTMENT_MARK, UNIT_MARK, OTHER_MARK = "d", "u", "o"
DEPARTMENT_KINDS = frozenset((DocumentKind.DEPARTMENT_BUDGET, DocumentKind.DEPARTMENT_ACCOUNTS))
UNIT_KINDS = frozenset((DocumentKind.UNIT_BUDGET, DocumentKind.UNIT_ACCOUNTS))

#: What is printed behind the name of a department's own unit, and a unit's.
_OWN_UNIT = re.compile(r"[（(]?(?:本级|机关|本部|汇总)[)）]?$")


def _holder(identity: Identity) -> str:
    """Place, year, stage and office: the key of a department is the start of those of units named after it."""
    if not identity.department:
        return ""
    office = _OWN_UNIT.sub("", normalise_text(identity.department))
    key = "|".join((identity.division_code or "", str(identity.year or ""), identity.stage or "", office))
    return _holder_mark(identity.kind) + key


def _holder_mark(kind: DocumentKind) -> str:
    if kind in DEPARTMENT_KINDS:
        return DEPARTMENT_MARK
    return UNIT_MARK if kind in UNIT_KINDS else OTHER_MARK


def _disclosure_flags(disclosure: Disclosure) -> Iterator[str]:
    if any(check.holds is False for check in disclosure.checks):
        yield UNBALANCED
    if any(problem.severity is not Severity.INFO for problem in disclosure.problems):
        yield WITH_PROBLEMS


def _project_document(make: _MakeRecord, project: Project) -> IndexDocument:
    return make(
        RecordKind.PROJECT,
        project.ordinal,
        around=(project.code,),
        amount=project.amount,
        name=project.name,
        goal=project.goal or "",
        indicators=_joined(_indicator_text(indicator) for indicator in project.indicators),
        text=_joined((project.category, project.basis, project.note)),
        code=project.function_code or "",
        project=normalise_text(project.name),
        adds=RecordKind.PROJECT,
        quality=tuple(_project_flags(project)),
        page=_page(project.citations),
    )


def _indicator_text(indicator: Indicator) -> str:
    levels = (indicator.level1, indicator.level2, indicator.level3, indicator.description, indicator.value)
    return " ".join(part for part in levels if part)


def _project_flags(project: Project) -> Iterator[str]:
    if project.amount is None or project.amount.state is AmountState.BLANK:
        yield WITHOUT_AMOUNT
    if project.amount is not None and project.amount.state is AmountState.UNREADABLE:
        yield UNREADABLE_AMOUNT
    if not project.indicators:
        yield WITHOUT_INDICATORS


def _line_documents(make: _MakeRecord, lines: Sequence[BudgetLine]) -> Iterator[IndexDocument]:
    """Records of the lines, without those of statements that only repeat what an earlier one prints."""
    repeating = _repeating_statements(lines)
    for (line, path), after in zip_longest(_with_paths(lines), lines[1:]):
        finest = after is None or not _is_under(after, line)
        if line.statement not in repeating:
            yield _line_document(make, line, path, adds=line_class(line, finest=finest))


def _repeating_statements(lines: Sequence[BudgetLine]) -> frozenset[str]:
    """Statements whose every subject stands with the same amount in one before them.

    A department without other funds prints its 支出总表 again as 一般公共预算支出表: that tells nothing more.
    """
    printed: dict[str, set[tuple[object, ...]]] = {}
    for line in lines:
        total = line.amounts.get("total")
        said = (line.classification, line.code or line.name, total.yuan if total else None)
        printed.setdefault(line.statement, set()).add(said)
    before: set[tuple[object, ...]] = set()
    repeating = set()
    for statement, subjects in printed.items():
        if subjects <= before:
            repeating.add(statement)
        before |= subjects
    return frozenset(repeating)


def line_class(line: BudgetLine, *, finest: bool) -> str:
    """The class of lines whose amounts may be added: those of one statement with nothing below (0), or of one level."""
    return f"{RecordKind.LINE}/{line.statement}/{line.classification}/{0 if finest else line.level}"


def _line_document(make: _MakeRecord, line: BudgetLine, path: tuple[str, ...], *, adds: str) -> IndexDocument:
    total = line.amounts.get("total")
    return make(
        RecordKind.LINE,
        line.ordinal,
        around=(line.code, *path[:-1]),
        amount=total,
        name=line.name,
        adds=adds,
        classification=line.classification,
        code=line.code or "",
        statement=line.statement,
        quality=(UNREADABLE_AMOUNT,) if total is not None and total.state is AmountState.UNREADABLE else (),
        page=_page(line.citations),
        path=PATH_SEPARATOR.join(path),
    )


def _with_paths(lines: Iterable[BudgetLine]) -> Iterator[tuple[BudgetLine, tuple[str, ...]]]:
    """Each line with the names of its subjects from 类 down to itself, as far as the statement prints them."""
    above: list[BudgetLine] = []
    for line in lines:
        while above and not _is_under(line, above[-1]):
            above.pop()
        above.append(line)
        yield line, tuple(subject.name for subject in above)


def _is_under(line: BudgetLine, other: BudgetLine) -> bool:
    same_table = (line.statement, line.classification) == (other.statement, other.classification)
    codes_agree = not line.code or not other.code or line.code.startswith(other.code)
    return same_table and other.level < line.level and codes_agree


def _section_document(make: _MakeRecord, section: Section) -> IndexDocument:
    return make(
        RecordKind.SECTION,
        section.ordinal,
        around=section.path[:-1],
        amount=None,
        name=section.heading,
        text=section.text,
        section_kind=section.kind,
        page=_page(section.citations),
        path=PATH_SEPARATOR.join(section.path),
    )


def _page(citations: tuple[Citation, ...]) -> int | None:
    return citations[0].page if citations else None


def _joined(parts: Iterable[str | None]) -> str:
    return PART_SEPARATOR.join(dict.fromkeys(part for part in parts if part))


def _base_name(path: str) -> str:
    """The last part of a path of either kind of slash."""
    return path.replace("\\", "/").rpartition("/")[2]
