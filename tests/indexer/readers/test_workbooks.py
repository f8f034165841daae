"""Workbooks of both kinds; what they have in common is tested on both."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
import xlwt
from openpyxl.styles import Alignment, Border, Side

from indexer.readers import Limits, media, read
from indexer.readers.document import Cell, Document, Line, Table, UnreadableFileError


@dataclass(frozen=True)
class Made:
    """A sheet to write: values by (row, column), what is ruled, merged (top, left, bottom, right), hidden."""

    values: Mapping[tuple[int, int], object]
    ruled: frozenset[tuple[int, int]] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    format: str = "General"
    hidden: bool = False
    show_zeros: bool = True


def write_xlsx(path: Path, sheets: Mapping[str, Made]) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    thin = Side(style="thin")
    for name, made in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if made.hidden else "visible"
        sheet.sheet_view.showZeros = made.show_zeros
        for (row, column), value in made.values.items():
            cell = sheet.cell(row + 1, column + 1, value)
            cell.number_format = made.format
            if (row, column) in made.ruled:
                cell.border = Border(thin, thin, thin, thin)
        for top, left, bottom, right in made.merged:
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row in made.hidden_rows:
            sheet.row_dimensions[row + 1].hidden = True
        for column in made.hidden_columns:
            sheet.column_dimensions[openpyxl.utils.get_column_letter(column + 1)].hidden = True
    book.save(path)


def write_xls(path: Path, sheets: Mapping[str, Made]) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    plain, ruled = {}, {}
    for name, made in sheets.items():
        sheet = book.add_sheet(name)
        sheet.visibility = int(made.hidden)
        sheet.show_zero_values = made.show_zeros
        styles = plain.setdefault(made.format, xlwt.easyxf(num_format_str=made.format))
        lines = ruled.setdefault(
            made.format,
            xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str=made.format),
        )
        areas = {(top, left): (bottom, right) for top, left, bottom, right in made.merged}
        for (row, column), value in made.values.items():
            style = lines if (row, column) in made.ruled else styles
            bottom, right = areas.get((row, column), (row, column))
            sheet.write_merge(row, bottom, column, right, value, style)
        for number in made.hidden_rows:
            sheet.row(number).hidden = True
        for number in made.hidden_columns:
            sheet.col(number).hidden = True
    book.save(str(path))


WRITERS = {media.XLSX: write_xlsx, media.XLS: write_xls}
Reading = Callable[..., Document]


@pytest.fixture(params=WRITERS.keys(), ids=["xlsx", "xls"])
def reading(request: pytest.FixtureRequest, tmp_path: Path) -> Reading:
    """Writes sheets into a workbook of one kind and reads it."""

    def write_and_read(limits: Limits | None = None, **sheets: Made) -> Document:
        path = tmp_path / "报表.pdf"
        WRITERS[request.param](path, sheets)
        document = read(path, limits=limits or Limits())
        assert document.media_type == request.param
        return document

    return write_and_read


def grid(*rows: tuple[object, ...], top: int = 0) -> dict[tuple[int, int], object]:
    return {
        (row, column): value
        for row, values in enumerate(rows, start=top)
        for column, value in enumerate(values)
        if value is not None
    }


def shown(document: Document) -> list[list[object]]:
    return [
        [
            block.text
            if isinstance(block, Line)
            else [[cell.text if cell else None for cell in row] for row in block.rows]
            for block in page.blocks
        ]
        for page in document.pages
    ]


HEAD = grid(("某局支出总表", None, None), ("部门：某局", None, "单位：万元"))
BODY = grid(("科目", "合计", "备注"), ("教育", 12.5, "甲"), ("卫生", 0, "乙"), top=2)


def test_rows_between_rules_are_a_table_and_others_are_lines(reading: Reading) -> None:
    foot = grid(("注：本表另附。", None), top=5)

    document = reading(Sheet1=Made({**HEAD, **BODY, **foot}, ruled=frozenset(BODY), format="#,##0.00"))

    assert shown(document) == [
        [
            "某局支出总表",
            "部门：某局 单位：万元",
            [["科目", "合计", "备注"], ["教育", "12.50", "甲"], ["卫生", "0.00", "乙"]],
            "注：本表另附。",
        ]
    ]


def test_two_ruled_tables_on_a_sheet_are_two_tables(reading: Reading) -> None:
    first, second = grid(("甲", "乙"), ("丙", "丁")), grid(("戊", "己"), ("庚", "辛"), top=4)
    between = grid(("表二",), top=3)

    document = reading(Sheet1=Made({**first, **between, **second}, ruled=frozenset({*first, *second})))

    assert shown(document) == [[[["甲", "乙"], ["丙", "丁"]], "表二", [["戊", "己"], ["庚", "辛"]]]]


def test_without_rules_the_filled_rows_are_a_table(reading: Reading) -> None:
    title = grid(("某局支出总表",))
    body = grid(("科目", "合计"), ("教育", 12.5), ("合计",), ("卫生", 1), top=1)
    foot = grid(("注：无",), top=5)

    assert shown(reading(Sheet1=Made({**title, **body, **foot}))) == [
        ["某局支出总表", [["科目", "合计"], ["教育", "12.5"], ["合计", ""], ["卫生", "1"]], "注：无"]
    ]


def test_merged_cells_cover_their_positions(reading: Reading) -> None:
    values = {(0, 0): "科目", (0, 1): "合计", (1, 1): "基本", (1, 2): "项目", (2, 0): "教育", (2, 1): 1, (2, 2): 2}
    merged = (0, 0, 1, 0), (0, 1, 0, 2)

    document = reading(Sheet1=Made(values, ruled=frozenset(values), merged=merged))

    assert shown(document) == [[[["科目", "合计", None], [None, "基本", "项目"], ["教育", "1", "2"]]]]
    (table,) = document.pages[0].blocks
    assert isinstance(table, Table)
    assert table.rows[0][:2] == (Cell("科目", row_span=2, indent=0.0), Cell("合计", column_span=2, indent=0.0))


def test_sheets_are_pages_numbered_on_and_hidden_ones_are_passed_by(reading: Reading) -> None:
    values = grid(("甲", "乙"), ("丙", "丁"))

    document = reading(一=Made(values), 藏=Made(values, hidden=True), 二=Made(values))

    assert [page.number for page in document.pages] == [1, 2]
    assert [
        (block.number if isinstance(block, Line) else block.line_numbers)
        for page in document.pages
        for block in page.blocks
    ] == [
        1,
        (2, 3),
        4,
        (5, 6),
    ]


def test_the_name_of_a_sheet_is_its_title_when_it_prints_none(reading: Reading) -> None:
    values = grid(("甲", "乙"), ("丙", "丁"))

    document = reading(
        支出总表=Made(values), Sheet2=Made(values), 三公=Made({**grid(("三公经费表",)), **grid(("甲", "乙"), top=1)})
    )

    assert [page[0] for page in shown(document)] == ["支出总表", [["甲", "乙"], ["丙", "丁"]], "三公经费表"]


def test_hidden_rows_and_columns_are_not_read_and_reported(reading: Reading) -> None:
    values = grid(("科目", "藏", "合计"), ("藏", "藏", "藏"), ("教育", "藏", 1))

    document = reading(Sheet1=Made(values, hidden_rows=(1,), hidden_columns=(1,)))

    assert shown(document) == [[[["科目", "合计"], ["教育", "1"]]]]
    assert [(problem.code, problem.page) for problem in document.problems] == [("hidden_cells", 1)]
    assert "1 行、1 列" in document.problems[0].message


def test_a_sheet_may_show_no_zeros(reading: Reading) -> None:
    values = grid(("教育", 0.0), ("卫生", 1.0))

    assert shown(reading(Sheet1=Made(values, ruled=frozenset(values), show_zeros=False))) == [
        [[["教育", ""], ["卫生", "1"]]]
    ]


def test_leading_spaces_are_an_indent(reading: Reading) -> None:
    document = reading(Sheet1=Made(grid(("教育", 1), ("　普通教育", 1), ("  小学", 1))))

    (table,) = document.pages[0].blocks
    assert isinstance(table, Table)
    assert [row[0] and (row[0].text, row[0].indent) for row in table.rows] == [
        ("教育", 0.0),
        ("普通教育", 10.5),
        ("小学", 10.5),
    ]


def test_lines_of_a_cell_are_kept(reading: Reading) -> None:
    assert shown(reading(Sheet1=Made(grid(("目标1\n\n 目标2", "甲"))))) == [[[["目标1\n目标2", "甲"]]]]


def test_a_workbook_without_anything_is_refused(reading: Reading) -> None:
    with pytest.raises(UnreadableFileError, match="没有任何内容"):
        reading(Sheet1=Made({}))


def test_more_sheets_than_the_limit_are_refused(reading: Reading) -> None:
    values = grid(("甲", "乙"))

    with pytest.raises(UnreadableFileError, match="超过 1 页"):
        reading(Limits(max_pages=1), 一=Made(values), 二=Made(values))


def test_a_range_beyond_any_page_is_refused(reading: Reading) -> None:
    with pytest.raises(UnreadableFileError, match="范围过大"):
        reading(Sheet1=Made({(0, 0): "甲", (65_000, 200): "乙"}))


def test_own_indent_of_a_cell_counts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"] = "款", 1
    sheet["A1"].alignment = Alignment(indent=2)
    book.save(tmp_path / "a.xlsx")

    (table,) = read(tmp_path / "a.xlsx").pages[0].blocks

    assert isinstance(table, Table)
    assert table.rows[0][0] == Cell("款", indent=18.0)


def test_a_formula_without_a_saved_result_is_blank_and_reported(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["教育", 1])
    sheet.append(["合计", "=SUM(B1:B1)"])
    sheet.append(["备注", "无"])
    book.save(tmp_path / "a.xlsx")

    document = read(tmp_path / "a.xlsx")

    assert shown(document) == [[[["教育", "1"], ["合计", ""], ["备注", "无"]]]]
    assert [problem.code for problem in document.problems] == ["formula_without_result"]


@pytest.mark.parametrize("kind", [media.XLSX, media.XLS])
def test_a_damaged_workbook_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "damaged"
    WRITERS[kind](path, {"Sheet1": Made(grid(("甲", "乙")))})
    content = bytearray(path.read_bytes())
    content[200:-200] = bytes(len(content) - 400)
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError) as refused:
        read(path)

    assert refused.value.code in ("damaged", "unsupported")


def test_a_workbook_that_unpacks_to_a_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", "0" * 20_000_000)

    with pytest.raises(UnreadableFileError, match="压缩炸弹"):
        read(path)
