"""How much memory one worker takes for long PDF documents.

    python benchmarks/pdf_memory.py FILE.pdf… [--pages 1000 2000]

For each number of pages, the pages of the files are put one behind the other,
again and again, into one document, which is read in a process of its own.
Prints the highest memory of that process: with all libraries loaded, after
reading (pages of lines and tables), after extraction (the disclosure), and
processor seconds. Without ``--pages`` each file is read as it is.
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import pypdfium2  # type: ignore[import-untyped]  # it has no annotations
from measuring import print_table

from index.records import SourceFile
from indexer.extract import NotADisclosureError, extract
from indexer.readers import UnreadableFileError, read


class Measured(NamedTuple):
    """Pages; highest memory in MB before anything, after reading and after extraction; processor seconds."""

    pages: int
    loaded: float
    read: float
    extracted: float
    seconds: float


HEADS = ("Document", "pages", "loaded, MB", "read, MB", "extracted, MB", "CPU s")


def peak_megabytes() -> float:
    """Of this program so far; what the system counts for a process includes the program that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+(\d+) kB", status)
    assert found is not None
    return int(found[1]) * 1024 / 1e6


def one_behind_the_other(files: Sequence[Path], pages: int, target: Path) -> None:
    """Write a document of so many pages."""
    with closing(pypdfium2.PdfDocument.new()) as joined:
        for path in cycle(files):
            with closing(pypdfium2.PdfDocument(path)) as source:
                joined.import_pages(source, range(min(len(source), pages - len(joined))))
            if len(joined) == pages:
                break
        joined.save(target)


def measured(path: Path) -> Measured:
    loaded, started = peak_megabytes(), time.process_time()
    document = read(path)
    after_reading = peak_megabytes()
    source = SourceFile("0" * 64, str(path), document.media_type, path.stat().st_size, len(document.pages))
    try:
        extract(document, source)
    except NotADisclosureError as refusal:
        print(f"{path.name}: {refusal}")
    return Measured(len(document.pages), loaded, after_reading, peak_megabytes(), time.process_time() - started)


def in_a_process_of_its_own(path: Path) -> Measured:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as worker:
        return worker.submit(measured, path).result()


def rows(files: Sequence[Path], numbers: Sequence[int]) -> Iterator[tuple[object, ...]]:
    for path in files if not numbers else ():
        try:
            yield (path.name[:30], *in_a_process_of_its_own(path))
        except UnreadableFileError as refusal:
            print(f"{path.name}: {refusal}")
    with tempfile.TemporaryDirectory() as folder:
        for pages in numbers:
            target = Path(folder) / f"{pages}.pdf"
            one_behind_the_other(files, pages, target)
            yield (f"{pages} pages of {len(files)} files", *in_a_process_of_its_own(target))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--pages", nargs="*", type=int, default=())
    arguments = parser.parse_args()
    print_table("Peak memory of one worker", HEADS, rows(arguments.files, arguments.pages))


if __name__ == "__main__":
    main()
