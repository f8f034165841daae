"""The statements by subject, 三公 and procurement as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Annotated

from index.json_form.numbers import PageNumber, Yuan, amount_number, first_page
from index.records import Amount, BudgetLine, Classification, Disclosure, Procurement, ThreePublic

#: Statements whose lines stand for the document's expenditure, the best first: the same
#: money is printed again by later ones, and a document may lack the first.
FUNCTION_STATEMENTS = ("expenditure", "general_expenditure", "basic_function")


ECONOMIC_STATEMENTS = ("basic_expenditure", "general_economic", "expenditure_economic")


@dataclass(frozen=True, slots=True)
class FunctionLineForm:
    """支出总表中的一个支出功能分类科目。"""

    code: Annotated[str | None, "连写的科目编码"]
    name: str
    level: Annotated[int, "1 类，2 款，3 项"]
    total: Yuan
    basic: Yuan
    project: Yuan
    page: PageNumber


@dataclass(frozen=True, slots=True)
class EconomicLineForm:
    """基本支出表中的一个支出经济分类科目。"""

    code: str | None
    name: str
    level: Annotated[int, "1 类，2 款"]
    total: Yuan
    personnel: Yuan
    public: Yuan
    page: PageNumber


@dataclass(frozen=True, slots=True)
class StatementLineForm:
    """任一报表中的一个科目，各栏金额按栏目含义给出。"""

    statement: Annotated[str, "所在报表的种类"]
    classification: Classification
    code: Annotated[str | None, "连写的科目编码"]
    code_origin: Annotated[str, "印刷、承上、推断或无"]
    name: str
    level: Annotated[int, "1 类，2 款，3 项"]
    amounts: Annotated[Mapping[str, Yuan], "栏目含义到金额；空白为 null"]
    page: PageNumber


@dataclass(frozen=True, slots=True)
class ThreePublicPartsForm:
    """同一张表印出的另一年或预算的“三公”经费。"""

    total: Yuan
    abroad: Yuan
    vehicle_purchase: Yuan
    vehicle_operation: Yuan
    reception: Yuan


@dataclass(frozen=True, slots=True)
class ThreePublicForm(ThreePublicPartsForm):
    """“三公”经费。"""

    page: PageNumber
    previous: Annotated[ThreePublicPartsForm | None, "上年数；没有印出时为 null"]
    planned: Annotated[ThreePublicPartsForm | None, "决算表中的预算数；没有印出时为 null"]


@dataclass(frozen=True, slots=True)
class ProcurementForm:
    """政府采购。"""

    total: Yuan
    goods: Yuan
    works: Yuan
    services: Yuan


def function_line_forms(disclosure: Disclosure) -> tuple[FunctionLineForm, ...]:
    """支出总表 by function subject, or the best statement that stands for it."""
    return tuple(map(_function_line, _lines(disclosure, Classification.FUNCTION, FUNCTION_STATEMENTS)))


def economic_line_forms(disclosure: Disclosure) -> tuple[EconomicLineForm, ...]:
    """基本支出表 by economic subject, or the best statement that stands for it."""
    return tuple(map(_economic_line, _lines(disclosure, Classification.ECONOMIC, ECONOMIC_STATEMENTS)))


def _lines(disclosure: Disclosure, classification: Classification, preferred: Sequence[str]) -> list[BudgetLine]:
    """The lines of the best statement that has any; all lines when none of the known ones does."""
    lines = [line for line in disclosure.lines if line.classification is classification]
    present = {line.statement for line in lines}
    best = next((statement for statement in preferred if statement in present), None)
    return [line for line in lines if best is None or line.statement == best]


def _function_line(line: BudgetLine) -> FunctionLineForm:
    return FunctionLineForm(
        code=line.code,
        name=line.name,
        level=line.level,
        total=_column(line.amounts, "total"),
        basic=_column(line.amounts, "basic"),
        project=_column(line.amounts, "project"),
        page=first_page(line.citations),
    )


def _economic_line(line: BudgetLine) -> EconomicLineForm:
    return EconomicLineForm(
        code=line.code,
        name=line.name,
        level=line.level,
        total=_column(line.amounts, "total"),
        personnel=_column(line.amounts, "personnel"),
        public=_column(line.amounts, "public"),
        page=first_page(line.citations),
    )


def statement_line_form(line: BudgetLine) -> StatementLineForm:
    """A line of any statement, with every amount of its row."""
    return StatementLineForm(
        statement=line.statement,
        classification=line.classification,
        code=line.code,
        code_origin=line.code_origin,
        name=line.name,
        level=line.level,
        amounts={meaning: amount_number(amount) for meaning, amount in line.amounts.items()},
        page=first_page(line.citations),
    )


def three_public_form(record: ThreePublic | None) -> ThreePublicForm | None:
    """三公 of this year and, where printed, of others; None where the document has no such table."""
    if record is None:
        return None
    return ThreePublicForm(
        **_three_public_parts(record),
        page=record.citation.page,
        previous=ThreePublicPartsForm(**_three_public_parts(record.previous)) if record.previous else None,
        planned=ThreePublicPartsForm(**_three_public_parts(record.planned)) if record.planned else None,
    )


def _three_public_parts(record: ThreePublic) -> dict[str, int | float | None]:
    return {part.name: amount_number(getattr(record, part.name)) for part in fields(ThreePublicPartsForm)}


def procurement_form(record: Procurement | None) -> ProcurementForm | None:
    """政府采购 by kind of purchase; None where nothing is planned or printed."""
    if record is None:
        return None
    return ProcurementForm(
        total=amount_number(record.total),
        goods=amount_number(record.goods),
        works=amount_number(record.works),
        services=amount_number(record.services),
    )


def _column(amounts: Mapping[str, Amount], meaning: str) -> int | float | None:
    return amount_number(amounts.get(meaning))
