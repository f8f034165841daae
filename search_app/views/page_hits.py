"""Where a document says what was searched for: every place on its pages, in order, to go through one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.highlight import marked_ranges
from index.query.parser import parse
from index.query.tree import TextLeaf, text_leaves
from index.records import Box, PageText

#: Places of one document; who wants more has searched for too little.
MOST_HITS = 5_000


@dataclass(frozen=True, slots=True)
class PageHit:
    """One place: the characters [start, end) of a line, counted from 0 on its page; ``text`` is what stands there.

    ``number`` counts the places of the document from 1.
    """

    number: int
    page: int
    line: int
    start: int
    end: int
    text: str


def document_hits(pages: Iterable[PageText], typed: str) -> tuple[PageHit, ...]:
    """Every place on the pages that says what is typed, in order; none where no text is asked for.

    Raises:
        QueryError: the typed text cannot be understood.
    """
    leaves = text_leaves(parse(typed).tree)
    if not leaves:
        return ()
    found = (place for page in pages for place in _on_page(page, leaves))
    return tuple(PageHit(number, *place) for number, place in zip(range(1, MOST_HITS + 1), found, strict=False))


def hit_boxes(hits: Sequence[PageHit], places: Mapping[str, tuple[tuple[Box, ...], ...]]) -> dict[int, tuple[Box, ...]]:
    """The boxes of the hits of one page by their number: the first hit of a text stands at its first place, and so on.

    A hit without a place on the page (a line that the page breaks elsewhere) has no boxes.
    """
    seen: Counter[str] = Counter()
    boxes = {}
    for hit in hits:
        there = places.get(hit.text, ())
        if seen[hit.text] < len(there):
            boxes[hit.number] = there[seen[hit.text]]
        seen[hit.text] += 1
    return boxes


def _on_page(page: PageText, leaves: Sequence[TextLeaf]) -> Iterator[tuple[int, int, int, int, str]]:
    """Page, line, start, end and text of each place."""
    for number, line in enumerate(page.lines):
        for start, end, _ in marked_ranges(line, leaves):
            yield page.number, number, start, end, line[start:end]
