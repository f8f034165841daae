"""Indicators from their printed columns: value as printed, and operator, target and unit apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.records import Citation, Indicator
from indexer.extract.flow import squeeze
from indexer.extract.projects.project_words import is_placeholder, tidy, words
from indexer.extract.titles import printed_unit

_OPERATOR = re.compile(r"(>=|<=|＞=|＜=|＞＝|＜＝|[≥≤≧≦=＝><＞＜])\s*")
#: A time is one target as a whole: 2026年, 12月底前, 每月15号之前.
_TIME = re.compile(r"(?:19|20)\d{2}年.*|\d{1,2}月份?(?:之?前|[初底末].*|\d.*)|.*\d+[日号月].*[前底初末]")
_SEVERAL = re.compile(r"[；;]")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?(?:\s*[-~～—至]\s*\d[\d,]*(?:\.\d+)?)?")
_LONGEST_UNIT = 6
#: A unit of measure in brackets behind the name of an indicator: 内审报告（篇）.
_UNIT_IN_NAME = re.compile(r"[（(]([^（()）\d，,。；]{1,8})[）)]$")
#: A target with its unit in brackets: ≥12.00(次).
_BRACKETED = re.compile(r"[（(]([^（()）]{1,10})[）)]")


@dataclass(frozen=True, slots=True)
class Target:
    """A printed target taken apart; every part may be missing."""

    operator: str | None = None
    number: str | None = None
    unit: str | None = None


def split_target(value: str) -> Target:
    """Operator, number and unit of a target printed in one cell.

    What is no number with a short unit (有效提升, 2024年6月前) is the target as a whole.

    >>> split_target(">=3500条")
    Target(operator='≥', number='3500', unit='条')
    >>> split_target("不低于95%")
    Target(operator='≥', number='95', unit='%')
    """
    text = value.strip()
    if len(_OPERATOR.findall(text)) > 1 or (_SEVERAL.search(text) and len(_NUMBER.findall(text)) > 1):
        return Target(None, text)
    operator, rest = _operator(text)
    number = _NUMBER.match(rest)
    if number is None or _TIME.fullmatch(rest):
        return Target(operator, rest or None)
    unit = rest[number.end() :].strip()
    if len(unit) > _LONGEST_UNIT or re.search(r"\d", unit):
        return Target(operator, rest)
    bracketed = _BRACKETED.fullmatch(unit)
    return Target(operator, number.group(0), (bracketed.group(1) if bracketed else unit) or None)


def _operator(text: str) -> tuple[str | None, str]:
    """The sign in front of a target, or the words that say it before or behind a number, and the rest of the text."""
    match = _OPERATOR.match(text)
    if match is not None:
        return words().operators[match.group(1)], text[match.end() :]
    for said in words().said_operators:
        if (found := said.pattern.fullmatch(text)) is not None:
            return said.operator, found["rest"]
    return None, text


def indicator(columns: Mapping[str, str], citation: Citation | None) -> Indicator | None:
    """An indicator from its columns by role; None for a row of a blank template.

    Roles: level1, level2, level3, operator, value, unit, weight, description, basis.
    """
    fields = {role: text for role, raw in columns.items() if (text := _spaced(raw) if role == "value" else tidy(raw))}
    level3, value = fields.get("level3"), fields.get("value")
    if not value and (not level3 or is_placeholder(level3)):
        return None
    if not level3 and printed_unit(value or "") is not None:
        return None  # the unit line of a table that begins in the middle of another
    printed = [fields[role] for role in ("operator", "value", "unit") if value and role in fields]
    target = _target(fields, level3 or "")
    return Indicator(
        level1=fields.get("level1"),
        level2=fields.get("level2"),
        level3=level3,
        value=" ".join(printed) or None,
        operator=target.operator,
        target=target.number,
        unit=target.unit,
        weight=_weight(fields.get("weight", "")),
        description=fields.get("description"),
        basis=fields.get("basis"),
        citation=citation,
    )


def _spaced(raw: str) -> str:
    """A target on one line, spaced as printed (≥98 百分比)."""
    return " ".join(raw.replace("\n", "").split())


def _weight(text: str) -> str | None:
    number = _NUMBER.search(text)
    return number.group(0) if number else None


def _target(fields: Mapping[str, str], level3: str) -> Target:
    value = fields.get("value", "")
    operator = fields.get("operator")
    if operator is not None:
        return Target(words().operators.get(squeeze(operator), operator), value or None, fields.get("unit"))
    target = split_target(value)
    unit = target.unit or fields.get("unit")
    in_name = _UNIT_IN_NAME.search(level3)
    if unit is None and in_name and target.number and _NUMBER.fullmatch(target.number):
        unit = in_name.group(1)
    return Target(target.operator, target.number, unit)
