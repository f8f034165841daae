"""The JSON of a disclosure: contract of its shape, exact amounts, a schema that describes it."""

from __future__ import annotations

import enum
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Annotated

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator
from random_disclosures import disclosures

from index.json_form.disclosure import DisclosureForm, disclosure_json
from index.json_form.numbers import yuan_number
from index.json_form.schema import json_schema
from index.records import (
    Amount,
    AmountState,
    BudgetLine,
    Check,
    Citation,
    Classification,
    Disclosure,
    DocumentKind,
    Identity,
    Indicator,
    Project,
    SourceFile,
    Stage,
    Totals,
)

SCHEMA = json_schema(DisclosureForm)

NOBODY = Identity(None, None, None, None, None, None, None, None, None, DocumentKind.OTHER, None)
NOTHING = Disclosure(
    SourceFile("a" * 64, "/放/东.pdf", "application/pdf", 9, 3), NOBODY, Totals(None, None, None, None)
)


def printed(yuan: str) -> Amount:
    return Amount(Decimal(yuan), yuan, "元", "表头")


def line(ordinal: int, statement: str, code: str, amounts: Mapping[str, Amount]) -> BudgetLine:
    cited = (Citation(4), Citation(5))
    return BudgetLine(ordinal, Classification.FUNCTION, statement, code, "印刷", "行政运行", 3, amounts, cited)


@given(disclosures)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_disclosure_is_valid_under_the_schema(disclosure: Disclosure) -> None:
    value = json.loads(json.dumps(disclosure_json(disclosure), ensure_ascii=False))

    Draft202012Validator(SCHEMA).validate(value)


def test_the_schema_is_a_schema_and_refuses_what_does_not_belong() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    value = json.loads(json.dumps(disclosure_json(NOTHING)))

    assert not Draft202012Validator(SCHEMA).is_valid(value | {"surprise": 1})
    assert not Draft202012Validator(SCHEMA).is_valid(value | {"projects": None})


def test_an_empty_disclosure_says_null_where_nothing_is_printed() -> None:
    value = disclosure_json(NOTHING)

    assert value["document"]["file"] == "东.pdf"
    assert value["document"]["pages"] == 3
    assert value["totals"] == {"income": None, "expenditure": None, "basic": None, "project": None}
    assert value["three_public"] is None
    assert value["procurement"] is None
    assert value["projects"] == ()


def test_a_line_shows_its_amounts_and_first_page() -> None:
    blank = Amount(None, "", "元", "表头", AmountState.BLANK)
    lines = (
        line(0, "expenditure", "2010301", {"total": printed("12.50"), "basic": printed("0.00"), "project": blank}),
    )

    value = disclosure_json(replace(NOTHING, lines=lines))

    assert value["function_lines"] == (
        {"code": "2010301", "name": "行政运行", "level": 3, "total": 12.5, "basic": 0, "project": None, "page": 4},
    )
    assert value["economic_lines"] == ()


def test_only_the_lines_of_the_whole_expenditure_are_shown() -> None:
    again = line(0, "general_expenditure", "2010302", {"total": printed("1")})
    whole = line(1, "expenditure", "2010301", {"total": printed("2")})

    def codes(*lines: BudgetLine) -> list[str]:
        return [shown["code"] for shown in disclosure_json(replace(NOTHING, lines=lines))["function_lines"]]

    assert codes(again, whole) == ["2010301"]
    assert codes(again) == ["2010302"]
    assert codes(line(0, "otherwise", "2010303", {})) == ["2010303"]


def test_a_project_carries_its_indicators_as_printed() -> None:
    indicator = Indicator("产出指标", "数量指标", "线路", "≥ 5 条", "≥", "5", "条", "20", citation=Citation(7))
    project = Project(0, "线路租赁", "63", printed("200000.00"), "畅通", (indicator,), (Citation(6),))

    (value,) = disclosure_json(replace(NOTHING, projects=(project,)))["projects"]

    assert (value["name"], value["code"], value["amount"], value["goal"], value["page"]) == (
        "线路租赁",
        "63",
        200000,
        "畅通",
        6,
    )
    assert value["indicators"][0]["value"] == "≥ 5 条"
    assert value["indicators"][0]["page"] == 7


def test_a_check_says_where_both_sides_are_printed() -> None:
    check = Check("a", "收入 = 支出", False, Decimal("3"), Decimal("1"), Decimal("2"), (Citation(5), Citation(3)))

    (value,) = disclosure_json(replace(NOTHING, checks=(check,)))["checks"]

    assert value == {
        "id": "a",
        "formula": "收入 = 支出",
        "holds": False,
        "left": 3,
        "right": 1,
        "difference": 2,
        "where": "第 3、5 页",
    }


def test_stage_and_kind_are_the_words_of_the_document() -> None:
    identity = replace(NOBODY, stage=Stage.FINAL_ACCOUNTS, kind=DocumentKind.UNIT_ACCOUNTS)

    document = json.loads(json.dumps(disclosure_json(replace(NOTHING, identity=identity))))["document"]

    assert (document["stage"], document["doc_kind"]) == ("决算", "单位决算")


@pytest.mark.parametrize(
    ("yuan", "number"),
    [("0", 0), ("0.00", 0), ("12345.60", 12345.6), ("-0.01", -0.01), ("9999999999999.99", 9999999999999.99)],
)
def test_yuan_are_numbers_exact_to_the_fen(yuan: str, number: float) -> None:
    assert yuan_number(Decimal(yuan)) == number
    assert Decimal(json.dumps(yuan_number(Decimal(yuan)))) == Decimal(yuan)


class Colour(enum.StrEnum):
    RED = "红"


@dataclass
class Leaf:
    """叶。"""

    colour: Colour | None
    number: Annotated[int | float | None, "数"]


@dataclass
class Tree:
    """树。"""

    leaves: tuple[Leaf, ...]


def test_a_schema_follows_the_type_hints() -> None:
    assert json_schema(Tree) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/Tree",
        "$defs": {
            "Leaf": {
                "type": "object",
                "description": "叶。",
                "properties": {
                    "colour": {"anyOf": [{"type": "string", "enum": ["红"]}, {"type": "null"}]},
                    "number": {"type": ["number", "null"], "description": "数"},
                },
                "required": ["colour", "number"],
                "additionalProperties": False,
            },
            "Tree": {
                "type": "object",
                "description": "树。",
                "properties": {"leaves": {"type": "array", "items": {"$ref": "#/$defs/Leaf"}}},
                "required": ["leaves"],
                "additionalProperties": False,
            },
        },
    }


@dataclass
class Unsayable:
    """JSON has no such type."""

    value: complex


def test_a_hint_without_a_counterpart_in_json_is_refused() -> None:
    with pytest.raises(TypeError, match="complex"):
        json_schema(Unsayable)
