"""The columns of an export: what they are called in a spreadsheet and in JSON, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

from analyzers import subjects
from analyzers.money import from_fen
from index.documents import IndexDocument
from index.fields import FIELDS_BY_NAME, FieldType
from search_app.addresses.links import page_link, record_link
from search_app.privacy import mask_mobile_numbers
from search_app.wording.labels import value_label
from search_app.wording.languages import Language, page_language

#: One cell: text, a number, or nothing. Amounts are exact yuan.
Cell = str | int | Decimal | None

#: Fields that are exported as they are, in the order of the columns around the amount.
_BEFORE_AMOUNT = (
    *("id", "kind", "name", "province", "prefecture", "county", "division_code"),
    *("department", "department_type", "year", "stage", "doc_kind"),
)
_AFTER_AMOUNT = ("amount_raw", "amount_unit", "classification", "code")
_TEXTS = ("goal", "indicators", "text")

#: Fields whose stored keys a spreadsheet shows in words.
_WORDED = frozenset({"kind", "classification", "statement", "section_kind"})
#: Values of such a field; there are dozens.
MOST_LABELS = 1_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row comes from besides its record: the site's address, the search asked, the snapshot it was asked of.

    ``site`` has no slash at its end; ``search`` is the absolute address of the results page.
    """

    site: str
    search: str
    snapshot: int


@dataclass(frozen=True, slots=True)
class Column:
    """``name`` is the key in JSON, ``label`` the head in a spreadsheet, ``type`` that of cells that hold anything."""

    name: str
    label: str
    read: Callable[[IndexDocument, Origin], Cell]
    type: type[str | int | Decimal] = str


def spreadsheet_row(document: IndexDocument, origin: Origin) -> tuple[Cell, ...]:
    """One record as a person reads it: keys in words."""
    return tuple([read(document, origin) for read in _SPREADSHEET_READERS])  # a list is quicker than a generator


def json_row(document: IndexDocument, origin: Origin) -> dict[str, Cell]:
    """One record by column name: keys as they are stored."""
    return {column.name: column.read(document, origin) for column in COLUMNS}


def _worded(column: Column) -> Callable[[IndexDocument, Origin], Cell]:
    """What reads a column for a person."""
    if column.name not in _WORDED:
        return column.read

    @lru_cache(MOST_LABELS)
    def label(key: str, _: Language) -> str:
        return value_label(column.name, key)

    def read(document: IndexDocument, origin: Origin) -> Cell:
        key = column.read(document, origin)
        return label(key, page_language()) if isinstance(key, str) else key

    return read


def _field(name: str) -> Column:
    field = FIELDS_BY_NAME[name]
    cells = int if field.type is FieldType.INTEGER else str
    get = attrgetter(name)
    return Column(name, field.label, lambda document, _: get(document) or None, cells)


def _text(name: str) -> Column:
    get = attrgetter(name)

    def read(document: IndexDocument, _: Origin) -> str | None:
        text: str = get(document)
        return mask_mobile_numbers(text) if text else None

    return Column(name, FIELDS_BY_NAME[name].label, read)


def _amount(document: IndexDocument, _: Origin) -> Decimal | None:
    return None if document.amount_fen is None else from_fen(document.amount_fen)


def _subject(document: IndexDocument, _: Origin) -> str | None:
    code = document.code
    return (subjects.function_name(code) or subjects.economic_name(code)) if code else None


def _quality(document: IndexDocument, _: Origin) -> str | None:
    return "；".join(document.quality) or None


def _link(document: IndexDocument, origin: Origin) -> str:
    return origin.site + record_link(document.id)


def _page_link(document: IndexDocument, origin: Origin) -> str | None:
    if not document.page:
        return None
    return origin.site + page_link(document.document_id, document.page, record_id=document.id)


COLUMNS: tuple[Column, ...] = (
    *(_text(name) if name == "name" else _field(name) for name in _BEFORE_AMOUNT),
    Column("amount", "金额（元）", _amount, Decimal),
    *map(_field, _AFTER_AMOUNT),
    Column("code_name", "科目名称", _subject),
    *map(_field, ("path", "statement", "section_kind")),
    Column("quality", FIELDS_BY_NAME["quality"].label, _quality),
    *map(_text, _TEXTS),
    *map(_field, ("page", "file", "sha256")),
    Column("link", "记录地址", _link),
    Column("page_link", "原文地址", _page_link),
    Column("search", "检索地址", lambda _, origin: origin.search),
    Column("snapshot", "数据快照", lambda _, origin: origin.snapshot, int),
)

_SPREADSHEET_READERS = tuple(map(_worded, COLUMNS))
