"""Boolean combinations of tantivy queries that mean what they say, also when empty or purely negative."""

from __future__ import annotations

from collections.abc import Sequence

from tantivy import Occur, Query


def all_of(queries: Sequence[Query]) -> Query:
    """Every one of them; none at all is every record."""
    if not queries:
        return Query.all_query()
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries: Sequence[Query]) -> Query:
    """At least one of them; none at all is no record."""
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def at_least(queries: Sequence[Query], least: int) -> Query:
    """At least so many of them; 0 is every record."""
    if least <= 0:
        return Query.all_query()
    if least > len(queries):
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in queries], minimum_number_should_match=least)


def none_of(query: Query) -> Query:
    """Every record but these."""
    return but(Query.all_query(), query)


def but(query: Query, unwanted: Query) -> Query:
    """These records but for others."""
    return Query.boolean_query([(Occur.Must, query), (Occur.MustNot, unwanted)])


def scored(query: Query, score: float) -> Query:
    """The same records, each with this score."""
    return Query.const_score_query(query, score)


def unscored(query: Query) -> Query:
    """The same records, adding nothing to a score."""
    return scored(query, 0.0)
