"""What a user may type for the keys that records hold: 项目 for ``project``, 绩效 for ``performance``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from index.records import Classification, DocumentKind, RecordKind, SectionKind, Stage

#: Field -> stored value -> its Chinese names, the one to show first. Only fields with a fixed set of values.
VALUE_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kind": {
            RecordKind.PROJECT: ("项目", "项目支出"),
            RecordKind.LINE: ("科目行", "科目", "行"),
            RecordKind.SECTION: ("章节", "正文", "段落"),
            RecordKind.DOCUMENT: ("公开文件", "文件", "文档"),
        },
        "section_kind": {
            SectionKind.DUTIES: ("主要职能", "主要职责", "职能", "职责"),
            SectionKind.ORGANISATION: ("机构设置", "机构", "内设机构"),
            SectionKind.TASKS: ("工作任务", "重点工作", "任务"),
            SectionKind.STAFFING: ("人员情况", "人员", "编制"),
            SectionKind.EXPLANATION: ("情况说明", "说明", "预算说明"),
            SectionKind.THREE_PUBLIC: ("“三公”经费", "三公经费", "三公"),
            SectionKind.OPERATING_COST: ("机关运行经费", "运行经费"),
            SectionKind.PROCUREMENT: ("政府采购", "采购"),
            SectionKind.ASSETS: ("国有资产", "资产"),
            SectionKind.PERFORMANCE: ("绩效目标", "绩效"),
            SectionKind.GLOSSARY: ("名词解释", "名词"),
            SectionKind.OTHER: ("其他",),
        },
        "classification": {
            Classification.FUNCTION: ("功能科目", "功能分类", "功能"),
            Classification.ECONOMIC: ("经济科目", "经济分类", "经济"),
        },
        "stage": {stage: (stage.value,) for stage in Stage},
        "doc_kind": {kind: (kind.value,) for kind in DocumentKind},
    }
)


def value_typed(field: str, typed: str) -> str | None:
    """The stored value a user means by a key or one of its Chinese names; None where there is no such value.

    >>> value_typed("kind", "项目")
    'project'
    """
    plain = typed.strip().lower()
    for value, names in VALUE_NAMES[field].items():
        if plain == value or plain in names:
            return str(value)
    return None


def value_label(field: str, value: str) -> str:
    """The Chinese name of a stored value; the value itself where it needs none."""
    names = VALUE_NAMES.get(field, {}).get(value)
    return names[0] if names else value
