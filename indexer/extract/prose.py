"""Subjects that the narrative names with code and amount."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analyzers import subjects
from index.records import Amount, Citation, Section, SectionKind
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.balance import Entry
from indexer.extract.flow import squeeze
from indexer.extract.narrative import Narrative

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


def _amount(match: re.Match[str]) -> Amount:
    return read_amount(match["figure"], Unit(match["unit"], "正文"))
