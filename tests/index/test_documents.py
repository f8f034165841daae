"""What of a disclosure can be found, and as what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

import pytest

from index.documents import IndexDocument, index_documents
from index.records import (
    Amount,
    AmountState,
    BudgetLine,
    Check,
    Citation,
    Classification,
    Disclosure,
    DocumentKind,
    Identity,
    Indicator,
    Problem,
    Project,
    Section,
    SectionKind,
    Severity,
    SourceFile,
    Stage,
    Totals,
)

SHA256 = "0bbe4ec4f2946aa4" + "0" * 48
BLANK = Amount(None, "", "万元", "表头", AmountState.BLANK)
UNREADABLE = Amount(None, "1.2.3", "万元", "表头", AmountState.UNREADABLE)


def printed(yuan: str) -> Amount:
    return Amount(Decimal(yuan), yuan, "元", "表头")


def line(ordinal: int, code: str | None, name: str, level: int, statement: str = "expenditure") -> BudgetLine:
    amounts = MappingProxyType({"total": printed("10.01"), "basic": printed("3")})
    return BudgetLine(
        ordinal, Classification.FUNCTION, statement, code, "印刷", name, level, amounts, (Citation(page=4),)
    )


def project(name: str = "政务外网安全防护费", amount: Amount | None = None) -> Project:
    indicators = (
        Indicator("产出指标", "数量指标", "接入单位", "≥ 56 个"),
        Indicator("效益指标", None, None, "≥ 90%", description="满意程度"),
    )
    return Project(
        1, name, "63022300024T0000", amount, "保障安全", indicators, (Citation(7), Citation(8)), basis="有关通知"
    )


DISCLOSURE = Disclosure(
    source=SourceFile(SHA256, "folder\\sub/文件.pdf", "application/pdf", 9, pages=12),
    identity=Identity(
        title="互助县政府办2024年部门预算",
        province="青海省",
        prefecture="海东市",
        county="互助土族自治县",
        division_code="630223",
        department="互助土族自治县人民政府办公室",
        department_type="政府办公室",
        year=2024,
        stage=Stage.BUDGET,
        kind=DocumentKind.DEPARTMENT_BUDGET,
        table_unit="万元",
    ),
    totals=Totals(None, printed("24.50"), None, None),
    lines=(
        line(1, "201", "一般公共服务支出", 1),
        line(2, "20103", "政府办公厅事务", 2),
        line(3, "2010301", "行政运行", 3),
        line(4, "208", "社会保障", 1),
        line(5, None, "养老", 2),
        line(6, "2010350", "事业运行", 3, statement="general_expenditure"),
    ),
    projects=(project(amount=printed("180000")),),
    sections=(
        Section(1, ("第一部分 概况", "一、主要职能"), SectionKind.DUTIES, "拟订并组织实施。", (Citation(page=2),)),
    ),
)


def of_kind(disclosure: Disclosure, kind: str) -> list[IndexDocument]:
    return [document for document in index_documents(disclosure) if document.kind == kind]


def only(disclosure: Disclosure, kind: str) -> IndexDocument:
    (document,) = of_kind(disclosure, kind)
    return document


def test_every_record_has_an_id_of_its_own() -> None:
    ids = [document.id for document in index_documents(DISCLOSURE)]
    assert ids[:2] == ["0bbe4ec4f2946aa4-d0", "0bbe4ec4f2946aa4-p1"]
    assert len(set(ids)) == len(ids) == 1 + 1 + 6 + 1


def test_every_record_knows_place_time_and_file() -> None:
    for document in index_documents(DISCLOSURE):
        assert (document.province, document.prefecture, document.county) == ("青海省", "海东市", "互助土族自治县")
        assert (document.division_code, document.department_type, document.year) == ("630223", "政府办公室", 2024)
        assert (document.stage, document.doc_kind) == ("预算", "部门预算")
        assert (document.file, document.sha256, document.document_id) == ("文件.pdf", SHA256, SHA256[:16])


def test_every_record_is_found_by_the_short_name_of_its_county() -> None:
    assert all("互助县" in document.context for document in index_documents(DISCLOSURE))


def test_the_disclosure_itself_carries_its_title_and_expenditure() -> None:
    document = only(DISCLOSURE, "document")
    assert (document.name, document.amount_fen, document.page) == ("互助县政府办2024年部门预算", 2450, 1)


def test_a_disclosure_without_a_title_is_called_by_what_it_is() -> None:
    untitled = replace(DISCLOSURE, identity=replace(DISCLOSURE.identity, title=None))
    assert only(untitled, "document").name == "互助土族自治县人民政府办公室2024年部门预算"


def test_a_project_carries_goal_indicators_amount_and_first_page() -> None:
    document = only(DISCLOSURE, "project")
    assert document.indicators == "产出指标 数量指标 接入单位 ≥ 56 个；效益指标 满意程度 ≥ 90%"
    assert (document.goal, document.text, document.page) == ("保障安全", "有关通知", 7)
    assert (document.amount_fen, document.amount_raw, document.amount_unit) == (18_000_000, "180000", "元")
    assert "63022300024T0000" in document.context


def test_a_line_is_found_under_the_subjects_above_it() -> None:
    paths = {document.id: document.path for document in of_kind(DISCLOSURE, "line")}
    assert paths["0bbe4ec4f2946aa4-l3"] == "一般公共服务支出 › 政府办公厅事务 › 行政运行"
    assert paths["0bbe4ec4f2946aa4-l4"] == "社会保障"
    assert paths["0bbe4ec4f2946aa4-l5"] == "社会保障 › 养老"
    assert paths["0bbe4ec4f2946aa4-l6"] == "事业运行", "another statement begins anew"


def test_a_line_is_searched_by_its_code_and_the_subjects_above_it() -> None:
    document = of_kind(DISCLOSURE, "line")[2]
    assert "政府办公厅事务" in document.context
    assert "2010301" in document.context
    assert (document.code, document.classification, document.statement) == ("2010301", "function", "expenditure")


def test_a_statement_that_only_repeats_another_is_not_found_again() -> None:
    lines = (line(0, "208", "社会保障", 1), line(1, "20805", "养老", 2))
    repeating = (replace(lines[1], ordinal=2, statement="general_expenditure"),)
    own = (line(3, "208", "社会保障", 1, "government_fund"), line(4, "212", "城乡社区", 1, "government_fund"))

    found = index_documents(replace(DISCLOSURE, lines=(*lines, *repeating, *own)))

    assert [d.statement for d in found if d.kind == "line"] == ["expenditure"] * 2 + ["government_fund"] * 2


def test_the_amount_of_a_line_is_its_total_to_the_fen() -> None:
    assert of_kind(DISCLOSURE, "line")[0].amount_fen == 1001


def test_a_section_carries_heading_text_and_path() -> None:
    document = only(DISCLOSURE, "section")
    assert (document.name, document.text) == ("一、主要职能", "拟订并组织实施。")
    assert (document.section_kind, document.path, document.page) == ("duties", "第一部分 概况 › 一、主要职能", 2)
    assert document.amount_fen is None


@pytest.mark.parametrize(
    ("amount", "fen", "flags"),
    [
        (printed("0"), 0, ()),
        (BLANK, None, ("无金额",)),
        (None, None, ("无金额",)),
        (UNREADABLE, None, ("金额无法辨认",)),
    ],
)
def test_zero_blank_missing_and_unreadable_amounts_differ(
    amount: Amount | None, fen: int | None, flags: tuple[str, ...]
) -> None:
    document = only(replace(DISCLOSURE, projects=(project(amount=amount),)), "project")
    assert (document.amount_fen, document.quality) == (fen, flags)


def test_a_project_without_indicators_is_flagged() -> None:
    bare = replace(project(amount=printed("1")), indicators=())
    assert only(replace(DISCLOSURE, projects=(bare,)), "project").quality == ("无绩效指标",)


@pytest.mark.parametrize(("holds", "flags"), [(True, ()), (None, ()), (False, ("勾稽不平",))])
def test_only_a_broken_check_flags_a_disclosure(holds: bool | None, flags: tuple[str, ...]) -> None:
    checked = replace(DISCLOSURE, checks=(Check("a", "收入 = 支出", holds, None, None, None, ()),))
    assert only(checked, "document").quality == flags


def test_problems_flag_a_disclosure_unless_they_only_inform() -> None:
    informed = replace(DISCLOSURE, problems=(Problem("note", Severity.INFO, "说明"),))
    warned = replace(DISCLOSURE, problems=(Problem("odd", Severity.WARNING, "可疑"),))
    assert only(informed, "document").quality == ()
    assert only(warned, "document").quality == ("有问题",)
