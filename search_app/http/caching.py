"""Validators and kept answers: an answer made from the stores is the same until their state or the program changes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from flask import Flask, Response, current_app, g, request

from index.answers.remembering import Recent
from index.catalog import CatalogError
from index.engine import EngineError
from search_app.library import current_library
from search_app.wording.languages import page_language

#: Blueprints whose answers depend on the address and the stores alone.
VALIDATED = frozenset(
    {"search", "records", "documents", "findings", "overview", "kinds", "charts", "feeds", "api", "api_pages"}
)
#: The longest answer that is kept, in bytes; longer ones are rare, and asked for once.
LONGEST_KEPT = 512 * 1024
#: What a kept answer takes besides its body and its address, in bytes: headers, and its place among the others.
ENTRY_BYTES = 1024

_EXTENSION = "yusou-kept-answers"


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a view answered: its headers (a file has its name there), its body packed; ``weight`` is in bytes."""

    headers: tuple[tuple[str, str], ...]
    packed: bytes
    weight: int


def register(app: Flask, *, kept_bytes: int) -> None:
    """Answer 304 before any work where the browser has the answer, and give every such answer its validator.

    Answers made lately are kept, packed into so many bytes with their addresses, and given again.
    """
    app.before_request(_not_modified)
    app.after_request(_validate)
    if kept_bytes:
        app.extensions[_EXTENSION] = Recent[_Kept](kept_bytes, weigh=lambda kept: kept.weight)
        app.before_request(_made_lately)
        app.after_request(_keep)


def snapshot() -> int | None:
    """The snapshot id of this request; None while the stores cannot be asked, so that the error page still comes."""
    state = _state()
    return state and state[0]


def _state() -> tuple[int, Hashable] | None:
    """The state of catalog and index at the beginning of this request."""
    if "state" not in g:
        library = current_library()
        try:
            g.state = library.catalog.version(), library.engine.state()
        except (CatalogError, EngineError):
            g.state = None
    found: tuple[int, Hashable] | None = g.state
    return found


def _not_modified() -> Response | None:
    if not _is_validated() or not request.if_none_match:
        return None
    return _marked(Response(status=304)) if request.if_none_match.contains_weak(_etag()) else None


def _made_lately() -> Response | None:
    if not _is_validated() or (state := _state()) is None:
        return None
    kept = _kept_answers().find(state, _key())
    g.is_kept = kept is not None
    return Response(zlib.decompress(kept.packed), headers=kept.headers) if kept else None


def _validate(response: Response) -> Response:
    if response.status_code == 200 and _is_validated() and _state() is not None:
        _marked(response)
    return response


def _keep(response: Response) -> Response:
    """Keep an answer before validator, cookie and time are put on it, which each answer gets anew."""
    if _is_worth_keeping(response) and (state := _state()) is not None and len(response.get_data()) <= LONGEST_KEPT:
        packed = zlib.compress(response.get_data(), level=1)
        weight = len(packed) + len(request.url) + ENTRY_BYTES
        _kept_answers().keep(state, _key(), _Kept(tuple(response.headers), packed, weight))
    return response


def _is_worth_keeping(response: Response) -> bool:
    made_now = response.status_code == 200 and not g.get("is_kept")
    return made_now and request.method == "GET" and _is_validated() and not response.is_streamed


def _kept_answers() -> Recent[_Kept]:
    answers = current_app.extensions[_EXTENSION]
    assert isinstance(answers, Recent)
    return answers


def _key() -> Hashable:
    """What an answer depends on besides the state; feeds and exports name the host they were asked at."""
    return request.url, page_language()


def _marked(response: Response) -> Response:
    """With the validator: weak, since an answer says how long it took."""
    response.set_etag(_etag(), weak=True)
    response.cache_control.no_cache = True
    return response


def _is_validated() -> bool:
    return request.method in ("GET", "HEAD") and request.blueprint in VALIDATED


def _etag() -> str:
    said = f"{_state()} {current_app.config['NOTICE']}"
    return f"{snapshot()}-{hashlib.sha256(said.encode()).hexdigest()[:8]}-{program_stamp()}-{page_language()}"


@cache
def program_stamp() -> str:
    """What changes when the program, a template, the style sheet or the script does."""
    folder = Path(__file__).parents[1]
    sources = sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".html", ".css", ".js", ".mo"})
    stamps = [f"{path.relative_to(folder)} {path.stat().st_mtime_ns}" for path in sources]
    return hashlib.sha256("\n".join((version("yusou"), *stamps)).encode()).hexdigest()[:12]
