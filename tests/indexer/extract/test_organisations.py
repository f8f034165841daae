"""Names of departments: how they end, and which sentences state them."""

from __future__ import annotations

import pytest

from indexer.extract.organisations import is_organisation, stated_name


@pytest.mark.parametrize(
    "name",
    [
        "凤县水利局",
        "凤县水利局（本级）",
        "凤县总工会本级",
        "凤县河口镇",
        "凤县凤州学区",
        "凤县工商联",
        "凤县教育系统",
        "凤县高新区",
    ],
)
def test_names_of_departments_units_and_townships(name):
    assert is_organisation(name)


@pytest.mark.parametrize("text", ["凤县", "局", "收支总体情况", "一般公共预算", "本年支出合计"])
def test_other_words_are_no_names(text):
    assert not is_organisation(text)


@pytest.mark.parametrize(
    "lines",
    [
        ["第一部分 凤县水利局概况", "一、主要职责"],
        ["第二部分：凤县水利局2024年部门预算情况说明"],
        ["凤县水利局是县政府工作部门。"],
        ["（一）凤县水利局职能简介"],
        ["根据县委文件（凤发〔2019〕1号），凤县水利局的主要职责是："],
        ["按照综合预算的原则，凤县水利局所有收入和支出均纳入部门预算管理。"],
        ["纳入凤县水利局2024年部门预算编制范围的单位包括："],
        ["凤县水利局内设办公室。"],
        ["凤县水利局归县政府管理。"],
    ],
)
def test_headings_and_sentences_state_a_name(lines):
    assert stated_name(["第一部分 部门概况", *lines]) == "凤县水利局"


@pytest.mark.parametrize(
    "line", ["我局是政府工作部门。", "本单位是二级预算单位。", "全县各学校是义务教育的主体。", "收入预算20万元。"]
)
def test_pronouns_and_figures_state_none(line):
    assert stated_name([line]) is None


def test_a_name_with_its_place_comes_before_a_shorter_one():
    assert stated_name(["水利局是行政单位。", "水利局内设办公室。", "凤县水利局属一级预算单位。"]) == "凤县水利局"
