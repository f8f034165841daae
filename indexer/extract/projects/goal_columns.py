"""Columns of goal tables: which role each cell of a row plays, by the heads above it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indexer.extract.projects.project_words import indicator_head, is_level1, is_level2, label, project_head
from indexer.extract.projects.spots import Row, Spot

_LEVELS = ("level1", "level2", "level3")
#: Heads that make a row the head row of an indicator table when two of them stand in it.
_TELLING = frozenset({*_LEVELS, "value"})
_LOOSE_FIGURES = re.compile(r"^[\d.,%]+(?=\D{2})")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its role and horizontal extent (points, or columns for tables without boxes)."""

    role: str
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a goal table, from left to right."""

    columns: tuple[Column, ...]

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(column.role for column in self.columns)

    @property
    def names_projects(self) -> bool:
        """Whether the table has a column of project names, so that it may hold many projects."""
        return "name" in self.roles

    def role_of(self, spot: Spot) -> str | None:
        """The role of the column a cell stands in: the one that shares most of its width."""
        best, shared = None, 0.0
        for column in self.columns:
            common = min(spot.right, column.right) - max(spot.left, column.left)
            if common > shared:
                best, shared = column.role, common
        return best

    def by_role(self, row: Row) -> Mapping[str, Spot]:
        """The cells of a row by role; of two cells under one head the first that is not blank."""
        found: dict[str, Spot] = {}
        for spot in row:
            role = self.role_of(spot)
            if role is not None and not (role in found and found[role].text):
                found[role] = spot
        return found


def head_columns(row: Row) -> Columns | None:
    """The columns a head row of an indicator table announces, None for any other row."""
    roles = [(_role(spot.text), spot) for spot in row]
    if {"operator", "value"} <= {role for role, _ in roles} and not any(role in _LEVELS for role, _ in roles):
        roles = [(_LEVELS[-1] if label(spot.text) == "indicators" else role, spot) for role, spot in roles]
    named = {role for role, _ in roles}
    if len(named & _TELLING) < 2:
        return None
    return Columns(
        tuple(
            Column("name" if role == "group" and "name" not in named else role, spot.left, spot.right)
            for role, spot in roles
        )
    )


def _role(text: str) -> str:
    """The role of a head; figures that ran into it from a neighbour cell are left out."""
    head = _LOOSE_FIGURES.sub("", text)
    if label(head) == "indicators":
        return "ignored"
    return indicator_head(head) or project_head(head) or "ignored"


def guessed_columns(row: Row) -> Columns | None:
    """The columns of an indicator table without heads, by the level names in one of its rows.

    Behind 一级指标 and 二级指标 stand what is measured and the target.
    """
    texts = [spot for spot in row if spot.text]
    for position, spot in enumerate(texts[:-2]):
        if is_level1(spot.text) and is_level2(texts[position + 1].text):
            roles = (*_LEVELS, "value")
            behind = texts[position : position + 4]
            return Columns(tuple(Column(role, s.left, s.right) for role, s in zip(roles, behind, strict=False)))
    return None
