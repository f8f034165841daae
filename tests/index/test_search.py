"""Pages of hits: what is marked, how amounts are said, what a facet keeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from corpora import project
from hypothesis import given
from hypothesis import strategies as st

from index.answers.search import MOST_FACET_VALUES, Searcher
from index.documents import IndexDocument
from index.engine import Engine, FacetValue
from index.engines import open_engine
from index.hit import MOST_PASSAGES, yuan_number
from index.query.tree import And, Exact, Filter, MatchAll, Not, Query, Words

HIT_KEYS = {
    *("id", "kind", "name", "file", "sha256", "province", "prefecture", "county", "division_code", "department"),
    *("year", "stage", "amount", "code", "page", "score", "highlights", "why"),
}
NETWORK = project(
    1,
    "政务外网安全防护费",
    goal="为全县各单位提供政务外网接入。" * 40,
    indicators="产出指标 接入单位 ≥ 56 个；政务外网故障率 ≤ 1%",
    text="政务外网租赁",
    amount_fen=18_000_001,
    county="互助土族自治县",
    year=2024,
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"tantivy:{tmp_path / 'index'}", create=True)
    yield engine
    engine.close()


def searcher(engine: Engine, *records: IndexDocument) -> Searcher:
    with engine.batch() as batch:
        batch.add(records)
    return Searcher(engine)


def test_the_name_is_marked_as_a_whole_and_at_most_a_few_passages_besides(engine: Engine) -> None:
    (hit,) = searcher(engine, NETWORK).search(Query(Words("政务外网"))).hits
    assert hit.highlights[0].field == "name"
    assert hit.highlights[0].text == NETWORK.name
    assert [piece.field for piece in hit.highlights].count("name") == 1
    assert len(hit.highlights) == 1 + MOST_PASSAGES


def test_ranges_mark_what_was_asked_in_the_original_text(engine: Engine) -> None:
    record = project(1, "公務用車  運行費")
    (hit,) = searcher(engine, record).search(Query(Exact("用车运行"))).hits
    (piece,) = hit.highlights
    assert [piece.text[start:end] for start, end in piece.ranges] == ["用車  運行"]


def test_what_is_excluded_or_asked_of_another_field_is_not_marked(engine: Engine) -> None:
    asked = And((Words("外网", "goal"), Not(Words("会议"))))
    (hit,) = searcher(engine, NETWORK).search(Query(asked)).hits
    assert {piece.field for piece in hit.highlights} == {"goal"}


def test_hits_of_a_query_without_text_carry_no_marks(engine: Engine) -> None:
    (hit,) = searcher(engine, NETWORK).search(Query(MatchAll())).hits
    assert hit.highlights == ()


def test_a_page_as_json_says_amounts_in_yuan_exactly(engine: Engine) -> None:
    page = searcher(engine, NETWORK, project(2, amount_fen=200), project(3)).search(Query(text="所有"))
    answer = json.loads(json.dumps(page.as_json()), parse_float=Decimal)
    assert [hit["amount"] for hit in answer["hits"]] == [Decimal("180000.01"), 2, None]
    figures = {name: answer["stats"][name] for name in ("count", "sum", "min", "max", "median", "p10", "p90")}
    assert figures == {
        "count": 2,
        "sum": Decimal("180002.01"),
        "min": 2,
        "max": Decimal("180000.01"),
        "median": Decimal("90001.01"),
        "p10": 2,
        "p90": Decimal("180000.01"),
    }
    assert (answer["stats"]["added"], answer["stats"]["left_out"]) == ("项目金额", [])
    assert sum(bucket["count"] for bucket in answer["histogram"]) == 2
    assert answer["histogram"][1] == {"low": 10000, "high": 50000, "count": 0}


def test_a_page_as_json_has_the_keys_that_others_rely_on(engine: Engine) -> None:
    answer = searcher(engine, NETWORK).search(Query(Words("政务外网"), text="政务外网")).as_json()
    assert {"total", "took_ms", "query", "hits", "facets", "stats"} <= set(answer)
    assert (answer["total"], answer["query"]) == (1, "政务外网")
    (hit,) = answer["hits"]
    assert set(hit) == HIT_KEYS
    assert (hit["name"], hit["county"], hit["province"], hit["why"]) == (NETWORK.name, "互助土族自治县", None, [])
    assert hit["highlights"][0] == {"field": "name", "text": NETWORK.name, "ranges": [[0, 4]]}
    assert {"value": "2024", "count": 1} in answer["facets"]["year"]


@given(st.integers(-(10**15), 10**15))
def test_yuan_are_exact_to_the_fen_as_json(fen: int) -> None:
    assert json.loads(json.dumps(yuan_number(fen)), parse_float=Decimal) * 100 == fen


def test_the_time_of_the_engine_is_part_of_the_whole(engine: Engine) -> None:
    page = searcher(engine, NETWORK).search(Query(Words("政务外网")))
    assert 0 < page.engine_ms <= page.took_ms


def test_a_long_facet_is_cut_but_keeps_what_is_chosen(engine: Engine) -> None:
    common = [project(2 * n + i, county=f"县{n:03}") for n in range(MOST_FACET_VALUES + 5) for i in range(2)]
    rare = project(9_000, county="只有一个")
    page = searcher(engine, *common, rare).search(Query(filters=(Filter("county", ("只有一个", "没有")),)))
    counties = page.facets["county"]
    assert len(counties) == MOST_FACET_VALUES + 2
    assert counties[-2:] == (FacetValue("只有一个", 1), FacetValue("没有", 0))
