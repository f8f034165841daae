"""Pages in Chinese and in English: which one a request gets, and that no page mixes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from sample_disclosures import EAST, HOSTILE

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
