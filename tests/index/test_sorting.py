"""Sort keys and record ids as numbers; that keys sort rightly is judged against the oracle."""

from __future__ import annotations

import pytest
from corpora import project
from hypothesis import given
from hypothesis import strategies as st

from index.query.sorting import id_order, sort_keys
from index.query.tree import Sort
from index.records import RecordKind, record_id


@pytest.mark.parametrize("text", ["", "x", "00000000000000ff", "00000000000000FF-p1", "00000000000000ff-x1", "ff-p1"])
def test_a_foreign_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a record id"):
        id_order(text)


@given(st.integers(0, 2**64 - 1), st.sampled_from(RecordKind), st.integers(0, 10**7 - 1), st.integers(0, 10**7 - 1))
def test_ids_compare_as_the_document_reads(document: int, kind: RecordKind, one: int, other: int) -> None:
    first, second = (id_order(record_id(f"{document:016x}", kind, ordinal)) for ordinal in (one, other))
    assert (first < second) is (one < other)
    assert all(0 <= number < 2**64 for number in first)


@given(st.sampled_from(Sort), st.integers(0, 10**6), st.integers(0, 10**6))
def test_records_that_differ_only_by_id_keep_reading_order(sort: Sort, one: int, other: int) -> None:
    first, second = (dict(sort_keys(project(ordinal)))[sort] for ordinal in (one, other))
    assert (first < second) is (one < other)
