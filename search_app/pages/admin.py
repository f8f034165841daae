"""``/admin``: the state of the collection, files that could not be read, load by class, how a text is understood.

Searches that found nothing stand there only where the server was told to note them.

It is there for those on the machine itself, and for those who send the key that the server was started with; for
everyone else there is no such page.
"""

from __future__ import annotations

import hmac
import ipaddress

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue

from index.catalog import Catalog
from index.catalog.journal import JournalEntry, Outcome
from index.engines.state import index_state
from index.query.tree import Query
from search_app.library import current_library
from search_app.serving.load import SLOW_S, loads
from search_app.serving.noted_searches import is_noting, noted
from search_app.views.coverage import OUTCOME_LABELS
from search_app.views.word import word_view

blueprint = Blueprint("admin", __name__)

#: Header that carries the key; keys never stand in addresses, which are logged and passed on.
KEY_HEADER = "X-Yusou-Key"
#: Files shown of those that hold no disclosure.
MOST_ENTRIES = 200

_LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
_FAILED = (Outcome.UNREADABLE, Outcome.NOT_DISCLOSURE)


@blueprint.get("/admin")
def admin_page() -> ResponseReturnValue:
    """The page, or 404 for whoever may not see it."""
    if not (_has_key() or _is_here()):
        abort(404)
    library = current_library()
    failed = failed_files(library.catalog)
    answer = Response(
        render_template(
            "admin.html",
            records=library.engine.count(Query()),
            index=index_state(library.index_url),
            pending=len(library.catalog.pending()),
            counts=library.catalog.counts(),
            outcomes={OUTCOME_LABELS[outcome]: number for outcome, number in _outcomes(library.catalog).items()},
            failed=failed[:MOST_ENTRIES],
            failed_total=len(failed),
            loads=loads(),
            slow_ms=round(float(SLOW_S) * 1000),
            noting=is_noting(),
            noted=noted(MOST_ENTRIES),
            words=word_view(request.args.get("text", "")),
        )
    )
    answer.cache_control.no_store = True
    return answer


def failed_files(catalog: Catalog) -> tuple[JournalEntry, ...]:
    """Files that hold no disclosure or could not be read, those seen last first."""
    entries = (entry for entry in catalog.journal() if entry.outcome in _FAILED)
    return tuple(sorted(entries, key=lambda entry: entry.seen_at, reverse=True))


def _outcomes(catalog: Catalog) -> dict[Outcome, int]:
    found = catalog.outcomes()
    return {outcome: found.get(outcome, 0) for outcome in Outcome}


def _has_key() -> bool:
    key: str = current_app.config["ADMIN_KEY"]
    given = request.headers.get(KEY_HEADER, "")
    return bool(key) and hmac.compare_digest(given.encode(), key.encode())


def _is_here() -> bool:
    """Whether a browser on this machine asks for this machine, with no proxy between.

    The name asked for counts too: a page of another site may have its name lead here.
    """
    if "X-Forwarded-For" in request.headers or "Forwarded" in request.headers:
        return False
    try:
        from_here = ipaddress.ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False
    host = request.host
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    return from_here and name in _LOCAL_NAMES
