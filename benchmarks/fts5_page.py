"""The results page by SQLite FTS5: the records found, facets, histogram and figures of the search, the best by BM25.

One pass over the matching rows writes what is counted of each into a temporary table. A facet ignores what is chosen in
it: so the pass also takes the records that miss one choice, and notes which. The table is then grouped by the codes of
combinations (``fts5_index.GROUPS``), and facets are summed over the groups, of which there are far fewer.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import pairwise, starmap
from pathlib import Path
from typing import Any

from fts5_index import CODED, COLUMNS, GROUPS, connect, decode, integers
from fts5_lookup import AllOf, Condition, Found, Fts5Lookup, NotExpressibleError, as_condition, split
from queries import FACET_VALUES, FACETS

from index.answers.search import SearchPage
from index.answers.statistics import Statistics
from index.engine import FacetValue, HistogramBucket
from index.fields import AMOUNT_EDGES_FEN, TEXT_FIELDS
from index.hit import Hit, highlights
from index.query.matching import Matching
from index.query.tree import Query, Sort, text_leaves
from index.records import RecordKind

AMOUNT = "amount_fen"
#: Fields that are counted without what is chosen in them.
CHOOSABLE = (*FACETS, AMOUNT)

#: The columns of the temporary table behind its key.
_FOUND = ("missed", "score", "kind", "amount_fen", *GROUPS)
_BM25 = f"bm25(texts, {', '.join(str(field.boost) for field in TEXT_FIELDS)})"
_ORDERS = {
    Sort.RELEVANCE: "score, kind, amount_fen DESC, number",
    Sort.AMOUNT_DESC: "amount_fen DESC, number",
    Sort.AMOUNT_ASC: "amount_fen IS NULL, amount_fen, number",
}


def same_figures(one: SearchPage, other: SearchPage) -> bool:
    """Whether two pages say the same of everything they found: totals, facets, histogram, statistics to the fen."""
    return _compared(one) == _compared(other)


def _compared(page: SearchPage) -> object:
    facets = {name: [value for value in page.facets[name] if value.count][:FACET_VALUES] for name in FACETS}
    return page.total, facets, page.histogram, replace(page.stats, added="", left_out=())


class Fts5:
    """Answers from a file that ``fts5_index.build`` wrote; ``lookup`` says how text is found."""

    def __init__(self, path: Path, lookup: type[Fts5Lookup] = Fts5Lookup) -> None:
        self._connection = connect(path)
        self._matching: Matching[Found] = Matching(lookup(COLUMNS))

    def close(self) -> None:
        self._connection.close()

    def page(self, query: Query) -> SearchPage:
        """What a results page shows of a query, but for the words that say what was added, and the next page.

        Raises:
            NotExpressibleError: FTS5 cannot be asked for it.
        """
        with closing(self._connection.cursor()) as cursor:
            return _Page(cursor, self._matching, query).answer()


class _Page:
    """One page, over a temporary table of what was found."""

    def __init__(self, cursor: sqlite3.Cursor, matching: Matching[Found], query: Query) -> None:
        self._cursor, self._query = cursor, query
        self._chosen = {name: _choice(matching, query, name) for name in CHOOSABLE if name in query.chosen_fields}
        beside = [
            part for name in query.chosen_fields - self._chosen.keys() for part in _choices(matching, query, name)
        ]
        self._match, self._required = split(AllOf((matching.node(query.tree), *beside)))
        if query.sort not in _ORDERS:
            raise NotExpressibleError(query.sort)

    def answer(self) -> SearchPage:
        try:
            self._cursor.execute(f"CREATE TEMP TABLE found (number INTEGER PRIMARY KEY, {integers(*_FOUND)})")
            self._find()
            self._group()
            return SearchPage(
                query=self._query,
                total=self._total(),
                hits=tuple(self._hits()),
                facets={name: tuple(self._facet(name)) for name in FACETS},
                histogram=tuple(self._histogram()),
                stats=self._stats(),
                next_cursor=None,
                took_ms=0.0,
                engine_ms=0.0,
            )
        finally:
            for table in ("found", *map(_grouped, GROUPS)):
                self._cursor.execute(f"DROP TABLE IF EXISTS temp.{table}")

    def _find(self) -> None:
        """Fill ``found``; without text only with what matches, since a facet with a choice then has an index to use."""
        if self._match is None:
            every = _all((*self._required, *self._chosen.values()))
            row = f"SELECT number, 0, NULL, {', '.join(_FOUND[2:])} FROM held WHERE {every.sql}"
            self._cursor.execute(f"INSERT INTO found {row}", every.values)
            return
        choices, required = tuple(self._chosen.values()), _all(self._required)
        missing = [f"(NOT coalesce({choice.sql}, 0))" for choice in choices]
        values = tuple(value for choice in choices for value in choice.values)
        which = " ".join(f"WHEN {sql} THEN {place}" for place, sql in enumerate(missing, 1))
        bm25 = _BM25 if self._query.sort is Sort.RELEVANCE else "NULL"
        missed = f"CASE {which} ELSE 0 END" if which else "0"
        score = f"CASE {missed} WHEN 0 THEN {bm25} END"
        self._cursor.execute(
            f"INSERT INTO found SELECT number, {missed}, {score}, {', '.join(_FOUND[2:])}"
            " FROM texts CROSS JOIN held ON number = texts.rowid"
            f" WHERE texts MATCH ? AND {required.sql} AND {' + '.join(missing) or '0'} <= 1",
            (*values, *values, self._match, *required.values, *values),
        )

    def _group(self) -> None:
        """How many records found have each combination, and its values; grouping by one whole number is fastest."""
        for name, parts in GROUPS.items():
            of_use = self._places(*parts)
            counts = f"SELECT missed << 32 | {name} AS key, count(*) AS records FROM found WHERE {of_use} GROUP BY 1"
            on = f"{name}.{name} = key & {0xFFFFFFFF}"
            rows = f"SELECT key >> 32 AS missed, records, {', '.join(parts)} FROM ({counts}) JOIN {name} ON {on}"
            self._cursor.execute(f"CREATE TEMP TABLE {_grouped(name)} AS {rows}")

    def _total(self) -> int:
        total = "SELECT coalesce(sum(records), 0) FROM shape_groups WHERE missed = 0"
        return int(self._cursor.execute(total).fetchone()[0])

    def _facet(self, name: str) -> Iterator[FacetValue]:
        coded = "(SELECT names.value FROM names WHERE code = counts.value)"
        shown = coded if name in CODED else "CAST(value AS TEXT)"
        return starmap(FacetValue, self._counts(name, shown, FACET_VALUES))

    def _histogram(self) -> Iterator[HistogramBucket]:
        held = dict(self._counts(AMOUNT, "value", len(AMOUNT_EDGES_FEN) + 1))
        for bucket, (low, high) in enumerate(pairwise((None, *AMOUNT_EDGES_FEN, None))):
            yield HistogramBucket(low, high, held.get(bucket, 0))

    def _counts(self, name: str, shown: str, most: int) -> Iterator[tuple[Any, int]]:
        """(value, count), the most frequent first, of everything found but for what was chosen in the field."""
        column = "bucket" if name == AMOUNT else name
        count, source = self._source(name, column)
        counted = f"SELECT {column} AS value, {count} AS n FROM {source.sql} AND {column} NOT NULL GROUP BY 1"
        return self._cursor.execute(
            f"SELECT {shown} AS shown, n FROM ({counted}) AS counts ORDER BY n DESC, shown LIMIT {most}", source.values
        )

    def _source(self, name: str, column: str) -> tuple[str, Condition]:
        """How to count a field and where: a table and a condition."""
        if self._match is None and name in self._chosen:
            others = [choice for other, choice in self._chosen.items() if other != name]
            where = _all((*self._required, *others))
            return "count(*)", Condition(f"held WHERE {where.sql}", where.values)
        group = next(group for group, parts in GROUPS.items() if column in parts)
        return "sum(records)", Condition(f"{_grouped(group)} WHERE {self._places(column)}")

    def _places(self, *columns: str) -> str:
        """What was found, and what misses only the choice in one of these columns."""
        chosen = ("bucket" if name == AMOUNT else name for name in self._chosen)
        places = [0, *(place for place, column in enumerate(chosen, 1) if column in columns)]
        return f"missed IN ({', '.join(map(str, places))})"

    def _stats(self) -> Statistics:
        """Of the amounts of one class of records, without units whose department is found too."""
        classes = self._cursor.execute(
            "SELECT value, sum(records) FROM shape_groups JOIN names ON code = adds WHERE missed = 0 GROUP BY adds"
        )
        added = _class_to_add(dict(classes))
        of_class = "missed = 0 AND shape IN (SELECT shape FROM shape JOIN names ON code = adds WHERE value = ?)"
        departments = f"SELECT holder FROM origin WHERE origin IN (SELECT origin FROM found WHERE {of_class})"
        units = f"SELECT unit FROM contained WHERE department IN ({departments})"
        covered = f"SELECT origin FROM origin WHERE holder IN ({units})"
        rows = self._cursor.execute(
            f"SELECT amount_fen FROM found WHERE {of_class} AND amount_fen NOT NULL AND origin NOT IN ({covered})"
            " ORDER BY 1",
            (added, added),
        )
        return _spread([fen for (fen,) in rows])

    def _hits(self) -> Iterator[Hit]:
        leaves = text_leaves(self._query.tree)
        best = f"SELECT number, score FROM found WHERE missed = 0 ORDER BY {_ORDERS[self._query.sort]} LIMIT ?"
        for number, score in self._cursor.execute(best, (self._query.limit,)).fetchall():
            (record,) = self._cursor.execute("SELECT record FROM records WHERE number = ?", (number,)).fetchone()
            document = decode(record)
            yield Hit(document, -(score or 0.0), highlights(document, leaves))


def _grouped(name: str) -> str:
    """The temporary table of what was found by a column of GROUPS."""
    return f"{name}_groups"


def _choices(matching: Matching[Found], query: Query, field: str) -> Iterator[Found]:
    """What is chosen in one field."""
    ranges = tuple(bounds for bounds in query.ranges if bounds.field == field)
    filters = tuple(chosen for chosen in query.filters if chosen.field == field)
    return matching.restrictions(replace(query, ranges=ranges, filters=filters))


def _choice(matching: Matching[Found], query: Query, field: str) -> Condition:
    return as_condition(AllOf(tuple(_choices(matching, query, field))))


def _all(conditions: Iterable[Condition]) -> Condition:
    every = list(conditions)
    sql = " AND ".join(f"({condition.sql})" for condition in every)
    return Condition(sql or "1", tuple(value for condition in every for value in condition.values))


def _class_to_add(classes: Mapping[str, int]) -> str | None:
    """As ``index/answers/statistics.py`` says: projects, else the finest lines of one statement, else disclosures."""
    lines = [name for name in classes if name.startswith(RecordKind.LINE)]
    most = min(lines, key=lambda name: (not name.endswith("/0"), -classes[name], name), default=None)
    one_of = (RecordKind.PROJECT, most, RecordKind.DOCUMENT)
    return next((name for name in one_of if name in classes), None)


def _spread(amounts: Sequence[int]) -> Statistics:
    """The figures of amounts in order."""
    count = len(amounts)
    lowest, low, lower, upper, high, highest = (
        (amounts[max(place, 0)] if amounts else None)
        for place in (0, _rank(count, 1), (count - 1) // 2, count // 2, _rank(count, 9), count - 1)
    )
    median = None if lower is None or upper is None else -(-(lower + upper) // 2)
    return Statistics(count, sum(amounts), lowest, highest, median, low, high, added="", left_out=())


def _rank(count: int, tenths: int) -> int:
    return -(-count * tenths // 10) - 1
