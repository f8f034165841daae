"""The engine protocol over tantivy."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from index.amount_classes import histogram
from index.beside import Beside
from index.documents import IndexDocument
from index.engine import EngineHit, EnginePage, EngineResult, FacetValue
from index.engines.tantivy_engine import aggregation
from index.engines.tantivy_engine.amounts import AMOUNT, Count, Json, TantivyAmounts, read_amount_classes
from index.engines.tantivy_engine.combining import all_of, any_of, scored, unscored
from index.engines.tantivy_engine.hits import Page, Place, page_by_field, page_by_score
from index.engines.tantivy_engine.lookup import TantivyLookup
from index.engines.tantivy_engine.ranking import Ranking
from index.engines.tantivy_engine.record_json import decode, encode
from index.engines.tantivy_engine.scanning import scan
from index.engines.tantivy_engine.schema import words_field
from index.engines.tantivy_engine.storage import Storage
from index.fields import CONTENT_FIELDS
from index.query.matching import Matching
from index.query.paging import Cursor, decode_cursor
from index.query.tree import FieldTerm, Query, Sort, text_leaves


class TantivyEngine:
    """An index in one folder; safe to share between threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the folder; see ``open_engine`` for what can go wrong."""
        self._storage = Storage(path, create=create)
        self.beside = Beside()

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
        return "\n".join(map(encode, documents)).encode()

    def state(self) -> Hashable:
        return self._storage.state()

    def search(self, query: Query, *, facets: Sequence[str] = (), most_values: int | None = None) -> EngineResult:
        return _Search(self._storage, query).result(facets, most_values, self.beside)

    def page(self, query: Query) -> EnginePage:
        return _Search(self._storage, query).page()

    def values(self, field: str) -> tuple[str, ...]:
        return tuple(value for value, _ in self._storage.searcher().terms_with_prefix(field, ""))

    def values_among(self, query: Query, field: str) -> frozenset[str]:
        searcher = self._storage.searcher()
        wanted = Matching(TantivyLookup(searcher, self._storage.schema)).query(query)
        answer = searcher.aggregate(wanted, aggregation.facet_request(field))
        return aggregation.read_values(answer, field)

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
        self.beside.close()
        self._storage.close()


class TantivyBatch:
    """Changes held by the writer until it commits."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def add(self, documents: Sequence[IndexDocument]) -> None:
        for document in documents:
            self._writer.add_json(encode(document))

    def add_encoded(self, encoded: bytes) -> None:
        for document in encoded.decode().split("\n"):
            self._writer.add_json(document)

    def delete_document(self, document_id: str) -> None:
        self._writer.delete_documents_by_term("document_id", document_id)


class _Search:
    """One question asked of one state of the index."""

    def __init__(self, storage: Storage, query: Query) -> None:
        self._searcher = storage.searcher()
        self._query = query
        self._lookup = TantivyLookup(self._searcher, storage.schema)
        self._matching = Matching(self._lookup)
        self._wanted = self._matching.query(query)
        self._cursor = decode_cursor(query.cursor, query.sort) if query.cursor else None

    def page(self) -> EnginePage:
        page = self._page()
        return EnginePage(tuple(map(self._hit, page.places)), self._next_cursor(page))

    def result(self, facets: Sequence[str], most_values: int | None, beside: Beside) -> EngineResult:
        page = self.page()
        answers = self._answers(aggregation.requests(self._query, facets, most_values), beside)
        classes = aggregation.read_classes(answers[None])
        count = Count.together(classes.values())
        by_amount = read_amount_classes(answers[AMOUNT]) if AMOUNT in answers else count.classes
        return EngineResult(
            total=count.records,
            hits=page.hits,
            facets={name: self._facet(answers, name, most_values) for name in facets},
            histogram=histogram(by_amount),
            amounts=TantivyAmounts(self._searcher, self._lookup, self._wanted, count),
            classes={
                name: self._of_class(name, held) for name, held in classes.items() if name != aggregation.NO_CLASS
            },
            next_cursor=page.next_cursor,
        )

    def _page(self) -> Page:
        limit = min(self._query.limit, max(self._searcher.num_docs, 1))
        if limit < 1:
            return Page((), more=False)
        if self._query.sort is Sort.RELEVANCE and text_leaves(self._query.tree):
            ranking = Ranking(self._matching, self._query, records=self._searcher.num_docs)
            return page_by_score(self._searcher, ranking.bands(), self._cursor, limit)
        return page_by_field(self._searcher, self._wanted, self._query.sort, self._cursor, limit)

    def _hit(self, place: Place) -> EngineHit:
        return EngineHit(decode(self._searcher.doc(place.address)), place.score, place.key)

    def _answers(self, requests: aggregation.Requests, beside: Beside) -> aggregation.Answers:
        choices: aggregation.Requests = {name: request for name, request in requests.items() if name}
        if not choices:
            return {None: self._answer(None, requests[None])}
        with beside.doing(lambda: {name: self._answer(name, request) for name, request in choices.items()}) as others:
            return {None: self._answer(None, requests[None]), **others()}

    def _answer(self, ignored: str | None, request: Json) -> Json:
        return self._searcher.aggregate(self._ignoring(ignored), request)

    def _ignoring(self, field: str | None) -> tantivy.Query:
        return self._wanted if field is None else self._matching.query(self._query, ignoring=field)

    def _facet(self, answers: aggregation.Answers, name: str, most_values: int | None) -> tuple[FacetValue, ...]:
        if name in answers:
            return aggregation.read_facet(answers[name], name, self._query, None)
        answer = answers[None]
        if not aggregation.is_sure(answer, name, most_values):
            answer = self._searcher.aggregate(self._wanted, aggregation.facet_request(name))
        return aggregation.read_facet(answer, name, self._query, most_values)

    def _of_class(self, name: str, count: Count) -> TantivyAmounts:
        within = all_of([self._wanted, self._matching.node(FieldTerm("adds", name))])
        return TantivyAmounts(self._searcher, self._lookup, within, count)

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
