"""Addresses of pages. Every link in a template comes from here or from ``url_for`` of a static file."""

from __future__ import annotations

from urllib.parse import urlencode

from index.query import Query
from index.records import RECORD_LETTERS, Citation, RecordKind
from search_app.query_args import args_from_query

#: Id of the first mark on a viewer page.
CITED_ANCHOR = "cited"

_DOCUMENT_RECORD_MARK = f"-{RECORD_LETTERS[RecordKind.DOCUMENT]}"


def search_link(query: Query, *, suffix: str = "") -> str:
    """The results page of a query; ``suffix`` .json asks for its JSON."""
    parameters = urlencode(args_from_query(query))
    return f"/search{suffix}" + (f"?{parameters}" if parameters else "")


def record_link(record_id: str) -> str:
    """The page of a record; a document record is its document's page."""
    document_id, is_document, _ = record_id.partition(_DOCUMENT_RECORD_MARK)
    return document_link(document_id) if is_document else f"/r/{record_id}"


def document_link(document_id: str) -> str:
    """The page of a document."""
    return f"/d/{document_id}"


def page_link(document_id: str, page: int, *, record_id: str | None = None) -> str:
    """The viewer at one page; with a record, at the place where it is printed, marked."""
    return f"/d/{document_id}/{page}" + (f"?r={record_id}#{CITED_ANCHOR}" if record_id else "")


def citation_link(document_id: str, citation: Citation, *, record_id: str | None = None) -> str:
    """The viewer where something is printed: a record's marks by its id, anything else by box or lines."""
    link = page_link(document_id, citation.page, record_id=record_id)
    if record_id is not None:
        return link
    if citation.box is not None:
        box = citation.box
        asked = f"xywh={box.x0:.1f},{box.top:.1f},{box.x1 - box.x0:.1f},{box.bottom - box.top:.1f}"
    elif citation.first_line is not None:
        asked = f"lines={citation.first_line}-{citation.last_line or citation.first_line}"
    else:
        return link
    return f"{link}?{asked}#{CITED_ANCHOR}"
