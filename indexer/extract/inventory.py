"""表: which statements a document prints, and which of them it declares empty."""

from __future__ import annotations

import re

from index.records import Statement
from indexer.extract.flow import PrintedTable, span, squeeze
from indexer.extract.grid import grids
from indexer.extract.regions import UNKNOWN, Layout, StatementRegion

#: How a document says that a table holds nothing.
_DECLARED_EMPTY = re.compile(
    r"空表|无数据|没有.{0,40}(?:支出|预算|安排)|未安排|无.{0,20}(?:预算|支出|拨款)|不涉及|无此项"
)
_LOOSE_FIGURE = re.compile(r"\d+\.\d{2}")


def read_statements(cut: Layout) -> tuple[Statement, ...]:
    """Every titled table in reading order."""
    named = [region for region in cut.statements if region.kind != UNKNOWN or region.title]
    return tuple(_statement(number, region) for number, region in enumerate(named))


def _statement(ordinal: int, region: StatementRegion) -> Statement:
    citations = span(list(region.citations))
    pages = [citation.page for citation in citations] or [0]
    return Statement(
        ordinal, region.kind, region.title, region.unit, min(pages), max(pages), is_empty(region), citations
    )


def is_empty(region: StatementRegion) -> bool:
    """Whether a statement holds no figure: declared so in a note, or seen to be blank or zero throughout."""
    figures = any(not grid.empty for grid in grids(region.tables))
    loose = " ".join(line.text for line in region.lines) if not region.tables else ""
    if figures or any(float(found) for found in _LOOSE_FIGURE.findall(loose)):
        return False
    said = any(_DECLARED_EMPTY.search(squeeze(line.text)) for line in (*region.notes, *region.lines))
    return said or any(isinstance(item, PrintedTable) for item in region.body) or not _LOOSE_FIGURE.search(loose)
