"""The yardstick is honest: SQLite FTS5 finds and counts what every engine does, so that it does the same page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import corpora
import fts5_index
import pytest
from fts5_lookup import NotExpressibleError, WordsLookup
from fts5_page import Fts5, same_figures
from hypothesis import given, settings
from hypothesis import strategies as st
from oracle import OracleEngine
from queries import FACETS

from index.answers.search import Searcher
from index.documents import IndexDocument
from index.query.parser import parse
from index.query.tree import Filter, Near, Query


@contextmanager
def both(records: Sequence[IndexDocument]) -> Iterator[tuple[Searcher, Path]]:
    """The search over the oracle, and the file of FTS5, of the same records."""
    oracle = OracleEngine({})
    with oracle.batch() as batch:
        batch.add(records)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fts5.sqlite"
        fts5_index.build(path, records)
        yield Searcher(oracle), path


@settings(deadline=None, max_examples=20)
@given(corpora.corpora, st.lists(corpora.queries, min_size=1, max_size=8))
def test_fts5_says_the_same_of_what_it_finds(records: list[IndexDocument], queries: list[Query]) -> None:
    with both(records) as (searcher, path), closing(Fts5(path)) as fts5:
        for query in queries:
            expected = searcher.search(query, facets=FACETS)
            try:
                found = fts5.page(expected.asked)
            except NotExpressibleError:
                continue
            assert same_figures(found, expected)
            assert len(found.hits) == min(found.total, query.limit)


RECORDS = (
    corpora.project(1, "政务外网专线费", county="望都县", year=2024, amount_fen=100_00, context="望都县；财政局"),
    corpora.project(2, "电子政务外网维护", county="望都县", year=2025, amount_fen=300_00),
    corpora.project(3, "国外网站", goal="政务，外网", county="格尔木市", year=2024, amount_fen=200_00),
    corpora.project(4, "“三公”经费(C++/a·b)", text="12345热线", amount_fen=None),
)


@pytest.mark.parametrize(
    ("typed", "total"),
    [
        ('"政务外网"', 2),  # a phrase does not reach across a comma
        ('"外"', 3),  # one character begins a pair, or stands last
        ('"网"', 3),
        ('"c++/a"', 1),  # punctuation is a part of tokens, and so is what FTS5 reads as an operator
        ('"财政局"', 0),  # quoted text is not looked for in places
        ("财政局", 1),
        ("外网 NOT 专线", 2),
        ("政务* 2024", 2),
        ("NOT 外网", 1),
    ],
)
def test_a_typed_query_finds_as_many_records_as_can_be_counted_by_hand(typed: str, total: int) -> None:
    with both(RECORDS) as (searcher, path), closing(Fts5(path)) as fts5:
        assert fts5.page(parse(typed)).total == total
        assert same_figures(fts5.page(parse(typed)), searcher.search(parse(typed), facets=FACETS))


def test_a_facet_is_counted_without_its_own_choice() -> None:
    with both(RECORDS) as (_, path), closing(Fts5(path)) as fts5:
        page = fts5.page(parse("外网 县:望都县 年:2024"))
        chosen = fts5.page(replace(parse("外网"), filters=(Filter("county", ("望都县",)),)))
    assert page.total == 1
    assert {value.value: value.count for value in chosen.facets["county"]} == {"望都县": 2, "格尔木市": 1}
    assert {value.value: value.count for value in chosen.facets["year"]} == {"2024": 1, "2025": 1}


def test_a_word_in_the_name_ranks_before_one_in_the_text() -> None:
    said = (corpora.project(1, "年度事项", text="专线"), corpora.project(2, "专线", text="年度事项"))
    with both(said) as (_, path), closing(Fts5(path)) as fts5:
        assert [hit.document.name for hit in fts5.page(parse("专线")).hits] == ["专线", "年度事项"]


def test_words_alone_find_no_text_across_words() -> None:
    with both(RECORDS) as (_, path), closing(Fts5(path)) as fts5, closing(Fts5(path, WordsLookup)) as words:
        assert fts5.page(parse('"务外"')).total == 2
        assert words.page(parse('"务外"')).total == 0
        assert words.page(parse("专线")).total == 1


def test_what_fts5_has_no_form_for_is_refused_and_not_answered_otherwise() -> None:
    with both(RECORDS) as (_, path), closing(Fts5(path)) as fts5, pytest.raises(NotExpressibleError):
        fts5.page(Query(Near("政务", "专线", 3)))
