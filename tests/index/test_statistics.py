"""Figures that add no money twice, and say what they add."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import DOCUMENT_IDS, project, record
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answers.search import Searcher
from index.answers.statistics import Statistics
from index.documents import IndexDocument
from index.engine import Engine
from index.engines import open_engine
from index.query.tree import Filter, Query, Words
from index.records import RecordKind

DEPARTMENT, UNIT, OTHER = DOCUMENT_IDS


@pytest.fixture(params=["tantivy", "whoosh"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"{request.param}:{tmp_path / 'index'}", create=True)
    yield engine
    engine.close()


def statistics(engine: Engine, *records: IndexDocument, query: Query | None = None) -> Statistics:
    with engine.batch() as batch:
        batch.add(records)
    return Searcher(engine).search(query or Query()).stats


def paid(ordinal: int, fen: int | None, document: str = DEPARTMENT, **values: object) -> IndexDocument:
    return project(ordinal, f"项目{ordinal}", document=document, amount_fen=fen, adds="project", **values)


def line(ordinal: int, fen: int, adds: str, document: str = DEPARTMENT) -> IndexDocument:
    return record(RecordKind.LINE, ordinal, "行政运行", document=document, amount_fen=fen, adds=adds)


def test_no_amount_gives_no_figures(engine: Engine) -> None:
    found = statistics(engine, paid(1, None))
    assert (found.count, found.sum_fen, found.median_fen, found.p10_fen) == (0, 0, None, None)


def test_tenths_are_printed_amounts_and_the_median_of_two_is_their_mean(engine: Engine) -> None:
    found = statistics(engine, *(paid(n, n * 100) for n in range(1, 11)))
    assert (found.p10_fen, found.median_fen, found.p90_fen) == (100, 550, 900)
    assert (found.count, found.sum_fen, found.min_fen, found.max_fen) == (10, 5_500, 100, 1_000)


def test_only_projects_are_added_where_there_are_any(engine: Engine) -> None:
    whole = record(RecordKind.DOCUMENT, 0, "部门预算", amount_fen=900, adds="document")
    found = statistics(engine, paid(1, 300), paid(2, 400), line(1, 700, "line/支出/function/0"), whole)
    assert (found.sum_fen, found.added) == (700, "项目金额")
    assert [left.count for left in found.left_out] == [2]


def test_a_subject_is_not_added_to_its_parts(engine: Engine) -> None:
    parts = [line(3, 30, "line/支出/function/0"), line(4, 70, "line/支出/function/0")]
    found = statistics(engine, line(1, 100, "line/支出/function/1"), line(2, 100, "line/支出/function/2"), *parts)
    assert (found.count, found.sum_fen) == (2, 100)
    assert [left.count for left in found.left_out] == [2]


def test_a_statement_is_not_added_to_one_that_repeats_it(engine: Engine) -> None:
    first = [line(n, 10, "line/支出/function/0") for n in (1, 2)]
    assert statistics(engine, *first, line(3, 10, "line/财政拨款/function/0")).sum_fen == 20


def test_a_unit_is_not_added_to_its_department(engine: Engine) -> None:
    whole = paid(1, 500, doc_kind="部门预算", holder="d630223|2024|预算|某县财政局")
    own = paid(1, 300, UNIT, doc_kind="单位预算", holder="u630223|2024|预算|某县财政局")
    named_after = paid(2, 200, UNIT, doc_kind="单位预算", holder="u630223|2024|预算|某县财政局国库中心")
    stranger = paid(1, 40, OTHER, doc_kind="单位预算", holder="u630223|2024|预算|某县教育局")
    found = statistics(engine, whole, own, named_after, stranger)
    assert (found.count, found.sum_fen) == (2, 540)
    assert [(left.label, left.count) for left in found.left_out] == [("部门已包含的下属单位", 2)]


def test_a_unit_counts_where_its_department_is_not_matched(engine: Engine) -> None:
    whole = paid(1, 500, doc_kind="部门预算", holder="d630223|2024|预算|某县财政局")
    own = paid(1, 300, UNIT, doc_kind="单位预算", holder="u630223|2024|预算|某县财政局")
    only_units = Query(filters=(Filter("doc_kind", ("单位预算",)),))
    assert statistics(engine, whole, own, query=only_units).sum_fen == 300


def test_another_year_of_a_department_covers_no_unit(engine: Engine) -> None:
    whole = paid(1, 500, doc_kind="部门预算", holder="d630223|2023|预算|某县财政局")
    own = paid(1, 300, UNIT, doc_kind="单位预算", holder="u630223|2024|预算|某县财政局")
    assert statistics(engine, whole, own).sum_fen == 800


def test_figures_are_those_of_what_is_searched(engine: Engine) -> None:
    records = (paid(1, 10), replace(paid(2, 20), name="外网"))
    assert statistics(engine, *records, query=Query(Words("外网"))).sum_fen == 20


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(-(10**15), 10**15), min_size=1, max_size=40), st.data())
def test_order_statistics_are_exact(
    tmp_path_factory: pytest.TempPathFactory, amounts: list[int], data: st.DataObject
) -> None:
    engine = open_engine(f"tantivy:{tmp_path_factory.mktemp('index')}", create=True)
    with engine.batch() as batch:
        batch.add([paid(n, fen) for n, fen in enumerate(amounts)])
    position = data.draw(st.integers(0, len(amounts) - 1))
    assert engine.search(Query()).amounts.at((position,)) == (sorted(amounts)[position],)
    engine.close()
