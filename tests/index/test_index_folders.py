"""What is particular to an index in a folder, for each engine: versions, damage, one writer, readers that follow."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import chain, cycle, islice
from pathlib import Path
from random import Random
from typing import Protocol

import pytest
from corpora import DOCUMENT_IDS, PIECES, project

from index.documents import IndexDocument
from index.engine import Engine, EngineError
from index.engines import open_engine
from index.query.paging import decode_cursor
from index.query.tree import MatchAll, Query, QueryError, Sort, Words
from index.swap import replace_folder

MANY = 40


class Open(Protocol):
    def __call__(self, place: Path, create: bool = ...) -> Engine: ...


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


@pytest.fixture(params=["tantivy", "whoosh"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def opened(scheme: str) -> Open:
    return lambda place, create=False: open_engine(f"{scheme}:{place}", create=create)


@pytest.fixture
def engine(place: Path, opened: Open) -> Iterator[Engine]:
    engine = opened(place, create=True)
    yield engine
    engine.close()


def write(engine: Engine, *records: IndexDocument) -> None:
    with engine.batch() as batch:
        batch.add(records)


@pytest.mark.parametrize("url", ["", "tantivy", "tantivy:", "whoosh:", "whoosh2:/x", "/x"])
def test_an_unknown_address_is_said_to_be_one(url: str) -> None:
    with pytest.raises(EngineError, match="不认识的索引地址"):
        open_engine(url)


def test_a_missing_index_is_not_made_by_reading(place: Path, opened: Open) -> None:
    with pytest.raises(EngineError, match="yusou index"):
        opened(place)
    assert not place.exists()


def test_an_index_keeps_its_records_when_opened_again(engine: Engine, place: Path, opened: Open) -> None:
    write(engine, project(1, "政务外网"))
    engine.close()
    assert opened(place, create=True).count(Query(Words("政务外网"))) == 1


@pytest.mark.parametrize("written", ["0-000000000000", "", None])
def test_an_index_of_another_version_asks_for_a_rebuild(
    engine: Engine, place: Path, written: str | None, opened: Open
) -> None:
    engine.close()
    version = place / "yusou-version"
    version.unlink() if written is None else version.write_text(written)
    with pytest.raises(EngineError, match="yusou rebuild"):
        opened(place, create=True)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves a file open
@pytest.mark.parametrize("content", ["", "{}", "not json"])
def test_a_damaged_index_asks_for_a_rebuild(engine: Engine, place: Path, content: str, opened: Open) -> None:
    write(engine, project(1))
    engine.close()
    for file in (place / "meta.json", *place.glob("*.toc")):
        file.write_text(content)
    with pytest.raises(EngineError, match="yusou rebuild"):
        opened(place)
    gc.collect()  # while the warning of the file is not heeded


def test_a_second_writer_is_told_to_wait_and_may_write_afterwards(engine: Engine, place: Path, opened: Open) -> None:
    other = opened(place)
    with engine.batch() as batch:
        batch.add([project(1)])
        with pytest.raises(EngineError, match="正在被写入"), other.batch():
            pass
    write(other, project(2))
    assert engine.count(Query()) == 2


def test_a_failed_batch_lets_the_next_one_write(engine: Engine) -> None:
    with pytest.raises(ValueError, match="not a record id"):
        write(engine, replace(project(1), id="odd"))
    write(engine, project(2))
    assert engine.count(Query()) == 1


def test_an_open_reader_sees_what_another_engine_commits(engine: Engine, place: Path, opened: Open) -> None:
    reader = opened(place)
    assert reader.count(Query()) == 0
    write(engine, project(1))
    assert reader.count(Query()) == 1
    assert reader.get(project(1).id) == project(1)


def test_an_open_reader_follows_an_index_put_in_place_of_its_own(engine: Engine, place: Path, opened: Open) -> None:
    write(engine, project(1, "旧"))
    fresh = place.with_name("fresh")
    rebuilt = opened(fresh, create=True)
    write(rebuilt, project(1, "新"), project(2, "新"))
    rebuilt.close()
    replace_folder(fresh, place)
    assert [hit.document.name for hit in engine.search(Query()).hits] == ["新", "新"]


def test_a_reader_goes_on_while_its_folder_is_away(engine: Engine, place: Path) -> None:
    write(engine, project(1))
    place.rename(place.with_name("away"))
    assert engine.count(Query()) == 1


def test_threads_share_one_engine_while_it_is_written(engine: Engine) -> None:
    write(engine, project(0, "会议费"))

    def search(_: int) -> int:
        return len(engine.search(Query(Words("会议费"), limit=MANY), facets=("year",)).hits)

    with ThreadPoolExecutor(4) as threads:
        found = threads.map(search, range(MANY))
        for ordinal in range(1, 10):
            write(engine, project(ordinal, "会议费"))
    assert set(found) <= set(range(1, 11))
    assert search(0) == 10


@pytest.mark.parametrize(
    ("scheme", "updates", "length"), [("tantivy", 200, 200), ("whoosh", 40, 10)], indirect=["scheme"]
)
def test_many_updates_leave_hardly_more_on_disk_than_a_fresh_index(
    updates: int, length: int, tmp_path: Path, opened: Open
) -> None:
    chance = Random(1)
    documents = {f"{number:016x}": many_records(f"{number:016x}", length, chance) for number in range(80)}
    updated, fresh = (opened(tmp_path / name, create=True) for name in ("updated", "fresh"))
    write(updated, *chain.from_iterable(documents.values()))
    for document in islice(cycle(documents), updates):
        documents[document] = many_records(document, length, chance)
        with updated.batch() as batch:
            batch.delete_document(document)
            batch.add(documents[document])
    write(fresh, *chain.from_iterable(documents.values()))

    assert updated.count(Query()) == fresh.count(Query()) == 80 * 8
    assert size(tmp_path / "updated") < 1.2 * size(tmp_path / "fresh")


def many_records(document: str, length: int, chance: Random) -> list[IndexDocument]:
    texts = ("".join(chance.choices(PIECES, k=length)) for _ in range(8))
    return [project(ordinal, "会议费", document=document, text=text) for ordinal, text in enumerate(texts)]


def size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def test_a_page_ends_rightly_among_more_ties_than_are_looked_at_once(engine: Engine) -> None:
    write(engine, *(project(ordinal, "会议费") for ordinal in range(500, 0, -1)))
    write(engine, *(project(ordinal, "会议费") for ordinal in range(1000, 500, -1)))
    first = engine.search(Query(Words("会议费"), limit=10))
    second = engine.search(Query(Words("会议费"), limit=10, cursor=first.next_cursor))
    assert [hit.document.id for hit in (*first.hits, *second.hits)] == [project(n).id for n in range(1, 21)]


@pytest.mark.parametrize("sort", Sort)
def test_paging_goes_on_behind_the_last_hit_when_records_before_it_are_gone(engine: Engine, sort: Sort) -> None:
    write(engine, *(project(n, "会议费", document=DOCUMENT_IDS[0], amount_fen=5) for n in range(4)))
    write(engine, *(project(n, "会议费", document=DOCUMENT_IDS[2], amount_fen=5) for n in range(6)))
    query = Query(sort=sort, limit=6)
    first = engine.search(query)
    with engine.batch() as batch:
        batch.delete_document(DOCUMENT_IDS[0])
    rest = engine.search(replace(query, cursor=first.next_cursor)).hits
    assert [hit.document.id for hit in rest] == [project(n, document=DOCUMENT_IDS[2]).id for n in range(2, 6)]


def test_a_cursor_by_score_does_not_fit_a_query_without_text(engine: Engine) -> None:
    write(engine, project(1, "会议费"), project(2, "会议费"))
    cursor = engine.search(Query(Words("会议费"), limit=1)).next_cursor
    assert cursor is not None
    assert decode_cursor(cursor, Sort.RELEVANCE).rank == 1
    with pytest.raises(QueryError):
        engine.search(Query(cursor=cursor))


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("text", [MatchAll(), Words("会议费")])
def test_a_cursor_that_claims_a_huge_rank_takes_no_more_memory_and_goes_on_rightly(
    engine: Engine, sort: Sort, text: MatchAll | Words
) -> None:
    write(engine, *(project(ordinal, "会议费") for ordinal in range(5)))
    query = Query(text, sort=sort, limit=2)
    cursor = engine.search(query).next_cursor
    assert cursor is not None
    forged = replace(decode_cursor(cursor, sort), rank=2**31 - 1).encode()
    found = engine.search(replace(query, cursor=forged)).hits
    assert [hit.document for hit in found] == [project(ordinal, "会议费") for ordinal in (2, 3)]
