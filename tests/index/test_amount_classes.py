"""Amount classes compare as amounts do, and add up to the histogram."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from index.amount_classes import amount_class, histogram
from index.fields import AMOUNT_EDGES_FEN

AMOUNTS = st.one_of(st.integers(-(10**4), 10**4), st.integers(-(10**18), 10**18), st.sampled_from(AMOUNT_EDGES_FEN))


@given(AMOUNTS, AMOUNTS)
def test_a_lower_amount_is_never_in_a_higher_class(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert amount_class(low) <= amount_class(high)


@given(st.integers(100, 10**18))
def test_the_amounts_of_a_class_are_within_two_and_a_half_per_cent(fen: int) -> None:
    assert amount_class(fen) < amount_class(fen + fen // 40 + 3)


def test_edges_of_the_histogram_begin_classes() -> None:
    assert all(amount_class(edge - 1) < amount_class(edge) for edge in AMOUNT_EDGES_FEN)


@given(st.lists(AMOUNTS))
def test_counts_by_class_give_the_histogram(amounts: list[int]) -> None:
    buckets = histogram(Counter(map(amount_class, amounts)))
    for bucket in buckets:
        low = -(10**19) if bucket.low_fen is None else bucket.low_fen
        high = 10**19 if bucket.high_fen is None else bucket.high_fen
        assert bucket.count == sum(low <= fen < high for fen in amounts)
