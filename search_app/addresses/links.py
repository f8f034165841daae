"""Addresses of pages. Every link in a template comes from here or from ``url_for`` of a static file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from index.query.tree import Query, Sort
from index.records import RECORD_LETTERS, RecordKind
from search_app.addresses.query_args import args_from_query

#: Id of the first mark on a viewer page.
CITED_ANCHOR = "cited"
#: Id of the place of a search that is at hand there.
HIT_ANCHOR = "hit"

_DOCUMENT_RECORD_MARK = f"-{RECORD_LETTERS[RecordKind.DOCUMENT]}"


@lru_cache(maxsize=1024)
def encoded(value: str) -> str:
    """A value as it stands in an address; kept, as what was typed and chosen is in all the links of a page."""
    return quote_plus(value)


def search_link(query: Query, *, suffix: str = "") -> str:
    """The results page of a query; ``suffix`` .json asks for its JSON."""
    parameters = "&".join(f"{name}={encoded(value)}" for name, value in args_from_query(query))
    return f"/search{suffix}" + (f"?{parameters}" if parameters else "")


def export_link(query: Query, form: str) -> str:
    """Everything a query finds as a file; ``form`` is one of ``export_pages.MEDIA_TYPES``."""
    whole = replace(query, cursor=None, limit=Query().limit)
    return search_link(whole).replace("/search", f"/export.{form}", 1)


def feed_link(query: Query, form: str) -> str:
    """A query as a feed; ``form`` is atom or json."""
    whole = replace(query, cursor=None, limit=Query().limit, sort=Sort.RELEVANCE)
    return search_link(whole).replace("/search", f"/feed.{form}", 1)


def record_link(record_id: str) -> str:
    """The page of a record; a document record is its document's page."""
    document_id, is_document, _ = record_id.partition(_DOCUMENT_RECORD_MARK)
    return document_link(document_id) if is_document else f"/r/{record_id}"


def document_link(document_id: str) -> str:
    """The page of a document."""
    return f"/d/{document_id}"


def page_link(
    document_id: str, page: int, *, record_id: str | None = None, typed: str = "", hit: int | None = None
) -> str:
    """The viewer at one page; with a record, at the place where it is printed, marked.

    With what was typed its places are marked too; ``hit`` leads to one of them.
    """
    anchor = f"#{HIT_ANCHOR}" if hit else f"#{CITED_ANCHOR}" if record_id else ""
    if not typed:
        return f"/d/{document_id}/{page}" + (f"?r={record_id}" if record_id else "") + anchor
    asked = (("r", quote_plus(record_id or "")), ("q", encoded(typed)), ("hit", hit))
    parameters = "&".join(f"{name}={value}" for name, value in asked if value)
    return f"/d/{document_id}/{page}?{parameters}{anchor}"


def place_link(division_code: str, *, department: str | None = None, suffix: str = "") -> str:
    """The page of a place, or of one department of it."""
    return f"/place/{division_code}{suffix}" + (f"?{urlencode({'department': department})}" if department else "")


def subject_link(code: str, *, suffix: str = "") -> str:
    """The page of a subject; of no code, the page of all of them."""
    return f"/subject/{code}{suffix}" if code else f"/subjects{suffix}"


def compare_link(ids: Iterable[str], *, suffix: str = "") -> str:
    """The comparison of projects or places."""
    return f"/compare{suffix}?{urlencode([('id', one) for one in ids])}"


def chart_link(page: str, name: str) -> str:
    """The figures of a chart as a file; ``page`` is the address of its page, whose parameters stay."""
    path, mark, parameters = page.partition("?")
    return f"{path}/charts/{name}.csv{mark}{parameters}"
