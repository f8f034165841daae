"""Facets as trees with roll-ups, 省 › 市 › 县 and 类 › 款 › 项, and search inside a facet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from analyzers import subjects
from analyzers.divisions import by_code
from analyzers.pinyin import pinyin
from analyzers.text import normalise_text
from index.engine import Engine, FacetValue
from index.query.tree import Query
from index.query.vocabulary import value_label

CODE, DIVISION = "code", "division_code"
_LONGEST_CODE = 7
MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class TreeNode:
    """One value of a tree: ``own`` records have exactly it, ``count`` it or something below.

    ``code`` is what a filter or ``field:`` is given; ``name`` is '' where no table knows the code.
    """

    code: str
    name: str
    own: int
    count: int
    children: tuple[TreeNode, ...]

    def as_json(self) -> dict[str, Any]:
        """The node and everything below it."""
        return {
            "code": self.code,
            "name": self.name,
            "own": self.own,
            "count": self.count,
            "children": [child.as_json() for child in self.children],
        }


def subject_above(code: str) -> str:
    """201 of 20103 of 2010301; '' above a 类 and above what is no code of this form."""
    return code[:-2] if code.isdecimal() and 3 < len(code) <= _LONGEST_CODE and len(code) % 2 else ""


def subject_tree(values: Iterable[FacetValue]) -> tuple[TreeNode, ...]:
    """The facet ``code`` from 类 down, in the order of codes; 类 and 款 nobody prints are filled in."""
    counts = {value.value: value.count for value in values}
    return _tree(counts, subject_above, _subject_name)


def rolled_up(values: Sequence[FacetValue]) -> tuple[FacetValue, ...]:
    """The facet ``code`` with what lies below each value counted too, the most frequent first, then by code."""
    kept = [value for value in values if not value.value]
    pending = list(subject_tree(value for value in values if value.value))
    while pending:
        node = pending.pop()
        kept.append(FacetValue(node.code, node.count))
        pending += node.children
    return tuple(sorted(kept, key=lambda value: (-value.count, value.value)))


def place_tree(values: Iterable[FacetValue]) -> tuple[TreeNode, ...]:
    """The facet ``division_code`` as provinces, prefectures and counties, by their first digits (63, 6302, 630223)."""
    counts: dict[str, int] = {}
    for value in values:
        code = _shortened(value.value)
        counts[code] = counts.get(code, 0) + value.count
    return _tree(counts, lambda code: code[:-2], _place_name)


def facet_values(engine: Engine, query: Query, field: str, typed: str) -> tuple[FacetValue, ...]:
    """The values of one facet that hold what is typed, or are it in pinyin, the most frequent first.

    Raises:
        QueryError: the query asks for what no field can answer.
        EngineError: the index cannot be used.
    """
    wanted = normalise_text(typed)
    values = engine.search(replace(query, limit=0, cursor=None), facets=(field,)).facets[field]
    if field == CODE:
        values = rolled_up(values)
    return tuple(value for value in values if fits(normalise_text(_label(field, value.value)), wanted))[:MOST_FOUND]


def _label(field: str, value: str) -> str:
    return f"{value} {_subject_name(value)}" if field == CODE else value_label(field, value)


def fits(value: str, wanted: str) -> bool:
    """Whether a normalised name holds what is typed, normalised too, or begins like it in pinyin."""
    if wanted in value:
        return True
    return wanted.isascii() and any(spelt.startswith(wanted) for spelt in pinyin(value))


def _tree(counts: Mapping[str, int], above: Callable[[str], str], name: Callable[[str], str]) -> tuple[TreeNode, ...]:
    """The codes and everything above them as nodes; codes above others are their starts."""
    codes = set(counts)
    for code in counts:
        while code := above(code):
            codes.add(code)
    below: dict[str, list[str]] = {}
    for code in sorted(codes):
        below.setdefault(above(code), []).append(code)
    return tuple(_node(code, counts, below, name) for code in below.get("", ()))


def _node(code: str, counts: Mapping[str, int], below: Mapping[str, list[str]], name: Callable[[str], str]) -> TreeNode:
    children = tuple(_node(child, counts, below, name) for child in below.get(code, ()))
    own = counts.get(code, 0)
    return TreeNode(code, name(code), own, own + sum(child.count for child in children), children)


def _subject_name(code: str) -> str:
    return subjects.function_name(code) or subjects.economic_name(code) or ""


def _shortened(code: str) -> str:
    """A division code without the zeros that stand for everything inside."""
    return next((code[:digits] for digits in (2, 4) if code[digits:] == "0" * (6 - digits)), code)


def _place_name(code: str) -> str:
    division = by_code(code.ljust(6, "0"))
    return division.name if division else ""
