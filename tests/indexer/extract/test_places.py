"""Where a disclosure is from when its title does not say."""

from __future__ import annotations

from written_documents import items_of

from indexer.extract.places import place_of

NOTHING = items_of(["一、部门职责"])


def code_of(*arguments):
    place = place_of(*arguments)
    return place.code if place else None


def test_the_department_names_the_place_a_title_does_not():
    assert code_of("2024年部门预算", "凤县水利局", (), NOTHING) == "610330"


def test_an_index_number_begins_with_the_division():
    page = items_of(["监督索引号53012800236002501000", "撒营盘镇水务站2024年度部门决算"])

    assert code_of("撒营盘镇水务站2024年度部门决算", "撒营盘镇水务站", (), page) == "530128"


def test_the_credit_code_of_an_office_holds_the_division():
    page = items_of(["索引号：113307820026096296/2023-536487"])

    assert code_of("", None, (), page) == "330782"


def test_the_title_comes_before_reference_numbers():
    page = items_of(["监督索引号53012800236002501000"])

    assert code_of("凤县水利局2024年部门决算", "凤县水利局", (), page) == "610330"


def test_a_text_that_speaks_of_one_place_only_is_from_there():
    page = items_of(["贯彻陕西省的方针。", "凤县水库由本站管理。", "凤县防汛由本站负责。"])

    assert code_of("水库管理站2024年部门预算", "水库管理站", (), page) == "610330"


def test_a_text_that_speaks_of_several_places_leaves_it_open():
    page = items_of(["凤县水库由本站管理。", "凤县防汛由本站负责。", "太白县水库由本站管理。"])

    assert code_of("", "水库管理站", (), page) is None


def test_a_place_named_once_is_not_enough():
    assert code_of("", "水库管理站", (), items_of(["赴凤县学习。"])) is None


def test_central_bodies_have_no_place():
    assert (
        code_of("国家信访局2024年度部门决算", "国家信访局", (), items_of(["北京市的信访。", "北京市的来访。"])) is None
    )
