"""Where the income comes from: a row a source, a column for each statement that prints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.records import Amount, Citation, IncomeSource
from search_app.wording.labels import INCOME_TOTALS, value_label


@dataclass(frozen=True, slots=True)
class IncomeRow:
    """One source, or one sum; ``depth`` 1 is a part of the source above, ``amounts`` stand by kind of statement."""

    name: str
    printed: str
    depth: int
    is_sum: bool
    citation: Citation | None
    amounts: dict[str, Amount] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IncomeTable:
    """The rows in the order of the first statement; ``statements`` are the columns."""

    statements: tuple[str, ...]
    rows: tuple[IncomeRow, ...]


def income_table(income: Sequence[IncomeSource]) -> IncomeTable | None:
    """What is not zero of the sources of a disclosure, None where it prints none.

    A row of a later statement stands behind the row it follows there.
    """
    rows: dict[tuple[str, ...], IncomeRow] = {}
    statement, before = "", None
    for item in income:
        if not item.amount.yuan:
            continue
        if item.statement != statement:
            statement, before = item.statement, None
        key = _key(item)
        if key not in rows:
            rows = _inserted(rows, before, key, _row(item))
        rows[key].amounts.setdefault(item.statement, item.amount)
        before = key
    statements = dict.fromkeys(item.statement for item in income if item.amount.yuan)
    return IncomeTable(tuple(statements), tuple(rows.values())) if rows else None


def _key(item: IncomeSource) -> tuple[str, ...]:
    """What makes rows of several statements one: a source, carried over or not; unknown ones are told by their name."""
    carried = "carried_over" if item.within == "carried_over" else ""
    return (item.source, carried, item.name if item.source == "unclassified" else "")


def _row(item: IncomeSource) -> IncomeRow:
    label = value_label("income", item.source)
    return IncomeRow(
        name=item.name if item.source == "unclassified" else label,
        printed=item.name,
        depth=0 if item.within is None else 1,
        is_sum=item.source in INCOME_TOTALS,
        citation=item.citations[0] if item.citations else None,
    )


def _inserted(
    rows: dict[tuple[str, ...], IncomeRow], before: tuple[str, ...] | None, key: tuple[str, ...], row: IncomeRow
) -> dict[tuple[str, ...], IncomeRow]:
    """The rows with one more behind ``before``, at the end where that is None."""
    pairs = list(rows.items())
    place = next((n + 1 for n, (other, _) in enumerate(pairs) if other == before), len(pairs))
    return dict([*pairs[:place], (key, row), *pairs[place:]])
