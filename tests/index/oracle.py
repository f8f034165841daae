"""What an engine means, by brute force over plain Python: slow, obvious, the judge of every real engine.

Only the order by relevance is weaker than an engine's: it knows the tiers, not
the weights within a tier.
"""

from __future__ import annotations

import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from analyzers.segment import index_words, query_words
from analyzers.text import normalise_text
from index.beside import Beside
from index.documents import IndexDocument
from index.engine import EngineHit, EnginePage, EngineResult, FacetValue, HistogramBucket
from index.fields import AMOUNT_EDGES_FEN, FIELDS, FieldType
from index.query.leaves import plan
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    Filter,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Query,
    QueryError,
    Range,
    Sort,
    TextLeaf,
    Words,
    WordStart,
    text_leaves,
)

CONTENT = ("name", "goal", "indicators", "text")
KIND_ORDER = ("project", "document", "line", "section")


@dataclass(frozen=True)
class OracleEngine:
    """Records in a dictionary. ``search`` without a cursor gives the whole list cut at the limit."""

    records: dict[str, IndexDocument]

    @property
    def beside(self) -> Beside:
        return Beside(0)

    @contextmanager
    def batch(self) -> Iterator[OracleBatch]:
        draft = OracleBatch(dict(self.records))
        yield draft
        self.records.clear()
        self.records.update(draft.records)

    @staticmethod
    def encode(documents: Sequence[IndexDocument]) -> bytes:
        return pickle.dumps(list(documents))

    def state(self) -> frozenset[str]:
        return frozenset(map(repr, self.records.values()))

    def search(self, query: Query, *, facets: Sequence[str] = (), most_values: int | None = None) -> EngineResult:
        check_fields(query)
        found = [record for record in self.records.values() if matches(record, query)]
        ordered = sorted(found, key=lambda record: (order_key(record, query), id_key(record)))
        start = cursor_start(query, ordered)
        page = ordered[start : start + query.limit]
        more = bool(page) and len(ordered) > start + len(page)
        return EngineResult(
            total=len(found),
            hits=tuple(EngineHit(record, tier_sum(record, query), ()) for record in page),
            facets={
                name: facet(name, self.records.values(), query)[: cut(name, query, most_values)] for name in facets
            },
            histogram=histogram(self.records.values(), query),
            amounts=OracleAmounts(found),
            classes={
                adds: OracleAmounts([record for record in found if record.adds == adds])
                for adds in {record.adds for record in found if record.adds}
            },
            next_cursor=f"after {page[-1].id} {query.sort}" if more else None,
        )

    def page(self, query: Query) -> EnginePage:
        found = self.search(query)
        return EnginePage(found.hits, found.next_cursor)

    def values(self, field: str) -> tuple[str, ...]:
        return tuple({value for record in self.records.values() for value in values(record, field)})

    def values_among(self, query: Query, field: str) -> set[str]:
        return {value for record in self.scan(query) for value in values(record, field)}

    def scan(self, query: Query) -> Iterator[IndexDocument]:
        check_fields(query)
        return iter(sorted((record for record in self.records.values() if matches(record, query)), key=id_key))

    def get(self, record_id: str) -> IndexDocument | None:
        return self.records.get(record_id)

    def count(self, query: Query) -> int:
        return sum(matches(record, query) for record in self.records.values())

    def word_counts(self, words: Sequence[str], field: str) -> tuple[int, ...]:
        return tuple(sum(word in words_of(record, field) for record in self.records.values()) for word in words)

    def saying(self, words: Mapping[str, float], query: Query, limit: int) -> tuple[IndexDocument, ...]:
        found = [record for record in self.records.values() if matches(record, query)]
        weights = {record.id: weight_said(record, words) for record in found}
        said = [record for record in found if weights[record.id]]
        return tuple(sorted(said, key=lambda record: -weights[record.id])[:limit])

    def close(self) -> None:
        self.records.clear()


class OracleAmounts:
    def __init__(self, records: Sequence[IndexDocument]) -> None:
        self.held = records
        self.records = len(records)
        self.amounts = sorted(record.amount_fen for record in records if record.amount_fen is not None)
        self.count = len(self.amounts)

    def sum_fen(self) -> int:
        return sum(self.amounts)

    def without(self, node: Node) -> OracleAmounts:
        return OracleAmounts([record for record in self.held if not holds(record, node)])

    def at(self, positions: Sequence[int]) -> tuple[int, ...]:
        return tuple(self.amounts[position] for position in positions)


@dataclass(frozen=True)
class OracleBatch:
    records: dict[str, IndexDocument]

    def add(self, documents: Sequence[IndexDocument]) -> None:
        self.records.update((document.id, document) for document in documents)

    def add_encoded(self, encoded: bytes) -> None:
        self.add(pickle.loads(encoded))

    def delete_document(self, document_id: str) -> None:
        for record in [record for record in self.records.values() if record.document_id == document_id]:
            del self.records[record.id]


def check_fields(query: Query) -> None:
    """Only integers lie in ranges, and only keywords and integers are chosen."""
    for bounds in query.ranges:
        expect_type(bounds.field, FieldType.INTEGER)
    for chosen in query.filters:
        expect_type(chosen.field, FieldType.KEYWORD, FieldType.INTEGER)


def expect_type(name: str, *types: FieldType) -> None:
    if not any(field.name == name and field.type in types for field in FIELDS):
        raise QueryError(f"字段“{name}”不能这样查询", span=(0, 0), hint="请换一个字段")


def matches(record: IndexDocument, query: Query, *, ignoring: str | None = None) -> bool:
    return (
        holds(record, query.tree)
        and all(in_range(record, bounds) for bounds in query.ranges if bounds.field != ignoring)
        and all(passes(record, chosen) for chosen in query.filters if chosen.field != ignoring)
    )


def holds(record: IndexDocument, node: Node) -> bool:
    match node:
        case MatchAll():
            return True
        case Words():
            return tier(record, node) is not None
        case Exact(text, field):
            return says(record, normalise_text(text), (field,) if field else CONTENT)
        case WordStart(text, field):
            start = normalise_text(text)
            words = set().union(*(words_of(record, name) for name in ((field,) if field else CONTENT)))
            return bool(start) and any(word.startswith(start) for word in words)
        case Near():
            return any(near_in(normalise_text(getattr(record, name)), node) for name in near_fields(node))
        case AtLeast(children, least):
            return sum(holds(record, child) for child in children) >= least
        case FieldTerm(field, value):
            return value in values(record, field)
        case Prefix(field, value):
            return any(held.startswith(value) for held in values(record, field))
        case Range():
            return in_range(record, node)
        case And(children):
            return all(holds(record, child) for child in children)
        case Or(children):
            return any(holds(record, child) for child in children)
        case Not(child):
            return not holds(record, child)


def near_fields(node: Near) -> tuple[str, ...]:
    return (node.field,) if node.field else CONTENT


def near_in(text: str, node: Near) -> bool:
    """Every place of the one text against every place of the other."""
    first, second = normalise_text(node.first), normalise_text(node.second)
    return any(
        0 <= start - (other + len(before)) <= node.distance
        for before, behind in ((first, second), (second, first))
        for other in places(text, before)
        for start in places(text, behind)
    )


def places(text: str, part: str) -> list[int]:
    return [start for start in range(len(text)) if part and text.startswith(part, start)]


def tier(record: IndexDocument, leaf: TextLeaf, *, alone: bool = True) -> float | None:
    """2 literally (a half more in the name), 1 by its words or by where it stands, 0 by a synonym, None not at all.

    Beside other texts (not ``alone``) where it stands counts like what it says.
    """
    asked_fields = (leaf.field,) if leaf.field else (*CONTENT, "context")
    said = tuple(field for field in asked_fields if field != "context")
    if isinstance(leaf, WordStart):
        return 2 if holds(record, leaf) else None
    literal = normalise_text(leaf.text)
    if "name" in said and says(record, literal, ("name",)):
        return 2.5
    if says(record, literal, said) or (not alone and isinstance(leaf, Words) and says(record, literal, asked_fields)):
        return 2
    if isinstance(leaf, Exact):
        return 2 if leaf.field == "context" and says(record, literal, ("context",)) else None
    asked = plan(leaf)
    every_word = set().union(*(words_of(record, field) for field in asked_fields))
    if says(record, literal, asked_fields) or (asked.words and every_word.issuperset(asked.words)):
        return 1
    for synonym in asked.synonyms:
        needed = query_words(synonym.term)
        if needed and any(words_of(record, field).issuperset(needed) for field in said):
            return 0
    return None


def tier_sum(record: IndexDocument, query: Query) -> float:
    leaves = text_leaves(query.tree)
    return sum(tier(record, leaf, alone=len(leaves) == 1) or 0 for leaf in leaves)


def weight_said(record: IndexDocument, words: Mapping[str, float]) -> float:
    boosts = {"name": 4.0, "goal": 1.5, "indicators": 1.0, "text": 1.0}
    return sum(
        weight * max((boost for field, boost in boosts.items() if word in words_of(record, field)), default=0)
        for word, weight in words.items()
    )


def says(record: IndexDocument, literal: str, fields: Sequence[str]) -> bool:
    return bool(literal) and any(literal in normalise_text(getattr(record, field)) for field in fields)


def words_of(record: IndexDocument, field: str) -> set[str]:
    return set(index_words(normalise_text(getattr(record, field))))


def values(record: IndexDocument, field: str) -> tuple[str, ...]:
    value = getattr(record, field)
    if isinstance(value, tuple):
        return value
    return () if value in (None, "") else (str(value),)


def in_range(record: IndexDocument, bounds: Range) -> bool:
    value = getattr(record, bounds.field)
    return (
        value is not None
        and (bounds.low is None or bounds.low <= value)
        and (bounds.high is None or value <= bounds.high)
    )


def passes(record: IndexDocument, chosen: Filter) -> bool:
    if not chosen.values:
        return True
    if chosen.field == "code":  # a chosen subject stands for everything below it
        wanted = any(held.startswith(chosen.values) for held in values(record, "code"))
    else:
        wanted = bool(set(values(record, chosen.field)) & set(chosen.values))
    return wanted is not chosen.exclude


def facet(name: str, records: Sequence[IndexDocument], query: Query) -> tuple[FacetValue, ...]:
    counts = Counter({value: 0 for chosen in query.filters if chosen.field == name for value in chosen.values})
    for record in records:
        if matches(record, query, ignoring=name):
            counts.update(values(record, name))
    return tuple(
        FacetValue(value, count) for value, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def cut(name: str, query: Query, most_values: int | None) -> int | None:
    """How many values of a facet are given; all of them where something is chosen in it."""
    chosen = [*(chosen.field for chosen in query.filters), *(bounds.field for bounds in query.ranges)]
    return None if name in chosen else most_values


def histogram(records: Sequence[IndexDocument], query: Query) -> tuple[HistogramBucket, ...]:
    amounts = [
        record.amount_fen
        for record in records
        if record.amount_fen is not None and matches(record, query, ignoring="amount_fen")
    ]
    return tuple(
        HistogramBucket(low, high, sum((low is None or low <= a) and (high is None or a < high) for a in amounts))
        for low, high in pairwise((None, *AMOUNT_EDGES_FEN, None))
    )


def order_key(record: IndexDocument, query: Query) -> tuple[float | str, ...]:
    """What the order goes by before the id; a missing value comes last."""
    match query.sort:
        case Sort.AMOUNT_ASC:
            return missing_last(record.amount_fen, lambda fen: fen)
        case Sort.AMOUNT_DESC:
            return missing_last(record.amount_fen, lambda fen: -fen)
        case Sort.YEAR_DESC:
            return missing_last(record.year, lambda year: -year)
        case Sort.PLACE:
            return (not record.division_code, record.division_code)
        case Sort.RELEVANCE if text_leaves(query.tree):
            return (-tier_sum(record, query), record.section_kind == "glossary")
        case Sort.RELEVANCE:
            return (KIND_ORDER.index(record.kind), *missing_last(record.amount_fen, lambda fen: -fen))


def missing_last(value: int | None, key: Callable[[int], int]) -> tuple[float, ...]:
    return (True,) if value is None else (False, key(value))


def id_key(record: IndexDocument) -> tuple[str, str, int]:
    document, _, place = record.id.partition("-")
    return document, place[0], int(place[1:])


def cursor_start(query: Query, ordered: Sequence[IndexDocument]) -> int:
    """The cursor names the last record shown, which is all a list that never changes needs."""
    if query.cursor is None:
        return 0
    after, _, rest = query.cursor.partition(" ")
    record_id, _, sort = rest.partition(" ")
    ids = [record.id for record in ordered]
    if after != "after" or sort != query.sort or record_id not in ids:
        raise QueryError("翻页标记无法识别", span=(0, 0), hint="请回到第一页重新翻页")
    return ids.index(record_id) + 1
