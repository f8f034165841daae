from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzers.money import parse_money, to_fen
from index.query.tree import Filter, Query, QueryError, Range, Sort, Words
from search_app.addresses.query_args import (
    FACET_NAMES,
    MAX_FILTER_VALUES,
    MAX_LIMIT,
    ArgumentError,
    args_from_query,
    query_from_args,
    type_amount,
)
from search_app.addresses.query_edits import (
    with_amount,
    with_value,
    with_value_excluded,
    without_filters,
    without_value,
)


def test_no_parameters_ask_for_everything() -> None:
    assert query_from_args({}) == Query()


def test_the_typed_text_goes_through_the_parser() -> None:
    assert query_from_args({"q": [" 政务外网 "]}).tree == Words("政务外网")
    with pytest.raises(QueryError):
        query_from_args({"q": ["政务 OR"]})


def test_a_repeated_key_means_any_of_them_and_different_keys_mean_all() -> None:
    query = query_from_args({"county": ["东县", "西县", "东县"], "year": ["2024"], "not_county": ["南县"]})
    assert set(query.filters) == {
        Filter("county", ("东县", "西县")),
        Filter("county", ("南县",), exclude=True),
        Filter("year", ("2024",)),
    }


def test_blank_values_and_unknown_parameters_are_ignored() -> None:
    assert query_from_args({"county": ["", " "], "min": [""], "sort": [""], "utm_source": ["x"]}) == Query()


@pytest.mark.parametrize(
    ("low", "high", "bounds"),
    [
        ("10万", "200万", Range("amount_fen", 10_000_000, 200_000_000)),
        ("１０万元", "", Range("amount_fen", 10_000_000, None)),
        ("", "1.5亿", Range("amount_fen", None, 15_000_000_000)),
        ("0", "0", Range("amount_fen", 0, 0)),
    ],
)
def test_amounts_are_read_as_people_type_them(low: str, high: str, bounds: Range) -> None:
    assert query_from_args({"min": [low], "max": [high]}).ranges == (bounds,)


@pytest.mark.parametrize(
    ("args", "parameter"),
    [
        ({"min": ["很多"]}, "min"),
        ({"max": ["1e9"]}, "max"),
        ({"min": ["2万"], "max": ["1万"]}, "min"),
        ({"sort": ["name"]}, "sort"),
        ({"limit": ["0"]}, "limit"),
        ({"limit": [str(MAX_LIMIT + 1)]}, "limit"),
        ({"limit": ["²"]}, "limit"),
        ({"year": ["今年"]}, "year"),
        ({"county": [str(number) for number in range(MAX_FILTER_VALUES + 1)]}, "county"),
    ],
)
def test_what_cannot_be_understood_is_named_and_explained(args: dict[str, list[str]], parameter: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        query_from_args(args)
    assert caught.value.parameter == parameter
    assert caught.value.hint


@given(st.integers(-(10**15), 10**15))
def test_a_typed_amount_reads_back_exactly(fen: int) -> None:
    assert to_fen(parse_money(type_amount(fen))) == fen


VALUES = st.text(alphabet="东西县a&=+%#中 0", min_size=1, max_size=5).map(str.strip).filter(bool)
FILTERED = st.dictionaries(
    st.sampled_from([name for name in FACET_NAMES if name != "year"]),
    st.tuples(st.lists(VALUES, min_size=1, max_size=3, unique=True), st.booleans()),
    max_size=4,
)


@given(
    FILTERED,
    st.none() | st.integers(0, 10**9),
    st.none() | st.integers(10**9, 10**12),
    st.sampled_from(Sort),
    st.integers(1, MAX_LIMIT),
)
def test_an_address_asks_for_the_query_it_was_made_from(
    chosen: dict[str, tuple[list[str], bool]], low: int | None, high: int | None, sort: Sort, limit: int
) -> None:
    filters = tuple(Filter(name, tuple(chosen[name][0]), chosen[name][1]) for name in FACET_NAMES if name in chosen)
    query = with_amount(Query(filters=filters, sort=sort, limit=limit), low, high)
    assert query_from_args(parse_qs(urlencode(args_from_query(query)))) == query


def test_choosing_and_taking_back_a_value_leaves_the_query_as_it_was() -> None:
    query = Query(filters=(Filter("year", ("2024",)),))
    chosen = with_value(query, "county", "东县")
    assert chosen.filters == (Filter("year", ("2024",)), Filter("county", ("东县",)))
    assert without_value(chosen, "county", "东县") == query
    assert without_filters(chosen) == Query()


def test_excluding_a_value_takes_it_out_of_the_chosen_ones() -> None:
    query = with_value_excluded(Query(filters=(Filter("county", ("东县", "西县")),)), "county", "东县")
    assert set(query.filters) == {Filter("county", ("西县",)), Filter("county", ("东县",), exclude=True)}


def test_an_edit_starts_again_at_the_first_page() -> None:
    query = Query(cursor="abc", filters=(Filter("county", ("东县",)),))
    edits = (
        with_value(query, "year", "2024"),
        without_value(query, "county", "东县"),
        with_amount(query, 1, None),
        without_filters(query),
    )
    assert {edited.cursor for edited in edits} == {None}
