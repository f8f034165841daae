"""Several statements in one table, one below the other: a dump or a sheet does not end where a statement does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.extract.flow import PrintedTable
from indexer.extract.grid import printed_texts
from indexer.extract.titles import looks_like_title
from indexer.readers.document import Cell, Table

#: Rows above its title that may belong to a table: its number, its unit.
_ABOVE_TITLE = 2


def unstacked(printed: PrintedTable) -> Iterator[PrintedTable]:
    """The table cut before every title that stands alone in a row below rows of another statement."""
    rows = printed.table.rows
    cuts = [number for number in range(_ABOVE_TITLE + 1, len(rows) - 1) if _is_title(rows[number])]
    if not cuts:
        yield printed
        return
    starts, ends = [0, *cuts], [*cuts, len(rows)]
    for start, end in zip(starts, ends, strict=True):
        yield replace(printed, table=_part(printed.table, start, end))


def _is_title(row: Sequence[Cell | None]) -> bool:
    texts = printed_texts(row)
    return len(texts) == 1 and looks_like_title(texts[0])


def _part(table: Table, start: int, end: int) -> Table:
    """Some rows of a table; without the columns to the right that only other rows fill, where columns are not exact."""
    rows = table.rows[start:end]
    if not table.exact_columns:
        width = max((n + 1 for row in rows for n, cell in enumerate(row) if cell and cell.text), default=1)
        rows = tuple(row[:width] for row in rows)
    boxes = [cell.box for row in rows for cell in row if cell and cell.box]
    box = table.box
    if boxes and box:
        box = (box[0], min(each[1] for each in boxes), box[2], max(each[3] for each in boxes))
    return replace(table, rows=rows, box=box, line_numbers=table.line_numbers[start:end])
