"""One disclosure in several files: an explanation and its tables, however they arrive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import Catalog
from index.linked_files import FilePart, linked_files
from index.records import (
    Disclosure,
    DocumentKind,
    Identity,
    Section,
    SectionKind,
    SourceFile,
    Stage,
    Statement,
    Totals,
)

HOLDER = ("610330", "凤县水利局", 2024, "部门预算")
TABLES = frozenset({"income_expenditure", "expenditure", "three_public"})
TELLING = FilePart("b", HOLDER, 900, frozenset())
PRINTING = FilePart("a", HOLDER, 0, TABLES)


def test_an_explanation_and_its_tables_are_one_disclosure():
    assert linked_files([PRINTING, TELLING]) == ((TELLING, PRINTING),)


@pytest.mark.parametrize(
    "order", list(permutations([PRINTING, TELLING, FilePart("c", HOLDER, 0, frozenset({"assets"}))]))
)
def test_files_are_linked_in_whatever_order_they_come(order: Sequence[FilePart]):
    assert [part.document_id for part in linked_files(order)[0]] == ["b", "a", "c"]


@pytest.mark.parametrize(
    "other",
    [
        replace(PRINTING, holder=("610330", "凤县水利局", 2023, "部门预算")),
        replace(PRINTING, holder=("610330", "凤县水利局", 2024, "部门决算")),
        replace(PRINTING, holder=("610330", "凤县教育局", 2024, "部门预算")),
        replace(PRINTING, holder=("610331", "凤县水利局", 2024, "部门预算")),
    ],
)
def test_another_holder_year_or_kind_is_another_disclosure(other: FilePart):
    assert linked_files([TELLING, other]) == ()


@pytest.mark.parametrize(
    "others",
    [
        [],
        [replace(PRINTING, document_id="c", told=900)],  # complete in itself
        [PRINTING, replace(PRINTING, document_id="c", told=900)],
        [PRINTING, replace(TELLING, document_id="c")],  # two explanations
        [PRINTING, replace(PRINTING, document_id="c")],  # the same tables twice
        [FilePart("c", HOLDER, 0, frozenset())],  # nothing at all
    ],
)
def test_where_it_is_open_which_files_belong_together_none_do(others: list[FilePart]):
    assert linked_files([TELLING, *others]) == ()


def test_an_explanation_may_print_a_table_of_its_own():
    telling = replace(TELLING, printed=frozenset({"procurement"}))

    assert linked_files([telling, PRINTING]) == ((telling, PRINTING),)


@given(
    st.lists(
        st.builds(
            FilePart,
            st.uuids().map(str),
            st.sampled_from([HOLDER, ("630223", "互助县财政局", 2024, "部门预算")]),
            st.sampled_from([0, 900]),
            st.frozensets(st.sampled_from(sorted(TABLES)), max_size=3),
        ),
        max_size=6,
    ),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_overlap_and_do_not_depend_on_the_order(parts, random):
    groups = linked_files(parts)
    shuffled = list(parts)
    random.shuffle(shuffled)
    ids = [part.document_id for group in groups for part in group]

    assert linked_files(shuffled) == groups
    assert len(ids) == len(set(ids))
    assert all(len(group) > 1 and len({part.holder for part in group}) == 1 for group in groups)


# In the catalog.


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}", create=True) as opened:
        yield opened


def disclosure(digit: str, department: str, *, sections: int = 0, kinds: Sequence[str] = ()) -> Disclosure:
    identity = Identity(
        None,
        "陕西省",
        "宝鸡市",
        "凤县",
        "610330",
        department,
        "水利",
        2024,
        Stage.BUDGET,
        DocumentKind("部门预算"),
        "万元",
    )
    return Disclosure(
        SourceFile(digit * 64, f"/{digit}.pdf", "application/pdf", 1, 1),
        identity,
        Totals(None, None, None, None),
        sections=tuple(Section(n, ("一、收入",), SectionKind.EXPLANATION, "收入" * 100, ()) for n in range(sections)),
        statements=tuple(Statement(n, kind, "表", "万元", 1, 1, False, ()) for n, kind in enumerate(kinds)),
    )


EXPLANATION = disclosure("1", "凤县水利局（本级）", sections=3)
TABLE_FILE = disclosure("2", "凤县水利局(本级)", kinds=sorted(TABLES))
OTHER = disclosure("3", "凤县教育局", sections=3, kinds=sorted(TABLES))


@pytest.mark.parametrize("order", list(permutations([EXPLANATION, TABLE_FILE, OTHER])))
def test_the_catalog_links_files_whichever_came_first(catalog: Catalog, order: Sequence[Disclosure]):
    for one in order:
        catalog.put(one)

    assert [part.document_id for part in catalog.other_files(EXPLANATION.document_id)] == [TABLE_FILE.document_id]
    assert [part.tells for part in catalog.other_files(TABLE_FILE.document_id)] == [True]
    assert catalog.other_files(OTHER.document_id) == ()
    assert catalog.other_files("0" * 16) == ()


def test_a_disclosure_in_two_files_counts_once(catalog: Catalog):
    counted = []
    for one in (EXPLANATION, OTHER, TABLE_FILE):
        catalog.put(one)
        counted.append([held.documents for held in catalog.coverage()])

    assert counted == [[1], [2], [2]]


def test_a_link_goes_with_a_file(catalog: Catalog):
    for one in (EXPLANATION, TABLE_FILE):
        catalog.put(one)
    catalog.delete(TABLE_FILE.document_id)

    assert catalog.other_files(EXPLANATION.document_id) == ()
    assert [held.documents for held in catalog.coverage()] == [1]
