"""What ``field:value`` asks for, by the type of the field."""

from __future__ import annotations

import re

from analyzers.divisions import Division, Level, by_code, find_divisions
from index.fields import Field, FieldType
from index.query.natural import CODE, SHORT_START_HINT, ShortStartError, word_start
from index.query.places import DIVISION_CODE, division_node, place_node
from index.query.ranges import RangeError, typed_range
from index.query.tokens import fold_width
from index.query.tree import Exact, FieldTerm, Node, Or, Prefix, Words
from index.query.vocabulary import VALUE_NAMES, value_typed
from index.sentence import Sentence, listed

#: Several values of one field, any of them.
_LIST = re.compile(r"[,，、]")
_CODE = re.compile(r"[0-9A-Za-z]+")
#: What may be left off the name of a place.
_ENDINGS = ("省", "市", "县", "区", "州", "旗", "盟", "地区")
_LEVELS = {"province": Level.PROVINCE, "prefecture": Level.PREFECTURE, "county": Level.COUNTY}


class FieldValueError(ValueError):
    """A value the field cannot have; ``hint`` says in Chinese what it can, ``better`` is a value that works or None."""

    def __init__(self, message: str, *, hint: str, better: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.better = better


def field_node(field: Field, operator: str, typed: str, *, quoted: bool = False) -> Node:
    """The leaf that a field, an operator (``: > >= < <=``) and a typed value make.

    Raises:
        FieldValueError: the value is no number, no range or none of the field's values.
    """
    match field.type:
        case FieldType.TEXT:
            return Exact(typed, field.name) if quoted else _text(field, typed)
        case FieldType.INTEGER:
            return _integer(field, operator, typed)
        case _:
            values = [typed] if quoted else [value for value in _LIST.split(typed) if value.strip()]
            nodes = tuple(dict.fromkeys(_keyword(field, value.strip()) for value in values or [typed]))
            return nodes[0] if len(nodes) == 1 else Or(nodes)


def _text(field: Field, typed: str) -> Node:
    try:
        return word_start(typed, field.name) or Words(typed, field.name)
    except ShortStartError as error:
        raise FieldValueError(error.message, hint=SHORT_START_HINT, better=typed.rstrip("*＊")) from error


def _integer(field: Field, operator: str, typed: str) -> Node:
    try:
        return typed_range(field.name, operator, typed)
    except RangeError as error:
        is_amount = field.name == "amount_fen"
        example = Sentence("金额:10万..200万") if is_amount else f"{field.names[0]}:2023..2025"
        raise FieldValueError(
            error.message, hint=Sentence("写成 %(example)s", example=example), better=error.better
        ) from error


def _keyword(field: Field, value: str) -> Node:
    if field.name in VALUE_NAMES:
        return _listed(field, value)
    if field.name == CODE:
        return _code(value)
    if field.name == DIVISION_CODE:
        return _division(value)
    if field.name in _LEVELS:
        return _place(field, value)
    return FieldTerm(field.name, value)


def _listed(field: Field, value: str) -> Node:
    stored = value_typed(field.name, value)
    if stored is None:
        names = [names[0] for names in VALUE_NAMES[field.name].values()]
        raise FieldValueError(
            Sentence("“%(field)s”没有“%(value)s”这个值", field=Sentence(field.label), value=value[:20]),
            hint=Sentence("可以是：%(values)s", values=listed(names, Sentence("、"))),
            better=names[0],
        )
    return FieldTerm(field.name, stored)


def _code(value: str) -> Node:
    """A code stands for itself and everything below it, with a star or without; a subject's name is searched as one."""
    plain = fold_width(value).rstrip("*")
    return Prefix(CODE, plain.upper()) if _CODE.fullmatch(plain) else Words(value, "name")


def _division(value: str) -> Node:
    """A place by its name or by the first digits of its code."""
    plain = fold_width(value)
    if not plain.isascii():
        named = _named_divisions(value)
        return place_node(named) if named else FieldTerm(DIVISION_CODE, value)
    division = by_code(plain) if len(plain) == 6 else None
    return division_node(division) if division else Prefix(DIVISION_CODE, plain)


def _place(field: Field, value: str) -> Node:
    """The official name of a place known by a shorter one, such as 互助土族自治县 for 县:互助县."""
    level = _LEVELS[field.name]
    called = (value, *(value + ending for ending in _ENDINGS))
    found = ([place.name for place in _named_divisions(name) if place.level is level] for name in called)
    names = dict.fromkeys(next(filter(None, found), ()))
    nodes = tuple(FieldTerm(field.name, name) for name in names or (value,))
    return nodes[0] if len(nodes) == 1 else Or(nodes)


def _named_divisions(value: str) -> tuple[Division, ...]:
    matches = [match for match in find_divisions(value) if (match.start, match.end) == (0, len(value))]
    return matches[0].candidates if matches else ()
