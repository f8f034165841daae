"""Facets as they are shown: which are offered, in what order, what is chosen, and the chips that take it back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType

from index.answers.facets import TREES
from index.answers.trees import subject_above
from index.engine import FacetValue
from index.query.tree import Query
from search_app.addresses.links import encoded, search_link
from search_app.addresses.query_args import AMOUNT_FIELD, EXCLUDE_PREFIX, FACET_NAMES, Args, amount_range, single
from search_app.addresses.query_edits import chosen_values, first_page, with_amount, with_value_excluded, without_value
from search_app.wording.formats import short_amount
from search_app.wording.labels import field_label, value_label
from search_app.wording.languages import gettext

#: Facets counted for every page. The others are counted where something is chosen in them, or where they are named by
#: the parameter UNFOLD, which their links do: each is a look at everything found.
ALWAYS_COUNTED = frozenset({"kind", "province", "county", "department_type", "year", "stage"})
UNFOLD = "unfold"
#: Begins the parameter of a word that the offered values of a facet must hold, e.g. ``in_department=公安``.
INSIDE_PREFIX = "in_"
#: Facets that are unfolded from the start.
UNFOLDED = frozenset({"kind", "county", "department_type", "year"})
#: Values shown before 更多, and values offered at all besides the chosen ones.
FIRST_VALUES = 6
MOST_VALUES = 40
#: More values than anyone reads through: a word can be looked for in them.
MANY_VALUES = 12
#: Characters of a word that is looked for in the values of a facet.
MOST_SOUGHT = 40
NOTHING_SOUGHT: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class FacetOption:
    """One checkbox, and the address of the same search without what it stands for; ``depth`` is its place in a tree."""

    parameter: str
    value: str
    label: str
    count: int
    chosen: bool
    exclude_href: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """One facet; ``chosen`` counts its chosen values.

    ``unfold_href`` is the same search with its values, where they are not counted yet. ``inside`` is the parameter of
    a word to look for in its values, where there are many, and ``sought`` that word.
    """

    field: str
    label: str
    first: tuple[FacetOption, ...]
    more: tuple[FacetOption, ...]
    chosen: int
    is_open: bool
    unfold_href: str | None = None
    inside: str | None = None
    sought: str = ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One active filter and the address of the same search without it."""

    label: str
    href: str


def facet_groups(
    query: Query, facets: Mapping[str, Sequence[FacetValue]], sought: Mapping[str, str] = NOTHING_SOUGHT
) -> tuple[FacetGroup, ...]:
    """The facets worth offering: those with a choice to make, a choice made, or not counted yet.

    ``sought`` are the words looked for in some, whose values are those found.
    """
    groups = (
        _group(query, name, facets[name], sought.get(name, "")) if name in facets else _folded(query, name)
        for name in FACET_NAMES
    )
    return tuple(
        group
        for group in groups
        if len(group.first) > 1 or group.chosen or group.unfold_href or group.sought or _goes_down(group, facets)
    )


def _goes_down(group: FacetGroup, facets: Mapping[str, Sequence[FacetValue]]) -> bool:
    """Whether there is a choice to make below the only value shown."""
    return group.field in TREES and len(facets[group.field]) > 1


def counted_facets(query: Query, unfolded: Collection[str]) -> tuple[str, ...]:
    """The facets to count for a page on which some are unfolded."""
    counted = ALWAYS_COUNTED | query.chosen_fields | set(unfolded)
    return tuple(name for name in FACET_NAMES if name in counted)


def chips(query: Query) -> tuple[Chip, ...]:
    """A chip for every filter chosen by hand."""
    return tuple(_chips(query))


def sought_inside(args: Args) -> dict[str, str]:
    """Facet -> the word that is looked for in its values."""
    asked = ((name, single(args, INSIDE_PREFIX + name)) for name in FACET_NAMES)
    return {name: word[:MOST_SOUGHT] for name, word in asked if word}


def _group(query: Query, name: str, values: Sequence[FacetValue], sought: str) -> FacetGroup:
    in_tree = name in TREES and not sought
    options = tuple(_branches(query, name, values) if in_tree else _options(query, name, values))
    chosen = sum(option.chosen for option in options)
    shown = len(options) if in_tree and chosen else max(FIRST_VALUES, chosen)
    return FacetGroup(
        inside=INSIDE_PREFIX + name if sought or len(values) > MANY_VALUES else None,
        sought=sought,
        field=name,
        label=field_label(name),
        first=options[:shown],
        more=options[shown:],
        chosen=chosen,
        is_open=name in UNFOLDED or name not in ALWAYS_COUNTED or chosen > 0 or bool(sought),
    )


def _folded(query: Query, name: str) -> FacetGroup:
    href = f"{_with(search_link(query), UNFOLD, name)}#facet-{name}"
    return FacetGroup(name, field_label(name), (), (), chosen=0, is_open=False, unfold_href=href)


def _with(address: str, parameter: str, value: str) -> str:
    """An address with one more parameter."""
    return f"{address}{'&' if '?' in address else '?'}{parameter}={encoded(value)}"


def _options(
    query: Query, name: str, values: Sequence[FacetValue], *, most: int = MOST_VALUES
) -> Iterator[FacetOption]:
    """Chosen values first (also those that match nothing now), then the most frequent of the rest."""
    chosen = chosen_values(query, name)
    counts = {value.value: value.count for value in values if value.value}
    for value in chosen:
        href = search_link(with_value_excluded(query, name, value))
        yield FacetOption(name, value, value_label(name, value), counts.get(value, 0), True, href)
    here = search_link(first_page(query))
    others = ((value, count) for value, count in counts.items() if count and value not in chosen)
    for value, count in islice(others, most):
        # The same address as for a chosen value, written at a tenth of the cost: there are hundreds on a page.
        href = _with(here, EXCLUDE_PREFIX + name, value)
        yield FacetOption(name, value, value_label(name, value), count, False, href)


def _branches(query: Query, name: str, values: Sequence[FacetValue]) -> Iterator[FacetOption]:
    """A tree as far as it is open: its top, and what lies right below each chosen value, in the order of codes."""
    chosen = chosen_values(query, name)
    open_codes = {"", *chosen, *(above for code in chosen for above in _lineage(code))}
    shown = [
        value for value in values if value.value and (value.value in chosen or subject_above(value.value) in open_codes)
    ]
    for option in sorted(_options(query, name, shown, most=len(shown)), key=lambda option: option.value):
        yield replace(option, depth=len(_lineage(option.value)))


def _lineage(code: str) -> tuple[str, ...]:
    """The codes above a code, the nearest first."""
    above = subject_above(code)
    return (above, *_lineage(above)) if above else ()


def _chips(query: Query) -> Iterator[Chip]:
    for chosen in query.filters:
        for value in chosen.values:
            field, shown = field_label(chosen.field), value_label(chosen.field, value)
            label = (
                gettext("%(field)s：不含 %(value)s", field=field, value=shown)
                if chosen.exclude
                else gettext("%(field)s：%(value)s", field=field, value=shown)
            )
            yield Chip(label, search_link(without_value(query, chosen.field, value, exclude=chosen.exclude)))
    if any(bounds.field == AMOUNT_FIELD for bounds in query.ranges):
        yield Chip(amount_words(query), search_link(with_amount(query, None, None)))


def amount_words(query: Query) -> str:
    """The amount bounds in words, e.g. 金额：10万 到 200万."""
    bounds = amount_range(query)
    if bounds.low is None:
        return gettext("金额：%(high)s 以下", high=short_amount(bounds.high or 0))
    if bounds.high is None:
        return gettext("金额：%(low)s 以上", low=short_amount(bounds.low))
    return gettext("金额：%(low)s 到 %(high)s", low=short_amount(bounds.low), high=short_amount(bounds.high))
