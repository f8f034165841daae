"""Who, what, when: from title pages of many forms."""

from __future__ import annotations

import pytest
from written_documents import disclosure, items_of, layout_of
from written_tables import ruled

from index.records import Stage
from indexer.extract.identity import read_identity

TABLE = ruled(("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "3.00"))
STATEMENT = ["部门支出总表", "单位：万元", TABLE]


def identity_of(*pages, codes=()):
    return read_identity(items_of(*pages), layout_of(*pages), codes, "万元")


@pytest.mark.parametrize(
    ("title", "department", "year", "kind", "code"),
    [
        (["互助土族自治县财政局", "2024年部门预算"], "互助土族自治县财政局", 2024, "部门预算", "630223"),
        (["2026年度苏州市水务局部门预算公开"], "苏州市水务局", 2026, "部门预算", "320500"),
        (["2026年烟台市教育局部门预算"], "烟台市教育局", 2026, "部门预算", "370600"),
        (["2025 年度", "无锡市第一中学单位预算公开"], "无锡市第一中学", 2025, "单位预算", "320200"),
        (["杭州市水利局2026年度部门预算"], "杭州市水利局", 2026, "部门预算", "330100"),
        (["上海市普陀区档案局2024年度部门决算"], "上海市普陀区档案局", 2024, "部门决算", "310107"),
        (["西安市水务局（汇总）2026年部门预算公开说明"], "西安市水务局（汇总）", 2026, "部门预算", "610100"),
        (["西安市水务局2022年部门综合预算"], "西安市水务局", 2022, "部门预算", "610100"),
        (["凤县水利局（本级）", "2024年单位预算公开说明"], "凤县水利局（本级）", 2024, "单位预算", "610330"),
        (["重庆市水利局2026年部门预算情况说明"], "重庆市水利局", 2026, "部门预算", "500000"),
        (["中共广州市委宣传部2025年部门预算"], "中共广州市委宣传部", 2025, "部门预算", "440100"),
        (["长沙市水利局2026年部门预算公开"], "长沙市水利局", 2026, "部门预算", "430100"),
        ([".长春市水务局2026年度部门预算公开"], "长春市水务局", 2026, "部门预算", "220100"),
        (["望都县水利局", "2024年部门预算信息公开情况说明"], "望都县水利局", 2024, "部门预算", "130631"),
        (
            ["新疆维吾尔自治区", "巴音郭楞蒙古自治州", "若羌县水利局", "2024年部门预算公开"],
            "若羌县水利局",
            2024,
            "部门预算",
            "652824",
        ),
    ],
)
def test_title_pages_of_many_forms(title, department, year, kind, code):
    found = identity_of(title, STATEMENT)

    assert (found.department, found.year, found.kind.value, found.division_code) == (department, year, kind, code)


@pytest.mark.parametrize(
    ("title", "label", "department"),
    [
        ("上海市2026年市级单位预算", "预算单位：上海市档案馆", "上海市档案馆"),
        ("上海市普陀区2025年区级部门预算", "预算主管部门：上海市普陀区教育局", "上海市普陀区教育局"),
        ("江苏省2018年度省级部门预算公开报表", "部门:江苏省水利厅", "江苏省水利厅"),
    ],
)
def test_a_title_page_may_name_the_department_beside_the_title(title, label, department):
    found = identity_of([title, label], STATEMENT)

    assert (found.department, found.title) == (department, title)


@pytest.mark.parametrize(
    ("printed", "title"),
    [
        (["附件2", "2019年部门综合预算公开报表"], "2019年部门综合预算公开报表"),
        (["附件22019年部门综合预算公开报表"], "2019年部门综合预算公开报表"),
        (["附件：凤县水利局2024年部门预算"], "凤县水利局2024年部门预算"),
        ([".凤县水利局2024年部门预算公开", "初审：甲 终审：乙"], "凤县水利局2024年部门预算公开"),
        (["凤县水利局", "2024年度", "部门决算"], "凤县水利局2024年度部门决算"),
        (["2026年凤县水利局部门预算"], "2026年凤县水利局部门预算"),
    ],
)
def test_titles_are_shown_without_what_stands_around_them(printed, title):
    assert identity_of(printed, STATEMENT).title == title


def test_tables_alone_name_department_and_year_in_their_captions():
    page = ["支出总表", "部门名称：凤县水利局", "预算年度：2024 单位：万元", TABLE]

    found = identity_of(page)

    assert (found.department, found.year, found.stage, found.division_code) == (
        "凤县水利局",
        2024,
        Stage.BUDGET,
        "610330",
    ) or found.stage is None


def test_a_cell_beside_a_label_names_the_department():
    found = identity_of(["项目支出表", "单位：万元", ruled(("单位名称", "凤县水利局", "合计"), ("1", "水库", "3.00"))])

    assert found.department == "凤县水利局"


def test_project_codes_name_the_place_a_title_leaves_open():
    found = identity_of(["水利局2024年部门预算"], STATEMENT, codes=["13063124P00001510001X", "13063124P00001510002Y"])

    assert (found.province, found.prefecture, found.county) == ("河北省", "保定市", "望都县")


def test_most_of_the_project_codes_count():
    codes = ["630223000240000001", "630223000240000002", "632801000240000003"]

    assert identity_of(["水利局2024年部门预算"], STATEMENT, codes=codes).division_code == "630223"


def test_what_is_stated_nowhere_stays_open():
    found = identity_of(["水库管理", "支出总表", "单位：万元", TABLE])

    assert (found.department, found.year, found.division_code) == (None, None, None)


def test_the_words_of_the_document_tell_whose_money_it_is():
    text = ["一、支出情况说明", "本单位预算3万元，我单位无车辆，本单位从简。"]

    assert identity_of(["凤县水利局2024年预算"], STATEMENT, text).kind.value == "单位预算"
    assert identity_of(["凤县水利局2024年预算"], STATEMENT).kind.value == "部门预算"


def test_a_title_inside_the_narrative_serves_documents_without_a_title_page():
    pages = (
        ["支出总表", "部门名称：凤县水利局", "单位：万元", TABLE],
        ["凤县水利局2024年部门预算情况说明", "一、收入情况说明", "收入3万元。"],
    )

    assert identity_of(*pages).title == "凤县水利局2024年部门预算情况说明"


def test_the_file_name_says_nothing():
    assert disclosure(["凤县水利局2021年部门预算"], STATEMENT).identity.year == 2021
