"""The figures of the narrative as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from index.json_form.numbers import PageNumber, Yuan, amount_number, first_page, yuan_number
from index.records import ComparedWith, Direction, FigureChange, Fund, NarrativeFigure


@dataclass(frozen=True, slots=True)
class FigureChangeForm:
    """正文所说的一项增减。"""

    compared_with: ComparedWith
    direction: Direction
    base: Annotated[int | float | None, "所比的数，元；没有印出时为 null"]
    amount: Annotated[int | float | None, "增减额，元，减少为负，持平为 0；没有印出时为 null"]
    percentage: Annotated[int | float | None, "增减幅度，百分比，下降为负；没有印出时为 null"]
    reason: Annotated[str | None, "原文所说的主要原因"]


@dataclass(frozen=True, slots=True)
class FigureForm:
    """正文一句话里的一个数。"""

    subject: Annotated[str, "所说的事项"]
    fund: Annotated[Fund | None, "所限的资金；全部资金或没有说明时为 null"]
    label: Annotated[str, "原文的说法"]
    amount: Yuan
    count: int | None
    count_unit: Annotated[str | None, "辆、台、套"]
    threshold: Annotated[int | float | None, "设备的单价下限，元"]
    changes: tuple[FigureChangeForm, ...]
    section: Annotated[int, "所在章节在 sections 中的序号，从 0 起"]
    page: PageNumber
    table: Annotated[int | None, "所说的报表在 tables 中的序号，从 0 起；没有该表时为 null"]
    table_amount: Annotated[int | float | None, "该表印出的同一个数，元"]
    table_page: PageNumber


def figure_form(figure: NarrativeFigure) -> FigureForm:
    """One figure with its changes and the cell it speaks of."""
    cell = figure.cell
    return FigureForm(
        subject=figure.subject,
        fund=figure.fund,
        label=figure.label,
        amount=amount_number(figure.amount),
        count=figure.count,
        count_unit=figure.count_unit,
        threshold=yuan_number(figure.threshold),
        changes=tuple(map(_change, figure.changes)),
        section=figure.section,
        page=first_page(figure.citations),
        table=cell.statement if cell else None,
        table_amount=amount_number(cell.amount) if cell else None,
        table_page=cell.citation.page if cell and cell.citation else None,
    )


def _change(change: FigureChange) -> FigureChangeForm:
    return FigureChangeForm(
        compared_with=change.compared_with,
        direction=change.direction,
        base=amount_number(change.base),
        amount=amount_number(change.amount),
        percentage=float(change.percentage) if change.percentage is not None else None,
        reason=change.reason,
    )
