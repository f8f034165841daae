"""Telling a budget disclosure from everything else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.records import Section, SectionKind
from indexer.extract.flow import Item, PrintedTable, TextLine, cell_text, squeeze
from indexer.extract.regions import Layout

#: Statements that only a budget disclosure or final account of a department prints.
_CORE_STATEMENTS = {
    "income_expenditure",
    "expenditure",
    "income",
    "fiscal_income_expenditure",
    "general_expenditure",
    "basic_expenditure",
    "three_public",
}
_BUDGET_WORD = re.compile(r"预算|决算")
_MONEY = re.compile(r"[\d,，]+(?:\.\d+)?(?:亿|万)?元")
_LEAST_TEXT = 40


class NotADisclosureError(Exception):
    """The document is no budget disclosure; the message says why, in Chinese."""


def refuse_if_no_disclosure(items: Sequence[Item], cut: Layout, sections: Sequence[Section]) -> None:
    """Let a disclosure pass: it prints a core statement, or explains a budget with amounts in its sections.

    Raises:
        NotADisclosureError: neither is there.
    """
    text = "".join(_texts(items))
    if len(text) < _LEAST_TEXT:
        raise NotADisclosureError("没有可读的文字")
    if not _BUDGET_WORD.search(text):
        raise NotADisclosureError("全文没有“预算”或“决算”字样，不是预决算公开文件")
    if any(region.kind in _CORE_STATEMENTS and region.body for region in cut.statements):
        return
    explained = [s for s in sections if s.kind in (SectionKind.EXPLANATION, SectionKind.THREE_PUBLIC)]
    if any(_MONEY.search(squeeze(s.text)) and _BUDGET_WORD.search(s.text) for s in explained):
        return
    raise NotADisclosureError("没有预算报表，也没有带金额的收支说明，不是部门预决算公开文件")


def _texts(items: Sequence[Item]) -> list[str]:
    texts: list[str] = []
    for item in items:
        if isinstance(item, TextLine):
            texts.append(squeeze(item.text))
        elif isinstance(item, PrintedTable):
            texts.extend(cell_text(cell) for row in item.table.rows for cell in row)
    return texts
