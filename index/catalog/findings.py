"""Checks that do not close, over all documents: by place, year, department and kind, largest difference first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select
from sqlalchemy.engine import RowMapping

from index.catalog import schema
from index.catalog.reading import citations_of, read_check, read_identity
from index.records import Check, Citation, Identity

#: What findings can be chosen by, besides their kind: columns of ``documents``.
DOCUMENT_FIELDS = ("province", "prefecture", "county", "year", "department_type", "department", "stage")
KIND = "check"
FINDING_FIELDS = (KIND, *DOCUMENT_FIELDS)

#: Place of a finding in the order: size of the difference in fen, document id, ordinal of the check.
Place = tuple[int, str, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One check that does not hold, with the document that makes it; ``ordinal`` is the check's place there."""

    document_id: str
    identity: Identity
    ordinal: int
    check: Check
    place: Place


@dataclass(frozen=True, slots=True)
class FindingChoice:
    """Which findings: field -> values, any of them; different fields, all of them.

    The kind of a finding is the first part of its check's id (``function``,
    ``projects`` …); every other field is one of DOCUMENT_FIELDS.
    """

    values: Mapping[str, tuple[str, ...]]

    def without(self, field: str) -> FindingChoice:
        """The choice as the facet of one field counts it."""
        return replace(self, values={name: chosen for name, chosen in self.values.items() if name != field})


def finding_kind(check_id: str) -> str:
    """The kind of a check.

    >>> finding_kind("function.20103.total")
    'function'
    """
    return check_id.partition(".")[0]


def read_findings(
    connection: Connection, choice: FindingChoice, *, limit: int, after: Place | None = None
) -> tuple[Finding, ...]:
    """Up to ``limit`` findings behind a place, largest difference first."""
    size = _size()
    query = _broken(choice, schema.documents, schema.checks, size.label("gap"))
    query = query.order_by(size.desc(), schema.checks.c.document_id, schema.checks.c.ordinal).limit(limit)
    if after is not None:
        query = query.where(_behind(size, after))
    rows = connection.execute(query).mappings().all()
    citations = citations_of(connection, "checks", {row["id"] for row in rows})
    return tuple(_finding(row, citations) for row in rows)


def count_findings(connection: Connection, choice: FindingChoice) -> int:
    """How many findings a choice has."""
    count: int = connection.execute(_broken(choice, func.count())).scalar_one()
    return count


def finding_values(connection: Connection, choice: FindingChoice, field: str) -> tuple[tuple[str, int], ...]:
    """The values of a field with their counts, most frequent first, ignoring what is chosen in the field itself."""
    column = schema.checks.c.check_id if field == KIND else schema.documents.c[field]
    query = _broken(choice.without(field), column, func.count()).group_by(column)
    counts: Counter[str] = Counter()
    for value, count in connection.execute(query):
        if value is not None:
            counts[finding_kind(value) if field == KIND else str(value)] += count
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _broken(choice: FindingChoice, *columns: Any) -> Select[Any]:
    joined = schema.checks.join(schema.documents, schema.documents.c.id == schema.checks.c.document_id)
    query = select(*columns).select_from(joined).where(schema.checks.c.holds.is_(False))
    return query.where(*_conditions(choice))


def _conditions(choice: FindingChoice) -> Iterator[ColumnElement[bool]]:
    for field, values in choice.values.items():
        if not values:
            continue
        if field == KIND:
            yield or_(*(schema.checks.c.check_id.startswith(f"{value}.", autoescape=True) for value in values))
        else:
            typed: Sequence[str | int] = [int(value) for value in values] if field == "year" else values
            yield schema.documents.c[field].in_(typed)


def _size() -> ColumnElement[int]:
    return func.abs(func.coalesce(schema.checks.c.difference_fen, 0))


def _behind(size: ColumnElement[int], after: Place) -> ColumnElement[bool]:
    fen, document_id, ordinal = after
    checks = schema.checks.c
    return or_(
        size < fen,
        and_(size == fen, checks.document_id > document_id),
        and_(size == fen, checks.document_id == document_id, checks.ordinal > ordinal),
    )


def _finding(row: RowMapping, citations: Mapping[tuple[str, int], tuple[Citation, ...]]) -> Finding:
    document_id, ordinal = row["id"], row["ordinal"]
    return Finding(
        document_id=document_id,
        identity=read_identity(row),
        ordinal=ordinal,
        check=read_check(row, citations.get((document_id, ordinal), ())),
        place=(row["gap"], document_id, ordinal),
    )
