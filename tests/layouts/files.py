"""Documents as files: PDF, tab-separated text, HTML."""

from __future__ import annotations

import html
from collections.abc import Iterator
from pathlib import Path

from tests.layouts.document import Case
from tests.layouts.pdf import write_pdf
from tests.layouts.sheet import LEFT, UP, Row, Sheet

_SUFFIXES = {"pdf": ".pdf", "text": ".txt", "html": ".html"}


def write(folder: Path, case: Case) -> Path:
    """Write the document of a case in its medium; returns the path."""
    path = folder / f"{case.seed}{_SUFFIXES[case.features.medium]}"
    match case.features.medium:
        case "pdf":
            write_pdf(path, case.written, case.features)
        case "text":
            path.write_text("\n".join(_text_lines(case)), "utf-8")
        case _:
            path.write_text("\n".join(_html_lines(case)), "utf-8")
    return path


def _text_lines(case: Case) -> Iterator[str]:
    yield from case.written.cover
    for block in case.written.blocks:
        if isinstance(block, str):
            yield block
            continue
        yield from block.caption
        for row in (*block.first_rows, *block.body):
            yield "\t".join(cell if isinstance(cell, str) else "" for cell in row)
        if block.note:
            yield block.note


def _html_lines(case: Case) -> Iterator[str]:
    title = "".join(case.written.cover)
    yield f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{html.escape(title)}</title></head><body>"
    yield f"<h1>{html.escape(title)}</h1>"
    for block in case.written.blocks:
        if isinstance(block, str):
            yield f"<p>{html.escape(block)}</p>"
            continue
        yield from (f"<p>{html.escape(line)}</p>" for line in block.caption)
        yield from _html_table(block)
        if block.note:
            yield f"<p>{html.escape(block.note)}</p>"
    yield "</body></html>"


def _html_table(sheet: Sheet) -> Iterator[str]:
    yield "<table>"
    rows = (*sheet.first_rows, *sheet.body)
    for number, row in enumerate(rows):
        cells = "".join(_html_cell(rows, number, column) for column in range(len(row)))
        yield f"<tr>{cells}</tr>"
    yield "</table>"


def _html_cell(rows: tuple[Row, ...], number: int, column: int) -> str:
    cell = rows[number][column]
    if not isinstance(cell, str):
        return ""
    right, below = column + 1, number + 1
    while right < len(rows[number]) and rows[number][right] is LEFT:
        right += 1
    while below < len(rows) and rows[below][column] is UP:
        below += 1
    return f"<td colspan='{right - column}' rowspan='{below - number}'>{html.escape(cell)}</td>"
