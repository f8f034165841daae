from __future__ import annotations

import re

import pytest

from analyzers.synonyms import EQUAL_WEIGHT, Expansion, concept, expansions
from analyzers.text import normalise_text
from analyzers.word_lists import read_entries


def terms_of(text: str) -> list[str]:
    return [expansion.term for expansion in expansions(text)]


def weights_of(text: str) -> dict[str, float]:
    return {expansion.term: expansion.weight for expansion in expansions(text)}


def test_equal_terms_stand_for_each_other() -> None:
    assert "电子政务外网" in terms_of("政务外网")
    assert "政务外网" in terms_of("电子政务外网")


def test_narrower_terms_count_less_and_follow() -> None:
    weights = weights_of("政务外网")
    assert weights["电子政务外网"] > weights["光纤"]
    assert list(weights.values()) == sorted(weights.values(), reverse=True)


def test_a_narrower_term_does_not_ask_for_the_wider_one() -> None:
    assert "政务外网" not in terms_of("光纤")


def test_whatever_equals_a_term_has_its_narrower_terms() -> None:
    assert "光纤" in terms_of("政务网")


def test_a_known_word_of_a_longer_text_is_replaced() -> None:
    assert terms_of("公车保险费") == ["公务用车保险费", "公务车保险费", "公务车辆保险费"]


def test_every_known_word_of_a_longer_text_is_replaced_alone_and_together() -> None:
    assert {"电脑检测", "计算机检测", "涉密微机检测"} & set(terms_of("涉密电脑检测")) == {"涉密微机检测"}
    assert {"网络安全运行维护", "信访运行维护"} & set(terms_of("网络安全运维")) == {"网络安全运行维护"}


def test_letters_across_words_are_no_known_word() -> None:
    assert expansions("国外网络") == ()


def test_terms_are_looked_up_and_given_in_normal_form() -> None:
    assert expansions("「三公」經費") == (Expansion("三公", 0.6),)


def test_unknown_text_has_no_other_name() -> None:
    assert expansions("编制外长期") == ()
    assert expansions("") == ()


def test_a_text_is_never_its_own_other_name() -> None:
    assert all(text not in terms_of(text) for text in ("政务外网", "三公", "督查", "公用经费", "信访", "公车运行费"))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("合同工", "聘用人员"),
        ("编外", "劳务派遣"),
        ("油费", "燃油费"),
        ("过路费", "过桥过路费"),
        ("打印", "印刷"),
        ("安防", "视频监控"),
        ("维稳", "信访"),
        ("网安", "网络安全"),
        ("反诈", "防范诈骗"),
        ("光纤租赁", "线路租赁"),
        ("五险一金", "养老保险"),
        ("敬老院", "福利院"),
        ("厕所革命", "公厕"),
        ("创城", "文明城市"),
        ("国产化替代", "信创"),
    ],
)
def test_what_people_type_is_found_as_it_is_printed(typed: str, printed: str) -> None:
    assert printed in terms_of(typed)


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("养老院", "养老"),  # 养老保险 is no old people's home
        ("消防", "防火"),  # nor is a 防火墙 a fire brigade
        ("两会", "人民代表大会"),  # whose laws are quoted everywhere
        ("纪检", "监察"),  # of safety at work, of the environment
        ("市政设施", "市政"),  # a part of 市政府
    ],
)
def test_a_word_that_means_other_things_as_well_stands_for_nothing(typed: str, other: str) -> None:
    assert other not in terms_of(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("水费", "电费"),  # subjects of their own
        ("家具", "设备购置"),
        ("维修改造", "改造工程"),
        ("专项债", "政府债券"),
        ("抚恤金", "丧葬费"),
        ("大病保险", "医疗救助"),  # insured by one office, helped by another
        ("种粮补贴", "耕地地力保护"),
        ("行政审批", "营商环境"),
        ("行政执法", "执法监督"),
        ("公租房", "保障房"),
        ("专利", "商标"),
        ("禁毒", "戒毒"),
        ("议案", "提案"),  # of the congress, of the consultative conference
        ("抽样调查", "普查"),
        ("接待", "公务接待费"),  # of petitioners
        ("清洁", "保洁"),  # energy
        ("考察", "学习考察"),  # of officials
        ("公报", "政府公报"),  # of statistics
        ("防疫", "疫情防控"),  # of animals
        ("公益性岗位", "编外人员"),
    ],
)
def test_things_that_are_paid_for_apart_are_not_one(one: str, other: str) -> None:
    assert concept(one) != concept(other)
    assert Expansion(other, EQUAL_WEIGHT) not in expansions(one)


def test_lines_that_share_a_term_are_one_concept_in_whatever_order_they_stand() -> None:
    lines = [re.split("=", entry.partition(">")[0]) for entry in read_entries("synonyms.txt")]
    terms = [[normalise_text(term) for term in line] for line in lines]
    assert [line for line in terms if len(set(map(concept, line))) > 1] == []


def test_no_term_is_narrower_than_one_it_equals() -> None:
    sides = [entry.split(">") for entry in read_entries("synonyms.txt") if ">" in entry]
    terms = [[[normalise_text(term) for term in side.split("=")] for side in both] for both in sides]
    assert [(wide[0], narrow) for wide, below in terms for narrow in below if concept(narrow) == concept(wide[0])] == []


def test_no_term_is_said_twice_in_one_line() -> None:
    lines = [re.split("[=>]", entry) for entry in read_entries("synonyms.txt")]
    assert [line for line in lines if len({term.strip() for term in line}) < len(line)] == []
