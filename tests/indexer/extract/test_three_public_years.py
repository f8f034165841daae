"""“三公”经费 of last year and of the plan, where the table prints them beside this year's."""

from __future__ import annotations

import pytest
from written_documents import statement
from written_tables import ABOVE, LEFT, ruled

from indexer.extract.amounts import Unit
from indexer.extract.three_public import read_three_public

UNIT = Unit("万元", "表头")
PARTS = ("合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费")
NAMES = ("total", "abroad", "vehicle_purchase", "vehicle_operation", "reception")
THIS, OTHER = ("9.00", "1.00", "2.00", "4.00", "2.00"), ("8.00", "1.00", "2.00", "4.00", "1.00")


def record(*rows, title="“三公”经费支出表"):
    return read_three_public(statement(title, "单位：万元", ruled(*rows)), UNIT).record()


def printed(one):
    """The parts as printed, None where there is no such record."""
    return one and tuple(getattr(one, name).raw for name in NAMES)


def years(one):
    return printed(one), printed(one.previous), printed(one.planned)


def side_by_side(other, this):
    """Five columns under each of two heads."""
    return (other, *[LEFT] * 4, this, *[LEFT] * 4), (*PARTS, *PARTS)


def test_last_year_has_columns_before_this_year():
    heads = side_by_side("2025年预算数", "2026年预算数")

    assert years(record(*heads, (*OTHER, *THIS))) == (THIS, OTHER, None)


def test_final_accounts_have_the_plan_before_the_outturn():
    heads = side_by_side("预算数", "决算数")

    assert years(record(*heads, (*OTHER, *THIS), title="“三公”经费支出决算表")) == (THIS, None, OTHER)


def test_plan_and_outturn_may_stand_below_each_part():
    heads = [[text for part in PARTS for text in (part, LEFT)], ["预算数", "决算数"] * 5]
    row = [text for pair in zip(OTHER, THIS, strict=True) for text in pair]

    assert years(record(*heads, row, title="“三公”经费支出决算表")) == (THIS, None, OTHER)


def test_parts_in_rows_have_last_year_in_a_column_and_changes_in_none():
    rows = zip(PARTS, OTHER, THIS, ("1.00", "0.00", "0.00", "0.00", "1.00"), strict=True)
    heads = ("项目", "2025年预算数", "2026年预算数", "比上年增减")

    assert years(record(heads, *rows)) == (THIS, OTHER, None)


def test_last_year_may_have_the_row_above():
    heads = ("预算单位", "年度", *PARTS)
    one = record(heads, ("东县财政局", "2025年", *OTHER), (ABOVE, "2026年", *THIS))

    assert years(one) == (THIS, OTHER, None)


@pytest.mark.parametrize("year", ["2023年", "合计", ""])
def test_another_row_above_is_not_last_year(year):
    one = record(("预算单位", "年度", *PARTS), ("东县国库中心", year, *OTHER), ("东县财政局", "2026年", *THIS))

    assert one.previous is None


def test_figures_that_do_not_add_up_are_not_kept_beside_this_year():
    heads = side_by_side("2025年预算数", "2026年预算数")

    assert years(record(*heads, ("8.50", *OTHER[1:], *THIS))) == (THIS, None, None)


def test_blank_columns_of_last_year_say_nothing():
    heads = side_by_side("2025年预算数", "2026年预算数")

    assert record(*heads, (*[""] * 5, *THIS)).previous is None


def test_money_carried_over_is_not_last_year_s():
    heads = side_by_side("上年结转", "当年预算")

    assert record(*heads, (*OTHER, *THIS)).previous is None
