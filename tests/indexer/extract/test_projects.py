"""Projects from tables with cells, and the same project told in several places."""

from __future__ import annotations

from written_projects import GOAL_TITLE, HEADS, names, one_project, yuan
from written_tables import ABOVE, LEFT, dumped, read, ruled

LONG_HEADS = ["项目名称", "预算数", "绩效目标", *HEADS]


def test_one_table_a_project_gives_name_amount_goal_and_indicators():
    projects, problems = read([GOAL_TITLE, one_project("窗口服务费", "12.5")])

    (project,) = projects
    assert (project.name, project.amount.yuan, project.goal) == ("窗口服务费", 125_000, "让市民少跑路。办事更快")
    assert [(i.level1, i.level2, i.level3, i.value) for i in project.indicators] == [
        ("产出指标", "数量指标", "开办窗口", "≥12个"),
        ("产出指标", "数量指标", "培训人次", "=300人次"),
        ("满意度指标", "服务对象满意度指标", "市民满意度", "≥95%"),
    ]
    assert problems == ()


def test_money_of_the_year_is_believed_before_money_of_all_years():
    table = ruled(
        ["项目名称", "档案整理", LEFT, LEFT],
        ["资金金额（万元）", "实施期资金总额：", "90.00", LEFT],
        [ABOVE, "年度资金总额：", "30.00", LEFT],
        HEADS,
        ["产出指标", "数量指标", "整理卷数", "≥5卷"],
    )

    assert yuan(read([GOAL_TITLE, table])[0]) == [300_000]


def test_a_table_goes_on_over_a_page_without_heads():
    rest = ruled(["", "质量指标", "准确率", "≥99%"], ["效益指标", "社会效益指标", "便民", "有效"])

    ((project,), _) = read([GOAL_TITLE, one_project("窗口服务费", "1")], [rest])

    assert [(i.level1, i.level3) for i in project.indicators][3:] == [("满意度指标", "准确率"), ("效益指标", "便民")]
    assert {citation.page for citation in project.citations} == {1, 2}


def test_a_long_table_with_merged_cells_holds_many_projects():
    table = ruled(
        LONG_HEADS,
        ["合计", "30.00", "", "", "", "", ""],
        ["110000221T00000001-巡查", "10.00", "防汛", "产出指标", "数量指标", "巡查次数", "≥4次"],
        [ABOVE, ABOVE, ABOVE, "效益指标", "社会效益指标", "水患", "下降"],
        ["110000221T00000002-维护", "20.00", "通航", "产出指标", "数量指标", "船闸", "=2座"],
    )
    again = ruled(
        LONG_HEADS,
        ["110000221T00000002-维护", "20.00", "通航", "满意度指标", "服务对象满意度指标", "船主满意度", "≥90%"],
    )

    projects, _ = read([GOAL_TITLE, table], [GOAL_TITLE, again])

    assert [(p.code, p.name, len(p.indicators)) for p in projects] == [
        ("110000221T00000001", "巡查", 2),
        ("110000221T00000002", "维护", 2),
    ]
    assert yuan(projects) == [100_000, 200_000]


def test_merged_cells_cut_by_the_end_of_a_page_are_rejoined():
    first = ruled(
        LONG_HEADS,
        ["110000221T00000001-巡查", "10.00", "防汛，也", "产出指标", "数量指标", "巡查次数", "≥4次"],
        [ABOVE, ABOVE, ABOVE, "效益指标", "社会效益指标", "水患", "下降"],
        ["", "", "保持", "产出指标", "数量指标", "船闸", "=2座"],
        [ABOVE, ABOVE, ABOVE, "产出指标", "质量指标", "合格率", "=100%"],
    )
    second = ruled(
        ["110000221T00000002-维护", "20.00", "通航。", "效益指标", "社会效益指标", "通航天数", "≥300天"],
        [ABOVE, ABOVE, ABOVE, "满意度指标", "服务对象满意度指标", "船主满意度", "≥90%"],
    )
    third = ruled(["项目", "", "船主放心。", "成本指标", "经济成本指标", "维护成本", "≤20万元"])

    projects, _ = read([GOAL_TITLE, first], [second], [third])

    assert names(projects) == ["巡查", "维护项目"]
    assert [project.goal for project in projects] == ["防汛，也", "保持通航。船主放心。"]
    assert [i.level3 for i in projects[1].indicators] == ["船闸", "合格率", "通航天数", "船主满意度", "维护成本"]


def test_a_name_cut_by_the_end_of_a_page_is_rejoined():
    first = ruled(["项目名称", "医疗服务能力提升补助资", LEFT, LEFT])
    second = ruled(
        ["", "金", LEFT, LEFT],
        ["资金（万元）", "年度资金总额：", "7.00", LEFT],
        HEADS,
        ["产出指标", "数量指标", "培训", "≥2次"],
    )

    ((project,), _) = read([GOAL_TITLE, first], [second])

    assert (project.name, project.amount.yuan) == ("医疗服务能力提升补助资金", 70_000)


def test_operator_number_and_unit_in_columns_of_their_own_are_joined_by_spaces():
    table = ruled(
        ["项目名称", "项目总额", "三级指标", "指标性质", "指标值", "计量单位", "一级指标"],
        ["桥梁检测", "8.00", "检测座数", "＝", "14", "座", "产出指标"],
    )

    ((project,), _) = read([GOAL_TITLE, table])

    (found,) = project.indicators
    assert (found.value, found.operator, found.target, found.unit) == ("＝ 14 座", "=", "14", "座")


def test_shifted_cells_of_a_dump_are_read_by_what_they_say():
    table = dumped(
        ["项目名称", "", "后勤保障", "", ""],
        ["资金（万元）", "", "年度资金总额:", "", "9.50"],
        ["总体目标", "年度目标", "", "", ""],
        ["", "目标1: 保障就餐。", "", "", ""],
        ["绩效指标", *HEADS],
        ["", "产出指标", "数量指标", "就餐人数", "≥80人"],
        ["", "", "成本指标", "食材支出", ""],
        ["", "水电支出", "", "≤2万元", ""],
    )

    ((project,), _) = read([GOAL_TITLE, table])

    assert project.goal == "目标1:保障就餐。"
    assert [(i.level2, i.level3, i.value) for i in project.indicators] == [
        ("数量指标", "就餐人数", "≥80人"),
        ("成本指标", "食材支出", None),
        ("成本指标", "水电支出", "≤2万元"),
    ]


def test_a_blank_template_is_no_project():
    table = ruled(
        ["项目名称", "", LEFT, LEFT],
        ["总体目标", "目标1：\n目标2：", LEFT, LEFT],
        HEADS,
        ["产出指标", "数量指标", "指标1：", ""],
    )

    assert read([GOAL_TITLE, table]) == ((), ())


def test_goals_of_a_whole_department_are_no_project():
    table = ruled(
        ["部门名称", "某市水利局", LEFT, LEFT],
        ["年度目标", "保证供水安全", LEFT, LEFT],
        HEADS,
        ["产出指标", "数量指标", "供水量", "≥5万吨"],
    )

    assert read(["部门整体绩效目标表", table]) == ((), ())


def test_prose_of_labelled_fields_is_read_and_believed_before_the_goal_table():
    prose = [
        "七、关于一般公共预算项目支出情况说明",
        "1、项目名称：街道绿化",
        "设立的政策依据：园林管理办法",
        "预算安排规模：18.2万元",
        "资金分配情况：1、苗木10万元；",
        "2、养护8.2万元。",
        "2、项目名称：公厕保洁",
        "预算安排规模：7万元",
        "八、关于政府性基金预算情况说明",
        "没有安排。",
    ]

    projects, problems = read(prose, [GOAL_TITLE, one_project("街道绿化", "25.20")])

    assert list(zip(names(projects), yuan(projects), strict=True)) == [("街道绿化", 182_000), ("公厕保洁", 70_000)]
    assert (projects[0].basis, projects[0].note) == ("园林管理办法", "1、苗木10万元；2、养护8.2万元。")
    assert [problem.code for problem in problems] == ["project_amounts_differ"]


def test_a_labelled_name_may_be_wrapped():
    prose = [
        "七、关于一般公共预算项目支出情况说明",
        "1、项目名称：老旧街道绿化与行道树",
        "更新养护",
        "预算安排规模：18.2万元",
    ]

    projects, _ = read(prose)

    assert list(zip(names(projects), yuan(projects), strict=True)) == [("老旧街道绿化与行道树更新养护", 182_000)]


def test_a_page_about_the_money_of_one_project_is_read():
    page = [
        "社区食堂项目经费情况说明",
        "一、项目概述",
        "为老人供餐。",
        "二、立项依据",
        "养老服务条例",
        "六、年度预算安排",
        "第一季度5万元，第二季度5万元，第三季度6万元，第四季度4万元。",
        "七、绩效目标",
        "每日供餐，老人",
        "满意。",
    ]

    ((project,), _) = read(page)

    assert (project.name, project.amount.yuan) == ("社区食堂", 200_000)
    assert (project.basis, project.goal) == ("养老服务条例", "每日供餐，老人满意。")


def test_a_level_cut_by_the_page_is_named_on_the_next_page():
    first = ruled(
        ["项目名称", "窗口服务费", LEFT, LEFT],
        HEADS,
        ["产出指标", "质量指标", "差错率", "≤1%"],
        [ABOVE, ABOVE, "投诉率", "≤1%"],
        [ABOVE, "", "办结", "≤3天"],
    )
    second = ruled(["", "时效指标", "答复", "≤5天"], [ABOVE, ABOVE, "回访", "≤9天"])

    ((project,), _) = read([GOAL_TITLE, first], [second])

    assert [indicator.level2 for indicator in project.indicators] == ["质量指标", "质量指标", *["时效指标"] * 3]


def test_a_blank_level_of_a_table_without_merged_cells_repeats_the_one_above():
    first = ruled(
        ["项目名称", "窗口服务费", LEFT, LEFT],
        HEADS,
        ["产出指标", "质量指标", "差错率", "≤1%"],
        ["", "", "投诉率", "≤1%"],
    )
    second = ruled(["", "时效指标", "答复", "≤5天"], ["", "", "回访", "≤9天"])

    ((project,), _) = read([GOAL_TITLE, first], [second])

    assert [indicator.level2 for indicator in project.indicators] == [*["质量指标"] * 2, *["时效指标"] * 2]


def test_indicators_pages_away_belong_to_no_project_named_before():
    far = ruled(HEADS, ["产出指标", "数量指标", "别的项目的指标", "≥5个"])

    ((project,), _) = read(
        [GOAL_TITLE, one_project("窗口服务费", "1")], ["四、评价报告"], ["说明。"], ["项目绩效指标表", far]
    )

    assert [indicator.level3 for indicator in project.indicators] == ["开办窗口", "培训人次", "市民满意度"]
