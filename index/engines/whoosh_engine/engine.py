"""The engine protocol over Whoosh."""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.writing import SegmentWriter

from index.beside import Beside
from index.documents import IndexDocument
from index.engine import EngineHit, EnginePage, EngineResult
from index.engines.whoosh_engine import counting
from index.engines.whoosh_engine.bits import numbers_of
from index.engines.whoosh_engine.counting import WhooshAmounts
from index.engines.whoosh_engine.hits import Place, places_by_field, places_by_score
from index.engines.whoosh_engine.lookup import WhooshLookup
from index.engines.whoosh_engine.ranking import Ranking
from index.engines.whoosh_engine.schema import DOCUMENT, KEY, encode, words_field
from index.engines.whoosh_engine.snapshot import Snapshot
from index.engines.whoosh_engine.storage import Storage, merge
from index.fields import CONTENT_FIELDS
from index.query.matching import Matching
from index.query.paging import Cursor, decode_cursor
from index.query.sorting import id_order
from index.query.tree import Query, Sort, text_leaves


class WhooshEngine:
    """An index in one folder; safe to share between threads."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the folder; see ``open_engine`` for what can go wrong."""
        self._storage = Storage(path, create=create)
        self.beside = Beside(0)  # Python all through: threads would take turns

    @contextmanager
    def batch(self) -> Iterator[WhooshBatch]:
        writer = self._storage.writer()
        try:
            batch = WhooshBatch()
            yield batch
            batch.write(writer)
            writer.commit(mergetype=merge)
        except BaseException:
            writer.cancel()
            raise
        self._storage.snapshot()  # the next question sees it, whatever becomes of the folder

    @staticmethod
    def encode(documents: Sequence[IndexDocument]) -> bytes:
        return pickle.dumps([(document.document_id, encode(document)) for document in documents])

    def state(self) -> Hashable:
        return self._storage.state()

    def search(self, query: Query, *, facets: Sequence[str] = (), most_values: int | None = None) -> EngineResult:
        return _Search(self._storage.snapshot(), query).result(facets, most_values)

    def page(self, query: Query) -> EnginePage:
        return _Search(self._storage.snapshot(), query).page()

    def values(self, field: str) -> tuple[str, ...]:
        return tuple(self._storage.snapshot().values(field))

    def values_among(self, query: Query, field: str) -> frozenset[str]:
        snapshot = self._storage.snapshot()
        found = _found(snapshot, query)
        return frozenset(value for value, records in snapshot.values(field).items() if records & found)

    def scan(self, query: Query) -> Iterator[IndexDocument]:
        snapshot = self._storage.snapshot()
        ids = {number: snapshot.record_id(number) for number in numbers_of(_found(snapshot, query))}
        return map(snapshot.record, sorted(ids, key=lambda number: id_order(ids[number])))

    def get(self, record_id: str) -> IndexDocument | None:
        snapshot = self._storage.snapshot()
        found = next(numbers_of(snapshot.term(KEY, record_id)), None)
        return None if found is None else snapshot.record(found)

    def count(self, query: Query) -> int:
        return _found(self._storage.snapshot(), query).bit_count()

    def word_counts(self, words: Sequence[str], field: str) -> tuple[int, ...]:
        snapshot = self._storage.snapshot()
        return tuple(snapshot.term(words_field(field), word).bit_count() for word in words)

    def saying(self, words: Mapping[str, float], query: Query, limit: int) -> tuple[IndexDocument, ...]:
        snapshot = self._storage.snapshot()
        found, weights = _found(snapshot, query), defaultdict[int, float](float)
        for word, weight in words.items():
            said = {
                number: field.boost
                for field in sorted(CONTENT_FIELDS, key=lambda field: field.boost)
                for number in numbers_of(found & snapshot.term(words_field(field.name), word))
            }
            for number, boost in said.items():
                weights[number] += weight * boost
        best = sorted(weights, key=lambda number: (-weights[number], number))[:limit]
        return tuple(snapshot.record(number) for number in best)

    def close(self) -> None:
        self.beside.close()
        self._storage.close()


class WhooshBatch:
    """Changes held in memory until the block is left: Whoosh cannot take back what it was handed."""

    def __init__(self) -> None:
        self._added: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self._deleted: set[str] = set()

    def add(self, documents: Sequence[IndexDocument]) -> None:
        for document in documents:
            self._added[document.document_id].append(encode(document))

    def add_encoded(self, encoded: bytes) -> None:
        for document_id, fields in pickle.loads(encoded):
            self._added[document_id].append(fields)

    def delete_document(self, document_id: str) -> None:
        self._deleted.add(document_id)
        self._added.pop(document_id, None)

    def write(self, writer: SegmentWriter) -> None:
        """Hand everything to the writer."""
        for document_id in self._deleted:
            writer.delete_by_term(DOCUMENT, document_id)
        for records in self._added.values():
            for fields in records:
                writer.add_document(**fields)


class _Search:
    """One question asked of one state of the index."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._query = query
        self._matching = Matching(WhooshLookup(snapshot))
        self._found = self._matching.query(query)
        self._cursor = decode_cursor(query.cursor, query.sort) if query.cursor else None

    def page(self) -> EnginePage:
        places = self._places()
        page = places[: self._query.limit]
        more = bool(page) and len(places) > len(page)
        hits = tuple(EngineHit(self._snapshot.record(place.number), place.score, place.key) for place in page)
        return EnginePage(hits, self._cursor_behind(page) if more else None)

    def result(self, facets: Sequence[str], most_values: int | None) -> EngineResult:
        page, snapshot = self.page(), self._snapshot
        classes = {name: records & self._found for name, records in snapshot.values(counting.ADDS).items()}
        return EngineResult(
            total=self._found.bit_count(),
            hits=page.hits,
            facets={name: counting.facet(snapshot, self._but(name), name, self._query, most_values) for name in facets},
            histogram=counting.histogram(snapshot, self._but(counting.AMOUNT.name)),
            amounts=WhooshAmounts(snapshot, self._found),
            classes={name: WhooshAmounts(snapshot, found) for name, found in classes.items() if found},
            next_cursor=page.next_cursor,
        )

    def _places(self) -> Sequence[Place]:
        """The hits of the page and one more, if there is one."""
        wanted = self._query.limit + 1
        if self._query.sort is Sort.RELEVANCE and text_leaves(self._query.tree):
            ranking = Ranking(self._snapshot, self._matching, self._query)
            return places_by_score(self._snapshot, ranking, self._found, self._cursor, wanted)
        return places_by_field(self._snapshot, self._found, self._query.sort, self._cursor, wanted)

    def _but(self, field: str) -> int:
        """What the query finds when the choices of one field are ignored."""
        is_chosen = field in self._query.chosen_fields
        return self._matching.query(self._query, ignoring=field) if is_chosen else self._found

    def _cursor_behind(self, page: Sequence[Place]) -> str:
        rank = (self._cursor.rank if self._cursor else 0) + len(page)
        return Cursor(self._query.sort, page[-1].key, rank).encode()


def _found(snapshot: Snapshot, query: Query) -> int:
    return Matching(WhooshLookup(snapshot)).query(query)
