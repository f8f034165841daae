"""Project goal tables whose cells came as loose lines: one long table of many projects.

A row ends in its target (sign, value, unit, weight); the wrapped cells in front
of it stand on lines of their own. Blank cells vanish, merged cells are printed
once, and again at the foot of a page: a code seen before belongs to such a
repeat and begins nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.records import Citation
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.flow import TextLine, squeeze
from indexer.extract.projects.goal_blocks import block_projects
from indexer.extract.projects.indicator_values import indicator
from indexer.extract.projects.loose_levels import take_levels
from indexer.extract.projects.project_found import FoundProject, Place
from indexer.extract.projects.project_words import is_level1, is_total, split_code, tidy, words
from indexer.extract.regions import StatementRegion

_CODE_START = re.compile(r"\d{8,}[0-9A-Z]*(?:[-—]|$|\s)|\d{8,}[A-Z]\d*")
_UNIT_START = re.compile(r"\d{6}[-—]\D")
_CATEGORY = re.compile(r"(?:^|\s)(\d{1,2}[-—]\S{2,10}类)(?=\s|$)")
_AMOUNT = re.compile(r"(?:^|\s)(?:\d{1,3}\s+)?(\d[\d,]*\.\d{2})$")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_LONGEST_NAME = 12  # lines


def goal_lines(regions: Iterable[tuple[StatementRegion, Unit]]) -> list[FoundProject]:
    """The projects of all goal tables printed as loose lines."""
    found: list[FoundProject] = []
    for region, unit in regions:
        if region.kind not in ("goals_project", "goals_overall") or region.tables or not region.lines:
            continue
        blocks = block_projects(region.lines, unit)
        if blocks:
            found.extend(blocks)
        elif any(_CODE_START.match(line.text) for line in region.lines):
            found.extend(_LongTable(region, unit).read())
    return found


@dataclass(frozen=True, slots=True)
class _Tail:
    """The end of a row: what stands in front of the target on its line, and the target."""

    front: str
    operator: str
    value: str
    unit: str
    weight: str


class _LongTable:
    def __init__(self, region: StatementRegion, unit: Unit) -> None:
        self._lines = region.lines
        self._title = squeeze(region.title)
        self._unit = unit
        self._pieces: list[TextLine] = []  # lines since the last target
        self._project: FoundProject | None = None
        self._levels: dict[str, str] = {}
        self._found: dict[str, FoundProject] = {}
        count = next((n for n, line in enumerate(self._lines) if _is_body(line.text)), 0)
        self._heads = [squeeze(line.text) for line in self._lines[:count]]
        behind = "".join(self._heads).rpartition("三级指标")[2].partition("其中")[0]
        self._values, self._weights = max(1, behind.count("指标值")), max(1, behind.count("权重"))

    def read(self) -> list[FoundProject]:
        in_heads = True
        for line in self._lines:
            plain = squeeze(line.text)
            if plain == self._title or (self._heads and plain == self._heads[0]):
                in_heads = True
                self._drop_repeat()
            elif in_heads and plain in self._heads:
                continue
            else:
                in_heads = False
                self._line(line)
        return list(self._found.values())

    def _drop_repeat(self) -> None:
        """Forget the merged cells repeated at the foot of a page: a unit or a known project, and what follows."""
        for position, line in enumerate(self._pieces):
            if _UNIT_START.match(line.text) or self._known(position):
                del self._pieces[position:]
                return

    def _known(self, position: int) -> bool:
        if not _CODE_START.match(self._pieces[position].text):
            return False
        code, _ = split_code("".join(line.text for line in self._pieces[position : position + 3]))
        return code in self._found

    def _line(self, line: TextLine) -> None:
        if is_total(line.text.split()[0] if line.text else ""):
            return
        tail = self._tail(line.text)
        if tail is None:
            self._pieces.append(line)
            return
        pieces = [piece.text for piece in self._pieces]
        citations = [piece.citation for piece in self._pieces] + [line.citation]
        self._row(pieces + ([tail.front] if tail.front else []), tail, citations)
        self._pieces.clear()

    def _tail(self, text: str) -> _Tail | None:
        tokens = text.split()
        operators = words().operators
        for position, token in enumerate(tokens):
            rest = tokens[position + 1 :]
            extra = len(rest) - self._values - self._weights
            if token not in operators or extra not in (0, 1):
                continue
            weights = rest[len(rest) - self._weights :]
            if all(_FIGURE.fullmatch(weight) for weight in weights):
                unit = rest[self._values] if extra else ""
                return _Tail(" ".join(tokens[:position]), token, rest[0], unit, weights[0])
        return None

    def _row(self, pieces: list[str], tail: _Tail, citations: list[Citation]) -> None:
        start = next((n for n, piece in enumerate(pieces) if _CODE_START.match(piece)), None)
        if start is not None:
            pieces, citations = pieces[start:], citations[start:]
            pieces = self._header(pieces)
        if self._project is None:
            return
        level1, level2, rest = take_levels(pieces)
        if level1 is not None and level1 != self._levels.get("level1"):
            self._levels = {"level1": level1}
        if level2 is not None:
            self._levels["level2"] = level2
        columns = {
            **self._levels,
            "level3": "".join(rest),
            "operator": tail.operator,
            "value": tail.value,
            "unit": tail.unit,
            "weight": tail.weight,
        }
        self._project.citations.extend(citations)
        if (found := indicator(columns, citations[-1])) is not None:
            self._project.indicators.append(found)

    def _header(self, pieces: Sequence[str]) -> list[str]:
        """Begin the project whose code stands first; returns the pieces behind its goal."""
        end = next((n + 1 for n, piece in enumerate(pieces[:_LONGEST_NAME]) if _AMOUNT.search(piece)), 1)
        printed = "\n".join(pieces[:end])
        amount = _AMOUNT.search(pieces[end - 1])
        category = _CATEGORY.search(printed)
        if amount is not None:
            printed = printed[: len(printed) - len(amount.group(0))]
        code, name = split_code(_CATEGORY.sub("", printed))
        levels = next((n for n in range(end, len(pieces)) if is_level1(pieces[n].split()[0])), len(pieces) - 1)
        if code is not None and code not in self._found:
            self._project = FoundProject(
                name,
                Place.GOALS,
                code=code,
                amount=read_amount(amount.group(1), self._unit) if amount else None,
                goal=tidy("\n".join(pieces[end:levels])),
                category=category.group(1) if category else None,
            )
            self._found[code] = self._project
            self._levels = {}
        return list(pieces[levels:])


def _is_body(text: str) -> bool:
    tokens = text.split()
    return bool(tokens) and bool(is_total(tokens[0]) or _UNIT_START.match(text) or _CODE_START.match(text))
