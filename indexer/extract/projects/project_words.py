"""The words of goal tables and project lists, read from ``indicators.yaml``."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from indexer.extract.flow import squeeze

Pattern = re.Pattern[str]

_BRACKETED_UNIT = re.compile(r"[（(](?:单位[:：])?(?:万元|元|%|％)[）)]$")
_COLON = re.compile(r"[:：]$")
#: 21-character project codes and the like: digits, at most one letter run inside, at least ten characters.
_CODE = re.compile(r"(\d{6,}[A-Z]?\d*[A-Z]?)(?:[-—－_]|$)(.*)", re.DOTALL)
_SHORTEST_CODE = 10
#: Where words say the sign of a target: 不低于95%, 95%以上.
_SAID = {
    "before": r"(?:{said})(?P<rest>\d.*?)(?:[之以]内)?",
    "behind": r"(?P<rest>\d[\d.,]*[^\d，。；]*?)(?:（含）|\(含\))?(?:{said})",
}
_LATIN = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class SaidOperator:
    """A sign said in words: ``pattern`` matches a whole target and holds its number and unit as ``rest``."""

    operator: str
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Words:
    """Compiled aliases; every pattern matches a whole squeezed text unless said otherwise."""

    level1: Pattern
    level2: Pattern
    indicator_heads: tuple[tuple[str, Pattern], ...]
    project_heads: tuple[tuple[str, Pattern], ...]
    labels: tuple[tuple[str, Pattern], ...]
    overall: tuple[tuple[str, Pattern], ...]
    prose: tuple[tuple[str, Pattern], ...]
    prose_heading: Pattern
    totals: Pattern
    placeholders: Pattern
    operators: Mapping[str, str]
    said_operators: tuple[SaidOperator, ...]


@functools.cache
def words() -> Words:
    """The aliases of ``indicators.yaml``."""
    data: dict[str, Any] = yaml.safe_load(files("indexer").joinpath("data/indicators.yaml").read_text("utf-8"))
    return Words(
        level1=_any_of(data["level1"]),
        level2=_any_of(data["level2"]),
        indicator_heads=_roles(data["indicator_heads"]),
        project_heads=_roles(data["project_heads"]),
        labels=_roles(data["labels"]),
        overall=_roles(data["overall"]),
        prose=_roles(data["prose"]),
        prose_heading=_any_of(data["prose_headings"]),
        totals=_any_of(data["totals"]),
        placeholders=_any_of(data["placeholders"]),
        operators=data["operators"],
        said_operators=tuple(
            SaidOperator(row["operator"], re.compile(pattern.format(said="|".join(row[place]))))
            for row in data["said_operators"]
            for place, pattern in _SAID.items()
            if place in row
        ),
    )


def _any_of(patterns: Sequence[str]) -> Pattern:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


def _roles(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[str, Pattern], ...]:
    return tuple((row["role"], _any_of(row["words"])) for row in rows)


def _role(text: str, roles: tuple[tuple[str, Pattern], ...]) -> str | None:
    return next((role for role, pattern in roles if pattern.fullmatch(text)), None)


def indicator_head(text: str) -> str | None:
    """What a column of an indicator table means by its head, e.g. ``value``."""
    return _role(squeeze(text), words().indicator_heads)


def project_head(text: str) -> str | None:
    """What a column about projects means by its head, e.g. ``name``."""
    return _role(squeeze(text), words().project_heads)


def label(text: str) -> str | None:
    """What a label of a key-value row announces, e.g. ``amount_year``; None for other text."""
    return _role(_bare(text), words().labels)


def overall_label(text: str) -> str | None:
    """What a label or head over the indicators of a whole department announces, e.g. ``goal``."""
    return _role(_bare(text), words().overall)


def _bare(text: str) -> str:
    """A label without white space, a trailing colon and the unit of its amounts."""
    return _COLON.sub("", _BRACKETED_UNIT.sub("", _COLON.sub("", squeeze(text))))


def is_level1(text: str) -> bool:
    """Whether a text is the name of a first indicator level."""
    return bool(words().level1.fullmatch(squeeze(text)))


def is_level2(text: str) -> bool:
    """Whether a text is the name of a second indicator level."""
    return bool(words().level2.fullmatch(squeeze(text)))


def is_total(text: str) -> bool:
    """Whether a row name announces a sum (合计)."""
    return bool(words().totals.fullmatch(squeeze(text)))


def is_placeholder(text: str) -> bool:
    """Whether a text is what a blank template prints (目标1:, XX, ……)."""
    return bool(words().placeholders.fullmatch(squeeze(text)))


def split_code(text: str) -> tuple[str | None, str]:
    """Project code and name of a cell such as ``13063124P00424511205H-劳务派遣经费``.

    >>> split_code("630223000 24T00 0000471-临时工工资")
    ('63022300024T000000471', '临时工工资')
    """
    plain = squeeze(text)
    match = _CODE.fullmatch(plain)
    if match is None or len(match.group(1)) < _SHORTEST_CODE:
        return None, tidy(text)
    return match.group(1), match.group(2)


def tidy(text: str) -> str:
    """Text of a cell on one line: wrap joints closed, white space kept only between two Latin letters.

    >>> tidy("办 公场所\\n租赁 web site")
    '办公场所租赁web site'
    """
    parts = text.replace("\n", "").split()
    joined = "".join(parts[:1])
    for part in parts[1:]:
        apart = _LATIN.match(joined[-1]) and _LATIN.match(part[0])
        joined += f" {part}" if apart else part
    return joined
