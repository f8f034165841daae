"""The catalog: every disclosure read so far, and what became of every file seen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from index.catalog import schema
from index.catalog.database import catalog_errors, open_database
from index.catalog.file_parts import read_other_files
from index.catalog.findings import Finding, FindingChoice, Place, count_findings, finding_values, read_findings
from index.catalog.journal import JournalEntry, Outcome, entry_from, entry_row
from index.catalog.outlines import read_outlines
from index.catalog.reading import page_text, read_disclosure
from index.catalog.rows import disclosure_rows
from index.catalog.summaries import (
    Coverage,
    DocumentSummary,
    ProjectSummary,
    SubjectLine,
    SubjectSum,
    read_coverage,
    read_department_types,
    read_outcomes,
    read_peers,
    read_projects,
    read_subject_lines,
    read_subject_sums,
    read_summaries,
    read_type_summaries,
)
from index.linked_files import FilePart
from index.records import Classification, Disclosure, PageText

#: Tables whose rows ``counts`` counts.
COUNTED_TABLES = (
    schema.documents,
    schema.pages,
    schema.sections,
    schema.statements,
    schema.lines,
    schema.projects,
    schema.indicators,
    schema.checks,
    schema.problems,
    schema.pending,
)

#: Outlines read in one round of queries: a query costs as much as reading ten lines.
OUTLINES_AT_ONCE = 10

#: Journal outcomes whose file holds a disclosure.
HOLDS_DISCLOSURE = (Outcome.DISCLOSURE, Outcome.DUPLICATE)


class Catalog:
    """One open catalog. Every changing method is one transaction: it happens whole or not at all.

    Changes to a document mark it pending for the index in the same transaction;
    ``indexed`` takes the mark away once the index has committed. Safe to share
    between threads. Every method may raise ``CatalogError``.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._writer = engine.execution_options(writing=True)

    @classmethod
    def open(cls, url: str, *, create: bool = False) -> Catalog:
        """Open the catalog at a SQLAlchemy URL, or with ``create`` make an empty one.

        Raises:
            CatalogMissingError: there is none and ``create`` is false.
            CatalogError: it is damaged, of another version, or unreachable.
        """
        return cls(open_database(url, create=create))

    def __enter__(self) -> Catalog:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    @property
    def url(self) -> str:
        """The URL it was opened at, fit to open it again."""
        return self._engine.url.render_as_string(hide_password=False)

    # Documents

    def put(self, disclosure: Disclosure, entry: JournalEntry | None = None) -> None:
        """Store a disclosure in place of what was stored under its id, with the journal entry of its file.

        Another document that was read from the same path is superseded: it
        moves to another path known to hold its bytes, or is deleted.
        """
        with self._writing() as connection:
            self._supersede(connection, disclosure)
            _delete_document(connection, disclosure.document_id)
            for table, rows in disclosure_rows(disclosure):
                if rows:
                    connection.execute(insert(table), rows)
            _mark_pending(connection, [disclosure.document_id])
            if entry is not None:
                _log(connection, entry)

    def delete(self, document_id: str) -> None:
        """Forget a document; its file's journal entry stays."""
        with self._writing() as connection:
            _delete_document(connection, document_id)
            _mark_pending(connection, [document_id])

    def move(self, document_id: str, entry: JournalEntry) -> None:
        """Say that a document's file is now found at the path of ``entry``."""
        with self._writing() as connection:
            _move(connection, document_id, entry.path)
            _log(connection, entry)

    def disclosure(self, document_id: str) -> Disclosure | None:
        """The disclosure, equal to the one that was put, or None."""
        with self._reading() as connection:
            return read_disclosure(connection, document_id)

    def outlines(self, document_ids: Sequence[str]) -> Iterator[Disclosure]:
        """As much of some disclosures as an index is made from, see ``read_outlines``; nothing for unknown ids."""
        with self._reading() as connection:
            for start in range(0, len(document_ids), OUTLINES_AT_ONCE):
                yield from read_outlines(connection, document_ids[start : start + OUTLINES_AT_ONCE])

    def disclosures(self) -> Iterator[Disclosure]:
        """Every disclosure by document id, as of the moment the iteration starts."""
        with self._reading() as connection:
            for document_id in _document_ids(connection):
                disclosure = read_disclosure(connection, document_id)
                if disclosure is not None:
                    yield disclosure

    def document_ids(self) -> tuple[str, ...]:
        """Ids of all documents, sorted."""
        with self._reading() as connection:
            return _document_ids(connection)

    def page(self, document_id: str, number: int) -> PageText | None:
        """One page of a document, counted from 1, or None."""
        table = schema.pages
        query = select(table).where(table.c.document_id == document_id, table.c.number == number)
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        return page_text(row) if row is not None else None

    def path(self, document_id: str) -> Path | None:
        """Where the document's file was when last seen, or None for an unknown document."""
        query = select(schema.documents.c.path).where(schema.documents.c.id == document_id)
        with self._reading() as connection:
            path = connection.execute(query).scalar_one_or_none()
        return Path(path) if path is not None else None

    def other_files(self, document_id: str) -> tuple[FilePart, ...]:
        """The other files of the disclosure that a document is a part of, explanation first; usually none."""
        with self._reading() as connection:
            return read_other_files(connection, document_id)

    # Findings

    def findings(self, choice: FindingChoice, *, limit: int, after: Place | None = None) -> tuple[Finding, ...]:
        """Checks that do not hold, largest difference first; ``after`` goes on behind a finding's place."""
        with self._reading() as connection:
            return read_findings(connection, choice, limit=limit, after=after)

    def finding_count(self, choice: FindingChoice) -> int:
        """How many checks of a choice do not hold."""
        with self._reading() as connection:
            return count_findings(connection, choice)

    def finding_values(self, choice: FindingChoice, field: str) -> tuple[tuple[str, int], ...]:
        """Values of one of FINDING_FIELDS with counts, most frequent first, ignoring the field's own choice."""
        with self._reading() as connection:
            return finding_values(connection, choice, field)

    # Figures over several documents

    def summaries(self, division_code: str, department: str | None = None) -> tuple[DocumentSummary, ...]:
        """The documents of one place (without the places below it), by department, year and kind."""
        with self._reading() as connection:
            return read_summaries(connection, division_code, department)

    def type_summaries(self, department_type: str, *, limit: int) -> tuple[DocumentSummary, ...]:
        """The documents of one type of department everywhere, by place, year and kind; up to a limit."""
        with self._reading() as connection:
            return read_type_summaries(connection, department_type, limit)

    def department_types(self) -> tuple[tuple[str, int], ...]:
        """The types of departments with how many documents each has, most first."""
        with self._reading() as connection:
            return read_department_types(connection)

    def projects(self, division_code: str, department: str) -> tuple[ProjectSummary, ...]:
        """The projects of one department over all its documents, by year and document."""
        with self._reading() as connection:
            return read_projects(connection, division_code, department)

    def coverage(self) -> tuple[Coverage, ...]:
        """Disclosures by place, year and kind; one in several files counts once."""
        with self._reading() as connection:
            return read_coverage(connection)

    def outcomes(self) -> Mapping[str, int]:
        """How many files seen ended in each outcome of the journal."""
        with self._reading() as connection:
            return read_outcomes(connection)

    def peers(self, department_type: str, year: int, kind: str) -> Mapping[str, Decimal]:
        """The expenditure of every document of this department type, year and kind, by document id."""
        with self._reading() as connection:
            return read_peers(connection, department_type, year, kind)

    def subject_sums(
        self, classification: Classification, codes: Collection[str], division_code: str | None = None
    ) -> tuple[SubjectSum, ...]:
        """What subjects cost by code, year and kind of document, everywhere or in one place."""
        with self._reading() as connection:
            return read_subject_sums(connection, classification, codes, division_code)

    def subject_lines(self, classification: Classification, code: str, limit: int) -> tuple[SubjectLine, ...]:
        """The dearest lines of a subject, one a document."""
        with self._reading() as connection:
            return read_subject_lines(connection, classification, code, limit)

    # Journal

    def log(self, entry: JournalEntry) -> None:
        """Keep how a file ended, in place of what the journal said of its path."""
        with self._writing() as connection:
            _log(connection, entry)

    def journal(self) -> tuple[JournalEntry, ...]:
        """The entries of all files, by path."""
        query = select(schema.journal).order_by(schema.journal.c.path)
        with self._reading() as connection:
            return tuple(map(entry_from, connection.execute(query).mappings()))

    def entry(self, path: str) -> JournalEntry | None:
        """What the journal says of one path."""
        query = select(schema.journal).where(schema.journal.c.path == path)
        with self._reading() as connection:
            row = connection.execute(query).mappings().first()
        return entry_from(row) if row is not None else None

    def entries(self, sha256: str) -> tuple[JournalEntry, ...]:
        """The entries of all files with these bytes, by path."""
        query = select(schema.journal).where(schema.journal.c.sha256 == sha256).order_by(schema.journal.c.path)
        with self._reading() as connection:
            return tuple(map(entry_from, connection.execute(query).mappings()))

    # Index

    def pending(self) -> tuple[str, ...]:
        """Ids of documents that the index does not hold as the catalog does; some may be deleted here."""
        query = select(schema.pending.c.document_id).order_by(schema.pending.c.document_id)
        with self._reading() as connection:
            return tuple(connection.execute(query).scalars())

    def mark_pending(self, document_ids: Iterable[str]) -> None:
        """Have the index brought up to date on these documents."""
        with self._writing() as connection:
            _mark_pending(connection, document_ids)

    def indexed(self, document_ids: Iterable[str]) -> None:
        """Take the marks away: the index has committed these documents."""
        with self._writing() as connection:
            for document_id in document_ids:
                connection.execute(delete(schema.pending).where(schema.pending.c.document_id == document_id))

    # State

    def counts(self) -> Mapping[str, int]:
        """Rows by table name."""
        with self._reading() as connection:
            return {
                table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for table in COUNTED_TABLES
            }

    def version(self) -> int:
        """A number that grows with every change: the snapshot id of what is shown."""
        query = select(schema.state.c.value).where(schema.state.c.name == "version")
        with self._reading() as connection:
            version: int = connection.execute(query).scalar_one()
        return version

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with catalog_errors(self._engine.url), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        grown = update(schema.state).where(schema.state.c.name == "version").values(value=schema.state.c.value + 1)
        with catalog_errors(self._engine.url), self._writer.begin() as connection:
            yield connection
            connection.execute(grown)

    def _supersede(self, connection: Connection, disclosure: Disclosure) -> None:
        documents = schema.documents
        query = select(documents.c.id, documents.c.sha256).where(
            documents.c.path == disclosure.source.path, documents.c.id != disclosure.document_id
        )
        for old in connection.execute(query).all():
            elsewhere = _other_path(connection, old.sha256, disclosure.source.path)
            if elsewhere is None:
                _delete_document(connection, old.id)
                _mark_pending(connection, [old.id])
            else:
                _move(connection, old.id, elsewhere)


def _document_ids(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.execute(select(schema.documents.c.id).order_by(schema.documents.c.id)).scalars())


def _delete_document(connection: Connection, document_id: str) -> None:
    """Delete a document; foreign keys take everything that belongs to it."""
    connection.execute(delete(schema.documents).where(schema.documents.c.id == document_id))


def _mark_pending(connection: Connection, document_ids: Iterable[str]) -> None:
    for document_id in document_ids:
        connection.execute(delete(schema.pending).where(schema.pending.c.document_id == document_id))
        connection.execute(insert(schema.pending).values(document_id=document_id))


def _other_path(connection: Connection, sha256: str, path: str) -> str | None:
    """Another path that holds these bytes, the first by name."""
    journal = schema.journal
    query = select(func.min(journal.c.path)).where(
        journal.c.sha256 == sha256, journal.c.path != path, journal.c.outcome.in_(HOLDS_DISCLOSURE)
    )
    return connection.execute(query).scalar_one_or_none()


def _move(connection: Connection, document_id: str, path: str) -> None:
    """Change where a document's file is; the journal forgets the old place and knows the new one as the original."""
    documents, journal = schema.documents, schema.journal
    old = connection.execute(select(documents.c.path, documents.c.sha256).where(documents.c.id == document_id)).one()
    connection.execute(delete(journal).where(journal.c.path == old.path, journal.c.sha256 == old.sha256))
    connection.execute(
        update(journal)
        .where(journal.c.path == path, journal.c.sha256 == old.sha256)
        .values(outcome=Outcome.DISCLOSURE, code="", reason="")
    )
    connection.execute(update(documents).where(documents.c.id == document_id).values(path=path))
    _mark_pending(connection, [document_id])


def _log(connection: Connection, entry: JournalEntry) -> None:
    connection.execute(delete(schema.journal).where(schema.journal.c.path == entry.path))
    connection.execute(insert(schema.journal).values(entry_row(entry)))
