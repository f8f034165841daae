"""Compare three readings of the same PDF files, in one run on one core.

    python benchmarks/pdf_readings.py FILE.pdf…

*own*: pdfplumber's own pages, tables and text, a page at a time.
*reference*: our layout on pdfplumber's characters and lines.
*fast*: our layout on PDFium's.

Prints, per file and in total, processor time a page, the ratio of *own* to
*fast*, and how many cells and lines of *fast* say the same as the reference.
Then how the cells of *fast* compare with pdfplumber's own, by cause
(``pdf_causes.py``), and each cell that no cause explains. Text is compared
without white space, cells by the place where they are printed. ``--list``
lists the explained cells too.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

import pdfplumber
from measuring import print_table
from pdf_causes import CAUSES, corrected
from pdfplumber.page import Page as OwnPage

from indexer.readers import Limits
from indexer.readers.document import BoxTuple, Document, Line, Page, Table, UnreadableFileError
from indexer.readers.pdf import read_pdf, read_pdf_by_pdfplumber

#: Whole points: two cells are the same one when their corners round to the same, give or take one.
Place = tuple[int, int, int, int]
Cells = dict[Place, str]
Result = TypeVar("Result")

SAME = "same"
UNEXPLAINED = "unexplained"


class Difference(NamedTuple):
    """A cell that two readings do not have alike; None where a reading has no such cell."""

    place: Place
    mine: str | None
    own: str | None

    @property
    def kind(self) -> str:
        if self.mine is not None and self.own is not None:
            return "other text"
        return ("absent" if self.mine is None else "further") + ("" if self.mine or self.own else ", blank")


@dataclass
class Findings:
    """Counts over pages; ``outcomes`` by cause and kind."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    counts: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Findings) -> None:
        for reading, seconds in other.seconds.items():
            self.seconds[reading] += seconds
        self.counts.update(other.counts)
        self.outcomes.update(other.outcomes)


def bare(text: str) -> str:
    return "".join(text.split())


def place_of(box: BoxTuple) -> Place:
    left, top, right, bottom = (round(side) for side in box)
    return (left, top, right, bottom)


def own_cells(page: OwnPage) -> Cells:
    """The cells that pdfplumber finds by itself."""
    return {
        place_of(box): bare(text or "")
        for table in page.find_tables()
        for row, texts in zip(table.rows, table.extract(), strict=True)
        for box, text in zip(row.cells, texts, strict=True)
        if box is not None
    }


def read_own(path: Path) -> list[Cells]:
    """The cells of each page; its text is read too, since a reader needs it."""
    pages: list[Cells] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()
            pages.append(own_cells(page))
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


def differences(mine: Cells, own: Cells) -> Iterator[Difference]:
    for place, text in own.items():
        found = find(mine, place)
        if found != text:
            yield Difference(place, found, text)
    for place, text in mine.items():
        if find(own, place) is None:
            yield Difference(place, text, None)


def explained(found: list[Difference], mine: Cells, page: OwnPage) -> Iterator[tuple[str, Difference]]:
    """Each difference with its cause."""
    left = found
    for cause, changed in corrected(page):
        if not left:
            return
        still = {difference.place for difference in differences(mine, own_cells(changed))}
        yield from ((cause, difference) for difference in left if difference.place not in still)
        left = [difference for difference in left if difference.place in still]
    yield from ((UNEXPLAINED, difference) for difference in left)


def compare_with_own(path: Path, fast: Document, own: list[Cells], *, listing: bool) -> Counter[tuple[str, str]]:
    outcomes: Counter[tuple[str, str]] = Counter()
    with pdfplumber.open(path) as pdf:
        for page, theirs in zip(fast.pages, own, strict=True):
            mine = cells_of(page)
            found = list(differences(mine, theirs))
            outcomes[SAME, "with text"] += sum(find(mine, place) == text for place, text in theirs.items() if text)
            outcomes[SAME, "blank"] += sum(find(mine, place) == text for place, text in theirs.items() if not text)
            if found:
                for cause, difference in explained(found, mine, pdf.pages[page.number - 1]):
                    outcomes[cause, difference.kind] += 1
                    if listing or cause == UNEXPLAINED:
                        print(f"    page {page.number}: {cause}: {difference}")
                pdf.pages[page.number - 1].close()
    return outcomes


def compare_with_reference(fast: Document, reference: Document) -> Counter[str]:
    counts: Counter[str] = Counter()
    for mine, ours in zip(fast.pages, reference.pages, strict=True):
        cells, other_cells = cells_of(mine), cells_of(ours)
        counts["cells"] += len(other_cells)
        counts["cells differ"] += sum(1 for _ in differences(cells, other_cells))
        lines, other_lines = Counter(lines_of(mine)), Counter(lines_of(ours))
        counts["lines"] += other_lines.total()
        counts["lines differ"] += ((lines - other_lines) + (other_lines - lines)).total()
    return counts


def timed(reading: Callable[[], Result]) -> tuple[Result, float]:
    started = time.process_time()
    result = reading()
    return result, time.process_time() - started


def compare(path: Path, *, listing: bool) -> Findings:
    findings = Findings()
    fast, findings.seconds["fast"] = timed(lambda: read_pdf(path, Limits()))
    reference, findings.seconds["reference"] = timed(lambda: read_pdf_by_pdfplumber(path, Limits()))
    own, findings.seconds["own"] = timed(lambda: read_own(path))
    findings.counts = compare_with_reference(fast, reference)
    findings.counts["pages"] = len(fast.pages)
    findings.outcomes = compare_with_own(path, fast, own, listing=listing)
    return findings


def report(name: str, findings: Findings) -> None:
    seconds, counts = findings.seconds, findings.counts
    times = " ".join(
        f"{kind} {1000 * seconds[kind] / max(counts['pages'], 1):.1f}" for kind in ("own", "reference", "fast")
    )
    print(
        f"{name}: {counts['pages']} pages; ms a page: {times}; "
        f"fast is {seconds['own'] / max(seconds['fast'], 1e-9):.1f} times as fast as own; "
        f"unlike the reference {counts['cells differ']} of {counts['cells']} cells, "
        f"{counts['lines differ']} of {counts['lines']} lines",
        flush=True,
    )


def report_causes(outcomes: Counter[tuple[str, str]]) -> None:
    """Same and differing cells by cause, and the share that is same or explained."""
    total = outcomes.total()
    same = [outcomes[SAME, "with text"], outcomes[SAME, "blank"]]
    kinds = ("other text", "absent", "absent, blank", "further", "further, blank")
    rows = [
        [cause, *numbers, f"{sum(numbers) / max(total, 1):.3%}"]
        for cause in (*CAUSES, UNEXPLAINED)
        if sum(numbers := [outcomes[cause, kind] for kind in kinds]) or cause == UNEXPLAINED
    ]
    print(f"\nSame as pdfplumber's own: {same[0]} cells with text, {same[1]} blank: {sum(same) / max(total, 1):.3%}.")
    print_table("Cells unlike pdfplumber's own, by cause", ["", *kinds, "share"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--list", action="store_true", help="list every cell that differs, explained or not")
    arguments = parser.parse_args()
    total = Findings()
    for path in arguments.files:
        try:
            findings = compare(path, listing=arguments.list)
        except UnreadableFileError as refusal:
            print(f"{path.name}: {refusal}")
            continue
        report(path.name, findings)
        total.add(findings)
    report("total", total)
    report_causes(total.outcomes)


if __name__ == "__main__":
    main()
