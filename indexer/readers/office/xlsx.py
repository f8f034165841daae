"""Excel workbooks of today (XLSX), by openpyxl."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook
from openpyxl.cell import Cell as WorkbookCell
from openpyxl.cell import MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indexer.readers.container import BROKEN, open_container
from indexer.readers.document import Document, ReadingProblem, UnreadableFileError
from indexer.readers.limits import Limits
from indexer.readers.office.number_format import shown_date, shown_number, shown_text
from indexer.readers.office.sheet import INDENT_POINTS, Area, Position, Sheet, SheetCell, leading_points
from indexer.readers.office.workbook import workbook_document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")

logger = logging.getLogger(__name__)


def read_xlsx(path: Path, limits: Limits) -> Document:
    """Read every visible sheet as a page, numbers as they are shown.

    A formula whose result was never saved reads as blank and is reported.

    Raises:
        UnreadableFileError: damaged, encrypted, empty, too_large or too_many_pages.
    """
    with open_container(path, limits) as container:
        formulas = _has_formulas(container)
    workbook = _loaded(path, values=True)
    sheets = [_sheet(sheet) for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    problems = _unsaved_results(workbook, _loaded(path, values=False)) if formulas else ()
    return workbook_document(MEDIA_TYPE, sheets, limits, problems)


def _has_formulas(container: ZipFile) -> bool:
    try:
        parts = [name for name in container.namelist() if _SHEET_PART.fullmatch(name)]
        return any(b"<f>" in (data := container.read(name)) or b"<f " in data for name in parts)
    except BROKEN as error:
        raise _damaged() from error


def _loaded(path: Path, *, values: bool) -> Workbook:
    try:
        with (
            warnings.catch_warnings(),
            path.open("rb") as file,
        ):  # by its path, openpyxl would refuse a name it dislikes
            warnings.simplefilter("ignore")  # openpyxl warns of every extension it passes by
            return load_workbook(file, data_only=values)
    except Exception as error:  # openpyxl raises whatever a broken part makes it trip over
        logger.info("workbook cannot be read", exc_info=True)
        raise _damaged() from error


def _damaged() -> UnreadableFileError:
    return UnreadableFileError("damaged", "Excel 文件已损坏或不完整，无法读取。请重新下载，或用 Excel 另存一次。")


def _sheet(sheet: Worksheet) -> Sheet:
    return Sheet(
        name=sheet.title,
        cells={at: _shown(cell, sheet) for at, cell in _cells(sheet)},
        merged=[Area(m.min_row - 1, m.min_col - 1, m.max_row - 1, m.max_col - 1) for m in sheet.merged_cells.ranges],
        hidden_rows=frozenset(number - 1 for number, row in sheet.row_dimensions.items() if row.hidden),
        hidden_columns=frozenset(_hidden_columns(sheet)),
    )


def _cells(sheet: Worksheet) -> Iterator[tuple[Position, WorkbookCell | MergedCell]]:
    """The cells that the file stores, with their places; ``iter_rows`` would make every other one between them."""
    return (((row - 1, column - 1), cell) for (row, column), cell in sheet._cells.items())


def _hidden_columns(sheet: Worksheet) -> Iterator[int]:
    for column in sheet.column_dimensions.values():
        if column.hidden and column.min is not None and column.max is not None:
            yield from range(column.min - 1, column.max)


def _shown(cell: WorkbookCell | MergedCell, sheet: Worksheet) -> SheetCell:
    border = cell.border
    ruled = any(side is not None and side.style is not None for side in (border.left, border.right))
    text = _text(cell, show_zeros=sheet.sheet_view.showZeros is not False)
    own = (cell.alignment.indent or 0.0) * INDENT_POINTS
    return SheetCell(text.strip(), ruled, own + leading_points(text) if text.strip() else 0.0)


def _text(cell: WorkbookCell | MergedCell, *, show_zeros: bool) -> str:
    code = cell.number_format or "General"
    match cell.value:
        case None:
            return ""
        case bool(value):
            return "TRUE" if value else "FALSE"
        case int(value) | float(value):
            return shown_number(value, code) if value or show_zeros else ""
        case datetime() | date() | time() | timedelta() as moment:
            return shown_date(moment, code)
        case value:
            return shown_text(_unescaped(str(value)), code)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r", "")


def _unsaved_results(values: Workbook, formulas: Workbook) -> tuple[ReadingProblem, ...]:
    visible = [sheet for sheet in values.worksheets if sheet.sheet_state == "visible"]
    return tuple(
        ReadingProblem(
            "formula_without_result",
            f"工作表“{sheet.title}”有 {missing} 个公式没有保存计算结果，按空白读取；请用 Excel 打开并另存一次。",
            number,
        )
        for number, sheet in enumerate(visible, start=1)
        if (missing := _count_unsaved(sheet, formulas[sheet.title]))
    )


def _count_unsaved(values: Worksheet, formulas: Worksheet) -> int:
    """How many formulas have no saved result; both sheets are the same, loaded in two ways."""
    shown = dict(_cells(values))
    return sum(1 for at, cell in _cells(formulas) if cell.data_type == "f" and shown[at].value is None)
