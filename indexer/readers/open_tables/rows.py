"""The rows of a table without vertical rules: between its horizontal rules, else around what stands on one line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from indexer.readers.document import BoxTuple
from indexer.readers.open_tables.columns import Columns
from indexer.readers.open_tables.heads import wrapped
from indexer.readers.open_tables.regions import full_rows, rows_are_apart
from indexer.readers.open_tables.words import Word, WordLine, letter_height
from indexer.readers.printed import Edge

#: (top, bottom) in points.
Band = tuple[float, float]
#: Share of its height by which a line may reach into the row below.
_OVERLAP = 0.25


def body_cells(body: Sequence[WordLine], columns: Columns, top: float, rules: Sequence[Edge]) -> list[BoxTuple] | None:
    """The cells below the heads, from the height ``top`` on; None where the rows cannot be told apart."""
    lowest = max(line.bottom for line in body)
    levels = _levels(rules, top, lowest)
    rows = full_rows(body)
    if len(levels) > len(rows):
        bands = [_ruled_bands(column, columns, rules, levels) for column in range(len(columns))]
        if any(_holds_two(line, other, bands) for line, other in pairwise(rows)):
            return None
    else:
        found = _open_bands(body, columns, top)
        if found is None:
            return None
        bands = found
    return _cells([word for line in body for word in line.words], columns, bands)


# Rows between rules


def _levels(rules: Sequence[Edge], top: float, lowest: float) -> list[float]:
    """The heights of the rules of the body, the one at its upper edge first."""
    heights = sorted({rule.top for rule in rules if rule.top >= top - 1})
    near = [height for height in heights if height < lowest]
    return [top, *(h for h in heights[: len(near) + 1] if h > top + 1)]


def _ruled_bands(column: int, columns: Columns, rules: Sequence[Edge], levels: Sequence[float]) -> list[Band]:
    """The cells of a column: from rule to rule, be there others beside it."""
    x = columns.middle(column)
    own = [
        level
        for level in levels
        if level in (levels[0], levels[-1]) or any(r.x0 <= x <= r.x1 and abs(r.top - level) <= 1 for r in rules)
    ]
    return list(pairwise(own))


def _holds_two(line: WordLine, other: WordLine, bands: Sequence[Sequence[Band]]) -> bool:
    """Whether two lines with figures stand between the same rules."""
    middles = [line.figures[0].middle, other.figures[0].middle]
    return all(any(top < middles[0] and middles[1] < bottom for top, bottom in own) for own in bands)


# Rows without rules


def _open_bands(body: Sequence[WordLine], columns: Columns, top: float) -> list[list[Band]] | None:
    """The cells of each column, one above the other; words between two rows belong to a cell over both.

    None where that is a code: which rows it is for, nothing tells but its cell, which is not drawn.
    """
    letters = letter_height(word for line in body for word in line.words)
    wraps = rows_are_apart(body)
    if not wraps and any(line.is_alone for line in body[1:]):
        return None
    blocks = wrapped([word for line in body for word in line.words], ()) if wraps else []
    tall = [block for block in blocks if block.height > letters * 1.5]
    rows = _rows(body, tall)
    labels = _labels(rows, [len([*_words_at(body, row)]) for row in rows])
    kept = [row for n, row in enumerate(rows) if n not in labels]
    if not kept or any(_reaches(upper, lower) for upper, lower in pairwise(kept)):
        return None
    limits = [top, *((upper[1] + lower[0]) / 2 for upper, lower in pairwise(kept)), kept[-1][1] + letters / 4]
    over = [*tall, *(word for n in labels for word in _words_at(body, rows[n]))]
    if any(word.is_figure or _covers_another(word, body, columns) for word in over):
        return None
    return [list(_bands(column, columns, limits, over)) for column in range(len(columns))]


def _labels(rows: Sequence[Band], words: Sequence[int]) -> set[int]:
    """The rows that reach into a neighbour with more words: what is printed there stands over several rows."""
    found = set()
    for number in range(1, len(rows)):
        if _reaches(rows[number - 1], rows[number]):
            found.add(number - 1 if words[number - 1] < words[number] else number)
    return found


def _covers_another(word: Word, body: Sequence[WordLine], columns: Columns) -> bool:
    """Whether something else is printed beside a word in its column: then it does not stand over several rows."""
    return any(
        other.top < word.bottom - 1
        and word.top + 1 < other.bottom
        and not _is_part(other, word)
        and not set(columns.touched(word)).isdisjoint(columns.touched(other))
        for line in body
        for other in line.words
    )


def _rows(body: Sequence[WordLine], tall: Sequence[Word]) -> list[Band]:
    """Top and bottom of each row: of the words on one line, and of the wrapped cell that stands around them."""
    rows: list[Band] = []
    for line in body:
        own = [word for word in line.words if not any(_is_part(word, block) for block in tall)]
        if own:
            rows.append((min(word.top for word in own), max(word.bottom for word in own)))
    for block in tall:
        beside = [n for n, row in enumerate(rows) if _reaches_in(block, row)]
        if not beside:
            rows.append((block.top, block.bottom))
        elif len(beside) == 1:
            top, bottom = rows[beside[0]]
            rows[beside[0]] = (min(top, block.top), max(bottom, block.bottom))
    return sorted(rows)


def _reaches_in(block: Word, row: Band) -> bool:
    """Whether a wrapped cell stands beside a row."""
    return min(block.bottom, row[1]) - max(block.top, row[0]) > _OVERLAP * (row[1] - row[0])


def _is_part(word: Word, block: Word) -> bool:
    return block.x0 <= word.x0 and word.x1 <= block.x1 and block.top <= word.top and word.bottom <= block.bottom


def _reaches(upper: Band, lower: Band) -> bool:
    """Whether a row reaches into the next one."""
    return upper[1] - lower[0] > _OVERLAP * min(upper[1] - upper[0], lower[1] - lower[0])


def _words_at(body: Sequence[WordLine], row: Band) -> Iterator[Word]:
    for line in body:
        yield from (word for word in line.words if row[0] <= word.top and word.bottom <= row[1])


def _bands(column: int, columns: Columns, limits: Sequence[float], over: Sequence[Word]) -> Iterator[Band]:
    """The rows of a column; those that a word stands over are one."""
    own = [word for word in over if column in columns.touched(word)]
    inner = [y for y in limits[1:-1] if not any(word.top + 1 < y < word.bottom - 1 for word in own)]
    yield from pairwise([limits[0], *inner, limits[-1]])


# Cells


def _cells(words: Sequence[Word], columns: Columns, bands: Sequence[Sequence[Band]]) -> list[BoxTuple] | None:
    """A cell for each band of each column; a word over several columns makes their cells one.

    None where one of these cells holds something else, or they differ in height.
    """
    joined: dict[tuple[int, Band], int] = {}
    for word in words:
        touched = columns.touched(word)
        if len(touched) > 1:
            band = next((each for each in bands[touched[0]] if each[0] < word.middle <= each[1]), None)
            if band is None or any(band not in bands[column] for column in touched):
                return None
            joined |= {(column, band): touched[0] for column in touched[1:]}
            joined[touched[0], band] = touched[0]
    cells = []
    for column in range(len(columns)):
        for band in bands[column]:
            if joined.get((column, band), column) == column:
                last = column
                while joined.get((last + 1, band)) == column:
                    last += 1
                cells.append((columns.edges[column], band[0], columns.edges[last + 1], band[1]))
    return cells
