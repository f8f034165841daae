"""The kinds of projects that several counties have, and the projects of one of them."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from analyzers.money import from_fen
from analyzers.text import normalise_text
from index.answers.trees import fits
from index.documents import IndexDocument
from index.engine import Engine
from index.query.tree import Query
from index.records import RecordKind
from index.sentence import Sentence, listed
from index.similarity.kinds import Added, Kind
from search_app.addresses.links import place_link, record_link, search_link
from search_app.addresses.query_args import ArgumentError
from search_app.addresses.query_edits import with_text, with_value

#: Projects of one kind that are shown, those of the largest amounts.
MOST_MEMBERS = 500


class KindOrder(enum.StrEnum):
    """What comes first: the kinds of most counties, or those that cost most."""

    COUNTIES = "counties"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of the kinds: ``name`` is a part of their names or its pinyin, ``kind`` any name of one."""

    name: str = ""
    kind: str = ""
    order: KindOrder = KindOrder.COUNTIES


@dataclass(frozen=True, slots=True)
class AddedAmounts:
    """What ``projects`` of one year and stage cost together."""

    year: int
    stage: str
    projects: int
    yuan: Decimal


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind, its amounts in yuan; ``search_href`` finds what says its name, ``href`` lists its projects."""

    name: str
    other_names: tuple[str, ...]
    counties: int
    projects: int
    median: Decimal | None
    low: Decimal | None
    high: Decimal | None
    added: AddedAmounts | None
    search_href: str
    href: str


@dataclass(frozen=True, slots=True)
class Member:
    """A project of a kind."""

    id: str
    name: str
    href: str
    place: str
    place_href: str | None
    department: str
    year: int | None
    kind: str
    yuan: Decimal | None


@dataclass(frozen=True, slots=True)
class KindsView:
    """What ``kinds.html`` shows.

    ``total`` counts all kinds, None where the collection has more than ``most_projects`` projects and they are not
    worked out; ``rows`` are those asked for. ``members`` are of the one kind asked for, by amount.
    """

    name: str
    kind: str
    order: KindOrder
    collected: int
    most_projects: int
    total: int | None
    rows: tuple[KindRow, ...]
    members: tuple[Member, ...]
    truncated: bool
    counties_href: str
    median_href: str
    csv_href: str
    json_href: str


def kind_order(value: str) -> KindOrder:
    """The order that a parameter asks for.

    Raises:
        ArgumentError: there is no such order.
    """
    try:
        return KindOrder(value or KindOrder.COUNTIES)
    except ValueError as error:
        hint = Sentence("可用的排序：%(names)s", names=listed(list(KindOrder), Sentence("、")))
        raise ArgumentError(Sentence("没有“%(value)s”这种排序", value=value), parameter="sort", hint=hint) from error


def kinds_view(
    engine: Engine, kinds: Sequence[Kind] | None, asked: Asked, *, collected: int, most_projects: int
) -> KindsView:
    """Choose among the kinds; None of them stands for more projects than are looked through."""
    chosen = list(_ordered(_chosen(kinds or (), asked), asked.order))
    ids = chosen[0].ids if asked.kind and chosen else ()
    members = sorted((project for one in ids if (project := engine.get(one))), key=_largest_first)
    return KindsView(
        name=asked.name,
        kind=chosen[0].name if asked.kind and chosen else asked.kind,
        order=asked.order,
        collected=collected,
        most_projects=most_projects,
        total=None if kinds is None else len(kinds),
        rows=tuple(map(_row, chosen)),
        members=tuple(map(_member, members[:MOST_MEMBERS])),
        truncated=len(members) > MOST_MEMBERS,
        counties_href=kinds_link(replace(asked, order=KindOrder.COUNTIES)),
        median_href=kinds_link(replace(asked, order=KindOrder.MEDIAN)),
        csv_href=kinds_link(asked, suffix=".csv"),
        json_href=kinds_link(asked, suffix=".json"),
    )


def kinds_link(asked: Asked, *, suffix: str = "") -> str:
    """The page of the kinds asked for."""
    order = "" if asked.order is KindOrder.COUNTIES else asked.order
    given = {"name": asked.name, "kind": asked.kind, "sort": order}
    parameters = urlencode({name: value for name, value in given.items() if value})
    return f"/kinds{suffix}" + (f"?{parameters}" if parameters else "")


def _chosen(kinds: Iterable[Kind], asked: Asked) -> Iterator[Kind]:
    if asked.kind:
        return (kind for kind in kinds if asked.kind in (kind.name, *kind.other_names))
    wanted = normalise_text(asked.name)
    return (
        kind for kind in kinds if any(fits(normalise_text(name), wanted) for name in (kind.name, *kind.other_names))
    )


def _ordered(kinds: Iterable[Kind], order: KindOrder) -> Iterable[Kind]:
    """Kinds come by counties; those without a median are the last by it."""
    if order is KindOrder.COUNTIES:
        return kinds
    return sorted(kinds, key=lambda kind: -1 if kind.median_fen is None else kind.median_fen, reverse=True)


def _row(kind: Kind) -> KindRow:
    return KindRow(
        name=kind.name,
        other_names=kind.other_names,
        counties=kind.counties,
        projects=kind.projects,
        median=_yuan(kind.median_fen),
        low=_yuan(kind.min_fen),
        high=_yuan(kind.max_fen),
        added=_added(kind.added) if kind.added else None,
        search_href=_search_link(kind.name),
        href=kinds_link(Asked(kind=kind.name)),
    )


def _search_link(name: str) -> str:
    """What is called this or by another of its names: more than the kind, as the name may be about something else."""
    return search_link(with_value(with_text(Query(), f"name:{name}"), "kind", RecordKind.PROJECT))


def _added(added: Added) -> AddedAmounts:
    return AddedAmounts(added.year, added.stage, added.projects, from_fen(added.sum_fen))


def _member(project: IndexDocument) -> Member:
    return Member(
        id=project.id,
        name=project.name,
        href=record_link(project.id),
        place=project.county or project.prefecture or project.province,
        place_href=place_link(project.division_code) if project.division_code else None,
        department=project.department,
        year=project.year,
        kind=project.doc_kind,
        yuan=_yuan(project.amount_fen),
    )


def _largest_first(project: IndexDocument) -> tuple[int, str]:
    return 1 if project.amount_fen is None else -project.amount_fen, project.id


def _yuan(fen: int | None) -> Decimal | None:
    return None if fen is None else from_fen(fen)
