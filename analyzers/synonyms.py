"""What else a searched term may be called: facts from ``data/synonyms.txt``, looked up by normalised text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from analyzers.segment import cut_words
from analyzers.text import normalise_text
from analyzers.word_lists import read_entries

#: How much a hit by another name counts against a hit by the typed one.
EQUAL_WEIGHT = 0.6
NARROWER_WEIGHT = 0.3


@dataclass(frozen=True, slots=True)
class Expansion:
    """Another way to say a searched text; ``term`` is normalised, ``weight`` between 0 and 1."""

    term: str
    weight: float


def expansions(text: str) -> tuple[Expansion, ...]:
    """Other names for a text, the closest first; none when nothing of it is known.

    A text with a known term among its words is said again with the longest such
    term replaced by its equals: 公车运行费 gives 公务用车运行费.

    >>> [expansion.term for expansion in expansions("三公")]
    ['三公经费']
    """
    asked = normalise_text(text)
    if asked in _synonyms():
        return _synonyms()[asked]
    known_words = (word for word in cut_words(asked) if word.text in _synonyms())
    known = max(known_words, key=lambda word: len(word.text), default=None)
    if known is None:
        return ()
    equal = (other for other in _synonyms()[known.text] if other.weight == EQUAL_WEIGHT)
    before, behind = asked[: known.start], asked[known.end :]
    return tuple(Expansion(before + e.term + behind, e.weight) for e in equal if known.text not in e.term)


def _groups() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each line as (terms that mean the same, terms that are narrower than the only one of the left)."""
    for entry in read_entries("synonyms.txt"):
        left, _, right = entry.partition(">")
        yield _split(left), _split(right)


def _split(side: str) -> tuple[str, ...]:
    return tuple(normalise_text(term) for term in side.split("=") if term.strip())


@cache
def _synonyms() -> Mapping[str, tuple[Expansion, ...]]:
    """Term -> its other names, equal ones before narrower ones, each group in file order."""
    equal: dict[str, tuple[str, ...]] = {}
    narrower: dict[str, tuple[str, ...]] = {}
    for same, below in _groups():
        for term in same:
            equal[term] = tuple(dict.fromkeys((*equal.get(term, ()), *same)))
            narrower[term] = (*narrower.get(term, ()), *below)
    return {term: _rank(term, same, narrower) for term, same in equal.items()}


def _rank(term: str, same: tuple[str, ...], narrower: Mapping[str, tuple[str, ...]]) -> tuple[Expansion, ...]:
    weights = {other: EQUAL_WEIGHT for other in same if other != term}
    for other in (below for name in same for below in narrower[name]):
        if other != term:
            weights.setdefault(other, NARROWER_WEIGHT)
    return tuple(Expansion(other, weight) for other, weight in weights.items())
