"""Sets of records as tantivy queries without scores."""

from __future__ import annotations

from collections.abc import Sequence

import tantivy

from analyzers.grams import GramPhrase, gram_phrase
from index.engines.tantivy_engine.combining import all_of, any_of, at_least, none_of
from index.engines.tantivy_engine.schema import AMOUNT_CLASS, grams_field, words_field
from index.fields import Field

INTEGER_MIN, INTEGER_MAX = -(2**63), 2**63 - 1


class TantivyLookup:
    """Queries against one state of an index; see ``index.query.matching.Lookup``."""

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def all_of(self, parts: Sequence[tantivy.Query]) -> tantivy.Query:
        return all_of(parts)

    def any_of(self, parts: Sequence[tantivy.Query]) -> tantivy.Query:
        return any_of(parts)

    def at_least(self, parts: Sequence[tantivy.Query], least: int) -> tantivy.Query:
        return at_least(parts, least)

    def none_of(self, part: tantivy.Query) -> tantivy.Query:
        return none_of(part)

    def phrase(self, field: Field, normalised: str) -> tantivy.Query:
        terms = gram_phrase(normalised)
        if len(terms) == 1:  # phrase_query panics on a single term
            return tantivy.Query.term_query(self._schema, grams_field(field.name), terms[0][1])
        return self.placed(field, terms)

    def placed(self, field: Field, phrase: GramPhrase) -> tantivy.Query:
        return tantivy.Query.phrase_query(self._schema, grams_field(field.name), list(phrase))

    def word(self, field: Field, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, words_field(field.name), word, index_option="freq")

    def word_start(self, field: Field, start: str) -> tantivy.Query:
        stream = words_field(field.name)
        words = [word for word, _ in self._searcher.terms_with_prefix(stream, start)]
        return tantivy.Query.term_set_query(self._schema, stream, words)

    def value(self, field: Field, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field.name, value, index_option="basic")

    def prefix(self, field: Field, start: str) -> tantivy.Query:
        values = [value for value, _ in self._searcher.terms_with_prefix(field.name, start)]
        return tantivy.Query.term_set_query(self._schema, field.name, values)

    def between(self, field: Field, low: int | None, high: int | None) -> tantivy.Query:
        low = INTEGER_MIN if low is None else max(low, INTEGER_MIN)
        high = INTEGER_MAX if high is None else min(high, INTEGER_MAX)
        if low > high:
            return tantivy.Query.empty_query()
        return tantivy.Query.range_query(self._schema, field.name, tantivy.FieldType.Integer, low, high)

    def amount_class(self, number: int) -> tantivy.Query:
        """The records with an amount of this class."""
        return tantivy.Query.term_query(self._schema, AMOUNT_CLASS, number, index_option="basic")
