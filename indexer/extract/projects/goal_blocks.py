"""Project goal tables whose cells came as loose lines: one block a project (河北).

A block begins with 项目编码 and 项目名称, goes on with money, purpose and goal, and
ends in rows that begin with the name of a level. Level 3, description, target
and basis of a row are told apart by what they hold, because wrapped cells stand
on lines of their own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.records import Citation
from indexer.extract.amounts import Unit
from indexer.extract.flow import TextLine, squeeze
from indexer.extract.projects.goal_header import project_amount
from indexer.extract.projects.indicator_values import indicator
from indexer.extract.projects.project_found import FoundProject, Place
from indexer.extract.projects.project_words import indicator_head, is_level1, is_level2, label, tidy

_VALUE = re.compile(r"(?:^|\s)((?:[≥≤＞＜><=＝]{1,2}\s*)?\d[\d.,]*\s*[^\d\s，。；]{1,8})(?=\s|$)")
_PLAN = re.compile(r"^资金支出计")
_GOAL = re.compile(r"^(?:绩效目标|年度目标|总体目标)\s+(?=\S)")


@dataclass(slots=True)
class _Row:
    """One indicator row: its levels and the lines behind them."""

    level1: str | None
    level2: str | None
    lines: list[str]
    citation: Citation
    cells: dict[str, str] = field(default_factory=dict)


def block_projects(lines: Sequence[TextLine], unit: Unit) -> list[FoundProject]:
    """The projects of one run of loose lines, none where no line names one; blocks may follow one another."""
    starts = [n for n, line in enumerate(lines) if _fields(line.text).get("name")]
    ends = [*starts[1:], len(lines)][: len(starts)]
    return [_project(lines[start:end], unit) for start, end in zip(starts, ends, strict=True)]


def _fields(text: str) -> dict[str, str]:
    """The labels of a line with the words behind each (项目编码 … 项目名称 …)."""
    fields: dict[str, str] = {}
    role: str | None = None
    for token in text.split():
        found = label(token)
        if found is not None:
            role = found
            fields.setdefault(role, "")
        elif role is not None:
            fields[role] = f"{fields[role]} {token}".strip()
    return fields


def _project(lines: Sequence[TextLine], unit: Unit) -> FoundProject:
    named = _fields(lines[0].text)
    heads = next((n for n, line in enumerate(lines) if _is_heads(line.text)), len(lines))
    project = FoundProject(tidy(named["name"]), Place.GOALS, code=squeeze(named.get("code", "")) or None)
    _read_header([line.text for line in lines[1:heads]], project, unit)
    rows = _rows(lines[heads:])
    _split_cells(rows)
    for row in rows:
        columns = {"level1": row.level1 or "", "level2": row.level2 or "", **row.cells}
        if (found := indicator(columns, row.citation)) is not None:
            project.indicators.append(found)
    project.citations.extend(line.citation for line in lines)
    return project


def _is_heads(text: str) -> bool:
    return sum(indicator_head(token) is not None for token in text.split()) >= 2


def _read_header(lines: Sequence[str], project: FoundProject, unit: Unit) -> None:
    """Amount, purpose and goal; the plan of payments between them is left out."""
    goal_from = next((n for n, line in enumerate(lines) if _GOAL.match(line)), len(lines))
    project.goal = tidy(_GOAL.sub("", "".join(lines[goal_from:])))
    purpose: list[str] | None = None
    for line in lines[:goal_from]:
        fields = _fields(line)
        raw = fields.get("amount_year") or fields.get("amount") or ""
        if raw and project.amount is None:
            project.amount = project_amount(raw.split()[0], unit)
            purpose = []
        elif _PLAN.match(squeeze(line)):
            break
        elif purpose is not None:
            purpose.append(line)
    project.note = tidy("".join(purpose or [])) or None


def _rows(lines: Sequence[TextLine]) -> list[_Row]:
    """The indicator rows: each begins with a second level, a first level may stand before it."""
    rows: list[_Row] = []
    level1: str | None = None
    for line in lines:
        text = line.text
        head, _, behind = text.partition(" ")
        if is_level1(head) and (not is_level2(head) or is_level2(behind.split(" ")[0]) or not behind):
            level1 = head
            text, (head, _, behind) = behind, behind.partition(" ")
        if head and is_level2(head):
            rows.append(_Row(level1, head, [behind] if behind else [], line.citation))
        elif text and rows and not _is_heads(text):
            rows[-1].lines.append(text)
    return rows


def _split_cells(rows: Sequence[_Row]) -> None:
    """Tell the cells of all rows of a block apart; the basis most of them share helps with the others."""
    bases = Counter(basis for row in rows if (basis := _basis_behind_value(row.lines)))
    usual = bases.most_common(1)[0][0] if bases else ""
    for row in rows:
        row.cells = _cells(row.lines, usual)


def _basis_behind_value(lines: Sequence[str]) -> str:
    for number, line in enumerate(lines):
        if (match := _last_value(line)) is not None:
            return squeeze(line[match.end() :] + "".join(lines[number + 1 :]))
    return ""


def _last_value(line: str) -> re.Match[str] | None:
    return next(reversed(list(_VALUE.finditer(line))), None)


def _cells(lines: Sequence[str], usual: str) -> dict[str, str]:
    """Level 3, description, value and basis of one row."""
    front, basis = _without_basis(lines, usual)
    if not front:
        return {}
    *before, last = front
    match = _last_value(last)
    if match is not None:
        value, rest = match.group(1), last[: match.start()].strip()
    else:
        rest, _, value = last.rpartition(" ")
    names = [part for line in (*before, rest) for part in line.split()]
    level3, description = _name_and_description(names)
    return {"level3": level3, "description": description, "value": value.strip(), "basis": basis}


def _without_basis(lines: Sequence[str], usual: str) -> tuple[list[str], str]:
    """The lines of a row without its basis: what stands behind the target, or the end that all rows share."""
    for number, line in enumerate(lines):
        match = _last_value(line)
        if match is not None and (number + 1 == len(lines) or not _last_value("\n".join(lines[number + 1 :]))):
            basis = squeeze(line[match.end() :] + "".join(lines[number + 1 :]))
            if not usual or basis == usual:
                return [*lines[:number], line[: match.end()]], basis
    tokens = [(n, token) for n, line in enumerate(lines) for token in line.split()]
    for count in range(1, len(tokens)):
        if usual and squeeze("".join(token for _, token in tokens[-count:])) == usual:
            kept = tokens[:-count]
            front = [" ".join(t for n, t in kept if n == number) for number in sorted({n for n, _ in kept})]
            return front, usual
    return list(lines), ""


def _name_and_description(parts: Sequence[str]) -> tuple[str, str]:
    """Level 3 is what the description begins with; where it does not, the first cell."""
    for count in range(1, len(parts)):
        first, rest = "".join(parts[:count]), "".join(parts[count:])
        if rest.startswith(first):
            return first, rest
    return "".join(parts[:1]), "".join(parts[1:])
