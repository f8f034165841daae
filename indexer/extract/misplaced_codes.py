"""Codes that were put together from several rows, held against the names printed beside them."""

from __future__ import annotations

from collections.abc import Iterable

from analyzers import subjects

#: Share of the codes that may stand beside the name of another subject: names change from year to year.
_CONTRADICTED = 0.2


def codes_contradict_names(lines: Iterable[tuple[str, str]]) -> bool:
    """Whether too many codes stand beside a name that the classification gives to other codes only.

    ``lines`` are codes and names. A name that the classification does not know says nothing.
    """
    known = [(code, _codes_of(code, name)) for code, name in lines]
    testable = [(code, codes) for code, codes in known if codes]
    contradicted = sum(code not in codes for code, codes in testable)
    return contradicted > _CONTRADICTED * len(testable)


def _codes_of(code: str, name: str) -> tuple[str, ...]:
    codes_of = subjects.function_codes if code.startswith("2") else subjects.economic_codes
    return codes_of(name, under=code[0])
