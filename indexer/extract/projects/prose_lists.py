"""Projects told one behind the other with their money: 1.窗口服务经费12万元，用于…; 2.… .

Such a list counts only where its amounts add up to what the narrative prints as
项目支出: sentences about changes, funds or subjects look much the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from analyzers.money import YUAN_PER_UNIT
from analyzers.subjects import economic_codes, function_codes
from index.records import Amount, Citation
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.flow import TextLine
from indexer.extract.projects.project_found import FoundProject, Place
from indexer.extract.projects.project_words import is_total, tidy

_MONEY = r"(?P<money>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>亿元|万元|元)"
_TOTAL = re.compile(rf"项目(?:支出|经费)(?:预算)?[^，,。；：\d]{{0,8}}{_MONEY}")
#: What leads from the total to its projects in one paragraph.
_LEADS = re.compile(r"(?:包括|如下|其中|分别[为是]|用于|安排|主要[有是为])[:：]")
_NUMBER = re.compile(
    r"\s*(?:(?P<plain>\d{1,2})\s*[.、．](?!\d(?!\d{3}年))|[（(](?P<round>\d{1,2})[）)]|(?P<ringed>[①-⑳]))\s*"
)
#: Words between a name and its amount: more of them behind a comma, where they cannot end the name.
_BEHIND_COMMA = "(?:年初|本年|年度|预算|安排|支出|金额|资金|需要|共|合|计|为|约)*"
_BETWEEN = rf"(?:[，,：:（(]\s*{_BEHIND_COMMA}|预算安排|安排资金|(?<=[目费项金助程务作])预算|安排|共计|合计|为|共)?"
_ITEM = re.compile(rf"(?:安排)?(?P<name>[^。；;]{{2,60}}?)\s*{_BETWEEN}\s*{_MONEY}[）)]?(?P<rest>.*)", re.DOTALL)
_HEADING = re.compile(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]+部分)"
)
_NO_PROJECT = re.compile(
    r"增加|减少|[较比](?:上年|去年|\d{4}年)|其中|拨款收入|基本支出|人员经费|公用经费|公务接待|[（(][类款项][）)]"
)
_FUND = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营).*|财政(?:拨款|专户).*|(?:单位|事业|其他|自有|上级).{0,4}(?:资金|收入).*"
)
_SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """Lines from one number to the next: the number (0 where none is printed) and the text behind it."""

    style: str
    number: int
    text: str
    citations: tuple[Citation, ...]


def prose_lists(narrative: Sequence[TextLine]) -> list[FoundProject]:
    """The projects of all lists in the narrative that add up to a printed 项目支出."""
    paragraphs = list(_paragraphs(narrative))
    totals = [_amount(match) for paragraph in paragraphs for match in _TOTAL.finditer(paragraph.text)]
    found: list[FoundProject] = []
    for items in (*_numbered(paragraphs), *_inline(paragraphs)):
        if any(_adds_up(items, total) for total in totals) and not _names_others(items):
            found.extend(items)
    return found


def _paragraphs(narrative: Iterable[TextLine]) -> Iterator[_Paragraph]:
    lines: list[TextLine] = []
    for line in narrative:
        if lines and (_NUMBER.match(line.text) or _HEADING.match(line.text)):
            yield _paragraph(lines)
            lines = []
        lines.append(line)
    if lines:
        yield _paragraph(lines)


def _paragraph(lines: Sequence[TextLine]) -> _Paragraph:
    text = "".join(line.text.strip() for line in lines)
    citations = tuple(line.citation for line in lines)
    match = _NUMBER.match(text)
    if match is None:
        return _Paragraph("", 0, text, citations)
    assert match.lastgroup is not None
    printed = match[match.lastgroup]
    number = ord(printed) - ord("①") + 1 if match.lastgroup == "ringed" else int(printed)
    return _Paragraph(match.lastgroup, number, text[match.end() :], citations)


def _numbered(paragraphs: Sequence[_Paragraph]) -> Iterator[list[FoundProject]]:
    """Runs of paragraphs numbered from 1 that each name a project and its amount."""
    run: list[FoundProject] = []
    style = ""
    for paragraph in paragraphs:
        goes_on = paragraph.style == style and paragraph.number == len(run) + 1
        if not goes_on:
            yield run
            run, style = [], paragraph.style
        if paragraph.number != len(run) + 1:
            continue
        item = _item(paragraph.text, paragraph.citations)
        if item is None:
            yield run
            run, style = [], ""
        else:
            run.append(item)
    yield run


def _inline(paragraphs: Sequence[_Paragraph]) -> Iterator[list[FoundProject]]:
    """Projects behind the total in its own paragraph, parted by semicolons or else by commas."""
    for paragraph in paragraphs:
        for total in _TOTAL.finditer(paragraph.text):
            lead = _LEADS.search(paragraph.text, total.end())
            if lead is None or "。" in paragraph.text[total.end() : lead.start()]:
                continue
            told = paragraph.text[lead.end() :]
            for parts in (re.split(r"[；;。]", told), re.split(r"[；;、，,。]", told)):
                items = [_item(part, paragraph.citations) for part in parts if part.strip()]
                whole = [item for item in items if item is not None]
                if len(whole) == len(items) and _adds_up(whole, _amount(total)):
                    yield whole
                    break


def _item(text: str, citations: tuple[Citation, ...]) -> FoundProject | None:
    """The project a passage begins with; None for a passage that begins otherwise."""
    match = _ITEM.fullmatch(text.strip())
    name = tidy(match["name"]).strip('，,：:、“”"') if match else ""
    if match is None or len(name) < _SHORTEST_NAME or _NO_PROJECT.search(name) or is_total(name):
        return None
    use = tidy(match["rest"]).lstrip("，,：:。；;、")
    return FoundProject(name, Place.PROSE, amount=_amount(match), note=use or None, citations=list(citations))


def _amount(match: re.Match[str]) -> Amount:
    return read_amount(match["money"], Unit(match["unit"], "正文"))


def _adds_up(items: Sequence[FoundProject], total: Amount) -> bool:
    """Whether the amounts of projects make up a total, but for rounding of 0.01 of the printed unit for each."""
    if total.yuan is None or not total.yuan or not items:
        return False
    amounts = [item.amount.yuan for item in items if item.amount is not None and item.amount.yuan is not None]
    off = abs(sum(amounts, Decimal(0)) - total.yuan)
    return len(amounts) == len(items) and off <= YUAN_PER_UNIT[total.unit] / 100 * (len(items) + 1)


def _names_others(items: Sequence[FoundProject]) -> bool:
    """Whether most names are those of funds or subjects: 项目支出 by source or by subject, not by project."""
    others = [
        item for item in items if _FUND.fullmatch(item.name) or function_codes(item.name) or economic_codes(item.name)
    ]
    return 2 * len(others) > len(items)
