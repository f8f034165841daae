"""Where a page may hold a table without vertical rules: runs of lines with figures, cut at titles and prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.readers.open_tables.words import LEADING, Word, WordLine, goes_on

#: What stands above a table and belongs to none of its columns: its title, its number, who printed it in which unit.
_CAPTION = re.compile(
    r"(?:单位|部门|日期|年度)(?:名称)?(?:[（(].{0,6}[）)])?[:：]|表[\d一二三四五六七八九十]*(?:[（(].*[）)])?$|^表\d|^[（(]续"
)
#: What ends a table: a note, or a sentence.
_NOTE = re.compile(r"^(?:注|备注|说明)\d*[:：]|[，。；].*[，。；]|。$")
#: - 3 -, 第3页共20页, 3/20; a number alone may be one too, but may be a figure as well.
_PAGE_NUMBER = re.compile(r"[-—–－─·~～]+\d{1,4}[-—–－─·~～]+|第\d{1,4}页(?:[，,/]?共\d{1,4}页)?|\d{1,4}/\d{1,4}")
#: A single word larger than the letters of the table below it by this much is a title.
_LARGER = 1.15
#: A single word across this share of the widest line is prose.
_PROSE = 0.6
#: A line of one word this far from the table, in its letters' height, does not belong to it.
_APART = 2.5
#: A line of one word this many times as far below the rows as they are from one another is not one of them.
_FURTHER = 1.6


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that may be one table: those above its first row, and those from there on.

    ``above`` are all lines since the last title or sentence; the lowest of them are the ``head``.
    """

    above: tuple[WordLine, ...]
    head: tuple[WordLine, ...]
    body: tuple[WordLine, ...]

    @property
    def lines(self) -> tuple[WordLine, ...]:
        return (*self.head, *self.body)


def regions(lines: Sequence[WordLine], breaks: Sequence[float]) -> Iterator[Region]:
    """The candidate tables of the lines of one page, top to bottom.

    ``breaks`` are heights at which something else stands, such as a ruled table.
    """
    for run in _runs(lines, breaks):
        first = next((number for number, line in enumerate(run) if _is_row(line)), None)
        if first is not None:
            first = _first_line_of_row(run, first)
            above = run[:first]
            yield Region(tuple(above), tuple(_head(above, run[first])), tuple(_body(run[first:])))


def _runs(lines: Sequence[WordLine], breaks: Sequence[float]) -> Iterator[list[WordLine]]:
    """Lines without a caption, a sentence or a break between them."""
    run: list[WordLine] = []
    widest = max((line.words[-1].x1 - line.words[0].x0 for line in lines), default=0.0)
    letters = _letters_below(lines)
    for number, line in enumerate(lines):
        if run and any(run[-1].bottom <= height <= line.top for height in breaks):
            yield run
            run = []
        if _is_no_row(line, widest, letters[number]):
            yield run
            run = []
        else:
            run.append(line)
    yield run


def _letters_below(lines: Sequence[WordLine]) -> list[float]:
    """For each line the height of the figures in or next below it; 0 where there are none."""
    heights = [0.0] * (len(lines) + 1)
    for number in range(len(lines) - 1, -1, -1):
        figures = lines[number].figures
        heights[number] = max(figure.height for figure in figures) if figures else heights[number + 1]
    return heights


def _is_no_row(line: WordLine, widest: float, letters: float) -> bool:
    """Whether a line cannot be in a table: a caption, the number of a page, a note, a title or prose."""
    if _PAGE_NUMBER.fullmatch("".join(word.text for word in line.words)):
        return True
    if not line.figures and any(_CAPTION.search(word.text) for word in line.words):
        return True
    if not line.is_alone:
        return False
    word = line.words[0]
    width = word.x1 - word.x0
    is_note = width > _PROSE * widest / 2 and bool(_NOTE.search(word.text))
    return is_note or width > _PROSE * widest or 0 < _LARGER * letters < word.height


def _is_row(line: WordLine) -> bool:
    """Whether a line is the first row below the heads: it has a label or code and figures."""
    return not line.is_alone and any(word.is_number for word in line.words)


def _head(above: Sequence[WordLine], row: WordLine) -> list[WordLine]:
    """The lines above the first row without those that only stand over the table: single words, and what is far off."""
    start = 0
    for number, line in enumerate(above):
        below = above[number + 1] if number + 1 < len(above) else row
        height = below.bottom - below.top
        gap = below.top - line.bottom
        if gap > _APART * height or (line.is_alone and gap > 0.8 * height and number == start):
            start = number + 1
    return list(above[start:])


def _first_line_of_row(run: Sequence[WordLine], first: int) -> int:
    """Where the first row begins, which may have cells that are wrapped above its figures."""
    if not rows_are_apart(run[first:]):
        return first
    start = first
    while start > 0 and any(goes_on(word, other) for word in run[start - 1].words for other in _next(run, start)):
        start -= 1
    return start


def _next(run: Sequence[WordLine], start: int) -> list[Word]:
    return [word for line in run[start : start + 2] for word in line.words]


def _body(lines: Sequence[WordLine]) -> list[WordLine]:
    """The rows without what stands below the last of them: headings, numbers of pages."""
    rows = full_rows(lines)
    last = lines.index(rows[-1])
    reach = _FURTHER * usual_gap(lines)
    kept = list(lines[: last + 1])
    for line in lines[last + 1 :]:
        far = line.top - max(each.bottom for each in kept[-2:]) > reach
        larger = line.bottom - line.top > _LARGER * (rows[-1].bottom - rows[-1].top)
        if line.is_alone and (far or larger):
            break
        kept.append(line)
    return kept


def full_rows(lines: Sequence[WordLine]) -> list[WordLine]:
    """The lines with figures in most of the columns that have any: not what stands alone beside several rows."""
    most = max(len(line.figures) for line in lines)
    return [line for line in lines if 2 * len(line.figures) >= most]


def usual_gap(lines: Sequence[WordLine]) -> float:
    """The white space between two rows, in points."""
    gaps = [lower.top - upper.bottom for upper, lower in pairwise(full_rows(lines))]
    height = lines[0].bottom - lines[0].top
    return max(median(gaps) if gaps else height, height / 2)


def rows_are_apart(body: Sequence[WordLine]) -> bool:
    """Whether rows stand further apart than the lines of one cell."""
    return all(
        lower.top - upper.bottom >= LEADING * (upper.bottom - upper.top) for upper, lower in pairwise(full_rows(body))
    )


def rows_above(region: Region) -> list[WordLine]:
    """The lines right above the first row, as far from one another as rows are."""
    kept: list[WordLine] = []
    reach = _FURTHER * usual_gap(region.body)
    for line in reversed(region.above):
        if (kept or list(region.body))[-1 if kept else 0].top - line.bottom > reach:
            break
        kept.append(line)
    return kept[::-1]
