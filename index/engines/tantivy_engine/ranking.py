"""What a query wants, best first: the typed tree as a tantivy query whose scores are the ranking.

Ranking is by the tiers of ``index.query.tiers``. What orders records within a tier
(glossary last, BM25, projects first) moves a score by less than a step.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import tantivy
from tantivy import Occur

from analyzers.grams import gram_phrase
from analyzers.synonyms import Expansion
from analyzers.text import normalise_text
from index.engines.tantivy_engine.combining import all_of, any_of, scored, unscored
from index.fields import Field
from index.query.leaves import plan, term_words
from index.query.matching import Matching, content, searched_fields
from index.query.tiers import leaf_tiers
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    Near,
    Node,
    Or,
    Query,
    TextLeaf,
    Words,
    WordStart,
    text_leaves,
)
from index.records import RecordKind, SectionKind

#: Shares of a step; together less than 1.
GLOSSARY_SHARE, BM25_SHARE, PROJECT_SHARE = 0.5, 0.3, 0.1
#: The first tiers of a text that is not the start of a word: held by the name, held anywhere.
_LITERAL_TIERS = 2
#: BM25 gives a term at most 1 + k1 times its inverse document frequency; k1 is 1.2 in tantivy.
TERM_CEILING = 2.2


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A query scored by BM25, and the highest score it can give, in terms of boost 1."""

    query: tantivy.Query
    terms: float


class Ranking:
    """The scoring form of one query that asks for text, against one state of an index."""

    def __init__(self, matching: Matching[tantivy.Query], query: Query, *, records: int) -> None:
        self._matching = matching
        self._query = query
        leaves = text_leaves(query.tree)
        self._alone = len(leaves) == 1
        self._step = 1 / (2 * len(leaves))
        self._weighed = {leaf: tuple(self._weigh(leaf)) for leaf in leaves}
        terms = sum(weighed.terms for leaf in leaves for weighed in self._weighed[leaf])
        highest_idf = math.log(2 + 4 * records)  # with room for deleted records, which still count
        self._bm25_boost = BM25_SHARE * self._step / max(terms * TERM_CEILING * highest_idf, 1.0)

    def as_query(self) -> tantivy.Query:
        """The whole query: tree and filters, scored."""
        restrictions = [(Occur.Must, unscored(part)) for part in self._matching.restrictions(self._query)]
        tree = (Occur.Must, self._node(self._query.tree))
        return tantivy.Query.boolean_query([tree, *restrictions, *self._preferences()])

    def bands(self) -> Iterator[tantivy.Query]:
        """The whole query over more and more records with the same scores; what one leaves out comes behind it.

        First come the records that hold every text in their names, then those that hold every text literally: a page
        is often full of them, and the rest need not be weighed.
        """
        everything = self.as_query()
        for place in range(_LITERAL_TIERS):
            band = self._band(place)
            if band is not None:
                yield all_of([unscored(band), everything])
        yield everything

    def _band(self, place: int) -> tantivy.Query | None:
        """The records that every text finds in its tier of this place; None where that says nothing of the order."""
        tree = self._query.tree
        parts = tree.children if isinstance(tree, And) else (tree,)
        texts = [part for part in parts if isinstance(part, Words | Exact)]
        if any(text_leaves(part) for part in parts if not isinstance(part, Words | Exact)):
            return None
        return all_of([next(islice(self._tiers(text), place, None))[0] for text in texts])

    def _tiers(self, leaf: TextLeaf) -> Iterator[tuple[tantivy.Query, float]]:
        return leaf_tiers(self._matching, leaf, self._step, alone=self._alone)

    def _preferences(self) -> Iterator[tuple[Occur, tantivy.Query]]:
        glossary = self._matching.node(FieldTerm("section_kind", SectionKind.GLOSSARY))
        project = self._matching.node(FieldTerm("kind", RecordKind.PROJECT))
        yield Occur.Should, scored(glossary, -GLOSSARY_SHARE * self._step)
        yield Occur.Should, scored(project, PROJECT_SHARE * self._step)

    def _node(self, node: Node) -> tantivy.Query:
        match node:
            case Words() | Exact() | WordStart():
                return self._leaf(node)
            case Near():
                near = unscored(self._matching.node(node))
                return all_of([near, *(self._leaf(leaf) for leaf in text_leaves(node))])
            case And(children):
                return all_of([self._node(child) for child in children])
            case Or(children):
                return any_of([self._node(child) for child in children])
            case AtLeast(children):
                return self._at_least(node, [self._node(child) for child in children])
            case _:
                return unscored(self._matching.node(node))

    def _at_least(self, node: AtLeast, children: Sequence[tantivy.Query]) -> tantivy.Query:
        """Those that match enough, each child they match adding to their score."""
        enough = unscored(self._matching.node(node))
        return tantivy.Query.boolean_query([(Occur.Must, enough), *((Occur.Should, child) for child in children)])

    def _leaf(self, leaf: TextLeaf) -> tantivy.Query:
        tiers = [scored(records, score) for records, score in self._tiers(leaf)]
        weighed = [tantivy.Query.boost_query(part.query, self._bm25_boost) for part in self._weighed[leaf]]
        best = (Occur.Must, tantivy.Query.disjunction_max_query(tiers))
        return tantivy.Query.boolean_query([best, *((Occur.Should, part) for part in weighed)])

    def _weigh(self, leaf: TextLeaf) -> Iterator[_Weighed]:
        if isinstance(leaf, WordStart):
            return
        fields = searched_fields(leaf)
        if isinstance(leaf, Exact):
            yield self._weigh_phrase(fields, normalise_text(leaf.text))
            return
        asked = plan(leaf)
        for word in asked.words:
            yield self._weigh_words(fields, [word])
        for expansion in asked.synonyms:
            yield self._weigh_synonym(content(fields), expansion)

    def _weigh_phrase(self, fields: Sequence[Field], literal: str) -> _Weighed:
        boosted = [tantivy.Query.boost_query(self._matching.phrase(field, literal), field.boost) for field in fields]
        terms = len(gram_phrase(literal)) * _highest_boost(fields)
        return _Weighed(tantivy.Query.disjunction_max_query(boosted), terms)

    def _weigh_words(self, fields: Sequence[Field], words: Sequence[str]) -> _Weighed:
        """All the words in one field, in the field where they weigh most."""
        boosted = [tantivy.Query.boost_query(self._matching.all_words([field], words), field.boost) for field in fields]
        return _Weighed(tantivy.Query.disjunction_max_query(boosted), len(words) * _highest_boost(fields))

    def _weigh_synonym(self, fields: Sequence[Field], expansion: Expansion) -> _Weighed:
        said = self._weigh_words(fields, term_words(expansion.term))
        return _Weighed(tantivy.Query.boost_query(said.query, expansion.weight), said.terms)


def _highest_boost(fields: Sequence[Field]) -> float:
    return max((field.boost for field in fields), default=0.0)
