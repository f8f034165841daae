"""What only a browser can tell: that pages work with keys and without JavaScript, fit a phone, and are for everyone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from kinds_of_pages import PAGES, violations

pytestmark = pytest.mark.browser

#: Bytes of HTML, style and script of the first page.
FIRST_PAGE_BYTES = 60 * 1024
#: Links that follow on another link without anything between.
RUN_TOGETHER = """() => [...document.querySelectorAll("a + a, a + span, span + a, .meta > span + span")]
  .filter(one => one.previousSibling === one.previousElementSibling && !one.closest("li, label, h1, td"))
  .map(one => one.outerHTML.slice(0, 80))"""
#: Names in cells that are so narrow that they are broken into single characters.
BROKEN_NAMES = """() => [...document.querySelectorAll("td, th")]
  .filter(cell => cell.clientWidth > 0 && cell.innerText.trim().length > 5)
  .filter(cell => cell.clientWidth < 2.5 * parseFloat(getComputedStyle(cell).fontSize))
  .map(cell => cell.innerText)"""
HOSTILE = "<img src=x onerror=alert(1)>\"'"


@pytest.mark.parametrize("kind", PAGES)
def test_no_page_breaks_the_rules_of_accessibility(page: Any, address: Callable[[str], str], kind: str) -> None:
    page.goto(address(kind))
    assert violations(page) == []


def test_the_rules_find_what_is_wrong(browser: Any) -> None:
    page = browser.new_page()
    page.set_content("<title></title><img src='x'><p style='color:#ccc;background:#fff'>grey</p>")
    assert {"image-alt", "color-contrast"} <= {rule for rule, _ in violations(page)}


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_fits_a_narrow_phone(browser: Any, address: Callable[[str], str], kind: str) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(address(kind))
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(BROKEN_NAMES) == []
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


def test_values_are_looked_for_inside_a_facet_without_javascript(browser: Any, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{site}/search?kind=line")
    page.click("#facet-code")
    page.fill("input[name=in_code]", "社会保障")
    with page.expect_navigation():
        page.press("input[name=in_code]", "Enter")
    labels = page.locator("#facet-code .option label > span:first-of-type").all_inner_texts()
    assert labels
    assert all("社会保障" in label for label in labels)
    page.check("#facet-code input[type=checkbox] >> nth=0")
    said = page.locator("#facet-code .option .count >> nth=0").inner_text()
    page.click(".filters-body > button[type=submit]")
    assert _total(page) == int(re.sub(r"\D", "", said))
    context.close()


def test_what_stands_side_by_side_is_apart_without_the_style_sheet(browser: Any, address: Callable[[str], str]) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/*.css*", lambda route: route.abort())
    for kind in PAGES:
        page.goto(address(kind))
        assert page.evaluate(RUN_TOGETHER) == []
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


def test_keys_lead_from_place_to_place_of_a_document(page: Any, address: Callable[[str], str]) -> None:
    page.goto(address("found"))
    for key, place in (("n", 2), ("n", 3), ("N", 2)):
        page.keyboard.press(key)
        page.wait_for_url(f"**hit={place}#hit", wait_until="load")
        assert page.locator("#hit").count() == 1


def test_the_text_over_a_page_image_can_be_selected(page: Any, address: Callable[[str], str]) -> None:
    page.goto(address("found"))
    box = page.locator(".sheet text >> nth=0").bounding_box()
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    selected = page.evaluate("String(getSelection())").strip()
    assert selected
    assert selected in page.locator(".sheet text >> nth=0").text_content()


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
    assert page.locator(".hit .source").first.is_visible()
    assert not page.locator(".hit .pick").first.is_visible()


def test_printed_findings_say_on_which_pages(page: Any, site: str) -> None:
    page.goto(f"{site}/findings")
    page.emulate_media(media="print")
    (finding,) = page.locator(".hit").all()
    assert "30.7262万元" in finding.inner_text()
    assert re.match(r"第 [\d–]+ [页行]", finding.locator(".source").first.inner_text())


def test_the_dark_scheme_is_dark(page: Any, site: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 24, 28)"
