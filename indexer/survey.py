"""Before anything is read: what the journal already knows of each file, by its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.catalog import Catalog, JournalEntry, Outcome
from index.records import DOCUMENT_ID_LENGTH
from indexer.readers import UnreadableFileError, lifted_refusals
from indexer.reading import PASSING_CODES, hash_file


@dataclass(frozen=True, slots=True)
class ToRead:
    """Bytes not read before, or to be read again."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The document of these bytes was read from this path."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The document of these bytes is no longer where it was read from, but here."""

    document_id: str


@dataclass(frozen=True, slots=True)
class DuplicateOf:
    """The document of these bytes was read from another path, where they still are."""

    original: Path


@dataclass(frozen=True, slots=True)
class Refused:
    """These bytes were refused before, here or at another path."""

    entry: JournalEntry


Finding = ToRead | Unchanged | Moved | DuplicateOf | Refused


def find_out(catalog: Catalog, path: Path, sha256: str, reader_version: str) -> Finding:
    """What is known of a file with these bytes from earlier reading by this version of the program."""
    settled = [entry for entry in catalog.entries(sha256) if _settled(entry, reader_version)]
    if not settled:
        return ToRead()
    if all(entry.outcome not in (Outcome.DISCLOSURE, Outcome.DUPLICATE) for entry in settled):
        return Refused(settled[0])
    document_id = sha256[:DOCUMENT_ID_LENGTH]
    original = catalog.path(document_id)
    if original is None:
        return ToRead()
    if original == path:
        return Unchanged()
    return DuplicateOf(original) if _holds(original, sha256) else Moved(document_id)


def _settled(entry: JournalEntry, reader_version: str) -> bool:
    passing = PASSING_CODES | lifted_refusals()
    return entry.reader_version == reader_version and entry.code not in passing


def _holds(path: Path, sha256: str) -> bool:
    try:
        return hash_file(path) == sha256
    except UnreadableFileError:
        return False
