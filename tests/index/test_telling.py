"""Words that tell what a project is for."""

from __future__ import annotations

import pytest
from corpora import DOCUMENT_IDS, project

from index.similarity.telling import concept_of, is_empty, own_text, tells_little, tells_payer


@pytest.mark.parametrize("word", ["经费", "管理", "管理费", "服务项目", "保障经费"])
def test_a_word_of_any_project_and_the_money_for_it_tell_little(word: str) -> None:
    assert tells_little(word)
    assert is_empty(word)


@pytest.mark.parametrize("word", ["物业费", "政务外网", "公证"])
def test_a_thing_tells_and_so_does_the_money_for_it(word: str) -> None:
    assert not tells_little(word)


def test_an_act_tells_in_a_name_alone() -> None:
    assert tells_little("培训")
    assert not is_empty("培训")


@pytest.mark.parametrize(("word", "concept"), [("2024", None), ("3.5", None), ("网", None), ("12345", "12345")])
def test_a_number_is_no_concept_unless_it_names_something(word: str, concept: str | None) -> None:
    assert concept_of(word) == concept


@pytest.mark.parametrize(
    ("department", "word", "payer"),
    [
        ("某县信访局", "信访", True),
        ("某市医疗保障局", "医保", True),
        ("某县信访局", "培训", False),
        ("", "信访", False),
    ],
)
def test_a_word_of_the_department_by_any_name_tells_who_pays(department: str, word: str, payer: bool) -> None:
    paid = project(1, "专项", document=DOCUMENT_IDS[0], department=department)
    assert tells_payer(paid, word, concept_of(word) or word) is payer


def test_the_note_of_who_spends_the_money_is_left_out_of_the_text() -> None:
    noted = project(1, "专项", document=DOCUMENT_IDS[0], text="通用项目；用款单位：某市一中；按合同支付")
    assert own_text(noted) == "通用项目；按合同支付"
