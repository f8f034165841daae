"""What the search is held against from below: the same page in as few calls of tantivy as it takes."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from queries import FACET_VALUES, FACETS

from index.engines.tantivy_engine.lookup import TantivyLookup
from index.engines.tantivy_engine.storage import Storage
from index.fields import AMOUNT_EDGES_FEN
from index.query.matching import Matching
from index.query.tree import Query

HITS = 20
AMOUNT = "amount_fen"


class BareTantivy:
    """The same records found by the same index: best hits by tantivy's own score, and one aggregation."""

    def __init__(self, path: Path) -> None:
        storage = Storage(path, create=False)
        self._searcher = storage.searcher()
        self._matching = Matching(TantivyLookup(self._searcher, storage.schema))

    def page(self, query: Query) -> None:
        wanted = self._matching.query(query)
        hits = self._searcher.search(wanted, HITS, count=True).hits
        for _, address in hits:
            self._searcher.doc(address)
        self._searcher.aggregate(wanted, _BARE_AGGREGATION)


def _bare_aggregation() -> dict[str, object]:
    """Facets with exact counts of their most frequent values, histogram, count, sum and range of amounts."""
    terms = {"size": FACET_VALUES, "segment_size": 60_000}
    facets = {facet: {"terms": {"field": facet, **terms}} for facet in FACETS}
    edges = [*AMOUNT_EDGES_FEN]
    ranges = [{"to": edges[0]}, *({"from": low, "to": high} for low, high in pairwise(edges)), {"from": edges[-1]}]
    amounts = {"histogram": {"range": {"field": AMOUNT, "ranges": ranges}}, "stats": {"stats": {"field": AMOUNT}}}
    return {**facets, **amounts}


_BARE_AGGREGATION = _bare_aggregation()
