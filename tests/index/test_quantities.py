"""Quantities printed by indicators, and costs of one."""

from __future__ import annotations

from decimal import Decimal

import pytest
from corpora import project

from index.similarity.quantities import quantities, unit_costs


@pytest.mark.parametrize(
    ("indicator", "number", "unit"),
    [
        ("产出指标 数量指标 网络线路租赁数量 105 条", "105", "条"),
        ("产出指标 数量指标 平台车辆数 = 38 辆", "38", "辆"),
        ("产出 数量 确权登记面积 ≥ 18000 平方米", "18000", "平方米"),
        ("产出指标 数量指标 ２６名聘用人员", "26", "名"),
    ],
)
def test_a_quantity_is_read_with_its_unit(indicator: str, number: str, unit: str) -> None:
    (found,) = quantities(project(1, indicators=indicator))
    assert (found.number, found.unit) == (Decimal(number), unit)


@pytest.mark.parametrize(
    "indicator",
    [
        "产出指标 数量指标 完成率 ≥ 98 %",
        "产出指标 成本指标 支出 5 万元",
        "产出指标 时效指标 30 个工作日",
        "产出指标 数量指标 0 条",
        "效益指标 社会效益 服务 12 家",
    ],
)
def test_shares_money_and_other_indicators_are_no_quantities(indicator: str) -> None:
    assert quantities(project(1, indicators=indicator)) == ()


def test_cost_of_one_is_compared_where_both_count_the_same() -> None:
    own = project(1, indicators="产出指标 数量指标 线路数量 100 条", amount_fen=1_000_000)
    other = project(2, indicators="产出指标 数量指标 光纤线路 30 条", amount_fen=1_000_000)
    (cost,) = unit_costs(own, other)
    assert (cost.unit, cost.cost_fen, cost.other_cost_fen) == ("条", 10_000, 33_333)


def test_the_same_unit_of_another_thing_is_not_compared() -> None:
    own = project(1, indicators="产出指标 数量指标 线路数量 100 条", amount_fen=1_000_000)
    news = project(2, indicators="产出指标 数量指标 发布新闻 3500 条", amount_fen=1_000_000)
    assert unit_costs(own, news) == ()


def test_without_an_amount_there_is_no_cost() -> None:
    own = project(1, indicators="产出指标 数量指标 线路数量 100 条", amount_fen=1_000_000)
    assert unit_costs(own, project(2, indicators=own.indicators)) == ()
