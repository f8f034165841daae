"""One hit as a card: what it is called, where it comes from, what it costs, why it was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from analyzers.money import from_fen
from index.documents import PATH_SEPARATOR, UNBALANCED, UNREADABLE_AMOUNT, WITH_PROBLEMS, IndexDocument
from index.hit import NAME, Hit
from index.records import RecordKind
from search_app.addresses.links import page_link, record_link
from search_app.views.citing import year_words
from search_app.wording.formats import chinese_figure, marked_parts
from search_app.wording.labels import field_label, kind_name, value_label
from search_app.wording.languages import counted, gettext

#: Snippets shown of one hit.
MOST_SNIPPETS = 2

#: (text, highlighted) in order.
MarkedText = tuple[tuple[str, bool], ...]


#: Quality flags that say something is wrong, where the others say that something is not there.
FINDINGS = frozenset({UNBALANCED, WITH_PROBLEMS, UNREADABLE_AMOUNT})


@dataclass(frozen=True, slots=True)
class Badge:
    label: str
    is_finding: bool


@dataclass(frozen=True, slots=True)
class SnippetView:
    field: str
    parts: MarkedText


@dataclass(frozen=True, slots=True)
class HitCard:
    """What the macro ``hit_cards`` shows of one hit.

    ``id`` is of a project, which can be compared; ``yuan`` is None for a record
    without amount; ``raw`` is how it was printed.
    """

    id: str | None
    href: str
    kind: str
    name: MarkedText
    facts: tuple[str, ...]
    yuan: Decimal | None
    raw: str
    badges: tuple[Badge, ...]
    snippets: tuple[SnippetView, ...]
    page_href: str | None
    page_label: str
    similar_href: str | None
    cite_href: str


def hit_card(hit: Hit, *, typed: str = "") -> HitCard:
    """Turn a hit into what its card shows; what was typed is marked on the page that the card leads to."""
    document = hit.document
    href = record_link(document.id)
    is_project = document.kind == RecordKind.PROJECT
    return HitCard(
        id=document.id if is_project else None,
        href=href,
        kind=kind_name(document.kind),
        name=_name(hit),
        facts=facts(document),
        yuan=amount(document),
        raw=_raw(document),
        badges=tuple(Badge(value_label("quality", flag), flag in FINDINGS) for flag in document.quality),
        snippets=tuple(_snippets(hit))[:MOST_SNIPPETS],
        page_href=_page_href(document, typed),
        page_label=gettext("看原文第 %(page)s 页", page=document.page),
        similar_href=f"{href}#similar" if is_project else None,
        cite_href=f"{href}#cite",
    )


def facts(document: IndexDocument) -> tuple[str, ...]:
    """Place, year, who, which subject, in which table, under what, as far as the record says."""
    above = document.path.rpartition(PATH_SEPARATOR)[0]
    place = document.county or document.prefecture or document.province
    table = document.statement and value_label("statement", document.statement)
    return tuple(
        filter(None, (place, year_words(document.year), document.department, _subject(document), table, above))
    )


def _subject(document: IndexDocument) -> str | None:
    """The code of a subject with its name, unless that is the name of the record."""
    named = document.code and value_label("code", document.code)
    return document.code if named == f"{document.code} {document.name}" else named


def amount(document: IndexDocument) -> Decimal | None:
    """The amount of a record in yuan, None where it has none."""
    return None if document.amount_fen is None else from_fen(document.amount_fen)


def _page_href(document: IndexDocument, typed: str) -> str | None:
    if not document.page:
        return None
    return page_link(document.document_id, document.page, record_id=document.id, typed=typed)


def _name(hit: Hit) -> MarkedText:
    for piece in hit.highlights:
        if piece.field == NAME:
            return tuple(marked_parts(piece.text, piece.ranges))
    return tuple(marked_parts(hit.document.name, ()))


def _raw(document: IndexDocument) -> str:
    """The figure as it is printed, where more than commas and zeros at its end tell it from the one shown."""
    yuan = amount(document)
    if yuan is None:
        return ""
    printed, unit = "".join(document.amount_raw.split()), document.amount_unit
    if unit == "万元" and _plain(printed) == _plain(chinese_figure(yuan)[0]):
        return ""
    if parts := printed.count("+"):
        return counted("原文为 %(number)s 个数之和", parts + 1)
    return gettext("原文 %(printed)s", printed=f"{printed}{unit}")


def _plain(figure: str) -> str:
    """A figure without what does not change it: commas, and zeros after its last decimal.

    >>> _plain("2,720.3000"), _plain("140")
    ('2720.3', '140')
    """
    bare = figure.replace(",", "")
    return bare.rstrip("0").rstrip(".") if "." in bare else bare


def _snippets(hit: Hit) -> Iterator[SnippetView]:
    for piece in hit.highlights:
        if piece.field != NAME:
            yield SnippetView(field_label(piece.field), tuple(marked_parts(piece.text, piece.ranges)))
