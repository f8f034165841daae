"""Compare three readings of the same PDF files, in one run on one core.

    python benchmarks/pdf_readings.py FILE.pdf…

*own*: pdfplumber's own pages, tables and text, a page at a time.
*reference*: our layout on pdfplumber's characters and lines.
*fast*: our layout on PDFium's.

Prints, per file and in total, processor time a page, the ratio of *own* to
*fast*, and how many cells and lines of *fast* say the same as the reference;
then how its cells compare with pdfplumber's own. Text is compared without
white space, cells by the place where they are printed. Differences are listed
with ``--list``.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from indexer.readers import Limits
from indexer.readers.document import BoxTuple, Document, Line, Page, Table, UnreadableFileError
from indexer.readers.pdf import read_pdf, read_pdf_by_pdfplumber

#: Whole points: two cells are the same one when their corners round to the same, give or take one.
Place = tuple[int, int, int, int]
Cells = dict[Place, str]


def bare(text: str) -> str:
    return "".join(text.split())


def place_of(box: BoxTuple) -> Place:
    left, top, right, bottom = (round(side) for side in box)
    return (left, top, right, bottom)


def read_own(path: Path) -> list[Cells]:
    """pdfplumber's own reading: cells of each page by place; the text is read too, since a reader needs it."""
    pages: list[Cells] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            cells = {
                place_of(box): bare(text or "")
                for table in page.find_tables()
                for row, texts in zip(table.rows, table.extract(), strict=True)
                for box, text in zip(row.cells, texts, strict=True)
                if box is not None
            }
            pages.append(cells)
            page.close()
    return pages


def cells_of(page: Page) -> Cells:
    return {
        place_of(cell.box): bare(cell.text)
        for block in page.blocks
        if isinstance(block, Table)
        for row in block.rows
        for cell in row
        if cell is not None and cell.box is not None
    }


def lines_of(page: Page) -> list[str]:
    return [bare(block.text) for block in page.blocks if isinstance(block, Line)]


def find(cells: Cells, place: Place) -> str | None:
    """The text of the cell at a place, also when a corner rounded the other way."""
    if place in cells:
        return cells[place]
    near = (text for other, text in cells.items() if all(abs(a - b) <= 1 for a, b in zip(place, other, strict=True)))
    return next(near, None)


def compare_cells(mine: Cells, other: Cells, kind: str) -> Iterator[tuple[str, str, str]]:
    """(what happened, the other text, my text) for each of the other reading's cells, and for my further ones."""
    for place, text in other.items():
        found = find(mine, place)
        if found is None:
            yield (f"{kind} without", text, "")
        else:
            yield (f"{kind} same" if found == text else f"{kind} other text", text, found)
    for place, text in mine.items():
        if find(other, place) is None:
            yield (f"{kind} more", "", text)


def timed(reading: object, *arguments: object) -> tuple[object, float]:
    started = time.process_time()
    result = reading(*arguments)  # type: ignore[operator]
    return result, time.process_time() - started


def compare(path: Path, listing: bool) -> Counter[str]:
    counts: Counter[str] = Counter()
    fast, counts["fast s"] = timed(read_pdf, path, Limits())  # type: ignore[assignment]
    reference, counts["reference s"] = timed(read_pdf_by_pdfplumber, path, Limits())  # type: ignore[assignment]
    own, counts["own s"] = timed(read_own, path)  # type: ignore[assignment]
    assert isinstance(fast, Document) and isinstance(reference, Document) and isinstance(own, list)  # noqa: PT018
    counts["pages"] = len(fast.pages)
    for mine, ours, theirs in zip(fast.pages, reference.pages, own, strict=True):
        outcomes = [
            *compare_cells(cells_of(mine), cells_of(ours), "reference"),
            *compare_cells(cells_of(mine), theirs, "own"),
        ]
        lines = Counter(lines_of(mine))
        other_lines = Counter(lines_of(ours))
        counts["lines"] += other_lines.total()
        counts["lines same"] += (lines & other_lines).total()
        for what, other, text in outcomes:
            counts[what] += 1
            if listing and not what.endswith("same"):
                print(f"    page {mine.number}: {what}: {other[:40]!r} / {text[:40]!r}")
    return counts


def report(name: str, counts: Counter[str]) -> None:
    pages = max(counts["pages"], 1)
    times = " ".join(f"{kind} {1000 * counts[f'{kind} s'] / pages:.1f}" for kind in ("own", "reference", "fast"))
    ratio = counts["own s"] / max(counts["fast s"], 1e-9)
    cells = counts["reference same"] + counts["reference other text"] + counts["reference without"]
    same = counts["reference same"] / max(cells, 1)
    print(
        f"{name}: {counts['pages']} pages; ms a page: {times}; fast is {ratio:.1f} times as fast as own; "
        f"cells {cells}, same as reference {same:.4%}; lines {counts['lines']}, same {counts['lines same']}; "
        f"against own: same {counts['own same']}, other text {counts['own other text']}, "
        f"without {counts['own without']}, more {counts['own more']}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="list every cell that differs")
    arguments = parser.parse_args()
    total: Counter[str] = Counter()
    for path in arguments.files:
        try:
            counts = compare(path, arguments.list)
        except UnreadableFileError as refusal:
            print(f"{path.name}: {refusal}")
            continue
        report(path.name, counts)
        total += counts
    report("total", total)


if __name__ == "__main__":
    main()
