from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.parser import parse
from index.query.reading import also_searched, describe, query_text, understood
from index.query.tree import And, Exact, FieldTerm, MatchAll, Node, Not, Or, Prefix, Query, Range, Words

LEAVES: st.SearchStrategy[Node] = st.one_of(
    st.sampled_from(("政务外网", "网络线路", "运维", "vpn", "2010399x", "光纤")).map(Words),
    st.sampled_from(("政务外网", "正文 一")).map(lambda text: Exact(text, "text")),
    st.sampled_from(("三公", "a OR b", "“引号”", "「方」", "(括", "100万元以上")).map(Exact),
    st.sampled_from(("20103", "301")).map(lambda code: Prefix("code", code)),
    st.sampled_from(("63", "6302", "630200")).map(lambda code: Prefix("division_code", code[:4])),
    st.sampled_from(("630223", "320106")).map(lambda code: FieldTerm("division_code", code)),
    st.sampled_from(("project", "line", "section", "document")).map(lambda kind: FieldTerm("kind", kind)),
    st.just(FieldTerm("department", "政府办公室（本级）")),
    st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)).map(
        lambda pair: Range("amount_fen", min(pair), max(pair))
    ),
    st.integers(0, 10**12).map(lambda fen: Range("amount_fen", fen, None)),
    st.integers(1990, 2040).map(lambda year: Range("year", None, year)),
)
OPERANDS = st.lists(LEAVES, min_size=2, max_size=4, unique=True).map(tuple)
TREES: st.SearchStrategy[Node] = st.one_of(
    LEAVES,
    LEAVES.map(Not),
    OPERANDS.map(Or),
    OPERANDS.map(And),
    OPERANDS.map(lambda nodes: And((Not(Or(nodes)), nodes[0]))),
)


@given(TREES)
def test_canonical_text_is_parsed_back_to_the_same_tree(tree: Node) -> None:
    assert parse(query_text(tree)).tree == tree


@given(OPERANDS)
def test_a_chip_taken_away_leaves_the_other_parts(nodes: tuple[Node, ...]) -> None:
    chips = understood(Query(And(nodes)))
    conditions = [node for node in nodes if not isinstance(node, Words | Exact)]
    assert len(chips) == len(conditions)
    for chip, condition in zip(chips, conditions, strict=True):
        rest = tuple(node for node in nodes if node != condition)
        assert parse(chip.clause).tree == condition
        assert parse(chip.without).tree == (rest[0] if len(rest) == 1 else And(rest))


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("政务外网", []),
        ("政务外网 格尔木", ["地区：格尔木市"]),
        ("海州区", ["地区：辽宁省阜新市海州区 或 地区：江苏省连云港市海州区"]),
        ("金额大于500万元的项目", ["记录类型：项目", "金额 > 500.00万元"]),
        ("100万元以上", ["金额 ≥ 100.00万元"]),
        ("不足3万元", ["金额 < 3.00万元"]),
        ("10万到200万 2024年", ["金额 10.00万元 至 200.00万元", "年度 2024年"]),
        ("科目:30208", ["科目编码：30208 取暖费 及其下级"]),
        ("专线 -光纤", ["排除 包含 光纤"]),
    ],
)
def test_chips_say_in_chinese_what_was_recognised(typed: str, labels: list[str]) -> None:
    assert [chip.label for chip in understood(parse(typed))] == labels


def test_a_query_is_said_back_in_chinese() -> None:
    described = describe(parse("政务外网 (专线 OR “光纤”) 类型:项目"))
    assert described == "您的查询被理解为：包含 政务外网，且 （包含 专线 或 有原文“光纤”），且 记录类型：项目"


def test_no_text_is_said_to_ask_for_everything() -> None:
    assert describe(Query(MatchAll())) == "您的查询被理解为：全部记录"


def test_other_names_are_reported_for_unquoted_words_only() -> None:
    assert "电子政务外网" in also_searched(parse("政务外网 2024年"))
    assert also_searched(parse("“政务外网” 2024年")) == ()
