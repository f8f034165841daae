"""Charts: what is drawn is what is printed, and nothing that a strict policy would refuse."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from sample_disclosures import EAST, HOSTILE_TEXT, east_county, wan

from index.records import BudgetLine, Disclosure
from search_app.pages import chart as chart_pages
from search_app.views.charts import Chart, Series, draw, summary
from search_app.views.page_charts import MOST_BARS, document_charts, project_charts
from search_app.views.similar import SimilarProject, SimilarView

EAST_CODE, WEST_CODE = "630101", "630102"
PROJECT = east_county().projects[0]
SVG = "{http://www.w3.org/2000/svg}"
AMOUNTS = st.decimals(min_value=-(10**12), max_value=10**13, places=2)


def chart(*values: str | None, **fields: Any) -> Chart:
    """A chart of one series with a bar for each value."""
    amounts = tuple(None if value is None else Decimal(value) for value in values)
    whole = Chart(
        name="test",
        title="比较",
        labels_head="地区",
        labels=tuple(f"第{place}县" for place in range(len(values))),
        series=(Series("金额", amounts),),
        csv_href="/test.csv",
    )
    return replace(whole, **fields)


def drawn(one: Chart) -> Any:
    return etree.fromstring(str(draw(one)).encode())


def bars(root: Any, series: int = 0) -> list[tuple[float, float]]:
    """Left end and width of the bars of a series, from the top down."""
    (group,) = root.xpath(f"//*[contains(@class, 'serie-{series} ')]/*[@class='bars']")
    found = [{name: float(rect.get(name, 0)) for name in ("x", "y", "width")} for rect in group.iter(f"{SVG}rect")]
    return [(rect["x"], rect["width"]) for rect in sorted(found, key=lambda rect: rect["y"])]


def texts(root: Any, kind: str = "value") -> list[str]:
    """The figures beside the bars, from the top down; or the names, which have no class."""
    asked = f"@class='{kind}'" if kind else "not(@class)"
    found = root.xpath(f"//*[local-name()='text' and {asked}]")
    return [text.text for text in sorted(found, key=lambda text: float(text.get("y")))]


def test_bars_are_as_long_as_their_amounts_and_say_them_exactly() -> None:
    root = drawn(chart("1000000", "500000.01", "250000"))
    widths = [width for _, width in bars(root)]
    assert widths[1] / widths[0] == pytest.approx(0.5, abs=0.01)
    assert widths[2] / widths[0] == pytest.approx(0.25, abs=0.01)
    assert texts(root) == ["100.00万元", "50.000001万元", "25.00万元"]
    assert texts(root, "") == ["第0县", "第1县", "第2县"]


def test_none_has_no_bar_and_no_figure_and_zero_has_its_figure() -> None:
    root = drawn(chart("100", None, "0"))
    assert texts(root) == ["0.01万元", "0元"]
    assert len(texts(root, "")) == 3


def test_what_is_negative_grows_to_the_other_side() -> None:
    (first, first_width), (second, second_width) = bars(drawn(chart("300000", "-100000")))
    assert second + second_width == pytest.approx(first, abs=0.2)
    assert second_width / first_width == pytest.approx(1 / 3, abs=0.01)


def test_one_value_is_drawn_and_forty_do_not_touch() -> None:
    assert len(bars(drawn(chart("5")))) == 1
    root = drawn(chart(*(str(number + 1) for number in range(40))))
    assert texts(root) == [f"{number + 1}元" for number in range(40)]
    names = sorted(float(text.get("y")) for text in root.xpath("//*[local-name()='text' and @class='value']"))
    assert min(after - before for before, after in pairwise(names)) >= 20


def test_long_names_that_begin_alike_stay_apart() -> None:
    names = tuple(f"某某市数字政府运营中心二〇二六年度{what}运行维护服务项目" for what in ("外网", "机房", "电话"))
    shown = texts(drawn(chart("3", "2", "1", labels=names)), "")
    assert len(set(shown)) == 3
    assert all(name.startswith("某某市") and name.endswith("运行维护服务项目") and "…" in name for name in shown)


def test_a_chart_without_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="no figures"):
        draw(chart(None, None))


def test_series_stand_beside_each_other_or_on_one_another() -> None:
    two = (Series("基本支出", (Decimal(30), None)), Series("项目支出", (Decimal(10), Decimal(20))))
    beside = drawn(chart("0", "0", series=two))
    assert sorted(texts(beside)) == ["10元", "20元", "30元"]
    stacked = drawn(chart("0", "0", series=two, stacked=True))
    assert texts(stacked) == ["40元", "20元"]
    ((low, low_width),) = bars(stacked, 0)
    (high, high_width), _ = bars(stacked, 1)
    assert high == pytest.approx(low + low_width, abs=0.2)
    assert low_width / high_width == pytest.approx(3, abs=0.05)


def test_the_chosen_one_and_the_median_are_marked() -> None:
    root = drawn(chart("100", "200", "300", chosen=1, median=Decimal(200)))
    (chosen,) = root.xpath("//*[contains(@class, 'chosen')]")
    (line,) = root.xpath("//*[local-name()='path' and contains(@class, 'major')]")
    at = float(re.match(r"M([\d.]+)", line.get("d"))[1])  # type: ignore[index]  # every path starts so
    assert at == pytest.approx(float(chosen.get("x")) + float(chosen.get("width")), abs=0.2)
    assert texts(root, "major") == ["中位数 0.02万元"]


def test_it_says_what_it_shows() -> None:
    one = chart("100", None, "300", median=Decimal(200))
    root = drawn(one)
    assert root.get("role") == "img"
    assert [root[0].text, root[1].text] == ["比较", summary(one)]
    assert summary(one) == "2 项，最多的是第2县（0.03万元），最少的是第0县（0.01万元）。中位数 0.02万元。"


def test_nothing_is_drawn_that_a_strict_policy_refuses() -> None:
    root = drawn(chart("1", "-2", None, chosen=0, median=Decimal(1)))
    assert {etree.QName(element).localname for element in root.iter()} <= {
        "svg",
        "title",
        "desc",
        "g",
        "path",
        "rect",
        "text",
    }
    names = {name for element in root.iter() for name in element.attrib}
    assert names <= {
        *("class", "d", "fill", "font-size", "height", "role"),
        *("text-anchor", "transform", "viewBox", "width", "x", "y"),
    }


def test_hostile_names_stay_text() -> None:
    hostile = [HOSTILE_TEXT, "]]><script>alert(1)</script>", "nul\0esc\x1b\ufffe", "%s %(x)s {0}", "</svg>", "\ud800"]
    one = chart(*("1" for _ in hostile), labels=tuple(hostile), title="</title><script>")
    root = drawn(one)
    assert root.xpath("//*[local-name()='script']") == []
    assert texts(root, "")[2] == "nulesc"
    assert "<script" not in draw(one)


@given(st.lists(st.tuples(st.text(max_size=60), st.none() | AMOUNTS), min_size=1, max_size=12), st.booleans())
def test_whatever_is_printed_is_drawn_within_its_box(rows: Sequence[tuple[str, Decimal | None]], stacked: bool) -> None:
    labels, values = tuple(label for label, _ in rows), tuple(value for _, value in rows)
    one = chart(*(None for _ in rows), labels=labels, series=(Series("金额", values),), stacked=stacked)
    if not one.has_figures:
        return
    root = drawn(one)
    _, _, width, _ = map(float, root.get("viewBox").split())
    (left,) = {
        float(group.get("transform").removeprefix("translate(").partition(",")[0])
        for group in root.xpath("//*[@class='plot']")
    }
    for x, length in bars(root):
        assert left + x >= -0.5
        assert left + x + length <= width + 0.5


def test_pygal_leaves_no_import_hook_behind() -> None:
    assert [finder for finder in sys.meta_path if type(finder).__module__.startswith("pygal")] == []


class Tables(HTMLParser):
    """The cells of the tables of charts, row by row, and the charts that stand in the page."""

    def __init__(self) -> None:
        super().__init__()
        self.charts: dict[str, list[list[str]]] = {}
        self.files: dict[str, str] = {}
        self._chart: str | None = None
        self._in_cell = self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert "style" not in given
        if tag == "figure":
            self._chart = (given["id"] or "").removeprefix("chart-")
            self.charts[self._chart] = []
        if self._chart is None:
            return
        if tag == "tr":
            self.charts[self._chart].append([])
        elif tag in ("td", "th"):
            self._in_cell = True
            self.charts[self._chart][-1].append("")
        elif tag == "a" and "download" in given:
            self.files[self._chart] = given["href"] or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "figure":
            self._chart = None
        elif tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._chart and self._in_cell:
            self.charts[self._chart][-1][-1] += data


PAGES = {
    f"/d/{EAST}": {"composition"},
    f"/r/{EAST}-p0": {"similar"},
    "/subject/201": {"years", "spenders"},
    f"/compare?id={EAST}-p0&id={EAST}-p1": {"amounts"},
    f"/compare?id={EAST_CODE}&id={WEST_CODE}": {"amounts"},
}


@pytest.mark.parametrize("address", PAGES)
def test_each_page_has_its_charts_with_the_table_and_the_file_of_the_same_rows(
    client: FlaskClient, address: str
) -> None:
    page = client.get(address)
    found = Tables()
    found.feed(page.text)
    assert found.charts.keys() == PAGES[address]
    for name, (head, *rows) in found.charts.items():
        answer = client.get(found.files[name])
        assert answer.status_code == 200
        assert answer.data.startswith(b"\xef\xbb\xbf")
        told_head, *told = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
        assert [cell.removesuffix("（元）") for cell in told_head] == head
        assert [[row[0], *map(yuan, row[1:])] for row in rows] == [
            [row[0], *(Decimal(cell) if cell else None for cell in row[1:])] for row in told
        ]


def yuan(shown: str) -> Decimal | None:
    """An amount as it stands on a Chinese page."""
    match = re.fullmatch(r"(-?[\d,.]+)(亿|万)?元", shown)
    if match is None:
        assert shown == "—"
        return None
    return Decimal(match[1].replace(",", "")) * {"亿": 10**8, "万": 10**4}.get(match[2], 1)


@pytest.mark.parametrize(
    "address",
    [
        f"/d/{EAST}/charts/none.csv",
        f"/r/{EAST}-l0/charts/similar.csv",
        "/r/0000000000000000-p0/charts/similar.csv",
        "/subject/299/charts/years.csv",
        f"/place/{EAST_CODE}/charts/amounts.csv",
        "/compare/charts/amounts.csv",
    ],
)
def test_charts_that_do_not_exist_are_404(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_files_of_charts_neutralise_formulas(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    formula = chart("1", "2", name="composition", labels=("=1+1", "＝2"))
    monkeypatch.setattr(chart_pages, "document_charts", lambda _: (formula,))
    told = client.get(f"/d/{EAST}/charts/composition.csv").data.decode("utf-8-sig").splitlines()
    assert told == ["地区,金额（元）", "'=1+1,1", "'＝2,2"]


def test_mobile_numbers_in_names_are_masked() -> None:
    (found,) = project_charts("a-p0", PROJECT, similar("运维13900001234", "租赁"), ())
    assert [label for label in found.labels if "139" in label] == ["西县 运维139****1234"]


def test_the_project_stands_among_similar_ones_by_amount() -> None:
    (found,) = project_charts("a-p0", PROJECT, similar("运维", "租赁"), ())
    assert found.series[0].values == tuple(sorted(found.series[0].values, reverse=True))
    assert found.labels[found.chosen or 0] == "本项目"
    assert found.hrefs == (None, "/r/b-p1", "/r/b-p0")


def similar(*names: str) -> SimilarView:
    hits = (
        SimilarProject(f"b-p{place}", f"/r/b-p{place}", name, Decimal(place + 1), ("西县",), ())
        for place, name in enumerate(names)
    )
    return SimilarView(tuple(hits), None)


def test_heads_of_files_are_in_the_language_of_the_page(client: FlaskClient) -> None:
    found = Tables()
    found.feed(client.get(f"/compare?id={EAST}-p0&id={EAST}-p1&lang=en").text)
    told = client.get(found.files["amounts"]).data.decode("utf-8-sig").splitlines()[0]
    assert told == "Name,Amount (yuan)"


def line(code: str, **amounts: str) -> BudgetLine:
    first = east_county().lines[0]
    return replace(first, code=code, name=code, level=1, amounts={name: wan(text) for name, text in amounts.items()})


def with_lines(*lines: BudgetLine) -> Disclosure:
    return replace(east_county(), lines=lines)


def test_parts_are_stacked_only_where_they_prove_to_be_the_total() -> None:
    proven = with_lines(line("201", total="10", basic="4", project="6"), line("208", total="3", basic="3"))
    (whole,) = document_charts(proven)
    assert whole.stacked
    assert [one.values for one in whole.series] == [(40_000, 30_000), (60_000, None)]
    (unproven,) = document_charts(with_lines(line("201", total="10", basic="4", project="5")))
    assert not unproven.stacked
    assert [one.values for one in unproven.series] == [(100_000,)]


def test_without_subjects_the_totals_say_what_the_expenditure_is_made_of() -> None:
    (found,) = document_charts(with_lines())
    assert (found.labels, found.series[0].values) == (("基本支出", "项目支出"), (1_200_000, 1_800_000))


def test_a_chart_has_not_more_bars_than_can_be_read() -> None:
    many = (line(f"2{number:02}", total=str(number)) for number in range(MOST_BARS + 9))
    (found,) = document_charts(with_lines(*many))
    assert len(found.labels) == MOST_BARS
