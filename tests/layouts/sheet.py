"""Tables before they are drawn: cells in a grid, some of them covered by a neighbour."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tests.layouts.features import Features


class Merge(enum.Enum):
    """A grid position that belongs to the cell above it or to the left of it."""

    UP = "up"
    LEFT = "left"


UP, LEFT = Merge.UP, Merge.LEFT
Cell = str | Merge
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One statement. ``weights`` are relative widths of its columns, ``numeric`` those set flush right.

    ``inside`` are lines that the grid prints above its heads, ``caption`` those above the grid.
    """

    kind: str
    title: str
    caption: tuple[str, ...]
    inside: tuple[str, ...]
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    weights: tuple[float, ...]
    numeric: frozenset[int]
    note: str = ""

    @property
    def first_rows(self) -> tuple[Row, ...]:
        """What stands above the body: lines over the whole width, then the heads."""
        wide = tuple((line, *([LEFT] * (len(self.weights) - 1))) for line in self.inside)
        return (*wide, *self.head)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heads from the outermost in, its cells, how wide it is."""

    path: tuple[str, ...]
    cells: tuple[Cell, ...]
    weight: float = 1.0
    numeric: bool = False


def head_of(columns: Sequence[Column]) -> tuple[Row, ...]:
    """Head rows for the paths of columns: equal neighbours are merged, short paths reach down."""
    depth = max(len(column.path) for column in columns)
    return tuple(tuple(_head_cells(columns, row)) for row in range(depth))


def _head_cells(columns: Sequence[Column], row: int) -> Iterator[Cell]:
    for number, column in enumerate(columns):
        before = columns[number - 1].path if number else ()
        if row >= len(column.path):
            yield UP
        elif number and before[: row + 1] == column.path[: row + 1] and len(column.path) > row + 1:
            yield LEFT
        else:
            yield column.path[row]


def body_of(columns: Sequence[Column]) -> tuple[Row, ...]:
    return tuple(zip(*(column.cells for column in columns), strict=True))


def printed(fen: int, features: Features) -> str:
    """An amount as the features print it."""
    if not fen:
        return {"blank": "", "-": "-"}.get(features.zero, features.zero)
    value = Decimal(fen) / features.fen_per_unit
    mark = "," if features.commas == "yes" else ""
    text = f"{value:{mark}.{features.places}f}"
    return text.rstrip("0").rstrip(".") if features.decimals == "trimmed" else text


def amounts(path: Sequence[str], values: Sequence[int], features: Features) -> Column:
    """A column of amounts."""
    return Column(tuple(path), tuple(printed(value, features) for value in values), 1.3, numeric=True)


def spaced(name: str, features: Features) -> str:
    """A short label set wide: 合 计."""
    return " ".join(name) if features.padding == "yes" and len(name) == 2 else name


def sheet(kind: str, title: str, columns: Sequence[Column], features: Features, *, unit: str | None = None) -> Sheet:
    """A statement of columns with its title and its unit where the features put them."""
    shown = unit or features.unit
    caption, inside = [*titles(kind, title, features)], []
    if features.title_place == "inside":
        caption, inside = inside, caption
    line = f"单位：{shown}"
    if features.unit_place == "above" or (features.unit_place == "once" and kind == "income_expenditure") or unit:
        caption.append(line)
    elif features.unit_place == "inside":
        inside.append(line)
    elif features.unit_place == "head":
        columns = [_with_unit(column, shown) for column in columns]
    head = head_of(columns)
    if features.column_numbers == "yes":
        head = (*head, _column_numbers(columns))
    numeric = frozenset(number for number, column in enumerate(columns) if column.numeric)
    weights = tuple(column.weight for column in columns)
    return Sheet(kind, title, tuple(caption), tuple(inside), head, body_of(columns), weights, numeric)


#: The number of each statement in a list of statements.
_NUMBERS = {
    "income_expenditure": 1,
    "income": 2,
    "expenditure": 3,
    "fiscal_income_expenditure": 4,
    "general_expenditure": 5,
    "basic_expenditure": 6,
    "three_public": 7,
    "government_fund": 8,
    "state_capital": 9,
}


def ordinal(number: int) -> str:
    """1 to 39 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("", "十", "二十", "三十")[tens] + "零一二三四五六七八九"[ones].strip("零")


def titles(kind: str, title: str, features: Features) -> Iterator[str]:
    """The lines of a title with its number."""
    number = _NUMBERS[kind]
    match features.titles:
        case "numbered":
            yield f"表{number} {title}"
        case "listed":
            yield f"（{ordinal(number)}）{title}"
        case "line":
            yield f"公开{number:02}表"
            yield title
        case _:
            yield title


def _with_unit(column: Column, unit: str) -> Column:
    if not column.numeric:
        return column
    return Column((f"{column.path[0]}（{unit}）", *column.path[1:]), column.cells, column.weight, numeric=True)


def _column_numbers(columns: Sequence[Column]) -> Row:
    """栏次 in the first column if that holds no amounts, and the amounts numbered from 1."""
    count = 0
    cells: list[Cell] = []
    for column in columns:
        count += column.numeric
        cells.append(str(count) if column.numeric else "")
    return (cells[0] or "栏次", *cells[1:])
