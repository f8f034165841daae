"""Money: printed cells and typed amounts read as exact yuan, integer fen for storage, text for display.

Binary floating point appears nowhere: amounts are ``Decimal`` yuan or ``int`` fen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

#: Printed unit -> yuan. Source: the 单位 line above the tables.
YUAN_PER_UNIT: Mapping[str, Decimal] = MappingProxyType(
    {
        "元": Decimal(1),
        "百元": Decimal(100),
        "千元": Decimal(1_000),
        "万元": Decimal(10_000),
        "百万元": Decimal(1_000_000),
        "千万元": Decimal(10_000_000),
        "亿元": Decimal(100_000_000),
    }
)

#: Amounts of this size and above are refused: no budget comes near, and fen stay inside 64 bits.
YUAN_LIMIT = Decimal(10) ** 15

#: Digits after the point that are read; together with YUAN_LIMIT no product is ever rounded.
MAX_DECIMALS = 10

#: Characters of a refused text that an error message quotes.
QUOTED_LENGTH = 30

FEN = Decimal("0.01")
WAN = YUAN_PER_UNIT["万元"]
YI = YUAN_PER_UNIT["亿元"]

#: What tables print for "nothing here".
BLANK_MARKS = frozenset({"", "-", "--", "---", "—", "——", "–", "/"})

#: Full-width ASCII and the ideographic space. Not NFKC: that would turn ① and ² into amounts.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("￥"): "¥"}
_MINUS_SIGNS = str.maketrans("−–—", "---")

_NUMBER = r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+|0|[1-9][0-9]*|(?=\.))(?:\.[0-9]+)?"
_UNIT = r"[百千]?万元?|[百千]?元|亿元?"
_CELL = re.compile(
    rf"(?P<open>\()?(?P<sign>[-+])?¥?(?P<number>{_NUMBER})(?P<inner>{_UNIT})?(?P<close>\))?(?P<outer>{_UNIT})?"
)
_LINE_BREAK = re.compile(r"\s*[\r\n]\s*")
_LOOSE_SPACE = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")


class AmountError(ValueError):
    """The text is no amount; the message says so in Chinese and quotes it."""


def parse_amount(raw: str, unit: str) -> Decimal | None:
    """Read one table cell as yuan.

    Returns exact yuan, or None for a blank cell (nothing, a dash or a slash); a
    printed 0 is 0. Full-width characters, thousands commas, lines wrapped
    inside the number, minus signs and accountants' parentheses are understood.
    A unit behind the number (``7.52万元``) overrides ``unit``.

    Raises:
        AmountError: the cell holds something else, e.g. a note, a percentage
            or a code with leading zeros; or the unit is unknown.

    >>> parse_amount("１，２３４.56", "万元")
    Decimal('12345600.00')
    """
    text = _LOOSE_SPACE.sub("", _LINE_BREAK.sub("", raw.strip().translate(_HALF_WIDTH)))
    if text in BLANK_MARKS:
        return None
    match = _CELL.fullmatch(text.translate(_MINUS_SIGNS))
    if match is None or (match["open"] is None) != (match["close"] is None):
        raise AmountError(f"不是金额：{_quoted(raw)}")
    if match["inner"] and match["outer"]:
        raise AmountError(f"金额有两个单位：{_quoted(raw)}")
    value = _decimal(match["number"], raw) * _yuan_per_unit(match["inner"] or match["outer"] or unit)
    return _checked(-value if match["open"] or match["sign"] == "-" else value, raw)


def _yuan_per_unit(unit: str) -> Decimal:
    per_unit = YUAN_PER_UNIT.get(unit) or YUAN_PER_UNIT.get(f"{unit}元")
    if per_unit is None:
        raise AmountError(f"不认识的金额单位：“{unit}”")
    return per_unit


def _decimal(number: str, raw: str) -> Decimal:
    """A number of ASCII digits, point and thousands marks as a Decimal that later products leave exact."""
    digits = number.replace(",", "").replace(" ", "")
    whole, _, fraction = digits.partition(".")
    if len(fraction) > MAX_DECIMALS or len(whole) > YUAN_LIMIT.adjusted():
        raise AmountError(f"数字太长，不像金额：{_quoted(raw)}")
    return Decimal(digits)


def _quoted(raw: str) -> str:
    """The start of a text on one line, fit for a message."""
    line = " ".join(raw.split())
    return f"“{line}”" if len(line) <= QUOTED_LENGTH else f"“{line[:QUOTED_LENGTH]}…”"


def _checked(yuan: Decimal, raw: str) -> Decimal:
    if abs(yuan) >= YUAN_LIMIT:
        raise AmountError(f"数字太大，不像金额：{_quoted(raw)}")
    return abs(yuan) if yuan == 0 else yuan


# What people type.

_CHINESE_DIGITS = str.maketrans("零〇○一二两三四五六七八九壹贰叁肆伍陆柒捌玖", "0001223456789123456789")
_CHINESE_UNITS = str.maketrans(
    {"萬": "万", "億": "亿", "拾": "十", "佰": "百", "仟": "千", "点": ".", "w": "万", "W": "万"}
)
_YUAN_WORD = re.compile(r"(?:元|圆|块钱|块)整?$")

_TYPED_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+"
_SECTION = re.compile(
    rf"(?:(?P<千>{_TYPED_NUMBER})千)?(?:(?P<百>{_TYPED_NUMBER})百)?(?:(?P<十>{_TYPED_NUMBER})?(?P<ten>十))?(?P<rest>{_TYPED_NUMBER})?"
)
_COLLOQUIAL_TAIL = re.compile(r"(?P<unit>[百千万亿])(?P<digit>[1-9])$")
_LARGE_UNITS = ("亿", "万")
_LOWER_UNIT = MappingProxyType({"百": "十", "千": "百", "万": "千", "亿": "千万"})


def parse_money(text: str) -> Decimal:
    """Read an amount as people type it; without a unit it is yuan.

    Understands Arabic and Chinese numerals and their mixtures: ``200``,
    ``１０万元``, ``1.5亿``, ``二十万元``, ``1亿2000万``, ``两万五``, ``10w``, ``-3万``.

    Raises:
        AmountError: the text is no amount.

    >>> parse_money("二十万元")
    Decimal('200000')
    """
    plain = "".join(text.translate(_HALF_WIDTH).translate(_MINUS_SIGNS).split())
    plain = plain.translate(_CHINESE_UNITS).translate(_CHINESE_DIGITS).removeprefix("¥")
    negative = plain.startswith("-")
    figure = _YUAN_WORD.sub("", plain.removeprefix("-"))
    figure = _COLLOQUIAL_TAIL.sub(lambda tail: tail["unit"] + tail["digit"] + _LOWER_UNIT[tail["unit"]], figure)
    value = _typed_value(figure, text, _LARGE_UNITS)
    return _checked(-value if negative else value, text)


def _typed_value(figure: str, text: str, units: tuple[str, ...]) -> Decimal:
    """Split at the largest unit: what stands before is multiplied by it, what follows is smaller and added."""
    if not units:
        return _section_value(figure, text)
    unit, smaller_units = units[0], units[1:]
    head, found, tail = figure.rpartition(unit)
    if not found:
        return _typed_value(figure, text, smaller_units)
    yuan = _yuan_per_unit(unit)
    rest = _typed_value(tail, text, smaller_units) if tail else Decimal(0)
    if rest >= yuan:
        raise AmountError(f"看不懂的金额：{_quoted(text)}")
    return _checked(_typed_value(head, text, smaller_units) * yuan, text) + rest


def _section_value(section: str, text: str) -> Decimal:
    """A figure below 万: any of 千, 百, 十 in falling order, then a number."""
    match = _SECTION.fullmatch(section)
    if match is None or not section:
        raise AmountError(f"看不懂的金额：{_quoted(text)}")
    tens = _decimal(match["十"] or ("1" if match["ten"] else "0"), text)
    return (
        _decimal(match["千"] or "0", text) * 1000
        + _decimal(match["百"] or "0", text) * 100
        + tens * 10
        + _decimal(match["rest"] or "0", text)
    )


# Storage and display.


def to_fen(yuan: Decimal) -> int:
    """Yuan as whole fen (分), half a fen rounded away from zero.

    >>> to_fen(Decimal("10.01"))
    1001
    """
    return int(yuan.quantize(FEN, rounding=ROUND_HALF_UP).scaleb(2))


def from_fen(fen: int) -> Decimal:
    """Whole fen as exact yuan with two decimals.

    >>> from_fen(1001)
    Decimal('10.01')
    """
    return Decimal(fen).scaleb(-2)


def format_yuan(yuan: Decimal) -> str:
    """An amount for display, exact to the fen, in the unit that reads best.

    元 below ten thousand, then 万元; 亿元 from a hundred million on where the
    amount is whole 万元. At least two decimals (none for whole 元), more only
    where the fen need them. ``parse_amount`` reads the result back.

    >>> format_yuan(Decimal("12345600"))
    '1,234.56万元'
    """
    exact = from_fen(to_fen(yuan))
    if abs(exact) < WAN:
        return f"{exact:,.0f}元" if exact == exact.to_integral_value() else f"{exact:,.2f}元"
    if abs(exact) >= YI and exact % WAN == 0:
        return _in_unit(exact, "亿元")
    return _in_unit(exact, "万元")


def _in_unit(yuan: Decimal, unit: str) -> str:
    figure = f"{yuan / YUAN_PER_UNIT[unit]:f}"
    whole, _, fraction = figure.partition(".")
    return f"{int(whole):,}.{fraction.rstrip('0').ljust(2, '0')}{unit}"
