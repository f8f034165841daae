"""“三公”经费 in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from written_documents import text_lines

from indexer.extract.figures import read_figures, three_public_said
from indexer.extract.narrative import Narrative
from indexer.extract.sections import read_sections


def figures_of(*lines, heading="三、“三公”经费预算情况"):
    printed = tuple(text_lines([heading, *lines]))
    return three_public_said(read_figures(Narrative(read_sections(printed), printed)))


def read(*lines, heading="三、“三公”经费预算情况"):
    found = figures_of(*lines, heading=heading)
    return {part: amount.yuan for part, amount in found.amounts.items()} if found else None


def wan(**parts):
    return {part: Decimal(value) * 10_000 for part, value in parts.items()}


def test_one_sentence_states_all_parts():
    text = (
        "2026年“三公”经费预算9万元，其中：公务接待费2万元，因公出国（境）费1万元，"
        "公务用车购置费2万元，公务用车运行维护费4万元。"
    )

    assert read(text) == wan(total=9, abroad=1, vehicle_purchase=2, vehicle_operation=4, reception=2)


def test_parts_may_be_headings_of_their_own():
    found = read(
        "2026年“三公”经费预算9万元，比上年减少3万元。",
        "（一）因公出国（境）费用。2026年预算数1万元。",
        "（二）公务接待费。2026年预算数2万元。",
        "（三）公务用车购置和运行费。2026年预算数6万元，包括公务用车购置费0元、公务用车运行维护费6万元。",
    )

    assert found == wan(total=9, abroad=1, vehicles=6, vehicle_purchase=0, vehicle_operation=6, reception=2)


def test_final_accounts_state_the_outturn_behind_the_plan():
    text = (
        "“三公”经费支出年初预算为20万元，支出决算为9万元，完成预算的45%，其中：因公出国（境）费决算为1万元；"
        "公务用车购置及运行费支出预算为9万元，决算为6万元；公务接待费支出决算为2万元。"
    )

    assert read(text, heading="三、“三公”经费决算情况") == wan(total=9, abroad=1, vehicles=6, reception=2)


def test_a_total_left_unsaid_is_the_sum_of_its_parts():
    found = figures_of(
        "“三公”经费预算支出中，因公出国（境）费支出1万元，占11%；公务用车购置及运行费支出6万元；公务接待费支出2万元。"
    )

    assert found.amounts["total"].yuan == Decimal(90_000)
    assert found.amounts["total"].raw == "1 + 2 + 6"


def test_a_unit_that_breaks_the_sum_is_mended_and_marked():
    found = figures_of("“三公”经费9.19万元，其中公务用车运行维护费7万元，公务接待费2.19元。")

    assert found.amounts["reception"].yuan == Decimal(21_900)
    assert found.amounts["reception"].unit_origin == "勾稽"


def test_a_unit_that_fits_nowhere_is_left_as_printed():
    found = figures_of("“三公”经费9.19万元，其中公务用车运行维护费3万元，公务接待费2.19元。")

    assert found.amounts["reception"].yuan == Decimal("2.19")


@pytest.mark.parametrize("text", ["本单位没有“三公”经费。", "“三公”经费预算9万元。", "公务接待费2万元。"])
def test_a_sentence_that_states_too_little_says_nothing(text):
    assert read(text) is None


def test_figures_are_cited_by_the_line_that_prints_the_total():
    found = figures_of("按照规定从严控制。", "“三公”经费9万元，其中公务接待费2万元，公务用车运行费7万元。")

    assert found.citation.box.top == 60.0
