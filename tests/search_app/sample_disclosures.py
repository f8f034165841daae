"""Small disclosures of our own making: two counties with similar projects, and one with hostile text."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from index.catalog import Catalog
from index.documents import index_documents
from index.engines import open_engine
from index.records import (
    Amount,
    AmountState,
    Box,
    BudgetLine,
    Check,
    Citation,
    Classification,
    ComparedWith,
    Direction,
    Disclosure,
    DocumentKind,
    FigureCell,
    FigureChange,
    Fund,
    Identity,
    IncomeSource,
    Indicator,
    NarrativeFigure,
    PageText,
    Problem,
    Project,
    Section,
    SectionKind,
    Severity,
    SourceFile,
    Stage,
    Statement,
    ThreePublic,
    Totals,
)
from index.settings import Settings

SHA_EAST = "aa" * 32
SHA_WEST = "bb" * 32
SHA_HOSTILE = "cc" * 32
EAST, WEST, HOSTILE = SHA_EAST[:16], SHA_WEST[:16], SHA_HOSTILE[:16]

HOSTILE_TEXT = """<script>alert(1)</script>"'&"""


def wan(figure: str) -> Amount:
    """An amount printed in 万元 under a table's own unit line."""
    return Amount(Decimal(figure) * 10_000, figure, "万元", "表头")


def blank() -> Amount:
    return Amount(None, "", "万元", "表头", AmountState.BLANK)


def _figures(cited: tuple[Citation, ...]) -> tuple[NarrativeFigure, ...]:
    """One with its table, one that only says it is as last year, a count, equipment from a price on."""
    minus = Amount(Decimal(-50_000), "5", "万元", "正文")
    level = Amount(Decimal(0), "持平", "元", "正文")
    less = FigureChange(
        *(ComparedWith.LAST_BUDGET, Direction.DOWN, wan("305"), minus, Decimal("-1.6")), reason="压减会议"
    )
    same = FigureChange(ComparedWith.LAST_YEAR, Direction.LEVEL, amount=level)
    cell = FigureCell(0, wan("300"), cited[0])
    return (
        NarrativeFigure(0, "expenditure", None, "支出预算", wan("300"), None, None, None, (less,), 0, cited, cell),
        NarrativeFigure(1, "basic", Fund.GENERAL, "基本支出", wan("120"), None, None, None, (same,), 0, cited),
        NarrativeFigure(2, "vehicle_count", None, "共有车辆", None, 3, "辆", None, (), 0, cited),
        NarrativeFigure(3, "equipment", None, "设备", None, 0, "台", Decimal(1_000_000), (), 0, cited),
    )


def _income(cited: tuple[Citation, ...]) -> tuple[IncomeSource, ...]:
    """What two statements print of the same money, one of them what it carries over as well; zeros."""
    return (
        IncomeSource(0, "income_expenditure", "fiscal", None, "财政拨款收入", wan("290"), cited),
        IncomeSource(1, "income_expenditure", "other", None, "其他收入", wan("0"), cited),
        IncomeSource(2, "income_expenditure", "carried_over", None, "上年结转", wan("10"), cited),
        IncomeSource(3, "income_expenditure", "total", None, "收入总计", wan("300"), cited),
        IncomeSource(4, "income", "fiscal", None, "财政拨款", wan("290"), cited),
        IncomeSource(5, "income", "general_budget", "fiscal", "一般公共预算", wan("290"), cited),
        IncomeSource(6, "income", "unclassified", None, "捐赠<b>款</b>", wan("1"), cited),
    )


def east_county() -> Disclosure:
    """A text dump with one of everything: lines over three levels, an empty statement, a broken check."""
    cited = (Citation(1, first_line=2, last_line=3),)
    return Disclosure(
        source=SourceFile(SHA_EAST, "/nowhere/东县.txt", "text/plain", 2048, 2),
        identity=_identity("东县人民政府办公室2023年部门预算", "东县", "630101", "东县人民政府办公室", 2023),
        totals=Totals(wan("300"), wan("300"), wan("120"), wan("180")),
        pages=(
            PageText(1, None, None, ("部门预算", "政务外网运维项目", "20.00", "联系电话13900001234"), first_line=1),
            PageText(2, None, None, ("办公楼维修", "160.00"), first_line=5),
        ),
        sections=(
            Section(0, ("第一部分 概况",), SectionKind.OTHER, "", cited),
            Section(
                1,
                ("第一部分 概况", "一、主要职能"),
                SectionKind.DUTIES,
                "负责全县政务外网的建设和管理。电话13900001234。",
                cited,
            ),
        ),
        statements=(
            Statement(0, "expenditure", "部门支出总表", "万元", 1, 1, False, cited),
            Statement(1, "government_fund", "政府性基金预算支出表", "万元", 2, 2, True, ()),
        ),
        lines=(
            _line(0, "201", "一般公共服务支出", 1, "300"),
            _line(1, "20103", "政府办公厅（室）事务", 2, "300"),
            _line(2, "2010301", "行政运行", 3, "120"),
            _line(3, "2010302", "一般行政管理事务", 3, "180"),
        ),
        figures=_figures(cited),
        income=_income(cited),
        projects=(
            Project(
                0,
                "政务外网运维项目",
                "630101000001",
                wan("20"),
                "保障全县政务外网稳定运行",
                (
                    Indicator("产出指标", "数量指标", "接入单位数量", "≥ 56 个", weight="20"),
                    Indicator("产出指标", "质量指标", "网络可用率", "≥ 99 %"),
                ),
                cited,
                category="运转类",
                basis="县政府会议纪要",
                note="每季度支付一次",
                function_code="2010302",
            ),
            Project(1, "办公楼维修", None, wan("160"), "完成维修", (), (Citation(2, first_line=5, last_line=6),)),
            Project(2, "档案整理", None, blank(), None, (), ()),
        ),
        three_public=ThreePublic(
            *(wan("7.52"), wan("0"), blank(), None, wan("3"), Citation(2, first_line=6, last_line=6)),
            previous=ThreePublic(wan("9"), wan("1"), None, wan("8"), None, Citation(2, first_line=6, last_line=6)),
        ),
        checks=(
            Check(
                "income_equals_expenditure",
                "收入总计 = 支出总计",
                True,
                Decimal(3_000_000),
                Decimal(3_000_000),
                Decimal(0),
                cited,
            ),
            Check(
                "projects_sum",
                "Σ项目 = 项目支出",
                False,
                Decimal(1_800_000),
                Decimal(1_830_000),
                Decimal(-30_000),
                cited,
            ),
            Check("basic_equals_parts", "人员 + 公用 = 基本支出", None, None, Decimal(1_200_000), None, ()),
        ),
        problems=(Problem("projects_differ", Severity.WARNING, "项目合计与项目支出不一致", 1),),
    )


def west_county(pdf: Path, sha256: str) -> Disclosure:
    """A PDF with boxes: one project like the eastern one, in another county and year."""
    box = Box(72.0, 90.0, 300.0, 110.0)
    return Disclosure(
        source=SourceFile(sha256, str(pdf), "application/pdf", pdf.stat().st_size, 2),
        identity=_identity("西县政府办2024年单位预算", "西县", "630102", "西县政府办公室", 2024),
        totals=Totals(wan("140"), wan("140"), None, wan("140")),
        pages=(PageText(1, 595.0, 842.0, ("电子政务外网专线",)), PageText(2, 595.0, 842.0, ())),
        projects=(
            Project(
                0,
                "电子政务外网专线租赁",
                "630102000009",
                wan("140"),
                "租赁政务外网专线，保障网络畅通",
                (Indicator("产出指标", "数量指标", "专线数量", "= 105 条"),),
                (Citation(1, box), Citation(2, box)),
            ),
        ),
    )


def hostile_county() -> Disclosure:
    """Every text field holds markup that must come out as text."""
    text = HOSTILE_TEXT
    return Disclosure(
        source=SourceFile(SHA_HOSTILE, f"/nowhere/{text}.txt", "text/plain", 10, 1),
        identity=Identity(text, text, text, text, "630103", text, text, 2023, Stage.BUDGET, DocumentKind.OTHER, text),
        totals=Totals(None, None, None, None),
        pages=(PageText(1, None, None, (text,), first_line=1),),
        sections=(
            Section(0, (text,), SectionKind.OTHER, f"{text}政务外网", (Citation(1, first_line=1, last_line=1),)),
        ),
        statements=(Statement(0, "expenditure", text, text, 1, 1, False, ()),),
        lines=(_line(0, "201", text, 1, "1"),),
        figures=(
            NarrativeFigure(
                *(0, "three_public", None, text, wan("1"), None, None, None),
                changes=(FigureChange(ComparedWith.LAST_YEAR, Direction.UP, reason=text),),
                section=0,
                citations=(Citation(1, first_line=1, last_line=1),),
            ),
        ),
        projects=(
            Project(
                0,
                f"{text}政务外网",
                text,
                Amount(None, text, "万元", "表头", AmountState.UNREADABLE),
                text,
                (Indicator(text, text, text, text, weight=text),),
                (Citation(1, first_line=1, last_line=1),),
                category=text,
                basis=text,
                note=text,
            ),
        ),
        checks=(Check("x", text, False, Decimal(1), Decimal(2), Decimal(-1), ()),),
        problems=(Problem("x", Severity.ERROR, text),),
    )


def fill(settings: Settings, disclosures: Sequence[Disclosure]) -> None:
    """Put disclosures into a new catalog and a new index."""
    with (
        Catalog.open(settings.catalog_url, create=True) as catalog,
        closing(open_engine(settings.index_url, create=True)) as engine,
        engine.batch() as batch,
    ):
        for disclosure in disclosures:
            catalog.put(disclosure)
            batch.add(index_documents(disclosure))


def _identity(title: str, county: str, code: str, department: str, year: int) -> Identity:
    kind = DocumentKind.DEPARTMENT_BUDGET
    return Identity(title, "青海省", "海东市", county, code, department, "政府办公室", year, Stage.BUDGET, kind, "万元")


def _line(ordinal: int, code: str, name: str, level: int, total: str) -> BudgetLine:
    return BudgetLine(
        ordinal,
        Classification.FUNCTION,
        "expenditure",
        code,
        "印刷",
        name,
        level,
        {"total": wan(total), "basic": blank()},
        (Citation(1, first_line=2, last_line=2),),
    )
