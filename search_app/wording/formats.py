"""How values are written on pages: money, counts and highlighted text, ready for autoescaping templates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzers.money import WAN, YI, from_fen
from index.records import Amount, AmountState, Citation
from search_app.addresses.query_args import type_amount
from search_app.privacy import mask_mobile_numbers
from search_app.wording.languages import ENGLISH_UNIT, english_yuan, gettext, is_english, pgettext

#: Yuan that two decimals of 万元 cannot say; such small amounts stand in 元.
_LEAST_IN_WAN = Decimal(100)
_SHORT_UNITS = ((Decimal(10**9), "bn"), (Decimal(10**6), "m"), (Decimal(10**3), "k"))
_ROUND_UNITS = ((Decimal(10**9), "billion"), (Decimal(10**6), "million"))


def figure_and_unit(yuan: Decimal) -> tuple[str, str]:
    """An amount for display, number and unit apart, exact: in 万元 as tables print it, in English in yuan.

    Never in 亿元: amounts of one column, one chart or two sides of a check are compared at a glance.

    >>> figure_and_unit(Decimal(817_790_000))
    ('81,779.00', '万元')
    """
    return (_plain_yuan(yuan), ENGLISH_UNIT) if is_english() else chinese_figure(yuan)


def chinese_figure(yuan: Decimal) -> tuple[str, str]:
    """An exact amount as pages in Chinese write it: at least two decimals of 万元, 元 below a hundred yuan.

    >>> chinese_figure(Decimal(2_500)), chinese_figure(Decimal("-0.34")), chinese_figure(Decimal(0))
    (('0.25', '万元'), ('-0.34', '元'), ('0', '元'))
    """
    if abs(yuan) < _LEAST_IN_WAN:
        return (f"{yuan:,.0f}" if yuan == yuan.to_integral_value() else f"{yuan:,.2f}"), "元"
    whole, _, fraction = f"{yuan / WAN:,f}".partition(".")
    return f"{whole}.{fraction.rstrip('0').ljust(2, '0')}", "万元"


def amount_text(yuan: Decimal) -> str:
    """An amount within a sentence."""
    return english_yuan(yuan) if is_english() else "".join(chinese_figure(yuan))


def same_amount(yuan: Decimal) -> str:
    """An amount said once more beside its figure: in 元 to the fen and round in 亿元, in English in round figures.

    >>> same_amount(Decimal(817_790_000))
    '折合 817,790,000.00元，约 8.18亿元'
    """
    if is_english():
        return _in_round_figures(yuan)
    in_yi = f"，约 {yuan / YI:,.2f}亿元" if abs(yuan) >= YI else ""
    return f"折合 {yuan:,.2f}元{in_yi}"


def short_amount(fen: int) -> str:
    """An amount of a range or an axis: exact, and as short as it can be said."""
    if not is_english():
        return type_amount(fen)
    yuan = from_fen(fen)
    for per_unit, letter in _SHORT_UNITS:
        if abs(yuan) >= per_unit and (yuan * 100) % per_unit == 0:
            return f"{(yuan / per_unit).normalize():f}{letter}"
    return _plain_yuan(yuan)


def typed_amount(fen: int | None) -> str:
    """A bound as a person would type it in the language of the page, '' for none."""
    if fen is None:
        return ""
    return _plain_yuan(from_fen(fen)) if is_english() else type_amount(fen)


def _plain_yuan(yuan: Decimal) -> str:
    """Yuan with thousands commas, with fen only where there are some."""
    return english_yuan(yuan).removesuffix(ENGLISH_UNIT)


def _in_round_figures(yuan: Decimal) -> str:
    """About three digits in millions or billions; '' below a million."""
    for per_unit, word in _ROUND_UNITS:
        if abs(yuan) >= per_unit:
            return f"about {_three_digits(yuan / per_unit)} {word} yuan"
    return ""


def _three_digits(number: Decimal) -> str:
    return f"{Decimal(f'{number:.3g}'):,f}"


def thousands(number: int) -> str:
    """A count with thousands commas."""
    return f"{number:,}"


def amount_words(amount: Amount | None) -> str | None:
    """Why no figure can be shown, or None when there is one; blank, missing and unreadable are told apart."""
    if amount is None:
        return gettext("未列出")
    match amount.state:
        case AmountState.BLANK:
            return gettext("空白")
        case AmountState.UNREADABLE:
            return gettext("无法辨认：%(raw)s", raw=amount.raw)
        case AmountState.PRINTED:
            return None


def amount_origin(amount: Amount) -> str:
    """How an amount was printed: raw text, unit, and where the unit stands."""
    return gettext(
        "原文 %(raw)s，单位 %(unit)s（%(origin)s）",
        raw=amount.raw,
        unit=gettext(amount.unit),
        origin=pgettext("unit", amount.unit_origin),
    )


def marked_parts(text: str, ranges: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Cut text at its highlighted ranges: (part, highlighted) in order, mobile numbers masked.

    Ranges are ascending and do not overlap; what lies outside the text is ignored.
    """
    shown = mask_mobile_numbers(text)
    position = 0
    for start, end in ranges:
        start, end = max(start, position), min(end, len(shown))
        if start < end:
            if position < start:
                yield shown[position:start], False
            yield shown[start:end], True
            position = end
    if position < len(shown):
        yield shown[position:], False


def cited_place(citation: Citation) -> str:
    """Where a citation points, in words: a page, or the lines of a text file."""
    if citation.first_line is None:
        return gettext("第 %(page)s 页", page=citation.page)
    if citation.last_line in (None, citation.first_line):
        return gettext("第 %(line)s 行", line=citation.first_line)
    return gettext("第 %(first)s–%(last)s 行", first=citation.first_line, last=citation.last_line)
