"""Titles among what portals and printers put around them."""

from __future__ import annotations

import pytest
from written_documents import items_of

from index.records import Stage
from indexer.extract.title_page import read_title, read_title_page, with_plain_years


@pytest.mark.parametrize(
    ("text", "department", "year", "stage", "whose"),
    [
        ("二〇二四年度凤县水利局部门决算", "凤县水利局", 2024, Stage.FINAL_ACCOUNTS, "部门"),
        ("关于凤县双石铺镇2024年部门预算编制说明", "凤县双石铺镇", 2024, Stage.BUDGET, "部门"),
        ("凤县水利局关于2023年预算及“三公”经费预算公开的说明", "凤县水利局", 2023, Stage.BUDGET, None),
        ("凤县财政预算评审中心2024年单位决算", "凤县财政预算评审中心", 2024, Stage.FINAL_ACCOUNTS, "单位"),
        ("凤县人民法院部门2020年度部门决算", "凤县人民法院", 2020, Stage.FINAL_ACCOUNTS, "部门"),
        ("凤县水利局(汇总)2024年度部门决算情况说明", "凤县水利局(汇总)", 2024, Stage.FINAL_ACCOUNTS, "部门"),
        (
            "监督索引号53092600636102001000耿马县水务局2023年度部门决算",
            "耿马县水务局",
            2023,
            Stage.FINAL_ACCOUNTS,
            "部门",
        ),
        ("信息名称 凤县水利局2023年部门决算公开说明", "凤县水利局", 2023, Stage.FINAL_ACCOUNTS, "部门"),
        ("凤县2024年财政预算公开", None, 2024, Stage.BUDGET, None),
        ("2019年部门综合预算公开报表", None, 2019, Stage.BUDGET, "部门"),
    ],
)
def test_a_title_says_who_when_and_what(text, department, year, stage, whose):
    title = read_title(text)

    assert (title.department, title.year, title.stage, title.whose) == (department, year, stage, whose)


@pytest.mark.parametrize(
    "furniture",
    [
        ["当前位置：首页 > 政务公开 > 财政预决算"],
        ["索引号： | 610330/2025-00001 | 发布机构： | |", "生效日期： | 2025-09-28 | 文号： |"],
        ["无障碍浏览 长者专版", "来源：凤县财政局 发布时间：2023-08-11 10:40"],
        ["欢迎访问凤县人民政府门户网站！ 今日是："],
        ["2021年度部门决算公开说明.pdf"],
        ["网站标识码6103300001", "电话：0917-0000000"],
    ],
)
def test_what_a_portal_prints_around_a_document_is_no_title(furniture):
    page = read_title_page(items_of([*furniture, "凤县水利局2024年度部门决算", "目录", "一、部门职责"]))

    assert page.title.text == "凤县水利局2024年度部门决算"


def test_the_fuller_of_two_titles_counts():
    page = read_title_page(items_of(["水利局2024年部门决算公开", "2024年度", "凤县水利局（汇总）部门决算", "目录"]))

    assert (page.title.department, page.title.year) == ("凤县水利局（汇总）", 2024)


def test_a_name_may_take_two_lines():
    page = read_title_page(items_of(["凤县住房和城乡建设局", "人才服务中心2024年单位预算", "目录"]))

    assert page.title.department == "凤县住房和城乡建设局人才服务中心"


def test_lines_that_only_say_where_are_no_part_of_the_name():
    page = read_title_page(items_of(["陕西省宝鸡市", "凤县水利局", "2024年部门预算", "目录"]))

    assert page.title.department == "凤县水利局"


def test_the_title_page_ends_at_the_contents():
    page = read_title_page(items_of(["凤县水利局", "2024年部门预算", "目  录", "第一部分 凤县财政局2023年部门决算"]))

    assert page.lines == ("凤县水利局", "2024年部门预算")


@pytest.mark.parametrize(
    ("printed", "plain"), [("二○二四年", "2024年"), ("二零一九年", "2019年"), ("二十年", "二十年")]
)
def test_years_in_han_digits_are_years(printed, plain):
    assert with_plain_years(printed) == plain
