"""Who disclosed what, when: read from the title page, the captions of the tables and the document's own words."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers import departments, divisions
from analyzers.divisions import Division, Level
from index.records import DocumentKind, Identity, Stage
from indexer.extract.flow import Item, PrintedTable, TextLine, cell_text, squeeze
from indexer.extract.headings import is_contents_entry, numbering
from indexer.extract.regions import Layout
from indexer.extract.titles import looks_like_title

_TITLE_LINES = 8
_LONGEST_TITLE_LINE = 60
_SENTENCE = re.compile(r"[，,。；;]|\d元")
_TITLE_END = re.compile(r"(?:预算|决算)(?:信息)?(?:公开)?(?:情况)?(?:说明|报表)?")
_CONTENTS = re.compile(r"目录|目次")
_YEAR = re.compile(r"(20[0-4]\d)年?度?")
_YEAR_NAMED = re.compile(r"(20[0-4]\d)年(?:度)?.{0,30}?(?:预算|决算)|预算年度[:：]?(20[0-4]\d)")
_STAGE = re.compile(r"决算|预算")
_LABELLED = re.compile(
    r"(?:预算主管部门|主管部门|预算单位|预算部门|部门名称|单位名称|编制部门|编制单位|填报部门|填报单位|部门（单位）名称|"
    r"公开部门|公开单位|部门|单位)[（(]?(?:公章|盖章)?[）)]?[:：](?P<name>[^:：]{3,40}?)(?=预算年度|金额单位|单位[:：]|$|[\d（(]*年)"
)
_CODED_NAME = re.compile(r"(?P<code>\d{3,9})(?P<name>[^\d:：]{3,40}?)(?:预算年度|单位)[:：]")
_LABEL_CELL = re.compile(
    r"(?:部门|单位|预算部门|预算单位|主管部门|部门[（(]单位[）)])(?:名称)?(?:[（(](?:公章|盖章)[）)])?"
)
_BEFORE_STAGE = re.compile(r"(?P<name>.*?)(?P<whose>部门|单位)?(?:综合|本级)?(?:预算|决算)")
_LEVEL_WORD = re.compile(r"(?:省级|市级|区级|县级|州级|本级)$")
#: What may stand in front of a title: 附件2 (not the year behind it), a stray point.
_LEADING = re.compile(r"^(?:附件\d{0,2}?(?=20\d\d|\D|$)[:：]?|[.．、])+")
_ORGANISATION = re.compile(
    r"(?:局|委|委员会|办公室|办公厅|办|厅|部|院|会|中心|队|所|站|校|学|园|馆|处|府|社|团|台|场|库|署|馆|协会|联合会|总队|支队|大队)"
    r"(?:[（(][^（()）]{1,12}[）)])?$"
)
_OWN_WORDS = re.compile(
    r"(?P<name>[\u4e00-\u9fff（()）]{4,30}?)20[0-4]\d年(?:度)?(?:部门|单位|收支|一般公共|财政拨款|收入|支出)"
)


@dataclass(frozen=True, slots=True)
class _Title:
    """The title page as one text, without white space."""

    text: str
    lines: tuple[str, ...]


def read_identity(items: Sequence[Item], layout: Layout, codes: Iterable[str], unit: str | None) -> Identity:
    """The identity of a document; every part the document does not state stays None.

    ``codes`` are the project codes printed in it: their first six digits name
    the place when the title does not. ``unit`` is the unit of most tables.
    """
    title = _title_page(items)
    captions = [squeeze(line.text) for region in layout.statements for line in region.captions]
    loose = [squeeze(line.text) for region in layout.statements for line in region.lines[:4]]
    department = _department(title, [*captions, *loose], items)
    year = _year(title, [*captions, *loose], items)
    place = _place(title, department, codes)
    stage = _stage(title, layout)
    return Identity(
        title=_shown_title(title) or _title_in_text(layout, department, year),
        province=place.province if place else None,
        prefecture=place.prefecture if place else None,
        county=place.county if place else None,
        division_code=place.code if place else None,
        department=department,
        department_type=departments.department_type(department) if department else None,
        year=year,
        stage=stage,
        kind=_kind(title, layout, stage),
        table_unit=unit,
    )


def _title_page(items: Sequence[Item]) -> _Title:
    """The lines before the contents, the first heading or the first table; at most a few."""
    lines: list[str] = []
    for item in items:
        if isinstance(item, PrintedTable) or len(lines) >= _TITLE_LINES:
            break
        plain = squeeze(item.text)
        found = numbering(item.text)
        if _CONTENTS.fullmatch(plain) or is_contents_entry(item.text) or looks_like_title(item.text):
            break
        if (found is not None and found.style <= 2) or len(plain) > _LONGEST_TITLE_LINE:
            break
        lines.append(plain)
    return _Title("".join(lines), tuple(lines))


def _names_places_only(line: str) -> bool:
    """Whether a title line only says where: 新疆维吾尔自治区巴音郭楞蒙古自治州."""
    return bool(line) and sum(m.end - m.start for m in divisions.find_divisions(line)) == len(line)


def _shown_title(title: _Title) -> str | None:
    """The title page up to the stage and what the document calls itself behind it."""
    text = _LEADING.sub("", title.text)
    match = _TITLE_END.search(text)
    return text[: match.end()] if match else text or None


def _title_in_text(layout: Layout, department: str | None, year: int | None) -> str | None:
    """The first line of the narrative that names department, year and stage, for documents without a title page."""
    for line in layout.narrative:
        plain = squeeze(line.text)
        if _SENTENCE.search(plain) or len(plain) > _LONGEST_TITLE_LINE:
            continue
        if department and department in plain and str(year) in plain and _STAGE.search(plain):
            found = numbering(plain)
            return _LEADING.sub("", found.rest if found else plain)
    return None


def _department(title: _Title, captions: Sequence[str], items: Sequence[Item]) -> str | None:
    titled = _department_in_title(title)
    labelled = next((name for line in title.lines if (name := _labelled(line))), None)
    if labelled or titled:
        return labelled or titled
    counted = Counter(name for line in captions if (name := _labelled(line)))
    if not counted:
        counted = Counter(_names_in_cells(items))
    if not counted:
        counted = Counter(_names_in_text(items))
    return counted.most_common(1)[0][0] if counted else None


def _department_in_title(title: _Title) -> str | None:
    text = "".join(line for line in title.lines if not _names_places_only(line))
    match = _BEFORE_STAGE.match(_YEAR.sub("", text))
    if match is None:
        return None
    name = re.sub(r"^[\d.．、]+|^年度?|年度?$", "", _LEADING.sub("", match["name"]))
    name = _LEVEL_WORD.sub("", name)
    return name if len(name) > 2 and _ORGANISATION.search(name) else None


def _labelled(line: str) -> str | None:
    match = _LABELLED.search(line) or _CODED_NAME.search(line)
    if match is None:
        return None
    name = re.sub(r"^[\d\[\]【】-]+", "", match["name"])
    return name if _ORGANISATION.search(name) else None


def _names_in_cells(items: Sequence[Item]) -> Iterator[str]:
    """Names beside a 单位名称 label in a table."""
    for item in items:
        if not isinstance(item, PrintedTable):
            continue
        for row in item.table.rows[:8]:
            texts = [text for cell in row if (text := cell_text(cell))]
            for label, value in itertools.pairwise(texts):
                name = re.sub(r"^[\d\[\]【】-]+", "", value)
                if _LABEL_CELL.fullmatch(label.rstrip("：:")) and _ORGANISATION.search(name) and len(name) <= 40:
                    yield name


def _names_in_text(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, TextLine) and (match := _OWN_WORDS.search(squeeze(item.text))):
            name = match["name"]
            if _ORGANISATION.search(name):
                yield name


def _year(title: _Title, captions: Sequence[str], items: Sequence[Item]) -> int | None:
    if match := _YEAR.search(title.text):
        return int(match.group(1))
    texts = (squeeze(item.text) for item in items if isinstance(item, TextLine))
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


def _place(title: _Title, department: str | None, codes: Iterable[str]) -> Division | None:
    coded = Counter(place.code for code in codes if code[:6].isdigit() and (place := divisions.by_code(code)))
    by_project = divisions.by_code(coded.most_common(1)[0][0]) if coded else None
    hints: list[str | Division] = [title.text]
    if by_project:
        hints.append(by_project)
    named = (divisions.resolve(text, hints=hints) for text in (title.text, department or "") if text)
    found = [place for place in named if place]
    if by_project:
        found.append(by_project)
    return max(found, key=lambda place: _DEPTH[place.level], default=None)


_DEPTH = {Level.PROVINCE: 0, Level.PREFECTURE: 1, Level.COUNTY: 2}


def _stage(title: _Title, layout: Layout) -> Stage | None:
    if match := _STAGE.search(title.text):
        return Stage(match.group())
    words = Counter(match for region in layout.statements for match in _STAGE.findall(region.title))
    if not words:
        words = Counter(match for line in layout.narrative for match in _STAGE.findall(line.text))
    return Stage(words.most_common(1)[0][0]) if words else None


def _kind(title: _Title, layout: Layout, stage: Stage | None) -> DocumentKind:
    if stage is None:
        return DocumentKind.OTHER
    match = _BEFORE_STAGE.match(_YEAR.sub("", title.text))
    whose = match["whose"] if match else None
    if whose is None:
        lines = [region.title for region in layout.statements] + [line.text for line in layout.narrative]
        counts = Counter(
            word for line in lines for word in re.findall(r"[本我](部门|单位)|(?<!算)(部门|单位)预算", line)
        )
        departments_named = sum(n for pair, n in counts.items() if "部门" in pair)
        units_named = sum(n for pair, n in counts.items() if "单位" in pair)
        whose = "单位" if units_named > departments_named else "部门"
    return DocumentKind(f"{whose}{stage}")
