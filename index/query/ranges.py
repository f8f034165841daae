"""Ranges of money and years, as the query language writes them and as people say them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analyzers.money import AmountError, parse_money, to_fen
from index.query.tokens import fold_width
from index.query.tree import Range
from index.sentence import Sentence

AMOUNT = "amount_fen"
YEAR = "year"


class RangeError(ValueError):
    """A typed value is no number or no range; ``better`` is what was probably meant, or None."""

    def __init__(self, message: str, *, better: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.better = better


@dataclass(frozen=True, slots=True)
class SpokenRange:
    """A range recognised at ``start`` to ``end`` of a text."""

    start: int
    end: int
    range: Range


# Typed behind a field.

_BETWEEN = re.compile(r"(?P<low>.*?)\s*(?:\.{2,}|~|到|至|(?<=.)(?:\s*[-–—]+\s*))\s*(?P<high>.*)", re.DOTALL)
_NUMBER_LIMIT = 10**9


def typed_range(field: str, operator: str, typed: str) -> Range:
    """Read what stands behind an integer field: one value, ``low..high`` (either may be open) or 100万以上.

    A bound without a unit takes the unit of the other: 10..200万.

    Raises:
        RangeError: the value cannot be read, or its bounds are in the wrong order.

    >>> typed_range("amount_fen", ":", "10万..200万")
    Range(field='amount_fen', low=10000000, high=200000000)
    """
    plain = fold_width(typed).strip()
    if operator != ":":
        return _compared(field, operator, _number(field, plain))
    if between := _BETWEEN.fullmatch(plain):
        return _bounded(field, between["low"], between["high"])
    if spoken := _said_whole(plain, field):
        return spoken
    value = _number(field, plain)
    return Range(field, value, value)


def _bounded(field: str, low_typed: str, high_typed: str) -> Range:
    if not low_typed and not high_typed:
        raise RangeError(Sentence("范围的两端都是空的"))
    if not low_typed or not high_typed:
        low, high = (_number(field, typed) if typed else None for typed in (low_typed, high_typed))
        return Range(field, low, high)
    low, high = (
        _amount_bounds(low_typed, high_typed) if field == AMOUNT else _plain_bounds(field, low_typed, high_typed)
    )
    if low > high:
        raise RangeError(Sentence("下限大于上限"), better=f"{high_typed}..{low_typed}")
    return Range(field, low, high)


def _plain_bounds(field: str, low: str, high: str) -> tuple[int, int]:
    return _number(field, low), _number(field, high)


def _amount_bounds(low: str, high: str) -> tuple[int, int]:
    """Both bounds in fen; a low one without a unit takes the unit of the high one if it stays the lower."""
    unit = _UNIT_AT_END.search(high)
    alone, top = _number(AMOUNT, low), _number(AMOUNT, high)
    if unit is None or not re.fullmatch(r"[0-9.,]+", low):
        return alone, top
    shared = _number(AMOUNT, low + unit[0])
    return (shared if shared <= top else alone), top


def _number(field: str, typed: str) -> int:
    """Fen for amounts, else a whole number.

    Raises:
        RangeError: it is neither.
    """
    if field == AMOUNT:
        try:
            return to_fen(parse_money(typed))
        except AmountError as error:
            raise RangeError(Sentence("看不懂的金额：“%(typed)s”", typed=typed[:20])) from error
    digits = typed.removesuffix("年度").removesuffix("年").removesuffix("页").strip()
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise RangeError(Sentence("“%(typed)s”不是整数", typed=typed[:20]))
    return int(digits)


def _compared(field: str, operator: str, value: int) -> Range:
    match operator:
        case ">":
            return Range(field, value + 1, None)
        case ">=":
            return Range(field, value, None)
        case "<":
            return Range(field, None, value - 1)
        case _:
            return Range(field, None, value)


# Said without a field.

_FIGURE = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,8})?|[零〇一二两三四五六七八九十百千]{1,9})"
_UNIT = r"(?:[百千]?[万萬](?:元|块钱|块)?|[亿億]元?|[百千]?元|块钱|块)"
_UNIT_AT_END = re.compile(rf"{_UNIT}$")
_MONEY = rf"(?<![0-9])(?<![0-9]\.)(?:{_FIGURE}\s*{_UNIT}\s*){{1,3}}"
_LEAD = (
    r"(?:(?<![\u4e00-\u9fff])(?:项目)?(?:预算|年度)?(?:金额|资金|经费|支出|费用|总额|总价|价格|预算)\s*)?"
    r"(?:(?:在|为|是|介于)\s*)?"
)
#: 约 behind other ideographs is the end of 节约 or 合约.
_ABOUT = r"(?:大约|大概|(?:(?<![\u4e00-\u9fff])|(?<=预算|金额|资金|经费|费用|每年|每月|共计|合计|需要))约)(?:为|是)?\s*"
_TO = r"\s*(?:到|至|~|\.{2,}|[-–—]+)\s*"
_THIS_YEAR = r"(?<![0-9.])((?:19|20)[0-9]{2})(?![0-9])"

#: 50万左右 may be off by one part in so many: 40万 to 60万.
_LEEWAY = 5

_Reading = Callable[[re.Match[str]], Range]


def _amount(match: re.Match[str], group: int = 1) -> int:
    return _number(AMOUNT, match[group].strip())


def _around(match: re.Match[str]) -> Range:
    amount = _amount(match)
    leeway = amount // _LEEWAY
    return Range(AMOUNT, amount - leeway, amount + leeway)


def _interval(match: re.Match[str]) -> Range:
    low, high = sorted(_amount_bounds(match[1].strip(), match[2].strip()))
    return Range(AMOUNT, low, high)


def _years(match: re.Match[str]) -> Range:
    low, high = sorted((int(match[1]), int(match[2])))
    return Range(YEAR, low, high)


#: In order of preference where two would start at the same place. 以上 and 以下 include the amount itself.
_SAID: tuple[tuple[re.Pattern[str], _Reading], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (rf"{_LEAD}(?:{_ABOUT})?(?<![0-9])(?<![0-9]\.)({_FIGURE}\s*{_UNIT}?){_TO}({_MONEY})(?:之间|以内)?", _interval),
        (
            rf"{_LEAD}(?:大于等于|大于或等于|不小于|不低于|不少于|至少|>=|≥)\s*({_MONEY})(?:以上)?",
            lambda match: Range(AMOUNT, _amount(match), None),
        ),
        (
            rf"{_LEAD}(?:大于|超过|高于|多于|>)\s*({_MONEY})(?:以上)?",
            lambda match: Range(AMOUNT, _amount(match) + 1, None),
        ),
        (
            rf"{_LEAD}(?:小于等于|小于或等于|不大于|不高于|不超过|不多于|至多|最多|<=|≤)\s*({_MONEY})(?:以[下内])?",
            lambda match: Range(AMOUNT, None, _amount(match)),
        ),
        (
            rf"{_LEAD}(?:小于|低于|少于|不足|不到|<)\s*({_MONEY})(?:以[下内])?",
            lambda match: Range(AMOUNT, None, _amount(match) - 1),
        ),
        (
            rf"{_LEAD}(?:{_ABOUT})?({_MONEY})\(?(?:及|含)?\)?\s*(?:以上|起)",
            lambda match: Range(AMOUNT, _amount(match), None),
        ),
        (
            rf"{_LEAD}(?:{_ABOUT})?({_MONEY})\(?(?:及|含)?\)?\s*(?:以下|以内|之内)",
            lambda match: Range(AMOUNT, None, _amount(match)),
        ),
        (rf"{_LEAD}(?:{_ABOUT})?({_MONEY})\s*(?:左右|上下)", _around),
        (rf"{_LEAD}{_ABOUT}({_MONEY})", _around),
        (rf"{_THIS_YEAR}\s*(?:年度?)?{_TO}{_THIS_YEAR}(?!\s*学)\s*(?:年度?)?", _years),
        (rf"{_THIS_YEAR}\s*年度?(?:及以后|以来|以后|之后|起)", lambda match: Range(YEAR, int(match[1]), None)),
        (
            rf"{_THIS_YEAR}(?:\s*年度?(?!\s*[0-9]{{1,2}}\s*月)|(?<!\S[0-9]{{4}})(?!\S))",
            lambda match: Range(YEAR, int(match[1]), int(match[1])),
        ),
    )
)


def spoken_ranges(text: str) -> tuple[SpokenRange, ...]:
    """Ranges said in plain words (100万元以上, 10万到200万, 2024年), in order, without overlaps.

    >>> [found.range.low for found in spoken_ranges("金额大于等于500万元的项目")]
    [500000000]
    """
    found: list[SpokenRange] = []
    for said in sorted(_said(fold_width(text)), key=lambda said: said.start):
        if not found or said.start >= found[-1].end:
            found.append(said)
    return tuple(found)


def _said(plain: str) -> Iterator[SpokenRange]:
    for pattern, reading in _SAID:
        for match in pattern.finditer(plain):
            try:
                yield SpokenRange(match.start(), match.end(), reading(match))
            except RangeError:
                continue  # digits that are no amount, e.g. 十百元


def _said_whole(plain: str, field: str) -> Range | None:
    """The range that a whole value says, where it is one of the field."""
    found = spoken_ranges(plain)
    if len(found) == 1 and found[0].range.field == field and (found[0].start, found[0].end) == (0, len(plain)):
        return found[0].range
    return None
