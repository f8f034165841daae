"""Everything at once: ``/download`` says what there is, ``/download.zip`` is all of it, streamed."""

from __future__ import annotations

import threading
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from index.catalog.findings import FindingChoice
from index.query.tree import Filter, Query
from index.records import RecordKind
from search_app.addresses.finding_args import FindingQuery
from search_app.addresses.links import search_link
from search_app.export.collection import Collection, Findings, collection_parts
from search_app.export.columns import COLUMNS, Origin
from search_app.library import Library, current_library
from search_app.pages.finding import FINDING_HEAD, FINDING_NAMES, every_finding, finding_cells
from search_app.wording.languages import gettext, said

blueprint = Blueprint("download", __name__)

#: Downloads that one process serves at a time: each reads the whole index.
MOST_AT_ONCE = 1
#: Seconds after which it may be tried again.
BUSY_S = 60

_places = threading.BoundedSemaphore(MOST_AT_ONCE)

_EVERY_FINDING = FindingChoice({})
_DOCUMENTS = Query(filters=(Filter("kind", (RecordKind.DOCUMENT,)),))


@blueprint.get("/download")
def download_page() -> ResponseReturnValue:
    """What the archive holds."""
    library = current_library()
    counts = _counts(library)
    return render_template("download.html", counts=counts, columns=COLUMNS)


@blueprint.get("/download.zip")
def download_archive() -> ResponseReturnValue:
    """The whole collection as one archive."""
    library = current_library()
    if not _places.acquire(blocking=False):
        raise TooManyRequests(retry_after=BUSY_S)
    try:
        answer = Response(collection_parts(_collection(library)), content_type="application/zip")
    except BaseException:
        _places.release()
        raise
    answer.call_on_close(_places.release)
    name = quote(f"预搜_全部_快照{library.catalog.version()}.zip")
    answer.headers.set("Content-Disposition", "attachment", **{"filename*": f"UTF-8''{name}"})
    answer.headers["X-Snapshot"] = str(library.catalog.version())
    return answer


def _counts(library: Library) -> dict[str, int]:
    return {
        "documents": library.engine.count(_DOCUMENTS),
        "records": library.engine.count(Query()),
        "findings": library.catalog.finding_count(_EVERY_FINDING),
    }


def _collection(library: Library) -> Collection:
    site, snapshot = request.url_root.rstrip("/"), library.catalog.version()
    origin = Origin(site, site + search_link(Query()), snapshot)
    counts = _counts(library)
    every = every_finding(library.catalog, FindingQuery(_EVERY_FINDING))
    findings = Findings(
        [said(head) for head in FINDING_HEAD],
        FINDING_NAMES,
        (finding_cells(finding, site, snapshot) for finding in every),
    )
    return Collection(
        readme=render_template("download.txt", counts=counts, columns=COLUMNS, site=site, snapshot=snapshot),
        origin=origin,
        head=[gettext(column.label) for column in COLUMNS],
        records=library.engine.scan(Query()),
        again=library.engine.scan(Query()),
        documents=library.engine.scan(_DOCUMENTS),
        findings=findings,
        about={"query": "", "search": origin.search, "snapshot": snapshot, "total": counts["records"]},
    )
