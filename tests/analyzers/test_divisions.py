from __future__ import annotations

import csv
from pathlib import Path

import pytest

import analyzers
from analyzers.divisions import Level, by_code, find_divisions, resolve

TABLE = Path(analyzers.__file__).parent / "data" / "divisions.csv"


def rows_in_use() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if not row["until"]]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("互助土族自治县人民政府办公室2024年部门预算", "630223"),
        ("互助县政府办", "630223"),
        ("新疆维吾尔自治区巴音郭楞蒙古自治州若羌县财政局", "652824"),
        ("巴州若羌县人民政府办公室", "652824"),
        ("凤县人民政府办公室(本级)", "610330"),
        ("中共凤县委员会办公室", "610330"),
        ("格尔木市人民政府办公室", "632801"),
        ("2024年望都县人民政府办公室", "130631"),
        ("上海市普陀区商务委员会", "310107"),
        ("中共上海市普陀区委社会工作部", "310107"),
        ("浙江省舟山市普陀区教育局", "330903"),
        ("北京市政务服务和数据管理局", "110000"),
        ("杭州市司法局", "330100"),
        ("江苏省高级人民法院", "320000"),
        ("江苏省委办公厅", "320000"),
        ("2026年广州市信访局", "440100"),
        ("广州公安局", "440100"),
        ("无锡市应急管理综合行政执法监督局", "320200"),
        ("上海科技大学附属学校", "310000"),
        ("吉林市信访局", "220200"),
        ("吉林省信访局", "220000"),
        ("海南藏族自治州财政局", "632500"),
        ("海南州财政局", "632500"),
        ("海南省财政厅", "460000"),
        ("西安市新城区教育局", "610102"),
        ("济南市市中区财政局", "370103"),
        ("东莞市财政局", "441900"),
        ("济源市财政局", "419001"),
    ],
)
def test_place_of_a_title_is_resolved(title: str, code: str) -> None:
    division = resolve(title)
    assert division is not None
    assert division.code == code


def test_every_division_in_use_is_resolved_when_written_in_full() -> None:
    rows = rows_in_use()
    names = {row["code"]: row["name"] for row in rows}
    for row in rows:
        code = row["code"]
        outer = dict.fromkeys([f"{code[:2]}0000", f"{code[:4]}00", code])
        title = "".join(names[each] for each in outer if each in names) + "财政局"
        division = resolve(title)
        assert division is not None, title
        assert division.code == code, title


@pytest.mark.parametrize(
    "title", ["国家信访局", "2024年部门预算", "", "县", "城区建设", "该县和县直部门", "市公安县区两级", "其中山区面积"]
)
def test_text_without_a_place_resolves_to_none(title: str) -> None:
    assert resolve(title) is None


@pytest.mark.parametrize("title", ["普陀区商务委员会", "朝阳区财政局", "鼓楼区教育局", "市中区财政局", "城关区公安局"])
def test_equal_names_are_never_guessed(title: str) -> None:
    assert resolve(title) is None


@pytest.mark.parametrize(
    ("title", "hint", "code"),
    [
        ("普陀区商务委员会", "上海", "310107"),
        ("普陀区商务委员会", "浙江省2024年预算", "330903"),
        ("普陀区商务委员会", "舟山市", "330903"),
        ("朝阳区财政局", "北京市", "110105"),
        ("朝阳区财政局", "吉林省", "220104"),
        ("鼓楼区教育局", "江苏省南京市", "320106"),
        ("鼓楼区教育局", "福州市", "350102"),
    ],
)
def test_equal_names_are_told_apart_by_hints(title: str, hint: str, code: str) -> None:
    division = resolve(title, hints=[hint])
    assert division is not None
    assert division.code == code


def test_hint_may_be_a_division() -> None:
    shanghai = by_code("310000")
    assert shanghai is not None
    division = resolve("普陀区", hints=[shanghai])
    assert division is not None
    assert division.code == "310107"


def test_hints_add_no_place_to_a_text_that_names_none() -> None:
    assert resolve("国家信访局", hints=["北京市"]) is None


def test_hint_that_contradicts_the_title_is_passed_over() -> None:
    division = resolve("望都县", hints=["上海市"])
    assert division is not None
    assert division.code == "130631"


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("北京市人民政府驻上海办事处", "110000"),
        ("上海市黄浦区南京东路街道办事处", "310101"),
        ("河北区域协同发展办公室", "130000"),
        ("广州市场监督管理局", "440100"),
    ],
)
def test_words_that_only_look_like_another_place_do_not_lead_away(title: str, code: str) -> None:
    division = resolve(title)
    assert division is not None
    assert division.code == code


def test_municipality_has_no_prefecture_and_no_county() -> None:
    division = by_code("110000")
    assert division is not None
    assert (division.province, division.prefecture, division.county) == ("北京市", None, None)
    assert division.level is Level.PROVINCE


def test_district_of_a_municipality_has_no_prefecture() -> None:
    division = by_code("310107")
    assert division is not None
    assert (division.province, division.prefecture, division.county) == ("上海市", None, "普陀区")


def test_county_knows_its_province_and_prefecture() -> None:
    division = by_code("652824")
    assert division is not None
    assert (division.province, division.prefecture, division.county) == (
        "新疆维吾尔自治区",
        "巴音郭楞蒙古自治州",
        "若羌县",
    )


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("630223", "互助土族自治县"),
        ("63022300024T000000439", "互助土族自治县"),
        ("63280100024R000000001", "格尔木市"),
        ("13063124P00123410001X", "望都县"),
        ("632126", "互助土族自治县"),  # until 2013
        ("420600", "襄阳市"),  # 襄樊市 until 2010
        ("632100", "海东市"),  # 海东地区 until 2013
        ("542421", "色尼区"),  # 那曲县 until 2017
    ],
)
def test_code_or_project_code_identifies_a_place(code: str, name: str) -> None:
    division = by_code(code)
    assert division is not None
    assert division.name == name
    assert division.active


@pytest.mark.parametrize("code", ["", "63", "2010301", "999999", "434", "互助土族自治"])
def test_anything_else_is_no_code_of_a_place(code: str) -> None:
    assert by_code(code) is None


def test_division_split_between_others_keeps_its_own_entry() -> None:
    division = by_code("130103")
    assert division is not None
    assert (division.name, division.prefecture, division.active) == ("桥东区", "石家庄市", False)


def test_former_name_leads_to_the_division_of_today() -> None:
    division = resolve("西宁市湟中县财政局")
    assert division is not None
    assert (division.code, division.name) == ("630106", "湟中区")


def test_every_place_is_found_with_its_span() -> None:
    text = "从青海省海东市到互助县，再到若羌县"
    found = [(text[match.start : match.end], match.division) for match in find_divisions(text)]
    assert [(name, division and division.code) for name, division in found] == [
        ("青海省", "630000"),
        ("海东市", "630200"),
        ("互助县", "630223"),
        ("若羌县", "652824"),
    ]


def test_name_broken_by_a_line_end_is_found() -> None:
    text = "由互助土族自\n治县承担"
    (match,) = find_divisions(text)
    assert text[match.start : match.end] == "互助土族自\n治县"


def test_equal_names_in_a_text_follow_the_nearest_place_before() -> None:
    codes = [match.division and match.division.code for match in find_divisions("上海市普陀区与舟山市普陀区结对")]
    assert codes == ["310000", "310107", "330900", "330903"]


def test_equal_names_without_context_keep_all_candidates() -> None:
    (match,) = find_divisions("普陀区")
    assert match.division is None
    assert [candidate.code for candidate in match.candidates] == ["310107", "330903"]


@pytest.mark.parametrize(
    "text", ["精简文山会海", "实现长治久安", "日照时间", "互助养老", "建设工业园区", "入海口", "全县", "各县市区"]
)
def test_ordinary_words_are_no_places(text: str) -> None:
    assert find_divisions(text) == ()
