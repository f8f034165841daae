"""The text between the tables: sections, lines of a page, and the figures that sentences state."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal

from index.records.printed import Amount, Citation


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
