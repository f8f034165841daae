"""“三公”经费: the table in its row and column forms, loose or ruled."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from analyzers.money import to_fen
from index.records import Amount, AmountState, Citation, ThreePublic
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.columns import beside_the_point
from indexer.extract.flow import squeeze
from indexer.extract.grid import NUMBER, Grid, GridRow, grids
from indexer.extract.regions import StatementRegion

#: The parts in the order their words must be looked for: 购置及运行 before 购置 and 运行.
PARTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "ignored",
        re.compile(r"教学科研|其他因公|会议费|培训费|机关运行|行政经费|增减|比例|备注|说明|上年|去年|执行数|决算数$"),
    ),
    ("reception", re.compile(r"接待")),
    ("abroad", re.compile(r"出国|出境")),
    ("vehicles", re.compile(r"(?:公务)?用?车.*购置[及和、]?.*运[行维]|用车费(?:用)?$|公务用车$")),
    ("vehicle_purchase", re.compile(r"购置")),
    ("vehicle_operation", re.compile(r"运行|运维|维护")),
    ("total", re.compile(r"合计|总计|小计|总额|三公")),
)
ADDENDS = ("abroad", "vehicle_purchase", "vehicle_operation", "reception")
_VEHICLE_HALVES = {"vehicle_purchase", "vehicle_operation"}
_ORDER = ("total", "abroad", "vehicles", "vehicle_purchase", "vehicle_operation", "reception")
_PREVIOUS = re.compile(r"上年|去年|上一年")
#: Heads of one stage alone, without a year.
_PLAN = re.compile(r"(?:年初|全年|调整)?预算数")
_OUTTURN = re.compile(r"决算数|执行数")
_ROW_NUMBER = re.compile(r"行次|栏次|序号")
_YEAR = re.compile(r"(20\d\d)年")
#: Columns beside this year's that are neither last year's figures nor the plan's.
_CHANGE = re.compile(r"增|减|比|[%％]|结[转余]")


@dataclass(frozen=True, slots=True)
class Figures:
    """Amounts by part, as read from one place.

    ``beside`` are those of last year (``previous``) and of the plan that an outturn is printed with (``planned``).
    """

    amounts: Mapping[str, Amount]
    citation: Citation
    beside: Mapping[str, Mapping[str, Amount]] = field(default_factory=dict)

    @property
    def addends(self) -> tuple[str, ...]:
        """The parts that make up the total."""
        return addends(self.amounts)

    def record(self) -> ThreePublic:
        """As a record; parts that are not printed are None."""
        others = {kind: Figures(amounts, self.citation).record() for kind, amounts in self.beside.items()}
        parts = {part: self.amounts.get(part) for part in _ORDER if part != "vehicles"}
        return ThreePublic(
            **parts, citation=self.citation, previous=others.get("previous"), planned=others.get("planned")
        )


def addends(parts: Iterable[str]) -> tuple[str, ...]:
    """The parts among the given ones that make up the total: 车辆 as a whole only where neither half is given."""
    given = set(parts)
    whole = ("vehicles",) if "vehicles" in given and not given & _VEHICLE_HALVES else ()
    return (*(part for part in ADDENDS if part in given), *whole)


def part_of(label: str) -> str | None:
    """Which part a row or column label names.

    >>> part_of("公务用车购置及运行费")
    'vehicles'
    """
    plain = re.sub(r"[“”\"]", "", squeeze(label))
    return next((part for part, words in PARTS if words.search(plain)), None)


def read_three_public(region: StatementRegion, unit: Unit) -> Figures | None:
    """The figures of this year in a “三公”经费 table, None when it holds none."""
    for grid in grids(region.tables):
        found = _by_rows(grid, unit)
        if found:
            return replace(found, beside=_closing(_beside_in_rows(grid, unit)))
        found = _by_columns(grid, unit, outturn="决算" in region.title)
        if found:
            return replace(found, beside=_closing(_beside_in_columns(grid, unit, found.citation)))
    if not region.tables:
        return _loose_rows(region, unit) or _loose_columns(region, unit)
    return None


def _by_rows(grid: Grid, unit: Unit) -> Figures | None:
    """One part a row: the label, then amounts of which the first of this year is the total over funds."""
    amounts: dict[str, Amount] = {}
    beside = beside_the_point(grid.paths)
    for part, row, start in _part_rows(grid):
        behind = (row.text(n) for n in range(start, len(row.cells)) if not _beside(grid.paths, n, beside))
        amounts.setdefault(part, read_amount(next(behind, ""), unit))
    enough = {"reception", "vehicle_operation", "vehicles", "abroad"} & amounts.keys()
    return Figures(amounts, grid.rows[0].citation) if len(enough) >= 2 else None


def _part_rows(grid: Grid) -> Iterator[tuple[str, GridRow, int]]:
    """The rows that a part labels, each with the column behind the label."""
    for row in grid.rows:
        place = next((n for n, text in enumerate(row.texts) if text and not NUMBER.fullmatch(text)), None)
        part = part_of(row.text(place)) if place is not None else None
        if place is not None and part is not None and part != "ignored":
            yield part, row, row.end(place)


def _beside_in_rows(grid: Grid, unit: Unit) -> dict[str, dict[str, Amount]]:
    """Last year and the plan where they have columns: the first of each."""
    columns: dict[str, int] = {}
    for column, kind in _beside_columns(grid.paths).items():
        columns.setdefault(kind, column)
    found: dict[str, dict[str, Amount]] = {kind: {} for kind in columns}
    for part, row, start in _part_rows(grid):
        for kind, column in columns.items():
            if column >= start:
                found[kind].setdefault(part, read_amount(row.text(column), unit))
    return found


def _beside_in_columns(grid: Grid, unit: Unit, own: Citation) -> dict[str, dict[str, Amount]]:
    """Last year and the plan where each part has a column of theirs, in the row that speaks for this year; or where
    last year has the row above."""
    place = next(n for n, row in enumerate(grid.rows) if row.citation == own)
    kinds = _beside_columns(grid.paths)
    found = {}
    for kind in sorted(set(kinds.values())):
        paths = [path if kinds.get(column) == kind else () for column, path in enumerate(grid.paths)]
        found[kind] = _parts_of_row(grid.rows[place], _columns_by_part(paths), unit)
    if "previous" not in found and place and _year_of(grid.rows[place - 1]) == _year_of(grid.rows[place]) - 1:
        found["previous"] = _parts_of_row(grid.rows[place - 1], _part_columns(grid.paths), unit)
    return found


def _beside_columns(paths: Sequence[Sequence[str]]) -> dict[int, str]:
    """The columns of last year and of the plan; not those of changes, nor of money carried over."""
    beside = beside_the_point(paths)
    return {column: kind for column, kind in beside.items() if not _CHANGE.search("/".join(paths[column]))}


def _year_of(row: GridRow) -> int:
    """The latest year that a row names, 0 where it names none."""
    return max((int(year) for text in row.texts for year in _YEAR.findall(text)), default=0)


def _closing(beside: Mapping[str, Mapping[str, Amount]]) -> dict[str, Mapping[str, Amount]]:
    """Of what stands beside this year's figures that whose parts make up its total."""
    return {
        kind: amounts
        for kind, amounts in beside.items()
        if "total" in amounts
        and any(amount.yuan is not None for amount in amounts.values())
        and adds_up(amounts, addends(amounts))
    }


def _beside(paths: Sequence[Sequence[str]], column: int, beside: Mapping[int, str]) -> bool:
    """Whether a column numbers the rows or is not about this year."""
    return column in beside or (bool(paths[column]) and bool(_ROW_NUMBER.fullmatch(paths[column][-1])))


def _by_columns(grid: Grid, unit: Unit, *, outturn: bool) -> Figures | None:
    """One part a column; of several rows the total row, else the first with figures, speaks.

    ``outturn`` says that the table is one of final accounts, which print the plan beside the outturn.
    """
    columns = _part_columns([_stage_heads(path, outturn=outturn) for path in grid.paths])
    if len(columns) < 3:
        return None
    wanted = [place for places in columns.values() for place in places]
    rows = _with_figures(grid, wanted) or _with_figures(grid, range(len(grid.paths)))
    if not rows:
        return None
    row = _speaking(rows)
    return Figures(_parts_of_row(row, columns, unit), row.citation)


def _parts_of_row(row: GridRow, columns: Mapping[str, Sequence[int]], unit: Unit) -> dict[str, Amount]:
    """The parts in one row; of several totals the one that they make up."""
    parts = {part: read_amount(row.text(places[0]), unit) for part, places in columns.items() if part != "total"}
    totals = [read_amount(row.text(place), unit) for place in columns.get("total", ())]
    if totals:
        parts["total"] = min(totals, key=lambda total: _difference({**parts, "total": total}, addends(parts)))
    return parts


def _with_figures(grid: Grid, columns: Iterable[int]) -> list[GridRow]:
    places = tuple(columns)
    return [row for row in grid.rows if any(NUMBER.fullmatch(row.text(column)) for column in places)]


def _speaking(rows: Sequence[GridRow]) -> GridRow:
    """The row of the latest year where rows are years, else the total, else the first."""
    years = [_year_of(row) for row in rows]
    latest = [row for row, year in zip(rows, years, strict=True) if year == max(years)]
    return next((row for row in latest if any(re.fullmatch("合计|总计", text) for text in row.texts)), latest[0])


def _stage_heads(path: Sequence[str], *, outturn: bool) -> tuple[str, ...]:
    """A head path without the heads of the wanted stage, nothing of a column of the other stage."""
    own, other = (_OUTTURN, _PLAN) if outturn else (_PLAN, _OUTTURN)
    if any(other.fullmatch(head) for head in path):
        return ()
    return tuple(head for head in path if not own.fullmatch(head))


def _part_columns(paths: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The columns of each part for the latest year among the heads; the total of the table may cover more than
    三公, so every column that could be the total is kept."""
    years = [int(y) for path in paths for head in path for y in _YEAR.findall(head)]
    latest = str(max(years)) if years else None
    own = []
    for path in paths:
        joined = "/".join(path)
        other = _PREVIOUS.search(joined) or (latest and (named := _YEAR.findall(joined)) and latest not in named)
        own.append(() if other else path)
    return _columns_by_part(own)


def _columns_by_part(paths: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The columns whose heads name a part."""
    found: dict[str, list[int]] = {}
    for number, path in enumerate(paths):
        part = _part_of_path(path)
        if part and part != "ignored":
            found.setdefault(part, []).append(number)
    return found


def _part_of_path(path: Sequence[str]) -> str | None:
    """The innermost head names the part; a 小计 below the vehicles' head is the vehicles' own total."""
    for depth in range(len(path) - 1, -1, -1):
        part = part_of(path[depth])
        if part == "total" and any(part_of(head) == "vehicles" for head in path[:depth]):
            return "vehicles"
        if part is not None:
            return part
    return None


def _loose_rows(region: StatementRegion, unit: Unit) -> Figures | None:
    amounts: dict[str, Amount] = {}
    citation: Citation | None = None
    for label, figures, where in _labelled_lines(region):
        part = part_of(label)
        if part and part != "ignored" and (part not in amounts or amounts[part].yuan is None):
            amounts[part] = read_amount(figures[0] if figures else "", unit)
            citation = citation or where
    parts = {"reception", "vehicle_operation", "vehicles", "abroad"} & amounts.keys()
    printed = any(amount.yuan is not None for amount in amounts.values())
    closes = "total" not in amounts or adds_up(amounts, addends(amounts))
    return Figures(amounts, citation) if citation and printed and closes and len(parts) >= 3 else None


def _labelled_lines(region: StatementRegion) -> Iterator[tuple[str, list[str], Citation]]:
    """Lines that start with a label, with the figures behind it; row numbers are skipped."""
    for line in region.lines:
        tokens = line.text.split()
        if tokens and tokens[0].isdigit():
            tokens = tokens[1:]
        figures = list(itertools.takewhile(NUMBER.fullmatch, reversed(tokens)))[::-1]
        label = "".join(tokens[: len(tokens) - len(figures)])
        if label and " " not in label.strip() and len(line.text.split()) <= len(figures) + 2:
            yield label, figures, line.citation


def _loose_columns(region: StatementRegion, unit: Unit) -> Figures | None:
    """One line of figures under heads that vanished: chosen so that the parts add up."""
    for line in region.lines:
        raws = line.text.split()
        if len(raws) < 2 or not all(NUMBER.fullmatch(raw) for raw in raws):
            continue
        heads = squeeze("".join(item.text for item in region.lines[: region.lines.index(line)]))
        read = _solve_line(raws, years=2 if _PREVIOUS.search(heads) else 1, order=_head_order(heads), unit=unit)
        if read:
            blank = Amount(None, "", unit.name, unit.origin, AmountState.BLANK)
            amounts = {part: read_amount(read[part], unit) if part in read else blank for part in _ORDER}
            return Figures(amounts, line.citation)
    return None


def _head_order(heads: str) -> tuple[str, ...]:
    """Left to right order of the parts; sub-columns of vehicles stand right of their own total."""
    reception, vehicle = heads.find("接待"), heads.find("用车")
    abroad = heads.find("出国")
    vehicles = ("vehicles", "vehicle_purchase", "vehicle_operation")
    places = {"abroad": abroad, "vehicles": vehicle, "reception": reception}
    order = sorted(places, key=places.__getitem__)
    return ("total", *itertools.chain.from_iterable(vehicles if part == "vehicles" else (part,) for part in order))


def _solve_line(raws: Sequence[str], *, years: int, order: Sequence[str], unit: Unit) -> dict[str, str] | None:
    """The last year's figures among ``raws`` as parts, under the reading whose sums close in every year."""
    if years == 1:
        return _solve_year(raws, order, unit)
    for cut in range(1, len(raws)):
        if _solve_year(raws[:cut], order, unit) and (this_year := _solve_year(raws[cut:], order, unit)):
            return this_year
    return None


def _solve_year(raws: Sequence[str], order: Sequence[str], unit: Unit) -> dict[str, str] | None:
    """The reading whose sums close; None for a total and one part that is as much, which may be any part."""
    if len(raws) == 2 and any(digit in raws[0] for digit in "123456789"):
        return None
    best = None
    for places in itertools.combinations(range(1, len(order)), len(raws) - 1):
        parts = [order[0], *(order[place] for place in places)]
        reading = dict(zip(parts, raws, strict=True))
        if _closes(reading, unit) and (best is None or _likelier(reading, best)):
            best = reading
    return best


def _closes(reading: Mapping[str, str], unit: Unit) -> bool:
    fen = {part: to_fen(amount.yuan) for part, raw in reading.items() if (amount := read_amount(raw, unit)).yuan}
    tolerance = 3 * to_fen(unit.rounding)
    vehicles = fen.get("vehicle_purchase", 0) + fen.get("vehicle_operation", 0)
    if "vehicles" in reading and abs(fen.get("vehicles", 0) - vehicles) > tolerance:
        return False
    total = fen.get("abroad", 0) + fen.get("reception", 0) + max(vehicles, fen.get("vehicles", 0))
    return abs(fen.get("total", 0) - total) <= tolerance


def _likelier(reading: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Running cars is planned every year, buying them is not."""
    return "vehicle_operation" in reading and "vehicle_operation" not in other


def adds_up(amounts: Mapping[str, Amount], parts: Sequence[str]) -> bool:
    """Whether the total is the sum of those of the parts that are there, rounding allowed."""
    rounding = Unit(amounts["total"].unit, "正文").rounding
    return _difference(amounts, parts) <= rounding * (len([part for part in parts if part in amounts]) + 1)


def _difference(amounts: Mapping[str, Amount], parts: Sequence[str]) -> Decimal:
    """How far the total is from the sum of those of the parts that are there, in yuan."""
    total = amounts["total"].yuan or Decimal(0)
    return abs(total - sum((amounts[part].yuan or Decimal(0) for part in parts if part in amounts), Decimal(0)))
