"""Tables of projects as tests write them, and what was read of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from written_tables import ABOVE, LEFT, ruled

from index.records import Project
from indexer.readers.document import Table

GOAL_TITLE = "项目支出绩效目标表"
LIST_TITLE = "项目支出表"
HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]


def one_project(name: str, amount: str, *, label: str = "年度资金总额：") -> Table:
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


def list_table(*rows: tuple[str, str]) -> Table:
    return ruled(["项目名称", "项目类别", "合计"], *[[name, "特定目标类", amount] for name, amount in rows])


def names(projects: Sequence[Project]) -> list[str]:
    return [project.name for project in projects]


def yuan(projects: Sequence[Project]) -> list[Decimal | None]:
    return [project.amount.yuan if project.amount else None for project in projects]
