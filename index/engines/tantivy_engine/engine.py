"""The engine protocol over tantivy."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import tantivy

from index.documents import IndexDocument
from index.engine import AmountStats, EngineHit, EngineResult
from index.engines.tantivy_engine import aggregation
from index.engines.tantivy_engine.amounts import amounts_at
from index.engines.tantivy_engine.combining import all_of, any_of, scored, unscored
from index.engines.tantivy_engine.hits import Page, Place, page_by_field, page_by_score
from index.engines.tantivy_engine.lookup import TantivyLookup
from index.engines.tantivy_engine.ranking import Ranking
from index.engines.tantivy_engine.scanning import scan
from index.engines.tantivy_engine.schema import decode, encode, to_tantivy, words_field
from index.engines.tantivy_engine.storage import Storage
from index.fields import CONTENT_FIELDS
from index.matching import Matching
from index.paging import Cursor, decode_cursor
from index.query import FieldTerm, Query, Range, Sort, text_leaves


class TantivyEngine:
    """An index in one folder; safe to share between threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the folder; see ``open_engine`` for what can go wrong."""
        self._storage = Storage(path, create=create)

    @contextmanager
    def batch(self) -> Iterator[TantivyBatch]:
        writer = self._storage.writer()
        try:
            yield TantivyBatch(writer)
            writer.commit()
            self._storage.searcher()  # the next question sees it, whatever becomes of the folder
        except BaseException:
            writer.rollback()
            raise
        finally:
            writer.wait_merging_threads()  # gives up the lock

    @staticmethod
    def encode(documents: Sequence[IndexDocument]) -> bytes:
        return pickle.dumps(list(map(encode, documents)))

    def search(self, query: Query, *, facets: Sequence[str] = ()) -> EngineResult:
        return _Search(self._storage, query).result(facets)

    def scan(self, query: Query) -> Iterator[IndexDocument]:
        searcher = self._storage.searcher()
        wanted = Matching(TantivyLookup(searcher, self._storage.schema)).query(query)
        return (decode(searcher.doc(address)) for address in scan(searcher, self._storage.schema, wanted))

    def get(self, record_id: str) -> IndexDocument | None:
        searcher = self._storage.searcher()
        term = Matching(TantivyLookup(searcher, self._storage.schema)).node(FieldTerm("id", record_id))
        hits = searcher.search(term, 1, count=False).hits
        return decode(searcher.doc(hits[0][1])) if hits else None

    def count(self, query: Query) -> int:
        searcher = self._storage.searcher()
        return _count(searcher, Matching(TantivyLookup(searcher, self._storage.schema)).query(query))

    def amounts_at(self, query: Query, positions: Sequence[int]) -> tuple[int, ...]:
        searcher = self._storage.searcher()
        matching = Matching(TantivyLookup(searcher, self._storage.schema))
        return amounts_at(searcher, matching, matching.query(query), positions)

    def word_counts(self, words: Sequence[str], field: str) -> tuple[int, ...]:
        searcher = self._storage.searcher()
        return tuple(searcher.doc_freq(words_field(field), word) for word in words)

    def saying(self, words: Mapping[str, float], query: Query, limit: int) -> tuple[IndexDocument, ...]:
        searcher = self._storage.searcher()
        matching = Matching(TantivyLookup(searcher, self._storage.schema))
        wanted = all_of([unscored(matching.query(query)), _saying(matching, words)])
        hits = searcher.search(wanted, min(limit, max(searcher.num_docs, 1)), count=False).hits
        return tuple(decode(searcher.doc(address)) for _, address in hits)

    def close(self) -> None:
        self._storage.close()


class TantivyBatch:
    """Changes held by the writer until it commits."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def add(self, documents: Sequence[IndexDocument]) -> None:
        for document in documents:
            self._writer.add_document(to_tantivy(encode(document)))

    def add_encoded(self, encoded: bytes) -> None:
        for document in pickle.loads(encoded):
            self._writer.add_document(to_tantivy(document))

    def delete_document(self, document_id: str) -> None:
        self._writer.delete_documents_by_term("document_id", document_id)


class _Search:
    """One question asked of one state of the index."""

    def __init__(self, storage: Storage, query: Query) -> None:
        self._searcher = storage.searcher()
        self._query = query
        self._matching = Matching(TantivyLookup(self._searcher, storage.schema))
        self._wanted = self._matching.query(query)
        self._cursor = decode_cursor(query.cursor, query.sort) if query.cursor else None

    def result(self, facets: Sequence[str]) -> EngineResult:
        page = self._page()
        answers = self._answers(facets)
        return EngineResult(
            total=aggregation.read_total(answers),
            hits=tuple(self._hit(place) for place in page.places),
            facets={name: aggregation.read_facet(answers, name, self._query) for name in facets},
            histogram=aggregation.read_histogram(answers),
            stats=self._stats(answers),
            next_cursor=self._next_cursor(page),
        )

    def _page(self) -> Page:
        limit = min(self._query.limit, max(self._searcher.num_docs, 1))
        if limit < 1:
            return Page((), more=False)
        if self._query.sort is Sort.RELEVANCE and text_leaves(self._query.tree):
            ranking = Ranking(self._matching, self._query, records=self._searcher.num_docs)
            return page_by_score(self._searcher, ranking.as_query(), self._cursor, limit)
        return page_by_field(self._searcher, self._wanted, self._query.sort, self._cursor, limit)

    def _hit(self, place: Place) -> EngineHit:
        return EngineHit(decode(self._searcher.doc(place.address)), place.score, place.key)

    def _answers(self, facets: Sequence[str]) -> aggregation.Json:
        answers: aggregation.Json = {}
        for ignored, request in aggregation.requests(self._query, facets).items():
            wanted = self._wanted if ignored is None else self._matching.query(self._query, ignoring=ignored)
            answers |= self._searcher.aggregate(wanted, request)
        return answers

    def _stats(self, answers: aggregation.Json) -> AmountStats:
        stats = aggregation.read_stats(answers)
        if stats.min_fen is None or stats.max_fen is None:
            return stats
        if max(-stats.min_fen, stats.max_fen) < aggregation.EXACT_FLOAT:
            return stats
        return replace(stats, min_fen=self._extreme(tantivy.Order.Asc), max_fen=self._extreme(tantivy.Order.Desc))

    def _extreme(self, order: tantivy.Order) -> int:
        """The lowest or highest amount to the fen, however large."""
        with_amount = all_of([self._wanted, self._matching.node(Range(aggregation.AMOUNT))])
        hits = self._searcher.search(with_amount, 1, count=False, order_by_field=aggregation.AMOUNT, order=order).hits
        return int(hits[0][0])

    def _next_cursor(self, page: Page) -> str | None:
        if not page.more or not page.places:
            return None
        rank = (self._cursor.rank if self._cursor else 0) + len(page.places)
        return Cursor(self._query.sort, page.places[-1].key, rank).encode()


def _saying(matching: Matching[tantivy.Query], words: Mapping[str, float]) -> tantivy.Query:
    """Any of the words, each in the field where it weighs most."""
    weighed = (
        [scored(matching.lookup.word(field, word), weight * field.boost) for field in CONTENT_FIELDS]
        for word, weight in words.items()
    )
    return any_of([tantivy.Query.disjunction_max_query(fields) for fields in weighed])


def _count(searcher: tantivy.Searcher, wanted: tantivy.Query) -> int:
    result = searcher.search(wanted, 1, count=True)  # a limit of 0 panics
    return int(result.count)  # type: ignore[attr-defined]  # missing from tantivy's stubs
