"""What a reader returns: pages of printed lines and tables of cells, each with its place.

Readers know files, not budgets. Two things are told apart that look alike: a
cell that is blank (``Cell`` with empty text) and no cell at all (``None``: the
grid position is covered by a merged neighbour).
"""

from __future__ import annotations

from dataclasses import dataclass

#: (x0, top, x1, bottom) in PDF points, origin top left, rotation applied.
BoxTuple = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line of text outside tables, as printed.

    ``number`` counts from 1 over the whole file for text files and over the
    page for PDF. ``box`` is None for text files. ``confidence``, from 0 to 1,
    is how sure text recognition is of the line; None where none was needed.
    """

    text: str
    number: int
    box: BoxTuple | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``text`` keeps the line breaks of a wrapped cell, '' is a blank cell.

    ``indent`` is the distance in points from the left rule to the first printed
    character of the first line, which is how some tables show their hierarchy.
    """

    text: str
    box: BoxTuple | None = None
    row_span: int = 1
    column_span: int = 1
    indent: float | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of equal length; None where a merged neighbour covers the position.

    ``exact_columns`` is false for tables whose cell positions are not to be
    trusted (tab-separated dumps, where a merged cell and a blank one look the
    same and cells may be shifted). ``line_numbers`` gives the source line of
    each row for text files.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    box: BoxTuple | None = None
    exact_columns: bool = True
    line_numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page as shown. ``blocks`` are lines and tables in reading order."""

    number: int
    blocks: tuple[Line | Table, ...]
    width: float | None = None
    height: float | None = None
    image_only: bool = False


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """Something a reader could not do, said in the words of the user."""

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read."""

    media_type: str
    pages: tuple[Page, ...]
    problems: tuple[ReadingProblem, ...] = ()


class UnreadableFileError(Exception):
    """The file cannot be read; the message says why and what to do, in Chinese.

    ``code`` is one of: empty, encrypted, damaged, unsupported, not_text,
    too_many_pages, too_large, vanished, image_only, timeout, shell, converter_missing,
    archive, unsafe_names.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
