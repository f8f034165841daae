"""Who disclosed what, when: read from the title page, the captions of the tables and the document's own words."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from analyzers import departments
from index.records import DocumentKind, Identity, Stage
from indexer.extract.flow import Item, PrintedTable, TextLine, cell_text, squeeze
from indexer.extract.organisations import is_organisation, stated_name
from indexer.extract.places import place_of
from indexer.extract.regions import Layout
from indexer.extract.title_page import TitlePage, read_title_page, titles_in_text, with_plain_years

_YEAR_NAMED = re.compile(r"(20[0-4]\d)年(?:度)?.{0,30}?(?:预算|决算)|预算年度[:：]?(20[0-4]\d)")
_STAGE = re.compile(r"决算|预算")
_LABELLED = re.compile(
    r"(?:预算主管部门|主管部门|预算单位|预算部门|部门名称|单位名称|编制部门|编制单位|填报部门|填报单位|部门[（(]单位[）)]名称|"
    r"公开部门|公开单位|部门|单位)[（(]?(?:公章|盖章)?[）)]?[:：](?P<name>[^:：]{3,40}?)(?=预算年度|金额单位|单位[:：]|$|[\d（(]*年)"
)
_CODED_NAME = re.compile(r"(?P<code>\d{3,9})(?P<name>[^\d:：]{3,40}?)(?:预算年度|单位)[:：]")
_LABEL_CELL = re.compile(
    r"(?:部门|单位|预算部门|预算单位|主管部门|部门[（(]单位[）)])(?:名称)?(?:[（(](?:公章|盖章)[）)])?"
)
_CODE_IN_FRONT = re.compile(r"^[\d\[\]【】-]+")
_OWN_WORDS = re.compile(
    r"(?P<name>[\u4e00-\u9fff（()）]{4,30}?)20[0-4]\d年(?:度)?(?:部门|单位|收支|一般公共|财政拨款|收入|支出)"
)
_WHOSE = re.compile(r"[本我](部门|单位)|(?<!算)(部门|单位)[预决]算")
#: How a narrative refers to the file with the tables: 附件2：….
_OTHER_FILE = re.compile(r"^附件\d*[:：]?")
#: Rows of a table in which its captions may stand as cells.
_HEAD_ROWS = 8
_CAPTION_LINES = 4


def read_identity(items: Sequence[Item], layout: Layout, codes: Iterable[str], unit: str | None) -> Identity:
    """The identity of a document; every part the document does not state stays None.

    ``codes`` are the project codes printed in it: their first six digits name
    the place when the title does not. ``unit`` is the unit of most tables.
    """
    page = read_title_page(items)
    captions = [squeeze(line.text) for region in layout.statements for line in region.captions]
    loose = [squeeze(line.text) for region in layout.statements for line in region.lines[:_CAPTION_LINES]]
    department = _department(page, layout, [*captions, *loose], items)
    year = _year(page, layout, [*captions, *loose], items)
    place = place_of(page.text, department, codes, items)
    stage = _stage(page, layout)
    return Identity(
        title=_title(page, layout, department, year),
        province=place.province if place else None,
        prefecture=place.prefecture if place else None,
        county=place.county if place else None,
        division_code=place.code if place else None,
        department=department,
        department_type=departments.department_type(department) if department else None,
        year=year,
        stage=stage,
        kind=_kind(page, layout, stage),
        table_unit=unit,
    )


def _title(page: TitlePage, layout: Layout, department: str | None, year: int | None) -> str | None:
    """The printed title, or the first line of the narrative that names department, year and stage."""
    if page.title.stage is not None or (page.lines and not layout.narrative):
        return page.title.shown or None
    own = (line.text for line in layout.narrative if not _OTHER_FILE.match(squeeze(line.text)))
    named = (title.text for title in titles_in_text(own) if title.year == year)
    return next((text for text in named if department and department in text), page.title.shown or None)


# The department.


def _department(page: TitlePage, layout: Layout, captions: Sequence[str], items: Sequence[Item]) -> str | None:
    """As the title page has it, then the tables, then titles, headings and sentences of the narrative."""
    labelled = next((name for line in page.lines if (name := _labelled(line))), None)
    if labelled or page.title.department:
        return labelled or page.title.department
    narrative = [line.text for line in layout.narrative]
    sources: tuple[Iterable[str | None], ...] = (
        (_labelled(line) for line in captions),
        _names_in_cells(items),
        (title.department for title in titles_in_text(narrative)),
    )
    counted = next((names for source in sources if (names := Counter(name for name in source if name))), None)
    if counted:
        return counted.most_common(1)[0][0]
    return stated_name(narrative) or _most_named(items)


def _labelled(line: str) -> str | None:
    match = _LABELLED.search(line) or _CODED_NAME.search(line)
    if match is None:
        return None
    name = _CODE_IN_FRONT.sub("", match["name"])
    return name if is_organisation(name) else None


def _names_in_cells(items: Sequence[Item]) -> Iterator[str]:
    """Names beside a 单位名称 label in a table."""
    for item in items:
        if not isinstance(item, PrintedTable):
            continue
        for row in item.table.rows[:_HEAD_ROWS]:
            texts = [text for cell in row if (text := cell_text(cell))]
            for label, value in itertools.pairwise(texts):
                name = _CODE_IN_FRONT.sub("", value)
                if _LABEL_CELL.fullmatch(label.rstrip("：:")) and is_organisation(name):
                    yield name


def _most_named(items: Sequence[Item]) -> str | None:
    """The name most often printed before its year and budget in running text."""
    found = (_OWN_WORDS.search(squeeze(item.text)) for item in items if isinstance(item, TextLine))
    counted = Counter(match["name"] for match in found if match and is_organisation(match["name"]))
    return counted.most_common(1)[0][0] if counted else None


# Year, stage, kind.


def _year(page: TitlePage, layout: Layout, captions: Sequence[str], items: Sequence[Item]) -> int | None:
    if page.title.year is not None:
        return page.title.year
    texts = (with_plain_years(squeeze(item.text)) for item in items if isinstance(item, TextLine))
    years = Counter(
        int(match.group(1) or match.group(2)) for text in (*captions, *texts) for match in _YEAR_NAMED.finditer(text)
    )
    if not years:
        years = Counter(int(year) for text in _all_texts(items) for year in re.findall(r"(20[0-4]\d)年", text))
    return years.most_common(1)[0][0] if years else None


def _all_texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, TextLine):
            yield item.text
        else:
            yield from (cell_text(cell) for row in item.table.rows for cell in row)


def _stage(page: TitlePage, layout: Layout) -> Stage | None:
    if page.title.stage is not None:
        return page.title.stage
    words = Counter(match for region in layout.statements for match in _STAGE.findall(region.title))
    if not words:
        words = Counter(match for line in layout.narrative for match in _STAGE.findall(line.text))
    return Stage(words.most_common(1)[0][0]) if words else None


def _kind(page: TitlePage, layout: Layout, stage: Stage | None) -> DocumentKind:
    if stage is None:
        return DocumentKind.OTHER
    return DocumentKind(f"{page.title.whose or _whose_in_text(layout)}{stage}")


def _whose_in_text(layout: Layout) -> str:
    """部门 or 单位, whichever the document calls itself more often."""
    lines = [region.title for region in layout.statements] + [line.text for line in layout.narrative]
    counts = Counter(own or budget for line in lines for own, budget in _WHOSE.findall(line))
    return "单位" if counts["单位"] > counts["部门"] else "部门"
