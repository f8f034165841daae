"""A hit as it is shown, on any page and in any format: the record, what to highlight, and why it is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.documents import IndexDocument
from index.fields import CONTENT_FIELDS
from index.highlight import highlight
from index.query.tree import TextLeaf

NAME = "name"
#: Passages shown of one record besides its name, and their length in characters.
MOST_PASSAGES = 2
PASSAGE_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Highlight:
    """A piece of the original text of a field; ``ranges`` are (start, end) of what was asked for within ``text``."""

    field: str
    text: str
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """A term that two projects share, and how much it counts for their likeness (all reasons: ``score``)."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found; ``why`` is only given among similar projects."""

    document: IndexDocument
    score: float
    highlights: tuple[Highlight, ...] = ()
    why: tuple[Reason, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The hit as DESIGN section 5 lays it down; amounts in yuan, null where nothing is printed."""
        document = self.document
        return {
            "id": document.id,
            "kind": document.kind,
            "name": document.name,
            "file": document.file,
            "sha256": document.sha256,
            "province": document.province or None,
            "prefecture": document.prefecture or None,
            "county": document.county or None,
            "division_code": document.division_code or None,
            "department": document.department or None,
            "year": document.year,
            "stage": document.stage or None,
            "amount": yuan_number(document.amount_fen),
            "code": document.code or None,
            "page": document.page,
            "score": round(self.score, 4),
            "highlights": [
                {"field": piece.field, "text": piece.text, "ranges": [list(span) for span in piece.ranges]}
                for piece in self.highlights
            ],
            "why": [{"term": reason.term, "weight": round(reason.weight, 4)} for reason in self.why],
        }


def highlights(document: IndexDocument, leaves: Sequence[TextLeaf]) -> tuple[Highlight, ...]:
    """Where a record says what was asked: its name as a whole, then the first passages of its other texts."""
    passages = list(_passages(document, leaves))
    names = [passage for passage in passages if passage.field == NAME]
    return (*names, *[passage for passage in passages if passage.field != NAME][:MOST_PASSAGES])


def _passages(document: IndexDocument, leaves: Sequence[TextLeaf]) -> Iterator[Highlight]:
    for field in CONTENT_FIELDS:
        asked = [leaf for leaf in leaves if leaf.field in (None, field.name)]
        original: str = getattr(document, field.name)
        if not asked or not original:
            continue
        window = len(original) if field.name == NAME else PASSAGE_LENGTH
        for snippet in highlight(original, asked, window=window, limit=MOST_PASSAGES):
            if snippet.ranges:
                yield Highlight(field.name, snippet.text, snippet.ranges)


def yuan_number(fen: int | None) -> int | float | None:
    """Fen as a JSON number of yuan: whole yuan as an integer, others exact to the fen below 70 trillion yuan.

    >>> yuan_number(123456), yuan_number(1200), yuan_number(None)
    (1234.56, 12, None)
    """
    if fen is None:
        return None
    return fen // 100 if fen % 100 == 0 else fen / 100
