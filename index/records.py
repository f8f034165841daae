"""The records a disclosure is made of: what the catalog keeps and everything else is derived from.

Plain frozen values with no behaviour beyond small derived properties. The
indexer builds them, the catalog stores them, the search application shows them.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

#: Length of a document id: the first hex digits of the file's SHA-256.
DOCUMENT_ID_LENGTH = 16


class Stage(enum.StrEnum):
    """阶段: a plan for the year or its outturn."""

    BUDGET = "预算"
    FINAL_ACCOUNTS = "决算"


class DocumentKind(enum.StrEnum):
    """Whose money a disclosure shows; a department's includes its subordinate units'."""

    DEPARTMENT_BUDGET = "部门预算"
    UNIT_BUDGET = "单位预算"
    DEPARTMENT_ACCOUNTS = "部门决算"
    UNIT_ACCOUNTS = "单位决算"
    OTHER = "其他"


class SectionKind(enum.StrEnum):
    """章节: what a narrative section is about."""

    DUTIES = "duties"
    ORGANISATION = "organisation"
    TASKS = "tasks"
    STAFFING = "staffing"
    EXPLANATION = "explanation"
    THREE_PUBLIC = "three_public"
    OPERATING_COST = "operating_cost"
    PROCUREMENT = "procurement"
    ASSETS = "assets"
    PERFORMANCE = "performance"
    GLOSSARY = "glossary"
    OTHER = "other"


class Classification(enum.StrEnum):
    """Which classification the code of a line belongs to."""

    FUNCTION = "function"  # 支出功能分类
    ECONOMIC = "economic"  # 部门预算支出经济分类


class Fund(enum.StrEnum):
    """资金: which money a figure of the narrative counts."""

    FISCAL = "财政拨款"
    GENERAL = "一般公共预算"
    GOVERNMENT_FUND = "政府性基金"
    STATE_CAPITAL = "国有资本经营"


class ComparedWith(enum.StrEnum):
    """What a figure of the narrative is compared with, as far as the sentence says."""

    LAST_YEAR = "上年"
    LAST_BUDGET = "上年预算"
    LAST_EXECUTION = "上年执行数"
    LAST_ACCOUNTS = "上年决算"
    OWN_BUDGET = "本年预算"


class Direction(enum.StrEnum):
    """Which way a figure has changed."""

    UP = "增加"
    DOWN = "减少"
    LEVEL = "持平"


class AmountState(enum.StrEnum):
    """What the cell of an amount holds. A printed 0 is PRINTED with zero yuan."""

    PRINTED = "printed"
    BLANK = "blank"
    UNREADABLE = "unreadable"


class Severity(enum.StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin top left, as the page is shown (rotation applied)."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Citation:
    """Where something is printed.

    ``page`` counts from 1. PDF records carry a ``box``; text records carry
    ``first_line``..``last_line``, counted from 1 over the whole file.
    """

    page: int
    box: Box | None = None
    first_line: int | None = None
    last_line: int | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed amount: exact yuan, and how it was printed.

    ``yuan`` is None exactly when the state is BLANK or UNREADABLE. ``unit`` is
    the printed unit the raw text was read in (元, 万元, 亿元), ``unit_origin``
    where that unit stands: 表头 (the table's own unit line), 列头 (its column
    head), 正文 (right behind the number), 全文 (elsewhere in the document), or
    勾稽 (chosen because the document's own sums close under it).
    """

    yuan: Decimal | None
    raw: str
    unit: str
    unit_origin: str
    state: AmountState = AmountState.PRINTED


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a disclosure was read from; the bytes are its identity, not its name."""

    sha256: str
    path: str
    media_type: str
    size: int
    pages: int

    @property
    def document_id(self) -> str:
        return self.sha256[:DOCUMENT_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who disclosed what, when. None where the document does not say."""

    title: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    division_code: str | None  # 6 digits
    department: str | None
    department_type: str | None
    year: int | None
    stage: Stage | None
    kind: DocumentKind
    table_unit: str | None  # the unit most of the document's tables print


@dataclass(frozen=True, slots=True)
class PageText:
    """One page as text: what the viewer shows beside or instead of the page image.

    Width and height are PDF points as shown, None for text files. ``lines`` are
    the printed lines in reading order; ``first_line`` is the number of the first
    of them in a text file.
    """

    number: int
    width: float | None
    height: float | None
    lines: tuple[str, ...]
    first_line: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """章节: the text of one heading, without the text of its sub-headings or any table."""

    ordinal: int
    path: tuple[str, ...]  # headings from the outermost to this one
    kind: SectionKind
    text: str
    citations: tuple[Citation, ...]

    @property
    def heading(self) -> str:
        return self.path[-1]


@dataclass(frozen=True, slots=True)
class Statement:
    """表: one budget table found in the document.

    ``empty`` is true for a table that is declared or seen to hold no data (空表).
    """

    ordinal: int
    kind: str  # a key of indexer/data/statements.yaml
    title: str
    unit: str | None
    page_from: int
    page_to: int
    empty: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """行: one subject of a statement with its amounts by column meaning.

    ``amounts`` maps a column meaning to the amount printed there; a missing key
    means the table has no such column. The meanings are ``total``, its parts
    ``basic`` (itself ``personnel`` and ``public``), ``project``, ``operating``,
    ``upward`` and ``subsidy``, and beside them ``previous``, the total of an
    earlier year, and ``planned``, the plan that final accounts print with the
    outturn.
    ``level`` is 1 类, 2 款, 3 项 for function, 1 类, 2 款 for economic subjects.
    """

    ordinal: int
    classification: Classification
    statement: str  # the kind of the statement it stands in
    code: str | None  # joined digits
    code_origin: str  # 印刷, 承上 (inherited), 推断 (inferred from the name) or 无
    name: str
    level: int
    amounts: Mapping[str, Amount]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """绩效指标: one performance indicator.

    ``value`` is the target as printed (operator, number and unit joined by one
    space where the table prints them in separate columns).
    """

    level1: str | None
    level2: str | None
    level3: str | None
    value: str | None
    operator: str | None = None
    target: str | None = None
    unit: str | None = None
    weight: str | None = None
    description: str | None = None
    basis: str | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """项目: one project with its amount, goal and indicators, wherever they were printed."""

    ordinal: int
    name: str
    code: str | None
    amount: Amount | None  # None when no place prints one
    goal: str | None
    indicators: tuple[Indicator, ...]
    citations: tuple[Citation, ...]
    category: str | None = None
    basis: str | None = None  # 立项依据
    note: str | None = None  # purpose, allocation or other text printed with it
    function_code: str | None = None


@dataclass(frozen=True, slots=True)
class GoalTask:
    """年度主要任务: one main task of the year with what it costs, as a goal table of a whole department lists it."""

    name: str
    content: str | None
    amount: Amount | None


@dataclass(frozen=True, slots=True)
class OverallGoal:
    """整体支出绩效目标: what a department or unit as a whole means to reach with its money.

    ``holder`` is whose goal it is, as the table prints it. ``amount`` is the whole, ``basic`` and ``project`` its
    two halves, None where the table does not print them.
    """

    ordinal: int
    holder: str | None
    goal: str | None
    amount: Amount | None
    basic: Amount | None
    project: Amount | None
    tasks: tuple[GoalTask, ...]
    indicators: tuple[Indicator, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费 of the year; None where the part is not disclosed at all.

    ``previous`` are the figures of last year and ``planned`` the plan that final accounts print with the outturn,
    where the same table prints them; these have neither themselves.
    """

    total: Amount | None
    abroad: Amount | None
    vehicle_purchase: Amount | None
    vehicle_operation: Amount | None
    reception: Amount | None
    citation: Citation
    previous: ThreePublic | None = None
    planned: ThreePublic | None = None


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购 of the year; None where the part is not disclosed at all."""

    total: Amount | None
    goods: Amount | None
    works: Amount | None
    services: Amount | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class FigureChange:
    """增减: how a figure of the narrative has changed, as printed.

    ``base`` is the figure compared with, where the sentence prints it. ``amount`` and ``percentage``
    (in percent) are negative for a decrease and zero for 持平; None where they are not printed.
    ``reason`` is the clause behind 主要原因是.
    """

    compared_with: ComparedWith
    direction: Direction
    base: Amount | None = None
    amount: Amount | None = None
    percentage: Decimal | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FigureCell:
    """The table a figure of the narrative speaks of: the ordinal of its statement.

    ``amount`` and ``citation`` are the cell that prints the same figure, None where none was found.
    """

    statement: int
    amount: Amount | None = None
    citation: Citation | None = None


@dataclass(frozen=True, slots=True)
class NarrativeFigure:
    """正文数字: a figure that a sentence of the narrative states, and what it says of last year.

    It holds an ``amount``, or a ``count`` of ``count_unit`` (辆, 台); neither where the sentence states a change only.
    ``threshold`` is the price in yuan from which equipment is counted. ``fund`` is None where the
    figure covers all money or the sentence does not say.
    """

    ordinal: int
    subject: str  # a key of indexer/data/figures.yaml
    fund: Fund | None
    label: str  # what the sentence calls it
    amount: Amount | None
    count: int | None
    count_unit: str | None
    threshold: Decimal | None
    changes: tuple[FigureChange, ...]
    section: int  # ordinal of its section
    citations: tuple[Citation, ...]
    cell: FigureCell | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """The document's own totals, from its 收支总表 or 支出总表."""

    income: Amount | None
    expenditure: Amount | None
    basic: Amount | None
    project: Amount | None


@dataclass(frozen=True, slots=True)
class IncomeSource:
    """收入来源: one source of income, or one sum of sources, with the amount a statement prints for it.

    ``within`` is the source it is a part of (一般公共预算拨款 below 财政拨款, or below 上年结转), None where it
    counts by itself. The same money is printed by several statements: add up the sources of one only.
    """

    ordinal: int
    statement: str  # the kind of the statement it stands in
    source: str  # a key of indexer/data/incomes.yaml
    within: str | None  # another key
    name: str
    amount: Amount
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """勾稽: one comparison the document allows; amounts in yuan.

    ``holds`` is None where one side could not be read.
    """

    id: str
    formula: str
    holds: bool | None
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read or looks wrong, said to the user."""

    code: str
    severity: Severity
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Disclosure:
    """公开文件: everything read from one file."""

    source: SourceFile
    identity: Identity
    totals: Totals
    pages: tuple[PageText, ...] = ()
    sections: tuple[Section, ...] = ()
    statements: tuple[Statement, ...] = ()
    lines: tuple[BudgetLine, ...] = ()
    projects: tuple[Project, ...] = ()
    overall_goals: tuple[OverallGoal, ...] = ()
    three_public: ThreePublic | None = None
    procurement: Procurement | None = None
    figures: tuple[NarrativeFigure, ...] = ()
    income: tuple[IncomeSource, ...] = ()
    checks: tuple[Check, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def document_id(self) -> str:
        return self.source.document_id


class RecordKind(enum.StrEnum):
    """What a search hit is; the letter of each stands in its record id."""

    PROJECT = "project"
    SECTION = "section"
    LINE = "line"
    DOCUMENT = "document"


RECORD_LETTERS: Mapping[RecordKind, str] = MappingProxyType(
    {RecordKind.PROJECT: "p", RecordKind.SECTION: "s", RecordKind.LINE: "l", RecordKind.DOCUMENT: "d"}
)


def record_id(document_id: str, kind: RecordKind, ordinal: int) -> str:
    """Stable id of a record: document id, kind letter, ordinal in reading order.

    >>> record_id("0bbe4ec4f2946aa4", RecordKind.PROJECT, 3)
    '0bbe4ec4f2946aa4-p3'
    """
    return f"{document_id}-{RECORD_LETTERS[kind]}{ordinal}"
