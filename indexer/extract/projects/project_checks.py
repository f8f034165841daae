"""勾稽 of projects: lists against their own 合计, and projects against 项目支出.

Many documents disclose only some of their projects, so projects that fall short
of 项目支出 break nothing: such a check cannot be tested, and a problem tells how
much is left. Only a list that prints its own 合计 claims to be complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analyzers.money import format_yuan
from index.records import Amount, Check, Citation, Problem, Project, Severity
from indexer.extract.amounts import yuan
from indexer.extract.checks import compare
from indexer.extract.projects.project_found import ListTotal
from indexer.extract.projects.project_sums import sums

_SUM = "projects.sum"


@dataclass(frozen=True, slots=True)
class ProjectExpenditure:
    """One place that prints 项目支出: the 支出总表, or the table of one fund."""

    amount: Amount
    citations: tuple[Citation, ...]


def list_checks(totals: Sequence[ListTotal]) -> Iterator[Check]:
    """合计 of each list = its projects."""
    for number, total in enumerate(totals):
        where = (total.citation, *total.citations)
        yield compare(f"projects.list.{number}", "项目支出表 合计 = Σ项目", total.amount, total.addends, where)


def sum_check(
    printed: Sequence[ProjectExpenditure], totals: Sequence[ListTotal], projects: Sequence[Project]
) -> Iterator[Check]:
    """项目支出, the whole or of one fund, against the 合计 of the lists, else against all projects."""
    candidates = [*_against_lists(printed, totals)] or [*_against_projects(printed, projects)]
    if candidates:
        yield next((check for check in candidates if check.holds), candidates[0])


def _against_lists(printed: Sequence[ProjectExpenditure], totals: Sequence[ListTotal]) -> Iterator[Check]:
    """A list may cover one fund only: its 合计 contradicts 项目支出 where it is more than is printed anywhere."""
    for total in totals:
        for place in printed:
            where = (*place.citations, total.citation)
            check = compare(_SUM, "项目支出合计 = 项目支出表 合计", place.amount, [total.amount], where)
            exceeds = all((yuan(total.amount) or 0) > (yuan(other.amount) or 0) for other in printed)
            yield check if check.holds or exceeds else replace(check, holds=None)


def _against_projects(printed: Sequence[ProjectExpenditure], projects: Sequence[Project]) -> Iterator[Check]:
    summed_up = sums(projects)
    counted = [project for project in projects if project.ordinal not in summed_up and yuan(project.amount) is not None]
    for place in printed if counted else ():
        where = (*place.citations, *(project.citations[0] for project in counted))
        amounts = [project.amount for project in counted]
        check = compare(_SUM, "项目支出合计 = Σ项目", place.amount, amounts, where)
        yield check if check.holds else replace(check, holds=None)


def gap_problems(checks: Sequence[Check]) -> Iterator[Problem]:
    """What 项目支出 and the projects are apart, where that is no broken check."""
    for check in checks:
        if check.id == _SUM and check.holds is None and check.left and check.right and check.difference:
            short = check.difference > 0
            said = "另有{}没有列出项目" if short else "多出{}"
            message = (
                f"项目支出为{format_yuan(check.left)}，列出的项目合计{format_yuan(check.right)}，"
                f"{said.format(format_yuan(abs(check.difference)))}。"
            )
            severity = Severity.INFO if short else Severity.WARNING
            yield Problem("projects_incomplete" if short else "projects_exceed", severity, message)
