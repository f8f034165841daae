"""A choice made on a page of results finds as many records as the page said, however the query was loosened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import PIECES, project, record

from index.answers.search import Searcher
from index.engine import Engine
from index.engines import open_engine
from index.query.parser import parse
from index.query.tree import Filter, QueryError
from index.records import RecordKind

MIXED = tuple(
    record(
        list(RecordKind)[number % 3],
        number,
        f"{PIECES[number % 11]}{PIECES[(3 * number) % 20]}",
        goal=PIECES[(5 * number) % 20],
        county=("互助土族自治县", "望都县")[number % 2],
        year=2022 + number % 3,
    )
    for number in range(40)
)
RECORDS = (*MIXED, project(99, "互联网统一出口"))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine = open_engine(f"tantivy:{tmp_path_factory.mktemp('index') / Path('index')}", create=True)
    with engine.batch() as batch:
        batch.add(RECORDS)
    yield engine
    engine.close()


@pytest.mark.parametrize("typed", [*PIECES[:20], "互联网出口", "政务专线费", "公务用车运行维护费 维护", "国外网站经费"])
def test_a_choice_finds_what_its_count_says(engine: Engine, typed: str) -> None:
    searcher = Searcher(engine)
    try:
        query = parse(typed)
    except QueryError:
        pytest.skip("no query")
    page = searcher.search(query, facets=("kind", "county", "year"))
    for field, values in page.facets.items():
        for value in values:
            chosen = searcher.search(replace(query, filters=(Filter(field, (value.value,)),)), facets=())
            assert chosen.total == value.count, (field, value)
