from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

import analyzers
from analyzers.departments import department_type, department_types

TABLE = Path(analyzers.__file__).parent / "data" / "department_types.csv"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("互助土族自治县人民政府办公室", "政府办公室"),
        ("凤县人民政府办公室(本级)", "政府办公室"),
        ("重庆市人民政府办公厅", "政府办公室"),
        ("互助县府办", "政府办公室"),
        ("中共江苏省委办公厅", "党委办公室"),
        ("江苏省人大常委会办公厅", "人大"),
        ("江苏省高级人民法院", "法院"),
        ("上海市普陀区财政局", "财政"),
        ("北京市教育委员会", "教育"),
        ("上海市卫生健康委员会", "卫生健康"),
        ("西安市公安局", "公安"),
        ("北京市政务服务和数据管理局", "政务服务和数据"),
        ("苏州市数据局", "政务服务和数据"),
        ("西安市行政审批服务局", "政务服务和数据"),
        ("北京市经济和信息化局", "工业和信息化"),
        ("深圳市发展和改革委员会", "发展改革"),
        ("深圳市人民政府国有资产监督管理委员会", "国有资产"),
        ("中共上海市普陀区委社会工作部", "社会工作"),
        ("中共烟台市委宣传部", "宣传"),
        ("北京市信访办公室", "信访"),
        ("国家信访局", "信访"),
        ("杭州市民政局", "民政"),
        ("上海市普陀区人民政府万里街道办事处", "街道"),
        ("望都县某镇人民政府", "乡镇"),
        ("凤县河口镇", "乡镇"),
        ("凤县凤州学区", "教育"),
        ("凤县文旅体局", "文化旅游"),
        ("凤县文化和广电旅游体育局", "文化旅游"),
        ("凤县人民政府行政服务中心", "政务服务和数据"),
        ("南京市人民政府驻北京办事处", "驻外机构"),
    ],
)
def test_name_of_an_office_tells_its_kind(name: str, kind: str) -> None:
    assert department_type(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("福州市公安局交通管理支队", "公安"),
        ("上海市应急管理局执法总队", "应急管理"),
        ("无锡市应急管理综合行政执法监督局", "应急管理"),
        ("上海市住房和城乡建设管理委员会人才开发评价中心", "住房城乡建设"),
        ("发展和改革委员会办公室", "发展改革"),
        ("经济技术开发区财政局", "财政"),
    ],
)
def test_office_under_a_department_belongs_to_its_kind(name: str, kind: str) -> None:
    assert department_type(name) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("上海科技大学附属学校", "教育"),
        ("上海市中医文献馆", "卫生健康"),
        ("上海市普陀区社会福利院", "民政"),
        ("苏州工业园区管理委员会", "开发区"),
    ],
)
def test_institution_without_a_department_in_its_name_is_told_by_what_it_is(name: str, kind: str) -> None:
    assert department_type(name) == kind


def test_place_name_does_not_tell_a_kind() -> None:
    assert department_type("公安县财政局") == "财政"
    assert department_type("公安县") is None


def test_people_government_is_no_civil_affairs_office() -> None:
    assert department_type("凤县人民政府") is None


@pytest.mark.parametrize("name", ["", "2024年部门预算", "附件2"])
def test_name_that_does_not_tell_has_no_kind(name: str) -> None:
    assert department_type(name) is None


def test_wrapped_name_is_read_as_one() -> None:
    assert department_type("互助土族自治县人民\n政府办公室") == "政府办公室"


def test_kinds_are_listed_once_each() -> None:
    kinds = department_types()
    assert len(kinds) == len(set(kinds))
    assert {"政府办公室", "财政", "教育", "卫生健康", "公安", "政务服务和数据"} <= set(kinds)


def test_every_word_tells_one_kind() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        words = Counter(
            word for row in csv.DictReader(file) for word in (row["words"] + " " + row["weak_words"]).split()
        )
    assert [word for word, count in words.items() if count > 1] == []
