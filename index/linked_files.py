"""One disclosure in several files (附件1 说明, 附件2 报表): told from what the files hold, never from their names.

Files belong together when the same department publishes the same kind of
document for the same year, one of them tells and the others print, and no table
is printed twice. Nothing is stored: links are derived from what is held, so they
appear and disappear with the files, in whatever order these arrive.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: Characters of narrative from which a file explains a budget; tables alone leave a line or two.
LEAST_TOLD = 200
#: Kinds of statements that a file of tables has at least, and an explanation has not.
MANY_STATEMENTS = 3

#: Division code, department with narrow brackets, year and kind; the first and the third may be unknown.
HolderKey = tuple[str | None, str, int | None, str]


@dataclass(frozen=True, slots=True)
class FilePart:
    """What one file holds: ``told`` characters of narrative, and the kinds of its statements that are not empty."""

    document_id: str
    holder: HolderKey
    told: int
    printed: frozenset[str]

    @property
    def tells(self) -> bool:
        """Whether it explains a budget whose tables stand elsewhere."""
        return self.told >= LEAST_TOLD and len(self.printed) < MANY_STATEMENTS

    @property
    def prints(self) -> bool:
        """Whether it prints tables whose explanation stands elsewhere."""
        return self.told < LEAST_TOLD and bool(self.printed)


def linked_files(parts: Iterable[FilePart]) -> tuple[tuple[FilePart, ...], ...]:
    """The groups of files that are one disclosure, each with its explanation first, then by document id.

    Where a complete file, a second explanation or the same table twice is held
    for the same holder, year and kind, it is open which belong together: no group.
    """
    by_holder: dict[HolderKey, list[FilePart]] = defaultdict(list)
    for part in parts:
        by_holder[part.holder].append(part)
    ordered = (sorted(held, key=lambda part: (part.prints, part.document_id)) for held in by_holder.values())
    return tuple(
        sorted((tuple(held) for held in ordered if _one_disclosure(held)), key=lambda group: group[0].document_id)
    )


def _one_disclosure(held: Sequence[FilePart]) -> bool:
    tables = [part.printed for part in held if part.prints]
    one_tells = sum(part.tells for part in held) == 1 and len(tables) == len(held) - 1
    return one_tells and bool(tables) and sum(map(len, tables)) == len(frozenset().union(*tables))
