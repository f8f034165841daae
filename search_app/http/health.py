"""Whether this server can answer (``/healthz``), and whether it should be given work (``/readyz``)."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from index.query.tree import Query
from search_app.library import current_library

blueprint = Blueprint("health", __name__)


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """200 once a search can be answered, with the documents that the index does not hold as the catalog does."""
    library = current_library()
    library.engine.search(Query(limit=1))
    return jsonify(
        {"status": "ready", "snapshot": library.catalog.version(), "pending": len(library.catalog.pending())}
    )


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """200 with a few figures, or 503 when a store cannot be used."""
    library = current_library()
    return jsonify(
        {
            "status": "ok",
            "documents": len(library.catalog.document_ids()),
            "records": library.engine.count(Query()),
            "snapshot": library.catalog.version(),
        }
    )
