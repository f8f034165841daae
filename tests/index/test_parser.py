from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from index.query.parser import MAX_CLAUSES, MAX_DEPTH, MAX_LENGTH, parse
from index.query.tree import And, Exact, FieldTerm, MatchAll, Node, Not, Or, Prefix, QueryError, Range, Words

HUZHU = FieldTerm("division_code", "630223")
GOLMUD = FieldTerm("division_code", "632801")
WAN = 10_000 * 100  # fen


def tree(text: str) -> Node:
    return parse(text).tree


def amount(low: int | None, high: int | None) -> Range:
    return Range("amount_fen", low, high)


def year(low: int | None, high: int | None) -> Range:
    return Range("year", low, high)


# Words, quotes, operators.


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", MatchAll()),
        (" 　\n", MatchAll()),
        ("政务外网", Words("政务外网")),
        ("政务外网 线路", And((Words("政务外网"), Words("线路")))),
        ("政务外网，线路", And((Words("政务外网"), Words("线路")))),
        ("政务外网 AND 线路", And((Words("政务外网"), Words("线路")))),
        ("政务外网 与 线路", And((Words("政务外网"), Words("线路")))),
        ("政务外网 OR 光纤", Or((Words("政务外网"), Words("光纤")))),
        ("政务外网 ＯＲ 光纤", Or((Words("政务外网"), Words("光纤")))),
        ("政务外网 或 光纤", Or((Words("政务外网"), Words("光纤")))),
        ("政务外网|光纤", Or((Words("政务外网"), Words("光纤")))),
        ("政务外网｜光纤", Or((Words("政务外网"), Words("光纤")))),
        ("专线 -光纤", And((Words("专线"), Not(Words("光纤"))))),
        ("专线 －光纤", And((Words("专线"), Not(Words("光纤"))))),
        ("专线 NOT 光纤", And((Words("专线"), Not(Words("光纤"))))),
        ("专线 非 光纤", And((Words("专线"), Not(Words("光纤"))))),
        ("NOT 光纤 专线", And((Not(Words("光纤")), Words("专线")))),
        ("专线 - 光纤", And((Words("专线"), Words("光纤")))),
        ("a b OR c", Or((And((Words("a"), Words("b"))), Words("c")))),
        ("a (b OR c)", And((Words("a"), Or((Words("b"), Words("c")))))),
        ("a （b 或 c）", And((Words("a"), Or((Words("b"), Words("c")))))),
        ("NOT (a OR b)", Not(Or((Words("a"), Words("b"))))),
        ("非(光纤)", Not(Words("光纤"))),
        ("((a))", Words("a")),
        ("“专线”OR“光纤”", Or((Exact("专线"), Exact("光纤")))),
        ("“专线”-“光纤”", And((Exact("专线"), Not(Exact("光纤"))))),
    ],
)
def test_operators_are_understood_in_both_languages_and_widths(typed: str, expected: Node) -> None:
    assert tree(typed) == expected


@pytest.mark.parametrize(
    "typed", ['"三公"', "“三公”", "„三公”", "“三公“", "＂三公＂", "「三公」", "『三公』", "'三公'", "‘三公’"]
)
def test_text_in_any_quotes_is_exact(typed: str) -> None:
    assert tree(typed) == Exact("三公")


def test_quotes_of_another_kind_are_quoted_text() -> None:
    assert tree('"“三公”经费"') == Exact("“三公”经费")


@pytest.mark.parametrize(
    "typed",
    ["非税收入", "与会人员", "don't", "R&D", "等保2.0", "2024-2025学年", "T-3型", "因公出国（境）费用", "“三公”经费"],
)
def test_signs_within_a_word_belong_to_it(typed: str) -> None:
    assert tree(typed) == Words(typed)


def test_quoted_text_is_never_interpreted() -> None:
    assert tree("“2024年互助县100万元以上 OR 县:格尔木”") == Exact("2024年互助县100万元以上 OR 县:格尔木")


# Fields.


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("类型:项目", FieldTerm("kind", "project")),
        ("类型：科目行", FieldTerm("kind", "line")),
        ("kind:project", FieldTerm("kind", "project")),
        ("KIND = section", FieldTerm("kind", "section")),
        ("章节:绩效目标", FieldTerm("section_kind", "performance")),
        ("阶段:预算", FieldTerm("stage", "预算")),
        ("科目:20103", Prefix("code", "20103")),
        ("code:２０１０３", Prefix("code", "20103")),
        ("科目:行政运行", Words("行政运行", "name")),
        ("正文:政务外网", Words("政务外网", "text")),
        ("name:“政务外网”", Exact("政务外网", "name")),
        ("正文:(专线 OR “光纤”)", Or((Words("专线", "text"), Exact("光纤", "text")))),
        ("县:互助县", FieldTerm("county", "互助土族自治县")),
        ("县:若羌县,望都县", Or((FieldTerm("county", "若羌县"), FieldTerm("county", "望都县")))),
        ("省:青海", FieldTerm("province", "青海省")),
        ("区划:630223", HUZHU),
        ("区划:63", Prefix("division_code", "63")),
        ("部门:县财政局", FieldTerm("department", "县财政局")),
        ("部门:“政府办公室 (本级)”", FieldTerm("department", "政府办公室 (本级)")),
        ("年:2024", year(2024, 2024)),
        ("year:2023..2025", year(2023, 2025)),
        ("年度：2023 .. 2025", year(2023, 2025)),
        ("year:2023-2025", year(2023, 2025)),
        ("year>=2023", year(2023, None)),
        ("年<2023", year(None, 2022)),
        ("金额:10万..200万", amount(10 * WAN, 200 * WAN)),
        ("金额:１０万．．２００万", amount(10 * WAN, 200 * WAN)),
        ("金额:10..200万", amount(10 * WAN, 200 * WAN)),
        ("金额:5000..1万", amount(5000 * 100, WAN)),
        ("金额:10万..", amount(10 * WAN, None)),
        ("金额:..200万", amount(None, 200 * WAN)),
        ("金额:100万以上", amount(100 * WAN, None)),
        ("amount>=100万", amount(100 * WAN, None)),
        ("金额>100万", amount(100 * WAN + 1, None)),
        ("金额 ＞ 100万元", amount(100 * WAN + 1, None)),
        ("金额≤1.5亿", amount(None, 15_000 * WAN)),
        ("金额<0.01", amount(None, 0)),
        ("金额=2万", amount(2 * WAN, 2 * WAN)),
        ("金额:二十万", amount(20 * WAN, 20 * WAN)),
    ],
)
def test_fields_are_understood_by_type(typed: str, expected: Node) -> None:
    assert tree(typed) == expected


@pytest.mark.parametrize("typed", ["时间:上午", "http://a.b", "12:30", "a:b"])
def test_a_colon_behind_no_field_is_text(typed: str) -> None:
    assert tree(typed) == Words(typed)


# What people type without operators.


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("100万元以上", amount(100 * WAN, None)),
        ("１００ 万元 以上", amount(100 * WAN, None)),
        ("二十万元以下", amount(None, 20 * WAN)),
        ("1亿2000万元以内", amount(None, 12_000 * WAN)),
        ("10万到200万", amount(10 * WAN, 200 * WAN)),
        ("10到200万", amount(10 * WAN, 200 * WAN)),
        ("10万..200万", amount(10 * WAN, 200 * WAN)),
        ("3-5万元", amount(3 * WAN, 5 * WAN)),
        ("200万至10万", amount(10 * WAN, 200 * WAN)),
        ("大于 500 万元", amount(500 * WAN + 1, None)),
        ("不超过50万元", amount(None, 50 * WAN)),
        ("金额大于500万元的项目", And((FieldTerm("kind", "project"), amount(500 * WAN + 1, None)))),
        ("100万以上200万以下", And((amount(100 * WAN, None), amount(None, 200 * WAN)))),
        ("50万左右", amount(40 * WAN, 60 * WAN)),
        ("每年约50万元", And((Words("每年"), amount(40 * WAN, 60 * WAN)))),
        ("合约50万左右", And((Words("合约"), amount(40 * WAN, 60 * WAN)))),
        ("节约50万", Words("节约50万")),
        ("大约50万以上", amount(50 * WAN, None)),
        ("预算约100万以内", amount(None, 100 * WAN)),
        ("大概50万到80万", amount(50 * WAN, 80 * WAN)),
        ("2024年", year(2024, 2024)),
        ("2024年度", year(2024, 2024)),
        ("2023年到2025年", year(2023, 2025)),
        ("2023-2025年", year(2023, 2025)),
        ("2022年以来", year(2022, None)),
        ("2023年 2024年", Or((year(2023, 2023), year(2024, 2024)))),
        ("专线 2024", And((Words("专线"), year(2024, 2024)))),
        ("2024年3月", Words("2024年3月")),
        ("100万元", Words("100万元")),
        ("互助县", HUZHU),
        ("格尔木", GOLMUD),
        ("青海省海东市互助县", HUZHU),
        ("青海", Prefix("division_code", "63")),
        ("海东市", Prefix("division_code", "6302")),
        ("青海 互助县", And((Prefix("division_code", "63"), HUZHU))),
        ("互助县 格尔木", Or((HUZHU, GOLMUD))),
        ("互助县和格尔木", Or((HUZHU, GOLMUD))),
        ("政务外网 格尔木", And((Words("政务外网"), GOLMUD))),
        ("互助县政务外网", And((Words("政务外网"), HUZHU))),
        ("互助县的项目", And((FieldTerm("kind", "project"), HUZHU))),
        ("互助县2024年专线100万元以上", And((Words("专线"), HUZHU, amount(100 * WAN, None), year(2024, 2024)))),
        ("互助", Words("互助")),
        ("城区", Words("城区")),
        ("新疆班经费", Words("新疆班经费")),
        ("-格尔木", Not(GOLMUD)),
        ("2010399", Or((Prefix("code", "2010399"), Words("2010399")))),
        ("30208", Or((Prefix("code", "30208"), Words("30208")))),
        ("12345", Words("12345")),
    ],
)
def test_words_are_read_as_people_mean_them(typed: str, expected: Node) -> None:
    found = tree(typed)
    if isinstance(expected, And) and isinstance(found, And):
        assert set(found.children) == set(expected.children)
    else:
        assert found == expected


def test_the_typed_text_is_kept() -> None:
    assert parse(" 政务外網 ").text == " 政务外網 "


def test_punctuation_alone_is_searched_only_where_there_is_nothing_else() -> None:
    assert tree("——") == Words("——")
    assert tree("专线 —— 光纤") == And((Words("专线"), Words("光纤")))


# Faults.


@pytest.mark.parametrize(
    ("typed", "span", "repaired"),
    [
        ('政务 "外网', (3, 6), '政务 "外网"'),
        ("「外网", (0, 3), "「外网」"),
        ("(专线", (0, 1), "(专线)"),
        ("专线)", (2, 3), "专线"),
        ("专线 OR", (3, 5), "专线"),
        ("OR 专线", (0, 2), "专线"),
        ("专线 AND", (3, 6), "专线"),
        ("专线 AND OR 光纤", (3, 6), "专线   OR 光纤"),
        ("专线 NOT", (3, 6), "专线"),
        ("专线 ()", (3, 4), "专线"),
        ('专线 ""', (3, 5), "专线"),
        ("专线 县:", (3, 5), "专线"),
        ("类型:什么", (3, 5), "类型: 项目"),
        ("金额:200万..10万", (3, 12), "金额: 10万..200万"),
        ("专线 金额:很多", (6, 8), None),
        ("amout>=100", (0, 5), "amount>=100"),
    ],
)
def test_a_fault_is_located_and_mended(typed: str, span: tuple[int, int], repaired: str | None) -> None:
    with pytest.raises(QueryError) as caught:
        parse(typed)
    assert caught.value.span == span
    assert caught.value.hint
    if repaired is not None:
        assert caught.value.repaired is not None
        assert caught.value.repaired.split() == repaired.split()


def test_a_query_may_be_512_characters_long_and_no_longer() -> None:
    assert tree("政" * MAX_LENGTH) == Words("政" * MAX_LENGTH)
    with pytest.raises(QueryError, match="512") as caught:
        parse("政" * (MAX_LENGTH + 1))
    assert caught.value.span == (MAX_LENGTH, MAX_LENGTH + 1)


def test_a_query_may_hold_64_clauses_and_no_more() -> None:
    words = [f"w{number}" for number in range(MAX_CLAUSES + 1)]
    assert len(tree(" ".join(words[:MAX_CLAUSES])).children) == MAX_CLAUSES  # type: ignore[union-attr]
    with pytest.raises(QueryError, match="64") as caught:
        parse(" ".join(words))
    start, end = caught.value.span
    assert " ".join(words)[start:end] == words[MAX_CLAUSES]
    assert caught.value.repaired is not None
    assert caught.value.repaired.split() == words[:MAX_CLAUSES]


def test_brackets_may_nest_16_deep_and_no_deeper() -> None:
    assert tree("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == Words("a")
    with pytest.raises(QueryError, match="16") as caught:
        parse("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1))
    assert caught.value.span == (MAX_DEPTH, MAX_DEPTH + 1)
    assert caught.value.repaired == "a"


SIGNS = (
    *"()（）“”\"'「」|｜&-－，。:：>=<≥..~*?[]\\%",
    *(
        "OR",
        "AND",
        "NOT",
        "或",
        "与",
        "非",
        " ",
        "　",
        "的",
        "到",
        "以上",
        "大于",
        "元",
        "万",
        "亿",
        "一",
        "百",
        "1",
        "9",
    ),
    *(
        "金额",
        "年",
        "县",
        "类型",
        "科目",
        "code:",
        "amount>",
        "year:",
        "amout:",
        "政务外网",
        "互助县",
        "鼓楼区",
        "格尔木",
    ),
    *("2024年", "100万元以上", "10万..", "2010399", "e\u0301", "\u200b", "\ud800", "🚗", "\n"),
)
TYPED = st.one_of(
    st.text(max_size=MAX_LENGTH),
    st.lists(st.sampled_from(SIGNS), max_size=60).map("".join).map(lambda text: text[:MAX_LENGTH]),
    st.tuples(st.sampled_from(SIGNS), st.sampled_from(SIGNS)).map(
        lambda pair: ("".join(pair) * MAX_LENGTH)[:MAX_LENGTH]
    ),
)


def outcome(text: str) -> QueryError | None:
    try:
        parse(text)
    except QueryError as error:
        return error
    return None


@settings(max_examples=400)
@given(TYPED)
@example("（" * 20)
def test_any_text_is_a_query_or_a_located_fault_with_a_mended_query(text: str) -> None:
    fault = outcome(text)
    if fault is None:
        return
    start, end = fault.span
    assert 0 <= start < end <= len(text)
    assert fault.hint
    if fault.repaired is not None:
        assert outcome(fault.repaired) is None


def cpu_seconds(text: str) -> float:
    started = time.process_time()
    outcome(text)
    return time.process_time() - started


@settings(max_examples=200)
@given(TYPED)
@example(")-" * 256)
@example("金额:\u200b" * 128)
@example("互助县鼓楼区" * 85)
@example("一" * MAX_LENGTH)
def test_no_text_takes_longer_than_50_ms(text: str) -> None:
    outcome("互助县 政务外网 2010399")  # tables are loaded once a process
    assert cpu_seconds(text) < 0.05 or cpu_seconds(text) < 0.05
