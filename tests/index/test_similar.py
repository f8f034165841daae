"""Similar projects of other counties, best first, with the reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from corpora import DOCUMENT_IDS, record
from corpora import project as bare_project

from index.answers.search import Searcher
from index.documents import IndexDocument
from index.engine import Engine
from index.engines import open_engine
from index.records import RecordKind
from index.similarity.similar import UnknownProjectError

HERE, THERE, ELSEWHERE = DOCUMENT_IDS
BOILERPLATE = "保障单位正常运转；验收合格率 ≥ 90%；服务对象满意度 ≥ 95%"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"tantivy:{tmp_path / 'index'}", create=True)
    yield engine
    engine.close()


def project(ordinal: int, name: str, document: str, **values: object) -> IndexDocument:
    made = bare_project(ordinal, name, document=document, indicators=BOILERPLATE, **values)
    return replace(made, division_code=f"63{DOCUMENT_IDS.index(document):04}")


def searcher(engine: Engine, *records: IndexDocument) -> Searcher:
    with engine.batch() as batch:
        batch.add(records)
    return Searcher(engine)


OTHERS = tuple(
    project(10 + n, name, ELSEWHERE)
    for n, name in enumerate(("会议费", "培训费", "档案整理经费", "绿化养护", "食堂补助", "书报订阅", "取暖费"))
)
ASKED = project(1, "政务外网线路租赁费", HERE, goal="租用光纤线路")


def test_the_same_kind_of_thing_comes_first(engine: Engine) -> None:
    same, part = project(1, "政务外网线路费", THERE), project(2, "外网安全检查", THERE)
    page = searcher(engine, ASKED, same, part, *OTHERS).similar(ASKED.id)
    assert [hit.document for hit in page.hits[:2]] == [same, part]
    assert page.hits[0].score > page.hits[1].score


def test_projects_of_the_same_county_are_left_out(engine: Engine) -> None:
    same_county = project(2, "政务外网线路租赁费", HERE)
    assert searcher(engine, ASKED, same_county, *OTHERS).similar(ASKED.id).hits == ()


def test_where_the_county_is_unknown_only_the_same_document_is_left_out(engine: Engine) -> None:
    asked, twin = (replace(ASKED, id=f"{ASKED.document_id}-p{n}", division_code="") for n in (1, 2))
    there = replace(project(1, "政务外网线路租赁费", THERE), division_code="")
    page = searcher(engine, asked, twin, there, *OTHERS).similar(asked.id)
    assert [hit.document for hit in page.hits] == [there]


def test_only_projects_are_compared(engine: Engine) -> None:
    line = record(RecordKind.LINE, 1, ASKED.name, document=THERE, division_code="630001")
    assert searcher(engine, ASKED, line, *OTHERS).similar(ASKED.id).hits == ()


def test_another_name_for_the_same_thing_is_similar(engine: Engine) -> None:
    asked, same = project(1, "编外人员经费", HERE), project(1, "临时工补贴", THERE)
    page = searcher(engine, asked, same, *OTHERS).similar(asked.id)
    assert page.hits[0].document == same
    assert page.hits[0].why[0].term == "临时工"


def test_what_every_project_says_is_no_reason(engine: Engine) -> None:
    same = project(1, "政务外网维护", THERE)
    page = searcher(engine, ASKED, same, *OTHERS).similar(ASKED.id)
    assert page.hits[0].why[0].term == "政务外网"
    boilerplate = {"满意度", "验收", "合格率", "运转"}
    weights = {reason.term: reason.weight for reason in page.hits[0].why}
    assert all(weights[term] < weights["政务外网"] / 10 for term in boilerplate & set(weights))


def test_what_weighs_next_to_nothing_is_no_reason(engine: Engine) -> None:
    page = searcher(engine, ASKED, project(1, "政务外网线路维护", THERE), *OTHERS).similar(ASKED.id)
    weights = [reason.weight for reason in page.hits[0].why]
    assert min(weights) >= max(weights) / 20


def test_the_office_that_pays_makes_no_likeness_where_the_name_says_what_for(engine: Engine) -> None:
    office = {"department": "某县信访局"}
    asked = project(1, "信访干部培训专项", HERE, **office)
    others = [project(n, name, THERE, **office) for n, name in enumerate(("信访大厅绿化", "信访档案"))]
    page = searcher(engine, asked, project(2, "统计业务培训", THERE), *others, *OTHERS).similar(asked.id)
    assert {hit.document.name for hit in page.hits[:2]} == {"统计业务培训", "培训费"}


def test_a_number_that_names_a_thing_is_one_of_its_names(engine: Engine) -> None:
    asked, same = project(1, "“12345”专项资金", HERE), project(1, "市民热线平台", THERE)
    page = searcher(engine, asked, same, project(2, "2024专项资金", THERE), *OTHERS).similar(asked.id)
    assert page.hits[0].document == same


def test_a_name_about_something_else_too_is_less_alike(engine: Engine) -> None:
    asked = project(1, "政务外网", HERE)
    same, other = project(1, "政务外网费", THERE), project(2, "政务外网宣传片拍摄比赛", THERE)
    page = searcher(engine, asked, same, other, *OTHERS).similar(asked.id)
    assert [hit.document for hit in page.hits[:2]] == [same, other]
    assert page.hits[1].score < page.hits[0].score * 0.8


def test_the_unit_that_spends_the_money_makes_no_likeness(engine: Engine) -> None:
    unit = {"text": "用款单位：某市珊瑚研究所"}
    asked, other = (project(1, name, place, **unit) for name, place in (("书报订阅", HERE), ("取暖费", THERE)))
    page = searcher(engine, asked, other, *OTHERS).similar(asked.id)
    assert "珊瑚" not in {reason.term for hit in page.hits for reason in hit.why}


def test_reasons_come_heaviest_first_and_count_a_compound_once(engine: Engine) -> None:
    page = searcher(engine, ASKED, project(1, "政务外网光纤线路", THERE), *OTHERS).similar(ASKED.id)
    weights = [reason.weight for reason in page.hits[0].why]
    assert weights == sorted(weights, reverse=True)
    terms = {reason.term for reason in page.hits[0].why}
    assert "政务外网" in terms
    assert not terms & {"政务", "外网"}


def test_amounts_are_summed_up_over_the_hits_that_print_one(engine: Engine) -> None:
    amounts = (30_00, 10_00, None, 25_01)
    others = [project(n, "政务外网线路租赁费", THERE, amount_fen=fen) for n, fen in enumerate(amounts)]
    answer = searcher(engine, ASKED, *others, *OTHERS).similar(ASKED.id).as_json()
    assert answer["stats"] == {"count": 3, "median": 25.01, "min": 10, "max": 30}
    assert {hit["amount"] for hit in answer["hits"][:4]} == {30, 10, None, 25.01}


def test_the_median_of_two_is_rounded_to_the_fen(engine: Engine) -> None:
    others = [project(n, "政务外网线路租赁费", THERE, amount_fen=fen) for n, fen in enumerate((1, 2))]
    stats = searcher(engine, ASKED, *others).similar(ASKED.id).stats
    assert (stats.count, stats.median_fen, stats.min_fen, stats.max_fen) == (2, 2, 1, 2)


def test_the_limit_is_kept_and_the_project_itself_shown(engine: Engine) -> None:
    others = [project(n, "政务外网线路租赁费", THERE) for n in range(5)]
    page = searcher(engine, ASKED, *others).similar(ASKED.id, limit=3)
    assert len(page.hits) == 3
    assert page.project.document == ASKED


@pytest.mark.parametrize("asked", ["0000000000000000-p1", "", f"{THERE}-l1"])
def test_an_id_that_is_no_project_is_said_to_be_none(engine: Engine, asked: str) -> None:
    line = record(RecordKind.LINE, 1, "科目", document=THERE)
    with pytest.raises(UnknownProjectError, match="没有编号"):
        searcher(engine, line).similar(asked)


def test_a_project_that_says_nothing_is_like_nothing(engine: Engine) -> None:
    asked = replace(project(1, "", HERE), indicators="")
    page = searcher(engine, asked, *OTHERS).similar(asked.id)
    assert (page.hits, page.stats.count) == ((), 0)
