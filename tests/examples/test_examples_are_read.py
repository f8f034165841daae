"""What yusou reads from the examples is what their data say: figures put in by hand, not taken from the reader."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from typesetting import disclosure

from index.records import Amount, Disclosure, DocumentKind, Stage
from indexer.reading import FileTask, hash_file, load_disclosure

EXAMPLES = Path(__file__).parents[2] / "examples"
STEMS = ("fengxian", "golmud", "huzhu", "ruoqiang", "wangdu")

#: Place and code of each office; source: 行政区划代码, Ministry of Civil Affairs.
PLACES = {
    "fengxian": ("陕西省", "宝鸡市", "凤县", "610330"),
    "golmud": ("青海省", "海西蒙古族藏族自治州", "格尔木市", "632801"),
    "huzhu": ("青海省", "海东市", "互助土族自治县", "630223"),
    "ruoqiang": ("新疆维吾尔自治区", "巴音郭楞蒙古自治州", "若羌县", "652824"),
    "wangdu": ("河北省", "保定市", "望都县", "130631"),
}
#: 若羌 fills in one goal table for all four projects, under the name of the first.
MERGED_GOALS = "ruoqiang"


@cache
def example(stem: str) -> disclosure.Disclosure:
    return disclosure.read(EXAMPLES / "data" / f"{stem}.yaml")


@cache
def read(stem: str) -> Disclosure:
    path = EXAMPLES / "documents" / example(stem).file_name
    return load_disclosure(FileTask(path, hash_file(path)))


def in_yuan(printed: str, unit: str = "万元") -> Decimal | None:
    return Decimal(printed) * {"元": 1, "万元": 10_000}[unit] if printed else None


def yuan(amount: Amount | None) -> Decimal | None:
    return amount.yuan if amount else None


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


@pytest.mark.parametrize("stem", STEMS)
def test_identity(stem: str) -> None:
    identity = read(stem).identity
    kind = DocumentKind.UNIT_BUDGET if stem == "fengxian" else DocumentKind.DEPARTMENT_BUDGET

    assert (identity.province, identity.prefecture, identity.county, identity.division_code) == PLACES[stem]
    assert identity.department == example(stem).department
    assert (identity.year, identity.stage, identity.kind) == (2024, Stage.BUDGET, kind)


@pytest.mark.parametrize("stem", STEMS)
def test_lines_by_functional_subject(stem: str) -> None:
    lines = [line for line in read(stem).lines if line.statement == "expenditure"]
    columns = ("total",) if stem == "fengxian" else ("total", "basic", "project")

    assert [(line.code, line.name, *(yuan(line.amounts.get(column)) for column in columns)) for line in lines] == [
        (s.code, s.name, *(in_yuan(getattr(s, column), s.unit) for column in columns)) for s in example(stem).function
    ]


@pytest.mark.parametrize("stem", STEMS)
def test_lines_by_economic_subject(stem: str) -> None:
    lines = [line for line in read(stem).lines if line.statement == "basic_expenditure"]
    columns = ("total",) if stem == "fengxian" else ("total", "personnel", "public")

    assert [(line.code, line.name, *(yuan(line.amounts.get(column)) for column in columns)) for line in lines] == [
        (s.code, s.name, *(in_yuan(getattr(s, column), s.unit) for column in columns)) for s in example(stem).economic
    ]


@pytest.mark.parametrize(
    ("stem", "figures"),
    [
        ("fengxian", ("33.96", "31.77", "2.19")),
        ("golmud", ("51.67", "45.22", "6.45")),
        ("huzhu", ("115.00", "75.00", "40.00")),
        ("ruoqiang", ("0.25", "", "0.25")),
        ("wangdu", ("31.00", "16.00", "15.00")),
    ],
)
def test_three_public(stem: str, figures: tuple[str, str, str]) -> None:
    found = read(stem).three_public

    assert found is not None
    assert (yuan(found.total), yuan(found.vehicle_operation), yuan(found.reception)) == tuple(map(in_yuan, figures))


@pytest.mark.parametrize("stem", STEMS)
def test_projects(stem: str) -> None:
    assert [(p.name, p.code, yuan(p.amount)) for p in read(stem).projects] == [
        (p.name, p.code or None, in_yuan(p.amount)) for p in example(stem).projects
    ]


@pytest.mark.parametrize("stem", STEMS)
def test_goals(stem: str) -> None:
    for found, printed in zip(read(stem).projects, example(stem).projects, strict=True):
        for goal in printed.goals:
            if not goal.startswith("1.目标内容"):  # a placeholder that the office left in
                assert squeezed(goal) in squeezed(found.goal)


@pytest.mark.parametrize("stem", STEMS)
def test_indicators(stem: str) -> None:
    printed = [list(project.indicators) for project in example(stem).projects]
    if stem == MERGED_GOALS:
        printed[0] = list(example(stem).indicators["项目指标"])

    assert [[levels(i) for i in project.indicators] for project in read(stem).projects] == [
        [(squeezed(i.level1), squeezed(i.level2), squeezed(i.level3)) for i in project] for project in printed
    ]


def levels(found: object) -> tuple[str, ...]:
    return tuple(squeezed(getattr(found, name)) for name in ("level1", "level2", "level3"))
