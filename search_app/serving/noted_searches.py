"""Searches that found nothing, were not understood, or took long: noted only where whoever runs the server asks for it.

They are counted by text in an SQLite file that all processes share; who asked is not written, and mobile numbers are
masked. An answer that is given again from memory or a browser's store is not counted again.
"""

from __future__ import annotations

import enum
import logging
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, current_app

from search_app.privacy import mask_mobile_numbers

logger = logging.getLogger(__name__)

#: Texts kept; beyond, those asked longest ago go.
MOST_NOTED = 2_000
#: Milliseconds beyond which a search took long.
SLOW_MS = 500
#: Seconds that a visitor waits at most for another process to write its note.
_PATIENCE_S = 0.2

_EXTENSION = "yusou-noted-searches"
_SCHEMA = """CREATE TABLE IF NOT EXISTS noted (
    typed TEXT NOT NULL, outcome TEXT NOT NULL, times INTEGER NOT NULL, last_at TEXT NOT NULL,
    PRIMARY KEY (typed, outcome))"""
_COUNT = """INSERT INTO noted VALUES (?, ?, 1, ?)
    ON CONFLICT (typed, outcome) DO UPDATE SET times = times + 1, last_at = excluded.last_at"""
_FORGET = """DELETE FROM noted WHERE rowid NOT IN (SELECT rowid FROM noted ORDER BY last_at DESC LIMIT ?)"""


class Outcome(enum.StrEnum):
    """Why a search was noted."""

    NOTHING = "nothing"
    WRONG = "wrong"
    SLOW = "slow"


@dataclass(frozen=True, slots=True)
class NotedSearch:
    """A text as it was typed, how often it ended like this, and when last."""

    typed: str
    outcome: Outcome
    times: int
    last_at: datetime


def register(app: Flask, path: Path | None) -> None:
    """Note searches in this file, made where there is none; no path notes nothing."""
    app.extensions[_EXTENSION] = path


def is_noting() -> bool:
    """Whether searches are noted."""
    return _path() is not None


def note(typed: str, outcome: Outcome) -> None:
    """Count one search where searches are noted; a file that cannot be written is logged and costs no answer."""
    path = _path()
    if path is None or not typed:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with closing(_opened(path)) as connection, connection:
            connection.execute(_SCHEMA)
            connection.execute(_COUNT, (mask_mobile_numbers(typed), outcome, now))
            connection.execute(_FORGET, (MOST_NOTED,))
    except sqlite3.Error:
        logger.warning("a search could not be noted", exc_info=True)


def noted(most: int) -> tuple[NotedSearch, ...]:
    """What was noted, the most frequent first, then the last; () where nothing can be read."""
    path = _path()
    if path is None or not path.exists():
        return ()
    asked = "SELECT typed, outcome, times, last_at FROM noted ORDER BY times DESC, last_at DESC, typed LIMIT ?"
    try:
        with closing(_opened(path)) as connection:
            rows = connection.execute(asked, (most,)).fetchall()
    except sqlite3.Error:
        logger.warning("noted searches could not be read", exc_info=True)
        return ()
    return tuple(
        NotedSearch(typed, Outcome(outcome), times, datetime.fromisoformat(last_at))
        for typed, outcome, times, last_at in rows
    )


def _path() -> Path | None:
    path: Path | None = current_app.extensions.get(_EXTENSION)
    return path


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=_PATIENCE_S)
