"""The money unit of a statement, and the one most statements of a document share."""

from __future__ import annotations

from collections import Counter

from indexer.extract.amounts import Unit
from indexer.extract.regions import Layout, StatementRegion

_USUAL = "万元"
#: A document may print one of these for each project; their unit is that of the goals, not of the statements.
_GOALS = {"goals_project", "goals_overall"}


def document_unit(cut: Layout) -> str | None:
    """The unit that most statements print, None where none prints one; tables of goals count where no other does."""
    units = Counter(region.unit for region in cut.statements if region.unit and region.kind not in _GOALS)
    units = units or Counter(region.unit for region in cut.statements if region.unit)
    return units.most_common(1)[0][0] if units else None


def unit_of(region: StatementRegion, default: str | None) -> Unit:
    """The unit of one statement: its own, else the document's, else 万元 as nearly all tables print."""
    if region.unit:
        return Unit(region.unit, "表头")
    return Unit(default or _USUAL, "全文")
