"""The narrative as sections: headings by numbering and topic, their text rejoined over lines and pages."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from index.records import Section, SectionKind
from indexer.extract.flow import TextLine, span, squeeze
from indexer.extract.headings import (
    LONGEST_HEADING,
    Numbering,
    is_contents_entry,
    is_section_heading,
    numbering,
    section_kind,
)

_CONTENTS = re.compile(r"[（(]?目[录次][）)]?[:：]?")
#: Entries from which headings in a row are contents.
_LEAST_ENTRIES = 5
#: Style of headings without a number, between 一、 and （一）: 部门职责：, 名词解释.
_UNNUMBERED = 1.5
_TITLE_STYLE = 0.5
#: 部门职责： but not 主要职能包括：, which only leads in the text.
_UNNUMBERED_HEADING = re.compile(r"[^，,。；;、\d%]{2,11}(?<!包括)(?<!如下)(?<!是)(?<!为)[：:]")
_UNNUMBERED_TITLE = re.compile(
    r".{0,30}(?:主要职能|主要职责|部门职责|单位职责|机构设置|机构设置情况|名词解释|编制说明|情况说明|人员情况|工作任务|项目经费情况说明)"
)
#: Topics whose deeper numbered items are the text itself, not headings.
_ITEMISED = {SectionKind.DUTIES, SectionKind.TASKS, SectionKind.GLOSSARY, SectionKind.ORGANISATION}
_INHERITED = {SectionKind.GLOSSARY, SectionKind.DUTIES, SectionKind.TASKS}
#: How the items of a text begin: with a verb, or with the title of a regulation.
_ITEM_VERB = re.compile(
    r"^(?:《|负责|承担|承办|组织|完成|贯彻|拟订|拟定|制定|研究|指导|监督|协助|协调|参与|推进|推动|加强|做好|开展|管理|落实|"
    r"受理|统筹|依法|编制|会同|起草|建立|执行|强化|深入|坚持|持续(?!提升)|围绕|牵头|抓好|督促|全力|指)"
)
#: A line of the text by subject: 一般公共服务支出（类）…（款）…（项）.
_SUBJECT_ITEM = re.compile(r"[（(](?:类|款|项)[）)]|\d{3}类|^\d{3,7}[-—－]")
#: A colon before the end, or an amount: the line says something rather than announcing it.
_STATES_SOMETHING = re.compile(r"[：:](?!$)|\d(?:[亿万]元|元|%)")
_PUNCTUATION = re.compile(r"[，,。；;：:、！？]")
#: What ends a line of text, or stands in the middle of one, but not in a heading.
_SENTENCE_MARK = re.compile(r"[，,。；;：:！？]")
#: How the name of a 第二部分 ends.
_PART_NAMED = re.compile(
    r"(?:概况|概括|情况|说明|解释|简介|表|附件|事项|内容|公开|目标|信息|文本|报告)(?:[（(][^（(）)]*[）)])?$"
)
_LONGEST_PLAIN_HEADING = 26
#: What may still follow a name that could have ended.
_PART_REST = re.compile(r"(?:情况)?(?:的)?说明|情况")
_MOST_HEADING_LINES = 4
_LONGEST_PART_NAME = 14
_PLAIN_STYLES = 2
#: No running text is set narrower than this, in half-width characters.
_NARROWEST = 40
#: Share of the full line width from which a line is taken to be wrapped.
_WRAPPED = 0.9
_DATE = re.compile(r"(?:20\d\d|二[〇○零]..)年.{1,3}月.{1,3}日")
_PARAGRAPH_END = re.compile(r"[。！？；：:;]$")
#: What is left of a heading on its second line, be it the end of a bracket.
_HEADING_REST = re.compile(r"^.{0,12}(?:说明|情况|解释|变化)$|^[^（(]{1,10}[）)]$")
#: How a line ends that fills its width but goes no further.
_FINISHED = re.compile(r"[。！？；：:;]$|(?:说明|情况|解释)(?:[（(][^（(）)]*[）)])?$")
_ASCII_WORD = re.compile(r"[A-Za-z]")


@dataclass(slots=True)
class _Draft:
    style: float
    ordinal: int
    heading: str
    path: tuple[str, ...]
    kind: SectionKind | None  # None as long as neither the heading nor those above it name a known topic
    lines: list[TextLine] = field(default_factory=list)
    own: list[TextLine] = field(default_factory=list)


def read_sections(narrative: Sequence[TextLine]) -> tuple[Section, ...]:
    """Sections in reading order; headings without text of their own stand only in the paths below them.

    Text before the first heading (the title page) and the table of contents
    belong to no section.
    """
    drafts = _drafts(_without_contents(narrative))
    told = [draft for draft in drafts if draft.own]
    return tuple(_section(number, draft) for number, draft in enumerate(told))


def _section(ordinal: int, draft: _Draft) -> Section:
    citations = span([line.citation for line in draft.lines])
    return Section(
        ordinal, draft.path, draft.kind or SectionKind.OTHER, rejoin([line.text for line in draft.own]), citations
    )


def rejoin(lines: Sequence[str]) -> str:
    """Printed lines as paragraphs: wrapped lines are joined, a finished sentence ends a paragraph.

    >>> rejoin(["承办公文和领导文", "稿的起草。", "负责值班。"])
    '承办公文和领导文稿的起草。\\n负责值班。'
    """
    text = ""
    for line in lines:
        piece = line.strip()
        if not text:
            text = piece
        elif _PARAGRAPH_END.search(text) or numbering(piece):
            text += "\n" + piece
        elif _ASCII_WORD.match(text[-1:]) and _ASCII_WORD.match(piece):
            text += " " + piece
        else:
            text += piece
    return text


def _without_contents(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines without the table of contents: entries with bullets or leader dots, and the run after 目录."""
    start = next((n for n, line in enumerate(lines) if _CONTENTS.fullmatch(squeeze(line.text))), None)
    if start is not None:
        end = _contents_end(lines, start)
        lines = [*lines[:start], *lines[end:]]
    else:
        lines = lines[_untitled_contents_end(lines) :]
    return [line for line in lines if not is_contents_entry(line.text)]


def _contents_end(lines: Sequence[TextLine], start: int) -> int:
    """Where the body begins: at the line that repeats the first entry, else after the run of short lines."""
    entries = [_entry(line.text) for line in lines[start + 1 : start + 4]]
    for number in range(start + 3, len(lines)):
        if _entry(lines[number].text) in entries[:1]:
            return number
    end = start + 1
    while end < len(lines) and lines[end].page == lines[start].page and _is_entry(lines[end].text):
        end += 1
    return end


def _untitled_contents_end(lines: Sequence[TextLine]) -> int:
    """Where the body begins behind contents without a title: a first run of entries, up to the one that comes again."""
    seen: set[str] = set()
    for number, line in enumerate(lines):
        if not _is_entry(line.text):
            return 0
        entry = _entry(line.text)
        if entry in seen:
            return number if number >= _LEAST_ENTRIES else 0
        seen.add(entry)
    return 0


def _entry(text: str) -> str:
    return re.sub(r"[-*•·.…]+|\d+$", "", squeeze(text))


def _is_entry(text: str) -> bool:
    return is_contents_entry(text) or (numbering(text) is not None and len(squeeze(text)) <= LONGEST_HEADING)


def _drafts(lines: Sequence[TextLine]) -> list[_Draft]:
    drafts: list[_Draft] = []
    stack: list[_Draft] = []
    for candidate in _candidates(_signed_off(lines)):
        found = _heading(candidate, stack)
        if found is not None:
            stack = _placed(stack, found)
            stack[-1].lines.extend(candidate.lines)
            drafts.append(stack[-1])
        elif stack and not (text := candidate.lines[0].text).isdigit():
            stack[-1].lines.append(candidate.lines[0])
            if stack[-1].own or squeeze(text) not in squeeze(stack[-1].heading):
                stack[-1].own.append(candidate.lines[0])
    return drafts


@dataclass(frozen=True, slots=True)
class _Candidate:
    """One line, or several that are one heading; ``text`` is None for a line that only begins a paragraph."""

    lines: tuple[TextLine, ...]
    text: str | None


def _candidates(lines: Sequence[TextLine]) -> Iterator[_Candidate]:
    full = _full_width(lines)
    start = 0
    while start < len(lines):
        taken = _heading_lines(lines[start : start + _MOST_HEADING_LINES], full)
        if taken > 1:
            yield _Candidate(tuple(lines[start : start + taken]), _joined(lines[start : start + taken]))
        else:
            text = lines[start].text
            begins_only = width(text) >= _WRAPPED * full and not _FINISHED.search(text)
            yield _Candidate((lines[start],), None if begins_only else text)
        start += taken


def _heading_lines(lines: Sequence[TextLine], full: int) -> int:
    """How many of these lines are one heading: 第二部分 above its title, or full lines with the rest below them."""
    found = numbering(lines[0].text)
    if found is None:
        return 1
    open_lines = list(itertools.takewhile(_may_go_on, lines[1:]))
    counts = range(2, len(open_lines) + 2)
    if found.style > 0:
        return next((count for count in counts if _completes_heading(lines[:count], full)), 1)
    named = next((count for count in counts if _completes_part(lines[:count])), 1)
    titled = not found.rest and open_lines and 2 < len(squeeze(open_lines[0].text)) <= _LONGEST_PLAIN_HEADING
    return 2 if named == 1 and titled else named


def _may_go_on(line: TextLine) -> bool:
    """Whether a line may be part of the heading that began above it."""
    return not (numbering(line.text) or _SENTENCE_MARK.search(line.text) or line.text.isdigit())


def _completes_part(lines: Sequence[TextLine]) -> bool:
    """Whether the last line is the end of the name of a 第二部分 that the lines above leave open."""
    last = squeeze(lines[-1].text)
    if any(_PART_NAMED.search(squeeze(_joined(lines[:count]))) for count in range(1, len(lines))):
        return _PART_REST.fullmatch(last) is not None
    return len(last) <= _LONGEST_PLAIN_HEADING and bool(_PART_NAMED.search(squeeze(_joined(lines))))


def _completes_heading(lines: Sequence[TextLine], full: int) -> bool:
    """Whether the last line is the rest of a heading that fills the lines above."""
    filled = all(width(line.text) >= _WRAPPED * full and not _SENTENCE_MARK.search(line.text) for line in lines[:-1])
    return filled and bool(_HEADING_REST.search(squeeze(lines[-1].text)))


def _joined(lines: Sequence[TextLine]) -> str:
    """The text of a heading over several lines; a bare 第二部分 is set off from its title."""
    text = ""
    for line in lines:
        found = numbering(text)
        text += f" {line.text}" if found is not None and found.style == 0 and not found.rest else line.text
    return text


def width(text: str) -> int:
    """Printed width of a line in half-width characters."""
    return sum(1 if ord(character) < 0x100 else 2 for character in text.strip())


def _full_width(lines: Sequence[TextLine]) -> int:
    """The width of a full line of the running text: what nine of ten lines stay within."""
    widths = sorted(width(line.text) for line in lines)
    return max(widths[len(widths) * 9 // 10], _NARROWEST) if widths else _NARROWEST


def _signed_off(lines: Sequence[TextLine]) -> Sequence[TextLine]:
    """The lines without the closing name and date."""
    if lines and _DATE.fullmatch(squeeze(lines[-1].text)):
        named = len(lines) > 1 and not _PUNCTUATION.search(lines[-2].text)
        return lines[: -2 if named else -1]
    return lines


def _heading(candidate: _Candidate, stack: Sequence[_Draft]) -> _Draft | None:
    """The heading a line is, with its style and kind; None for a line of text."""
    text = candidate.text
    if text is None:
        return None
    found = numbering(text)
    if found is None:
        style = _unnumbered_style(text, candidate.lines[0], stack)
        return None if style is None else _Draft(style, 0, text, (), section_kind(text))
    named = is_section_heading(text) or _is_plain_heading(found) or _goes_on_counting(found, stack)
    if not named or _is_item(found, stack):
        return None
    return _Draft(found.style, found.ordinal, text, (), section_kind(found.rest))


def _is_plain_heading(found: Numbering) -> bool:
    """A short numbered line of an outer style without any punctuation, whatever it speaks of."""
    rest = squeeze(found.rest)
    return found.style <= _PLAIN_STYLES and 2 < len(rest) <= _LONGEST_PLAIN_HEADING and not _PUNCTUATION.search(rest)


def _goes_on_counting(found: Numbering, stack: Sequence[_Draft]) -> bool:
    """A short line with the number behind the last 一、: its name may list several things."""
    rest = squeeze(found.rest)
    elder = next((draft for draft in reversed(stack) if draft.style == found.style), None)
    short = 2 < len(rest) <= _LONGEST_PLAIN_HEADING and not _SENTENCE_MARK.search(rest)
    return found.style == 1 and short and elder is not None and elder.ordinal == found.ordinal - 1


def _unnumbered_style(text: str, line: TextLine, stack: Sequence[_Draft]) -> float | None:
    plain = squeeze(text)
    if _UNNUMBERED_HEADING.fullmatch(plain) and section_kind(plain) is not None and stack:
        return _UNNUMBERED
    if line.page_start and _UNNUMBERED_TITLE.fullmatch(plain):
        return _TITLE_STYLE
    return None


def _is_item(found: Numbering, stack: Sequence[_Draft]) -> bool:
    """Whether a numbered line is an item of the text rather than a heading."""
    plain = squeeze(found.rest)
    if _ITEM_VERB.match(plain) or _SUBJECT_ITEM.search(plain) or _STATES_SOMETHING.search(plain):
        return True
    itemised = stack[-1] if stack and stack[-1].kind in _ITEMISED and stack[-1].style > 0 else None
    if itemised is None or found.style <= itemised.style:
        return False
    names_part = len(plain) <= _LONGEST_PART_NAME and section_kind(plain) and not _PUNCTUATION.search(plain)
    return bool(itemised.own) or not names_part


def _placed(stack: Sequence[_Draft], new: _Draft) -> list[_Draft]:
    """The stack of headings with the new one on top; a restarted numbering nests below the heading just printed."""
    kept = list(stack)
    if not _restarts(kept, new):
        kept = kept[: _depth(kept, new)]
    parent = kept[-1] if kept else None
    new.path = (*(parent.path if parent else ()), new.heading)
    if parent is not None and _inherits(parent, new):
        new.kind = parent.kind
    return [*kept, new]


def _inherits(parent: _Draft, new: _Draft) -> bool:
    """A heading of no topic has its parent's; inside some topics every heading has, whatever words it uses."""
    if new.kind is None:
        return True
    return parent.kind in _INHERITED and not _names_topic(parent, new)


def _names_topic(parent: _Draft, new: _Draft) -> bool:
    """Under a heading of several topics (主要职责及机构设置) each part keeps its own."""
    return parent.kind is SectionKind.DUTIES and new.kind in (SectionKind.ORGANISATION, SectionKind.STAFFING)


def _restarts(stack: Sequence[_Draft], new: _Draft) -> bool:
    top = stack[-1] if stack else None
    return top is not None and top.style == new.style and new.ordinal == 1 and top.ordinal > 1 and not top.own


def _depth(stack: Sequence[_Draft], new: _Draft) -> int:
    """How many headings stay above the new one: those of outer styles, up to its elder sibling."""
    same = [n for n, draft in enumerate(stack) if draft.style == new.style]
    elder = next((n for n in reversed(same) if stack[n].ordinal == new.ordinal - 1), None)
    if elder is not None:
        return elder
    if same:
        return same[0]
    return next((n for n, draft in enumerate(stack) if draft.style > new.style), len(stack))
