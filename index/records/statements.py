"""The tables by subject, and what single tables add up to."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from index.records.printed import Amount, Citation


class Classification(enum.StrEnum):
    """Which classification the code of a line belongs to."""

    FUNCTION = "function"  # 支出功能分类
    ECONOMIC = "economic"  # 部门预算支出经济分类


@dataclass(frozen=True, slots=True)
class Statement:
    """表: one budget table found in the document.

    ``empty`` is true for a table that is declared or seen to hold no data (空表).
    """

    ordinal: int
    kind: str  # a key of indexer/data/statements.yaml
    title: str
    unit: str | None
    page_from: int
    page_to: int
    empty: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """行: one subject of a statement with its amounts by column meaning.

    ``amounts`` maps a column meaning to the amount printed there; a missing key
    means the table has no such column. The meanings are ``total``, its parts
    ``basic`` (itself ``personnel`` and ``public``), ``project``, ``operating``,
    ``upward`` and ``subsidy``, and beside them ``previous``, the total of an
    earlier year, and ``planned``, the plan that final accounts print with the
    outturn.
    ``level`` is 1 类, 2 款, 3 项 for function, 1 类, 2 款 for economic subjects.
    """

    ordinal: int
    classification: Classification
    statement: str  # the kind of the statement it stands in
    code: str | None  # joined digits
    code_origin: str  # 印刷, 承上 (inherited), 推断 (inferred from the name) or 无
    name: str
    level: int
    amounts: Mapping[str, Amount]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费 of the year; None where the part is not disclosed at all.

    ``previous`` are the figures of last year and ``planned`` the plan that final accounts print with the outturn,
    where the same table prints them; these have neither themselves.
    """

    total: Amount | None
    abroad: Amount | None
    vehicle_purchase: Amount | None
    vehicle_operation: Amount | None
    reception: Amount | None
    citation: Citation
    previous: ThreePublic | None = None
    planned: ThreePublic | None = None


@dataclass(frozen=True, slots=True)
class Procurement:
    """政府采购 of the year; None where the part is not disclosed at all."""

    total: Amount | None
    goods: Amount | None
    works: Amount | None
    services: Amount | None
    citation: Citation


@dataclass(frozen=True, slots=True)
class Totals:
    """The document's own totals, from its 收支总表 or 支出总表."""

    income: Amount | None
    expenditure: Amount | None
    basic: Amount | None
    project: Amount | None


@dataclass(frozen=True, slots=True)
class IncomeSource:
    """收入来源: one source of income, or one sum of sources, with the amount a statement prints for it.

    ``within`` is the source it is a part of (一般公共预算拨款 below 财政拨款, or below 上年结转), None where it
    counts by itself. The same money is printed by several statements: add up the sources of one only.
    """

    ordinal: int
    statement: str  # the kind of the statement it stands in
    source: str  # a key of indexer/data/incomes.yaml
    within: str | None  # another key
    name: str
    amount: Amount
    citations: tuple[Citation, ...]
