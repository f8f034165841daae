"""What the engines are held against: the bare tantivy call, and SQLite's full-text search doing a whole page."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from analyzers.segment import query_words
from analyzers.text import normalise_text
from index.documents import IndexDocument
from index.engines.tantivy_engine.lookup import TantivyLookup
from index.engines.tantivy_engine.storage import Storage
from index.fields import AMOUNT_EDGES_FEN, TEXT_FIELDS
from index.query.matching import Matching
from index.query.tree import Query
from index.streams import streams

#: Facets of a page, the same for everyone.
FACETS = ("kind", "province", "county", "department_type", "year", "stage")
HITS = 20
FACET_VALUES = 100
AMOUNT = "amount_fen"

_BARE_WORD = re.compile(r"\w+")


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


class Fts5:
    """Segmented words in an FTS5 table beside a table of values; facets, histogram and sums in SQL."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)

    def build(self, documents: Iterable[IndexDocument]) -> None:
        columns = ", ".join((*FACETS, "amount_fen"))
        texts = ", ".join(field.name for field in TEXT_FIELDS)
        with closing(self._connection.cursor()) as cursor:
            cursor.execute(f"CREATE TABLE held (number INTEGER PRIMARY KEY, record, {columns})")
            cursor.execute(f"CREATE VIRTUAL TABLE texts USING fts5({texts}, content='', tokenize='unicode61')")
            for number, document in enumerate(documents):
                values = [getattr(document, name) for name in (*FACETS, "amount_fen")]
                marks = ", ".join("?" * (2 + len(values)))
                cursor.execute(f"INSERT INTO held VALUES ({marks})", (number, repr(document), *values))
                words = [streams(getattr(document, field.name)).words for field in TEXT_FIELDS]
                marks = ", ".join("?" * (1 + len(words)))
                cursor.execute(f"INSERT INTO texts(rowid, {texts}) VALUES ({marks})", (number, *words))
            cursor.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        self._connection.commit()

    def page(self, typed: str) -> None:
        """The page of a question that is nothing but text: all of its words."""
        match = " ".join(f'"{word}"' for word in query_words(normalise_text(" ".join(_BARE_WORD.findall(typed)))))
        with closing(self._connection.cursor()) as cursor:
            best = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 4, 1.5, 1, 1, 0.5) LIMIT ?"
            numbers = [number for (number,) in cursor.execute(best, (match, HITS))]
            for number in numbers:
                cursor.execute("SELECT record FROM held WHERE number = ?", (number,)).fetchone()
            cursor.execute("CREATE TEMP TABLE found AS SELECT rowid AS number FROM texts WHERE texts MATCH ?", (match,))
            for request in _page_requests():
                cursor.execute(request).fetchall()
            cursor.execute("DROP TABLE found")


def _page_requests() -> Sequence[str]:
    source = "FROM found JOIN held USING (number)"
    edges = [*AMOUNT_EDGES_FEN]
    cases = " ".join(f"WHEN amount_fen < {edge} THEN {place}" for place, edge in enumerate(edges))
    return (
        *(f"SELECT {facet}, count(*) {source} GROUP BY 1 ORDER BY 2 DESC" for facet in FACETS),
        f"SELECT CASE {cases} ELSE {len(edges)} END, count(*) {source} WHERE amount_fen IS NOT NULL GROUP BY 1",
        f"SELECT count(*), count(amount_fen), sum(amount_fen), min(amount_fen), max(amount_fen) {source}",
    )
