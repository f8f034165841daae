"""Searches that found nothing, were not understood, or took long: noted only where whoever runs the server asks for it.

Each is a line of JSON at the end of a file that all processes share; who asked is not written, and mobile numbers are
masked. An answer that is given again from memory or a browser's store is not noted again.
"""

from __future__ import annotations

import enum
import json
import logging
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask, current_app

logger = logging.getLogger(__name__)

#: Bytes of a file that is put aside; the one put aside before is forgotten.
MOST_BYTES = 256 * 1024
#: Milliseconds beyond which a search took long.
SLOW_MS = 500

_EXTENSION = "yusou-noted-searches"
#: A mobile number as people type one: in wide digits too, parted by spaces or hyphens, after the number of the country.
_MOBILE_NUMBER = re.compile(r"(?<!\d)((?:[8８][6６][ -]?)?[1１][3-9３-９]\d)[ -]?\d{4}[ -]?(\d{4})(?!\d)")


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
    """Note one search where searches are noted; a file that cannot be written is logged and costs no answer."""
    path = _path()
    if path is None or not typed:
        return
    now = datetime.now(UTC).isoformat(timespec="seconds")
    masked = _MOBILE_NUMBER.sub(r"\1****\2", typed)
    line = json.dumps({"typed": masked, "outcome": outcome, "at": now}, ensure_ascii=False)
    try:
        # A short line at the end is written whole, whoever else is writing.
        with open(path, "ab", opener=_private) as file:
            file.write(f"{line}\n".encode())
            is_full = file.tell() > MOST_BYTES
        if is_full:
            path.replace(_put_aside(path))
    except OSError:
        logger.warning("a search could not be noted", exc_info=True)


def noted(most: int) -> tuple[NotedSearch, ...]:
    """What was noted, the most frequent first, then the last; () where nothing can be read."""
    path = _path()
    if path is None:
        return ()
    found: dict[tuple[str, Outcome], NotedSearch] = {}
    for typed, outcome, at in (*_read(_put_aside(path)), *_read(path)):
        before = found.get((typed, outcome))
        found[typed, outcome] = NotedSearch(typed, outcome, 1 + (before.times if before else 0), at)
    ordered = sorted(found.values(), key=lambda one: (one.times, one.last_at), reverse=True)
    return tuple(ordered[:most])


def _read(path: Path) -> Iterator[tuple[str, Outcome, datetime]]:
    """The notes of one file in their order, none where there is no such file."""
    try:
        lines = path.read_bytes().split(b"\n")  # what is typed may hold other ends of lines, as U+2028
    except FileNotFoundError:
        return
    except OSError:
        logger.warning("noted searches could not be read", exc_info=True)
        return
    for line in lines:
        try:
            one = json.loads(line)
            read = one["typed"], Outcome(one["outcome"]), datetime.fromisoformat(one["at"])
        except (ValueError, KeyError, TypeError):  # torn when the machine stopped or the disk was full, or not ours
            continue
        yield read


def _private(path: str, flags: int) -> int:
    """Open a file that, where it is new, nobody else on the machine may read."""
    return os.open(path, flags, 0o600)


def _put_aside(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


def _path() -> Path | None:
    path: Path | None = current_app.extensions.get(_EXTENSION)
    return path
