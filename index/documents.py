"""Records as the index sees them: one flat document for each project, section, line and disclosure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One searchable record. Every attribute is a row of ``index/fields.py`` of the same name.

    Text attributes hold the original text; None or '' where the record has none.
    """

    id: str
    document_id: str
    kind: str  # RecordKind
    # text
    name: str
    goal: str = ""
    indicators: str = ""
    text: str = ""
    # where and who
    province: str = ""
    prefecture: str = ""
    county: str = ""
    division_code: str = ""
    department: str = ""
    department_type: str = ""
    year: int | None = None
    stage: str = ""
    doc_kind: str = ""
    # what
    amount_fen: int | None = None
    amount_raw: str = ""
    amount_unit: str = ""
    classification: str = ""
    code: str = ""
    statement: str = ""
    section_kind: str = ""
    quality: tuple[str, ...] = ()  # flags such as 勾稽不平, 有问题
    # where it is printed
    file: str = ""
    sha256: str = ""
    page: int | None = None
    path: str = ""  # headings, or subject names from 类 down, joined by " › "
