"""Any query as a feed: Atom and JSON Feed, so that a search can be watched without an account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from xml.etree import ElementTree

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from index.catalog import Catalog
from index.documents import IndexDocument
from index.query.tree import Query, Sort
from search_app.addresses.links import feed_link, record_link, search_link
from search_app.addresses.query_args import query_from_args
from search_app.library import current_library
from search_app.privacy import mask_mobile_numbers
from search_app.views.hit import amount, facts
from search_app.wording.formats import amount_text

blueprint = Blueprint("feeds", __name__)

#: Entries of a feed: the newest years first.
MOST_ENTRIES = 100
_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
#: When nothing says when a file was read.
_UNKNOWN_TIME = datetime(1970, 1, 1, tzinfo=UTC)

ElementTree.register_namespace("", _ATOM)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record; ``updated`` is when its file was last read. The address is its identity."""

    link: str
    title: str
    summary: str
    updated: datetime


@dataclass(frozen=True, slots=True)
class Feed:
    title: str
    home: str
    itself: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        return max((entry.updated for entry in self.entries), default=_UNKNOWN_TIME)


@blueprint.get("/feed.atom")
def feed_atom() -> ResponseReturnValue:
    """What a query finds as Atom (RFC 4287)."""
    return Response(atom(_asked_feed("atom")), content_type="application/atom+xml; charset=utf-8")


@blueprint.get("/feed.json")
def feed_json() -> ResponseReturnValue:
    """What a query finds as JSON Feed 1.1."""
    answer = jsonify(json_feed(_asked_feed("json")))
    answer.content_type = "application/feed+json; charset=utf-8"
    return answer


def atom(feed: Feed) -> bytes:
    """The feed as an Atom document."""
    root = ElementTree.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", feed.home)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated.isoformat())
    _add(_add(root, "author"), "name", "预搜")
    _add(root, "link", href=feed.home)
    _add(root, "link", rel="self", href=feed.itself)
    for entry in feed.entries:
        element = _add(root, "entry")
        _add(element, "id", entry.link)
        _add(element, "title", entry.title)
        _add(element, "updated", entry.updated.isoformat())
        _add(element, "link", href=entry.link)
        _add(element, "summary", entry.summary)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def json_feed(feed: Feed) -> Mapping[str, object]:
    """The feed as JSON Feed."""
    items = [
        {
            "id": entry.link,
            "url": entry.link,
            "title": entry.title,
            "content_text": entry.summary,
            "date_modified": entry.updated.isoformat(),
        }
        for entry in feed.entries
    ]
    about = {"version": _JSON_FEED, "title": feed.title, "home_page_url": feed.home, "feed_url": feed.itself}
    return {**about, "language": "zh-CN", "items": items}


def _asked_feed(form: str) -> Feed:
    library, site = current_library(), request.url_root.rstrip("/")
    query = replace(
        query_from_args(request.args.to_dict(flat=False)), sort=Sort.YEAR_DESC, limit=MOST_ENTRIES, cursor=None
    )
    page = library.searcher.search(query, facets=())
    times = cache(lambda sha256: _read_at(library.catalog, sha256))
    entries = tuple(_entry(hit.document, site, times(hit.document.sha256)) for hit in page.hits)
    home = site + search_link(replace(query, sort=Sort.RELEVANCE, limit=Query().limit))
    return Feed(f"预搜：{_sayable(query.text) or '全部记录'}", home, site + feed_link(query, form), entries)


def _entry(document: IndexDocument, site: str, updated: datetime) -> Entry:
    yuan = amount(document)
    said = (*facts(document), "" if yuan is None else amount_text(yuan))
    title, summary = (_sayable(mask_mobile_numbers(text)) for text in (document.name, " · ".join(filter(None, said))))
    return Entry(site + record_link(document.id), title, summary, updated)


def _read_at(catalog: Catalog, sha256: str) -> datetime:
    return max((entry.seen_at for entry in catalog.entries(sha256)), default=_UNKNOWN_TIME)


def _sayable(text: str) -> str:
    """Without control characters and what is no character, which XML has no way to say."""
    return "".join(character for character in text if character.isprintable())


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element
