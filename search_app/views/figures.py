"""The figures that the narrative states, beside the tables they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.records import Amount, Citation, Disclosure, FigureChange, NarrativeFigure, Statement
from search_app.wording.formats import amount_text
from search_app.wording.labels import value_label
from search_app.wording.languages import gettext

#: Units of counts (辆, 台, 套), said in the language of the page.
COUNT_UNITS = ("辆", "台", "件", "套")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change as words: against what, which way, how much; the reason as printed."""

    compared_with: str
    words: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure; ``count`` is '' where it is money. ``agrees`` is None where the table prints no such amount."""

    name: str
    amount: Amount | None
    count: str
    changes: tuple[ChangeRow, ...]
    citations: tuple[Citation, ...]
    statement: Statement | None
    cell: Amount | None
    cell_citation: Citation | None


def figure_rows(disclosure: Disclosure) -> Iterator[FigureRow]:
    """The rows in reading order."""
    statements = {statement.ordinal: statement for statement in disclosure.statements}
    for figure in disclosure.figures:
        cell = figure.cell
        yield FigureRow(
            name=_name(figure),
            amount=figure.amount,
            count=f"{figure.count} {gettext(figure.count_unit or '')}".strip() if figure.count is not None else "",
            changes=tuple(map(_change_row, figure.changes)),
            citations=figure.citations,
            statement=statements.get(cell.statement) if cell else None,
            cell=cell.amount if cell else None,
            cell_citation=cell.citation if cell else None,
        )


def _name(figure: NarrativeFigure) -> str:
    subject = value_label("figure", figure.subject)
    if figure.threshold is not None:
        price = amount_text(figure.threshold)
        return gettext("单价 %(price)s以上的%(subject)s", price=price, subject=subject)
    return gettext("%(fund)s %(subject)s", fund=gettext(figure.fund), subject=subject) if figure.fund else subject


def _change_row(change: FigureChange) -> ChangeRow:
    compared_with = gettext(change.compared_with)
    if change.base is not None and change.base.yuan is not None:
        base = amount_text(change.base.yuan)
        compared_with = gettext("%(year)s %(base)s", year=compared_with, base=base)
    return ChangeRow(compared_with, " ".join(_words(change)), change.reason)


def _words(change: FigureChange) -> Iterator[str]:
    """增加 3.00万元 (+5%): the direction says the sign."""
    yield gettext(change.direction)
    if change.amount is not None and change.amount.yuan:
        yield amount_text(abs(change.amount.yuan))
    if change.percentage:
        yield f"({_signed(change.percentage)}%)"


def _signed(percentage: Decimal) -> str:
    return f"{percentage:+f}"
