"""The query language as it is frozen: what each typed query of ``golden_queries.txt`` asks for."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query.parser import parse
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    QueryError,
    Range,
    Words,
    WordStart,
)

GOLDEN = Path(__file__).with_name("golden_queries.txt").read_text(encoding="utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in GOLDEN if line and not line.startswith("#")]

#: Signs and words that mean something, to be mixed with others.
PIECES = (
    *(
        "政务外网",
        "公车",
        "互助县",
        "2024年",
        "10万到200万",
        "100万元以上",
        "2010301",
        "ipv*",
        "的",
        "x",
        "名称:",
        "县:",
    ),
    *(
        "金额:",
        "年>=",
        "科目:",
        "amout:",
        " ",
        "　",
        "(",
        ")",
        "（",
        "）",
        '"',
        "“",
        "”",
        "「",
        "'",
        "-",
        "－",
        "|",
        "&",
        "*",
    ),
    *(
        " OR ",
        " AND ",
        " NOT ",
        " 或 ",
        " 非 ",
        " NEAR/5 ",
        " near ",
        "..",
        "~",
        "，",
        "；",
        "\n",
        "\x00",
        "\ud800",
        "é",
        "😀",
    ),
)


def notation(node: Node) -> str:
    """A tree as the golden file writes it."""
    match node:
        case MatchAll():
            return "all"
        case Words(text, field):
            return f"words{at(field)} {text}"
        case Exact(text, field):
            return f"exact{at(field)} {text}"
        case WordStart(text, field):
            return f"start{at(field)} {text}"
        case Near(first, second, distance, field):
            return f"near{at(field)} {first}|{second}/{distance}"
        case FieldTerm(field, value):
            return f"term {field}={value}"
        case Prefix(field, value):
            return f"prefix {field}={value}"
        case Range(field, low, high):
            return f"range {field}={'' if low is None else low}..{'' if high is None else high}"
        case And(children):
            return f"and({'; '.join(map(notation, children))})"
        case Or(children):
            return f"or({'; '.join(map(notation, children))})"
        case Not(child):
            return f"not({notation(child)})"
        case AtLeast():
            raise AssertionError("is never typed")


def at(field: str | None) -> str:
    return f"@{field}" if field else ""


def understood(query: str) -> str:
    try:
        return notation(parse(query).tree)
    except QueryError as error:
        start, end = error.span
        return f"error {start}-{end} => {error.repaired or '-'}"


@pytest.mark.parametrize(("query", "tree"), CASES, ids=[case[0] for case in CASES])
def test_a_query_asks_for_what_the_golden_file_says(query: str, tree: str) -> None:
    assert understood(query) == tree


def test_the_golden_file_is_large_and_says_each_query_once() -> None:
    queries = [query for query, _ in CASES]
    assert len(queries) >= 200
    assert len(set(queries)) == len(queries)


@pytest.mark.parametrize(
    "query", [case[0] for case in CASES if case[1].startswith("error") and not case[1].endswith("-")]
)
def test_a_repaired_query_is_a_query(query: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert caught.value.repaired
    parse(caught.value.repaired)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join))
def test_anything_typed_is_a_query_or_an_error_that_says_where(typed: str) -> None:
    error = refusal(typed)
    if error is None:
        return
    start, end = error.span
    assert 0 <= start <= end <= len(typed)
    assert error.message
    assert error.hint
    assert error.repaired is None or refusal(error.repaired) is None


def refusal(typed: str) -> QueryError | None:
    try:
        parse(typed)
    except QueryError as error:
        return error
    return None


@pytest.mark.parametrize(
    "typed",
    [
        "(" * 512,
        "-" * 512,
        "政务 OR " * 80,
        "“" * 512,
        "政 NEAR/30 " * 60,
        "一二三四五六七八九" * 56,
        "县:" * 256,
        "*" * 512,
    ],
    ids=["brackets", "minus", "or", "quotes", "near", "digits", "fields", "stars"],
)
def test_the_worst_queries_are_read_in_a_moment(typed: str) -> None:
    understood(typed)  # loads the dictionaries
    start = process_time()
    understood(typed[:512])
    assert process_time() - start < 0.05
