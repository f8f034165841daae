"""Suggestions as one types, and corrections of what finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import project, record

from index.answers.search import Searcher
from index.documents import IndexDocument
from index.engine import Engine
from index.engines import open_engine
from index.query.parser import parse
from index.records import RecordKind

NETWORK = project(
    1,
    "政务外网安全防护费",
    project="政务外网安全防护费",
    province="青海省",
    prefecture="海东市",
    county="互助土族自治县",
    division_code="630223",
    department="互助土族自治县人民政府办公室",
)
LINE = record(RecordKind.LINE, 1, "行政运行", code="2010301", division_code="630223")
RECORDS = (NETWORK, replace(NETWORK, id=NETWORK.id[:-1] + "2"), LINE)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"tantivy:{tmp_path / 'index'}", create=True)
    add(engine, *RECORDS)
    yield engine
    engine.close()


def add(engine: Engine, *records: IndexDocument) -> None:
    with engine.batch() as batch:
        batch.add(records)


def texts(engine: Engine, typed: str) -> list[str]:
    return [suggestion.text for suggestion in Searcher(engine).suggest(typed)]


@pytest.mark.parametrize("typed", ["政务外", "外网安全", "zwww", "zhengwuwai", "ZWWW", "政務外網"])
def test_a_project_is_suggested_by_its_start_a_part_or_its_pinyin(engine: Engine, typed: str) -> None:
    assert "政务外网安全防护费" in texts(engine, typed)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("互助", "互助土族自治县"),
        ("hzt", "互助土族自治县"),
        ("青海", "青海省"),
        ("hds", "海东市"),
        ("人民政府办", "互助土族自治县人民政府办公室"),
        ("20103", "2010301 行政运行"),
        ("xzyx", "2010301 行政运行"),
    ],
)
def test_places_departments_and_subjects_are_suggested(engine: Engine, typed: str, text: str) -> None:
    assert any(text in found for found in texts(engine, typed))


def test_a_suggestion_finds_as_many_records_as_it_says(engine: Engine) -> None:
    found = Searcher(engine).suggest("互助")
    assert found
    for suggestion in found:
        assert engine.count(parse(suggestion.query)) == suggestion.count


def test_nothing_typed_suggests_nothing(engine: Engine) -> None:
    assert texts(engine, " ") == []


def test_what_the_index_does_not_hold_is_not_suggested(engine: Engine) -> None:
    assert texts(engine, "公务用车") == []
    assert texts(engine, "北京") == []


def test_new_records_are_suggested_without_opening_again(engine: Engine) -> None:
    searcher = Searcher(engine)
    assert searcher.suggest("公务用") == ()
    add(engine, project(7, "公务用车购置", project="公务用车购置"))
    assert "公务用车购置" in [found.text for found in searcher.suggest("公务用")]


def test_what_fits_from_the_start_comes_before_what_fits_inside(engine: Engine) -> None:
    add(engine, project(8, "安全防护", project="安全防护"))
    found = texts(engine, "安全防护")
    assert found.index("安全防护") < found.index("政务外网安全防护费")


def test_the_limit_is_kept(engine: Engine) -> None:
    add(engine, *(project(n, f"外网{n}号", project=f"外网{n}号") for n in range(10, 60)))
    assert len(Searcher(engine).suggest("外网", 5)) == 5
    assert len(Searcher(engine).suggest("外网", 1_000)) == 20


@pytest.mark.parametrize(
    ("typed", "meant"), [("政物外网", "政务外网"), ("正务外网", "政务外网"), ("安全防卫", "安全防护")]
)
def test_a_misspelt_term_is_corrected(engine: Engine, typed: str, meant: str) -> None:
    found = Searcher(engine).corrections(parse(typed))
    assert meant in [correction.text for correction in found]
    assert all(correction.count == engine.count(parse(correction.text)) > 0 for correction in found)


def test_quoted_text_is_not_corrected(engine: Engine) -> None:
    assert Searcher(engine).corrections(parse("“政物外网”")) == ()
