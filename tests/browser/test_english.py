"""The pages in English: everything said, nothing broken, nothing too wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kinds_of_pages import PAGES, violations

pytestmark = pytest.mark.browser

#: Texts with Chinese characters in elements that are not marked as Chinese.
UNMARKED = """() => {
  const found = [], texts = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (/[\\u3000-\\u303f\\u3400-\\u9fff\\uff00-\\uffef]/.test(text.data)
        && text.parentElement.closest("[lang]").getAttribute("lang") !== "zh-CN") found.push(text.data.trim());
  }
  return found;
}"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A phone of someone who reads English, with every error of the page kept."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, locale="en-GB")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    context.close()
    assert troubles == []


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_is_in_english(page: Any, address: Callable[[str], str], kind: str) -> None:
    page.goto(address(kind))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate(UNMARKED) == []
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_language_is_switched_with_a_link_and_kept(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}/search?q=经费&kind=project")
    page.click("a[hreflang=en] >> text=English")
    assert "kind=project" in page.url
    assert page.locator(".chip").count() == 1
    page.click(".hit a >> nth=0")
    assert page.get_attribute("html", "lang") == "en"
    page.click("a[hreflang=zh-CN] >> text=中文")
    assert page.get_attribute("html", "lang") == "zh-CN"
    context.close()


def test_the_script_speaks_the_language_of_the_page(page: Any, site: str) -> None:
    page.goto(f"{site}/search?q=经费")
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keyboard").is_visible()
    assert page.get_by_text("Use these keys").is_visible()
    assert page.evaluate(UNMARKED) == []
