"""Sums and projects of a list told apart by arithmetic."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.extract.projects.project_tree import ListRow, Words, tree, tree_by_names

leaf_amounts = st.integers(1, 10**6).map(lambda fen: Decimal(fen) / 100)
nested = st.recursive(leaf_amounts, lambda inner: st.lists(inner, min_size=2, max_size=4), max_leaves=12)


def flattened(node: Decimal | list) -> list[Decimal]:
    """A nested list as printed: every sum above its parts."""
    if isinstance(node, Decimal):
        return [node]
    below = [flattened(child) for child in node]
    return [sum((rows[0] for rows in below), Decimal(0)), *(amount for rows in below for amount in rows)]


def rows_of(*amounts: str | Decimal) -> list[ListRow]:
    return [ListRow(Decimal(amount)) for amount in amounts]


@settings(max_examples=200, deadline=None)
@given(st.lists(nested, min_size=1, max_size=4))
def test_every_list_that_adds_up_is_read_so_that_it_adds_up(nodes):
    amounts = [amount for node in nodes for amount in flattened(node)]
    total = sum((flattened(node)[0] for node in nodes), Decimal(0))

    grown = tree(rows_of(*amounts), total, Decimal(0))

    assert grown.closes
    for parent in {None, *grown.parents}:
        parts = sum((amounts[n] for n, above in enumerate(grown.parents) if above == parent), Decimal(0))
        assert parts == (total if parent is None else amounts[parent])


def test_two_projects_of_one_amount_are_not_taken_for_a_sum_and_its_part():
    assert tree(rows_of(20, 20, 60), Decimal(100), Decimal(0)).parents == (None, None, None)


def test_a_unit_with_one_project_is_its_sum():
    rows = [ListRow(Decimal(70), Words.PERHAPS), *rows_of(70), ListRow(Decimal(30), Words.PERHAPS), *rows_of(10, 20)]

    assert tree(rows, Decimal(100), Decimal(0)).parents == (None, 0, None, 2, 2)


def test_a_first_row_that_reads_like_a_unit_stands_for_the_total():
    grown = tree([ListRow(Decimal(50), Words.PERHAPS), *rows_of(20, 30)], None, Decimal(0))

    assert grown.parents == (None, 0, 0)
    assert grown.closes


@pytest.mark.parametrize("off", [Decimal(100), Decimal(-100)])
def test_sums_may_be_off_by_rounding(off):
    grown = tree(rows_of(50_000 + off, 20_000, 30_000), Decimal(50_000), Decimal(100))

    assert grown.parents == (None, 0, 0)


def test_a_list_that_does_not_add_up_keeps_all_rows_but_sums_by_their_words():
    rows = [ListRow(Decimal(50), Words.PERHAPS), *rows_of(20, 30, 40)]

    grown = tree(rows, Decimal(999), Decimal(0))

    assert grown.parents == (None, 0, 0, None)
    assert not grown.closes


def test_projects_without_money_are_not_sums_of_each_other():
    assert tree(rows_of(5, 0, 0), Decimal(5), Decimal(0)).parents == (None, None, None)


def test_a_class_with_one_project_is_known_by_its_name_where_amounts_fit_in_several_ways():
    names = ["采购", "服务器", "改造", "外墙", "采购", "打印机", "改造", "屋顶", "大门", "改造", "电路", "水管"]
    rows = rows_of(20, 20, 20, 20, 7, 7, 9, 4, 5, 8, 3, 5)

    grown = tree_by_names(rows, names, Decimal(64), Decimal(0))

    assert grown.closes
    assert grown.parents == (None, 0, None, 2, None, 4, None, 6, 6, None, 9, 9)
