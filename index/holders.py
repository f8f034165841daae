"""Offices whose money is shown twice: departments, and the units named after them whose money theirs contains.

A holder is the value of the field of that name: a mark and a key, and the key of a department is the start of those of
its units (``index/documents.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate

from index.documents import DEPARTMENT_MARK, UNIT_MARK
from index.engine import Engine
from index.remembering import Recent

HOLDER = "holder"


class Holders:
    """The holders of a whole index, looked through once for each of its states; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: Recent[tuple[str, ...]] = Recent(1)

    def doubled(self) -> tuple[str, ...]:
        """The departments and units of which one contains the other, all of them, in no order.

        Raises:
            EngineError: the index cannot be used.
        """
        return self._known.get(self._engine.state(), HOLDER, lambda: _doubled(self._engine.values(HOLDER)))


def _doubled(holders: Iterable[str]) -> tuple[str, ...]:
    contained = departments_of_units(holders)
    departments = {department for above in contained.values() for department in above}
    return (*departments, *contained)


def departments_of_units(holders: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Each unit among some holders that departments among them contain, with these departments."""
    keys: dict[str, list[str]] = {DEPARTMENT_MARK: [], UNIT_MARK: []}
    for holder in holders:
        keys.setdefault(holder[:1], []).append(holder[1:])
    departments = frozenset(keys[DEPARTMENT_MARK])
    above = ((unit, departments.intersection(accumulate(unit))) for unit in keys[UNIT_MARK])
    return {UNIT_MARK + unit: tuple(DEPARTMENT_MARK + key for key in found) for unit, found in above if found}
