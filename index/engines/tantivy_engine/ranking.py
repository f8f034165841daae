"""What a query wants, best first: the typed tree as a tantivy query whose scores are the ranking.

Ranking is by the tiers of ``index.query.tiers``. What orders records within a tier
(glossary last, BM25, projects first) moves a score by less than a step.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
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
#: The first tiers of a text that is not the start of a word: held by the name; held by the name or elsewhere.
_LITERAL_TIERS = (1, 2)
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

    def bands(self) -> Iterator[tantivy.Query]:
        """The whole query over more and more records with the same scores; what one leaves out comes behind it.

        First come the records that hold every text in their names, then those that hold every text literally: a page
        is often full of them, and the rest need not be weighed.
        """
        yield from map(self.as_query, self._literal_tiers())
        yield self.as_query()

    def as_query(self, tiers: int | None = None) -> tantivy.Query:
        """The whole query, tree and filters, scored; of each text only the first so many of its tiers."""
        restrictions = [(Occur.Must, unscored(part)) for part in self._matching.restrictions(self._query)]
        tree = (Occur.Must, self._node(self._query.tree, tiers))
        return tantivy.Query.boolean_query([tree, *restrictions, *self._preferences()])

    def _literal_tiers(self) -> Sequence[int]:
        """How many tiers of every text come before all others; none where that says nothing of the order."""
        tree = self._query.tree
        parts = tree.children if isinstance(tree, And) else (tree,)
        if any(text_leaves(part) for part in parts if not isinstance(part, Words | Exact)):
            return ()
        has_others = any(isinstance(part, Words) for part in parts)  # quoted text has no others
        return _LITERAL_TIERS if has_others else _LITERAL_TIERS[:-1]

    def _tiers(self, leaf: TextLeaf) -> Iterator[tuple[tantivy.Query, float]]:
        return leaf_tiers(self._matching, leaf, self._step, alone=self._alone)

    def _preferences(self) -> Iterator[tuple[Occur, tantivy.Query]]:
        glossary = self._matching.node(FieldTerm("section_kind", SectionKind.GLOSSARY))
        project = self._matching.node(FieldTerm("kind", RecordKind.PROJECT))
        yield Occur.Should, scored(glossary, -GLOSSARY_SHARE * self._step)
        yield Occur.Should, scored(project, PROJECT_SHARE * self._step)

    def _node(self, node: Node, tiers: int | None) -> tantivy.Query:
        match node:
            case Words() | Exact() | WordStart():
                return self._leaf(node, tiers)
            case Near():
                near = unscored(self._matching.node(node))
                return _added_up([near, *(self._leaf(leaf, tiers) for leaf in text_leaves(node))])
            case And(children):
                return _added_up([self._node(child, tiers) for child in children])
            case Or(children):
                return any_of([self._node(child, tiers) for child in children])
            case AtLeast(children):
                return self._at_least(node, [self._node(child, tiers) for child in children])
            case _:
                return unscored(self._matching.node(node))

    def _at_least(self, node: AtLeast, children: Sequence[tantivy.Query]) -> tantivy.Query:
        """Those that match enough, each child they match adding to their score."""
        enough = unscored(self._matching.node(node))
        return tantivy.Query.boolean_query([(Occur.Must, enough), *((Occur.Should, child) for child in children)])

    def _leaf(self, leaf: TextLeaf, tiers: int | None) -> tantivy.Query:
        wanted = [scored(records, score) for records, score in islice(self._tiers(leaf), tiers)]
        best = tantivy.Query.disjunction_max_query(wanted)
        weighed = [tantivy.Query.boost_query(part.query, self._bm25_boost) for part in self._weighed[leaf]]
        return tantivy.Query.boolean_query([(Occur.Must, best), *((Occur.Should, part) for part in weighed)])

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


def _added_up(parts: Sequence[tantivy.Query]) -> tantivy.Query:
    """Every one of them, none at all being every record; their scores are added in this order, two at a time.

    Together they would be added from the rarest, another one in each segment and band: sums that are not quite equal.
    """
    return reduce(lambda before, part: all_of([before, part]), parts[1:], all_of(parts[:1]))


def _highest_boost(fields: Sequence[Field]) -> float:
    return max((field.boost for field in fields), default=0.0)
