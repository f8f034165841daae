"""政府采购 as tables print it."""

from __future__ import annotations

import re

from index.records import Amount, AmountState, Procurement
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.grid import NUMBER, grids
from indexer.extract.regions import StatementRegion

#: The column that adds up those of the funds.
_OVER_FUNDS = re.compile(r"总计|合计|小计|总额")
_CATEGORY = {"goods": re.compile("货物"), "works": re.compile("工程"), "services": re.compile("服务")}


def procurement_in_table(region: StatementRegion, unit: Unit) -> Procurement | None:
    """政府采购 from a table that lists the categories by row or prints a total; None where it holds neither."""
    for grid in grids(region.tables):
        amounts: dict[str, Amount | None] = dict.fromkeys(("total", "goods", "works", "services"))
        over_funds = [number for number, path in enumerate(grid.paths) if path and _OVER_FUNDS.fullmatch(path[-1])]
        for row in grid.rows:
            label = next((text for text in row.texts if text and not NUMBER.fullmatch(text)), "")
            texts = [row.text(column) for column in over_funds] or row.texts
            raw = next((text for text in texts if "." in text and NUMBER.fullmatch(text)), "")
            part = "total" if label in ("合计", "总计") else _category(label, len(row.texts))
            if part and raw and amounts[part] is None:
                amounts[part] = read_amount(raw, unit)
        total = amounts["total"]
        if total is not None and total.state is AmountState.PRINTED:
            return Procurement(**amounts, citation=grid.rows[0].citation)
    return None


def _category(label: str, columns: int) -> str | None:
    """A category row stands only in a table of two or three columns; longer ones list single purchases."""
    if columns > 3:
        return None
    return next((part for part, word in _CATEGORY.items() if word.search(label)), None)
