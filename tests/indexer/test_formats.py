"""One disclosure in every kind of file: whatever it comes in, the same records are read."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from decimal import Decimal
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import openpyxl
import pytest
import xlwt

from index.records import Disclosure
from indexer.reading import FileTask, hash_file, load_disclosure

TITLE = "东山县人民政府办公室2025年部门预算公开"
BEFORE = (
    TITLE,
    "第一部分 部门概况",
    "一、主要职能",
    "负责县政府机关的日常工作，协调各部门事务。",
    "第二部分 2025年部门预算表",
    "支出总表",
    "单位：万元",
)
HEAD = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
ROWS: tuple[tuple[str, str, float, float, float | None], ...] = (
    ("201", "一般公共服务支出", 1234.5, 1000, 234.5),
    ("20103", "政府办公厅（室）事务", 1234.5, 1000, 234.5),
    ("2010301", "行政运行", 1000, 1000, None),
    ("2010302", "一般行政管理事务", 234.5, 0, 234.5),
    ("", "合计", 1234.5, 1000, 234.5),
)
AFTER = (
    "第三部分 2025年部门预算情况说明",
    "一、收支总体情况说明",
    "东山县人民政府办公室2025年收入预算1,234.50万元，支出预算1,234.50万元，收支平衡，与部门职能和全年工作任务相适应。",
    "二、“三公”经费预算情况说明",
    "2025年“三公”经费预算2.00万元，其中公务接待费2.00万元，与上年持平，主要用于接待上级部门和兄弟县区来访人员。",
)


def shown(value: float | str | None) -> str:
    return "" if value is None else value if isinstance(value, str) else f"{value:,.2f}"


def html_text() -> str:
    rows = [HEAD, *ROWS]
    table = "".join("<tr>" + "".join(f"<td>{shown(value)}</td>" for value in row) + "</tr>" for row in rows)
    before, after = ("".join(f"<p>{line}</p>" for line in lines) for lines in (BEFORE, AFTER))
    return f"<html><head><title>{TITLE}</title></head><body>{before}<table>{table}</table>{after}</body></html>"


def write_html(path: Path) -> None:
    path.write_text(html_text(), encoding="gb18030")


def write_mhtml(path: Path) -> None:
    archive = MIMEMultipart("related")
    archive.attach(MIMEText(html_text(), "html", "utf-8"))
    path.write_bytes(archive.as_bytes())


def write_docx(path: Path) -> None:
    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    rows = ["".join(f"<w:tc>{paragraph(shown(value))}</w:tc>" for value in row) for row in (HEAD, *ROWS)]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    body = "".join(map(paragraph, BEFORE)) + table + "".join(map(paragraph, AFTER))
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr(
            "word/document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{body}</w:body></w:document>",
        )


def write_xlsx(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    thin = openpyxl.styles.Side(style="thin")
    for line in BEFORE:
        sheet.append([line])
    for row in (HEAD, *ROWS):
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            cell.number_format = "#,##0.00"
            cell.border = openpyxl.styles.Border(thin, thin, thin, thin)
    for line in AFTER:
        sheet.append([line])
    book.save(path)


def write_xls(path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    ruled = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str="#,##0.00")
    for number, line in enumerate(BEFORE):
        sheet.write(number, 0, line)
    for number, row in enumerate((HEAD, *ROWS), start=len(BEFORE)):
        for column, value in enumerate(row):
            sheet.write(number, column, value, ruled)
    for number, line in enumerate(AFTER, start=len(BEFORE) + 1 + len(ROWS)):
        sheet.write(number, 0, line)
    book.save(str(path))


WRITERS: dict[str, Callable[[Path], None]] = {
    "html": write_html,
    "mhtml": write_mhtml,
    "docx": write_docx,
    "xlsx": write_xlsx,
    "xls": write_xls,
}


@pytest.fixture(params=WRITERS)
def disclosure(request: pytest.FixtureRequest, tmp_path: Path) -> Disclosure:
    path = tmp_path / "公开.pdf"  # the name says nothing
    WRITERS[request.param](path)
    return load_disclosure(FileTask(path, hash_file(path)))


def test_identity_is_read_whatever_the_file(disclosure: Disclosure) -> None:
    identity = disclosure.identity

    assert (identity.department, identity.year, identity.kind) == ("东山县人民政府办公室", 2025, "部门预算")


def test_totals_and_lines_are_read_whatever_the_file(disclosure: Disclosure) -> None:
    totals = disclosure.totals

    assert totals.expenditure is not None
    assert totals.expenditure.yuan == Decimal("12345000.00")
    assert totals.basic is not None
    assert totals.basic.yuan == Decimal("10000000.00")
    assert {line.code: line.amounts["total"].yuan for line in disclosure.lines} == {
        code: Decimal(str(total)) * 10_000 for code, _, total, *_ in ROWS if code
    }


def test_blank_and_zero_are_told_apart_whatever_the_file(disclosure: Disclosure) -> None:
    lines = {line.code: line for line in disclosure.lines}

    assert "project" not in lines["2010301"].amounts or lines["2010301"].amounts["project"].yuan is None
    assert lines["2010302"].amounts["basic"].yuan == 0


def test_what_adds_up_is_seen_to_whatever_the_file(disclosure: Disclosure) -> None:
    assert disclosure.checks
    assert all(check.holds is not False for check in disclosure.checks)


def test_sections_are_read_whatever_the_file(disclosure: Disclosure) -> None:
    assert {"duties", "explanation", "three_public"} <= {section.kind for section in disclosure.sections}
