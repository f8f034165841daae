"""What is a budget disclosure and what is not."""

from __future__ import annotations

import pytest
from written_documents import disclosure
from written_tables import ruled

from indexer.extract import NotADisclosureError

TEXT = "县里的水库分布在三个乡镇，雨季来临之前要完成巡查、清淤和物资储备，并公布值班电话。"
TABLE = ruled(("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "3.00"))


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([["水库"]], "没有可读的文字"),
        ([[TEXT]], "没有“预算”或“决算”字样"),
        ([[TEXT, "预算法规定公开的时间。"]], "没有预算报表"),
        ([[TEXT, "一、支出情况说明", "预算执行良好。"]], "没有预算报表"),
        ([["采购公告", TEXT, "预算金额：30万元。"]], "没有预算报表"),
        ([[TEXT, "预算", ruled(("药品", "价格"), ("甘草", "3.00"))]], "没有预算报表"),
    ],
)
def test_other_documents_are_refused_with_the_reason(pages, reason):
    with pytest.raises(NotADisclosureError, match=reason):
        disclosure(*pages)


TAXES = ruled(
    ("项目", "预算数"), *((f"{n}、{tax}", "3") for n, tax in enumerate(("增值税", "契税", "资源税", "房产税"), 1))
)


@pytest.mark.parametrize(
    ("pages", "reason"),
    [
        ([["凤县2023年财政预算执行情况和2024年财政预算草案的报告", TEXT]], "政府预决算"),
        ([["2024年凤县政府决算公开", TEXT], ["支出总表", "单位：万元", TABLE]], "政府预决算"),
        ([["凤县2024年决算报告", TEXT, "一、收支决算情况", "一般公共预算收入3万元。"]], "政府预决算"),
        ([["2024年预算表", TEXT], ["收入总表", "单位：万元", TAXES]], "政府预决算"),
        (
            [["一、预算调整原因", TEXT, "税收收入下降，债务转贷收入和调入资金增加。", "全县一般公共预算收入3万元。"]],
            "政府预决算",
        ),
        ([["凤县水利局2024年度整体支出绩效评价报告", TEXT, "预算执行率为100%。"]], "绩效评价报告"),
        (
            [["关于2020年度县级预算执行情况的审计工作报告", TEXT, "一、支出审计情况", "预算支出3万元。"]],
            "审计报告",
        ),
    ],
)
def test_what_is_published_beside_the_budgets_of_departments_is_named(pages, reason):
    with pytest.raises(NotADisclosureError, match=reason):
        disclosure(*pages)


@pytest.mark.parametrize(
    "title",
    [
        "凤县财政局2024年部门决算",
        "凤县财政预算评审中心2024年单位预算",
        "凤县审计局2024年度部门决算报告",
        "凤县水利局2024年决算报告",
    ],
)
def test_departments_that_deal_with_budgets_disclose_their_own(title):
    assert disclosure([title, TEXT], ["支出总表", "单位：万元", TABLE]).identity.department in title


@pytest.mark.parametrize(
    "pages",
    [
        [["山川县水利局2026年部门预算", TEXT], ["支出总表", "单位：万元", TABLE]],
        [["山川县水利局2026年部门预算", TEXT], ["一、支出情况说明", "2026年支出预算30万元。"]],
        [["山川县水利局2025年部门决算", TEXT], ["三、“三公”经费决算情况", "决算为3万元。"]],
    ],
)
def test_tables_or_explained_figures_make_a_disclosure(pages):
    assert disclosure(*pages).source.document_id == "5" * 16


def test_a_department_without_a_title_may_speak_of_revenue():
    duties = ["一、主要职责", "本部门统计税收收入、债务转贷收入和调入资金，研究预算稳定调节基金。"]
    own = ["二、支出情况说明", "本部门支出预算3万元，本部门无车辆。", "本部门无会议费，我局从简。"]

    assert disclosure([*duties, *own]).identity.kind.value == "部门预算"
