"""What only a browser can tell: that pages work with keys and without JavaScript, fit a phone, and are for everyone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytestmark = pytest.mark.browser

AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Bytes of HTML, style and script of the first page.
FIRST_PAGE_BYTES = 60 * 1024
HOSTILE = "<img src=x onerror=alert(1)>\"'"

#: Addresses by kind of page; {project}, {line}, {section}, {document} are of the examples.
PAGES = {
    "landing": "/",
    "results": "/search?q=政务外网",
    "nothing": "/search?q=没有这种东西吧",
    "project": "/r/{project}",
    "line": "/r/{line}",
    "section": "/r/{section}",
    "document": "/d/{document}",
    "viewer": "/d/{document}/1?r={project}",
    "findings": "/findings",
    "place": "/place/630223",
    "subject": "/subject/201",
    "subjects": "/subjects",
    "coverage": "/coverage",
    "departments": "/departments?type=政府办公室",
    "compare": "/compare?id=630223&id=632801",
    "batch": "/batch",
    "glossary": "/glossary",
    "api": "/api",
    "error": "/search?q=(",
    "missing": "/nothing",
}


@pytest.fixture(scope="session")
def address(browser: Any, site: str) -> Callable[[str], str]:
    """The address of a kind of page."""
    request = browser.new_context().request

    def first(kind: str) -> dict[str, Any]:
        hit: dict[str, Any] = request.get(f"{site}/search.json?kind={kind}&q=互助&limit=1").json()["hits"][0]
        return hit

    project = first("project")["id"]
    ids = {
        "project": project,
        "line": first("line")["id"],
        "section": first("section")["id"],
        "document": project.partition("-")[0],
    }
    return lambda kind: site + PAGES[kind].format(**ids)


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A desktop window whose page may log no error and open no dialog."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("console", lambda message: troubles.append(message.text) if _is_trouble(message) else None)
    yield page
    context.close()
    assert troubles == []


def _is_trouble(message: Any) -> bool:
    """Errors, but for the status of a page that is meant to be an error."""
    return message.type == "error" and not re.search("status of 40[04]", message.text)


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_breaks_the_rules_of_accessibility(page: Any, address: Callable[[str], str], kind: str) -> None:
    page.goto(address(kind))
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]] == []


def test_the_rules_find_what_is_wrong(browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<title></title><img src='x'><p style='color:#ccc;background:#fff'>grey</p>")
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert {"image-alt", "color-contrast"} <= {one["id"] for one in found["violations"]}


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_fits_a_narrow_phone(browser: Any, address: Callable[[str], str], kind: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address(kind))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


@pytest.mark.parametrize("kind", ["landing", "results", "project", "document", "place"])
def test_pages_do_not_move_while_they_load(page: Any, address: Callable[[str], str], kind: str) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(one => window.moved += one.value))"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    page.goto(address(kind), wait_until="load")
    assert page.evaluate("window.moved") < 0.05


def test_the_first_page_is_light_and_asks_nobody_else(page: Any, site: str) -> None:
    answers: list[Any] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(site, wait_until="load")
    assert all(answer.url.startswith(site) for answer in answers)
    assert sum(len(answer.body()) for answer in answers) <= FIRST_PAGE_BYTES


def test_a_search_is_narrowed_paged_and_read_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(site)
    page.fill("#q", "支出")
    page.click("button[type=submit]")
    before = _total(page)
    page.check("input[name=kind][value=line]")
    page.click(".filters-body button[type=submit]")
    assert 0 < _total(page) < before
    assert page.locator(".chip").count() == 1
    page.click("a[rel=next]")
    assert "cursor=" in page.url
    page.click(".hit a >> nth=0")
    assert page.locator("h1").count() == 1
    context.close()


def _total(page: Any) -> int:
    found = re.search(r"[\d,]+", page.locator(".totals").inner_text())
    assert found is not None
    return int(found[0].replace(",", ""))


def test_projects_are_compared_and_exported_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/search?kind=project")
    for place in (0, 1):
        page.check(f".hit input[name=id] >> nth={place}")
    page.click("button[formaction='/compare']")
    assert page.locator(".compared thead th").count() == 2
    with page.expect_download() as downloaded:
        page.click("a[download]")
    assert Path(downloaded.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")
    context.close()


def test_a_ticked_facet_takes_effect_at_once(page: Any, site: str) -> None:
    page.goto(f"{site}/search?q=经费")
    page.check("input[name=kind][value=project]")
    page.wait_for_url("**kind=project**")


def test_suggestions_are_chosen_with_the_keyboard(page: Any, site: str) -> None:
    page.goto(site)
    box = page.get_by_role("combobox")
    box.press_sequentially("互助")
    page.wait_for_selector("[role=option]")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.get_attribute("id") == box.get_attribute("aria-activedescendant")
    box.press("Escape")
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially("土")
    page.wait_for_selector("[role=option]")
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/search?q=*")


def test_keys_lead_through_results_and_can_be_switched_off(page: Any, site: str) -> None:
    page.goto(f"{site}/search?q=经费")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("j")
    second = page.locator(".hit >> nth=1").locator("a").first.get_attribute("href")
    assert page.evaluate("document.activeElement.getAttribute('href')") == second
    page.keyboard.press("o")
    page.wait_for_url(f"**{second}")
    page.keyboard.press("?")
    page.uncheck("dialog input")
    page.click("dialog button")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") != "q"


def test_pages_are_leafed_through_with_keys(page: Any, site: str) -> None:
    page.goto(f"{site}/search?q=经费")
    page.keyboard.press("n")
    page.wait_for_url("**cursor=**")


def test_the_place_of_a_project_is_marked_on_its_page(page: Any, address: Callable[[str], str]) -> None:
    page.goto(address("project"))
    page.click("article .record-head a[href*='/d/']")
    page.wait_for_selector("#cited")
    page.wait_for_load_state("load")
    assert page.evaluate("document.querySelector('.sheet img').naturalWidth > 0")
    assert page.locator(".sheet rect").count() > 0


@pytest.mark.parametrize(
    "path", ["/search?q=", "/findings?county=", "/departments?type=", "/compare?id=", "/search?min="]
)
def test_hostile_input_is_text(page: Any, site: str, path: str) -> None:
    page.goto(site + path + quote(HOSTILE))
    assert page.locator("img").count() == 0


def test_print_leaves_out_what_paper_cannot_do(page: Any, site: str) -> None:
    page.goto(f"{site}/search?q=经费")
    page.emulate_media(media="print")
    assert not page.locator(".masthead").is_visible()
    assert page.locator(".hit").first.is_visible()


def test_the_dark_scheme_is_dark(page: Any, site: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
