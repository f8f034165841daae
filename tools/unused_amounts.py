"""Which amounts printed in the statements of disclosures no record carries, and why: what the reading leaves out.

usage: python tools/unused_amounts.py PATH… [--list KIND]

Prints a row for each kind of statement: how many of its amounts a record of the same page carries, and the others by
reason. ``--list`` prints the amounts of one kind that no reason excuses.
"""

from __future__ import annotations

import argparse
import enum
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path

from index.records import Amount, Citation, Disclosure, SourceFile
from indexer.extract import extract
from indexer.extract.columns import beside_the_point, columns, meaning
from indexer.extract.flow import flow
from indexer.extract.grid import Grid, grids
from indexer.extract.regions import layout
from indexer.extract.subject_rows import TOTAL_NAME
from indexer.readers import read
from indexer.readers.document import Document

#: A figure that can be nothing but money: with decimals, thousands separators or five digits.
_MONEY = re.compile(r"[-－]?(?:(?:\d{1,3}(?:[,，]\d{3})+|\d+)[.．]\d+|\d{1,3}(?:[,，]\d{3})+|\d{5,})")
_NOT_MONEY = ("code", "holder")


class Use(enum.StrEnum):
    """What became of a printed amount."""

    CARRIED = "carried"
    ELSEWHERE = "elsewhere"  # a record of another page carries the same figure
    TOTAL = "total row"  # held against its parts, no line of its own
    UNIT = "unit's row"  # what one unit of a department has of a table
    OTHER_YEAR = "other year"  # or the plan beside an outturn
    NO_COLUMN = "no column"  # a fund, a holder's share: the column has no place in a record
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Printed:
    """One amount of a statement and what became of it."""

    kind: str
    page: int
    column: str
    label: str
    raw: str
    use: Use


def printed_amounts(document: Document, source: SourceFile) -> Iterator[Printed]:
    """Every amount in the ruled statements of a document, in reading order; zeros are left out."""
    carried = _carried(extract(document, source))
    everywhere = set().union(*carried.values())
    for region in layout(flow(document)).statements:
        for grid in grids(region.tables):
            yield from _of_grid(region.kind, grid, carried, everywhere)


def _of_grid(kind: str, grid: Grid, carried: dict[int, set[Decimal]], everywhere: set[Decimal]) -> Iterator[Printed]:
    beside, holders = beside_the_point(grid.paths), columns(grid.paths).holders
    meanings = [meaning(path) for path in grid.paths]
    for row in grid.rows:
        label = next((text for text in row.texts if text and _figure(text) is None), "")
        for column, text in enumerate(row.texts):
            figure = _figure(text)
            if not figure or meanings[column] in _NOT_MONEY:
                continue
            if figure in carried[row.citation.page]:
                use = Use.CARRIED
            elif figure in everywhere:
                use = Use.ELSEWHERE
            elif TOTAL_NAME.fullmatch(label):
                use = Use.TOTAL
            elif column in beside:
                use = Use.OTHER_YEAR
            elif any(row.text(holder) for holder in holders):
                use = Use.UNIT
            else:
                use = Use.NO_COLUMN if meanings[column] in (None, "ignored") else Use.MISSING
            yield Printed(kind, row.citation.page, "/".join(grid.paths[column]), label, text, use)


def _figure(text: str) -> Decimal | None:
    if not _MONEY.fullmatch(text):
        return None
    return Decimal(re.sub("[,，]", "", text).replace("．", ".").replace("－", "-"))


def _carried(disclosure: Disclosure) -> dict[int, set[Decimal]]:
    """The figures of all records, as printed, by the pages they cite."""
    found: dict[int, set[Decimal]] = defaultdict(set)
    for amount, citations in _amounts(disclosure):
        for part in amount.raw.split(" + "):
            if (figure := _figure(re.sub(r"\s", "", part))) is not None:
                for citation in citations:
                    found[citation.page].add(figure)
    return found


def _amounts(disclosure: Disclosure) -> Iterator[tuple[Amount, tuple[Citation, ...]]]:
    for line in disclosure.lines:
        for amount in line.amounts.values():
            yield amount, line.citations
    for project in disclosure.projects:
        if project.amount:
            yield project.amount, project.citations
    for source in disclosure.income:
        yield source.amount, source.citations
    three_public = disclosure.three_public
    beside = (three_public.previous, three_public.planned) if three_public else ()
    for record in (three_public, *beside, disclosure.procurement):
        if record is not None:
            values = (getattr(record, field.name) for field in fields(record))
            yield from ((value, (record.citation,)) for value in values if isinstance(value, Amount))


def main() -> None:
    """Read the files named and print the table, or the list."""
    arguments = argparse.ArgumentParser(description="Amounts printed in statements that no record carries.")
    arguments.add_argument("paths", nargs="+", type=Path)
    arguments.add_argument("--list", metavar="KIND", default=None)
    asked = arguments.parse_args()
    files = sorted(file for path in asked.paths for file in (path.iterdir() if path.is_dir() else [path]))
    counts: Counter[tuple[str, Use]] = Counter()
    for file in files:
        document = read(file)
        source = SourceFile("0" * 64, str(file), document.media_type, file.stat().st_size, len(document.pages))
        for amount in printed_amounts(document, source):
            counts[amount.kind, amount.use] += 1
            if amount.kind == asked.list and amount.use is Use.MISSING:
                print(file.name[:24], amount.page, amount.column, amount.label, amount.raw, sep="\t")
    if asked.list is None:
        _print_table(counts)


def _print_table(counts: Counter[tuple[str, Use]]) -> None:
    kinds = sorted({kind for kind, _ in counts}, key=lambda kind: -sum(counts[kind, use] for use in Use))
    print(f"{'statement':28}", *(f"{use:>10}" for use in Use))
    for kind in kinds:
        print(f"{kind:28}", *(f"{counts[kind, use]:10}" for use in Use))
    print(f"{'all':28}", *(f"{sum(counts[kind, use] for kind in kinds):10}" for use in Use))


if __name__ == "__main__":
    main()
