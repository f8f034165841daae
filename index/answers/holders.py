"""Offices whose money is shown twice: departments, and the units named after them whose money theirs contains.

A holder is the value of the field of that name: a mark and a key, and the key of a department is the start of those of
its units (``index/documents.py``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from itertools import accumulate, chain

from index.answers.remembering import Recent
from index.documents import DEPARTMENT_MARK, UNIT_MARK
from index.engine import Engine
from index.query.tree import And, FieldTerm, Filter, Node, Or, Query

HOLDER, ADDS = "holder", "adds"

#: Units looked for by name; where there are more, all holders of the amounts are looked through.
MOST_LOOKED_FOR = 300


class Holders:
    """The holders of a whole index, looked through once for each of its states; safe to share between threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: Recent[Mapping[str, tuple[str, ...]]] = Recent(1)

    def contained(self) -> Mapping[str, tuple[str, ...]]:
        """Each unit that departments of the index contain, with these departments.

        Raises:
            EngineError: the index cannot be used.
        """
        state = self._engine.state()
        return self._known.get(state, HOLDER, lambda: departments_of_units(self._engine.values(HOLDER)))

    def covered(self, query: Query, adds: str) -> Collection[str]:
        """The holders of amounts of this class among what a query finds that are units of departments among them.

        Raises:
            EngineError: the index cannot be used.
        """
        contained = self.contained()
        if not contained:
            return ()
        whole = replace(query, filters=(*query.filters, Filter(ADDS, (adds,))))
        if len(contained) <= MOST_LOOKED_FOR:
            either = held_by({*contained, *chain.from_iterable(contained.values())})
            whole = replace(whole, tree=And((query.tree, either)))
        return departments_of_units(self._engine.values_among(whole, HOLDER))


def held_by(holders: Iterable[str]) -> Node:
    """The records of these holders."""
    return Or(tuple(FieldTerm(HOLDER, holder) for holder in sorted(holders)))


def departments_of_units(holders: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Each unit among some holders that departments among them contain, with these departments."""
    keys: dict[str, list[str]] = {DEPARTMENT_MARK: [], UNIT_MARK: []}
    for holder in holders:
        keys.setdefault(holder[:1], []).append(holder[1:])
    departments = frozenset(keys[DEPARTMENT_MARK])
    above = ((unit, departments.intersection(accumulate(unit))) for unit in keys[UNIT_MARK])
    return {UNIT_MARK + unit: tuple(DEPARTMENT_MARK + key for key in found) for unit, found in above if found}
