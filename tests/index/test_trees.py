"""Facets as trees, and search inside a facet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpora import project
from hypothesis import given
from hypothesis import strategies as st

from index.answers.facets import MOST_FACET_VALUES
from index.answers.search import Searcher
from index.answers.trees import TreeNode, facet_values, place_tree, subject_tree
from index.engine import Engine, FacetValue
from index.engines import open_engine
from index.query.tree import Filter, Query

codes = st.lists(
    st.sampled_from(("201", "20103", "2010301", "2010399", "205", "2050201", "30217", "303", "9", "2X")), unique=True
)


def leaves(nodes: tuple[TreeNode, ...]) -> Iterator[TreeNode]:
    for node in nodes:
        yield node
        yield from leaves(node.children)


def test_a_subject_rolls_up_what_is_below_it() -> None:
    (head,) = subject_tree([FacetValue("2010301", 4), FacetValue("2010399", 2), FacetValue("201", 1)])
    assert (head.code, head.own, head.count) == ("201", 1, 7)
    (middle,) = head.children
    assert (middle.code, middle.own, middle.count) == ("20103", 0, 6)
    first, _ = middle.children
    assert (first.code, first.name, first.count) == ("2010301", "行政运行", 4)


def test_places_lie_in_prefectures_and_provinces() -> None:
    (province,) = place_tree([FacetValue("630223", 5), FacetValue("630200", 1), FacetValue("632801", 2)])
    assert (province.code, province.name, province.count) == ("63", "青海省", 8)
    assert [(child.code, child.name, child.own, child.count) for child in province.children] == [
        ("6302", "海东市", 1, 6),
        ("6328", "海西蒙古族藏族自治州", 0, 2),
    ]


@given(codes)
def test_the_tree_adds_up_to_its_values(held: list[str]) -> None:
    tree = subject_tree([FacetValue(code, number) for number, code in enumerate(held, start=1)])
    assert sum(node.count for node in tree) == sum(node.own for node in leaves(tree)) == sum(range(1, len(held) + 1))


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"tantivy:{tmp_path / 'index'}", create=True)
    with engine.batch() as batch:
        batch.add(
            [
                project(1, county="互助土族自治县", code="2010301"),
                project(2, county="望都县", code="2010399"),
                project(3, county="望都县", code="205"),
            ]
        )
    yield engine
    engine.close()


def test_counts_of_a_rolled_up_facet_are_what_its_values_find(engine: Engine) -> None:
    page = Searcher(engine).search(Query(), facets=("code",))
    counts = {value.value: value.count for value in page.facets["code"]}
    assert counts == {code: engine.count(Query(filters=(Filter("code", (code,)),))) for code in counts}
    assert {"201", "20103", "2010399", "205"} <= set(counts)
    assert [value.count for value in page.facets["code"]] == sorted(counts.values(), reverse=True)


def test_the_top_of_a_tree_and_what_lies_below_a_choice_are_never_cut(engine: Engine) -> None:
    common = [project(10 + n, code=f"201{n // 50:02}{n % 50:02}") for n in range(2 * MOST_FACET_VALUES)]
    with engine.batch() as batch:
        batch.add(common)
    codes = {value.value for value in Searcher(engine).search(Query(), facets=("code",)).facets["code"]}
    assert {"201", "205"} <= codes
    assert len(codes) < len(common)
    chosen = Query(filters=(Filter("code", ("20100",)),))
    below = {value.value for value in Searcher(engine).search(chosen, facets=("code",)).facets["code"]}
    assert {f"20100{n:02}" for n in range(50)} <= below


def test_what_lies_above_a_choice_is_never_cut(engine: Engine) -> None:
    common = [project(10 + n, code=f"201{n // 4:02}{n % 4:02}") for n in range(4 * MOST_FACET_VALUES)]
    with engine.batch() as batch:
        batch.add([*common, project(9, code="2059901")])
    chosen = Query(filters=(Filter("code", ("2059901",)),))
    codes = {value.value for value in Searcher(engine).search(chosen, facets=("code",)).facets["code"]}
    assert {"205", "20599", "2059901"} <= codes
    assert len(codes) < len(common)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("互助", ["互助土族自治县"]), ("wd", ["望都县"]), ("北京", []), ("县", ["望都县", "互助土族自治县"])],
)
def test_values_are_found_inside_a_facet(engine: Engine, typed: str, found: list[str]) -> None:
    assert [value.value for value in facet_values(engine, Query(), "county", typed)] == found


def test_subjects_are_found_by_their_names_and_count_all_below(engine: Engine) -> None:
    assert facet_values(engine, Query(), "code", "一般公共服务") == (FacetValue("201", 2),)
    assert [value.value for value in facet_values(engine, Query(), "code", "20103")] == ["20103", "2010301", "2010399"]


def test_a_chosen_subject_selects_what_its_roll_up_counts(engine: Engine) -> None:
    tree = subject_tree(engine.search(Query(), facets=("code",)).facets["code"])
    for node in leaves(tree):
        assert engine.count(Query(filters=(Filter("code", (node.code,)),))) == node.count
        assert engine.count(Query(filters=(Filter("code", (node.code,), exclude=True),))) == 3 - node.count
