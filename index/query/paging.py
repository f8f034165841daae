"""Cursors: where the next page of a list goes on, as a string fit for a URL."""

from __future__ import annotations

import base64
import json
import math
from dataclasses import dataclass

from index.query.tree import QueryError, Sort
from index.sentence import Sentence

#: Longer strings are not ours.
_MAX_LENGTH = 1_000

#: A text key of one order, or (negated score, the two numbers of the id) by relevance.
SortKey = tuple[int | float | str, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit shown: the next page holds what comes behind ``key`` in this order.

    ``rank`` counts the hits up to and including it; it saves time where the index
    has not changed and decides nothing.
    """

    sort: Sort
    key: SortKey
    rank: int

    def encode(self) -> str:
        """The cursor as URL-safe text."""
        text = json.dumps([self.sort, self.rank, *self.key], ensure_ascii=True, separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(text: str, sort: Sort) -> Cursor:
    """Read a cursor back.

    Raises:
        QueryError: it is malformed, or belongs to another order.
    """
    try:
        made_for, rank, *key = _decode_json(text)
        cursor = Cursor(Sort(str(made_for)), _read_key(key), _read_rank(rank))
    except ValueError as error:
        raise cursor_error(Sentence("翻页标记无法识别")) from error
    if cursor.sort is not sort:
        raise cursor_error(Sentence("翻页标记属于另一种排序"))
    return cursor


def cursor_error(message: str) -> QueryError:
    """The error for a cursor that does not fit."""
    return QueryError(message, span=(0, 0), hint=Sentence("请回到第一页重新翻页"))


def _decode_json(text: str) -> list[object]:
    if len(text) > _MAX_LENGTH or not text.isascii():
        raise ValueError("not a cursor")
    padded = text + "=" * (-len(text) % 4)
    values = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    if not isinstance(values, list):
        raise ValueError("not a cursor")
    return values


def _read_rank(value: object) -> int:
    if type(value) is int and 0 < value < 2**31:
        return value
    raise ValueError("not a rank")


def _read_key(values: list[object]) -> SortKey:
    match values:
        case [str(text)]:
            return (text,)
        case [float(score), int(document), int(place)] if math.isfinite(score):
            return score, document, place
        case _:
            raise ValueError("not a sort key")
