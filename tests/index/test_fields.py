"""The list of fields and the records agree."""

from __future__ import annotations

from dataclasses import fields

from index.documents import IndexDocument
from index.fields import AMOUNT_EDGES_FEN, FACETS, FIELDS, FIELDS_BY_NAME, FieldType, field_typed


def test_every_attribute_of_a_record_is_a_field_and_the_other_way_round() -> None:
    assert [field.name for field in FIELDS] == [attribute.name for attribute in fields(IndexDocument)]


def test_what_is_typed_before_a_colon_means_one_field() -> None:
    typed = [(name, field.name) for field in FIELDS for name in {*field.names, field.name}]
    assert len({name for name, _ in typed}) == len(typed)
    assert all(field_typed(name) is FIELDS_BY_NAME[meant] for name, meant in typed)


def test_a_field_is_found_in_any_case_and_an_unknown_one_is_none() -> None:
    assert field_typed(" Amount ") is FIELDS_BY_NAME["amount_fen"]
    assert field_typed("金额") is FIELDS_BY_NAME["amount_fen"]
    assert field_typed("没有") is None


def test_facets_are_keywords_or_integers() -> None:
    assert {FIELDS_BY_NAME[name].type for name in FACETS} <= {FieldType.KEYWORD, FieldType.INTEGER}


def test_only_text_fields_are_boosted_or_stand_in_the_background() -> None:
    assert all(f.type is FieldType.TEXT for f in FIELDS if f.boost != 1.0 or f.background)


def test_histogram_edges_rise_from_ten_thousand_to_a_billion_yuan() -> None:
    assert list(AMOUNT_EDGES_FEN) == sorted(set(AMOUNT_EDGES_FEN))
    assert (AMOUNT_EDGES_FEN[0], AMOUNT_EDGES_FEN[-1]) == (10_000_00, 1_000_000_000_00)
