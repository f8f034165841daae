"""Links from a record, a check or a figure to the pages where it is printed: one link a page, with its marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from index.records import Citation
from search_app.addresses.links import CITED_ANCHOR, page_link
from search_app.wording.formats import cited_place
from search_app.wording.languages import counted


@dataclass(frozen=True, slots=True)
class CitationLink:
    page: int
    label: str
    href: str


def citation_links(
    document_id: str, citations: Iterable[Citation], *, record_id: str | None = None
) -> tuple[CitationLink, ...]:
    """One link a page, in the order of the citations.

    The marks of a record are named by its id; other citations carry theirs in
    the address: ``xywh`` (left, top, width, height in points) or ``lines``.
    """
    by_page: dict[int, list[Citation]] = {}
    for citation in citations:
        by_page.setdefault(citation.page, []).append(citation)
    return tuple(_link(document_id, page, marks, record_id) for page, marks in by_page.items())


def _link(document_id: str, page: int, marks: Sequence[Citation], record_id: str | None) -> CitationLink:
    href = page_link(document_id, page, record_id=record_id)
    asked = urlencode(list(_marks(marks)), safe=",") if record_id is None else ""
    return CitationLink(page, _label(marks), f"{href}?{asked}#{CITED_ANCHOR}" if asked else href)


def _marks(citations: Sequence[Citation]) -> Iterator[tuple[str, str]]:
    for citation in citations:
        if citation.box is not None:
            box = citation.box
            yield "xywh", f"{box.x0:.1f},{box.top:.1f},{box.x1 - box.x0:.1f},{box.bottom - box.top:.1f}"
        elif citation.first_line is not None:
            yield "lines", f"{citation.first_line}-{citation.last_line or citation.first_line}"


def _label(marks: Sequence[Citation]) -> str:
    places = tuple(dict.fromkeys(map(cited_place, marks)))
    return places[0] if len(places) == 1 else counted("%(first)s等 %(number)s 处", len(places), first=places[0])
