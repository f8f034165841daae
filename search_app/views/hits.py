"""The places of a search inside one document, as the viewer shows them: the one at hand, those before and after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.records import Box, Disclosure
from search_app.addresses.links import page_link
from search_app.page_image import page_layer
from search_app.views.page_hits import PageHit, document_hits, hit_boxes


@dataclass(frozen=True, slots=True)
class HitsView:
    """``current`` is the place at hand by its number, 0 where none is on this page.

    ``here`` are the places of this page, ``boxes`` where those stand on its image.
    """

    typed: str
    total: int
    current: int
    here: tuple[PageHit, ...]
    boxes: Mapping[int, tuple[Box, ...]]
    previous: str | None
    following: str | None
    itself: str | None


def hits_view(disclosure: Disclosure, page: int, typed: str, asked: str, record: str | None) -> HitsView | None:
    """The places of what is typed; None where nothing is. ``asked`` is the number of the place to show, as typed.

    Raises:
        QueryError: the typed text cannot be understood.
    """
    if not typed:
        return None
    hits = document_hits(disclosure.pages, typed)
    here = tuple(hit for hit in hits if hit.page == page)
    current = _current(here, asked)
    before, after = _around(hits, page, current)
    boxes = hit_boxes(here, page_layer(disclosure.source, page, [hit.text for hit in here]).places)

    def link(hit: PageHit | None) -> str | None:
        if hit is None:
            return None
        return page_link(disclosure.document_id, hit.page, record_id=record, typed=typed, hit=hit.number)

    itself = _place(disclosure.document_id, page, boxes.get(current, ()))
    return HitsView(typed, len(hits), current, here, boxes, link(before), link(after), itself)


def _current(here: Sequence[PageHit], asked: str) -> int:
    """The place asked for if it is on the page, else the first that is, 0 without any."""
    numbers = [hit.number for hit in here]
    return next((number for number in numbers if str(number) == asked), min(numbers, default=0))


def _around(hits: Sequence[PageHit], page: int, current: int) -> tuple[PageHit | None, PageHit | None]:
    """The places before and after the one at hand, or before and after a page that has none."""
    if current:
        return (hits[current - 2] if current > 1 else None), (hits[current] if current < len(hits) else None)
    before = [hit for hit in hits if hit.page < page]
    return (before[-1] if before else None), (hits[len(before)] if len(before) < len(hits) else None)


def _place(document_id: str, page: int, boxes: Sequence[Box]) -> str | None:
    """The address of a place of a page image for others to open; None where it has no box."""
    for box in boxes:
        corner, size = (box.x0, box.top), (box.x1 - box.x0, box.bottom - box.top)
        return page_link(document_id, page) + "#xywh=" + ",".join(f"{length:.1f}" for length in (*corner, *size))
    return None
