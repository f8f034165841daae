"""What one place of a document says about a project, before the places are merged."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from index.records import Amount, Citation, Indicator


class Place(enum.IntEnum):
    """Where a project was found; of two amounts the one of the higher place is believed."""

    GOALS = 1
    LIST = 2
    PROSE = 3

    @property
    def label(self) -> str:
        """The place as the user knows it."""
        return {Place.GOALS: "绩效目标表", Place.LIST: "项目支出表", Place.PROSE: "项目情况说明"}[self]


@dataclass(slots=True)
class FoundProject:
    """One project as one place prints it; filled while the place is read."""

    name: str
    place: Place
    code: str | None = None
    unit_name: str | None = None
    amount: Amount | None = None
    goal: str = ""
    category: str | None = None
    basis: str | None = None
    note: str | None = None
    indicators: list[Indicator] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ListTotal:
    """The 合计 a list prints, and the amounts of the projects read from it with their places."""

    amount: Amount
    citation: Citation
    addends: tuple[Amount, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The projects of one list; ``total`` is None where it prints none."""

    projects: list[FoundProject]
    total: ListTotal | None
