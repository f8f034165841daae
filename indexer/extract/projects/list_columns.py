"""The heads of project lists: which columns hold names and amounts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from indexer.extract.projects.goal_columns import Column, Columns
from indexer.extract.projects.project_words import project_head
from indexer.extract.projects.spots import Row, Spot

#: Columns one of which a table without the title of a project list must have.
_PROJECT_ROLES = frozenset({"goal", "note", "group", "code", "unit_name", "unit_code", "category"})
_INCOME = re.compile(r"(?:本年)?收入|支出用途")
_LOOKED_THROUGH = 8  # first rows in which the heads are looked for
_NUMBER = re.compile(r"[-+]?[\d,，]+(?:\.\d+)?")
_UNIT_IN_HEAD = re.compile(r"[（(](?:单位[:：])?(亿元|万元|千元|元)[）)]")


@dataclass(frozen=True, slots=True)
class ListColumns:
    """The columns of a list, and the money unit its amount head prints."""

    columns: Columns
    unit: str | None


def list_heads(rows: Sequence[Row], *, listed: bool) -> tuple[int, ListColumns | None]:
    """The position behind the head rows and their columns; None for a table without the heads of a list.

    ``listed`` says that the title is one of a project list; without it the
    heads must speak of projects themselves.
    """
    for number, row in enumerate(rows[:_LOOKED_THROUGH]):
        if not any(project_head(spot.text) in ("name", "group", "loose_name") for spot in row):
            continue
        last = number
        while last + 1 < len(rows) and last - number < 3 and _is_head_row(rows[last + 1]):
            last += 1
        columns = _columns(rows[number : last + 1], listed=listed)
        if columns is not None:
            return last + 1, columns
    return 0, None


def _is_head_row(row: Row) -> bool:
    """Whether a row below a head row still belongs to the heads: it shares a cell with it and has no figure."""
    return any(not spot.starts for spot in row) and not any(is_figure(spot.text) for spot in row)


def is_figure(text: str) -> bool:
    """Whether a text is a number of more than two characters, not the number of a row or column."""
    return bool(_NUMBER.fullmatch(text)) and len(text) > 2


def _columns(heads: Sequence[Row], *, listed: bool) -> ListColumns | None:
    """Columns by the innermost head that has a meaning; the first amount column is the total."""
    found: list[tuple[str, Spot]] = []
    for row in heads:
        found.extend(
            (role, spot) for spot in row if (role := project_head(spot.text)) and (spot.starts or row is heads[0])
        )
    roles = {role for role, _ in found}
    names = [spot for role, spot in found if role == "name" and spot.starts]
    if len({spot.column for spot in names}) > 1 or any(_INCOME.fullmatch(spot.text) for row in heads for spot in row):
        return None
    if not listed and not roles & _PROJECT_ROLES:
        return None
    name = next((role for role in ("name", "group", "loose_name") if role in roles), None)
    if name is None or (not listed and ((name == "loose_name" and "goal" not in roles) or "amount" not in roles)):
        return None
    narrow = _narrow(found)
    if "amount" not in roles:
        figures = _first_figures(heads, found)
        if figures is None:
            return None
        narrow.append(("amount", figures))
    columns = Columns(tuple(Column("name" if role == name else role, s.left, s.right) for role, s in narrow))
    return ListColumns(columns, _head_unit(spot for role, spot in narrow if role == "amount"))


def _head_unit(heads: Iterable[Spot]) -> str | None:
    """The unit in the head of the amount column, e.g. 预算数（万元）."""
    return next((match.group(1) for spot in heads if (match := _UNIT_IN_HEAD.search(spot.text))), None)


def _narrow(found: list[tuple[str, Spot]]) -> list[tuple[str, Spot]]:
    """One head for each place: a head over others that mean something gives way; one amount column, the leftmost."""
    kept = [
        (role, spot)
        for role, spot in found
        if not any(
            other is not spot
            and other.left >= spot.left - 1
            and other.right <= spot.right + 1
            and other.right - other.left < spot.right - spot.left - 1
            for _, other in found
        )
    ]
    amounts = sorted((spot for role, spot in kept if role == "amount"), key=lambda spot: spot.left)
    return [(role, spot) for role, spot in kept if role != "amount" or spot.cell is amounts[0].cell]


def _first_figures(heads: Sequence[Row], found: list[tuple[str, Spot]]) -> Spot | None:
    """The first column right of the names when no head names an amount (only 2026年预算 over funds)."""
    right = max(spot.right for role, spot in found if role in ("name", "group", "loose_name", "unit_name"))
    behind = [spot for spot in heads[-1] if spot.left >= right - 1]
    return behind[0] if behind else None
