"""Did you mean: known terms that sound or look like the words of a query that finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice

from analyzers.pinyin import pinyin, terms_typed
from analyzers.segment import lexicon
from analyzers.text import normalise_text
from index.engine import Engine
from index.query.reading import query_text
from index.query.tree import And, Node, Query, Words

MOST_CORRECTIONS = 3
#: Characters from which a term may be misspelt, the likeness that it must keep, and the looks tried of one word.
_SHORTEST, _LEAST_ALIKE, _MOST_TRIED = 3, 0.66, 5


@dataclass(frozen=True, slots=True)
class Correction:
    """A query with one word spelt otherwise, and how many records it finds, always some."""

    text: str
    count: int


def corrections(engine: Engine, query: Query) -> tuple[Correction, ...]:
    """Queries that may have been meant, the likeliest first; none where the query has no misspelt term."""
    return tuple(islice(_found(engine, query), MOST_CORRECTIONS))


def _found(engine: Engine, query: Query) -> Iterator[Correction]:
    top = query.tree.children if isinstance(query.tree, And) else (query.tree,)
    for place, node in enumerate(top):
        if isinstance(node, Words):
            for term in _alike(node.text):
                tree = _all((*top[:place], Words(term, node.field), *top[place + 1 :]))
                if count := engine.count(replace(query, tree=tree)):
                    yield Correction(query_text(tree), count)


def _all(nodes: tuple[Node, ...]) -> Node:
    return nodes[0] if len(nodes) == 1 else And(nodes)


def _alike(typed: str) -> Iterator[str]:
    """Known terms that sound the same, then those that look alike; not the typed one."""
    word = normalise_text(typed)
    same_sound = terms_typed(pinyin(word).full) if not word.isascii() else ()
    same_look = get_close_matches(word, lexicon(), _MOST_TRIED, _LEAST_ALIKE) if len(word) >= _SHORTEST else ()
    return (term for term in dict.fromkeys((*same_sound, *same_look)) if term != word)
