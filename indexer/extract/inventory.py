"""表: which statements a document prints, and which of them hold nothing."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from index.records import Statement
from indexer.extract.flow import PrintedTable, cell_text, span, squeeze
from indexer.extract.grid import grids
from indexer.extract.regions import UNKNOWN, Layout, StatementRegion

_GOAL_KINDS = {"goals_project", "goals_overall"}
#: A number, but none that a blank template prints: the year, 目标1：, （90分）.
_TARGET = re.compile(r"(?<!目标)(?<!指标)(?<!内容)(?<![\d.])(?!20\d\d年|\d+分[）)])\d*[1-9]")
_LOOSE_FIGURE = re.compile(r"\d[\d,]*\.\d+|\d{1,3}(?:,\d{3})+")
_LONG_NUMBER = re.compile(r"(?!20\d\d$)\d{4,}")


def read_statements(cut: Layout) -> tuple[Statement, ...]:
    """Every titled table in reading order; a heading above the title of a table is none."""
    named = [region for region in cut.statements if region.kind != UNKNOWN or region.title]
    tables = [region for region, behind in itertools.zip_longest(named, named[1:]) if not _heads(region, behind)]
    return tuple(_statement(number, region) for number, region in enumerate(tables))


def _heads(region: StatementRegion, behind: StatementRegion | None) -> bool:
    """Whether only the name of a statement is printed, and the next one has it again: 八、…表 above 2024年…表."""
    if behind is None or region.body or region.notes or region.kind != behind.kind:
        return False
    return bool(behind.body) and {place.page for place in region.citations} == {behind.citations[0].page}


def _statement(ordinal: int, region: StatementRegion) -> Statement:
    citations = span(list(region.citations))
    pages = [citation.page for citation in citations] or [0]
    return Statement(
        ordinal, region.kind, region.title, region.unit, min(pages), max(pages), is_empty(region), citations
    )


def is_empty(region: StatementRegion) -> bool:
    """Whether a statement holds nothing: no amount but zeros, or in a table of goals no target."""
    if region.kind in _GOAL_KINDS:
        return not any(_TARGET.search(text) for text in _texts(region))
    if region.tables:
        return all(grid.empty for grid in grids(region.tables))
    return not any(_prints_figure(line.text) for line in region.lines)


def _prints_figure(line: str) -> bool:
    """Whether a loose line holds an amount: a number with decimals or commas, or a long one behind label or code."""
    whole = (token for token in line.split()[1:] if _LONG_NUMBER.fullmatch(token))
    return any(token.strip("0.,") for token in (*_LOOSE_FIGURE.findall(line), *whole))


def _texts(region: StatementRegion) -> Iterator[str]:
    for item in region.body:
        if isinstance(item, PrintedTable):
            yield from (cell_text(cell) for row in item.table.rows for cell in row)
        else:
            yield squeeze(item.text)
