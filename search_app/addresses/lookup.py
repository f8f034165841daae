"""Finding the record that an address names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from index.catalog import Catalog
from index.records import (
    DOCUMENT_ID_LENGTH,
    RECORD_LETTERS,
    BudgetLine,
    Citation,
    Disclosure,
    Project,
    RecordKind,
    Section,
)

CitedRecord = Project | Section | BudgetLine

#: What ids look like, for routes and for everything else that takes one.
DOCUMENT_ID_PATTERN = f"[0-9a-f]{{{DOCUMENT_ID_LENGTH}}}"
RECORD_ID_PATTERN = f"{DOCUMENT_ID_PATTERN}-[{''.join(RECORD_LETTERS.values())}][0-9]{{1,7}}"

#: Highest number of a page that is looked for.
MOST_PAGES = 9_999_999

_KIND_BY_LETTER = {letter: kind for kind, letter in RECORD_LETTERS.items()}


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A project, section or line with the disclosure it belongs to."""

    id: str
    kind: RecordKind
    record: CitedRecord
    disclosure: Disclosure

    @property
    def citations(self) -> tuple[Citation, ...]:
        return self.record.citations


def document_of(record_id: str) -> str | None:
    """The document id if the id is of a document record, else None."""
    document_id, kind, _ = _parts(record_id)
    return document_id if kind is RecordKind.DOCUMENT else None


def find_record(catalog: Catalog, record_id: str) -> FoundRecord | None:
    """The project, section or line of a well-formed record id; None for any other."""
    disclosure = catalog.disclosure(_parts(record_id)[0])
    return record_of(disclosure, record_id) if disclosure else None


def record_of(disclosure: Disclosure, record_id: str) -> FoundRecord | None:
    """The record of this id in a disclosure already at hand; None when it is not there or the id is malformed."""
    if not re.fullmatch(RECORD_ID_PATTERN, record_id):
        return None
    document_id, kind, ordinal = _parts(record_id)
    if document_id != disclosure.document_id:
        return None
    found = (record for record in _records(disclosure, kind) if record.ordinal == ordinal)
    return next((FoundRecord(record_id, kind, record, disclosure) for record in found), None)


def _parts(record_id: str) -> tuple[str, RecordKind, int]:
    document_id, _, place = record_id.partition("-")
    return document_id, _KIND_BY_LETTER[place[0]], int(place[1:])


def _records(disclosure: Disclosure, kind: RecordKind) -> Iterable[CitedRecord]:
    match kind:
        case RecordKind.PROJECT:
            return disclosure.projects
        case RecordKind.SECTION:
            return disclosure.sections
        case RecordKind.LINE:
            return disclosure.lines
        case RecordKind.DOCUMENT:
            return ()
