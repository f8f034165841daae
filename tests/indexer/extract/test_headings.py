"""Numbered headings and what they announce."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import SectionKind
from indexer.extract.headings import is_contents_entry, is_section_heading, numbering, section_kind

_DIGITS = "零一二三四五六七八九"


@pytest.mark.parametrize(
    ("line", "style", "ordinal", "rest"),
    [
        ("第一部分 部门概况", 0, 1, "部门概况"),
        ("第二部分：预算表", 0, 2, "预算表"),
        ("一、主要职能", 1, 1, "主要职能"),
        ("（三）机构设置", 2, 3, "机构设置"),
        ("(三)机构设置", 2, 3, "机构设置"),
        ("4．人员情况", 3, 4, "人员情况"),
        ("4、人员情况", 3, 4, "人员情况"),
        ("(12) 其他", 4, 12, "其他"),
        ("③名词解释", 5, 3, "名词解释"),
    ],
)
def test_numbering_styles_from_the_outermost_inwards(line, style, ordinal, rest):
    found = numbering(line)

    assert (found.style, found.ordinal, found.rest) == (style, ordinal, rest)


@pytest.mark.parametrize("line", ["3.5万元", "2026年预算", "主要职能", "一围绕中心工作", ""])
def test_lines_without_a_number_in_front(line):
    assert numbering(line) is None


@given(st.integers(1, 99))
def test_chinese_ordinals_count(number):
    tens, ones = divmod(number, 10)
    written = ("" if not tens else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")

    assert numbering(f"{written}、机构设置").ordinal == number


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("主要职责", SectionKind.DUTIES),
        ("机构设置及人员", SectionKind.ORGANISATION),
        ("人员构成情况", SectionKind.STAFFING),
        ("年度重点工作", SectionKind.TASKS),
        ("部门收支总体情况", SectionKind.EXPLANATION),
        ("“三公”经费预算情况", SectionKind.THREE_PUBLIC),
        ("“ 三公 ”经费", SectionKind.THREE_PUBLIC),
        ("机关运行经费安排", SectionKind.OPERATING_COST),
        ("政府采购情况", SectionKind.PROCUREMENT),
        ("国有资产占有使用情况", SectionKind.ASSETS),
        ("绩效目标设置情况", SectionKind.PERFORMANCE),
        ("专业名词解释", SectionKind.GLOSSARY),
        ("名 词 解 释", SectionKind.GLOSSARY),
        ("委托业务费情况", SectionKind.OTHER),
        ("天气", None),
    ],
)
def test_headings_announce_their_topic(heading, kind):
    assert section_kind(heading) is kind


@pytest.mark.parametrize(
    "line", ["一、主要职能……3", "二、机构设置........ 5", "- 三、人员情况", "• 预算表", "四、预算表\t9"]
)
def test_entries_of_the_table_of_contents(line):
    assert is_contents_entry(line)
    assert not is_section_heading(line)


@pytest.mark.parametrize("line", ["第四部分 附录", "一、主要职能", "（二）政府采购情况。", "3.公务接待情况支出说明"])
def test_headings_of_the_narrative(line):
    assert is_section_heading(line)


@pytest.mark.parametrize(
    "line",
    ["一、外交", "主要职能", "一、收入增加。支出减少", "二、本年支出，比上年增加", "一、" + "支出" * 40],
)
def test_lines_that_head_nothing(line):
    assert not is_section_heading(line)
