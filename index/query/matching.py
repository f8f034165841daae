"""Which records a query wants: the typed tree and the filters in terms of what an engine can look up.

What a node means is said here once, for every engine; an engine brings the
sets of records of single terms and the ways to combine them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, Protocol, TypeVar

from analyzers.grams import GramPhrase, gram_phrase_apart
from analyzers.text import normalise_text
from index.fields import CONTENT_FIELDS, FIELDS_BY_NAME, TEXT_FIELDS, Field, FieldType
from index.query.leaves import plan, term_words
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    Filter,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Query,
    QueryError,
    Range,
    TextLeaf,
    Words,
    WordStart,
)
from index.sentence import Sentence

#: What an engine holds a set of records in: a query of its own, a bit set.
Found = TypeVar("Found")


class Lookup(Protocol[Found]):
    """Sets of records that an engine can find, and how they combine."""

    def all_of(self, parts: Sequence[Found]) -> Found:
        """Every one of them; none at all is every record."""
        ...

    def any_of(self, parts: Sequence[Found]) -> Found:
        """At least one of them; none at all is no record."""
        ...

    def at_least(self, parts: Sequence[Found], least: int) -> Found:
        """At least so many of them; 0 is every record."""
        ...

    def none_of(self, part: Found) -> Found:
        """Every record but these."""
        ...

    def phrase(self, field: Field, normalised: str) -> Found:
        """The text field holds this text, which is not empty, as a substring."""
        ...

    def placed(self, field: Field, phrase: GramPhrase) -> Found:
        """The text field holds these grams, two or more, at these distances."""
        ...

    def word(self, field: Field, word: str) -> Found:
        """The text field holds the word."""
        ...

    def word_start(self, field: Field, start: str) -> Found:
        """The text field holds a word that starts like this."""
        ...

    def value(self, field: Field, value: str) -> Found:
        """The keyword field holds exactly this value."""
        ...

    def prefix(self, field: Field, start: str) -> Found:
        """The keyword field holds a value that starts like this."""
        ...

    def between(self, field: Field, low: int | None, high: int | None) -> Found:
        """The integer field has a value from ``low`` to ``high``, both included; None is open."""
        ...


class Matching(Generic[Found]):
    """Queries against one state of an index; they decide what matches and score nothing of use.

    Raises:
        QueryError: from any method, for a field that does not exist or cannot be asked that way.
    """

    def __init__(self, lookup: Lookup[Found]) -> None:
        self.lookup = lookup

    def query(self, query: Query, *, ignoring: str | None = None) -> Found:
        """Tree and filters together; ``ignoring`` leaves out what was chosen for one field."""
        return self.lookup.all_of([self.node(query.tree), *self.restrictions(query, ignoring=ignoring)])

    def restrictions(self, query: Query, *, ignoring: str | None = None) -> Iterator[Found]:
        """The filters and ranges chosen beside the tree."""
        yield from (self._range(bounds) for bounds in query.ranges if bounds.field != ignoring)
        yield from (self._filter(chosen) for chosen in query.filters if chosen.field != ignoring and chosen.values)

    def node(self, node: Node) -> Found:
        """One node of the tree."""
        match node:
            case MatchAll():
                return self.lookup.all_of([])
            case Words():
                return self._words(node)
            case Exact():
                return self.literal(searched_fields(node), normalise_text(node.text))
            case WordStart():
                return self._word_start(node)
            case Near():
                return self._near(node)
            case FieldTerm():
                return self._term(node.field, node.value)
            case Prefix():
                return self.lookup.prefix(known_field(node.field, FieldType.KEYWORD), node.value)
            case Range():
                return self._range(node)
            case And():
                return self.lookup.all_of([self.node(child) for child in node.children])
            case Or():
                return self.lookup.any_of([self.node(child) for child in node.children])
            case Not():
                return self.lookup.none_of(self.node(node.child))
            case AtLeast(children, least):
                return self.lookup.at_least([self.node(child) for child in children], least)

    def literal(self, fields: Iterable[Field], normalised: str) -> Found:
        """One of the fields holds the text as a substring; no text matches nothing."""
        return self.lookup.any_of([self.phrase(field, normalised) for field in fields])

    def phrase(self, field: Field, normalised: str) -> Found:
        """The field holds the text as a substring; no text matches nothing."""
        return self.lookup.phrase(field, normalised) if normalised else self.lookup.any_of([])

    def all_words(self, fields: Sequence[Field], words: Sequence[str]) -> Found:
        """Each word stands in one of the fields; no words match nothing."""
        if not words:
            return self.lookup.any_of([])
        found = [self.lookup.any_of([self.lookup.word(field, word) for field in fields]) for word in words]
        return self.lookup.all_of(found)

    def synonym(self, fields: Sequence[Field], term: str) -> Found:
        """All words of another name stand in one field."""
        words = term_words(term)
        return self.lookup.any_of([self.all_words([field], words) for field in fields])

    def _words(self, node: Words) -> Found:
        fields, asked = searched_fields(node), plan(node)
        by_words = () if asked.is_one_word else (self.all_words(fields, asked.words),)
        synonyms = [self.synonym(content(fields), expansion.term) for expansion in asked.synonyms]
        return self.lookup.any_of([self.literal(fields, asked.literal), *by_words, *synonyms])

    def _word_start(self, node: WordStart) -> Found:
        start = normalise_text(node.text)
        fields = searched_fields(node) if start else ()
        return self.lookup.any_of([self.lookup.word_start(field, start) for field in fields])

    def _near(self, node: Near) -> Found:
        """One phrase for each order and each number of characters between the two texts."""
        first, second = normalise_text(node.first), normalise_text(node.second)
        if not first or not second:
            return self.lookup.any_of([])
        orders, gaps = ((first, second), (second, first)), range(node.distance + 1)
        phrases = dict.fromkeys(gram_phrase_apart(before, behind, gap) for before, behind in orders for gap in gaps)
        return self.lookup.any_of(
            [self.lookup.placed(field, phrase) for field in searched_fields(node) for phrase in phrases]
        )

    def _filter(self, chosen: Filter) -> Found:
        wanted = self.lookup.any_of([self._chosen(chosen.field, value) for value in chosen.values])
        return self.lookup.none_of(wanted) if chosen.exclude else wanted

    def _chosen(self, name: str, value: str) -> Found:
        """A chosen value; of a tree it stands for everything below it too."""
        field = known_field(name, FieldType.KEYWORD, FieldType.INTEGER)
        return self.lookup.prefix(field, value) if field.tree else self._term(name, value)

    def _term(self, name: str, value: str) -> Found:
        field = known_field(name, FieldType.KEYWORD, FieldType.INTEGER)
        if field.type is FieldType.KEYWORD:
            return self.lookup.value(field, value)
        number = _integer(value)
        return self.lookup.any_of([]) if number is None else self.lookup.between(field, number, number)

    def _range(self, bounds: Range) -> Found:
        return self.lookup.between(known_field(bounds.field, FieldType.INTEGER), bounds.low, bounds.high)


def searched_fields(leaf: TextLeaf | Near) -> tuple[Field, ...]:
    """Where a text is looked for: the named field, or every one (but for words, every one of what the record says)."""
    if leaf.field is not None:
        return (known_field(leaf.field, FieldType.TEXT),)
    return TEXT_FIELDS if isinstance(leaf, Words) else CONTENT_FIELDS


def content(fields: Iterable[Field]) -> tuple[Field, ...]:
    """Those of the fields that hold what the record itself says."""
    return tuple(field for field in fields if not field.background)


def known_field(name: str, *types: FieldType) -> Field:
    """The field of this name, if it is of one of these types; QueryError otherwise."""
    field = FIELDS_BY_NAME.get(name)
    if field is None or field.type not in types:
        raise QueryError(Sentence("字段“%(name)s”不能这样查询", name=name), span=(0, 0), hint=Sentence("请换一个字段"))
    return field


def _integer(value: str) -> int | None:
    """A whole number as typed; None for anything else, which no record holds."""
    try:
        return int(value)
    except ValueError:
        return None
