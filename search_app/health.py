"""Whether this server can answer: the catalog and the index are asked something small."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from index.query import Query
from search_app.library import current_library

blueprint = Blueprint("health", __name__)


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
