"""What else a searched term may be called: facts from ``data/synonyms.txt``, looked up by normalised text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from analyzers.segment import Word, index_word_spans
from analyzers.text import normalise_text
from analyzers.word_lists import read_entries

#: How much a hit by another name counts against a hit by the typed one.
EQUAL_WEIGHT = 0.6
NARROWER_WEIGHT = 0.3
#: Other ways to say a text of several terms; each costs a search.
MOST_EXPANSIONS = 16


@dataclass(frozen=True, slots=True)
class Expansion:
    """Another way to say a searched text; ``term`` is normalised, ``weight`` between 0 and 1."""

    term: str
    weight: float


def expansions(text: str) -> tuple[Expansion, ...]:
    """Other names for a text, the closest first; none when nothing of it is known.

    A text with known terms among its words or their parts is said again with one or
    more of them replaced by their equals: 公车运行费 gives 公务用车运行费.

    >>> [expansion.term for expansion in expansions("三公")]
    ['三公经费']
    """
    asked = normalise_text(text)
    return _synonyms().get(asked) or _said_again(asked)


@lru_cache(maxsize=1_024)
def _said_again(asked: str) -> tuple[Expansion, ...]:
    """A text of several terms with every choice of equals for them, at most MOST_EXPANSIONS."""
    choices: list[tuple[str, ...]] = []
    end = 0
    for word in _known_words(asked):
        choices += [(asked[end : word.start],), (word.text, *equals(word.text))]
        end = word.end
    others = ("".join(pieces) for pieces in product(*choices, (asked[end:],)))
    different = (other for other in dict.fromkeys(others) if other != asked)
    return tuple(Expansion(other, EQUAL_WEIGHT) for other in islice(different, MOST_EXPANSIONS))


def _known_words(asked: str) -> Sequence[Word]:
    """The longest terms with other names that a text holds as words, in order, without overlap."""
    chosen: list[Word] = []
    known = (word for word in index_word_spans(asked) if word.text in _synonyms())
    for word in sorted(known, key=lambda word: word.start - word.end):
        if all(word.end <= other.start or word.start >= other.end for other in chosen):
            chosen.append(word)
    return sorted(chosen, key=lambda word: word.start)


def names_of(name: str) -> tuple[str, ...]:
    """Every term of a concept; the concept itself where it has no other name."""
    return _names().get(name, (name,))


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for term, name in _concepts().items():
        found[name] = (*found.get(name, ()), term)
    return found


def equals(term: str) -> Iterator[str]:
    """The equal names of a term, but for those it is a part of: 外网 is already found where 政务外网 is."""
    others = _synonyms().get(term, ())
    return (other.term for other in others if other.weight == EQUAL_WEIGHT and term not in other.term)


def broader(text: str) -> tuple[str, ...]:
    """The terms that a text is a narrower name for, normalised, in file order; none when nothing of it is known.

    >>> broader("互联网出口")
    ('政务外网',)
    """
    return _broader().get(normalise_text(text), ())


def concept(term: str) -> str:
    """One name for all terms that mean the same: 公车, 公务车 and 公务用车 are one thing. ``term`` is normalised."""
    return _concepts().get(term, term)


def related_concepts(name: str) -> tuple[str, ...]:
    """The concepts that are narrower or broader than a concept, in file order."""
    return _related().get(name, ())


@cache
def _concepts() -> Mapping[str, str]:
    """Term -> the first term of the first line that says it is the same; lines that share a term are one."""
    found: dict[str, str] = {}
    for same, _ in _groups():
        joined = list(dict.fromkeys(found[term] for term in same if term in found)) or [same[0]]
        if len(joined) > 1:
            found = {term: joined[0] if name in joined else name for term, name in found.items()}
        found.update(dict.fromkeys(same, joined[0]))
    return found


@cache
def _related() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for same, narrow in _groups():
        above = concept(same[0])
        for below in {concept(term): None for term in narrow if concept(term) != above}:
            found.setdefault(above, {})[below] = None
            found.setdefault(below, {})[above] = None
    return {name: tuple(others) for name, others in found.items()}


@cache
def _broader() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for wide, narrow in _groups():
        for term in narrow:
            found.setdefault(term, {}).update(dict.fromkeys(wide))
    return {term: tuple(wide) for term, wide in found.items()}


def _groups() -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Each line as (terms that mean the same, terms that are narrower than those of the left)."""
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
