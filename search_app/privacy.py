"""Personal data that disclosures print by mistake and that we do not spread further."""

from __future__ import annotations

import re

#: A mainland mobile number standing alone: not inside a project code, an amount or a longer number. What stands before
#: it is looked at from its first digit: a pattern that begins with a character is found at half the cost.
_MOBILE_NUMBER = re.compile(r"(1(?<![0-9A-Za-z.,，]1)[3-9]\d)\d{4}(\d{4})(?![0-9A-Za-z]|[.,，]\d)", re.ASCII)


def mask_mobile_numbers(text: str) -> str:
    """Hide the middle four digits of mobile numbers; the length stays the same, so ranges into the text still hold.

    >>> mask_mobile_numbers("联系电话：13900001234")
    '联系电话：139****1234'
    """
    return _MOBILE_NUMBER.sub(r"\1****\2", text)
