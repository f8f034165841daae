from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import indexer
from index.query.tree import Sort
from search_app.wording.labels import (
    FIGURE_LABELS,
    INCOME_LABELS,
    INCOME_TOTALS,
    SORT_LABELS,
    STATEMENT_LABELS,
    value_label,
)

STATEMENTS = Path(indexer.__file__).parent / "data" / "statements.yaml"


def test_statements_are_called_what_the_indexer_calls_them() -> None:
    rows = yaml.safe_load(STATEMENTS.read_text(encoding="utf-8"))
    assert {row["kind"]: row["label"] for row in rows} == STATEMENT_LABELS


def test_figures_are_called_what_the_indexer_calls_them() -> None:
    rows = yaml.safe_load((STATEMENTS.parent / "figures.yaml").read_text(encoding="utf-8"))["subjects"]
    named = {row["subject"][0]: row["label"] for row in rows if len(row["subject"]) == 1}
    assert {subject: label for subject, label in named.items() if subject != "flow"} == FIGURE_LABELS


def test_sources_of_income_are_called_what_the_indexer_calls_them() -> None:
    rows = yaml.safe_load((STATEMENTS.parent / "incomes.yaml").read_text(encoding="utf-8"))
    assert {row["source"]: row["label"] for row in rows} == INCOME_LABELS
    assert {row["source"] for row in rows if row.get("sum")} == INCOME_TOTALS


def test_every_sort_has_a_label() -> None:
    assert set(SORT_LABELS) == set(Sort)


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("kind", "project", "项目"),
        ("year", "2024", "2024年"),
        ("code", "2010301", "2010301 行政运行"),
        ("code", "9999999", "9999999"),
        ("statement", "expenditure", "支出总表"),
        ("county", "东县", "东县"),
    ],
)
def test_values_are_said_as_users_read_them(field: str, value: str, label: str) -> None:
    assert value_label(field, value) == label
