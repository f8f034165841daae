"""The hits of one page in a total order, behind a cursor."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from index.engines.whoosh_engine.bits import numbers_of
from index.engines.whoosh_engine.ranking import Ranking, Tier
from index.engines.whoosh_engine.snapshot import Snapshot
from index.query.paging import Cursor, SortKey, cursor_error
from index.query.sorting import id_order
from index.query.tree import Sort
from index.sentence import Sentence


@dataclass(frozen=True, slots=True)
class Place:
    """A hit before its record is read."""

    key: SortKey
    score: float
    number: int


def places_by_field(snapshot: Snapshot, found: int, sort: Sort, cursor: Cursor | None, wanted: int) -> Sequence[Place]:
    """The first so many behind the cursor in the order of a sort's own key, which no two records share."""
    after = "" if cursor is None else _cursor_key(cursor, str)
    keys = snapshot.sort_keys(sort)
    behind = (number for number in numbers_of(found) if keys[number] > after)
    return [Place((keys[number],), 0.0, number) for number in heapq.nsmallest(wanted, behind, key=keys.__getitem__)]


def places_by_score(
    snapshot: Snapshot, ranking: Ranking, found: int, cursor: Cursor | None, wanted: int
) -> Sequence[Place]:
    """The first so many behind the cursor in the order of scores, equal ones by record id."""
    score_behind = -math.inf if cursor is None else _cursor_key(cursor, float)
    places: list[Place] = []
    for tier in ranking.tiers(found):
        if -tier.lowest >= score_behind:
            scored = _places(snapshot, ranking, tier)
            behind = scored if cursor is None else (place for place in scored if place.key > cursor.key)
            places += heapq.nsmallest(wanted - len(places), behind, key=lambda place: place.key)
        if len(places) == wanted:
            break
    return places


def _places(snapshot: Snapshot, ranking: Ranking, tier: Tier) -> Iterator[Place]:
    for number, score in ranking.scores(tier):
        yield Place((-score, *id_order(snapshot.record_id(number))), score, number)


Key = TypeVar("Key", str, float)


def _cursor_key(cursor: Cursor, kind: type[Key]) -> Key:
    """What leads the key of a cursor."""
    leading = cursor.key[0]
    if not isinstance(leading, kind):
        raise cursor_error(Sentence("翻页标记属于另一个查询"))
    return leading
