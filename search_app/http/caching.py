"""Validators: an answer made from the stores is the same until their snapshot or the program changes."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flask import Flask, Response, current_app, g, request

from index.catalog import CatalogError
from search_app.library import current_library
from search_app.wording.languages import page_language

#: Blueprints whose answers depend on the address and the stores alone.
VALIDATED = frozenset({"search", "records", "documents", "findings", "overview", "charts", "feeds", "api", "api_pages"})


def register(app: Flask) -> None:
    """Answer 304 before any work where the browser has the answer, and give every such answer its validator."""
    app.before_request(_not_modified)
    app.after_request(_validate)


def snapshot() -> int | None:
    """The snapshot id of this request; None while the catalog cannot be asked, so that the error page still comes."""
    if "snapshot" not in g:
        try:
            g.snapshot = current_library().catalog.version()
        except CatalogError:
            g.snapshot = None
    found: int | None = g.snapshot
    return found


def _not_modified() -> Response | None:
    if not _is_validated() or not request.if_none_match:
        return None
    return _marked(Response(status=304)) if request.if_none_match.contains_weak(_etag()) else None


def _validate(response: Response) -> Response:
    if response.status_code == 200 and _is_validated() and snapshot() is not None:
        _marked(response)
    return response


def _marked(response: Response) -> Response:
    """With the validator: weak, since an answer says how long it took."""
    response.set_etag(_etag(), weak=True)
    response.cache_control.no_cache = True
    return response


def _is_validated() -> bool:
    return request.method in ("GET", "HEAD") and request.blueprint in VALIDATED


def _etag() -> str:
    notice = hashlib.sha256(current_app.config["NOTICE"].encode()).hexdigest()[:6]
    return f"{snapshot()}-{program_stamp()}-{notice}-{page_language()}"


@cache
def program_stamp() -> str:
    """What changes when the program, a template, the style sheet or the script does."""
    folder = Path(__file__).parents[1]
    sources = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".html", ".css", ".js", ".mo"})
    stamps = [f"{path.relative_to(folder)} {path.stat().st_mtime_ns}" for path in sources]
    return hashlib.sha256("\n".join((version("yusou"), *stamps)).encode()).hexdigest()[:12]
