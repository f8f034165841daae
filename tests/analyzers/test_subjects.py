from __future__ import annotations

import csv
from pathlib import Path

import pytest

import analyzers
from analyzers.subjects import (
    SubjectCodeError,
    economic_codes,
    economic_name,
    function_codes,
    function_name,
    function_path,
    level,
    lineage,
    parent,
)

DATA = Path(analyzers.__file__).parent / "data"


def rows(file_name: str) -> list[dict[str, str]]:
    with (DATA / file_name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("201", "一般公共服务支出"),
        ("20103", "政府办公厅（室）及相关机构事务"),
        ("2014004", "信访业务"),
        ("2010301", "行政运行"),
        ("2010399", "其他政府办公厅（室）及相关机构事务支出"),
        ("2080111", "公共就业服务和职业技能鉴定机构"),
        ("2080505", "机关事业单位基本养老保险缴费支出"),
        ("2110106", "生态环境国际合作及履约"),
        ("2130321", "大中型水库移民后期扶持专项支出"),
        ("2101103", "公务员医疗补助"),
        ("2120806", "土地出让业务支出"),
        ("2210201", "住房公积金"),
    ],
)
def test_function_subject_has_its_complete_name(code: str, name: str) -> None:
    assert function_name(code) == name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("301", "工资福利支出"),
        ("30217", "公务接待费"),
        ("30231", "公务用车运行维护费"),
        ("310", "资本性支出"),
        ("30311", "代缴社会保险费"),
        ("50206", "公务接待费"),
        ("50502", "商品和服务支出"),
    ],
)
def test_economic_subject_of_both_views_has_its_name(code: str, name: str) -> None:
    assert economic_name(code) == name


@pytest.mark.parametrize("code", ["", "2", "299", "2019901", "242", "互助"])
def test_unknown_function_code_has_no_name(code: str) -> None:
    assert function_name(code) is None


def test_function_and_economic_codes_are_kept_apart() -> None:
    assert function_name("30217") is None
    assert economic_name("20103") is None


def test_repeating_name_gives_the_code_under_each_subject() -> None:
    codes = function_codes("行政运行")
    assert {"2010301", "2014001", "2040201", "2101501"} <= set(codes)
    assert list(codes) == sorted(codes)


def test_name_under_a_subject_gives_one_code() -> None:
    assert function_codes("行政运行", under="20103") == ("2010301",)
    assert function_codes("事业运行", under="20103") == ("2010350",)


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("一般公共服务支出", ("201",)),
        ("一般公共服务（类）", ("201",)),
        ("一般公共服务(201类)", ("201",)),
        ("信访事务（40款）", ("20140",)),
        ("信访业务（04项）", ("2014004",)),
        ("政府办公厅(室)及相关机构事务", ("20103",)),
        ("政府办公厅（室）\n及相关机构事务", ("20103",)),
        ("2080505-机关事业单位基本养老保险缴费支出", ("2080505",)),
        ("-机关事业单位基本养老保险缴费", ("2080505",)),
        ("行政事业单位离退休", ("20805",)),
        ("住房保障支出", ("221",)),
        ("没有这个科目", ()),
        ("", ()),
    ],
)
def test_names_are_found_as_documents_print_them(printed: str, codes: tuple[str, ...]) -> None:
    assert function_codes(printed) == codes


def test_name_without_its_ending_may_mean_several_subjects() -> None:
    assert function_codes("住房保障") == ("21908", "221")
    assert function_codes("住房保障", under="221") == ("221",)


def test_same_economic_name_is_found_in_both_views() -> None:
    assert economic_codes("公务接待费") == ("30217", "50206")
    assert economic_codes("公务接待费", under="3") == ("30217",)


@pytest.mark.parametrize(
    ("code", "expected"), [("201", None), ("20103", "201"), ("2010301", "20103"), ("30217", "302")]
)
def test_parent_is_one_level_up(code: str, expected: str | None) -> None:
    assert parent(code) == expected


@pytest.mark.parametrize(("code", "expected"), [("201", 1), ("20103", 2), ("2010301", 3), ("302", 1), ("30217", 2)])
def test_level_follows_the_number_of_digits(code: str, expected: int) -> None:
    assert level(code) == expected


@pytest.mark.parametrize("code", ["", "20", "2010", "201030", "20103011", "2010a", "２０１"])
def test_anything_else_is_no_code(code: str) -> None:
    with pytest.raises(SubjectCodeError, match="科目编码"):
        level(code)
    with pytest.raises(SubjectCodeError):
        parent(code)


def test_path_tells_which_of_the_equal_names_it_is() -> None:
    assert lineage("2010301") == ("201", "20103", "2010301")
    assert function_path("2014001") == ("一般公共服务支出", "信访事务", "行政运行")
    assert function_path("2040201") == ("公共安全支出", "公安", "行政运行")


def test_unknown_subject_stands_in_the_path_with_its_code() -> None:
    assert function_path("2014088") == ("一般公共服务支出", "信访事务", "2014088")


@pytest.mark.parametrize("file_name", ["function_subjects.csv", "economic_subjects.csv"])
def test_table_is_a_tree_in_order_of_code(file_name: str) -> None:
    codes = [row["code"] for row in rows(file_name)]
    assert codes == sorted(set(codes))
    assert all(code[:-2] in codes for code in codes if len(code) > 3)
    assert {row["origin"] for row in rows(file_name)} <= {"印刷", "列表", "推断"}


@pytest.mark.parametrize("file_name", ["function_subjects.csv", "economic_subjects.csv"])
def test_every_name_is_clean_and_leads_back_to_its_code(file_name: str) -> None:
    codes_of = function_codes if file_name.startswith("function") else economic_codes
    for row in rows(file_name):
        assert not set(row["name"]) & set("()- 　"), row
        assert row["code"] in codes_of(row["name"]), row


@pytest.mark.parametrize(
    ("item", "name"), [("01", "行政运行"), ("02", "一般行政管理事务"), ("03", "机关服务"), ("50", "事业运行")]
)
def test_repeating_items_have_the_same_name_everywhere_in_general_services(item: str, name: str) -> None:
    found = {
        row["name"]
        for row in rows("function_subjects.csv")
        if row["code"].startswith("201") and row["code"][5:] == item
    }
    assert found == {name}
