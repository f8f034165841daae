"""Excel workbooks of before 2007 (XLS), by xlrd."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Literal

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet as BookSheet
from xlrd.xldate import XLDateError, xldate_as_datetime

from indexer.readers.document import Document, UnreadableFileError
from indexer.readers.limits import Limits
from indexer.readers.office.number_format import shown_date, shown_number, shown_text
from indexer.readers.office.sheet import INDENT_POINTS, Area, Position, Sheet, SheetCell, leading_points
from indexer.readers.office.workbook import workbook_document

MEDIA_TYPE = "application/vnd.ms-excel"

_VISIBLE = 0

logger = logging.getLogger(__name__)


def read_xls(path: Path, limits: Limits) -> Document:
    """Read every visible sheet as a page, numbers as they are shown.

    Raises:
        UnreadableFileError: damaged, encrypted, empty, too_large or too_many_pages.
    """
    try:
        book = xlrd.open_workbook(str(path), logfile=io.StringIO(), formatting_info=True, ragged_rows=True)
        sheets = [_sheet(book, sheet) for sheet in book.sheets() if sheet.visibility == _VISIBLE]
    except Exception as error:  # xlrd raises whatever a broken record makes it trip over
        raise _opening_error(error) from error
    return workbook_document(MEDIA_TYPE, sheets, limits)


def _opening_error(error: Exception) -> UnreadableFileError:
    if "encrypt" in str(error).lower():
        return UnreadableFileError("encrypted", "Excel 文件已加密，需要密码才能打开。请换成未加密的文件。")
    logger.info("workbook cannot be read", exc_info=True)
    return UnreadableFileError("damaged", "Excel 文件已损坏或不完整，无法读取。请重新下载，或用 Excel 另存一次。")


def _sheet(book: Book, sheet: BookSheet) -> Sheet:
    return Sheet(
        name=sheet.name,
        cells=dict(_cells(book, sheet)),
        merged=[Area(top, left, below - 1, beyond - 1) for top, below, left, beyond in sheet.merged_cells],
        hidden_rows=frozenset(number for number, row in sheet.rowinfo_map.items() if row.hidden),
        hidden_columns=frozenset(number for number, column in sheet.colinfo_map.items() if column.hidden),
    )


def _cells(book: Book, sheet: BookSheet) -> Iterator[tuple[Position, SheetCell]]:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            style = book.xf_list[sheet.cell_xf_index(row, column)]
            text = _text(book, sheet, row, column, book.format_map[style.format_key].format_str)
            border, alignment = style.border, style.alignment
            ruled = border is not None and bool(border.left_line_style or border.right_line_style)
            if text.strip() or ruled:
                own = alignment.indent_level * INDENT_POINTS if alignment is not None else 0.0
                yield (row, column), SheetCell(text.strip(), ruled, own + leading_points(text))


def _text(book: Book, sheet: BookSheet, row: int, column: int, code: str) -> str:
    match sheet.cell_type(row, column), sheet.cell_value(row, column):
        case xlrd.XL_CELL_NUMBER, float(value):
            return shown_number(value, code) if value or _shows_zeros(sheet) else ""
        case xlrd.XL_CELL_DATE, float(value):
            moment = _moment(value, book.datemode)
            return shown_date(moment, code) if moment else shown_number(value, "General")
        case xlrd.XL_CELL_BOOLEAN, value:
            return "TRUE" if value else "FALSE"
        case xlrd.XL_CELL_ERROR, int(value):
            return xlrd.error_text_from_code.get(value, "#N/A")
        case xlrd.XL_CELL_TEXT, str(value):
            return shown_text(value.replace("\r", ""), code)
        case _:
            return ""


def _shows_zeros(sheet: BookSheet) -> bool:
    return bool(sheet.show_zero_values)  # type: ignore[attr-defined]  # set from the WINDOW2 record, unknown to the stubs


def _moment(value: float, datemode: Literal[0, 1]) -> datetime | None:
    try:
        return xldate_as_datetime(value, datemode)
    except (XLDateError, OverflowError, ValueError):
        return None
