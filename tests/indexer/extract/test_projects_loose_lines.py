"""Projects from goal tables whose cells came as loose, wrapped lines."""

from __future__ import annotations

from written_tables import read

TITLE = "2024年某县水利局项目支出绩效目标表"
HEADS = [
    "单位名称 项目名称",
    "批复数",
    "总体目标 一级指标 二级指标 三级指标",
    "计算",
    "符号",
    "指标",
    "值",
    "计量单位",
    "权重",
]
FIRST = [
    "合计- - 33.00",
    "003001-某县水",
    "利局（本级）",
    "63022300024T0000",
    "00439-春季巡堤（",
    "含设备）",
    "10 15.00",
    "巡查全部堤段，",
    "及时报告险情。",
    "产出指标",
    "数量指标 巡查",
    "里程 ≥ 120 公里 30",
    "效益指标",
    "社会效益",
    "让沿岸农户得到",
    "经济效益",
    "≥ 90 % 20",
]
SECOND = [
    "63022300024T0000",
    "00471-水毁修复 18.00",
    "修好冲毁的路。",
    "成本指标 经济成本 控制成本 0 18 万元 20",
    "满意度指标",
    "服务对象满意",
    "度",
    "服务对象满意度 ≥ 95 % 10",
]
REPEATED_CELLS = [
    "003001-某县水",
    "利局（本级）",
    "63022300024T0000",
    "00439-春季巡堤（",
    "含设备）",
    "10 15.00",
    "巡查全部堤段，",
    "及时报告险情。",
    "效益指标",
]


def test_a_long_table_of_wrapped_cells_gives_its_projects():
    (first, second), problems = read([TITLE, "单位：万元", *HEADS, *FIRST, *SECOND])

    assert (first.code, first.name) == ("63022300024T000000439", "春季巡堤（含设备）")
    assert (first.amount.yuan, first.goal) == (150_000, "巡查全部堤段，及时报告险情。")
    assert [(i.level1, i.level2, i.level3, i.value, i.weight) for i in first.indicators] == [
        ("产出指标", "数量指标", "巡查里程", "≥ 120 公里", "30"),
        ("效益指标", "社会效益", "让沿岸农户得到经济效益", "≥ 90 %", "20"),
    ]
    assert (second.name, second.amount.yuan) == ("水毁修复", 180_000)
    assert problems == ()


def test_a_printed_zero_in_the_column_of_signs_means_equal():
    (_, second), _ = read([TITLE, "单位：万元", *HEADS, *FIRST, *SECOND])

    assert (second.indicators[0].value, second.indicators[0].operator) == ("0 18 万元", "=")


def test_what_is_measured_may_read_like_the_level_above_it():
    (_, second), _ = read([TITLE, "单位：万元", *HEADS, *FIRST, *SECOND])

    last = second.indicators[-1]
    assert (last.level1, last.level2, last.level3) == ("满意度指标", "服务对象满意度", "服务对象满意度")


def test_merged_cells_repeated_at_the_foot_of_a_page_begin_nothing():
    going_on = [TITLE, *HEADS, "时效指标 完工 0 10 月 10"]

    projects, _ = read([TITLE, "单位：万元", *HEADS, *FIRST, *SECOND[:4], *REPEATED_CELLS], [*going_on, *SECOND[4:]])

    assert [project.name for project in projects] == ["春季巡堤（含设备）", "水毁修复"]
    assert [(i.level1, i.level2, i.level3) for i in projects[1].indicators] == [
        ("成本指标", "经济成本", "控制成本"),
        ("成本指标", "时效指标", "完工"),
        ("满意度指标", "服务对象满意度", "服务对象满意度"),
    ]
    assert len(projects[0].indicators) == 2


BLOCK = [
    "单位：万元",
    "项目编码 13063124P00424511205H 项目名称 巡堤经费",
    "规模和用途",
    "预算数 30.60 其中：财政 资金 30.60 其他资金",
    "用于巡堤人员",
    "资金支出计",
    "划（%）",
    "3 月底 6 月底 10 月底 12 月底",
    "0.25 0.50 0.75 1.00",
    "绩效目标 1.保证安全",
    "一级指标 二级指标 三级指标 指标说明 指标值",
    "设定",
    "依据",
    "产出指标",
    "数量指标 雇工人数 雇工人数 ≥9 人",
    "用工合",
    "同",
    "质量指标",
    "险情报告",
    "完整率",
    "险情报告完整率合格 是否合格",
    "用工合",
    "同",
    "满意度指标 服务对象满意度指标 农户满意度 受访农户中满意者的",
    "比率",
    "≥98 百分比",
    "用工合",
    "同",
]


def test_a_block_of_loose_lines_gives_one_project():
    ((project,), _) = read(["1、巡堤经费绩效目标表", *BLOCK])

    assert (project.code, project.name) == ("13063124P00424511205H", "巡堤经费")
    assert (project.amount.yuan, project.goal, project.note) == (306_000, "1.保证安全", "用于巡堤人员")


def test_wrapped_cells_of_a_block_are_told_apart_by_what_they_hold():
    ((project,), _) = read(["1、巡堤经费绩效目标表", *BLOCK])

    assert [(i.level2, i.level3, i.description, i.value, i.basis) for i in project.indicators] == [
        ("数量指标", "雇工人数", "雇工人数", "≥9 人", "用工合同"),
        ("质量指标", "险情报告完整率", "险情报告完整率合格", "是否合格", "用工合同"),
        ("服务对象满意度指标", "农户满意度", "受访农户中满意者的比率", "≥98 百分比", "用工合同"),
    ]
