"""The narrative as sections."""

from __future__ import annotations

import pytest
from written_documents import text_lines

from indexer.extract.sections import read_sections, rejoin

#: A full line of the running text.
FULL = "本单位负责全县水库、堤防和泵站的日常巡查养护，并按照县里的统一部署组织汛期值守和抢险物资"


def sections_of(*pages):
    return read_sections(text_lines(*pages))


def told(*pages):
    return [(section.heading, section.kind.value, section.text) for section in sections_of(*pages)]


def test_text_stands_below_its_heading():
    assert told(["山川县水利局", "一、主要职能", "管理水库。", "二、机构设置", "设办公室。"]) == [
        ("一、主要职能", "duties", "管理水库。"),
        ("二、机构设置", "organisation", "设办公室。"),
    ]


def test_paths_follow_the_numbering_inwards():
    found = sections_of(
        [
            "第一部分 概况",
            "一、基本情况说明",
            "（一）机构设置",
            "设办公室。",
            "第二部分 名词解释",
            "财政拨款：县财政给的钱。",
        ]
    )

    assert [section.path for section in found] == [
        ("第一部分 概况", "一、基本情况说明", "（一）机构设置"),
        ("第二部分 名词解释",),
    ]


def test_wrapped_lines_and_pages_are_rejoined_to_paragraphs():
    text = told(["一、主要职能", FULL, "储备。"], ["3", "编制水利规划。"])[0][2]

    assert text == f"{FULL}储备。\n编制水利规划。"


def test_sections_say_on_which_pages_they_stand():
    found = sections_of(["一、主要职能", FULL], ["储备。", "二、机构设置", "设办公室。"])

    assert [[place.page for place in section.citations] for section in found] == [[1, 2], [2]]


@pytest.mark.parametrize(
    "contents",
    [
        ["目录", "一、主要职能", "二、机构设置", "三、名词解释"],
        ["目 录", "一、主要职能........1", "二、机构设置........2"],
        ["- 一、主要职能", "- 二、机构设置"],
    ],
)
def test_the_table_of_contents_is_no_text(contents):
    assert told(contents, ["一、主要职能", "管理水库。", "二、机构设置", "设办公室。"]) == [
        ("一、主要职能", "duties", "管理水库。"),
        ("二、机构设置", "organisation", "设办公室。"),
    ]


def test_a_part_and_its_title_on_two_lines_are_one_heading():
    assert told(["第四部分", "名词解释", "财政拨款：县财政给的钱。"]) == [
        ("第四部分 名词解释", "glossary", "财政拨款：县财政给的钱。")
    ]


def test_a_heading_wrapped_at_the_end_of_its_line_is_one_heading():
    heading = "五、关于山川县水利局二〇二六年一般公共预算财政拨款基本支出和项目支出的分配及其使用的"
    pages = ["一、主要职能", FULL, "储备。", heading, "情况说明", "与去年持平。"]

    assert told(pages)[-1] == (heading + "情况说明", "explanation", "与去年持平。")


def test_a_numbered_line_that_only_begins_a_paragraph_is_no_heading():
    first = "1、" + FULL

    assert told(["一、主要职能", first, "储备。"]) == [("一、主要职能", "duties", f"{first}储备。")]


def test_duties_are_items_of_the_text():
    text = told(["一、主要职能", "（一）负责水库管理。", "（二）《水法》的宣传", "（三）组织防汛。"])[0][2]

    assert text == "（一）负责水库管理。\n（二）《水法》的宣传\n（三）组织防汛。"


def test_a_lead_in_with_a_colon_is_no_heading():
    assert told(["一、单位情况", "主要职能包括：", "管理水库。"])[0][2] == "主要职能包括：\n管理水库。"


def test_a_label_with_a_colon_is_a_heading():
    assert told(["第一部分 概况", "部门职责：", "管理水库。", "机构设置：", "设办公室。"]) == [
        ("部门职责：", "duties", "管理水库。"),
        ("机构设置：", "organisation", "设办公室。"),
    ]


def test_an_unnumbered_title_on_top_of_a_page_is_a_heading():
    assert told(["一、主要职能", "管理水库。"], ["山川县水利局机构设置", "设办公室。"])[1] == (
        "山川县水利局机构设置",
        "organisation",
        "设办公室。",
    )


def test_headings_without_a_topic_have_the_one_above():
    assert [
        kind for _, kind, _ in told(["五、名词解释", "（一）收入类", "县财政给的钱。", "（二）支出类", "花掉的钱。"])
    ] == [
        "glossary",
        "glossary",
    ]


def test_a_heading_keeps_the_topic_it_names():
    assert [
        kind for _, kind, _ in told(["五、支出情况说明", "（一）委托业务费情况", "无。", "（二）政府采购情况", "无。"])
    ] == [
        "other",
        "procurement",
    ]


def test_the_closing_name_and_date_are_no_text():
    assert told(["一、主要职能", "管理水库。", "山川县水利局", "2026年2月3日"])[0][2] == "管理水库。"


def test_restarted_numbering_nests_below_the_heading_just_printed():
    found = sections_of(["一、绩效目标", "甲。", "二、绩效情况说明", "一、数量目标", "乙。"])

    assert found[-1].path == ("二、绩效情况说明", "一、数量目标")


def test_statements_by_subject_are_text():
    lines = ["三、支出情况说明", "（一）教育支出（类）培训支出（项）3万元。", "（二）2050803培训支出：3万元。"]

    assert len(told(lines)) == 1


def test_words_of_latin_letters_keep_a_space_where_a_line_ends():
    assert rejoin(["采用 open", "data 平台。"]) == "采用 open data 平台。"


@pytest.mark.parametrize(
    ("printed", "heading"),
    [
        (["第二部分", "2024年度", "凤县水利局", "部门预算表"], "第二部分 2024年度凤县水利局部门预算表"),
        (["第一部分 凤县人民政府办公室概", "况"], "第一部分 凤县人民政府办公室概况"),
        (["第三部分 凤县水利局2024年度部门决", "算情况说明"], "第三部分 凤县水利局2024年度部门决算情况说明"),
        (["第三部分 凤县水利局2024年度部门决算情况", "说明"], "第三部分 凤县水利局2024年度部门决算情况说明"),
        (["第四部分", "名词解释"], "第四部分 名词解释"),
        (["第四部分 名词解释"], "第四部分 名词解释"),
    ],
)
def test_the_name_of_a_part_may_take_several_lines(printed, heading):
    assert told([*printed, "水库由本局管理，堤防由乡镇管理。"])[0][0] == heading


def test_a_heading_that_lists_several_things_may_take_two_lines():
    first = "九、一般公共预算财政拨款安排的因公出国（境）经费、公务接待费、会议费、培训费支出预"

    found = told([FULL, "八、支出说明", "支出3万元。", first, "算情况说明", "会议费1万元。"])

    assert found[-1] == (first + "算情况说明", "explanation", "会议费1万元。")


def test_a_short_line_that_goes_on_counting_is_a_heading():
    found = told(["一、绩效情况说明", "绩效良好。", "二、主要做法、存在的问题", "巡查不够。"])

    assert found[-1][::2] == ("二、主要做法、存在的问题", "巡查不够。")


def test_an_item_that_begins_with_a_code_is_text():
    found = told(["一、支出情况说明", "（一）2080505-养老保险缴费支出", "55万元。"])

    assert [heading for heading, _, _ in found] == ["一、支出情况说明"]


def test_contents_without_a_title_are_left_out():
    contents = [
        "第一部分 情况说明",
        "一、主要职能",
        "二、收入情况说明",
        "第二部分 报表",
        "一、收支总表",
        "二、支出总表",
    ]

    found = told(contents, ["一、主要职能", "管理水库。", "二、收入情况说明", "收入3万元。"])

    assert [heading for heading, _, _ in found] == ["一、主要职能", "二、收入情况说明"]


def test_headings_that_come_once_are_no_contents():
    found = told(["一、主要职能", "二、收入情况说明", "三、支出情况说明", "四、名词解释", "水库：蓄水的湖。"])

    assert found == [("四、名词解释", "glossary", "水库：蓄水的湖。")]
