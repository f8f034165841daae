"""The one way from parameters to a query and back: the page, its JSON and the command line all ask through here.

Parameters: ``q`` is the typed text; each facet field is a parameter of its own
name (repeated: any of them; different fields: all of them), ``not_<field>``
excludes; ``min`` and ``max`` bound the amount (元, 万 and 亿 understood);
``sort``, ``limit`` and ``cursor`` order and page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from analyzers.money import AmountError, from_fen, parse_money, to_fen
from index.fields import FIELDS
from index.query.parser import parse
from index.query.tree import DEFAULT_LIMIT, Filter, Query, Range, Sort
from index.sentence import Sentence, listed

#: Parameter name -> its values in order, as in a query string.
Args = Mapping[str, Sequence[str]]

FACET_NAMES = tuple(field.name for field in FIELDS if field.facet)
EXCLUDE_PREFIX = "not_"
AMOUNT_FIELD = "amount_fen"
MAX_LIMIT = 200
#: Values of one request's filters together; beyond it the request is no person's.
MAX_FILTER_VALUES = 64


class ArgumentError(ValueError):
    """A parameter other than the typed query cannot be understood.

    ``parameter`` names it, ``hint`` says in Chinese how to mend it.
    """

    def __init__(self, message: str, *, parameter: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.parameter = parameter
        self.hint = hint


def query_from_args(args: Args) -> Query:
    """Build the query that parameters ask for; unknown parameters and blank values are ignored.

    Raises:
        QueryError: the typed text cannot be understood.
        ArgumentError: another parameter cannot.
    """
    parsed = parse(single(args, "q"))
    return Query(
        tree=parsed.tree,
        text=parsed.text,
        filters=tuple(_filters(args)),
        ranges=tuple(_amount_range(single(args, "min"), single(args, "max"))),
        sort=_sort(single(args, "sort")),
        limit=checked_limit(single(args, "limit")),
        cursor=single(args, "cursor") or None,
    )


def args_from_query(query: Query) -> tuple[tuple[str, str], ...]:
    """The parameters that ask for this query, in a fixed order; what is default is left out."""
    return tuple(_pairs(query))


def amount_bounds(query: Query) -> tuple[str, str]:
    """The lowest and highest amount asked for, as a person would type them; '' where open."""
    bounds = amount_range(query)
    return _typed(bounds.low), _typed(bounds.high)


def amount_range(query: Query) -> Range:
    """The amounts asked for in fen, open where they are not bounded."""
    return next((bounds for bounds in query.ranges if bounds.field == AMOUNT_FIELD), Range(AMOUNT_FIELD))


@lru_cache(maxsize=1024)
def type_amount(fen: int) -> str:
    """An amount as a person would type it, exact; ``parse_money`` reads it back.

    Kept, as the same edges of ranges stand in the links and on the axis of every page.

    >>> type_amount(20_000_000)
    '20万'
    """
    yuan = from_fen(fen)
    for unit, per_unit in (("亿", Decimal(10**8)), ("万", Decimal(10**4))):
        if abs(yuan) >= per_unit and (yuan * 100) % per_unit == 0:
            return f"{(yuan / per_unit).normalize():f}{unit}"
    return f"{yuan:f}".removesuffix(".00") + "元"


def single(args: Args, name: str) -> str:
    """The first value of a parameter, '' where it is not given."""
    values = args.get(name, ())
    return values[0].strip() if values else ""


def parameter_values(args: Args, name: str) -> tuple[str, ...]:
    """Every different value of a repeated parameter, in order, blank ones left out.

    Raises:
        ArgumentError: there are more than any person would choose.
    """
    values = tuple(dict.fromkeys(value.strip() for value in args.get(name, ()) if value.strip()))
    if len(values) > MAX_FILTER_VALUES:
        raise _too_many(name)
    return values


def _too_many(parameter: str) -> ArgumentError:
    return ArgumentError(
        Sentence("筛选条件太多"),
        parameter=parameter,
        hint=Sentence("最多同时选择 %(most)s 个值", most=MAX_FILTER_VALUES),
    )


def _filters(args: Args) -> Iterator[Filter]:
    total = 0
    for name in FACET_NAMES:
        for parameter, exclude in ((name, False), (EXCLUDE_PREFIX + name, True)):
            values = parameter_values(args, parameter)
            total += len(values)
            if total > MAX_FILTER_VALUES:
                raise _too_many(parameter)
            if values:
                yield Filter(name, _checked(name, values, parameter), exclude)


def _checked(field: str, values: tuple[str, ...], parameter: str) -> tuple[str, ...]:
    return checked_years(values, parameter) if field == "year" else values


def checked_years(values: tuple[str, ...], parameter: str) -> tuple[str, ...]:
    """The values, if all of them may be years; ArgumentError otherwise."""
    if not all(value.isascii() and value.isdecimal() and len(value) <= 4 for value in values):
        raise ArgumentError(
            Sentence("“%(values)s”不是年度", values=listed(values, Sentence("、"))),
            parameter=parameter,
            hint=Sentence("年度写四位数字，例如 2024"),
        )
    return values


def _amount_range(low: str, high: str) -> Iterator[Range]:
    low_fen, high_fen = _fen(low, "min"), _fen(high, "max")
    if low_fen is not None and high_fen is not None and low_fen > high_fen:
        raise ArgumentError(
            Sentence("金额下限大于上限"),
            parameter="min",
            hint=Sentence("两个数对调：%(low)s 到 %(high)s", low=_typed(high_fen), high=_typed(low_fen)),
        )
    if low_fen is not None or high_fen is not None:
        yield Range(AMOUNT_FIELD, low_fen, high_fen)


def _fen(typed: str, parameter: str) -> int | None:
    if not typed:
        return None
    try:
        return to_fen(parse_money(typed))
    except AmountError as error:
        raise ArgumentError(
            Sentence("看不懂的金额：“%(typed)s”", typed=typed[:20]),
            parameter=parameter,
            hint=Sentence("金额可以写 200000、20万、1.5亿"),
        ) from error


def _typed(fen: int | None) -> str:
    return "" if fen is None else type_amount(fen)


def _sort(value: str) -> Sort:
    try:
        return Sort(value or Sort.RELEVANCE)
    except ValueError as error:
        hint = Sentence("可用的排序：%(names)s", names=listed(list(Sort), Sentence("、")))
        raise ArgumentError(Sentence("没有“%(value)s”这种排序", value=value), parameter="sort", hint=hint) from error


def checked_limit(value: str, default: int = DEFAULT_LIMIT) -> int:
    """How many at a time; ArgumentError for what is no such number."""
    if not value:
        return default
    if value.isascii() and value.isdecimal() and len(value) <= 3 and 1 <= int(value) <= MAX_LIMIT:
        return int(value)
    raise ArgumentError(
        Sentence("每页条数“%(value)s”不对", value=value),
        parameter="limit",
        hint=Sentence("写 1 到 %(most)s 的整数", most=MAX_LIMIT),
    )


def _pairs(query: Query) -> Iterator[tuple[str, str]]:
    if query.text:
        yield "q", query.text
    for chosen in query.filters:
        parameter = EXCLUDE_PREFIX + chosen.field if chosen.exclude else chosen.field
        yield from ((parameter, value) for value in chosen.values)
    yield from ((name, bound) for name, bound in zip(("min", "max"), amount_bounds(query), strict=True) if bound)
    if query.sort is not Sort.RELEVANCE:
        yield "sort", query.sort
    if query.limit != DEFAULT_LIMIT:
        yield "limit", str(query.limit)
    if query.cursor:
        yield "cursor", query.cursor
