"""Which file and which disclosure: the names everything else refers to."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

#: Length of a document id: the first hex digits of the file's SHA-256.
DOCUMENT_ID_LENGTH = 16


class Stage(enum.StrEnum):
    """阶段: a plan for the year or its outturn."""

    BUDGET = "预算"
    FINAL_ACCOUNTS = "决算"


class DocumentKind(enum.StrEnum):
    """Whose money a disclosure shows; a department's includes its subordinate units'."""

    DEPARTMENT_BUDGET = "部门预算"
    UNIT_BUDGET = "单位预算"
    DEPARTMENT_ACCOUNTS = "部门决算"
    UNIT_ACCOUNTS = "单位决算"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file a disclosure was read from; the bytes are its identity, not its name."""

    sha256: str
    path: str
    media_type: str
    size: int
    pages: int

    @property
    def document_id(self) -> str:
        return self.sha256[:DOCUMENT_ID_LENGTH]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who disclosed what, when. None where the document does not say."""

    title: str | None
    province: str | None
    prefecture: str | None
    county: str | None
    division_code: str | None  # 6 digits
    department: str | None
    department_type: str | None
    year: int | None
    stage: Stage | None
    kind: DocumentKind
    table_unit: str | None  # the unit most of the document's tables print


class RecordKind(enum.StrEnum):
    """What a search hit is; the letter of each stands in its record id."""

    PROJECT = "project"
    SECTION = "section"
    LINE = "line"
    DOCUMENT = "document"


RECORD_LETTERS: Mapping[RecordKind, str] = MappingProxyType(
    {RecordKind.PROJECT: "p", RecordKind.SECTION: "s", RecordKind.LINE: "l", RecordKind.DOCUMENT: "d"}
)


def record_id(document_id: str, kind: RecordKind, ordinal: int) -> str:
    """Stable id of a record: document id, kind letter, ordinal in reading order.

    >>> record_id("0bbe4ec4f2946aa4", RecordKind.PROJECT, 3)
    '0bbe4ec4f2946aa4-p3'
    """
    return f"{document_id}-{RECORD_LETTERS[kind]}{ordinal}"
