"""Names of departments and units as documents print them: how they end, and where running text states one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from analyzers import divisions
from indexer.extract.flow import squeeze
from indexer.extract.headings import numbering

SHORTEST_NAME = 3
LONGEST_NAME = 40

_ENDING = (
    r"(?:局|委|委员会|办公室|办公厅|办|厅|部|院|会|联|中心|队|所|站|校|小学|中学|学区|园|馆|处|府|社|团|台|场|库|署|协会|"
    r"系统|公司|集团|基地|指挥部|法庭|工商联|(?<=[\u4e00-\u9fff])[乡镇]|苏木|街道|新区|开发区|园区|管理区|示范区|高新区|经开区)"
)
#: What may follow a name as part of it: 本级, 机关, （汇总）.
_SUFFIX = r"(?:本级|机关|系统)?(?:[（(][^（()）]{1,20}[）)])?"
_ORGANISATION = re.compile(rf"{_ENDING}{_SUFFIX}$")
#: （部门） says whose budget it is, and is no part of a name.
_WHOSE_MARK = re.compile(r"(?:[（(](?:部门|单位)[）)]|(?<=.)部门|(?<=.)单位)$")
#: Words that stand for a name without being one.
_PRONOUN = re.compile(
    r"^(?:[本我该其各全以对由在与和及或]|按|根据|一是|从|部门|单位|主管|下属|所属|内设|预算|决算|附件|注)"
)
_SENTENCE_MARK = re.compile(r"[，,。；;：:！!？?、“”\"《》<>|]|\d{3}")
_PART = re.compile(r"^第[一二三四五六七八九十]+部分[:：、]?")
_PART_TOPIC = re.compile(
    r"^(?P<name>.+?)(?:部门|单位|基本)?(?:概况|概括|情况|简介|职能简介|20\d\d年.*|(?:部门|单位)?(?:预|决)算.*)$"
)
#: What a sentence says right behind the name of the department it is about.
_PREDICATE = re.compile(
    r"(?:的)?(?:主要|基本)?(?:工作)?(?:职责|职能)|主要履行|归|[是系为](?![否了])|属|隶属|从属|成立于|内设|[共下]设|下属|共[有核]|"
    r"设[有\u4e00-\u9fff]|只有本级|及所属|所有收入|综合设置|贯彻|20\d\d年"
)
#: A sentence that names a regulation first, and the department behind it.
_REFERS = re.compile(r"^(?:根据|按照|依据|按)")
_LEADING_WORDS = re.compile(r"^(?:纳入|关于)")


def is_organisation(name: str) -> bool:
    """Whether a squeezed text ends as the name of a department or unit does.

    >>> is_organisation("凤县水利局（本级）"), is_organisation("凤县")
    (True, False)
    """
    return SHORTEST_NAME <= len(name) <= LONGEST_NAME and _ORGANISATION.search(name) is not None


def tidy(name: str) -> str:
    """A name without the words that only say whose budget it is: 农牧局（部门）, 人民法院部门."""
    return _WHOSE_MARK.sub("", name)


def names_places_only(text: str) -> bool:
    """Whether a squeezed text only says where: 新疆维吾尔自治区巴音郭楞蒙古自治州."""
    return bool(text) and sum(m.end - m.start for m in divisions.find_divisions(text)) == len(text)


def stated_name(lines: Iterable[str]) -> str | None:
    """The department that headings (第一部分 …局概况) and sentences (…局的主要职责是) of a text are about.

    Names with a place come before those without, then the more frequent ones,
    then the first. None where no line states one.
    """
    counted = Counter(name for line in lines for name in _stated(squeeze(line)))
    return max(counted, key=lambda name: (bool(divisions.find_divisions(name)), counted[name]), default=None)


def _stated(line: str) -> Iterator[str]:
    for found in (_in_part_heading(line), _in_sentence(line)):
        if found is not None:
            yield found
            return


def _in_part_heading(line: str) -> str | None:
    part = _PART.match(line)
    match = _PART_TOPIC.match(line[part.end() :]) if part else None
    return _proper(re.sub(r"^20\d\d年(?:度)?", "", match["name"])) if match else None


def _in_sentence(line: str) -> str | None:
    found = numbering(line)
    text = found.rest if found else line
    clauses = re.split(r"[，,]", text) if _REFERS.match(text) else [text]
    return next((name for clause in clauses if (name := _subject(_LEADING_WORDS.sub("", clause)))), None)


def _subject(clause: str) -> str | None:
    names = (_proper(clause[: match.start()]) for match in _PREDICATE.finditer(clause, 0, LONGEST_NAME + 2))
    return next((name for name in names if name), None)


def _proper(name: str) -> str | None:
    plain = tidy(name)
    if _PRONOUN.match(plain) or _SENTENCE_MARK.search(plain) or not is_organisation(plain):
        return None
    return plain
