"""How a text is understood: cut into words, said in other names, typed in pinyin."""

from __future__ import annotations

from dataclasses import dataclass

from analyzers.pinyin import Pinyin, pinyin
from analyzers.segment import index_words, query_words
from analyzers.synonyms import Expansion, broader, concept, expansions, related_concepts
from analyzers.text import normalise_text
from index.query.parser import MAX_LENGTH


@dataclass(frozen=True, slots=True)
class WordView:
    """``indexed`` are the words a record of this text is found by, ``asked`` those that a search for it looks for."""

    typed: str
    normalised: str
    asked: tuple[str, ...]
    indexed: tuple[str, ...]
    expansions: tuple[Expansion, ...]
    broader: tuple[str, ...]
    concept: str
    related: tuple[str, ...]
    pinyin: Pinyin


def word_view(typed: str) -> WordView | None:
    """How the beginning of a text, as long as a query may be, is understood; None of nothing."""
    typed = typed.strip()[:MAX_LENGTH]
    if not typed:
        return None
    normalised = normalise_text(typed)
    name = concept(normalised)
    return WordView(
        typed=typed,
        normalised=normalised,
        asked=tuple(query_words(normalised)),
        indexed=tuple(index_words(normalised)),
        expansions=expansions(normalised),
        broader=broader(normalised),
        concept=name,
        related=related_concepts(name),
        pinyin=pinyin(typed),
    )
