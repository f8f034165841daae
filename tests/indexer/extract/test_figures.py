"""Figures that sentences state: whose they are, how they changed, why, and which table prints the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_documents import disclosure, text_lines
from written_tables import LEFT, ruled

from index.records import ComparedWith, Direction, Fund
from indexer.extract.figures import read_figures
from indexer.extract.narrative import Narrative
from indexer.extract.sections import read_sections


def figures_of(*lines, heading="二、预算收支情况说明"):
    printed = tuple(text_lines([heading, *lines]))
    return read_figures(Narrative(read_sections(printed), printed))


def stated(*lines, heading="二、预算收支情况说明"):
    """Subject, fund and yuan or count of every figure."""
    return [
        (one.subject, one.fund and one.fund.name, one.amount.yuan if one.amount else one.count)
        for one in figures_of(*lines, heading=heading)
    ]


def change_of(sentence, heading="三、机关运行经费"):
    (figure,) = figures_of(sentence, heading=heading)
    (change,) = figure.changes
    return change


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2026年机关运行经费财政拨款预算9.5万元。", [("operating_cost", None, 95_000)]),
        ("本年收入合计8万元，本年支出合计7万元。", [("income", None, 80_000), ("expenditure", None, 70_000)]),
        ("某局2026年收支总预算6万元。", [("income", None, 60_000), ("expenditure", None, 60_000)]),
        ("财政拨款收、支总计3万元。", [("income", "FISCAL", 30_000), ("expenditure", "FISCAL", 30_000)]),
        ("一般公共预算拨款支出2,000.5元。", [("expenditure", "GENERAL", Decimal("2000.5"))]),
        ("政府性基金预算支出0万元。", [("expenditure", "GOVERNMENT_FUND", 0)]),
        ("会议费预算支出2万元，培训费1万。", [("meetings", None, 20_000), ("training", None, 10_000)]),
        ("2026年委托业务费预算总额1亿元。", [("commissioned", None, 100_000_000)]),
        ("本年度收、支总计均为5万元。", [("income", None, 50_000), ("expenditure", None, 50_000)]),
        ("公务用车购置费为0，公务接待费为0。", [("vehicle_purchase", None, 0), ("reception", None, 0)]),
    ],
)
def test_a_figure_belongs_to_the_name_in_front_of_it(sentence, expected):
    assert stated(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "教育支出预算9万元，其他收入预算8万元。",
        "收入预算包括事业收入9万元。",
        "面向中小企业预留政府采购项目预算金额9万元。",
        "政府采购中授予企业的合同金额9万元。",
        "机关运行经费单列，电费9万元。",
        "上年结转结余的一般公共预算收入9万元。",
        "收入、支出总计分别为9万元和8万元。",
        "按政府采购的资金来源划分，一般公共预算拨款9万元。",
        "培训支出年初预算为9万元，支出决算为8万元。",
    ],
)
def test_a_figure_of_something_else_is_left_out(sentence):
    assert stated(sentence) == []


def test_definitions_duties_and_projects_state_no_figures():
    for heading in ("四、名词解释", "一、主要职责", "五、绩效目标设置情况"):
        assert stated("机关运行经费9万元。", heading=heading) == []


def test_a_heading_names_the_figure_below_it():
    assert stated("2026年预算安排4.5万元。", heading="六、公务接待费") == [("reception", None, 45_000)]


def test_parts_have_the_fund_of_the_sentence():
    text = "一般公共预算财政拨款支出9万元。其中：基本支出7万元，项目支出2万元。"

    assert stated(text)[1:] == [("basic", "GENERAL", 70_000), ("project", "GENERAL", 20_000)]


def test_what_running_costs_consist_of_are_no_figures_of_their_own():
    assert stated("公用经费9万元，主要包括：会议费2万元、公务接待费1万元。") == [("public", None, 90_000)]


def test_vehicles_and_equipment_are_counted():
    found = figures_of(
        "截至2025年底，本部门共有车辆3辆，其中，其他用车3辆；单价100万元（含）以上设备（不含车辆）2台（套）。",
        "2026年预算安排购置车辆1辆；购置单价50万元以上的设备0台。",
        heading="七、国有资产占用情况",
    )

    assert [(one.subject, one.count, one.count_unit, one.threshold) for one in found] == [
        ("vehicle_count", 3, "辆", None),
        ("equipment", 2, "台", 1_000_000),
        ("vehicles_planned", 1, "辆", None),
        ("equipment_planned", 0, "台", 500_000),
    ]


def test_a_count_left_open_is_no_count():
    assert stated("共有车辆XX辆，单价20万元以上的设备XX台。", heading="七、国有资产占用情况") == []


@pytest.mark.parametrize(
    ("sentence", "compared_with", "direction", "amount", "percentage"),
    [
        ("机关运行经费9万元，比上年预算增加3万元，增长50%。", "上年预算", "增加", 30_000, 50),
        ("机关运行经费9万元，较上年减少1.5万元（14.3%）。", "上年", "减少", -15_000, Decimal("-14.3")),
        ("机关运行经费9万元，比2025年年初预算减少2万元，下降18.18%。", "上年预算", "减少", -20_000, Decimal("-18.18")),
        ("机关运行经费9万元，比2025年度决算数增加1万元。", "上年决算", "增加", 10_000, None),
        ("机关运行经费9万元，比上年执行数下降10%。", "上年执行数", "减少", None, -10),
        ("机关运行经费9万元，同比增长5%。", "上年", "增加", None, 5),
        ("机关运行经费9万元，比上年减少1万元，减幅为10%。", "上年", "减少", -10_000, -10),
        ("机关运行经费9万元，完成预算的90%，决算数较预算数减少1万元。", "本年预算", "减少", -10_000, None),
        ("机关运行经费9万元，比年初预算数增加1万元。", "本年预算", "增加", 10_000, None),
        ("机关运行经费9万元，与2025年决算数相比，减少1万元。", "上年决算", "减少", -10_000, None),
        ("机关运行经费9万元，与上年持平。", "上年", "持平", 0, None),
        ("机关运行经费9万元，与上年预算数相同。", "上年预算", "持平", 0, None),
        ("机关运行经费9万元，较上年无增减变化。", "上年", "持平", 0, None),
        ("机关运行经费9万元，与上年基本持平。", "上年", "持平", None, None),
        ("机关运行经费9万元，比上年增加（减少）0万元，增长（下降）0%。", "上年", "持平", 0, 0),
        ("与上年相比，机关运行经费减少2万元。", "上年", "减少", -20_000, None),
        ("机关运行经费9万元，主要用于办公，比上年增加1万元。", "上年", "增加", 10_000, None),
        ("机关运行经费9万元，占支出的5%。比上年增加1万元。", "上年", "增加", 10_000, None),
    ],
)
def test_a_change_has_its_direction_as_sign(sentence, compared_with, direction, amount, percentage):
    change = change_of(sentence)

    assert (change.compared_with, change.direction) == (ComparedWith(compared_with), Direction(direction))
    assert (change.amount and change.amount.yuan) == (amount if amount is None else Decimal(amount))
    assert change.percentage == percentage


@pytest.mark.parametrize(
    "sentence",
    [
        "机关运行经费9万元，比上年增加（减少）3万元。",
        "机关运行经费9万元，电费3万元，比上年增加1万元。",
        "机关运行经费9万元。工作任务比上年增加。",
    ],
)
def test_a_change_that_is_left_open_or_of_something_else_is_left_out(sentence):
    assert [figure.changes for figure in figures_of(sentence)] == [()]


def test_the_figure_compared_with_is_kept():
    change = change_of("机关运行经费9万元，较上年预算8万元增加1万元。")

    assert (change.base.yuan, change.amount.yuan) == (80_000, 10_000)


def test_last_years_figure_behind_this_years_is_what_it_is_compared_with():
    change = change_of("2026年机关运行经费预算数为9万元，2025年预算数为8万元，和2025年相比预算增加1万元。")

    assert change.amount.yuan == 10_000


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("主要原因是人员增加。", "人员增加"),
        ("主要原因：一是人员增加；二是物价上涨。", "一是人员增加；二是物价上涨"),
        ("增长的主要原因是：人员增加；会议费2万元。", "人员增加"),
        ("主要是人员增加。", "人员增加"),
        ("主要是用于办公。", None),
    ],
)
def test_the_reason_is_what_the_sentence_says(words, reason):
    found = figures_of(f"机关运行经费9万元，比上年增加3万元，{words}", heading="三、机关运行经费")

    assert found[0].changes[0].reason == reason


def test_a_reason_that_names_its_figure_belongs_to_it():
    total, reception = figures_of(
        "“三公”经费预算数9万元，比上年减少8万元，其中：公务接待费4万元，减少8万元。",
        "“三公”经费预算比上年减少主要是压缩接待。",
        heading="四、“三公”经费情况",
    )

    assert (total.changes[0].reason, reception.changes[0].reason) == ("压缩接待", None)


def test_what_stands_in_brackets_does_not_change_what_is_spoken_of():
    vehicles, bought, run = figures_of(
        "公务用车购置及运行费9万元（公务用车购置费0万元，与上年持平；公务用车运行费9万元，比上年减少1万元）比上年减少1万元。"
    )

    assert [figure.changes[0].direction for figure in (vehicles, bought, run)] == ["减少", "持平", "减少"]


def test_final_accounts_state_the_plan_before_the_outturn():
    (figure,) = figures_of(
        "“三公”经费支出年初预算为9万元，支出决算为8万元，完成预算的89%。决算数小于预算数的主要原因是压缩接待。",
        heading="四、“三公”经费支出决算情况",
    )

    (change,) = figure.changes
    assert (figure.amount.yuan, change.base.yuan) == (80_000, 90_000)
    assert (change.compared_with, change.direction) == (ComparedWith.OWN_BUDGET, Direction.DOWN)
    assert change.reason == "压缩接待"


def test_a_figure_said_twice_is_one_record_with_both_places():
    (figure,) = figures_of("机关运行经费9万元。", "机关运行经费9万元，比上年增加1万元。", heading="三、机关运行经费")

    assert len(figure.citations) == 2
    assert len(figure.changes) == 1


def test_a_figure_is_cited_by_the_lines_of_its_sentence():
    (figure,) = figures_of("按照规定从严控制支出。", "机关运行经费9万元，", "与上年持平。", heading="三、机关运行经费")

    assert (figure.citations[0].box.top, figure.citations[0].box.bottom) == (60.0, 92.0)


def test_figures_of_one_of_several_units_are_left_out():
    printed = tuple(
        text_lines(
            ["第一部分 支出情况", "一、东县水利局", "项目支出9万元。", "二、东县水利站", "项目支出2万元。"],
        )
    )

    assert read_figures(Narrative(read_sections(printed), printed)) == ()


wan = st.decimals(0, 9_999_999, places=2)


@given(wan, wan, st.booleans())
def test_any_amount_and_change_is_read_exactly(amount, by, grouped):
    raw, raw_by = (f"{value:,.2f}" if grouped else f"{value:.2f}" for value in (amount, by))

    (figure,) = figures_of(f"机关运行经费{raw}万元，比上年减少{raw_by}万元。", heading="三、机关运行经费")

    assert figure.amount.yuan == amount * 10_000
    assert figure.changes[0].amount.yuan == -by * 10_000
    assert figure.changes[0].direction is (Direction.DOWN if by else Direction.LEVEL)


CHARACTERS = "收入支出预算万元0123456789.,，。；（）比上年增加减少持平主要原因是“”三公经费公务接待\n"


@given(st.text(CHARACTERS, max_size=60))
def test_no_sentence_makes_the_reader_fail(text):
    for figure in figures_of(*text.split("\n")):
        assert figure.amount is not None or figure.count is not None or figure.changes


BALANCE = (
    ("收入", LEFT, "支出", LEFT),
    ("项目", "预算数", "项目", "预算数"),
    ("收入总计", "30.00", "支出总计", "30.00"),
)
THREE_PUBLIC = (
    ("合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"),
    ("3.00", "", "0.00", "1.00", "2.00"),
)


def of_a_budget(*sentences):
    return disclosure(
        ["山川县水利局2026年部门预算"],
        ["收支总表", "单位：万元", ruled(*BALANCE)],
        ["“三公”经费支出表", "单位：万元", ruled(*THREE_PUBLIC)],
        ["三、情况说明", *sentences],
    )


def test_a_figure_is_linked_to_the_table_that_prints_it():
    found = of_a_budget("收入预算30万元。", "“三公”经费3万元，因公出国（境）费0万元，公务接待费2万元。")

    cells = {figure.subject: figure.cell for figure in found.figures}
    assert {subject: found.statements[cell.statement].kind for subject, cell in cells.items()} == {
        "income": "income_expenditure",
        "three_public": "three_public",
        "abroad": "three_public",
        "reception": "three_public",
    }
    assert cells["reception"].amount.yuan == 20_000
    assert cells["reception"].citation.page == 3
    assert cells["abroad"].amount is None  # blank there, and no zero


def test_a_figure_that_differs_from_its_table_is_a_finding_with_both_pages():
    checks = of_a_budget("收入预算31万元。", "公务接待费2万元。").checks

    found = {check.id: check for check in checks if check.id.startswith("narrative")}
    assert found["narrative.reception"].holds
    assert not found["narrative.income"].holds
    assert (found["narrative.income"].left, found["narrative.income"].right) == (300_000, 310_000)
    assert [citation.page for citation in found["narrative.income"].citations] == [2, 4]


def test_a_second_figure_is_of_a_part_where_the_first_is_that_of_the_table():
    checks = of_a_budget("收入预算30万元。", "收入预算12万元。").checks

    assert [check.holds for check in checks if check.id == "narrative.income"] == [True]


def test_the_same_digits_with_another_unit_are_a_finding():
    checks = of_a_budget("收入预算30万元。", "收入预算30元。").checks

    assert [check.holds for check in checks if check.id == "narrative.income"] == [True, False]


def test_funds_are_those_of_the_records():
    assert {fund.value for fund in Fund} == {"财政拨款", "一般公共预算", "政府性基金", "国有资本经营"}
