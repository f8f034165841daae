"""Rows of subject tables as printed: code pieces, name and figures, from cells or from loose lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.records import Citation
from indexer.extract.columns import Columns
from indexer.extract.flow import TextLine, span, squeeze
from indexer.extract.grid import Grid, GridRow
from indexer.extract.shifted_cells import unshifted

TOTAL_NAME = re.compile(r"(?:本年|本表|一般公共预算)?(?:支出)?(?:合计|总计|总额|共计)[:：]?")
#: A code in front of a name in one cell: 2010301-行政运行, [201]一般公共服务支出, 201 一般…
_CODE_AND_NAME = re.compile(r"[\[【（(]?(\d{3}(?:\d{2}){0,2})[\]】）)]?[-－—:：、.]?([^\d\s].*)")
CODE_LENGTHS = (3, 5, 7)
_SECTION_DIGITS = 2  # those of a 款 behind its 类
_CODE = re.compile(r"\d{2,7}")
#: A code, joined or in pieces behind one another, after the number of the row: 3 201 03 01 行政运行.
_LOOSE_START = re.compile(
    r"(?:\d{1,3}\s+)?(?P<code>[1-6]\d{2}(?:(?:\s+\d{2}){1,2}(?=\s+[^\d\s]|$)|(?:\d{2}){0,2}))(?:\s+|$)(?P<rest>.*)"
)
_LOOSE_TOTAL = re.compile(r"(?:\d{1,3}\s+)?(?P<name>合\s*计|总\s*计)(?P<rest>[\s\d,，.．-]*)")
_FIGURE = re.compile(r"[-－]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:[.．]\d+)?")
_NONE = ("-", "－", "—", "–")  # printed for nothing, where a column would else be blank


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One printed row.

    ``code_pieces`` are the printed code cells from left to right ('' where
    blank). Figures are either known by column meaning (``figures``; ``carried``
    for those of money carried over) or, where blank columns vanished, only by
    their order (``loose``).
    """

    code_pieces: tuple[str, ...]
    name: str
    citation: Citation
    figures: Mapping[str, str] = field(default_factory=dict)
    loose: tuple[str, ...] = ()
    total: bool = False
    indent: float | None = None
    carried: Mapping[str, str] = field(default_factory=dict)


def rows_of_grid(grid: Grid, found: Columns) -> Iterator[SubjectRow]:
    """The subject rows of a grid; rows with neither a code, a name nor a total are left out."""
    for printed in grid.rows:
        row = printed if grid.exact else unshifted(printed, found)
        pieces, name = _code_and_name(row, found)
        figures = {meaning: _figure(row, places) for meaning, places in found.amounts.items()}
        carried = {meaning: _figure(row, places) for meaning, places in found.carried.items()}
        label = _total_label(row, found, name, pieces)
        if label or any(pieces) or (name and any(figures.values())):
            indent, title = _indent(row, found), label or name
            yield SubjectRow(pieces, title, row.citation, figures, total=bool(label), indent=indent, carried=carried)


def _code_and_name(row: GridRow, found: Columns) -> tuple[tuple[str, ...], str]:
    """The code pieces and the name of a row, which may stand together in the cell of either."""
    pieces = tuple(_code_digits(row.text(c), padded=len(found.codes) > 1) for c in found.codes)
    name = _name(row, found)
    together = [row.text(found.codes[0])] if len(found.codes) == 1 else []
    if not any(pieces):
        together.insert(0, name)
    match = next((match for text in together if (match := _CODE_AND_NAME.fullmatch(text))), None)
    return ((match.group(1),), match.group(2)) if match else (pieces, name)


def _code_digits(text: str, *, padded: bool) -> str:
    digits = text.replace("-", "").replace(".", "")
    if padded and len(digits) == 1 and digits.isdigit():
        return f"0{digits}"
    return digits if _CODE.fullmatch(digits) else ""


def _figure(row: GridRow, places: Sequence[int]) -> str:
    """The figure in one of the grid columns of an amount, or in a merged cell that covers the first."""
    return next((text for c in places if (text := row.text(c))), "") or row.covering(places[0])


def _name(row: GridRow, found: Columns) -> str:
    if found.name is not None:
        return row.text(found.name)
    candidates = [row.text(c) for c in range(_first_amount(row, found)) if c not in (*found.codes, *found.holders)]
    return next((text for text in reversed(candidates) if text and not text.isdigit()), "")


def _indent(row: GridRow, found: Columns) -> float | None:
    cell = row.cells[found.name] if found.name is not None and found.name < len(row.cells) else None
    return cell.indent if cell else None


def _first_amount(row: GridRow, found: Columns) -> int:
    return min((places[0] for places in found.amounts.values()), default=len(row.cells))


def _total_label(row: GridRow, found: Columns, name: str, pieces: Sequence[str]) -> str:
    """What labels a row as the total of the table or of a budget unit, which such a row names alone; else ''."""
    labels = [name, *(row.covering(c) for c in range(_first_amount(row, found)))]
    total = next((label for label in labels if TOTAL_NAME.fullmatch(label)), "")
    if total or any(pieces) or name:
        return total
    return next((text for c in found.holders if (text := row.text(c))), "")


def rows_of_lines(lines: Sequence[TextLine]) -> Iterator[SubjectRow]:
    """The subject rows of loose lines: each starts at a code or a total and runs to the next one.

    Heads (all lines before the first row) are left out wherever they are repeated.
    """
    heads: set[str] = set()
    current: _LooseRow | None = None
    for line in lines:
        started = _LooseRow.start(line)
        if started is not None:
            if current:
                yield current.row()
            current = started
        elif current is None or squeeze(line.text) in heads:
            heads.add(squeeze(line.text))
        else:
            current.add(line)
    if current:
        yield current.row()


class _LooseRow:
    """A row being collected over its wrapped lines."""

    def __init__(self, code: str, *, total: bool) -> None:
        self._code = code
        self._total = total
        self._names: list[str] = []
        self._figures: list[str] = []
        self._lines: list[TextLine] = []

    @classmethod
    def start(cls, line: TextLine) -> _LooseRow | None:
        if match := _LOOSE_TOTAL.fullmatch(line.text):
            row = cls("", total=True)
            row._names.append(squeeze(match["name"]))
        elif match := _LOOSE_START.fullmatch(line.text):
            row = cls(squeeze(match["code"]), total=False)
        else:
            return None
        row._take(line, match["rest"])
        return row

    def add(self, line: TextLine) -> None:
        if self._figures or line.text.isdigit():
            return  # the row is complete; what follows is furniture
        self._take(line, line.text)

    def _take(self, line: TextLine, text: str) -> None:
        self._lines.append(line)
        tokens = text.split()
        while tokens and (_FIGURE.fullmatch(tokens[-1]) or tokens[-1] in _NONE):
            self._figures.insert(0, tokens.pop())
        self._names.extend(tokens)

    def row(self) -> SubjectRow:
        citation = span([line.citation for line in self._lines])[0]
        pieces = (self._code,) if self._code else ()
        return SubjectRow(pieces, "".join(self._names), citation, loose=tuple(self._figures), total=self._total)


def join_codes(rows: Iterable[SubjectRow]) -> Iterator[tuple[SubjectRow, str | None, bool]]:
    """Each row with its joined code and whether a part of it was inherited from the rows above.

    A piece printed alone in its 款 or 项 column continues the code above it; a
    lone 201 in the 类 column starts anew; a piece without one to continue makes
    no code. In a single column of codes 05 is a 款 where the 项 are printed in
    full (208, 05, 2080505).
    """
    rows = list(rows)
    items_in_full = any(len(row.code_pieces) == 1 and len(row.code_pieces[0]) == CODE_LENGTHS[-1] for row in rows)
    above: list[str] = []
    for row in rows:
        if row.total or not any(row.code_pieces):
            yield row, None, False
            continue
        own = list(row.code_pieces)
        if items_in_full and above and len(own[0]) == _SECTION_DIGITS:
            yield row, above[0][: CODE_LENGTHS[0]] + own[0], True
            continue
        last = max(i for i, piece in enumerate(own) if piece)
        pieces = [own[i] or (above[i] if i < len(above) else "") for i in range(last + 1)]
        inherited = any(not own[i] for i in range(last + 1))
        above = pieces
        code = "".join(_unfolded(pieces))
        complete = all(pieces) or len(pieces[-1]) > _SECTION_DIGITS
        yield row, code if complete and len(code) in CODE_LENGTHS else None, inherited


def _unfolded(pieces: Sequence[str]) -> Iterator[str]:
    """Code cells that repeat the whole code so far (201 | 20103 | 2010301) count once."""
    so_far = ""
    for piece in pieces:
        if so_far and piece.startswith(so_far) and len(piece) > len(so_far):
            piece = piece[len(so_far) :]
        so_far += piece
        yield piece
