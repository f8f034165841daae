"""The numbers Word puts before paragraphs of a list: they are nowhere in the text, only counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from indexer.readers.office.word_xml import Element, WordPackage, child, local, number, value

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_PLACE = re.compile(r"%(\d)")
_DEEPEST = 9


def chinese(count: int, digits: str = _DIGITS, tens: str = "十", hundreds: str = "百") -> str:
    """A number below 1000 in Chinese; larger ones in figures.

    >>> [chinese(n) for n in (1, 10, 11, 20, 25, 105, 110)]
    ['一', '十', '十一', '二十', '二十五', '一百〇五', '一百一十']
    """
    if not 0 < count < 1000:
        return str(count)
    hundred, ten, one = count // 100, count // 10 % 10, count % 10
    text = digits[hundred] + hundreds if hundred else ""
    if ten:
        text += (digits[ten] if ten > 1 or hundred else "") + tens
    elif hundred and one:
        text += digits[0]
    return text + (digits[one] if one else "")


def _roman(count: int) -> str:
    text = ""
    for amount, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += sign * (count // amount)
        count %= amount
    return text


def _letter(count: int) -> str:
    return chr(ord("A") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _circled(count: int) -> str:
    return chr(0x245F + count) if 1 <= count <= 20 else str(count)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "ideographDigital": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "japaneseDigitalTenThousand": lambda count: "".join(_DIGITS[int(digit)] for digit in str(count)),
    "chineseLegalSimplified": lambda count: chinese(count, _LEGAL, "拾", "佰"),
    "ideographTraditional": lambda count: _STEMS[(count - 1) % 10],
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda count: str(count).translate({ord("0") + n: 0xFF10 + n for n in range(10)}),
    "decimalZero": lambda count: f"{count:02}",
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
    "none": lambda count: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts: ``text`` with %1 … %9 for the numbers of the levels."""

    start: int
    format: str
    text: str


@dataclass(slots=True)
class _List:
    """One list, and where it has got to; lists that share their definition count on together."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, depth: int) -> str:
        level = self.levels.get(depth)
        if level is None:
            return ""
        self.counts[depth] = self.counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in self.counts if other > depth]:
            del self.counts[deeper]
        return "" if level.format == "bullet" else _PLACE.sub(lambda place: self._shown(int(place[1]) - 1), level.text)

    def _shown(self, depth: int) -> str:
        level = self.levels.get(depth)
        if level is None:
            return ""
        count = self.counts.get(depth, level.start)
        return _FORMATS.get(level.format, str)(count)


class ListNumbers:
    """Counts the lists of one document, paragraph by paragraph."""

    def __init__(self, package: WordPackage) -> None:
        self._lists = _lists(package.numbering) if package.numbering is not None else {}
        self._styles = _styled(package.styles) if package.styles is not None else {}

    def before(self, paragraph: Element) -> str:
        """What Word shows before this paragraph, the next in the document; '' before most."""
        properties = child(paragraph, "pPr")
        depth, identifier = self._list_of(properties)
        found = self._lists.get(identifier)
        return found.next(depth) if found else ""

    def _list_of(self, properties: Element | None) -> tuple[int, str]:
        own = child(properties, "numPr")
        style = value(child(properties, "pStyle")) or ""
        depth, identifier = self._styles.get(style, (0, ""))
        if own is None:
            return depth, identifier
        return number(child(own, "ilvl"), default=depth), value(child(own, "numId")) or identifier


def _lists(numbering: Element) -> dict[str, _List]:
    """Lists by ``w:numId``; those that change no start share the counts of their definition."""
    shared: dict[str, _List] = {}
    for definition in numbering:
        identifier = value(definition, "abstractNumId")
        if local(definition) == "abstractNum" and identifier is not None:
            shared[identifier] = _List(_levels(definition))
    lists: dict[str, _List] = {}
    for definition in numbering:
        identifier = value(definition, "numId")
        base = shared.get(value(child(definition, "abstractNumId")) or "")
        if local(definition) == "num" and identifier is not None and base is not None:
            overrides = _overrides(definition, base.levels)
            lists[identifier] = _List({**base.levels, **overrides}) if overrides else base
    return lists


def _levels(definition: Element) -> dict[int, _Level]:
    return {
        number(level, "ilvl", default=0): _level(level, _Level(1, "decimal", ""))
        for level in definition
        if local(level) == "lvl"
    }


def _level(element: Element, base: _Level) -> _Level:
    return _Level(
        start=number(child(element, "start"), default=base.start),
        format=value(child(element, "numFmt")) or base.format,
        text=value(child(element, "lvlText")) or base.text,
    )


def _overrides(definition: Element, levels: Mapping[int, _Level]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for override in definition:
        if local(override) != "lvlOverride":
            continue
        depth = number(override, "ilvl", default=0)
        level = levels.get(depth, _Level(1, "decimal", ""))
        own = child(override, "lvl")
        level = _level(own, level) if own is not None else level
        found[depth] = _Level(number(child(override, "startOverride"), default=level.start), level.format, level.text)
    return found


def _styled(styles: Element) -> dict[str, tuple[int, str]]:
    """(level, ``w:numId``) of the styles that number their paragraphs, themselves or by what they are based on."""
    found = {value(style, "styleId") or "": style for style in styles if local(style) == "style"}
    numbered: dict[str, tuple[int, str]] = {}
    for identifier in found:
        style, numbering = found.get(identifier), None
        for _ in range(_DEEPEST):
            numbering = child(style, "pPr", "numPr")
            if numbering is not None or style is None:
                break
            style = found.get(value(child(style, "basedOn")) or "")
        list_id = value(child(numbering, "numId"))
        if list_id:
            numbered[identifier] = (number(child(numbering, "ilvl"), default=0), list_id)
    return numbered
