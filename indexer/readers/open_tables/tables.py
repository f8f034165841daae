"""Tables that have no vertical rules: their cells, from where words stand.

A run of lines is a table when its figures stand one below the other in columns parted by white space, below heads
that stand over these columns, or below nothing but on the columns of a table that the page before ended with.
What is not surely one stays lines of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.readers.document import BoxTuple
from indexer.readers.grid import CellGrid
from indexer.readers.open_tables.columns import Columns, carried_columns, columns_of, figure_columns
from indexer.readers.open_tables.groups import head_cells
from indexer.readers.open_tables.heads import HeadWord, head_words
from indexer.readers.open_tables.regions import Region, full_rows, regions, rows_above
from indexer.readers.open_tables.rows import body_cells
from indexer.readers.open_tables.words import WordLine
from indexer.readers.printed import Edge

#: A single row of figures is a table below at least this many heads.
_LEAST_HEADS = 3


@dataclass(frozen=True, slots=True)
class OpenTables:
    """The tables of one page; ``last`` are the columns of the lowest one, on which the next page may go on."""

    grids: tuple[CellGrid, ...]
    last: Columns | None


def open_tables(
    lines: Sequence[WordLine], rules: Sequence[Edge], breaks: Sequence[float], before: Columns | None
) -> OpenTables:
    """The tables among the lines of a page.

    ``rules`` are its horizontal rules outside of ruled tables, ``breaks`` the heights at which ruled tables stand,
    ``before`` the columns of the table at the end of the page before.
    """
    grids: list[CellGrid] = []
    last: Columns | None = None
    for number, region in enumerate(regions(lines, breaks)):
        found = _table(region, rules, before if number == 0 else None)
        last = found[1] if found else None
        if found:
            grids.append(CellGrid(found[0]))
    return OpenTables(tuple(grids), last)


def _table(region: Region, rules: Sequence[Edge], before: Columns | None) -> tuple[list[BoxTuple], Columns] | None:
    near = _near(region, rules)
    head = head_words(region.head, near)
    columns = columns_of(region, head)
    if columns is not None and not _is_table(region, head, columns):
        columns = None
    if columns is None or len(_headed(head, columns)) < len(columns):
        continued = _continued(region, before) if before else None
        region, head, columns = (continued[0], [], continued[1]) if continued else (region, head, columns)
    cells = _cells(region, head, columns, near) if columns else None
    return (cells, columns) if cells and columns else None


def _continued(region: Region, before: Columns) -> tuple[Region, Columns] | None:
    """The rows of a region that go on with the table of the page before, without running heads above them."""
    above = rows_above(region)
    for start in range(len(above) + 1):
        if any(len(before.touched(word)) > 1 for line in above[start:] for word in line.words):
            continue
        body = (*above[start:], *region.body)
        columns = carried_columns(body, before)
        if columns is not None and _goes_on(body, columns):
            return Region((), (), body), columns
    return None


def _is_table(region: Region, head: Sequence[HeadWord], columns: Columns) -> bool:
    """Whether the figures of a region, below its heads, prove that its columns are columns."""
    aligned = figure_columns(region.body, columns)
    headed = _headed(head, columns)
    if len(full_rows(region.body)) < 2:
        return aligned > 1 and len(headed) >= _LEAST_HEADS
    if not headed:
        return aligned > 1 and _holds_amount(region.body)
    return aligned > 1 or (aligned == 1 and len(headed) == len(columns))


def _goes_on(body: Sequence[WordLine], columns: Columns) -> bool:
    """Whether lines are surely rows on the columns of the page before."""
    aligned = figure_columns(body, columns)
    return aligned > 0 and (_holds_amount(body) or (aligned > 1 and len(full_rows(body)) > 1))


def _holds_amount(body: Sequence[WordLine]) -> bool:
    return any(word.is_amount for line in body for word in line.words)


def _headed(head: Iterable[HeadWord], columns: Columns) -> set[int]:
    """The columns with a head of their own."""
    touched = (columns.touched(each.word) for each in head if each.innermost)
    return {over[0] for over in touched if len(over) == 1}


def _near(region: Region, rules: Sequence[Edge]) -> list[Edge]:
    """The rules between which a region stands."""
    lines = region.lines
    top, bottom = min(line.top for line in lines), max(line.bottom for line in lines)
    room = 2 * max(line.bottom - line.top for line in lines)
    left, right = min(line.words[0].x0 for line in lines), max(line.words[-1].x1 for line in lines)
    return [rule for rule in rules if top - room < rule.top < bottom + room and rule.x0 < right and left < rule.x1]


def _cells(region: Region, head: Sequence[HeadWord], columns: Columns, rules: Sequence[Edge]) -> list[BoxTuple] | None:
    letters = region.body[0].bottom - region.body[0].top
    first = region.body[0].top
    if not region.head:
        return body_cells(region.body, columns, first - letters / 4, rules)
    top = min(line.top for line in region.head)
    lowest = max(line.bottom for line in region.head)
    ruled = [rule.top for rule in rules if lowest - letters / 4 <= rule.top <= first + letters / 4]
    floor = max(ruled, default=(lowest + first) / 2)
    heads = head_cells(head, columns, top - letters / 4, floor, rules)
    rows = body_cells(region.body, columns, floor, rules)
    return [*heads, *rows] if heads and rows else None
