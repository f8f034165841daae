"""The only list of fields: engine mappings, query syntax, facets and help pages derive from it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


class FieldType(enum.StrEnum):
    TEXT = "text"  # two streams: grams for exact substrings, words for ranking
    KEYWORD = "keyword"  # one exact value (or several), filterable
    INTEGER = "integer"  # filterable by range, sortable
    STORED = "stored"  # shown, never searched


@dataclass(frozen=True, slots=True)
class Field:
    """One field of ``IndexDocument``.

    ``names`` are what a user may type before a colon, Chinese first; ``boost``
    weighs a text field in ranking; ``facet`` offers its values with counts.
    ``background`` marks a text field that helps to find a record but is not what
    the record says (its place, its department): quoted text is looked for there
    only when the field is named, and it never counts as literal text. The values of
    a ``tree`` are codes: chosen in a filter, one stands for all that start like it.
    """

    name: str
    label: str
    type: FieldType
    names: tuple[str, ...] = ()
    boost: float = 1.0
    facet: bool = False
    many: bool = False
    background: bool = False
    tree: bool = False


FIELDS: tuple[Field, ...] = (
    Field("id", "编号", FieldType.KEYWORD, ("编号", "id")),
    Field("document_id", "文件编号", FieldType.KEYWORD, ("文件", "doc")),
    Field("kind", "记录类型", FieldType.KEYWORD, ("类型", "kind"), facet=True),
    Field("name", "名称", FieldType.TEXT, ("名称", "name"), boost=4.0),
    Field("goal", "绩效目标", FieldType.TEXT, ("目标", "goal"), boost=1.5),
    Field("indicators", "绩效指标", FieldType.TEXT, ("指标", "indicator")),
    Field("text", "正文", FieldType.TEXT, ("正文", "text")),
    Field("context", "出处", FieldType.TEXT, ("出处", "context"), boost=0.5, background=True),
    Field("province", "省份", FieldType.KEYWORD, ("省", "province"), facet=True),
    Field("prefecture", "地市", FieldType.KEYWORD, ("市", "prefecture"), facet=True),
    Field("county", "区县", FieldType.KEYWORD, ("县", "county"), facet=True),
    Field("division_code", "区划代码", FieldType.KEYWORD, ("区划", "division")),
    Field("department", "部门", FieldType.KEYWORD, ("部门", "department"), facet=True),
    Field("department_type", "部门类型", FieldType.KEYWORD, ("部门类型", "department_type"), facet=True),
    Field("year", "年度", FieldType.INTEGER, ("年", "年度", "year"), facet=True),
    Field("stage", "阶段", FieldType.KEYWORD, ("阶段", "stage"), facet=True),
    Field("doc_kind", "公开类型", FieldType.KEYWORD, ("公开类型", "doc_kind"), facet=True),
    Field("amount_fen", "金额", FieldType.INTEGER, ("金额", "amount")),
    Field("amount_raw", "原文金额", FieldType.STORED),
    Field("amount_unit", "原文单位", FieldType.STORED),
    Field("classification", "科目分类", FieldType.KEYWORD, ("分类", "classification"), facet=True),
    Field("code", "科目编码", FieldType.KEYWORD, ("科目", "编码", "code"), facet=True, tree=True),
    Field("statement", "报表", FieldType.KEYWORD, ("表", "statement"), facet=True),
    Field("section_kind", "章节", FieldType.KEYWORD, ("章节", "section"), facet=True),
    Field("quality", "质量标记", FieldType.KEYWORD, ("质量", "quality"), facet=True, many=True),
    Field("project", "项目名", FieldType.KEYWORD),
    Field("adds", "加总口径", FieldType.KEYWORD),
    Field("holder", "预算单位", FieldType.KEYWORD),
    Field("file", "文件名", FieldType.STORED),
    Field("sha256", "SHA-256", FieldType.STORED),
    Field("page", "页", FieldType.INTEGER, ("页", "page")),
    Field("path", "位置", FieldType.STORED),
)

FIELDS_BY_NAME: Mapping[str, Field] = MappingProxyType({field.name: field for field in FIELDS})

#: Every text field, and those that hold what the record itself says.
TEXT_FIELDS: tuple[Field, ...] = tuple(field for field in FIELDS if field.type is FieldType.TEXT)
CONTENT_FIELDS: tuple[Field, ...] = tuple(field for field in TEXT_FIELDS if not field.background)

FACETS: tuple[str, ...] = tuple(field.name for field in FIELDS if field.facet)

#: Lower edges of the amount histogram: 1, 5, 10, 50 … 万元 up to 10 亿元. Amounts below the first and from the last on
#: have a bucket each.
AMOUNT_EDGES_FEN: tuple[int, ...] = tuple(
    yuan * 100
    for yuan in (
        *(10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000),
        *(10_000_000, 50_000_000, 100_000_000, 500_000_000, 1_000_000_000),
    )
)


def field_typed(typed: str) -> Field | None:
    """The field a user means by what stands before a colon, in any case; None for no field."""
    name = typed.strip().lower()
    return next((field for field in FIELDS if name in field.names or name == field.name), None)
