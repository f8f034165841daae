"""The cells of heads: which columns the head of a group stands over, which has no lines to say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from indexer.readers.document import BoxTuple
from indexer.readers.open_tables.columns import Columns
from indexer.readers.open_tables.heads import HeadWord
from indexer.readers.open_tables.words import Word
from indexer.readers.printed import Edge

#: Heads stand at one height when they differ by less than this share of their letters' height.
_SAME_HEIGHT = 0.2

#: First and last column of a group.
Group = tuple[int, int]


def head_cells(
    head: Sequence[HeadWord], columns: Columns, top: float, bottom: float, rules: Sequence[Edge]
) -> list[BoxTuple] | None:
    """The cells of the heads between two heights, None where it cannot be told which columns a head is over."""
    inner = {column: each for each in head if each.innermost for column in columns.touched(each.word)}
    floors = [top] * len(columns)  # the lower edge of the heads above each column so far
    cells: list[BoxTuple] = []
    for row in _rows([each.word for each in head if not each.innermost]):
        choices = _choices(row, {column: each.word for column, each in inner.items()})
        arranged = [_groups(row, [*_runs(below, row, columns, rules)], columns, head) for below in choices]
        possible = [each for each in arranged if each is not None]
        if not possible:
            return None
        _, found = min(possible, key=_preference)
        lowest = max(word.bottom for word in row)
        floor = (lowest + min(_tops_below(head, lowest), default=bottom)) / 2
        for first, last in found:
            cells.append((columns.edges[first], max(floors[first : last + 1]), columns.edges[last + 1], floor))
            floors[first : last + 1] = [floor] * (last + 1 - first)
    return [*cells, *_innermost_cells(inner, columns, floors, bottom)]


def _preference(arranged: tuple[float, list[Group]]) -> tuple[int, int]:
    """Heads that stand best over their columns first; of equally good ones those over the fewest columns."""
    off, groups = arranged
    return round(off), sum(last - first for first, last in groups)


def _innermost_cells(
    inner: dict[int, HeadWord], columns: Columns, floors: Sequence[float], bottom: float
) -> Iterator[BoxTuple]:
    for _, same in groupby(range(len(columns)), key=lambda n: (id(inner[n]) if n in inner else n, floors[n])):
        over = list(same)
        yield (columns.edges[over[0]], floors[over[0]], columns.edges[over[-1] + 1], bottom)


def _tops_below(head: Sequence[HeadWord], lowest: float) -> list[float]:
    return [each.word.top for each in head if each.word.top >= lowest - each.word.height / 4]


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Heads of groups by height, those of one height from left to right."""
    row: list[Word] = []
    for word in sorted(words, key=lambda word: word.middle):
        if row and word.middle - row[0].middle > word.height / 2:
            yield sorted(row, key=lambda each: each.x0)
            row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda each: each.x0)


def _choices(row: Sequence[Word], inner: Mapping[int, Word]) -> Iterator[list[int]]:
    """The columns that may be below a row of groups: all with a lower head, or only those whose heads are lowest.

    The others have cells as high as several rows of heads: in the middle of such a cell a head stands higher.
    """
    lowest = max(word.bottom for word in row)
    lower = sorted((word.middle, column) for column, word in inner.items() if word.top >= lowest - word.height / 4)
    for number, (middle, _) in enumerate(lower):
        if number == 0 or middle - lower[number - 1][0] > _SAME_HEIGHT * row[0].height:
            yield sorted(column for _, column in lower[number:])


def _runs(below: Sequence[int], row: Sequence[Word], columns: Columns, rules: Sequence[Edge]) -> Iterator[Group]:
    """Neighbouring columns with a lower head, and with a rule above it where a rule is drawn above only some."""
    lowest = max(word.bottom for word in row)
    near = [rule for rule in rules if min(w.middle for w in row) < rule.top < lowest + row[0].height * 1.5]
    ruled = [n for n in below if any(r.x0 <= columns.middle(n) <= r.x1 for r in near)]
    chosen = ruled or list(below)
    start = 0
    for number in range(1, len(chosen) + 1):
        if number == len(chosen) or chosen[number] != chosen[number - 1] + 1:
            yield chosen[start], chosen[number - 1]
            start = number


def _groups(
    row: Sequence[Word], runs: Sequence[Group], columns: Columns, head: Sequence[HeadWord]
) -> tuple[float, list[Group]] | None:
    """The columns of each head of a row, and how far they stand from their places; None where one has no columns.

    Every column of a run belongs to one of the heads above it.
    """
    found: list[Group] = []
    off = 0.0
    for first, last in runs:
        own = [word for word in row if columns.touched(word)[0] >= first and columns.touched(word)[-1] <= last]
        if own:
            distance, groups = _shared_out(own, first, last, columns, [each.word for each in head])
            found.extend(groups)
            off += distance
    return (off, found) if len(found) == len(row) else None


def _shared_out(
    words: Sequence[Word], first: int, last: int, columns: Columns, heads: Sequence[Word]
) -> tuple[float, list[Group]]:
    """A run of columns cut between its heads, as they stand best: all at the left, in the middle or at the right."""
    choices = []
    for place in ("left", "middle", "right"):
        cuts = [first]
        for before, after in pairwise(words):
            cuts.append(_cut(before, after, cuts[-1], columns, place))
        groups = [(start, end - 1) for start, end in pairwise([*cuts, last + 1])]
        if all(start <= end for start, end in groups):
            off = sum(_off(word, group, columns, heads, place) for word, group in zip(words, groups, strict=True))
            choices.append((off, groups))
    return min(choices)


def _cut(before: Word, after: Word, start: int, columns: Columns, place: str) -> int:
    """The first column of the head behind, when both stand at one place of their groups."""
    earliest, latest = columns.touched(before)[-1] + 1, columns.touched(after)[0]
    if place == "left" or earliest >= latest:
        return latest
    if place == "right":
        return earliest
    return min(
        range(earliest, latest + 1),
        key=lambda cut: abs((columns.edges[start] + columns.edges[cut]) / 2 - before.centre),
    )


def _off(word: Word, group: Group, columns: Columns, heads: Sequence[Word], place: str) -> float:
    """How far a head stands from its place over the heads of its group."""
    under = [other for other in heads if columns.edges[group[0]] <= other.centre <= columns.edges[group[1] + 1]]
    left, right = min(other.x0 for other in under), max(other.x1 for other in under)
    if place == "left":
        return abs(word.x0 - left)
    if place == "right":
        return abs(word.x1 - right)
    middles = ((left + right) / 2, (columns.edges[group[0]] + columns.edges[group[1] + 1]) / 2)
    return min(abs(word.centre - middle) for middle in middles)
