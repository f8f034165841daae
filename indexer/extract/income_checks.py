"""勾稽 of the income by source: sums within a statement, and the same source in several statements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from index.records import Check, Citation
from indexer.extract.amounts import add_up, yuan
from indexer.extract.checks import compare
from indexer.extract.income import BROUGHT, CARRIED_OVER, TOTAL, UNCLASSIFIED, YEAR, Row, is_sum, label_of

_FISCAL, _OF_FISCAL_MONEY = "fiscal", "fiscal_income_expenditure"
_FUNDS = ("general_budget", "government_fund", "state_capital", "social_insurance")
_TABLES = {"income_expenditure": "收支总表", "income": "收入总表", "fiscal_income_expenditure": "财政拨款收支总表"}

Income = Mapping[str, Sequence[Row]]

#: A source, and whether it is what is carried over of it.
_Key = tuple[str, bool]


def proven(income: Income) -> Income:
    """The statements without those of loose lines whose sums do not close: there the reading is in doubt."""
    return {
        kind: rows
        for kind, rows in income.items()
        if not any(row.loose for row in rows) or all(check.holds for check in _sum_checks(kind, rows))
    }


def income_checks(income: Income) -> Iterator[Check]:
    """收入总计 = Σ sources, 财政拨款 = Σ funds, and each source the same in every statement."""
    for kind, rows in income.items():
        yield from _sum_checks(kind, rows)
    yield from _table_checks(income)


def _sum_checks(kind: str, rows: Sequence[Row]) -> Iterator[Check]:
    table, alone = _TABLES[kind], _alone(rows)
    for name, label, parts in ((YEAR, "本年收入合计", _of_year(rows, alone)), (TOTAL, "收入总计", alone)):
        whole = _last(rows, name)
        if whole and yuan(whole.entry.amount) is not None and any(yuan(row.entry.amount) is not None for row in parts):
            yield _sum_check(f"income.{kind}.{name}", f"{table} {label} = Σ来源", whole, parts)
    fiscal = next((row for row in alone if row.source == _FISCAL), None)
    funds = [row for row in rows if row.source in _FUNDS and row.within == _FISCAL]
    if fiscal and any(row.entry.amount.yuan for row in funds):
        formula = f"{table} 财政拨款 = 一般公共预算 + 政府性基金 + 国有资本经营预算"
        yield _sum_check(f"income.{kind}.{_FISCAL}", formula, fiscal, funds)


def _sum_check(check_id: str, formula: str, whole: Row, parts: Sequence[Row]) -> Check:
    where: list[Citation] = [row.entry.citation for row in (whole, *parts)]
    return compare(check_id, formula, whole.entry.amount, [row.entry.amount for row in parts], where)


def _alone(rows: Sequence[Row]) -> list[Row]:
    """The sources that no other row of the statement contains."""
    printed = {row.source for row in rows}
    return [row for row in rows if not is_sum(row.source) and not row.example and row.within not in printed]


def _of_year(rows: Sequence[Row], alone: Sequence[Row]) -> list[Row]:
    """The sources that the 本年收入合计 adds up: those above it, or below where none stands above."""
    end = next((number for number, row in reversed(list(enumerate(rows))) if row.source == YEAR), 0)
    above = [row for row in rows[:end] if row in alone]
    return [row for row in (above or alone) if not _is_brought(row)]


def _is_brought(row: Row) -> bool:
    return row.source in BROUGHT or row.within in BROUGHT


def _last(rows: Sequence[Row], source: str) -> Row | None:
    return next((row for row in reversed(rows) if row.source == source), None)


def _table_checks(income: Income) -> Iterator[Check]:
    """Each source that the 收支总表 prints, as another statement prints it."""
    whole = _by_source(income.get("income_expenditure", ()))
    for kind in ("income", _OF_FISCAL_MONEY):
        other = _by_source(income.get(kind, ()))
        if kind == _OF_FISCAL_MONEY and (_FISCAL, False) not in other and (YEAR, False) in other:
            other[_FISCAL, False] = other[YEAR, False]
        for key, rows in whole.items():
            if key in other and not is_sum(key[0]) and not (kind == _OF_FISCAL_MONEY and key[0] in BROUGHT):
                yield from _same(kind, key, rows, other)


def _same(kind: str, key: _Key, rows: Sequence[Row], other: Mapping[_Key, Sequence[Row]]) -> Iterator[Check]:
    """One source in two statements; the first may count what is carried over of it as its own."""
    source, carried = key
    if not any(row.entry.amount.yuan for row in (*rows, *other[key])):
        return
    name = f"{label_of(source)}（结转）" if carried else label_of(source)
    check_id = f"income.{kind}.same.{source}{'_carried' if carried else ''}"
    readings = [(name, other[key])]
    if not carried and (brought := other.get((CARRIED_OVER if source == _FISCAL else source, source != _FISCAL))):
        readings.append((f"{name} + {label_of(CARRIED_OVER)}", [*other[key], *brought]))
    found = []
    for right, parts in readings:
        where = [row.entry.citation for row in (*rows, *parts)]
        formula = f"收支总表 {name} = {_TABLES[kind]} {right}"
        amounts = [row.entry.amount for row in parts]
        found.append(compare(check_id, formula, add_up([row.entry.amount for row in rows]), amounts, where))
    yield next((check for check in found if check.holds), found[0])


def _by_source(rows: Sequence[Row]) -> dict[_Key, list[Row]]:
    """Rows by source, what is carried over of it apart; examples, which say nothing of the whole, are left out."""
    found: dict[_Key, list[Row]] = {}
    for row in rows:
        if not row.example and row.source not in (UNCLASSIFIED, row.within):
            found.setdefault((row.source, row.within == CARRIED_OVER), []).append(row)
    return found
