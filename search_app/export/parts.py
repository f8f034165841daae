"""Rows taken together, so that a server sends parts of a useful size."""

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
