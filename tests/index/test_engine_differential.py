"""Every real engine and the oracle give the same answers on random corpora and queries."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import corpora
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import OracleEngine, tier_sum

from analyzers.text import normalise_text
from index.documents import IndexDocument
from index.engine import Amounts, Engine
from index.engines import open_engine
from index.fields import CONTENT_FIELDS, FACETS
from index.query.tree import Exact, Query, Sort, Words, text_leaves

WITHOUT_TIME_LIMIT = settings(deadline=None, max_examples=25)
EACH_ENGINE = pytest.mark.parametrize("scheme", ["tantivy", "whoosh"])


@contextmanager
def engines(scheme: str, records: Sequence[IndexDocument]) -> Iterator[tuple[Engine, Engine]]:
    """An engine and the oracle with the same records, written in two commits."""
    with tempfile.TemporaryDirectory() as folder:
        real, oracle = open_engine(f"{scheme}:{Path(folder) / 'index'}", create=True), OracleEngine({})
        for engine in (real, oracle):
            for part in (records[::2], records[1::2]):
                with engine.batch() as batch:
                    batch.add(part)
        yield real, oracle
        real.close()


def ids(engine: Engine, query: Query) -> list[str]:
    """The ids of every page in turn."""
    found: list[str] = []
    while True:
        result = engine.search(query)
        found += [hit.document.id for hit in result.hits]
        if result.next_cursor is None:
            return found
        query = replace(query, cursor=result.next_cursor)


def amounts(held: Amounts) -> tuple[int, int, int, tuple[int, ...]]:
    """Everything that can be asked of some amounts."""
    return held.records, held.count, held.sum_fen(), held.at(range(held.count))


@EACH_ENGINE
@WITHOUT_TIME_LIMIT
@given(corpora.corpora, st.lists(corpora.queries, min_size=1, max_size=5))
def test_an_engine_and_the_oracle_agree(scheme: str, records: list[IndexDocument], queries: list[Query]) -> None:
    with engines(scheme, records) as (real, oracle):
        for query in queries:
            found, expected = (engine.search(query, facets=FACETS) for engine in (real, oracle))
            assert found.total == expected.total == real.count(query)
            assert found.facets == expected.facets
            assert found.histogram == expected.histogram
            assert found.stats == expected.stats
            assert amounts(found.amounts) == amounts(expected.amounts)
            assert {name: amounts(held) for name, held in found.classes.items()} == {
                name: amounts(held) for name, held in expected.classes.items()
            }
            for most in (1, 2):
                cut, expected_cut = (e.search(query, facets=FACETS, most_values=most).facets for e in (real, oracle))
                assert cut == expected_cut
            for field in ("county", "quality", "adds"):
                assert set(real.values_among(query, field)) == oracle.values_among(query, field)
            assert list(real.scan(query)) == list(oracle.scan(query))
            found_ids, expected_ids = ids(real, query), ids(oracle, query)
            if query.sort is Sort.RELEVANCE and text_leaves(query.tree):
                assert sorted(found_ids) == sorted(expected_ids)
            else:
                assert found_ids == expected_ids


@EACH_ENGINE
@WITHOUT_TIME_LIMIT
@given(corpora.corpora, corpora.asked_texts)
def test_hits_by_relevance_come_tier_by_tier(scheme: str, records: list[IndexDocument], asked: str) -> None:
    query = Query(Words(asked), limit=3)
    with engines(scheme, records) as (real, oracle):
        tiers = [tier_sum(held, query) for held in map(oracle.get, ids(real, query)) if held]
        assert tiers == sorted(tiers, reverse=True)


@EACH_ENGINE
@WITHOUT_TIME_LIMIT
@given(corpora.corpora, corpora.queries, st.integers(1, 3))
def test_short_pages_come_in_the_order_of_one_long_page(
    scheme: str, records: list[IndexDocument], query: Query, limit: int
) -> None:
    with engines(scheme, records) as (real, _):
        long_page = [hit.document.id for hit in real.search(replace(query, limit=len(records) + 1)).hits]
        assert ids(real, replace(query, limit=limit)) == long_page


@EACH_ENGINE
@WITHOUT_TIME_LIMIT
@given(corpora.corpora, st.data())
def test_quoted_text_finds_exactly_the_records_that_hold_it(
    scheme: str, records: list[IndexDocument], data: st.DataObject
) -> None:
    held = {record.id: [getattr(record, field.name) for field in CONTENT_FIELDS] for record in records}
    asked = data.draw(st.one_of(corpora.asked_texts, substrings([text for texts in held.values() for text in texts])))
    expected = [id_ for id_, texts in held.items() if any(normalise_text(asked) in normalise_text(t) for t in texts)]
    with engines(scheme, records) as (real, _):
        found = ids(real, Query(Exact(asked)))
        assert sorted(found) == (sorted(expected) if normalise_text(asked) else [])
        unquoted = ids(real, Query(Words(asked), limit=4))
        assert set(unquoted[: len(found)]) == set(found)


def substrings(texts: Sequence[str]) -> st.SearchStrategy[str]:
    """Any piece of any of the texts, cut between characters."""
    long_enough = [text for text in texts if text]
    if not long_enough:
        return st.just("无")
    return st.sampled_from(long_enough).flatmap(
        lambda text: st.tuples(st.integers(0, len(text) - 1), st.integers(1, 20)).map(
            lambda cut: text[cut[0] : cut[0] + cut[1]]
        )
    )
