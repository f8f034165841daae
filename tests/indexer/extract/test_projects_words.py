"""Cells and passages of goal tables: codes, targets, amounts told in prose."""

from __future__ import annotations

import pytest

from indexer.extract.projects.indicator_values import Target, split_target
from indexer.extract.projects.loose_levels import take_levels
from indexer.extract.projects.project_prose import told_amount
from indexer.extract.projects.project_words import split_code, tidy


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("≥90%", Target("≥", "90", "%")),
        (">=3500条", Target("≥", "3500", "条")),
        ("＝ 12", Target("=", "12", None)),
        ("10-15项", Target(None, "10-15", "项")),
        ("≥12.00(次)", Target("≥", "12.00", "次")),
        ("有效提升", Target(None, "有效提升", None)),
        ("2024年6月前", Target(None, "2024年6月前", None)),
        ("≤1,500元/人", Target("≤", "1,500", "元/人")),
    ],
)
def test_a_target_is_split_into_sign_number_and_unit(printed, expected):
    assert split_target(printed) == expected


@pytest.mark.parametrize(
    ("printed", "code", "name"),
    [
        ("13063124P00424511205H-巡堤", "13063124P00424511205H", "巡堤"),
        ("63022300024T0000\n00471-巡\n堤", "63022300024T000000471", "巡堤"),
        ("2026年巡堤", None, "2026年巡堤"),
        ("12345热线", None, "12345热线"),
    ],
)
def test_a_code_in_front_of_a_name_is_taken_off(printed, code, name):
    assert split_code(printed) == (code, name)


def test_wrap_joints_close_without_a_space():
    assert tidy("办 公场\n所 2 024 IPv six") == "办公场所2024IPv six"


@pytest.mark.parametrize(
    ("told", "yuan"),
    [
        ("795万元", 7_950_000),
        ("2025年度项目总预算1720.00万，其中甲1000万元、乙720万元", 17_200_000),
        ("第一季度1万元，第二季度2.5万元", 35_000),
    ],
)
def test_the_amount_of_a_passage_is_the_whole(told, yuan):
    assert told_amount(told).yuan == yuan


@pytest.mark.parametrize("told", ["", "按实际支出", "甲3万元、乙4万元"])
def test_a_passage_without_a_whole_has_no_amount(told):
    assert told_amount(told) is None


def test_a_name_of_both_levels_is_the_first_when_a_second_follows():
    assert take_levels(["成本指标 经济成本 用电"]) == ("成本指标", "经济成本", ("用电",))
    assert take_levels(["成本指标 用电"]) == (None, "成本指标", ("用电",))


def test_a_piece_that_reads_like_a_level_is_text_when_text_stands_before_it():
    assert take_levels(["带来一定的", "经济效益"]) == (None, None, ("带来一定的", "经济效益"))
