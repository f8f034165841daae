"""Files that leave a part at a time: rows taken together, and what a writer of a whole file writes to meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

#: Rows written at a time.
BATCH_ROWS = 500

T = TypeVar("T")


def batches(items: Iterable[T], size: int = BATCH_ROWS) -> Iterator[list[T]]:
    """Lists of up to ``size`` items, in order; none of no items."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch


class Outlet:
    """A file that only goes forward: what is written waits to be taken."""

    def __init__(self) -> None:
        self.closed = False
        self._waiting: list[bytes] = []

    def write(self, part: bytes, /) -> int:
        self._waiting.append(bytes(part))
        return len(part)

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True

    def take(self) -> bytes:
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken
