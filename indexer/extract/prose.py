"""Figures the narrative states in sentences: subjects with their codes, procurement, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzers import subjects
from index.records import Amount, AmountState, Citation, Procurement, Section, SectionKind
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.balance import Entry
from indexer.extract.flow import squeeze
from indexer.extract.grid import NUMBER, grids
from indexer.extract.narrative import Narrative
from indexer.extract.regions import StatementRegion

_FIGURE = r"(?P<figure>[\d,，]+(?:\.\d+)?)(?P<unit>亿元|万元|元)"
#: 行政运行（2010301）239.14万元
_JOINED = re.compile(
    rf"(?P<name>[\u4e00-\u9fff、（()）]{{2,40}}?)[（(](?P<code>2\d{{6}})[）)]"
    rf"[:：]?(?:20\d\d年度?)?[^\d，。；]{{0,12}}{_FIGURE}"
)
#: 教育支出(205类)进修及培训(08款)培训支出(03项)：2024年预算数为3万元
_SPLIT = re.compile(
    r"[（(](?P<class>2\d\d)类[）)].{2,40}?[（(](?P<kuan>\d\d)款[）)](?P<name>.{2,40}?)[（(](?P<xiang>\d\d)项[）)]"
    rf"[:：]?(?:20\d\d年)?[^\d，。；]{{0,12}}{_FIGURE}"
)
_ITEM_NUMBER = re.compile(r"^(?:.*[，。；：:]|\d+[、.．]|[（(]?\d+[）)]|[）)])+")
#: What stands between the name of a total and its figure: a year, 共安排 and the like; no change against last year.
_TO_FIGURE = rf"[:：]?(?:20\d\d年度?)?[^\d。；，增减]{{0,16}}{_FIGURE}"
#: Parts whose own 预算支出 or 预算收入 is no total.
_NO_PART = r"(?<!基金)(?<!公共)(?<!经营)(?<!拨款)(?<!资金)"
_INCOME = re.compile(rf"{_NO_PART}(?:收入预算|收入总额|预算收入|收支总预算|总收入|收入总预算){_TO_FIGURE}")
_EXPENDITURE = re.compile(rf"{_NO_PART}(?:支出预算|支出总额|预算支出|收支总预算|总支出|支出总预算){_TO_FIGURE}")
_PROCUREMENT = {
    "total": re.compile(
        rf"政府采购(?:预算)?(?:支出)?(?:金额|总额|预算)?(?:[（(][^（()）]{{1,16}}[）)])?(?:合计|总计|共计|共|为)?"
        rf"[^\d。；货工服]{{0,8}}{_FIGURE}"
    ),
    "goods": re.compile(rf"货物(?:类)?(?:采购)?(?:预算|支出)?[^\d。；，]{{0,8}}{_FIGURE}"),
    "works": re.compile(rf"工程(?:类)?(?:采购)?(?:预算|支出)?[^\d。；，]{{0,8}}{_FIGURE}"),
    "services": re.compile(rf"服务(?:类)?(?:采购)?(?:预算|支出)?[^\d。；，]{{0,8}}{_FIGURE}"),
}
_CATEGORY = {"goods": re.compile("货物"), "works": re.compile("工程"), "services": re.compile("服务")}


def function_entries(narrative: Narrative) -> tuple[Entry, ...]:
    """The 项 that sentences name with code and amount; each code once."""
    found: dict[str, Entry] = {}
    for section in narrative.sections:
        if section.kind is SectionKind.EXPLANATION:
            for entry in _entries(narrative, section):
                found.setdefault(entry.code or "", entry)
    return tuple(found.values())


def _entries(narrative: Narrative, section: Section) -> Iterator[Entry]:
    for paragraph in section.text.split("\n"):
        plain = squeeze(paragraph)
        for match in _JOINED.finditer(plain):
            yield _entry(match, match["code"], narrative.cite(section, match["code"]))
        for match in _SPLIT.finditer(plain):
            code = match["class"] + match["kuan"] + match["xiang"]
            yield _entry(match, code, narrative.cite(section, match["figure"]))


def _entry(match: re.Match[str], code: str, citation: Citation) -> Entry:
    printed = _ITEM_NUMBER.sub("", match["name"])
    return Entry(printed or subjects.function_name(code) or "", _amount(match), citation, code, code_printed=True)


def income_total(narrative: Narrative) -> Entry | None:
    """Total income as the explanation states it."""
    return _stated(narrative, "收入", _INCOME)


def expenditure_total(narrative: Narrative) -> Entry | None:
    """Total expenditure as the explanation states it."""
    return _stated(narrative, "支出", _EXPENDITURE)


def _stated(narrative: Narrative, name: str, pattern: re.Pattern[str]) -> Entry | None:
    for section in narrative.sections:
        if section.kind is SectionKind.EXPLANATION and (match := pattern.search(squeeze(section.text))):
            return Entry(name, _amount(match), narrative.cite(section, match["figure"]))
    return None


def procurement_in_sections(narrative: Narrative) -> Procurement | None:
    """政府采购 with its three categories as the narrative states them."""
    for section in narrative.sections:
        if section.kind is not SectionKind.PROCUREMENT:
            continue
        text = squeeze(section.text)
        found = {part: match for part, pattern in _PROCUREMENT.items() if (match := pattern.search(text))}
        if "total" in found:
            amounts = {part: _amount(found[part]) if part in found else None for part in _PROCUREMENT}
            return Procurement(**amounts, citation=narrative.cite(section, found["total"]["figure"]))
    return None


def _amount(match: re.Match[str]) -> Amount:
    return read_amount(match["figure"], Unit(match["unit"], "正文"))


def procurement_in_table(region: StatementRegion, unit: Unit) -> Procurement | None:
    """政府采购 from a table that lists the categories by row or prints a total; None where it holds neither."""
    for grid in grids(region.tables):
        amounts: dict[str, Amount | None] = dict.fromkeys(("total", "goods", "works", "services"))
        for row in grid.rows:
            label = next((text for text in row.texts if text and not NUMBER.fullmatch(text)), "")
            raw = next((text for text in row.texts if "." in text and NUMBER.fullmatch(text)), "")
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
