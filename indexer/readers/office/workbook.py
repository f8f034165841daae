"""Visible sheets to a document, one page each."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.readers.document import Document, Page, ReadingProblem, Table, UnreadableFileError
from indexer.readers.limits import Limits
from indexer.readers.office.sheet import Sheet, sheet_page


def workbook_document(
    media_type: str, sheets: Sequence[Sheet], limits: Limits, problems: Sequence[ReadingProblem] = ()
) -> Document:
    """The sheets as pages, their lines and rows numbered on through the file.

    Raises:
        UnreadableFileError: empty, too_large or too_many_pages.
    """
    if len(sheets) > limits.max_pages:
        raise UnreadableFileError("too_many_pages", f"文件超过 {limits.max_pages} 页，未读取。请拆分后再放入。")
    pages: list[Page] = []
    first = 1
    for number, sheet in enumerate(sheets, start=1):
        page = sheet_page(sheet, number, first)
        first += _numbered_lines(page)
        pages.append(page)
    if not any(page.blocks for page in pages):
        raise UnreadableFileError("empty", "Excel 文件中没有任何内容。")
    hidden = [problem for number, sheet in enumerate(sheets, start=1) if (problem := _hidden(sheet, number))]
    return Document(media_type, tuple(pages), (*problems, *hidden))


def _numbered_lines(page: Page) -> int:
    return sum(len(block.rows) if isinstance(block, Table) else 1 for block in page.blocks)


def _hidden(sheet: Sheet, number: int) -> ReadingProblem | None:
    """What is not read because it is not shown, when it holds anything."""
    rows = {row for (row, _), cell in sheet.cells.items() if cell.text and row in sheet.hidden_rows}
    columns = {column for (_, column), cell in sheet.cells.items() if cell.text and column in sheet.hidden_columns}
    if not rows and not columns:
        return None
    message = f"工作表“{sheet.name}”隐藏了 {len(rows)} 行、{len(columns)} 列有内容的单元格，未读取。"
    return ReadingProblem("hidden_cells", message, number)
