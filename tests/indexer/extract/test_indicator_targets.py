"""Targets taken apart: signs, signs in words, times, several targets in one cell."""

from __future__ import annotations

import pytest

from indexer.extract.projects.indicator_values import Target, split_target


@pytest.mark.parametrize(("printed", "expected"), [
    ("≥98%", Target("≥", "98", "%")),
    ("大于等于90%", Target("≥", "90", "%")),
    ("不超过3天", Target("≤", "3", "天")),
    ("控制在3天以内", Target("≤", "3", "天")),
    ("95%以上", Target("≥", "95", "%")),
    ("95%（含）以上", Target("≥", "95", "%")),
    ("5个工作日内", Target("≤", "5", "个工作日")),
    ("低于2%", Target("<", "2", "%")),
])  # fmt: skip
def test_a_sign_may_be_said_in_words_before_or_behind_the_number(printed: str, expected: Target) -> None:
    assert split_target(printed) == expected


@pytest.mark.parametrize("printed", ["2026年", "2026年12月底前", "12月底前", "30日前", "每月15号之前发放"])
def test_a_time_is_one_target_as_a_whole(printed: str) -> None:
    assert split_target(printed) == Target(None, printed, None)


@pytest.mark.parametrize("printed", ["≤42万元；≤88万元", "2人；1人/天", "颗粒物≤5；粉尘≤9"])
def test_several_targets_in_one_cell_have_no_sign_of_their_own(printed: str) -> None:
    assert split_target(printed) == Target(None, printed, None)


@pytest.mark.parametrize(("printed", "unit"), [("12个月", "个月"), ("12期", "期"), ("3年", "年")])
def test_a_span_of_time_is_a_number_with_its_unit(printed: str, unit: str) -> None:
    assert split_target(printed).unit == unit
