"""The two stores that pages read from, and the way a request reaches them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from flask import Flask, abort, current_app

from index.answers.search import Searcher
from index.catalog import Catalog
from index.engine import Engine
from index.engines import open_engine
from index.records import Disclosure, PageText
from index.settings import Settings
from search_app.addresses.lookup import FoundRecord, find_record

_EXTENSION = "yusou"


@dataclass(frozen=True, slots=True)
class Library:
    """What documents say (catalog), where to find it (engine), and the questions people ask of both (searcher)."""

    catalog: Catalog
    engine: Engine
    searcher: Searcher
    index_url: str = ""


@contextmanager
def open_library(settings: Settings) -> Iterator[Library]:
    """Open both stores for reading, and close them after.

    Raises:
        CatalogError: there is no catalog, or it cannot be used.
        EngineError: there is no index, or it cannot be used.
    """
    with Catalog.open(settings.catalog_url) as catalog, closing(open_engine(settings.index_url)) as engine:
        yield Library(catalog, engine, Searcher(engine), settings.index_url)


def check_library(settings: Settings) -> None:
    """Find out whether both stores can be read.

    Raises:
        CatalogError, EngineError: as ``open_library``.
    """
    with open_library(settings):
        pass


def attach_library(app: Flask, library: Library) -> None:
    """Give an application its library."""
    app.extensions[_EXTENSION] = library


def current_library() -> Library:
    """The library of the application that answers this request."""
    library = current_app.extensions[_EXTENSION]
    assert isinstance(library, Library)
    return library


def disclosure_or_404(document_id: str) -> Disclosure:
    """The disclosure of a document id, or the answer 404."""
    return current_library().catalog.disclosure(document_id) or abort(404)


def record_or_404(record_id: str) -> FoundRecord:
    """The record of a record id, or the answer 404."""
    return find_record(current_library().catalog, record_id) or abort(404)


def page_text(document_id: str, number: int) -> PageText | None:
    """The text of one page, or None."""
    return current_library().catalog.page(document_id, number)
