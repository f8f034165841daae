"""The typed query: what a page, the API, the command line and a feed all ask with.

A query is a tree over text and fields plus the filters chosen by hand. Filters
stay apart from the tree so that each facet can count while ignoring its own.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

DEFAULT_LIMIT = 20


@dataclass(frozen=True, slots=True)
class MatchAll:
    """Every record."""


@dataclass(frozen=True, slots=True)
class Words:
    """Unquoted text: its words in any order, its literal text first. ``field`` None means every text field."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Exact:
    """Quoted text: an exact substring of the normalised text of one field, one character to many.

    ``field`` None means every field of what the record itself says.
    """

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class WordStart:
    """A word of the text starts like this: what ``ipv*`` asks for. ``field`` as for ``Exact``."""

    text: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """Two exact texts in one field, in either order, with at most ``distance`` normalised characters between them."""

    first: str
    second: str
    distance: int
    field: str | None = None


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A keyword field holds exactly this value."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """A keyword field holds a value that starts like this, e.g. a subject code."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Range:
    """An integer field lies between ``low`` and ``high``, both included; None is open.

    Amounts are in fen. A record without the field never matches.
    """

    field: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class And:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    child: Node


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least so many of the children, the more the better; never typed, only made by ``index.answers.relaxing``."""

    children: tuple[Node, ...]
    least: int


Node = MatchAll | Words | Exact | WordStart | Near | FieldTerm | Prefix | Range | And | Or | Not | AtLeast

#: What asks for text, and is marked in the hits.
TextLeaf = Words | Exact | WordStart


def text_leaves(node: Node) -> tuple[TextLeaf, ...]:
    """The texts a tree asks for, in order; those it excludes are left out.

    >>> text_leaves(And((Words("政务外网"), Not(Exact("维护")))))
    (Words(text='政务外网', field=None),)
    """
    match node:
        case Words() | Exact() | WordStart():
            return (node,)
        case Near(first, second, _, field):
            return Exact(first, field), Exact(second, field)
        case And(children) | Or(children) | AtLeast(children):
            return tuple(leaf for child in children for leaf in text_leaves(child))
        case _:
            return ()


class Sort(enum.StrEnum):
    """Order of hits; ties are broken by record id, so every order is total."""

    RELEVANCE = "relevance"
    AMOUNT_DESC = "amount_desc"
    AMOUNT_ASC = "amount_asc"
    YEAR_DESC = "year_desc"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Filter:
    """Values chosen in one facet: any of them (or, excluded, none of them)."""

    field: str
    values: tuple[str, ...]
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A whole question. ``text`` is what was typed, ``tree`` what it was understood as."""

    tree: Node = MatchAll()
    text: str = ""
    filters: tuple[Filter, ...] = ()
    ranges: tuple[Range, ...] = ()
    sort: Sort = Sort.RELEVANCE
    limit: int = DEFAULT_LIMIT
    cursor: str | None = None

    @property
    def chosen_fields(self) -> frozenset[str]:
        """The fields in which something is chosen beside the tree."""
        return frozenset((*(chosen.field for chosen in self.filters), *(bounds.field for bounds in self.ranges)))


class QueryError(ValueError):
    """The typed query cannot be understood.

    ``span`` is the place in the typed text (start, end), ``hint`` how to mend
    it in Chinese, ``repaired`` a query that works, or None.
    """

    def __init__(self, message: str, *, span: tuple[int, int], hint: str, repaired: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.hint = hint
        self.repaired = repaired
