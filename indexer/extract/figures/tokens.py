"""Sentences as tokens: names, money, counts, comparisons with another year, changes and their reasons."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.records import ComparedWith, Direction
from indexer.extract.figures.wording import Mention, wording

_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
#: 万 alone is printed for 万元.
_UNIT = r"(?:亿元|万元|元|万(?=[。，；（）、]|$))"
#: A printed 为0 needs no unit.
_MONEY = re.compile(rf"(?P<raw>{_NUMBER})(?P<unit>{_UNIT})|(?<=为)(?P<nothing>0(?:\.0+)?)(?=[，。；])")
_COUNT = re.compile(r"(?P<number>\d+)(?P<unit>[辆台套])(?:（[件、套/台]+）|/套)?")
_UP = r"增加|增长|上升|上涨|提高|增"
_DOWN = r"减少|下降|降低|减低|压减|缩减|压缩|下调|减"
#: 下降（增长）: what a template offers and nobody has struck out.
_EITHER = r"(?:（(?:增加|减少|增长|下降|降低|上升)）|[/／](?:增加|减少|增长|下降))"
_MOVED = rf"(?:各|均|共|共计|合计|分别)?(?P<way>{_UP}|{_DOWN})(?:了)?(?P<either>{_EITHER})?(?:了|为|幅度为|约)?"
_PERCENT = (
    rf"(?:[，,（、](?:同比|增幅|降幅|减幅|比例|增长率|下降率|变动率)?(?:为|达)?(?:(?:{_UP}|{_DOWN})了?{_EITHER}?(?:了|幅度为|为|约)?)?"
    r"(?P<percent>\d+(?:\.\d+)?)%）?)?"
)
_CHANGE = re.compile(
    rf"{_MOVED}(?P<minus>[-－])?(?:(?P<raw>{_NUMBER})(?P<unit>{_UNIT}){_PERCENT}|(?P<alone>{_NUMBER})%)"
)
_LEVEL = re.compile(
    r"(?P<about>基本|大体|总体)?(?:完全|均|都)?"
    r"(?:持平|保持一致|保持不变|一致|相同|无(?:增减)?(?:变化|变动|增减|差异)(?:变化|变动)?|没有(?:增减)?(?:变化|变动)|未(?:发生)?(?:变化|变动)|不变)"
)
#: Another year, or nothing in front of the plan of the same year.
_COMPARED_YEAR = r"(?:上一?年度?|去年|20\d\d年?度?|(?=(?:年初|全年|调整)?预算))"
#: 较上年预算35.38万元减少: the figure compared with may stand before the change.
_BASIS = re.compile(
    rf"(?:同口径)?(?:相?比|相?较于?|与|同|和|对比)(?P<year>{_COMPARED_YEAR})"
    rf"(?:(?P<of>(?:(?!相比|比较|对比)[^，。；\n]){{0,24}}?)(?:(?P<raw>{_NUMBER})(?P<unit>{_UNIT})?)?(?:相比较?|比较|对比|相较)?"
    rf"(?=，|[各均]?(?:{_UP}|{_DOWN})|{_LEVEL.pattern.replace('?P<about>', '?:')})"
    r"|(?P<of_all>(?:年初|当年)?(?:预算|决算|执行|完成)?数?)(?:相比较?|比较|对比|相较))"
    r"|(?P<alike>同比)"
)
_REASON = re.compile(
    r"(?:变动|变化|增减|增加|减少|增长|下降|上升|持平|相比){0,4}的?"
    r"(?:(?:主要原因|原因主要)(?:说明)?(?:是由于|是因为|是|为|系|在于|：|，)*+|原因(?:说明)?(?:是由于|是因为|是|为|系|在于|：)++"
    r"|主要(?:是|系|为|由于|因为|因)(?:由于|因为|因)?+：?+(?!用于|用来|保障|为|指|包括))"
)
_REASON_END = re.compile(r"[。\n]|；(?!(?:[一二三四五六七八九]是|其[一二三四]|\d[.、）]|（[一二三四五\d]）))|$")
#: 决算数小于预算数的主要原因
_AGAINST_PLAN = re.compile(r"(?:决算数?)?(?P<way>大于|高于|小于|低于)(?:年初)?预算数?")
_MARK = re.compile(r"[（）。；\n]")
_COMPARED = (
    ("执行|完成", ComparedWith.LAST_EXECUTION),
    ("决算", ComparedWith.LAST_ACCOUNTS),
    ("预算", ComparedWith.LAST_BUDGET),
)


@dataclass(frozen=True, slots=True)
class Money:
    """A number with a unit of money, at ``start`` to ``end``; ``unit`` is '' for a printed 为0."""

    start: int
    end: int
    raw: str
    unit: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of vehicles or machines."""

    start: int
    end: int
    number: int
    unit: str


@dataclass(frozen=True, slots=True)
class Basis:
    """与上年预算相比: what follows is compared with it."""

    start: int
    end: int
    compared_with: ComparedWith
    base: Money | None


@dataclass(frozen=True, slots=True)
class Change:
    """增加3万元，增长5%, or 持平. ``by`` is what the direction applies to, None where only a percentage is printed.

    ``either``: the sentence leaves both directions standing; ``about``: 基本持平, which is no zero.
    """

    start: int
    end: int
    direction: Direction
    by: Money | None
    percent: str | None
    either: bool
    about: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason clause as printed."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class AgainstPlan:
    """决算数小于预算数: what follows explains the outturn against the plan of the same year."""

    start: int
    end: int
    direction: Direction


@dataclass(frozen=True, slots=True)
class Mark:
    """A bracket or the end of a sentence: （ ） 。"""

    start: int
    end: int
    sign: str


Token = Mention | Money | Count | Basis | Change | Reason | AgainstPlan | Mark


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; what lies between them means nothing to figures.

    ``text`` has no white space but the line break between paragraphs, and full-width brackets.
    """
    readers = _readers()
    found = [pattern.search(text) for pattern, _ in readers]
    position = 0
    while True:
        for number, (pattern, _) in enumerate(readers):
            match = found[number]
            if match is not None and match.start() < position:
                found[number] = pattern.search(text, position)
        starts = [(match.start(), number) for number, match in enumerate(found) if match is not None]
        if not starts:
            return
        _, first = min(starts)
        match = found[first]
        assert match is not None
        token = readers[first][1](match)
        yield token
        position = token.end


@functools.cache
def _readers() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Token]], ...]:
    """How each kind of token is found and read; where two start together the first counts."""
    return (
        (_AGAINST_PLAN, _against_plan),
        (_REASON, _reason),
        (_BASIS, _basis),
        (_CHANGE, _change),
        (re.compile(wording().pattern), wording().mention),
        (_LEVEL, _level),
        (_MONEY, _money),
        (_COUNT, lambda match: Count(match.start(), match.end(), int(match["number"]), match["unit"])),
        (_MARK, lambda match: Mark(match.start(), match.end(), match.group())),
    )


def _money(match: re.Match[str]) -> Money:
    return _money_at(match.start(), match.end(), match["raw"] or match["nothing"], match["unit"] or "")


def _money_at(start: int, end: int, raw: str, unit: str) -> Money:
    return Money(start, end, raw, "万元" if unit == "万" else unit)


def _basis(match: re.Match[str]) -> Basis:
    start, end = match.span()
    if match["alike"]:
        return Basis(start, end, ComparedWith.LAST_YEAR, None)
    words = match["of"] or match["of_all"] or ""
    if not match["year"]:
        return Basis(start, end, ComparedWith.OWN_BUDGET, _base(match))
    compared = next((kind for pattern, kind in _COMPARED if re.search(pattern, words)), ComparedWith.LAST_YEAR)
    return Basis(start, end, compared, _base(match))


def _base(match: re.Match[str]) -> Money | None:
    return _money_at(*match.span("raw"), match["raw"], match["unit"]) if match["unit"] else None


def _change(match: re.Match[str]) -> Change:
    start, end = match.span()
    rising = re.fullmatch(_UP, match["way"]) is not None
    if match["minus"]:
        rising = not rising
    percent = match["percent"] or match["alone"]
    by = _money_at(*match.span("raw"), match["raw"], match["unit"]) if match["raw"] else None
    direction = Direction.UP if rising else Direction.DOWN
    return Change(start, end, direction, by, percent, either=match["either"] is not None, about=False)


def _level(match: re.Match[str]) -> Change:
    about = match["about"] is not None
    return Change(match.start(), match.end(), Direction.LEVEL, None, None, either=False, about=about)


def _reason(match: re.Match[str]) -> Reason:
    text = match.string
    begin = match.end() + (text[match.end() : match.end() + 1] == "\n")  # 主要原因是： may end its line
    stop = _REASON_END.search(text, begin)
    until = stop.start() if stop else len(text)
    reason = text[begin:until].strip("，：\n")
    return Reason(match.start(), until, reason if "（" in reason else reason.rstrip("）"))


def _against_plan(match: re.Match[str]) -> AgainstPlan:
    direction = Direction.UP if match["way"] in ("大于", "高于") else Direction.DOWN
    return AgainstPlan(match.start(), match.end(), direction)
