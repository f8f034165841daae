"""What a query wants in terms of SQLite: an FTS5 MATCH for its text, SQL conditions for its values.

The typed tree is compiled by ``index.query.matching``, as for every engine; here are the sets of records that it puts
together. The text columns hold two kinds of tokens, told apart by how they begin: overlapping pairs of characters
(a substring is a phrase of its pairs) and, behind ``WORD_MARK``, words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analyzers.grams import SPACE_SIGN, GramPhrase
from analyzers.segment import query_words
from index.fields import TEXT_FIELDS, Field

#: Begins the token of a word. Longer than a pair is, so that no pair is taken for a word.
WORD_MARK = SPACE_SIGN * 2
#: Sorts behind whatever a value may go on with.
LAST_CHARACTER = chr(0x10FFFF)
INTEGER_MIN, INTEGER_MAX = -(2**63), 2**63 - 1

_EVERY_FIELD = frozenset(field.name for field in TEXT_FIELDS)


class NotExpressibleError(Exception):
    """FTS5 has no form for this part of a query."""


@dataclass(frozen=True, slots=True)
class Text:
    """The records that hold an FTS5 phrase in one of these columns."""

    phrase: str
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Condition:
    """The records for which a condition over the columns of ``held`` is true."""

    sql: str
    values: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    part: Found


@dataclass(frozen=True, slots=True)
class Enough:
    """The records in at least so many of the parts."""

    parts: tuple[Found, ...]
    least: int


Found = Text | Condition | AllOf | AnyOf | NoneOf | Enough


class Fts5Lookup:
    """See ``index.query.matching.Lookup``; ``columns`` are those of ``held``."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._columns = frozenset(columns)

    def all_of(self, parts: Sequence[Found]) -> Found:
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def any_of(self, parts: Sequence[Found]) -> Found:
        """Phrases that differ in nothing but their fields become one: FTS5 reads each phrase by itself."""
        fields: dict[Found, frozenset[str]] = {}
        for part in parts:
            if part == AnyOf(()):
                continue
            key = Text(part.phrase, frozenset()) if isinstance(part, Text) else part
            fields[key] = fields.get(key, frozenset()) | (part.fields if isinstance(part, Text) else frozenset())
        merged = tuple(Text(key.phrase, held) if isinstance(key, Text) else key for key, held in fields.items())
        return merged[0] if len(merged) == 1 else AnyOf(merged)

    def at_least(self, parts: Sequence[Found], least: int) -> Found:
        if least <= 0:
            return AllOf(())
        return Enough(tuple(parts), least) if least <= len(parts) else AnyOf(())

    def none_of(self, part: Found) -> Found:
        return NoneOf(part)

    def phrase(self, field: Field, normalised: str) -> Found:
        pairs = pair_tokens(normalised)
        if len(pairs) > 1:
            return Text(_quoted(" ".join(pairs[:-1])), frozenset((field.name,)))
        return Text(f"{_quoted(pairs[0])} *", frozenset((field.name,)))

    def placed(self, field: Field, phrase: GramPhrase) -> Found:
        """FTS5 has no phrase with gaps.

        Raises:
            NotExpressibleError: always.
        """
        raise NotExpressibleError("texts at a distance")

    def word(self, field: Field, word: str) -> Found:
        return Text(_quoted(WORD_MARK + word), frozenset((field.name,)))

    def word_start(self, field: Field, start: str) -> Found:
        return Text(f"{_quoted(WORD_MARK + start)} *", frozenset((field.name,)))

    def value(self, field: Field, value: str) -> Found:
        return Condition(f"{self._column(field)} = (SELECT code FROM names WHERE value = ?)", (value,))

    def prefix(self, field: Field, start: str) -> Found:
        codes = "SELECT code FROM names WHERE value BETWEEN ? AND ?"
        return Condition(f"{self._column(field)} IN ({codes})", (start, start + LAST_CHARACTER))

    def between(self, field: Field, low: int | None, high: int | None) -> Found:
        low = INTEGER_MIN if low is None else max(low, INTEGER_MIN)
        high = INTEGER_MAX if high is None else min(high, INTEGER_MAX)
        return Condition(f"{self._column(field)} BETWEEN ? AND ?", (low, high)) if low <= high else AnyOf(())

    def _column(self, field: Field) -> str:
        if field.name not in self._columns:
            raise NotExpressibleError(field.label)
        return field.name


class WordsLookup(Fts5Lookup):
    """The weaker yardstick: literal text is taken for its words, so nothing is found within words and across them."""

    def phrase(self, field: Field, normalised: str) -> Found:
        words = query_words(normalised)
        return self.all_of([self.word(field, word) for word in words]) if words else self.any_of([])


def pair_tokens(normalised: str) -> Sequence[str]:
    """The overlapping pairs of a text, and its last character by itself, so that every character begins a token.

    >>> pair_tokens("政务外")
    ['政务', '务外', '外']
    """
    visible = normalised.replace(" ", SPACE_SIGN)
    return [*(first + second for first, second in pairwise(visible)), visible[-1:]]


def as_match(found: Found) -> str | None:
    """The set as an FTS5 expression; None where it takes more than text."""
    match found:
        case Text(phrase, fields):
            return f"{_column_filter(fields)}{phrase}"
        case AllOf(parts):
            return _match_all(parts)
        case AnyOf(parts) if parts:
            matches = [as_match(part) for part in parts]
            return None if None in matches else _joined(" OR ", matches)
        case _:
            return None


def as_condition(found: Found) -> Condition:
    """The set as an SQL condition over ``held``, whatever it is."""
    match found:
        case Condition():
            return found
        case _ if (text := as_match(found)) is not None:
            return Condition("number IN (SELECT rowid FROM texts WHERE texts MATCH ?)", (text,))
        case AllOf(parts):
            return _combined(" AND ", parts) if parts else Condition("1")
        case AnyOf(parts):
            return _combined(" OR ", parts) if parts else Condition("0")
        case NoneOf(part):
            inner = as_condition(part)  # a comparison with no value is unknown, and the record not in the set
            return Condition(f"NOT coalesce({inner.sql}, 0)", inner.values)
        case Enough(parts, least):
            conditions = [as_condition(part) for part in parts]
            enough = " + ".join(f"coalesce({condition.sql}, 0)" for condition in conditions)
            return Condition(f"{enough} >= ?", (*(value for one in conditions for value in one.values), least))
        case _:
            raise AssertionError(found)


def split(found: Found) -> tuple[str | None, Sequence[Condition]]:
    """The text that every record of the set must match, as one expression, and the conditions beside it."""
    parts = list(_flat(found))
    texts = [part for part in parts if as_match(part) is not None]
    excluded = [part for part in parts if isinstance(part, NoneOf) and as_match(part.part) is not None]
    if not texts:
        return None, [as_condition(part) for part in parts]
    rest = [as_condition(part) for part in parts if part not in texts and part not in excluded]
    return _match_all((*texts, *excluded)), rest


def _flat(found: Found) -> Iterator[Found]:
    if isinstance(found, AllOf):
        for part in found.parts:
            yield from _flat(part)
    else:
        yield found


def _match_all(parts: Sequence[Found]) -> str | None:
    """All of the sets, of which FTS5 must find at least one by what it holds."""
    held = [as_match(part) for part in parts if not isinstance(part, NoneOf)]
    lacked = [as_match(part.part) for part in parts if isinstance(part, NoneOf)]
    if not held or None in held or None in lacked:
        return None
    return _joined(" NOT ", [_joined(" AND ", held), *lacked])


def _joined(operator: str, matches: Sequence[str | None]) -> str:
    return str(matches[0]) if len(matches) == 1 else operator.join(f"({match})" for match in matches)


def _combined(operator: str, parts: Sequence[Found]) -> Condition:
    conditions = [as_condition(part) for part in parts]
    sql = operator.join(f"({condition.sql})" for condition in conditions)
    return Condition(f"({sql})", tuple(value for condition in conditions for value in condition.values))


def _column_filter(fields: frozenset[str]) -> str:
    if fields == _EVERY_FIELD:
        return ""
    return f"{{{' '.join(sorted(fields))}}} : "


def _quoted(text: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
