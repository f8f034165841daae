"""A query said back: in Chinese for the user to check, as canonical query text, and as parts that can be taken away."""

from __future__ import annotations

from dataclasses import dataclass

from analyzers import subjects
from analyzers.divisions import by_code, find_divisions
from analyzers.money import YUAN_PER_UNIT, from_fen
from index.fields import FIELDS_BY_NAME
from index.query.leaves import plan
from index.query.places import DIVISION_CODE
from index.query.ranges import AMOUNT, YEAR
from index.query.tree import (
    And,
    AtLeast,
    Exact,
    FieldTerm,
    MatchAll,
    Near,
    Node,
    Not,
    Or,
    Prefix,
    Query,
    Range,
    Words,
    WordStart,
)
from index.query.vocabulary import value_label
from index.sentence import Money, Sentence, listed

FEN_PER_YUAN = 100

#: Opening and closing quote, and what a text between them must not hold.
_QUOTES = (("“", "”", '”"„‟“'), ("「", "」", "」"), ("『", "』", "』"), ('"', '"', '"'))


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition that a query was understood to hold.

    ``label`` says it in Chinese, ``clause`` in query text; ``without`` is the
    query text that asks for everything else.
    """

    label: str
    clause: str
    without: str


def describe(query: Query) -> str:
    """How the typed text was understood, as one sentence."""
    return Sentence("您的查询被理解为：%(query)s", query=_said(query.tree))


def understood(query: Query) -> tuple[Chip, ...]:
    """The conditions of the typed text that are no text to search for: ranges, places, kinds, codes, exclusions."""
    parts = _parts(query.tree)
    return tuple(
        Chip(_said(part), query_text(part), " ".join(_inner(other) for other in parts if other is not part))
        for part in parts
        if not isinstance(part, Words | Exact) and not _is_text(part)
    )


def also_searched(query: Query) -> tuple[str, ...]:
    """Other names that are searched beside the unquoted words, the closest first."""
    words = (part for part in _parts(query.tree) if isinstance(part, Words))
    return tuple(dict.fromkeys(synonym.term for word in words for synonym in plan(word).synonyms))


def query_text(node: Node) -> str:
    """Canonical query text of a tree; ``parse`` reads it back."""
    match node:
        case MatchAll():
            return ""
        case And(children):
            return " ".join(_inner(child) for child in children)
        case Or((Prefix("code", code), Words(text, None))) if code == text:
            return text  # digits typed alone ask for both
        case Or((Prefix("code", code), WordStart(text, None))) if code == text:
            return f"{text}*"
        case Or(children):
            return " OR ".join(_inner(child) for child in children)
        case Not(child):
            return f"NOT {_inner(child)}"
        case Words(text, field):
            return f"{_name(field)}{text}"
        case Exact(text, field):
            return f"{_name(field)}{_quoted(text)}"
        case WordStart(text, field):
            return f"{_name(field)}{text}*"
        case Near(first, second, distance, None):
            return f"{_quoted(first)} NEAR/{distance} {_quoted(second)}"
        case Near(first, second, distance, field):
            return f"{_name(field)}({_quoted(first)} NEAR/{distance} {_quoted(second)})"
        case AtLeast(children):
            return " OR ".join(_inner(child) for child in children)
        case FieldTerm(field, value) | Prefix(field, value):
            return f"{_name(field)}{_value(field, value)}"
        case Range(field, low, high) if low == high:
            return f"{_name(field)}{_bound(field, low)}"
        case Range(field, low, high):
            return f"{_name(field)}{_bound(field, low)}..{_bound(field, high)}"


def _inner(node: Node) -> str:
    """Query text of a part of a larger query."""
    return f"({query_text(node)})" if isinstance(node, And | Or) else query_text(node)


def _parts(tree: Node) -> tuple[Node, ...]:
    match tree:
        case And(children):
            return children
        case MatchAll():
            return ()
        case _:
            return (tree,)


def _is_text(node: Node) -> bool:
    """Whether a part asks for nothing but text."""
    match node:
        case Words() | Exact() | WordStart() | Near():
            return True
        case And(children) | Or(children):
            return all(_is_text(child) for child in children)
        case _:
            return False


def _name(field: str | None) -> str:
    return f"{FIELDS_BY_NAME[field].names[0]}:" if field else ""


def _value(field: str, value: str) -> str:
    shown = _unmistakable_name(value) if field == DIVISION_CODE else value_label(field, value)
    return shown if shown.replace("_", "").replace("-", "").isalnum() else _quoted(shown)


def _unmistakable_name(code: str) -> str:
    """The name of a division where no other has it, else the code."""
    division = by_code(code.ljust(6, "0"))
    named = find_divisions(division.name) if division else ()
    return division.name if division and [match.division for match in named] == [division] else code


def _quoted(text: str) -> str:
    opening, closing, _ = next((pair for pair in _QUOTES if not set(pair[2]) & set(text)), _QUOTES[0])
    return f"{opening}{text}{closing}"


def _bound(field: str, value: int | None) -> str:
    if value is None:
        return ""
    return _plain_yuan(value) if field == AMOUNT else str(value)


def _plain_yuan(fen: int) -> str:
    """An amount as people type it: 200万, 1234.50元; with its unit, or it would share that of the other bound."""
    yuan = from_fen(fen)
    in_wan = yuan / YUAN_PER_UNIT["万元"]
    whole_wan = in_wan == in_wan.to_integral_value()
    return f"{int(in_wan)}万" if whole_wan and yuan else f"{yuan:f}元"


# In Chinese.


def _said(node: Node) -> str:
    match node:
        case MatchAll():
            return Sentence("全部记录")
        case And(children):
            return listed([_said_inner(child) for child in children], Sentence("，且 "))
        case Or(children):
            return listed([_said_inner(child) for child in children], Sentence(" 或 "))
        case Not(child):
            return Sentence("排除 %(query)s", query=_said_inner(child))
        case Words(text, field):
            return _within(field, Sentence("包含 %(text)s", text=text))
        case Exact(text, field):
            return _within(field, Sentence("有原文“%(text)s”", text=text))
        case WordStart(text, field):
            return _within(field, Sentence("有以“%(text)s”开头的词", text=text))
        case Near(first, second, distance, field):
            close = Sentence(
                "“%(first)s”与“%(second)s”相隔不超过 %(distance)s 个字", first=first, second=second, distance=distance
            )
            return _within(field, close)
        case AtLeast(children, least):
            return Sentence(
                "含有以下 %(all)s 项中的至少 %(least)s 项：%(queries)s",
                all=len(children),
                least=least,
                queries=listed([_said_inner(child) for child in children], Sentence("、")),
            )
        case Prefix(field, value) | FieldTerm(field, value) if field == DIVISION_CODE:
            return _one_of("地区", _place(value))
        case FieldTerm(field, value):
            return _one_of(FIELDS_BY_NAME[field].label, Sentence(value_label(field, value)))
        case Prefix(field, value):
            return Sentence("%(field)s：%(code)s 及其下级", field=_label(field), code=_code(value))
        case Range():
            return Sentence("%(field)s%(range)s", field=_label(node.field), range=_said_range(node))


def _within(field: str | None, condition: Sentence) -> Sentence:
    return Sentence("%(field)s%(condition)s", field=_label(field), condition=condition) if field else condition


def _one_of(field: str, value: str) -> str:
    return Sentence("%(field)s：%(value)s", field=Sentence(field), value=value)


def _said_inner(node: Node) -> str:
    return Sentence("（%(query)s）", query=_said(node)) if isinstance(node, And | Or) else _said(node)


def _label(field: str) -> Sentence:
    return Sentence(FIELDS_BY_NAME[field].label)


def _place(code: str) -> str:
    """The name of a place, with what it lies in where others have the same name."""
    division = by_code(code.ljust(6, "0"))
    if division is None:
        return code
    if _unmistakable_name(code) == division.name:
        return division.name
    return "".join(dict.fromkeys(name for name in (division.province, division.prefecture, division.name) if name))


def _code(code: str) -> str:
    name = subjects.function_name(code) or subjects.economic_name(code)
    return f"{code} {name}" if name else code


def _said_range(bounds: Range) -> str:
    """The bounds with a space before them."""
    match (bounds.low, bounds.high):
        case (None, None):
            return Sentence(" 不限")
        case (int(low), None):
            return _limit(bounds.field, low, "≥", ">", -1)
        case (None, int(high)):
            return _limit(bounds.field, high, "≤", "<", 1)
        case (int(low), int(high)) if low != high:
            return Sentence(
                " %(low)s 至 %(high)s", low=_said_bound(bounds.field, low), high=_said_bound(bounds.field, high)
            )
        case (int(value), _):
            return Sentence(" %(value)s", value=_said_bound(bounds.field, value))
    raise AssertionError(bounds)


def _limit(field: str, value: int, inclusive: str, exclusive: str, step: int) -> str:
    """One limit with a space before it; an amount one fen beside whole yuan was typed as more or less than those."""
    if field == AMOUNT and (value + step) % FEN_PER_YUAN == 0:
        return Sentence(" %(sign)s %(value)s", sign=exclusive, value=_said_bound(field, value + step))
    return Sentence(" %(sign)s %(value)s", sign=inclusive, value=_said_bound(field, value))


def _said_bound(field: str, value: int) -> str:
    if field == AMOUNT:
        return Money(from_fen(value))
    return Sentence("%(year)s年", year=value) if field == YEAR else str(value)
