"""Cursors survive the way through a URL, and nothing else passes for one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.paging import Cursor, decode_cursor
from index.query.tree import QueryError, Sort

numbers = st.integers(0, 2**64 - 1)
scores = st.floats(allow_nan=False, allow_infinity=False)
keys = st.one_of(st.tuples(st.text(max_size=40)), st.tuples(scores, numbers, numbers))


@given(st.sampled_from(Sort), keys, st.integers(1, 10**9))
def test_a_cursor_comes_back_from_a_url(sort: Sort, key: tuple[int | float | str, ...], rank: int) -> None:
    cursor = Cursor(sort, key, rank)
    encoded = cursor.encode()
    assert re.fullmatch(r"[A-Za-z0-9_-]+", encoded)
    assert decode_cursor(encoded, sort) == cursor


@given(st.text())
def test_any_other_text_is_a_query_error_that_says_what_to_do(text: str) -> None:
    with pytest.raises(QueryError) as caught:
        decode_cursor(text, Sort.PLACE)
    assert "第一页" in caught.value.hint


def test_a_cursor_of_another_order_is_a_query_error() -> None:
    with pytest.raises(QueryError, match="另一种排序"):
        decode_cursor(Cursor(Sort.PLACE, ("x",), 1).encode(), Sort.AMOUNT_ASC)


@pytest.mark.parametrize("rank", [0, -1, True, 2**31])
def test_a_rank_that_no_hit_has_is_a_query_error(rank: int) -> None:
    with pytest.raises(QueryError):
        decode_cursor(Cursor(Sort.PLACE, ("x",), rank).encode(), Sort.PLACE)


@pytest.mark.parametrize("key", [(), ("x", 1), (float("nan"), 1, 2), (float("inf"), 1, 2), (1, 2, 3), (1.0, "x", 2)])
def test_a_key_that_no_order_has_is_a_query_error(key: tuple[int | float | str, ...]) -> None:
    with pytest.raises(QueryError):
        decode_cursor(Cursor(Sort.RELEVANCE, key, 1).encode(), Sort.RELEVANCE)
