"""The lines of a subject table: codes joined, figures in their columns, sums closed."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analyzers import subjects
from analyzers.money import to_fen
from index.records import Amount, AmountState, Citation, Classification
from indexer.extract.amounts import Unit, add_up, read_amount
from indexer.extract.carried_over import with_carried
from indexer.extract.columns import Columns, columns
from indexer.extract.flow import squeeze
from indexer.extract.grid import Grid, grids, side_by_side
from indexer.extract.misplaced_codes import codes_contradict_names
from indexer.extract.named_subjects import NamedRow, place_rows, unit_heads
from indexer.extract.regions import StatementRegion
from indexer.extract.solver import Node, Reading, readings, solve
from indexer.extract.subject_rows import TOTAL_NAME, SubjectRow, join_codes, rows_of_grid, rows_of_lines

#: First digits of the codes of each classification: 支出功能分类 2xx, 部门预算支出经济分类 3xx.
FIRST_DIGIT = {Classification.FUNCTION: "2", Classification.ECONOMIC: "3"}

#: The amount columns of the lines of each classification, total first.
LINE_COLUMNS = {
    Classification.FUNCTION: (
        "total",
        "basic",
        "personnel",
        "public",
        "project",
        "operating",
        "upward",
        "subsidy",
        "previous",
        "planned",
    ),
    Classification.ECONOMIC: ("total", "personnel", "public", "project", "previous", "planned"),
}
#: How the part columns of loose tables are headed; a head may be wrapped, so only its first piece counts.
_HEAD_WORDS = {
    Classification.FUNCTION: {
        "basic": re.compile("基本支出"),
        "project": re.compile("项目支出"),
        "operating": re.compile("经营支出"),
        "upward": re.compile("上[缴解]上级"),
        "subsidy": re.compile("附属单位补助"),
    },
    Classification.ECONOMIC: {"personnel": re.compile("人员"), "public": re.compile("公用")},
}
#: What no name of a subject holds: further digits of its code in front, a code or an amount behind.
_STRAY_NUMBER = re.compile(r"^\d|\d{3}|\d[.,]\d")
#: Lines of a loose statement that its heads take up, at most.
_HEAD_LINES = 12
#: Share of the sums of a loose table that must close for it to be believed.
_MOSTLY = 0.8
#: Codes whose money is usually 人员经费; used only to order equally good readings.
_PERSONNEL_CODES = ("301", "303")
#: 项 numbers of running costs (行政运行, 事业运行) and classes paid as basic expenditure; only an ordering too.
_BASIC_CODES = re.compile(r"208\d*|210\d*|221\d*|2\d{4}(?:01|50)")


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """One line before it becomes a record; amounts by column meaning.

    ``code`` is None for the total row (level 0) and for a name the
    classification does not know.
    """

    code: str | None
    code_origin: str
    name: str
    level: int
    amounts: Mapping[str, Amount]
    citations: tuple[Citation, ...]

    @property
    def is_total(self) -> bool:
        return self.level == 0

    @property
    def blank(self) -> bool:
        """Whether no amount is printed: a row of the template that this document has no money for."""
        return all(amount.state is AmountState.BLANK for amount in self.amounts.values())


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """All lines of one statement; ``total`` is its 合计 row."""

    total: SubjectLine | None
    lines: tuple[SubjectLine, ...]


def read_subject_table(region: StatementRegion, classification: Classification, unit: Unit) -> SubjectTable:
    """Read one statement by subject code; rows without any amount are left out.

    Returns an empty table when it holds no subject of the classification.
    """
    lines: list[SubjectLine] = []
    for grid in grids(region.tables):
        for part in side_by_side(grid):
            lines.extend(_grid_lines(part, classification, unit))
    if not region.tables:
        lines.extend(_loose_lines(region, classification, unit))
    printed = [line for line in lines if not line.blank]
    if _are_misplaced(printed, loose=not region.tables):
        return SubjectTable(None, ())
    total = _whole([line for line in printed if line.is_total])
    return SubjectTable(total, tuple(one_line_a_code([line for line in printed if not line.is_total], total)))


def _are_misplaced(lines: Sequence[SubjectLine], *, loose: bool) -> bool:
    """Whether codes of loose lines, or of a table that leaves some to the rows above, are not those of the names."""
    doubtful = loose or any(line.code_origin == "承上" for line in lines)
    return doubtful and codes_contradict_names((line.code, line.name) for line in lines if line.code)


def _whole(totals: Sequence[SubjectLine]) -> SubjectLine | None:
    """The total of the whole table: the row that says so, or the only one; of rows for units the first if it is the sum
    of the others."""
    if len(totals) < 2 or any(TOTAL_NAME.fullmatch(line.name) for line in totals):
        return next((line for line in totals if TOTAL_NAME.fullmatch(line.name)), totals[0] if totals else None)
    first, *others = (_yuan_total(line) for line in totals)
    amount = totals[0].amounts["total"]
    rounding = Unit(amount.unit, amount.unit_origin).rounding * len(totals)
    return totals[0] if abs(sum(others) - first) <= rounding else None


def _grid_lines(grid: Grid, classification: Classification, unit: Unit) -> list[SubjectLine]:
    found = _for_classification(columns(grid.paths), classification)
    if "total" not in found.amounts:
        return []
    rows = [*join_codes(rows_of_grid(grid, found))]
    if any(code is None and inherited for _, code, inherited in rows):
        return []  # codes in the middle of merged cells whose rules are not drawn: they hold for rows above too
    first = FIRST_DIGIT[classification]
    if not any(code and code.startswith(first) for _, code, _ in rows) and not found.codes:
        return _named_lines([row for row, _, _ in rows], classification, unit)
    lines = (_line(row, code, inherited, _read(row, classification, unit), first) for row, code, inherited in rows)
    return [line for line in lines if line is not None]


def _read(row: SubjectRow, classification: Classification, unit: Unit) -> dict[str, Amount]:
    """The amounts of a row with known columns; 人员 and 公用 stand for a 基本支出 printed only in these parts."""
    amounts = {meaning: read_amount(raw, unit) for meaning, raw in row.figures.items()}
    if row.carried:
        amounts |= with_carried(amounts, {meaning: read_amount(raw, unit) for meaning, raw in row.carried.items()})
    if "basic" not in amounts and {"personnel", "public"} <= amounts.keys():
        amounts["basic"] = add_up([amounts["personnel"], amounts["public"]])
    return {meaning: amounts[meaning] for meaning in LINE_COLUMNS[classification] if meaning in amounts}


def _named_lines(rows: Sequence[SubjectRow], classification: Classification, unit: Unit) -> list[SubjectLine]:
    """Lines of a table without codes: placed in the classification by name, order and sums."""
    lines = [
        SubjectLine(None, "无", row.name or "合计", 0, _read(row, classification, unit), (row.citation,))
        for row in rows
        if row.total
    ]
    named = [(row, _read(row, classification, unit)) for row in rows if not row.total]
    codes_of = subjects.function_codes if classification is Classification.FUNCTION else subjects.economic_codes
    first = FIRST_DIGIT[classification]
    plain = [NamedRow(row.name, _fen_of(amounts["total"]), row.indent) for row, amounts in named]
    tolerance = to_fen(unit.rounding)
    places = place_rows(plain, lambda name: codes_of(name, under=first), tolerance=tolerance)
    if sum(place.code is not None for place in places) * 2 < len(places):
        return lines  # not a table by subject after all
    units = unit_heads(plain, places, tolerance)
    for number, ((row, amounts), place) in enumerate(zip(named, places, strict=True)):
        origin = "推断" if place.code else "无"
        level = 0 if number in units else place.level
        lines.append(SubjectLine(place.code, origin, row.name, level, amounts, (row.citation,)))
    return lines


def _fen_of(amount: Amount) -> int | None:
    return to_fen(amount.yuan) if amount.yuan is not None else None


def _for_classification(found: Columns, classification: Classification) -> Columns:
    """In a table of basic expenditure by economic subject 基本支出 is the total of its parts, a single part is all."""
    if classification is not Classification.ECONOMIC or "total" in found.amounts:
        return found
    only = next(iter(found.amounts), None) if len(found.amounts) == 1 else None
    whole = "basic" if "basic" in found.amounts else only
    return replace(found, amounts={**found.amounts, "total": found.amounts[whole]}) if whole else found


def _line(
    row: SubjectRow, code: str | None, inherited: bool, amounts: Mapping[str, Amount], first_digit: str
) -> SubjectLine | None:
    if row.total:
        return SubjectLine(None, "无", row.name or "合计", 0, amounts, (row.citation,))
    if code is None or not code.startswith(first_digit):
        return None
    return SubjectLine(code, "承上" if inherited else "印刷", row.name, subjects.level(code), amounts, (row.citation,))


def one_line_a_code(lines: Sequence[SubjectLine], total: SubjectLine | None) -> list[SubjectLine]:
    """One line for each code of a table that repeats its codes.

    A table may print the department first and then each of its units: the first
    block then stands for the whole. Or it prints only units (or finer rows):
    then the lines of a code are added up. The total row tells which.
    """
    if len({(line.code, line.name) for line in lines}) == len(lines):
        return list(lines)
    block = _first_block(lines)
    if total is not None and _top_sum(block) == _yuan_total(total):
        return block
    groups: dict[tuple[str | None, str], list[SubjectLine]] = {}
    for line in lines:
        groups.setdefault((line.code, squeeze(line.name)), []).append(line)
    return sorted((_merged(group) for group in groups.values()), key=lambda line: line.code or "")


def _first_block(lines: Sequence[SubjectLine]) -> list[SubjectLine]:
    seen: set[tuple[str | None, str]] = set()
    block: list[SubjectLine] = []
    for line in lines:
        if (line.code, line.name) in seen:
            break
        seen.add((line.code, line.name))
        block.append(line)
    return block


def _top_sum(lines: Sequence[SubjectLine]) -> Decimal:
    top = min((line.level for line in lines), default=0)
    return sum((_yuan_total(line) for line in lines if line.level == top), Decimal(0))


def _yuan_total(line: SubjectLine) -> Decimal:
    amount = line.amounts.get("total")
    return amount.yuan if amount and amount.yuan is not None else Decimal(0)


def _merged(group: Sequence[SubjectLine]) -> SubjectLine:
    first = group[0]
    if len(group) == 1:
        return first
    meanings = [meaning for meaning in first.amounts if all(meaning in line.amounts for line in group)]
    amounts = {meaning: add_up([line.amounts[meaning] for line in group]) for meaning in meanings}
    citations = tuple(citation for line in group for citation in line.citations)
    return replace(first, amounts=amounts, citations=citations)


def _loose_lines(region: StatementRegion, classification: Classification, unit: Unit) -> list[SubjectLine]:
    rows = [
        (row, code, inherited)
        for row, code, inherited in join_codes(rows_of_lines(region.lines))
        if row.loose and (row.total or (code or "").startswith(FIRST_DIGIT[classification]))
    ]
    parts = _parts_in_heads(region, classification)
    coded = [(row, code) for row, code, _ in rows]
    solved = _solve_rows(coded, parts, unit)
    if not _is_borne_out(coded, solved, unit):
        return []
    lines = []
    for (row, code, inherited), reading in zip(rows, solved, strict=True):
        amounts = _amounts(row, reading, parts, classification, unit)
        if line := _line(row, code, inherited, amounts, FIRST_DIGIT[classification]):
            lines.append(line)
    return lines


def _parts_in_heads(region: StatementRegion, classification: Classification) -> tuple[str, ...]:
    """The columns right of the total in printed order, read from the head lines of loose text.

    What stands on other lines than the first of the parts is a wrapped head: further right, as far as one can tell.
    """
    heads = [squeeze(line.text) for line in region.lines[:_HEAD_LINES]]
    starts = [*itertools.accumulate(map(len, heads), initial=0)]
    words = _HEAD_WORDS[classification]
    places = {meaning: match.start() for meaning, word in words.items() if (match := word.search("".join(heads)))}
    lines = {meaning: bisect.bisect_right(starts, place) for meaning, place in places.items()}
    own = next((lines[meaning] for meaning in LINE_COLUMNS[classification] if meaning in lines), 0)
    return tuple(sorted(places, key=lambda meaning: (lines[meaning] != own, places[meaning])))


def _solve_rows(rows: Sequence[tuple[SubjectRow, str | None]], parts: Sequence[str], unit: Unit) -> list[Reading]:
    figures = [[_fen(raw, unit) for raw in row.loose] for row, _ in rows]
    tolerance = to_fen(unit.rounding)
    guesses = [
        _ordered(readings(own, len(parts), tolerance=tolerance * (len(parts) + 1)), code, parts)
        for own, (_, code) in zip(figures, rows, strict=True)
    ]
    below, roots = _tree([code for _, code in rows])
    nodes = [Node(guess, tuple(children)) for guess, children in zip(guesses, below, strict=True)]
    solved: dict[int, Reading] = {}
    for root in roots:
        solved |= solve(nodes, root, tolerance=tolerance)
    return [solved[number] for number in range(len(rows))]


def _is_borne_out(rows: Sequence[tuple[SubjectRow, str | None]], solved: Sequence[Reading], unit: Unit) -> bool:
    """Whether most of what a loose table allows to be tested holds: the parts of a row and the rows below it add up,
    no further codes or figures stand in its name.

    Where it does not, the columns are not what they were taken for.
    """
    held = [bool(reading.places) for (row, _), reading in zip(rows, solved, strict=True) if len(row.loose) > 1]
    named = [not _STRAY_NUMBER.search(row.name) for row, code in rows if code]
    below, _ = _tree([code for _, code in rows])
    for number, children in enumerate(below):
        if children:
            difference = abs(solved[number].figures[0] - sum(solved[child].figures[0] for child in children))
            held.append(difference <= to_fen(unit.rounding) * (len(children) + 1))
    return sum(held) >= _MOSTLY * len(held) and sum(named) >= _MOSTLY * len(named)


def _fen(raw: str, unit: Unit) -> int:
    amount = read_amount(raw, unit)
    return to_fen(amount.yuan) if amount.yuan is not None else 0


def _tree(codes: Sequence[str | None]) -> tuple[list[list[int]], list[int]]:
    """Children of each row and the rows without a parent. A row's parent is the nearest row above whose
    code begins its own; the total row (None) is above all others."""
    below: list[list[int]] = [[] for _ in codes]
    total = next((number for number, code in enumerate(codes) if code is None), None)
    roots = [] if total is None else [total]
    for number, code in enumerate(codes):
        if code is None:
            continue
        above = (n for n in range(number - 1, -1, -1) if (c := codes[n]) and code.startswith(c) and c != code)
        parent = next(above, total)
        (roots if parent is None else below[parent]).append(number)
    roots.extend(n for n, code in enumerate(codes) if code is None and n != total)
    return below, roots


def _ordered(found: Sequence[Reading], code: str | None, parts: Sequence[str]) -> tuple[Reading, ...]:
    """Readings with the likelier column first; which one is right is decided by the sums."""
    if code is None:
        return tuple(found)
    likely = _likely_part(code)
    place = parts.index(likely) + 1 if likely in parts else 0
    return tuple(sorted(found, key=lambda reading: -reading.figures[place]))


def _likely_part(code: str) -> str:
    if code.startswith("3"):
        return "personnel" if code.startswith(_PERSONNEL_CODES) else "public"
    return "basic" if _BASIC_CODES.fullmatch(code) else "project"


def _amounts(
    row: SubjectRow, reading: Reading, parts: Sequence[str], classification: Classification, unit: Unit
) -> dict[str, Amount]:
    """The printed figures of a row under the chosen reading; columns without a figure are blank."""
    printed = dict(zip(("total", *(parts[place - 1] for place in reading.places)), row.loose, strict=False))
    blank = Amount(None, "", unit.name, unit.origin, AmountState.BLANK)
    known = [meaning for meaning in LINE_COLUMNS[classification] if meaning == "total" or meaning in parts]
    return {meaning: read_amount(printed[meaning], unit) if meaning in printed else blank for meaning in known}
