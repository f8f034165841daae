"""Projects held against the totals a document prints."""

from __future__ import annotations

from decimal import Decimal

import pytest

from index.records import Amount, Check, Citation, Indicator, Project
from indexer.extract.projects.project_checks import ProjectExpenditure, gap_problems, list_checks, sum_check
from indexer.extract.projects.project_found import ListTotal

HERE = Citation(3)


def ten_thousand(number: str) -> Amount:
    return Amount(Decimal(number) * 10_000, number, "万元", "表头")


def project(ordinal: int, number: str | None, *, name: str = "", indicators: tuple[Indicator, ...] = ()) -> Project:
    amount = ten_thousand(number) if number else None
    return Project(ordinal, name or f"项目{ordinal}", None, amount, None, indicators, (Citation(ordinal + 10),))


def expenditure(number: str) -> ProjectExpenditure:
    return ProjectExpenditure(ten_thousand(number), (HERE,))


def printed_list(total: str, *numbers: str) -> ListTotal:
    return ListTotal(ten_thousand(total), Citation(5), tuple(map(ten_thousand, numbers)), (Citation(6),))


def only(checks: object) -> Check:
    (check,) = checks  # type: ignore[misc]
    assert isinstance(check, Check)
    return check


@pytest.mark.parametrize(("total", "holds"), [("12.50", True), ("12.52", True), ("12.60", False)])
def test_a_list_is_held_against_its_own_total_within_rounding(total: str, holds: bool) -> None:
    check = only(list_checks([printed_list(total, "10.00", "2.50")]))

    assert check.holds is holds
    assert check.right == 125_000
    assert [citation.page for citation in check.citations] == [5, 6]


def test_projects_that_make_up_the_expenditure_hold() -> None:
    check = only(sum_check([expenditure("30")], [], [project(0, "10"), project(1, "20"), project(2, None)]))

    assert (check.holds, check.left, check.right) == (True, 300_000, 300_000)
    assert [citation.page for citation in check.citations] == [3, 10, 11]


def test_projects_that_fall_short_cannot_be_tested_but_the_gap_is_told() -> None:
    check = only(sum_check([expenditure("203.98")], [], [project(0, "186.21")]))
    problem = only_problem([check])

    assert (check.holds, check.difference) == (None, Decimal(177_700))
    assert problem.code == "projects_incomplete"
    assert "17.77万元没有列出项目" in problem.message


def test_projects_that_are_more_than_the_expenditure_are_warned_of() -> None:
    problem = only_problem(sum_check([expenditure("10")], [], [project(0, "12")]))

    assert (problem.code, problem.severity) == ("projects_exceed", "warning")
    assert "多出2.00万元" in problem.message


def only_problem(checks: object):
    (problem,) = gap_problems(list(checks))  # type: ignore[call-overload]
    return problem


def test_the_expenditure_of_one_fund_will_do() -> None:
    check = only(sum_check([expenditure("50"), expenditure("30")], [], [project(0, "30")]))

    assert (check.holds, check.left) == (True, 300_000)


def test_a_list_with_a_total_stands_for_the_projects() -> None:
    """Goal tables may speak of money that is not the department's own."""
    check = only(sum_check([expenditure("30")], [printed_list("30", "30")], [project(0, "30"), project(1, "900")]))

    assert (check.holds, check.right) == (True, 300_000)


@pytest.mark.parametrize(("total", "holds"), [("29", None), ("31", None), ("41", False)])
def test_the_total_of_a_list_contradicts_only_where_it_is_more_than_any_fund(total: str, holds: bool | None) -> None:
    check = only(sum_check([expenditure("40"), expenditure("30")], [printed_list(total, total)], []))

    assert check.holds is holds


def test_a_project_that_sums_up_others_counts_once() -> None:
    parts = [project(0, "10", name="巡查-东片"), project(1, "20", name="巡查-西片")]
    whole = project(2, "30", name="巡查", indicators=(Indicator("产出指标", "数量指标", "次数", "≥4"),))

    assert only(sum_check([expenditure("30")], [], [*parts, whole])).holds is True


def test_nothing_is_compared_where_nothing_is_printed() -> None:
    assert list(sum_check([], [], [project(0, "10")])) == []
    assert list(sum_check([expenditure("10")], [], [project(0, None)])) == []
