"""Pages in Chinese and in English: which one a request gets, and that no page mixes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sample_disclosures import EAST, HOSTILE

from search_app.app import create_app
from search_app.library import Library
from search_app.wording.formats import short_amount
from search_app.wording.formulas import formula_words
from search_app.wording.languages import english_yuan

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
VOID = frozenset({"br", "img", "input", "line", "link", "meta", "rect"})
SHOWN_ATTRIBUTES = frozenset({"alt", "aria-label", "content", "data-label", "data-words", "placeholder", "title"})

PAGES = [
    "/",
    "/search",
    "/search?q=政务外网",
    "/search?q=政务外网 2024 金额>1万&kind=project&not_year=2022&min=1万&max=3亿",
    "/search?q=没有这种东西&county=东县",
    "/search?q=「政务外网」 或 等保 NEAR/5 测评",
    "/search?q=项目支出 不存在的词语组合",
    "/search?kind=line",
    "/search?sort=x",
    "/search?min=x",
    "/search?limit=0",
    "/search?cursor=x",
    "/search?q=(",
    "/search?q=政务 NEAR",
    "/search?q=yeer:2024",
    "/search?q=金额:abc",
    "/search?q=类型:没有",
    "/search?q=“”",
    "/findings",
    "/findings?check=projects_sum",
    "/findings?cursor=x",
    "/place/630000",
    "/place/630101",
    "/place/630101?department=教育局",
    "/departments",
    "/departments?type=教育",
    "/departments?type=没有",
    "/subjects",
    "/subject/201",
    "/subject/20103",
    "/coverage",
    "/kinds",
    "/kinds?kind=政务外网",
    "/kinds?name=没有",
    "/kinds?sort=median",
    "/compare",
    f"/compare?id={EAST}-p0&id={EAST}-p2",
    "/compare?id=630101",
    "/compare?id=x",
    "/batch",
    "/glossary",
    "/api",
    "/nothing",
    *(f"/r/{document}-{record}" for document in (EAST, HOSTILE) for record in ("p0", "s0", "l0")),
    f"/r/{EAST}-p2",
    f"/r/{EAST}-s1",
    f"/r/{EAST}-l3",
    f"/d/{EAST}",
    f"/d/{HOSTILE}",
    f"/d/{EAST}/1?r={EAST}-p0",
    f"/d/{EAST}/2",
]


class Reader(HTMLParser):
    """What a page says, each piece with whether it stands in an element marked as Chinese."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[tuple[str, bool]] = []
        self._marked: list[bool] = [False]
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = dict(attrs)
        marked = held["lang"] == "zh-CN" if "lang" in held else self._marked[-1]
        self.said += [(value or "", marked) for name, value in attrs if name in SHOWN_ATTRIBUTES]
        if tag not in VOID:
            self._marked.append(marked)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._marked.pop()

    def handle_data(self, data: str) -> None:
        self.said.append((data, self._marked[-1]))


def unmarked_chinese(html: str) -> Iterator[str]:
    """The Chinese of a page that is not marked as such; the control of languages names each in itself."""
    return (text.strip() for text, marked in Reader(html).said if not marked and CHINESE.search(text))


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_speak_english(client: FlaskClient, address: str) -> None:
    html = client.get(address, headers={"Accept-Language": "en-GB,en;q=0.9"}).text
    assert '<html lang="en">' in html
    assert list(unmarked_chinese(html)) == []


@pytest.mark.parametrize("address", PAGES)
def test_chinese_pages_mark_no_language(client: FlaskClient, address: str) -> None:
    html = client.get(address).text
    assert '<html lang="zh-CN">' in html
    assert 'lang="zh-CN">' not in html.partition("<body>")[2]


@pytest.mark.parametrize(
    ("preferred", "language"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("*", "zh-CN"),
        ("fr-FR,fr;q=0.9", "zh-CN"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("en,zh", "zh-CN"),
        ("en-US,en;q=0.9,zh-CN;q=0.8", "en"),
        ("de,en;q=0.5", "en"),
        ("zh-CN;q=0.4,en;q=0.6", "en"),
        ("en;q=0", "zh-CN"),
    ],
)
def test_the_browser_is_asked_but_chinese_comes_first(
    client: FlaskClient, preferred: str | None, language: str
) -> None:
    answer = client.get("/", headers={} if preferred is None else {"Accept-Language": preferred})
    assert f'<html lang="{language}">' in answer.text
    assert answer.headers["Content-Language"] == language


def test_a_chosen_language_is_remembered(client: FlaskClient) -> None:
    chosen = client.get("/?lang=en")
    cookie = chosen.headers["Set-Cookie"]
    assert cookie.startswith("lang=en;")
    assert "SameSite=Lax" in cookie
    assert "HttpOnly" in cookie
    assert '<html lang="en">' in client.get("/glossary").text
    assert '<html lang="zh-CN">' in client.get("/glossary?lang=zh-CN").text
    assert '<html lang="zh-CN">' in client.get("/", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("value", ["fr", "", "EN", "<script>", "zh_CN"])
def test_a_language_that_is_not_there_is_not_chosen(client: FlaskClient, value: str) -> None:
    answer = client.get("/", query_string={"lang": value})
    assert '<html lang="zh-CN">' in answer.text
    assert "Set-Cookie" not in answer.headers


def test_a_constant_of_a_template_is_said_in_the_language_of_each_request(client: FlaskClient) -> None:
    chinese, english, again = (client.get(f"/coverage?lang={language}").text for language in ("zh-CN", "en", "zh-CN"))
    assert 'href="/coverage.csv"' in chinese
    assert 'href="/coverage.csv?lang=en"' in english
    assert 'href="/coverage.csv"' in again


def test_usual_levels_of_indicators_are_said_in_english(client: FlaskClient) -> None:
    page = client.get(f"/r/{EAST}-p0?lang=en").text
    assert re.findall(r'data-label="Level [12]">([^<]*)<', page) == ["Output", "Quantity", "Output", "Quality"]
    assert 'lang="zh-CN">接入单位数量' in page


def test_the_switch_keeps_the_page_and_its_query(client: FlaskClient) -> None:
    html = client.get("/search?q=政务外网&kind=project&kind=line&min=1万").text
    switch = re.search(r'<a href="([^"]*)" hreflang="en" lang="en">English</a>', html)
    assert switch is not None
    address = switch[1].replace("&amp;", "&")
    english = client.get(f"/search{address}")
    assert english.text.count('<a class="chip"') == 3
    back = re.search(r'<a href="([^"]*)" hreflang="zh-CN" lang="zh-CN">中文</a>', english.text)
    assert back is not None
    assert back[1].count("lang=") == 1


def test_each_language_has_its_own_validator(client: FlaskClient) -> None:
    chinese, english = (client.get("/glossary", headers={"Accept-Language": tag}) for tag in ("zh", "en"))
    assert chinese.headers["ETag"] != english.headers["ETag"]
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in english.headers["Vary"].split(",")}
    other = client.get("/glossary", headers={"Accept-Language": "en", "If-None-Match": chinese.headers["ETag"]})
    assert other.status_code == 200
    same = client.get("/glossary", headers={"Accept-Language": "en", "If-None-Match": english.headers["ETag"]})
    assert same.status_code == 304
    assert "Accept-Language" in same.headers["Vary"]


DATA = [
    "/search.json?q=政务外网",
    "/findings.json",
    "/findings.csv",
    "/export.csv?q=政务外网",
    "/coverage.csv",
    "/kinds.csv",
    "/subject/201.json",
    "/place/630101.json",
    "/feed.atom?q=政务外网",
    "/openapi.json",
    "/api/v1/search?q=政务外网",
    "/api/v1/aggregate?by=kind",
    "/api/v1/search?q=(",
]


@pytest.mark.parametrize("address", DATA)
def test_files_and_programs_get_the_same_in_any_browser(client: FlaskClient, address: str) -> None:
    plain = client.get(address)
    client.set_cookie("lang", "en")
    other = client.get(address, headers={"Accept-Language": "en"})
    timeless = [re.sub(r'"(took_ms|engine_ms)": ?[\d.]+', "", answer.text) for answer in (plain, other)]
    assert timeless[0] == timeless[1]
    assert "Accept-Language" not in other.headers.get("Vary", "")


@pytest.mark.parametrize(
    "address",
    [
        "/findings.csv",
        "/export.csv",
        "/coverage.csv",
        "/kinds.csv",
        "/place/630101.csv",
        "/subject/201.csv",
        "/departments.csv",
    ],
)
def test_a_file_has_english_heads_where_its_address_asks_for_them(client: FlaskClient, address: str) -> None:
    assert CHINESE.search(client.get(address).text.splitlines()[0])
    assert not CHINESE.search(client.get(f"{address}?lang=en").text.splitlines()[0])


def test_errors_of_the_api_are_english_where_the_address_asks_for_it(client: FlaskClient) -> None:
    error = client.get("/api/v1/search?q=(a&lang=en").get_json()["error"]
    assert error["message"] == "The opening bracket is not closed"
    assert client.get("/api/v1/search?q=(a").get_json()["error"]["message"] == "左括号没有配对"


@pytest.mark.parametrize(
    "query",
    [
        "ipv6",
        '"ipv6" OR 5g',
        "ipv6 -5g (wifi OR lan)",
        "ipv6 NEAR/5 5g",
        "ipv*",
        "name:ipv6 amount:100000..2000000 year:2024",
        "amount>=100000 year:2023.. amount<5",
        "kind:project code:999",
        "page:3",
    ],
)
def test_what_was_understood_is_said_in_english(client: FlaskClient, query: str) -> None:
    html = client.get("/search", query_string={"q": query, "lang": "en"}).text
    understood = re.search(r'<p class="understood"[^>]*>(.*?)</p>', html)
    assert understood is not None
    assert understood[1].startswith("Your query was read as: ")
    assert not CHINESE.search(understood[1])


@pytest.mark.parametrize(
    "query",
    [
        *("(", "a)", "a OR", "()", '"', '""', "amount:x", "amount:5..1", "year:x", "a*", "name:", "yeer:2024"),
        *("a NEAR/9999 b", "NEAR b", "year:a NEAR b", "a " * 65, "(" * 20 + "a", "x" * 513),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_english(client: FlaskClient, query: str) -> None:
    answer = client.get("/search", query_string={"q": query, "lang": "en"})
    assert answer.status_code == 400
    said = re.findall(r"<p[^>]*>([^<]*)</p>", answer.text.partition('class="trouble"')[2])
    assert said
    assert not CHINESE.search("".join(said).replace("金额:10万..200万", "").replace("年:2023..2025", ""))


def test_amounts_are_exact_in_both_languages(client: FlaskClient) -> None:
    chinese, english = (client.get(f"/r/{EAST}-p0?lang={tag}").text for tag in ("zh-CN", "en"))
    plain = [re.sub("<[^>]+>", "", html).replace("\N{NO-BREAK SPACE}", " ") for html in (chinese, english)]
    (exact,) = set(re.findall(r"折合 ([\d,]+)\.00元", plain[0]))
    assert f"{exact} yuan" in plain[1]


@pytest.mark.parametrize(
    ("formula", "english"),
    [
        ("收支总表 收入总计 = 支出总计", "Income and expenditure table income, all = expenditure, all"),
        ("支出总表 合计（基本支出）= Σ类", "Expenditure table Total (Basic expenditure) = Σ categories"),
        ("支出总表 201 合计事务（合计）= Σ款", "Expenditure table 201 合计事务 (Total) = Σ subcategories"),
        (
            "“三公”经费合计 = 因公出国（境）费 + 公务接待费",
            "total “three public expenses” = official travel abroad + official hospitality",
        ),
        ("没有见过的 = 关系", "没有见过的 = 关系"),
    ],
)
def test_formulas_are_said_but_subjects_stay_as_printed(library: Library, formula: str, english: str) -> None:
    app = create_app(library)
    with app.test_request_context("/?lang=en"):
        app.preprocess_request()
        assert formula_words(formula) == english
    with app.test_request_context("/?lang=zh-CN"):
        app.preprocess_request()
        assert formula_words(formula) == formula


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**13), max_value=10**13))
def test_english_amounts_lose_nothing(yuan: Decimal) -> None:
    written = english_yuan(yuan)
    assert written.endswith("\N{NO-BREAK SPACE}yuan")
    assert Decimal(written.removesuffix("\N{NO-BREAK SPACE}yuan").replace(",", "")) == yuan


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (10_000_000, "100k"),
        (200_000_000, "2m"),
        (1_000_000_000_00, "1bn"),
        (150_000_000, "1.5m"),
        (12_345_00, "12,345"),
        (12_345_67, "12,345.67"),
        (50, "0.50"),
    ],
)
def test_short_english_amounts_are_exact(library: Library, fen: int, shown: str) -> None:
    app = create_app(library)
    with app.test_request_context("/?lang=en"):
        app.preprocess_request()
        assert short_amount(fen) == shown
