"""Numbers as a spreadsheet shows them: the format codes of Excel, exactly and in decimal.

A workbook stores 0.30000000000000004 and shows 0.30; what counts is what is
shown. Colours, conditions on them and widths do not change the text and are
passed by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

#: Digits a spreadsheet calculates with; what a float holds beyond them is noise.
SIGNIFICANT = 15

_SECTION = re.compile(r'(?:"[^"]*"|[\\!_*].|[^;])*(?:;|$)')
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>general)'
    r"|(?P<digits>[#0?][#0?,]*(?:\.[#0?]*)?(?P<thousands>,*)|\.[#0?]+)(?P<exponent>E[+-]0+)?|(?P<percent>%)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|[\\!](?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<field>yyyy|yy|y|mmmm|mmm|mm|m|dddd|ddd'
    r"|dd|d|aaaa|aaa|hh|h|ss|s|am/pm|上午/下午|e)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_DATE_WORDS = re.compile(r"[ymdhs]|aaa", re.IGNORECASE)
_NOT_FIELDS = re.compile(r'"[^"]*"|[\\!_*].|\[[^\]]*\]|general', re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
#: Common fractions, which no amount is shown as: shown in decimals instead.
_FRACTION = re.compile(r"[#?0]\s*/\s*[#?\d]")
_WEEKDAYS = "一二三四五六日"


def shown_number(value: float, code: str) -> str:
    """What a cell with a number and a format code shows; '' where the format hides it.

    >>> shown_number(1234567.891, "#,##0.00"), shown_number(0, '0.00;-0.00;""'), shown_number(0.1 + 0.2, "General")
    ('1,234,567.89', '', '0.3')
    """
    number = Decimal(format(value, f".{SIGNIFICANT}g"))
    section, signed = _section_for(number, _sections(code))
    return _filled(number if signed else abs(number), section)


def shown_text(text: str, code: str) -> str:
    """What a cell with a text and a format code shows: the fourth section, where there is one, may hide or frame it."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else next((s for s in sections if "@" in s.code), None)
    if section is None:
        return text
    parts = (_literal(token) if token["other"] != "@" else text for token in _TOKEN.finditer(section.code))
    return "".join(parts).strip()


def shown_date(moment: datetime | date | time | timedelta, code: str) -> str:
    """What a cell with a date or time and a format code shows."""
    if isinstance(moment, timedelta):
        return str(moment)
    if not is_date_format(code):
        return moment.isoformat()
    moment = datetime.combine(date.min, moment) if isinstance(moment, time) else moment
    moment = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    section = _sections(code)[0].code
    tokens = list(_DATE_TOKEN.finditer(section))
    fields = [(token["field"] or "").lower() for token in tokens]
    return "".join(
        _date_field(moment, field, _is_minute(fields, position)) if field else _literal_of_date(token)
        for position, (token, field) in enumerate(zip(tokens, fields, strict=True))
    ).strip()


def is_date_format(code: str) -> bool:
    """Whether a format code shows a number as a date or time.

    >>> is_date_format('yyyy"年"m"月"'), is_date_format('#,##0.00"yuan"')
    (True, False)
    """
    return bool(_DATE_WORDS.search(_NOT_FIELDS.sub("", code.split(";")[0])))


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the parts of a format code between semicolons, and the numbers it is for."""

    code: str
    operator: str | None = None
    limit: Decimal = Decimal(0)

    def holds(self, number: Decimal) -> bool:
        order = number.compare(self.limit)
        return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0, "=": order == 0, "<>": order != 0}[
            self.operator or "="
        ]


@lru_cache(maxsize=1024)
def _sections(code: str) -> Sequence[_Section]:
    parts = [found[0].removesuffix(";") for found in _SECTION.finditer(code) if found.end() > found.start()]
    if code.endswith(";"):
        parts.append("")
    return tuple(_section(part) for part in parts) or (_Section("General"),)


def _section(code: str) -> _Section:
    if _FRACTION.search(code):
        return _Section("General")
    for token in _TOKEN.finditer(code):
        found = _CONDITION.fullmatch(token["bracket"] or "")
        if found:
            return _Section(code, found[1], Decimal(found[2]))
    return _Section(code)


def _section_for(number: Decimal, sections: Sequence[_Section]) -> tuple[_Section, bool]:
    """The section a number is shown by, and whether it still needs its minus sign."""
    if any(section.operator for section in sections):
        fitting = (section for section in sections if section.operator is None or section.holds(number))
        return next(fitting, sections[-1]), True
    numeric = sections[:3]
    if number < 0 and len(numeric) > 1:
        return numeric[1], False
    if number == 0 and len(numeric) > 2:
        return numeric[2], False
    return numeric[0], True


def _filled(number: Decimal, section: _Section) -> str:
    tokens = list(_TOKEN.finditer(section.code))
    scaled = number * 100 ** sum(1 for token in tokens if token["percent"])
    runs = iter(_runs(scaled, [token for token in tokens if token["digits"]]))
    parts = []
    for token in tokens:
        if token["digits"]:
            parts.append(next(runs))
        elif token["general"] or token["other"] == "@":
            parts.append(_general(abs(scaled)))
        else:
            parts.append(_literal(token))
    text = "".join(parts).strip()
    return f"-{text}" if number < 0 and re.search(r"[1-9]", text) else text


def _runs(number: Decimal, tokens: Sequence[re.Match[str]]) -> list[str]:
    """What each run of digit places shows.

    Places that a literal cuts apart are filled from the right, as in ``0!.0000``, which shows yuan as 万元.
    """
    if len(tokens) == 1:
        return [_digits(number, tokens[0]["digits"], tokens[0]["exponent"])]
    codes = [token["digits"] for token in tokens]
    digits = _digits(number, "".join(codes), None)
    runs: list[str] = []
    for code in reversed(codes[1:]):
        cut = max(len(digits) - len(code.rstrip(",")), 0)
        runs.insert(0, digits[cut:])
        digits = digits[:cut]
    return [digits, *runs] if codes else []


def _literal(token: re.Match[str]) -> str:
    if token["space"] is not None:
        return " "
    if token["fill"] is not None or token["bracket"] is not None:
        return _currency(token["bracket"] or "")
    return token["quoted"] or token["escaped"] or token["percent"] or token["other"] or ""


def _currency(bracket: str) -> str:
    """The sign of a bracket such as [$¥-804]; '' of any other."""
    return bracket[1:].partition("-")[0] if bracket.startswith("$") else ""


def _general(number: Decimal) -> str:
    text = format(number.normalize(), "f")
    return text if len(text) <= SIGNIFICANT + 6 else format(number, "E")


def _digits(number: Decimal, code: str, exponent: str | None) -> str:
    number = abs(number)
    if exponent:
        decimals = len(code.partition(".")[2])
        mantissa, _, power = f"{number:.{decimals}E}".partition("E")
        return f"{mantissa}E{int(power):+03}"
    whole, _, fraction = code.rstrip(",").partition(".")
    scaled = number.scaleb(-3 * (len(code) - len(code.rstrip(","))))
    rounded = scaled.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    before, _, after = format(rounded, "f").partition(".")
    places = whole.replace(",", "")
    shown = _grouped(before, places, grouped="," in whole)
    kept = _kept_decimals(after, fraction)
    return shown + ("." + kept if "." in code and (kept or code.endswith(".")) else "")


def _grouped(before: str, places: str, *, grouped: bool) -> str:
    least = places.count("0")
    digits = before.lstrip("0").rjust(least, "0")
    return f"{int(digits):0{least},}" if grouped and digits else digits


def _kept_decimals(after: str, places: str) -> str:
    """The decimals without the zeros that # and ? do not show."""
    kept = after
    while kept and kept[-1] == "0" and places[len(kept) - 1] != "0":
        kept = kept[:-1]
    return kept


def _is_minute(fields: Sequence[str], position: int) -> bool:
    """Whether an m is for minutes: behind hours, or before seconds."""
    if fields[position] not in ("m", "mm"):
        return False
    before = next((field for field in reversed(fields[:position]) if field), "")
    after = next((field for field in fields[position + 1 :] if field), "")
    return before.startswith("h") or after.startswith("s")


def _date_field(moment: datetime, field: str, is_minute: bool) -> str:
    if is_minute:
        return f"{moment.minute:0{len(field)}}"
    match field[0]:
        case "y" | "e":
            return f"{moment.year % 100:02}" if field in ("yy", "y") else str(moment.year)
        case "m":
            return f"{moment.month:0{min(len(field), 2)}}"
        case "d":
            return f"{moment.day:0{len(field)}}" if len(field) <= 2 else f"星期{_WEEKDAYS[moment.weekday()]}"
        case "a" if field.startswith("aaa"):
            return ("星期" if len(field) == 4 else "") + _WEEKDAYS[moment.weekday()]
        case "h":
            return f"{moment.hour:0{len(field)}}"
        case "s":
            return f"{moment.second:0{len(field)}}"
        case _:
            return "上午" if moment.hour < 12 else "下午"


def _literal_of_date(token: re.Match[str]) -> str:
    return token["quoted"] or token["escaped"] or (token["other"] if token["other"] != "@" else "") or ""
