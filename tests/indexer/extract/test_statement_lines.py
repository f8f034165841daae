"""What is said of statements by subject that could not be read."""

from __future__ import annotations

import pytest

from index.records import Citation, Statement
from indexer.extract.statement_lines import BY_SUBJECT, unread_problems
from indexer.extract.subject_lines import SubjectLine, SubjectTable

NOTHING = SubjectTable(None, ())
LINE = SubjectLine("201", "印刷", "一般公共服务支出", 1, {}, (Citation(7),))


def statement(kind: str, *, empty: bool = False) -> Statement:
    return Statement(0, kind, "某表", "万元", 7, 7, empty, (Citation(7),))


def tables(**read: SubjectTable) -> dict[str, SubjectTable]:
    return dict.fromkeys(BY_SUBJECT, NOTHING) | read


@pytest.mark.parametrize("kind", ["expenditure", "general_expenditure", "basic_expenditure"])
def test_a_main_statement_of_which_nothing_is_read_is_told_with_its_page(kind: str) -> None:
    (problem,) = unread_problems(tables(), [statement(kind)])

    assert (problem.code, problem.page) == ("statement_unread", 7)
    assert "某表" in problem.message


@pytest.mark.parametrize("read", [SubjectTable(None, (LINE,)), SubjectTable(LINE, ())])
def test_a_statement_with_lines_or_a_total_is_read(read: SubjectTable) -> None:
    assert list(unread_problems(tables(expenditure=read), [statement("expenditure")])) == []


def test_an_empty_statement_and_one_that_is_not_printed_are_no_problem() -> None:
    assert list(unread_problems(tables(), [statement("expenditure", empty=True)])) == []
    assert list(unread_problems(tables(), [])) == []


def test_statements_that_many_have_no_money_for_are_not_told() -> None:
    assert list(unread_problems(tables(), [statement("government_fund"), statement("state_capital")])) == []
