"""Rows as CSV that Excel opens as it is: UTF-8 with a byte order mark, formulas neutralised."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator

from search_app.export.columns import Cell
from search_app.export.parts import batches

BYTE_ORDER_MARK = "\ufeff"

#: What a spreadsheet may take for a formula, also full-width and behind blanks.
_FORMULA = re.compile(r"[\s\u3000]*[=+\-@＝＋－＠\t\r]")

#: First characters of such text: rarely is there more to look at.
_SUSPICIOUS = frozenset("=+-@＝＋－＠ \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {
    chr(blank) for blank in range(0x2000, 0x200B)
}


def csv_parts(head: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[bytes]:
    """The file, a few rows at a time."""
    yield BYTE_ORDER_MARK.encode() + _encoded([head])
    for batch in batches(rows):
        yield _encoded(batch)


def neutral(cell: Cell) -> Cell:
    """The cell as no spreadsheet will calculate it; numbers stay numbers.

    >>> neutral("=HYPERLINK(1)"), neutral("政务外网")
    ("'=HYPERLINK(1)", '政务外网')
    """
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def _encoded(rows: Iterable[Iterable[Cell]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream).writerows(
        [neutral(cell) if isinstance(cell, str) and cell[:1] in _SUSPICIOUS else cell for cell in row] for row in rows
    )
    return stream.getvalue().encode()
