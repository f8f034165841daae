"""Which records a query wants: the typed tree and the filters as tantivy queries without scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import tantivy

from analyzers.grams import gram_phrase
from analyzers.segment import query_words
from analyzers.text import normalise_text
from index.engines.tantivy_engine.combining import all_of, any_of, none_of
from index.engines.tantivy_engine.schema import grams_field, words_field
from index.fields import CONTENT_FIELDS, FIELDS_BY_NAME, TEXT_FIELDS, Field, FieldType
from index.leaves import plan
from index.query import (
    And,
    Exact,
    FieldTerm,
    Filter,
    MatchAll,
    Node,
    Not,
    Or,
    Prefix,
    Query,
    QueryError,
    Range,
    Words,
)

INTEGER_MIN, INTEGER_MAX = -(2**63), 2**63 - 1


class Matching:
    """Queries against one state of an index; they decide what matches and score nothing of use.

    Raises:
        QueryError: from any method, for a field that does not exist or cannot be asked that way.
    """

    def __init__(self, searcher: tantivy.Searcher, schema: tantivy.Schema) -> None:
        self._searcher = searcher
        self._schema = schema

    def query(self, query: Query, *, ignoring: str | None = None) -> tantivy.Query:
        """Tree and filters together; ``ignoring`` leaves out what was chosen for one field."""
        return all_of([self.node(query.tree), *self.restrictions(query, ignoring=ignoring)])

    def restrictions(self, query: Query, *, ignoring: str | None = None) -> Iterator[tantivy.Query]:
        """The filters and ranges chosen beside the tree."""
        yield from (self._range(bounds) for bounds in query.ranges if bounds.field != ignoring)
        yield from (self._filter(chosen) for chosen in query.filters if chosen.field != ignoring and chosen.values)

    def node(self, node: Node) -> tantivy.Query:
        """One node of the tree."""
        match node:
            case MatchAll():
                return tantivy.Query.all_query()
            case Words():
                return self._words(node)
            case Exact():
                return self.literal(searched_fields(node), normalise_text(node.text))
            case FieldTerm():
                return self._term(node.field, node.value)
            case Prefix():
                return self._prefix(node)
            case Range():
                return self._range(node)
            case And():
                return all_of([self.node(child) for child in node.children])
            case Or():
                return any_of([self.node(child) for child in node.children])
            case Not():
                return none_of(self.node(node.child))

    def literal(self, fields: Iterable[Field], normalised: str) -> tantivy.Query:
        """One of the fields holds the text as a substring; no text matches nothing."""
        return any_of([self.phrase(field, normalised) for field in fields])

    def phrase(self, field: Field, normalised: str) -> tantivy.Query:
        """The field holds the text as a substring."""
        stream, terms = grams_field(field.name), gram_phrase(normalised)
        if not terms:
            return tantivy.Query.empty_query()
        if len(terms) == 1:  # phrase_query panics on a single term
            return tantivy.Query.term_query(self._schema, stream, terms[0][1])
        return tantivy.Query.phrase_query(self._schema, stream, list(terms))

    def word(self, field: Field, word: str) -> tantivy.Query:
        """The field holds the word."""
        return tantivy.Query.term_query(self._schema, words_field(field.name), word, index_option="freq")

    def all_words(self, fields: Sequence[Field], words: Sequence[str]) -> tantivy.Query:
        """Each word stands in one of the fields; no words match nothing."""
        if not words:
            return tantivy.Query.empty_query()
        return all_of([any_of([self.word(field, word) for field in fields]) for word in words])

    def synonym(self, fields: Sequence[Field], term: str) -> tantivy.Query:
        """All words of another name stand in one field."""
        words = query_words(term)
        return any_of([self.all_words([field], words) for field in fields])

    def _words(self, node: Words) -> tantivy.Query:
        fields, asked = searched_fields(node), plan(node)
        synonyms = [self.synonym(content(fields), expansion.term) for expansion in asked.synonyms]
        return any_of([self.literal(fields, asked.literal), self.all_words(fields, asked.words), *synonyms])

    def _filter(self, chosen: Filter) -> tantivy.Query:
        wanted = any_of([self._term(chosen.field, value) for value in chosen.values])
        return none_of(wanted) if chosen.exclude else wanted

    def _term(self, name: str, value: str) -> tantivy.Query:
        field = known_field(name, FieldType.KEYWORD, FieldType.INTEGER)
        if field.type is FieldType.KEYWORD:
            return tantivy.Query.term_query(self._schema, name, value, index_option="basic")
        number = _integer(value)
        return tantivy.Query.empty_query() if number is None else self._range(Range(name, number, number))

    def _prefix(self, node: Prefix) -> tantivy.Query:
        known_field(node.field, FieldType.KEYWORD)
        values = [value for value, _ in self._searcher.terms_with_prefix(node.field, node.value)]
        return tantivy.Query.term_set_query(self._schema, node.field, values)

    def _range(self, bounds: Range) -> tantivy.Query:
        known_field(bounds.field, FieldType.INTEGER)
        low = INTEGER_MIN if bounds.low is None else max(bounds.low, INTEGER_MIN)
        high = INTEGER_MAX if bounds.high is None else min(bounds.high, INTEGER_MAX)
        if low > high:
            return tantivy.Query.empty_query()
        return tantivy.Query.range_query(self._schema, bounds.field, tantivy.FieldType.Integer, low, high)


def searched_fields(leaf: Words | Exact) -> tuple[Field, ...]:
    """Where a text is looked for: the named field, or every one (quoted: every one that says what the record says)."""
    if leaf.field is not None:
        return (known_field(leaf.field, FieldType.TEXT),)
    return CONTENT_FIELDS if isinstance(leaf, Exact) else TEXT_FIELDS


def content(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of the fields that hold what the record itself says."""
    return tuple(field for field in fields if not field.background)


def known_field(name: str, *types: FieldType) -> Field:
    """The field of this name, if it is of one of these types; QueryError otherwise."""
    field = FIELDS_BY_NAME.get(name)
    if field is None or field.type not in types:
        raise QueryError(f"字段“{name}”不能这样查询", span=(0, 0), hint="请换一个字段")
    return field


def _integer(value: str) -> int | None:
    """A whole number as typed; None for anything else, which no record holds."""
    try:
        return int(value)
    except ValueError:
        return None
