"""Suggestions as one types: places, known terms, departments, subjects and frequent projects that the index holds.

A suggestion fits what was typed when its text starts with it, holds it, or is it in pinyin (initials or in full). The
entries are collected once for each state of the index and kept in memory, some ten thousands of short texts.
"""

from __future__ import annotations

import enum
import re
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from analyzers import subjects
from analyzers.divisions import by_code
from analyzers.pinyin import pinyin
from analyzers.segment import lexicon
from analyzers.text import normalise_text
from index.engine import Engine, FacetValue
from index.query.places import division_node
from index.query.reading import query_text
from index.query.tree import FieldTerm, Prefix, Query, Words
from index.similarity.likeness import PROJECTS

DEFAULT_LIMIT, MOST_SUGGESTIONS = 8, 20
#: Longer typed text is no start of anything.
LONGEST_TYPED = 40
#: Project names kept, the most frequent, and departments.
MOST_PROJECTS, MOST_DEPARTMENTS = 5_000, 20_000

#: The code before the name of a subject, which nobody reads as pinyin.
_CODE = re.compile(r"^[0-9]+")

_PLACE_FIELDS = ("province", "prefecture", "county")


class SuggestionKind(enum.StrEnum):
    """What a suggestion is, in the order in which equal fits are listed."""

    PLACE = "place"
    TERM = "term"
    DEPARTMENT = "department"
    SUBJECT = "subject"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What can be searched: ``text`` to show, ``query`` to ask, ``count`` records that it finds at least."""

    kind: SuggestionKind
    text: str
    query: str
    count: int

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.text, "query": self.query, "count": self.count}


class Suggester:
    """Completes typed text from one index; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._records = -1
        self._entries: tuple[_Entry, ...] = ()

    def suggest(self, typed: str, limit: int = DEFAULT_LIMIT) -> tuple[Suggestion, ...]:
        """Suggestions for what has been typed so far, the best first; none for nothing.

        Raises:
            EngineError: the index cannot be used.
        """
        wanted = normalise_text(typed[:LONGEST_TYPED])
        if not wanted:
            return ()
        fitting = ((fit, entry) for entry in self._current() if (fit := entry.fit(wanted)) is not None)
        best = nsmallest(min(limit, MOST_SUGGESTIONS), fitting, key=lambda pair: (pair[0], pair[1].rank))
        return tuple(entry.suggestion for _, entry in best)

    def _current(self) -> tuple[_Entry, ...]:
        """The entries, collected anew when the index holds another number of records."""
        records = self._engine.count(Query())
        with self._lock:
            if records != self._records:
                self._entries = tuple(map(_Entry.of, _collected(self._engine)))
                self._records = records
            return self._entries


@dataclass(frozen=True, slots=True)
class _Entry:
    """A suggestion with what it is found by."""

    suggestion: Suggestion
    text: str
    initials: str
    full: str
    rank: tuple[int, int, str]

    @classmethod
    def of(cls, suggestion: Suggestion) -> _Entry:
        text = normalise_text(suggestion.text)
        initials, full = pinyin(_CODE.sub("", text))
        order = list(SuggestionKind).index(suggestion.kind)
        return cls(suggestion, text, initials, full, (order, -suggestion.count, suggestion.text))

    def fit(self, typed: str) -> int | None:
        """How well the text fits, 0 best; None where it does not."""
        if self.text == typed:
            return 0
        if self.text.startswith(typed):
            return 1
        if typed in self.text:
            return 2
        if typed.isascii() and (self.initials.startswith(typed) or self.full.startswith(typed)):
            return 3
        return None


def _collected(engine: Engine) -> Iterator[Suggestion]:
    facets = engine.search(Query(limit=0), facets=(*_PLACE_FIELDS, "division_code", "department", "code")).facets
    yield from _places(facets["division_code"])
    for department in facets["department"][:MOST_DEPARTMENTS]:
        yield Suggestion(
            SuggestionKind.DEPARTMENT,
            department.value,
            query_text(FieldTerm("department", department.value)),
            department.count,
        )
    yield from _subjects(facets["code"])
    names = engine.search(Query(filters=PROJECTS, limit=0), facets=("project",)).facets["project"][:MOST_PROJECTS]
    for name in names:
        yield Suggestion(SuggestionKind.PROJECT, name.value, query_text(Words(name.value)), name.count)
    yield from _terms(engine)


def _places(codes: Iterable[FacetValue]) -> Iterator[Suggestion]:
    """Every place of a record, and what it lies in, with the records there."""
    counts: dict[str, int] = {}
    for code in codes:
        for digits in (2, 4, 6):
            around = code.value[:digits].ljust(6, "0")
            if digits == 6 or around != code.value:
                counts[around] = counts.get(around, 0) + code.count
    for code_text, count in counts.items():
        if division := by_code(code_text):
            yield Suggestion(SuggestionKind.PLACE, division.name, query_text(division_node(division)), count)


def _subjects(codes: Iterable[FacetValue]) -> Iterator[Suggestion]:
    for code in codes:
        if name := subjects.function_name(code.value) or subjects.economic_name(code.value):
            asked = query_text(Prefix("code", code.value))
            yield Suggestion(SuggestionKind.SUBJECT, f"{code.value} {name}", asked, code.count)


def _terms(engine: Engine) -> Iterator[Suggestion]:
    """Words of our lexicon that projects say in a goal, an indicator or any record in its name."""
    words = lexicon()
    counts = zip(*(engine.word_counts(words, field) for field in ("name", "goal", "indicators")), strict=True)
    for word, said in zip(words, counts, strict=True):
        if count := max(said):
            yield Suggestion(SuggestionKind.TERM, word, query_text(Words(word)), count)
