"""What one file of ``examples/data`` says, as plain values.

Amounts are strings exactly as they are to be printed (without thousands
commas); an empty string is a cell that stays blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

#: Key in the data files -> attribute.
SUBJECT_KEYS = {
    "编码": "code",
    "名称": "name",
    "合计": "total",
    "基本": "basic",
    "项目": "project",
    "人员": "personnel",
    "公用": "public",
    "单位": "unit",
}
INDICATOR_KEYS = {
    "一级": "level1",
    "二级": "level2",
    "三级": "level3",
    "性质": "operator",
    "值": "value",
    "本年值": "value_this_year",
    "单位": "unit",
    "权重": "weight",
    "描述": "description",
    "依据": "basis",
    "上年": "last_year",
    "赋分": "scoring",
    "资料": "evidence",
}
PROJECT_KEYS = {
    "名称": "name",
    "编码": "code",
    "类别": "category",
    "用途": "purpose",
    "依据": "basis",
    "分配": "allocation",
}
AMOUNT_KEYS = ("批复数", "预算数", "金额")


@dataclass(frozen=True, slots=True)
class Subject:
    """A functional or economic subject with its amounts."""

    code: str
    name: str
    total: str
    basic: str = ""
    project: str = ""
    personnel: str = ""
    public: str = ""
    unit: str = "万元"


@dataclass(frozen=True, slots=True)
class Indicator:
    level1: str
    level2: str
    level3: str
    value: str = ""
    operator: str = ""
    value_this_year: str = ""
    unit: str = ""
    weight: str = ""
    description: str = ""
    basis: str = ""
    last_year: str = ""
    scoring: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    name: str
    amount: str
    goals: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    code: str = ""
    category: str = ""
    purpose: str = ""
    basis: str = ""
    allocation: str = ""
    payment_plan: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs; ``inserts`` names what the layout prints after them."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    subsections: tuple[Section, ...] = ()
    inserts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ThreePublic:
    total: str
    operation: str = ""
    reception: str = ""


@dataclass(frozen=True, slots=True)
class Disclosure:
    department: str
    title: str
    file_name: str
    layout: str
    source: str
    year: int
    unit_code: str
    totals: Subject  # the 合计 rows as printed; a budget's rounded parts need not add up to them
    function: tuple[Subject, ...]
    economic: tuple[Subject, ...]
    three_public: Mapping[str, ThreePublic]
    projects: tuple[Project, ...]
    chapters: Mapping[str, tuple[Section, ...]]
    indicators: Mapping[str, tuple[Indicator, ...]]
    rest: Mapping[str, Any]  # what only one layout prints


def read(path: Path) -> Disclosure:
    """Read one data file.

    Raises:
        KeyError, TypeError: a key is missing or not known.
    """
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    chapters = ("概况", "职责", "说明", "其他", "名词解释")
    return Disclosure(
        department=data.pop("公开单位"),
        title=data.pop("标题"),
        file_name=data.pop("文件名"),
        layout=data.pop("版式"),
        source=data.pop("来源"),
        year=data.pop("年度"),
        unit_code=data.pop("单位编码", ""),
        totals=_subjects([{"编码": "", "名称": "合计", **data.pop("合计")}])[0],
        function=_subjects(data.pop("功能科目")),
        economic=_subjects(data.pop("经济科目")),
        three_public={when: _three_public(part) for when, part in data.pop("三公").items()},
        projects=tuple(_project(item) for item in data.pop("项目")),
        chapters={name: _sections(data.pop(name)) for name in chapters if name in data},
        indicators={name: _indicators(data.pop(name)) for name in ("项目指标", "整体指标") if name in data},
        rest=data,
    )


def _renamed(item: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    return {keys[key]: value for key, value in item.items()}


def _subjects(items: Sequence[Mapping[str, Any]]) -> tuple[Subject, ...]:
    return tuple(Subject(**_renamed(item, SUBJECT_KEYS)) for item in items)


def _indicators(items: Sequence[Mapping[str, Any]]) -> tuple[Indicator, ...]:
    return tuple(
        Indicator(**{key: str(value) for key, value in _renamed(item, INDICATOR_KEYS).items()}) for item in items
    )


def _three_public(item: Mapping[str, str]) -> ThreePublic:
    return ThreePublic(total=item["合计"], operation=item.get("运行", ""), reception=item.get("接待", ""))


def _project(item: Mapping[str, Any]) -> Project:
    goal = item.get("目标", ())
    return Project(
        amount=next(item[key] for key in AMOUNT_KEYS if key in item),
        goals=(goal,) if isinstance(goal, str) else tuple(goal),
        indicators=_indicators(item.get("指标", ())),
        payment_plan=tuple(item.get("支出计划", ())),
        **_renamed({key: item[key] for key in PROJECT_KEYS if key in item}, PROJECT_KEYS),
    )


def _sections(items: Sequence[Mapping[str, Any]]) -> tuple[Section, ...]:
    return tuple(
        Section(
            heading=item["标题"],
            paragraphs=tuple(item.get("正文", ())),
            subsections=_sections(item.get("小节", ())),
            inserts=frozenset(key for key, value in item.items() if value is True),
        )
        for item in items
    )
