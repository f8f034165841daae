"""勾稽: the comparisons a disclosure allows, each as a record with both sides.

Rounding allows 0.01 of the printed unit for each addend; more is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from index.records import (
    Amount,
    BudgetLine,
    Check,
    Citation,
    Classification,
    Procurement,
)
from indexer.extract.amounts import Unit, yuan
from indexer.extract.balance import Balance, Entry
from indexer.extract.named_subjects import children
from indexer.extract.three_public import Figures

_LEVEL_NAMES = {1: "类", 2: "款", 3: "项"}
#: The parts of a total that a table prints together, and those beside them where they hold an amount.
_PARTS = {Classification.FUNCTION: ("basic", "project"), Classification.ECONOMIC: ("personnel", "public")}
_FURTHER_PARTS = {
    Classification.FUNCTION: ("operating", "upward", "subsidy"),
    Classification.ECONOMIC: ("project",),
}
#: Columns that most tables print without any amount: zeros alone are no evidence of anything.
_SELDOM = {"operating", "upward", "subsidy"}
_COLUMN_NAMES = {
    "total": "合计",
    "basic": "基本支出",
    "project": "项目支出",
    "personnel": "人员经费",
    "public": "公用经费",
    "operating": "经营支出",
    "upward": "上缴上级支出",
    "subsidy": "对附属单位补助支出",
}
_TABLE_NAMES = {Classification.FUNCTION: "支出总表", Classification.ECONOMIC: "基本支出表"}
#: The statement that stands for the 支出总表 where that has no subjects.
_OTHER_TABLE_NAMES = {"general_expenditure": "一般公共预算支出表"}
_THREE_PUBLIC_NAMES = {
    "abroad": "因公出国（境）费",
    "vehicles": "公务用车购置及运行费",
    "vehicle_purchase": "公务用车购置费",
    "vehicle_operation": "公务用车运行费",
    "reception": "公务接待费",
}
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class SubjectTotals:
    """The 合计 row of a subject table, None where it prints none."""

    classification: Classification
    amounts: Mapping[str, Amount]
    citation: Citation


def compare(
    check_id: str,
    formula: str,
    left: Amount | None,
    addends: Sequence[Amount | None],
    where: Iterable[Citation],
    *,
    rounding: Decimal = _ZERO,
) -> Check:
    """One amount against the sum of others; blank addends count as nothing, a missing left side is untestable.

    ``rounding`` in yuan is allowed for each amount where it is more than that of the printed units.
    """
    known = [amount for amount in addends if amount is not None and amount.yuan is not None]
    right = sum((amount.yuan or _ZERO for amount in known), _ZERO) if known else None
    printed = yuan(left)
    citations = tuple(dict.fromkeys(where))
    if printed is None or right is None or left is None:
        return Check(check_id, formula, None, printed, right, None, citations)
    rounding = max(rounding, *(Unit(amount.unit, amount.unit_origin).rounding for amount in (left, *known)))
    difference = printed - right
    return Check(
        check_id, formula, abs(difference) <= rounding * (len(known) + 1), printed, right, difference, citations
    )


def subject_checks(lines: Sequence[BudgetLine], total: SubjectTotals | None) -> Iterator[Check]:
    """合计 = Σ类, 类 = Σ款, 款 = Σ项 in every column, and 合计 = its parts."""
    if not lines:
        return
    classification = lines[0].classification
    table = _OTHER_TABLE_NAMES.get(lines[0].statement, _TABLE_NAMES[classification])
    if total:
        yield from _column_checks(
            f"{classification}.total", f"{table} 合计", total.amounts, total.citation, _tops(lines)
        )
        yield from _part_check(classification, f"{table} 合计", total)
    for number, line in enumerate(lines):
        below = _children(number, lines)
        if below:
            label = f"{table} {line.code or ''} {line.name}"
            yield from _column_checks(
                f"{classification}.{line.code or number}", label, line.amounts, line.citations[0], below
            )


def _tops(lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """Lines that no other line of the table contains."""
    inside = {child.ordinal for number in range(len(lines)) for child in _children(number, lines)}
    return [line for line in lines if line.ordinal not in inside]


def _children(number: int, lines: Sequence[BudgetLine]) -> list[BudgetLine]:
    """The lines directly below one: by code where every line has one, else by level and order."""
    code = lines[number].code
    if code is None or any(line.code is None for line in lines):
        return [lines[n] for n in children([line.level for line in lines], number)]
    inside = [line for line in lines if line.code and line.code.startswith(code) and len(line.code) > len(code)]
    codes = {line.code for line in inside}
    return [line for line in inside if not _prefixes(line.code, len(code)) & codes]


def _prefixes(code: str | None, above: int) -> set[str | None]:
    """The codes between one of ``above`` digits and this one."""
    return {code[:n] for n in (5, 7) if above < n < len(code)} if code else set()


def _column_checks(
    check_id: str, label: str, amounts: Mapping[str, Amount], citation: Citation, below: Sequence[BudgetLine]
) -> Iterator[Check]:
    level = _LEVEL_NAMES.get(below[0].level, "明细")
    where = (citation, *(line.citations[0] for line in below))
    for column, name in _COLUMN_NAMES.items():
        amount = amounts.get(column)
        if amount is None:
            continue
        addends = [line.amounts.get(column) for line in below]
        nothing = not amount.yuan if column in _SELDOM else amount.yuan is None
        if nothing and not any(yuan(addend) for addend in addends):
            continue
        yield compare(f"{check_id}.{column}", f"{label}（{name}）= Σ{level}", amount, addends, where)


def _part_check(classification: Classification, label: str, total: SubjectTotals) -> Iterator[Check]:
    amounts, parts = total.amounts, _PARTS[classification]
    if "total" not in amounts or not all(part in amounts for part in parts):
        return
    held = (*parts, *(part for part in _FURTHER_PARTS[classification] if yuan(amounts.get(part))))
    names = " + ".join(_COLUMN_NAMES[part] for part in held)
    yield compare(
        f"{classification}.total.parts",
        f"{label} = {names}",
        amounts["total"],
        [amounts[part] for part in held],
        [total.citation],
    )


def totals_checks(balance: Balance | None, expenditure: SubjectTotals | None) -> Iterator[Check]:
    """收入 = 支出, and 收支总表 = 支出总表.

    A 支出总表 may count the money carried over to the next year or not: it is
    compared with the 支出总计 or the 本年支出合计 of the 收支总表, whichever is nearer.
    """
    if balance is None or balance.expenditure is None:
        return
    spent = balance.expenditure
    if balance.income and not balance.income_inferred:
        where = [balance.income.citation, spent.citation]
        formula = "收支总表 收入总计 = 支出总计"
        yield compare("balance.income_expenditure", formula, balance.income.amount, [spent.amount], where)
    if expenditure and "total" in expenditure.amounts:
        total = expenditure.amounts["total"]
        name, side = _nearest_spent(balance, total)
        formula = f"收支总表 {name} = 支出总表 合计"
        where = [side.citation, expenditure.citation]
        yield compare("balance.expenditure_table", formula, side.amount, [total], where)


def _nearest_spent(balance: Balance, to: Amount) -> tuple[str, Entry]:
    sides = [("支出总计", balance.expenditure), ("本年支出合计", balance.year)]
    printed = [(name, entry) for name, entry in sides if entry]
    return min(printed, key=lambda side: abs((side[1].amount.yuan or _ZERO) - (to.yuan or _ZERO)))


def basic_check(
    general: SubjectTotals | None, whole: SubjectTotals | None, economic: SubjectTotals | None
) -> Iterator[Check]:
    """基本支出 of the general budget, or of all funds where that is what the table shows, = 合计 of the 基本支出表."""
    if economic is None or "total" not in economic.amounts:
        return
    found = [
        compare(
            "basic.function_economic",
            f"{table} 基本支出 = 基本支出表 合计",
            function.amounts["basic"],
            [economic.amounts["total"]],
            [function.citation, economic.citation],
        )
        for table, function in (("一般公共预算支出表", general), ("支出总表", whole))
        if function and "basic" in function.amounts
    ]
    if found:
        yield next((check for check in found if check.holds), found[0])


def three_public_check(own: Figures | None) -> Iterator[Check]:
    """三公 = its parts."""
    if own:
        addends = own.addends
        formula = "“三公”经费合计 = " + " + ".join(_THREE_PUBLIC_NAMES[part] for part in addends)
        yield compare(
            "three_public.parts",
            formula,
            own.amounts.get("total"),
            [own.amounts[part] for part in addends],
            [own.citation],
        )


def procurement_check(procurement: Procurement | None) -> Iterator[Check]:
    """政府采购 = 货物 + 工程 + 服务."""
    if procurement and any((procurement.goods, procurement.works, procurement.services)):
        parts = [procurement.goods, procurement.works, procurement.services]
        formula = "政府采购合计 = 货物 + 工程 + 服务"
        yield compare("procurement.parts", formula, procurement.total, parts, [procurement.citation])
