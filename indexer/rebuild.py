"""A new index from the catalog, without reading a file again."""

from __future__ import annotations

import shutil
from pathlib import Path

from index.catalog import Catalog
from index.engines import open_engine
from index.swap import replace_folder
from indexer.feed import Advance, feed

#: The new index grows beside the old one, in a folder of its name and this ending.
FRESH_SUFFIX = ".rebuilding"


def rebuild_index(catalog: Catalog, index_url: str, advance: Advance) -> None:
    """Build a fresh index beside the old one and put it in its place; searching goes on meanwhile.

    The old index is not opened, so a damaged one or one of another version is no
    obstacle. The caller holds the writer's lock.
    """
    scheme, _, place = index_url.partition(":")
    live = Path(place)
    fresh = live.with_name(live.name + FRESH_SUFFIX)
    shutil.rmtree(fresh, ignore_errors=True)
    engine = open_engine(f"{scheme}:{fresh}", create=True)
    try:
        feed(catalog, engine, catalog.document_ids(), advance)
    finally:
        engine.close()
    replace_folder(fresh, live)
    catalog.indexed(catalog.pending())
