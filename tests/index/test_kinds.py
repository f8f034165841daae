"""Kinds of projects over several counties."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from corpora import DOCUMENT_IDS, project

from index.documents import IndexDocument
from index.engines import open_engine
from index.similarity.kinds import Added, Kind, kinds, median


def kinds_of(path: Path, *records: IndexDocument) -> tuple[Kind, ...]:
    engine = open_engine(f"tantivy:{path / 'index'}", create=True)
    with engine.batch() as batch:
        batch.add(records)
    found = kinds(engine)
    engine.close()
    return found


def in_county(county: int, ordinal: int, name: str, fen: int | None = None, goal: str = "") -> IndexDocument:
    made = project(ordinal, name, document=DOCUMENT_IDS[county], amount_fen=fen, goal=goal)
    return replace(made, division_code=f"63000{county}")


def test_other_names_of_one_thing_are_one_kind(tmp_path: Path) -> None:
    (kind,) = kinds_of(tmp_path, in_county(0, 1, "政务外网租赁费", 300), in_county(1, 1, "电子政务外网经费", 100))
    assert (kind.counties, kind.projects, kind.median_fen, kind.min_fen, kind.max_fen) == (2, 2, 200, 100, 300)
    assert {kind.name, *kind.other_names} >= {"政务外网", "电子政务外网"}


def test_what_one_county_alone_has_is_no_kind(tmp_path: Path) -> None:
    assert kinds_of(tmp_path, in_county(0, 1, "政务外网租赁费"), in_county(0, 2, "政务外网维护费")) == ()


def test_what_any_project_is_called_is_no_kind(tmp_path: Path) -> None:
    assert kinds_of(tmp_path, in_county(0, 1, "专项经费"), in_county(1, 1, "工作经费")) == ()


def test_a_name_that_hides_what_is_inside_is_placed_by_the_goal(tmp_path: Path) -> None:
    named = (in_county(0, 1, "临时工工资"), in_county(1, 1, "劳务派遣"))
    (kind,) = kinds_of(tmp_path, *named, in_county(2, 1, "运转补助", goal="临聘人员劳务费"))
    assert (kind.counties, kind.projects) == (3, 3)


def test_a_goal_places_a_project_by_what_it_begins_with(tmp_path: Path) -> None:
    named = (in_county(0, 1, "临时工工资"), in_county(1, 1, "劳务派遣"))
    aside = "保障各项业务有序开展，" * 5 + "其中聘用人员若干"
    (kind,) = kinds_of(tmp_path, *named, in_county(2, 1, "运转补助", goal=aside))
    assert (kind.counties, kind.projects) == (2, 2)


def test_a_name_ends_with_what_it_is_about(tmp_path: Path) -> None:
    named = (in_county(0, 1, "接待中心物业管理服务"), in_county(1, 1, "物业服务"), in_county(2, 1, "接待中心运行"))
    kind, *others = kinds_of(tmp_path, *named)
    assert (kind.counties, kind.projects, others) == (2, 2, [])


def test_who_pays_is_no_kind_unless_the_name_says_nothing_else(tmp_path: Path) -> None:
    names = ("信访局业务经费", "信访业务经费", "信访宣传经费", "信访局宣传费")
    paid = [replace(in_county(n % 2, n, name), department="某县信访局") for n, name in enumerate(names)]
    found = kinds_of(tmp_path, *paid)
    assert {kind.name: set(kind.ids) for kind in found} == {
        "信访": {paid[0].id, paid[1].id},
        "宣传": {paid[2].id, paid[3].id},
    }


def test_a_short_word_without_other_names_is_no_kind(tmp_path: Path) -> None:
    assert kinds_of(tmp_path, in_county(0, 1, "垃圾外运处置"), in_county(1, 1, "值勤事件处置")) == ()


def test_a_kind_is_called_what_most_counties_call_it(tmp_path: Path) -> None:
    named = [in_county(n, 1, name) for n, name in enumerate(("政务外网费", "政务外网租金", "电子政务外网经费"))]
    (kind,) = kinds_of(tmp_path, *named)
    assert kind.name == "政务外网"
    assert kind.name not in kind.other_names


def test_the_kind_of_most_counties_comes_first(tmp_path: Path) -> None:
    everywhere = [in_county(n, 1, "信访工作") for n in range(3)]
    found = kinds_of(tmp_path, *everywhere, in_county(0, 2, "公车租赁"), in_county(1, 2, "公车购置"))
    assert [kind.counties for kind in found] == [3, 2]


@pytest.mark.parametrize(("amounts", "middle"), [((), None), ((5,), 5), ((1, 2), 2), ((1, 2, 9), 2), ((1, 3), 2)])
def test_the_median_of_two_is_rounded_up(amounts: tuple[int, ...], middle: int | None) -> None:
    assert median(amounts) == middle


def test_what_is_added_is_of_one_year_and_stage_a_department_before_its_unit(tmp_path: Path) -> None:
    department, unit, other = (in_county(county, 1, "信访工作", 10**county) for county in range(3))
    earlier = in_county(2, 2, "信访工作", 1000)
    (kind,) = kinds_of(
        tmp_path,
        replace(department, year=2024, stage="预算", holder="d630000|2024|预算|某局"),
        replace(unit, year=2024, stage="预算", holder="u630000|2024|预算|某局某站"),
        replace(other, year=2024, stage="预算", holder="d630002|2024|预算|某局"),
        replace(earlier, year=2023, stage="预算", holder="d630002|2023|预算|某局"),
    )
    assert kind.added == Added(2024, "预算", projects=2, sum_fen=101)
    assert kind.as_json()["added"] == {"year": 2024, "stage": "预算", "projects": 2, "sum": 1.01}


def test_nothing_is_added_without_an_amount(tmp_path: Path) -> None:
    (kind,) = kinds_of(tmp_path, in_county(0, 1, "信访工作"), in_county(1, 1, "信访工作"))
    assert kind.added is None
