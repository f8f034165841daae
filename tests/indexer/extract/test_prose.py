"""Subjects that sentences name with code and amount."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import text_lines

from indexer.extract.narrative import Narrative
from indexer.extract.prose import function_entries
from indexer.extract.sections import read_sections


def narrative_of(*pages):
    printed = tuple(text_lines(*pages))
    return Narrative(read_sections(printed), printed)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("行政运行（2010301）239.14万元，用于工资。", ("2010301", "行政运行", Decimal(2_391_400))),
        ("1.培训支出（2050803）2026年预算数为3万元。", ("2050803", "培训支出", Decimal(30_000))),
        (
            "教育支出(205类)进修及培训(08款)培训支出(03项)：2026年预算数为3万元。",
            ("2050803", "培训支出", Decimal(30_000)),
        ),
    ],
)
def test_items_are_named_with_code_and_amount(sentence, expected):
    entries = function_entries(narrative_of(["四、支出情况说明", sentence]))

    assert [(entry.code, entry.name, entry.amount.yuan) for entry in entries] == [expected]


def test_each_item_counts_once():
    sentence = "行政运行（2010301）20万元。"

    assert len(function_entries(narrative_of(["四、支出情况说明", sentence, sentence]))) == 1


def test_an_item_is_cited_by_its_own_line():
    entries = function_entries(narrative_of(["四、支出情况说明", "与去年持平。"], ["行政运行（2010301）20万元。"]))

    assert entries[0].citation.page == 2


def test_codes_outside_the_explanation_are_no_items():
    assert function_entries(narrative_of(["七、名词解释", "行政运行（2010301）20万元。"])) == ()


def test_a_phrase_broken_over_two_lines_is_cited_by_its_section():
    narrative = narrative_of(["一、收支情况说明", "收入共计12", "34万元。"])

    assert narrative.cite(narrative.sections[0], "34万元") == narrative.lines[2].citation
    assert narrative.cite(narrative.sections[0], "1234") == narrative.sections[0].citations[0]
