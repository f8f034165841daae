"""One disclosure: everything read from one file."""

from __future__ import annotations

from dataclasses import dataclass

from index.records.checks import Check, Problem
from index.records.goals import OverallGoal, Project
from index.records.identity import Identity, SourceFile
from index.records.narrative import NarrativeFigure, PageText, Section
from index.records.statements import BudgetLine, IncomeSource, Procurement, Statement, ThreePublic, Totals


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
