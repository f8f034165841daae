"""Projects from tables with cells, and the same project told in several places."""

from __future__ import annotations

from decimal import Decimal

from written_tables import ABOVE, LEFT, dumped, read, ruled

GOAL_TITLE = "项目支出绩效目标表"
LIST_TITLE = "项目支出表"
HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]
LONG_HEADS = ["项目名称", "预算数", "绩效目标", *HEADS]


def one_project(name: str, amount: str, *, label: str = "年度资金总额："):
    return ruled(
        ["项目名称", name, LEFT, LEFT],
        ["资金（万元）", label, amount, LEFT],
        [ABOVE, "其中：财政拨款", amount, LEFT],
        ["总体目标", "让市民少跑路。\n办事更快", LEFT, LEFT],
        HEADS,
        ["产出指标", "数量指标", "开办窗口", "≥12个"],
        [ABOVE, ABOVE, "培训人\n次", "=300人次"],
        ["满意度指标", "服务对象满意度指标", "市民满意度", "≥95%"],
    )


def list_table(*rows: tuple[str, str]):
    return ruled(["项目名称", "项目类别", "合计"], *[[name, "特定目标类", amount] for name, amount in rows])


def names(projects) -> list[str]:
    return [project.name for project in projects]


def yuan(projects) -> list[Decimal | None]:
    return [project.amount.yuan if project.amount else None for project in projects]


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


def test_a_list_leaves_out_totals_and_the_sums_of_units():
    table = ruled(
        ["单位编码", "单位（项目）名称", "项目金额"],
        ["", "合计", "900.00"],
        ["101001", "某市水利局", "500.00"],
        ["", "堤坝", "500.00"],
        ["", "春季巡堤", "200.00"],
        ["", "秋季巡堤", "300.00"],
        ["101002", "某市水文站", "400.00"],
        ["", "春季巡堤", "200.00"],
        ["", "测站维护", "200.00"],
    )

    projects, problems = read([LIST_TITLE, "单位：元", table])

    assert names(projects) == ["春季巡堤", "秋季巡堤", "春季巡堤", "测站维护"]
    assert yuan(projects) == [200, 300, 200, 200]
    assert [project.category for project in projects] == ["堤坝", "堤坝", None, None]
    assert problems == ()


def test_list_and_goal_table_of_one_project_become_one_with_both_places():
    projects, problems = read(
        [LIST_TITLE, "单位：元", list_table(("合计", "125,123.00"), ("窗口服务费", "125,123.00"))],
        [GOAL_TITLE, one_project("窗口 服务费", "12.51")],
    )

    (project,) = projects
    assert project.amount.yuan == Decimal("125123.00")
    assert len(project.indicators) == 3
    assert [citation.page for citation in project.citations] == [1, 2]
    assert problems == ()


def test_the_same_name_under_two_units_stays_two_projects():
    table = ruled(
        ["单位名称", "项目名称", "总计"],
        ["", "合计", "30.00"],
        ["某市一中", "日常运行", "10.00"],
        ["某市二中", "日常运行", "20.00"],
    )

    projects, _ = read([LIST_TITLE, "单位：万元", table])

    assert [(project.name, project.amount.yuan) for project in projects] == [
        ("日常运行", 100_000),
        ("日常运行", 200_000),
    ]
    assert [project.note for project in projects] == ["用款单位：某市一中", "用款单位：某市二中"]


def test_rows_of_several_subjects_beside_one_merged_name_are_one_project():
    table = ruled(
        ["科目编码", "项目名称", "合计"],
        ["", "合计", "60.00"],
        ["2130301", "水库除险", "10.00"],
        ["2130305", ABOVE, "20.00"],
        ["2130305", "渠道清淤", "30.00"],
    )

    projects, _ = read([LIST_TITLE, "单位：万元", table])

    assert list(zip(names(projects), yuan(projects), strict=True)) == [("水库除险", 300_000), ("渠道清淤", 300_000)]


def test_a_table_of_subjects_is_no_list_of_projects():
    table = ruled(["项目", "预算数"], ["合计", "30.00"], ["办公费", "10.00"], ["差旅费", "20.00"])

    assert read([LIST_TITLE, "单位：万元", table]) == ((), ())


def test_the_unit_in_the_head_of_a_column_is_believed_before_that_of_the_document():
    table = ruled(["项目名称", "预算数（万元）", "绩效目标"], ["巡堤", "2.00", "防汛"])

    assert yuan(read([LIST_TITLE, table], unit="元")[0]) == [20_000]


def test_amounts_that_differ_keep_the_list_and_are_told():
    projects, problems = read(
        [LIST_TITLE, "单位：万元", list_table(("窗口服务费", "12.50"))],
        [GOAL_TITLE, one_project("窗口服务费", "40.00")],
    )

    assert yuan(projects) == [125_000]
    assert [(problem.code, problem.page) for problem in problems] == [("project_amounts_differ", 2)]
    assert "12.50万元" in problems[0].message
    assert "40.00万元" in problems[0].message


def test_a_class_with_its_own_goals_is_told_to_be_a_sum():
    table = ruled(
        ["单位编码", "单位（项目）名称", "项目金额"],
        ["", "合计", "500.00"],
        ["", "堤坝管护", "500.00"],
        ["", "春季巡堤", "200.00"],
        ["", "秋季巡堤", "300.00"],
    )

    projects, problems = read([LIST_TITLE, "单位：万元", table], [GOAL_TITLE, one_project("堤坝管护", "500.00")])

    assert names(projects) == ["春季巡堤", "秋季巡堤", "堤坝管护"]
    assert projects[2].note == "包含本文件另外 2 个项目（春季巡堤、秋季巡堤），加总时不重复计算"
    assert problems == ()


def test_a_class_that_is_not_the_sum_of_its_parts_is_a_problem():
    table = ruled(
        ["单位编码", "单位（项目）名称", "项目金额"],
        ["", "合计", "500.00"],
        ["", "堤坝管护", "500.00"],
        ["", "春季巡堤", "200.00"],
        ["", "秋季巡堤", "300.00"],
    )

    _, problems = read([LIST_TITLE, "单位：万元", table], [GOAL_TITLE, one_project("堤坝管护", "520.00")])

    assert [problem.code for problem in problems] == ["project_is_a_sum"]
    assert "相差 20.00万元" in problems[0].message


def test_one_project_that_happens_to_be_as_much_as_two_others_is_not_their_sum():
    tables = [
        one_project(name, amount) for name, amount in (("法律顾问", "5.0"), ("窗口服务", "10"), ("档案整理", "5"))
    ]

    projects, _ = read(*[[GOAL_TITLE, table] for table in tables])

    assert [project.note for project in projects] == [None, None, None]


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
