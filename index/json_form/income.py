"""The income by source as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from index.json_form.numbers import PageNumber, Yuan, amount_number, first_page
from index.records import IncomeSource


@dataclass(frozen=True, slots=True)
class IncomeForm:
    """一张报表中的一项收入来源，或几项来源的合计。"""

    statement: Annotated[str, "所在报表的种类"]
    source: Annotated[str, "来源；total 为收入总计，year 为本年收入合计"]
    within: Annotated[str | None, "所属的来源；自成一项时为 null"]
    name: Annotated[str, "原文的说法"]
    amount: Yuan
    page: PageNumber


def income_form(item: IncomeSource) -> IncomeForm:
    """One source with its amount and page."""
    return IncomeForm(
        statement=item.statement,
        source=item.source,
        within=item.within,
        name=item.name,
        amount=amount_number(item.amount),
        page=first_page(item.citations),
    )
