"""The viewer: one page as it is printed, with the place of a record marked, as image, text and JSON."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, abort, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue

from index.records import Box, Citation, Disclosure, PageText
from search_app.addresses.links import page_link
from search_app.addresses.lookup import FoundRecord, record_of
from search_app.addresses.query_args import single
from search_app.json_values import JsonValue, json_value
from search_app.library import disclosure_or_404, page_text
from search_app.page_image import PageImageError, image_etag, page_image, page_layer, unavailable_reason
from search_app.privacy import mask_mobile_numbers
from search_app.views.citation_links import CitationLink, citation_links
from search_app.views.hits import hits_view
from search_app.views.page_hits import PageHit

blueprint = Blueprint("viewer", __name__)

#: Marks that an address may ask for.
MOST_MARKS = 64

_ONE_YEAR_S = 365 * 24 * 3600
_LINES = re.compile(r"(\d{1,7})-(\d{1,7})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One printed line: numbered over the file for text files, over the page for others.

    ``parts`` are its texts in order, each with the number of the place of a search that it is, or None.
    """

    number: int
    parts: tuple[tuple[str, int | None], ...]
    cited: bool
    is_first_cited: bool


@blueprint.get("/d/<document:document_id>/<page:number>")
def page_view(document_id: str, number: int) -> ResponseReturnValue:
    """One page with what was asked for marked on it."""
    disclosure = disclosure_or_404(document_id)
    page = page_text(document_id, number) or abort(404)
    found = record_of(disclosure, request.args.get("r", ""))
    marks = tuple(found.citations if found else _asked_marks(number))
    here = tuple(mark for mark in marks if mark.page == number)
    typed = single(request.args.to_dict(flat=False), "q")
    hits = hits_view(disclosure, number, typed, request.args.get("hit", ""), found.id if found else None)
    return render_template(
        "viewer.html",
        disclosure=disclosure,
        identity=disclosure.identity,
        page=page,
        found=found,
        boxes=[mark.box for mark in here if mark.box is not None],
        hits=hits,
        runs=page_layer(disclosure.source, number).runs,
        lines=list(_shown_lines(page, here, hits.here if hits else ())),
        other_places=_other_places(found, number),
        image_problem=unavailable_reason(disclosure.source),
        page_hrefs=_neighbours(disclosure, number, found, typed),
    )


@blueprint.get("/d/<document:document_id>/<page:number>.json")
def page_json(document_id: str, number: int) -> ResponseReturnValue:
    """The text of one page."""
    return jsonify(page_body(document_id, number))


def page_body(document_id: str, number: int) -> dict[str, JsonValue]:
    """The text of one page, or the answer 404."""
    page = page_text(document_id, number) or abort(404)
    return {"document_id": document_id, "page": json_value(page)}


@blueprint.get("/d/<document:document_id>/<page:number>.png")
def page_png(document_id: str, number: int) -> ResponseReturnValue:
    """The page drawn as PNG; an unchanged image the browser already has is not drawn again."""
    source = disclosure_or_404(document_id).source
    etag = image_etag(source, number)
    try:
        answer = Response(status=304) if etag in request.if_none_match else _png(page_image(source, number))
    except PageImageError as error:
        return make_response(str(error), 404, {"Content-Type": "text/plain; charset=utf-8"})
    answer.set_etag(etag)
    answer.cache_control.private = True
    answer.cache_control.max_age = _ONE_YEAR_S
    answer.cache_control.immutable = True
    return answer


def _png(image: bytes) -> Response:
    return Response(image, mimetype="image/png")


def _asked_marks(number: int) -> Iterator[Citation]:
    """What to mark when no record is named, as ``citation_links`` writes it; anything else is ignored."""
    for box in map(_asked_box, request.args.getlist("xywh")[:MOST_MARKS]):
        if box is not None:
            yield Citation(number, box)
    for lines in map(_LINES.fullmatch, request.args.getlist("lines")[:MOST_MARKS]):
        if lines is not None:
            yield Citation(number, first_line=int(lines[1]), last_line=int(lines[2]))


def _asked_box(text: str) -> Box | None:
    try:
        left, top, width, height = map(float, text.split(","))
    except ValueError:
        return None
    if not all(map(math.isfinite, (left, top, width, height))) or width <= 0 or height <= 0:
        return None
    return Box(left, top, left + width, top + height)


def _shown_lines(page: PageText, marks: Iterable[Citation], hits: Iterable[PageHit]) -> Iterator[ShownLine]:
    cited = {
        number
        for mark in marks
        if mark.first_line is not None and page.first_line is not None
        for number in range(
            max(mark.first_line, page.first_line),
            min(mark.last_line or mark.first_line, page.first_line + len(page.lines)) + 1,
        )
    }
    first, by_line = page.first_line or 1, defaultdict(list)
    for hit in hits:
        by_line[hit.line].append(hit)
    for place, text in enumerate(page.lines):
        parts = tuple(_parts(text, by_line[place]))
        yield ShownLine(first + place, parts, first + place in cited, first + place == min(cited, default=None))


def _parts(text: str, hits: Iterable[PageHit]) -> Iterator[tuple[str, int | None]]:
    """The text of a line cut at its hits, fit to be shown."""
    shown, end = mask_mobile_numbers(text), 0
    for hit in hits:
        yield shown[end : hit.start], None
        yield shown[hit.start : hit.end], hit.number
        end = hit.end
    yield shown[end:], None


def _other_places(found: FoundRecord | None, number: int) -> tuple[CitationLink, ...]:
    """The record's other pages."""
    if found is None:
        return ()
    links = citation_links(found.disclosure.document_id, found.citations, record_id=found.id)
    return tuple(link for link in links if link.page != number)


def _neighbours(disclosure: Disclosure, number: int, found: FoundRecord | None, typed: str) -> dict[str, str]:
    record = found.id if found else None
    return {
        "previous": page_link(disclosure.document_id, number - 1, record_id=record, typed=typed),
        "following": page_link(disclosure.document_id, number + 1, record_id=record, typed=typed),
    }
