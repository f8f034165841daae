"""The columns of a table without vertical rules: what stands between rivers of white space."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.readers.open_tables.heads import HeadWord, leaves
from indexer.readers.open_tables.regions import Region
from indexer.readers.open_tables.words import COLUMN_GAP, Word, WordLine, letter_height

#: Share of the rows that may be written across a river: labels of totals over several columns.
_CROSSING = 0.15
#: A river is at least this wide, in the height of letters.
_RIVER = 0.5
#: Figures are aligned when their ends or middles differ by less than this, in the height of letters.
_ALIGNED = 0.35
#: Share of a column's figures that must be aligned.
_MOSTLY = 0.8
#: How far, in points, the outer edges stand off.
_EDGE = 2.0

#: (left, right) in points.
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns begin and end: one more of ``edges`` than columns, which are printed on within ``spans``."""

    edges: tuple[float, ...]
    spans: tuple[Span, ...]

    def __len__(self) -> int:
        return len(self.edges) - 1

    def middle(self, column: int) -> float:
        """The middle of what is printed in a column: a rule over it is drawn for it."""
        return sum(self.spans[column]) / 2

    def at(self, x: float) -> int:
        """The column of a place; the outermost ones reach to the margins."""
        return min(max(bisect_right(self.edges, x) - 1, 0), len(self) - 1)

    def touched(self, word: Word) -> range:
        """The columns that a word is printed in, be it over the space between them."""
        slack = min(word.height / 4, (word.x1 - word.x0) / 4)
        return range(self.at(word.x0 + slack), self.at(word.x1 - slack) + 1)


def columns_of(region: Region, head: Sequence[HeadWord]) -> Columns | None:
    """The columns of a region, None where white space does not part it into any."""
    letters = letter_height(word for line in region.body for word in line.words)
    spans = _with_heads(_inked_spans(region.body, _RIVER * letters), leaves(head), letters)
    if spans is None or len(spans) < 2:
        return None
    return _columns(spans, region.lines)


def carried_columns(body: Sequence[WordLine], before: Columns) -> Columns | None:
    """The columns of a table for the lines it goes on with on another page; None where these stand on others."""
    letters = letter_height(word for line in body for word in line.words)
    inked = _inked_spans(body, _RIVER * letters)
    spans = list(_merged(iter([*before.spans, *inked]), _RIVER / 2 * letters))
    return _columns(spans, body) if len(spans) == len(before) else None


def _columns(spans: Sequence[Span], lines: Sequence[WordLine]) -> Columns:
    inner = [(left[1] + right[0]) / 2 for left, right in pairwise(spans)]
    first = min(spans[0][0], *(line.words[0].x0 for line in lines)) - _EDGE
    last = max(spans[-1][1], *(line.words[-1].x1 for line in lines)) + _EDGE
    return Columns((first, *inner, last), tuple(spans))


def figure_columns(body: Sequence[WordLine], columns: Columns) -> int:
    """How many columns hold figures that stand one below the other, not only dashes."""
    held: dict[int, list[Word]] = {}
    for line in body:
        for word in line.figures:
            held.setdefault(columns.at(word.centre), []).append(word)
    return sum(_is_aligned(words) for words in held.values() if any(word.is_number for word in words))


def _is_aligned(words: Sequence[Word]) -> bool:
    near = _ALIGNED * letter_height(words)
    for places in ([w.x1 for w in words], [w.centre for w in words], [w.x0 for w in words]):
        usual = median(places)
        if sum(abs(place - usual) <= near for place in places) >= _MOSTLY * len(places):
            return True
    return False


def _inked_spans(body: Sequence[WordLine], narrowest: float) -> list[Span]:
    """The stretches that words of some rows cover; rivers narrower than ``narrowest`` part nothing."""
    words = [word for line in body for word in line.words]
    most = max(1, int(_CROSSING * len(body))) if len(body) > 3 else 0
    shallow = [span for span in _covered_at_most(words, most) if span[1] - span[0] >= narrowest]
    crossing = {w for w in words if any(w.x0 < left and w.x1 > right for left, right in shallow)}
    return list(_merged(((w.x0, w.x1) for w in words if w not in crossing), narrowest))


def _covered_at_most(words: Sequence[Word], most: int) -> Iterator[Span]:
    """The stretches between the first and the last word that at most so many words cover."""
    events = sorted([(word.x0, 1) for word in words] + [(word.x1, -1) for word in words])
    depth, left = 0, None
    for x, change in events:
        depth += change
        if depth > most:
            if left is not None and x > left:
                yield left, x
            left = None
        elif left is None and depth == most and change < 0:
            left = x


def _merged(spans: Iterator[Span], narrowest: float) -> Iterator[Span]:
    current: Span | None = None
    for left, right in sorted(spans):
        if current is not None and left - current[1] < narrowest:
            current = (current[0], max(current[1], right))
        else:
            if current is not None:
                yield current
            current = (left, right)
    if current is not None:
        yield current


def _with_heads(spans: Sequence[Span], heads: Sequence[HeadWord], letters: float) -> list[Span] | None:
    """The columns as far as their innermost heads reach, with those that hold nothing but a head.

    None where heads and columns do not go together.
    """
    columns = list(spans)
    owners = _owners(spans, heads, letters)
    for number, head in owners:
        if number is None:
            columns.append((head.x0, head.x1))
        else:
            columns[number] = (min(columns[number][0], head.x0), max(columns[number][1], head.x1))
    columns.sort()
    apart = all(right[0] - left[1] > COLUMN_GAP / 3 * letters for left, right in pairwise(columns))
    return columns if apart else None


def _owners(spans: Sequence[Span], heads: Sequence[HeadWord], letters: float) -> list[tuple[int | None, Word]]:
    """The column of each innermost head over one column: the one it stands over, or else the one beside it that has no
    head; None for a head with no column of its own."""
    over = [(head, [n for n, span in enumerate(spans) if _overlap(head.word, span) > 0]) for head in heads]
    headed = {columns[0] for _, columns in over if len(columns) == 1} | {
        number for _, columns in over if len(columns) > 1 for number in columns
    }
    found: list[tuple[int | None, Word]] = [(columns[0], head.word) for head, columns in over if len(columns) == 1]
    for head, columns in over:
        if columns:
            continue
        right = bisect_right([span[0] for span in spans], head.word.centre)
        beside = [n for n in (right - 1, right) if 0 <= n < len(spans) and n not in headed]
        if beside:
            nearest = min(beside, key=lambda n: _distance(head.word, spans[n]))
            headed.add(nearest)
            found.append((nearest, head.word))
        elif not _is_over_both(head, right, over):
            found.append((None, head.word))
    return found


def _is_over_both(head: HeadWord, right: int, over: Sequence[tuple[HeadWord, list[int]]]) -> bool:
    """Whether a head in the white space between two columns stands above the heads of both."""
    beside = [other for other, columns in over if len(columns) == 1 and columns[0] in (right - 1, right)]
    return len(beside) > 1 and all(other.word.top >= head.word.bottom - other.word.height / 4 for other in beside)


def _overlap(word: Word, span: Span) -> float:
    return min(word.x1, span[1]) - max(word.x0, span[0])


def _distance(word: Word, span: Span) -> float:
    return max(span[0] - word.x1, word.x0 - span[1])
