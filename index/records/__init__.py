"""The records a disclosure is made of: what the catalog keeps and everything else is derived from.

Plain frozen values with no behaviour beyond small derived properties. The
indexer builds them, the catalog stores them, the search application shows them.
"""

from __future__ import annotations

from index.records.checks import Check, Problem, Severity
from index.records.disclosure import Disclosure
from index.records.goals import GoalTask, Indicator, OverallGoal, Project
from index.records.identity import (
    DOCUMENT_ID_LENGTH,
    RECORD_LETTERS,
    DocumentKind,
    Identity,
    RecordKind,
    SourceFile,
    Stage,
    record_id,
)
from index.records.narrative import (
    ComparedWith,
    Direction,
    FigureCell,
    FigureChange,
    Fund,
    NarrativeFigure,
    PageText,
    Section,
    SectionKind,
)
from index.records.printed import Amount, AmountState, Box, Citation
from index.records.statements import (
    BudgetLine,
    Classification,
    IncomeSource,
    Procurement,
    Statement,
    ThreePublic,
    Totals,
)

__all__ = [
    "DOCUMENT_ID_LENGTH",
    "RECORD_LETTERS",
    "Amount",
    "AmountState",
    "Box",
    "BudgetLine",
    "Check",
    "Citation",
    "Classification",
    "ComparedWith",
    "Direction",
    "Disclosure",
    "DocumentKind",
    "FigureCell",
    "FigureChange",
    "Fund",
    "GoalTask",
    "Identity",
    "IncomeSource",
    "Indicator",
    "NarrativeFigure",
    "OverallGoal",
    "PageText",
    "Problem",
    "Procurement",
    "Project",
    "RecordKind",
    "Section",
    "SectionKind",
    "Severity",
    "SourceFile",
    "Stage",
    "Statement",
    "ThreePublic",
    "Totals",
    "record_id",
]
