"""How values are written on pages: money, counts and highlighted text, ready for autoescaping templates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from analyzers.money import format_yuan
from index.records import Amount, AmountState, Citation
from search_app.privacy import mask_mobile_numbers

_FIGURE_AND_UNIT = re.compile(r"(?P<figure>[-0-9,.]+)(?P<unit>\D*)")


def figure_and_unit(yuan: Decimal) -> tuple[str, str]:
    """An amount for display, number and unit apart.

    >>> figure_and_unit(Decimal(1_400_000))
    ('140.00', '万元')
    """
    match = _FIGURE_AND_UNIT.fullmatch(format_yuan(yuan))
    assert match is not None
    return match["figure"], match["unit"]


def full_yuan(yuan: Decimal) -> str:
    """An amount in 元, to the fen.

    >>> full_yuan(Decimal(1_400_000))
    '1,400,000.00元'
    """
    return f"{yuan:,.2f}元"


def thousands(number: int) -> str:
    """A count with thousands commas."""
    return f"{number:,}"


def amount_words(amount: Amount | None) -> str | None:
    """Why no figure can be shown, or None when there is one; blank, missing and unreadable are told apart."""
    if amount is None:
        return "未列出"
    match amount.state:
        case AmountState.BLANK:
            return "空白"
        case AmountState.UNREADABLE:
            return f"无法辨认：{amount.raw}"
        case AmountState.PRINTED:
            return None


def amount_origin(amount: Amount) -> str:
    """How an amount was printed: raw text, unit, and where the unit stands."""
    return f"原文 {amount.raw}，单位 {amount.unit}（{amount.unit_origin}）"


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
        return f"第 {citation.page} 页"
    if citation.last_line in (None, citation.first_line):
        return f"第 {citation.first_line} 行"
    return f"第 {citation.first_line}–{citation.last_line} 行"
