"""Numbered headings of the narrative and what they announce."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files

import yaml

from index.records import SectionKind
from indexer.extract.flow import squeeze

LONGEST_HEADING = 60

_DIGITS = "〇一二三四五六七八九"
#: Numbering styles from the outermost inwards: 第一部分, 一、, （一）, 1、, (1), ①.
_STYLES = (
    re.compile(r"第([一二三四五六七八九十]+)(?:部分|章)[:：、]?"),
    re.compile(r"([一二三四五六七八九十]+)[、.．:：]"),
    re.compile(r"[（(]([一二三四五六七八九十]+)[）)][、.．]?"),
    re.compile(r"(\d{1,2})(?:[、．]|\.(?!\d))"),
    re.compile(r"[（(](\d{1,2})[）)][、.．]?"),
    re.compile(r"([①-⑳])"),
)
#: A bullet in front of an entry of the table of contents, or leader dots behind it.
_CONTENTS_ENTRY = re.compile(r"^[-*•·]\s|\.{4,}|…{2,}|·{4,}|\t\d+$")
_SENTENCE = re.compile(r"[。；;！？](?!$)|，")


@dataclass(frozen=True, slots=True)
class Numbering:
    """``style`` counts from 0 (第一部分) inwards; ``rest`` is the text behind the number."""

    style: int
    ordinal: int
    rest: str


def numbering(line: str) -> Numbering | None:
    """The numbering a line starts with, None for a line without one.

    >>> numbering("（三）国有资产占有使用情况")
    Numbering(style=2, ordinal=3, rest='国有资产占有使用情况')
    """
    text = line.strip()
    for style, pattern in enumerate(_STYLES):
        if match := pattern.match(text):
            return Numbering(style, _ordinal(match.group(1)), text[match.end() :].strip())
    return None


def _ordinal(digits: str) -> int:
    if digits.isdecimal():
        return int(digits)
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    tens, has_ten, ones = digits.rpartition("十")
    if not has_ten:
        return _DIGITS.index(digits) if digits in _DIGITS else 0
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


@functools.cache
def _kinds() -> tuple[tuple[SectionKind, re.Pattern[str]], ...]:
    rows = yaml.safe_load(files("indexer").joinpath("data/sections.yaml").read_text("utf-8"))
    return tuple((SectionKind(row["kind"]), re.compile("|".join(row["words"]))) for row in rows)


def section_kind(heading: str) -> SectionKind | None:
    """What a heading announces, None when none of the known words occurs in it."""
    plain = re.sub(r"[“”\"]", "", squeeze(heading))
    return next((kind for kind, words in _kinds() if words.search(plain)), None)


def is_contents_entry(line: str) -> bool:
    """Whether a line is an entry of the table of contents: bulleted or with leader dots."""
    return bool(_CONTENTS_ENTRY.search(line.strip()))


def is_section_heading(line: str) -> bool:
    """Whether a line is a heading of the narrative: numbered, short, and of a known topic.

    第X部分 is always one. Rows of a 收支总表 (一、本年收入) are not: they name no topic.
    """
    found = numbering(line)
    if found is None or is_contents_entry(line):
        return False
    if found.style == 0:
        return len(squeeze(line)) <= LONGEST_HEADING
    rest = squeeze(found.rest)
    return 0 < len(rest) <= LONGEST_HEADING and not _SENTENCE.search(rest) and section_kind(rest) is not None
