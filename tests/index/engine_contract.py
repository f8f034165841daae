"""What every engine promises; a test class inherits it and provides the fixture ``engine``, empty and open."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from corpora import DOCUMENT_IDS, project, record

from index.documents import IndexDocument
from index.engine import AmountStats, Engine, FacetValue
from index.fields import AMOUNT_EDGES_FEN, FACETS
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    Filter,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Query,
    QueryError,
    Range,
    Sort,
    Words,
    WordStart,
)
from index.records import RecordKind, SectionKind

NETWORK = project(
    1, "政务外网安全防护费", amount_fen=18_000_000, year=2024, county="互助土族自治县", division_code="630223"
)
PRIVATE = project(2, "政府移动专网费", goal="保障电子政务外网畅通", amount_fen=86_720_000, year=2024, county="望都县")
VEHICLES = project(
    3, "公务用车运行维护费", amount_fen=45_000_000, year=2023, county="互助土族自治县", quality=("有问题",)
)
UNPRICED = project(4, "外网线路租赁", year=2023, quality=("有问题", "无金额"))
ELSEWHERE = project(1, "政务云平台", document=DOCUMENT_IDS[1], amount_fen=1, year=2025, county="格尔木市")
RECORDS = (NETWORK, PRIVATE, VEHICLES, UNPRICED, ELSEWHERE)


def fill(engine: Engine, *records: IndexDocument) -> Engine:
    with engine.batch() as batch:
        batch.add(records)
    return engine


def replace_and_fail(engine: Engine, document_id: str, record: IndexDocument) -> None:
    with engine.batch() as batch:
        batch.delete_document(document_id)
        batch.add([record])
        raise ZeroDivisionError


def names(engine: Engine, query: Query) -> list[str]:
    return [hit.document.name for hit in engine.search(query).hits]


def page_through(engine: Engine, query: Query) -> list[str]:
    """The ids of all pages in turn."""
    ids = []
    while True:
        result = engine.search(query)
        ids += [hit.document.id for hit in result.hits]
        if result.next_cursor is None:
            return ids
        assert result.hits, "a page without hits leads nowhere"
        query = replace(query, cursor=result.next_cursor)


class EngineContract:
    def test_an_empty_index_answers_with_nothing(self, engine: Engine) -> None:
        result = engine.search(Query(Words("政务外网")), facets=FACETS)
        assert (result.total, result.hits, result.next_cursor) == (0, (), None)
        assert result.stats == AmountStats(0, 0, None, None)
        assert all(values == () for values in result.facets.values())

    def test_a_record_comes_back_as_it_was_given(self, engine: Engine) -> None:
        given = replace(
            NETWORK, text="换行\n与 “引号”", quality=("勾稽不平", "有问题"), page=0, amount_fen=0, path="一 › 二"
        )
        fill(engine, given)
        assert engine.get(given.id) == given
        assert engine.search(Query()).hits[0].document == given

    def test_records_may_be_encoded_elsewhere(self, engine: Engine) -> None:
        fill(engine, VEHICLES)
        encode = pickle.loads(pickle.dumps(engine.encode))  # as another process gets it
        with engine.batch() as batch:
            batch.delete_document(VEHICLES.document_id)
            batch.add_encoded(encode([NETWORK, ELSEWHERE]))
        assert sorted(names(engine, Query(Exact("政务")))) == sorted([NETWORK.name, ELSEWHERE.name])
        assert (engine.get(NETWORK.id), engine.get(VEHICLES.id)) == (NETWORK, None)

    def test_an_unknown_id_gives_none(self, engine: Engine) -> None:
        assert fill(engine, NETWORK).get("0000000000000000-p1") is None

    def test_a_batch_that_fails_changes_nothing(self, engine: Engine) -> None:
        fill(engine, NETWORK)
        with pytest.raises(ZeroDivisionError):
            replace_and_fail(engine, NETWORK.document_id, ELSEWHERE)
        assert names(engine, Query()) == [NETWORK.name]

    def test_deleting_a_document_removes_all_its_records_and_no_others(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        with engine.batch() as batch:
            batch.delete_document(NETWORK.document_id)
        assert names(engine, Query()) == [ELSEWHERE.name]
        assert engine.get(NETWORK.id) is None

    def test_a_document_is_replaced_within_one_batch(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        with engine.batch() as batch:
            batch.delete_document(NETWORK.document_id)
            batch.add([replace(NETWORK, name="改名")])
        assert sorted(names(engine, Query())) == sorted([ELSEWHERE.name, "改名"])

    @pytest.mark.parametrize(
        ("quoted", "found"),
        [
            ("政务外网", {NETWORK, PRIVATE}),
            ("网", {NETWORK, PRIVATE, UNPRICED}),
            ("务外", {NETWORK, PRIVATE}),
            ("政务外网安全防护费", {NETWORK}),
            ("外网政务", set()),
            ("", set()),
            (" ", set()),
        ],
    )
    def test_quoted_text_is_an_exact_substring(self, engine: Engine, quoted: str, found: set[object]) -> None:
        fill(engine, *RECORDS)
        assert {hit.document for hit in engine.search(Query(Exact(quoted))).hits} == found

    def test_quoted_text_ignores_width_script_case_and_line_breaks(self, engine: Engine) -> None:
        fill(engine, project(1, "公務用車\n運行維護費 ＩＰＶ６"))
        assert engine.count(Query(Exact("公务用车运行维护费ipv6"))) == 1

    def test_quoted_text_in_a_named_field_is_found_there_only(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        assert names(engine, Query(Exact("政务外网", "goal"))) == [PRIVATE.name]

    def test_where_a_record_stands_is_found_by_words_and_not_by_quoted_text(self, engine: Engine) -> None:
        fill(engine, project(1, "会议费", context="青海省；互助县"))
        assert engine.count(Query(Words("互助县"))) == 1
        assert engine.count(Query(Exact("互助县"))) == 0
        assert engine.count(Query(Exact("互助县", "context"))) == 1

    def test_words_are_found_apart_and_in_different_fields(self, engine: Engine) -> None:
        fill(engine, project(1, "网络安全", goal="完成等级保护测评"))
        assert engine.count(Query(Words("测评网络安全"))) == 1
        assert engine.count(Query(Exact("测评网络安全"))) == 0

    def test_a_synonym_is_found_after_what_was_asked(self, engine: Engine) -> None:
        fill(engine, project(1, "公车"), project(2, "公务用车"))
        assert names(engine, Query(Words("公务用车"))) == ["公务用车", "公车"]
        assert names(engine, Query(Exact("公务用车"))) == ["公务用车"]

    def test_literal_text_ranks_name_first_then_anywhere_then_words_then_synonyms(self, engine: Engine) -> None:
        by_synonym = project(1, "政府网站建设", goal="建设政府网站" * 9)
        by_words = project(2, "建设门户网站", goal="建设门户网站，" * 9)
        in_text = project(3, "其他", text="一段很长的说明" * 40 + "门户网站建设" + "一段很长的说明" * 40)
        in_name = project(4, "关于本县若干部门共同使用并且共同维护的门户网站建设以及日常运行")
        fill(engine, by_synonym, by_words, in_text, in_name)
        expected = [held.name for held in (in_name, in_text, by_words, by_synonym)]
        assert names(engine, Query(Words("门户网站建设"))) == expected

    def test_the_glossary_comes_last_among_equals(self, engine: Engine) -> None:
        glossary = record(RecordKind.SECTION, 1, "名词解释", text="机关运行经费" * 5, section_kind=SectionKind.GLOSSARY)
        passage = record(
            RecordKind.SECTION, 2, "说明", text="机关运行经费" + "其余内容" * 50, section_kind=SectionKind.OTHER
        )
        fill(engine, glossary, passage)
        assert names(engine, Query(Words("机关运行经费"))) == [passage.name, glossary.name]

    def test_the_tree_combines(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        network, vehicles = Words("政务外网"), Words("公务用车")
        assert engine.count(Query(And((network, FieldTerm("year", "2024"))))) == 2
        assert engine.count(Query(And((Exact("政务外网"), Not(Exact("安全")))))) == 1
        assert engine.count(Query(Or((Exact("政务外网"), vehicles)))) == 3
        assert engine.count(Query(Not(Exact("政务")))) == 2
        assert engine.count(Query(And((Not(Exact("政务")), Not(Exact("公务")))))) == 1
        assert engine.count(Query(And(()))) == engine.count(Query(Not(Or(())))) == engine.count(Query()) == len(RECORDS)
        assert engine.count(Query(Or(()))) == engine.count(Query(Not(MatchAll()))) == 0

    def test_ranges_hold_both_ends_and_no_record_without_a_value(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        assert engine.count(Query(Range("amount_fen", 18_000_000, 45_000_000))) == 2
        assert engine.count(Query(Range("amount_fen", high=1))) == 1
        assert engine.count(Query(Range("amount_fen"))) == 4
        assert engine.count(Query(ranges=(Range("amount_fen", 2, 1),))) == 0
        assert engine.count(Query(Range("amount_fen", -(10**40), 10**40))) == 4

    def test_a_prefix_finds_the_subjects_below_a_code(self, engine: Engine) -> None:
        fill(engine, project(1, code="2010301"), project(2, code="2010399"), project(3, code="2080505"), project(4))
        assert engine.count(Query(Prefix("code", "20103"))) == 2
        assert engine.count(Query(Prefix("code", "9"))) == 0
        assert engine.count(Query(Prefix("code", ""))) == 3

    def test_values_of_one_filter_are_alternatives_and_filters_add_up(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        places = Filter("county", ("互助土族自治县", "望都县"))
        assert engine.count(Query(filters=(places,))) == 3
        assert engine.count(Query(filters=(places, Filter("year", ("2024",))))) == 2
        assert engine.count(Query(filters=(Filter("quality", ("有问题",)),))) == 2

    def test_an_excluding_filter_keeps_records_without_the_field(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        chosen = Filter("county", ("互助土族自治县", "望都县"), exclude=True)
        assert set(names(engine, Query(filters=(chosen,)))) == {UNPRICED.name, ELSEWHERE.name}

    def test_a_facet_ignores_its_own_choice_and_obeys_the_others(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        chosen = (Filter("county", ("互助土族自治县",)), Filter("year", ("2024",)))
        facets = engine.search(Query(filters=chosen), facets=("county", "year")).facets
        assert set(facets["county"]) == {FacetValue("互助土族自治县", 1), FacetValue("望都县", 1)}
        assert facets["year"] == (FacetValue("2023", 1), FacetValue("2024", 1))

    def test_a_chosen_value_stays_in_its_facet_at_zero(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        facet = engine.search(
            Query(Exact("公务"), filters=(Filter("county", ("格尔木市",)),)), facets=("county",)
        ).facets
        assert facet["county"] == (FacetValue("互助土族自治县", 1), FacetValue("格尔木市", 0))

    def test_facet_values_come_by_count_then_value(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        year = engine.search(Query(), facets=("year",)).facets["year"]
        assert year == (FacetValue("2023", 2), FacetValue("2024", 2), FacetValue("2025", 1))

    def test_statistics_are_exact_to_the_fen(self, engine: Engine) -> None:
        large = 10**17 - 1
        fill(engine, project(1, amount_fen=large), project(2, amount_fen=large), project(3, amount_fen=-3), project(4))
        assert engine.search(Query()).stats == AmountStats(3, 2 * large - 3, -3, large)

    def test_the_histogram_counts_every_amount_once_and_ignores_the_chosen_range(self, engine: Engine) -> None:
        edge = AMOUNT_EDGES_FEN[0]
        fill(engine, *(project(i, amount_fen=fen) for i, fen in enumerate((-1, 0, edge - 1, edge, 10**16))), project(9))
        histogram = engine.search(Query(ranges=(Range("amount_fen", 1),))).histogram
        assert [bucket.low_fen for bucket in histogram] == [None, *AMOUNT_EDGES_FEN]
        assert [bucket.high_fen for bucket in histogram] == [*AMOUNT_EDGES_FEN, None]
        counts = [bucket.count for bucket in histogram]
        assert counts == [3, 1, *[0] * (len(AMOUNT_EDGES_FEN) - 2), 1]

    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            (Sort.AMOUNT_DESC, [PRIVATE, VEHICLES, NETWORK, ELSEWHERE, UNPRICED]),
            (Sort.AMOUNT_ASC, [ELSEWHERE, NETWORK, VEHICLES, PRIVATE, UNPRICED]),
            (Sort.YEAR_DESC, [ELSEWHERE, NETWORK, PRIVATE, VEHICLES, UNPRICED]),
            (Sort.PLACE, [NETWORK, PRIVATE, VEHICLES, UNPRICED, ELSEWHERE]),
        ],
    )
    def test_sorted_hits_have_missing_values_last_and_ties_by_id(
        self, engine: Engine, sort: Sort, expected: list[object]
    ) -> None:
        fill(engine, *RECORDS)
        assert [hit.document for hit in engine.search(Query(sort=sort)).hits] == expected

    def test_projects_come_first_where_no_text_was_asked(self, engine: Engine) -> None:
        section, line = record(RecordKind.SECTION, 1, "章节"), record(RecordKind.LINE, 1, "科目", amount_fen=10**12)
        fill(engine, section, line, UNPRICED, NETWORK)
        assert names(engine, Query()) == [NETWORK.name, UNPRICED.name, "科目", "章节"]

    @pytest.mark.parametrize("sort", Sort)
    @pytest.mark.parametrize("tree", [MatchAll(), Words("会议费")])
    def test_paging_shows_every_record_once_in_order(self, engine: Engine, sort: Sort, tree: MatchAll | Words) -> None:
        for start in (0, 12):  # two commits, so that ties lie in different segments
            fill(engine, *(project(start + i, "会议费", amount_fen=i % 3 or None) for i in range(12)))
        whole = [hit.document.id for hit in engine.search(Query(tree, sort=sort, limit=100)).hits]
        assert len(set(whole)) == 24
        assert page_through(engine, Query(tree, sort=sort, limit=5)) == whole

    def test_equal_scores_are_ordered_as_the_document_reads(self, engine: Engine) -> None:
        fill(engine, *(project(i, "会议费") for i in (10, 2, 1)))
        fill(engine, project(3, "会议费"))
        ordinals = [hit.document.id.rpartition("p")[2] for hit in engine.search(Query(Words("会议费"))).hits]
        assert ordinals == ["1", "2", "3", "10"]

    def test_the_last_page_has_no_cursor(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        assert engine.search(Query(limit=len(RECORDS))).next_cursor is None
        assert engine.search(Query(limit=len(RECORDS) - 1)).next_cursor is not None

    @pytest.mark.parametrize("cursor", ["x", "翻页", "W10", "====", "bnVsbA", "WzEsMiwzXQ", "A" * 5000])
    def test_a_malformed_cursor_is_a_query_error(self, engine: Engine, cursor: str) -> None:
        fill(engine, *RECORDS)
        with pytest.raises(QueryError):
            engine.search(Query(cursor=cursor))

    def test_a_cursor_of_another_order_is_a_query_error(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        cursor = engine.search(Query(sort=Sort.PLACE, limit=1)).next_cursor
        with pytest.raises(QueryError):
            engine.search(Query(sort=Sort.AMOUNT_ASC, cursor=cursor))

    def test_a_scan_gives_every_record_once_by_id_whatever_the_page(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        filters = (Filter("county", ("互助土族自治县", "格尔木市")),)
        query = Query(filters=filters, sort=Sort.AMOUNT_DESC, limit=1)
        assert [found.id for found in engine.scan(query)] == sorted([NETWORK.id, VEHICLES.id, ELSEWHERE.id])
        assert list(engine.scan(Query(Words("没有这种项目")))) == []

    def test_a_scan_shows_the_index_as_it_was_when_asked(self, engine: Engine) -> None:
        fill(engine, NETWORK)
        found = engine.scan(Query())
        fill(engine, PRIVATE)
        assert list(found) == [NETWORK]

    def test_a_limit_of_zero_gives_the_total_and_no_hits(self, engine: Engine) -> None:
        result = fill(engine, *RECORDS).search(Query(limit=0))
        assert (result.total, result.hits, result.next_cursor) == (len(RECORDS), (), None)

    @pytest.mark.parametrize("field", ["nonsense", "file", "county"])
    def test_a_range_of_no_integer_field_is_a_query_error(self, engine: Engine, field: str) -> None:
        with pytest.raises(QueryError):
            engine.search(Query(ranges=(Range(field, 1, 2),)))

    def test_a_filter_of_an_unknown_field_is_a_query_error(self, engine: Engine) -> None:
        with pytest.raises(QueryError):
            engine.search(Query(filters=(Filter("nonsense", ("1",)),)))

    @pytest.mark.parametrize(
        ("node", "found"),
        [
            (Near("政务", "安全", 2), {NETWORK}),
            (Near("安全", "政务", 2), {NETWORK}),
            (Near("政务", "安全", 1), set()),
            (Near("政务", "外网", 0), {NETWORK, PRIVATE}),
            (Near("政", "网", 30, "goal"), {PRIVATE}),
            (Near("政务", "", 5), set()),
            (WordStart("公务用"), {VEHICLES}),
            (WordStart("公务用", "goal"), set()),
            (WordStart(""), set()),
            (AtLeast((Exact("政务"), Exact("云"), Exact("费")), 2), {NETWORK, PRIVATE, ELSEWHERE}),
            (AtLeast((Exact("政务"), Exact("云")), 3), set()),
        ],
    )
    def test_texts_near_each_other_starts_of_words_and_most_of_several(
        self, engine: Engine, node: Node, found: set[object]
    ) -> None:
        fill(engine, *RECORDS)
        assert {hit.document for hit in engine.search(Query(node)).hits} == found

    def test_amounts_at_positions_are_those_of_the_sorted_amounts(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        amounts = engine.search(Query()).amounts
        assert amounts.at((0, 3, 1, 1)) == (1, 86_720_000, 18_000_000, 18_000_000)
        assert engine.search(Query(Exact("政务云"))).amounts.at(()) == ()
        with pytest.raises(IndexError):
            amounts.at((4,))

    def test_values_among_what_is_found_are_those_that_it_has(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        assert set(engine.values_among(Query(Exact("费")), "county")) == {"互助土族自治县", "望都县"}
        assert set(engine.values_among(Query(filters=(Filter("year", ("2023",)),)), "quality")) == {"有问题", "无金额"}
        assert not engine.values_among(Query(Exact("政务云")), "quality")

    def test_words_are_counted_by_field(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        assert engine.word_counts(("政务外网", "外网", "没有"), "name") == (1, 2, 0)
        assert engine.word_counts(("政务外网",), "goal") == (1,)

    def test_records_that_say_the_most_of_some_words_come_first(self, engine: Engine) -> None:
        fill(engine, *RECORDS)
        words = {"政务外网": 1.0, "专网": 3.0, "公务用车": 0.1}
        assert engine.saying(words, Query(), 2) == (PRIVATE, NETWORK)
        assert engine.saying(words, Query(Exact("公务用车")), 2) == (VEHICLES,)
        assert engine.saying({"没有": 1.0}, Query(), 2) == engine.saying({}, Query(), 2) == ()
