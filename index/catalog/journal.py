"""The journal: what was seen on disk and how it ended."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import RowMapping


class Outcome(enum.StrEnum):
    """How reading one file ended."""

    DISCLOSURE = "disclosure"
    DUPLICATE = "duplicate"  # same bytes as a disclosure already known by another path
    NOT_DISCLOSURE = "not_disclosure"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One file as it was last read.

    ``sha256`` is None when the bytes could not be read at all. ``code`` names
    the kind of failure for programs, ``reason`` says it in one Chinese line;
    both are empty for a disclosure. ``seen_at`` is in UTC, ``reader_version``
    the program version that read it.
    """

    path: str
    sha256: str | None
    outcome: Outcome
    reason: str
    seen_at: datetime
    seconds: float
    pages: int
    code: str = ""
    reader_version: str = ""


def entry_row(entry: JournalEntry) -> dict[str, object]:
    """The row of an entry."""
    return {
        "path": entry.path,
        "sha256": entry.sha256,
        "outcome": entry.outcome,
        "code": entry.code,
        "reason": entry.reason,
        "seen_at": entry.seen_at.isoformat(),
        "seconds": entry.seconds,
        "pages": entry.pages,
        "reader_version": entry.reader_version,
    }


def entry_from(row: RowMapping) -> JournalEntry:
    """The entry of a row."""
    return JournalEntry(
        path=row["path"],
        sha256=row["sha256"],
        outcome=Outcome(row["outcome"]),
        reason=row["reason"],
        seen_at=datetime.fromisoformat(row["seen_at"]),
        seconds=row["seconds"],
        pages=row["pages"],
        code=row["code"],
        reader_version=row["reader_version"],
    )
