"""The title of a document: which of its first lines say whose budget or final accounts of which year follow."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analyzers.divisions import find_divisions
from index.records import Stage
from indexer.extract.flow import Item, PrintedTable, TextLine, squeeze
from indexer.extract.headings import is_contents_entry, numbering
from indexer.extract.organisations import is_organisation, names_places_only, tidy
from indexer.extract.titles import looks_like_title

#: Lines of a title page that are looked at, page furniture not counted.
_LINES = 8
_LONGEST_LINE = 60
_CONTENTS = re.compile(r"[（(]?目[录次][）)]?[:：]?")
#: What portals print around a document: paths, reference numbers, dates, buttons.
_FURNITURE = re.compile(
    r">|»|\|(?!$)|\.(?:pdf|docx?|xlsx?|wps)|^[-•·]|索引号|发[布文]机[构关]|发布(?:日期|时间)|信息时间|(?:生成|成文|公开|报送)(?:日期|时间)|^(?:日期|时间|来源|作者|编辑)[:：]|"
    r"来源[:：]|浏览|访问[量次]|点击|字[体号]|^(?:打印|分享|微信|微博|头条)|当前位置|所在位置|无障碍|长者|关怀|老年模式|网站标识|ICP备|公网安备|"
    r"电话|^主[办管][:：]|欢迎(?:您|来到|访问|光临)|登录|注册|首页|^保密审查|审签|^(?:政府信息)?公开(?:指南|制度|年报)|[A-Za-z]{6}|^(?!20\d\d$)\d+$|"
    r"^\d{4}[-年.]\d{1,2}(?:[-月.]|$)|(?:负责人|编制人|审核|初审|终审)[:：]|^(?:搜索位置|匹配度|排序|文号|标题|名称|称|号|词)[:：]$|门户网|\d{7}"
)
#: What may stand in front of a title: 附件2 (not the year behind it), a reference number, a stray point.
_LEADING = re.compile(
    r"^(?:附件\d{0,2}?(?=20\d\d|\D|$)[:：]?|(?:\w*\.\w{3,4})?监督索引号\d+|(?:文件|信息)名称[:：]?|[名标题]*称[:：]|[.．、•·*\-]+|\d{1,2}(?=[\u4e00-\u9fff])|关于)+"
)
#: A date behind the title or a source: no part of it.
_TRAILING = re.compile(r"(?:发布(?:日期|时间)|来源|信息来源|时间)[:：].*$|\|+$")
_STAGE = re.compile(r"(?P<whose>部门|单位)?[）)]?(?:综合|本级)?(?P<stage>预算|决算)(?!评审|编审|执行局|监督|绩效管理)")
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:年度?(?!\d{1,2}月)|(?=[部单预决]))")
_ANY_YEAR = re.compile(r"(?<!\d)20[0-4]\d(?:年度?)?|^年度?|年度?$")
_LEVEL = re.compile(r"(?:省级|市级|区级|县级|州级|(?<=[省市县区州旗])本级)$")
_SENTENCE = re.compile(r"[，,。；;！？]|\d元|如下|所有收入|编制范围|根据")
_END = re.compile(r"(?:预算|决算)(?:信息)?(?:编制)?(?:公开)?(?:分析)?(?:情况)?(?:说明|报表|报告)?")
_HAN_DIGITS = {ord(han): digit for han, digit in zip("〇○零一二三四五六七八九", "000123456789", strict=True)}
_HAN_YEAR = re.compile(r"[二2][〇○零OoＯ0][〇○零一二三四OoＯ][〇○零一二三四五六七八九OoＯ](?=年)")


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; ``text`` is squeezed, every other part None where it does not say it."""

    text: str
    department: str | None
    year: int | None
    stage: Stage | None
    whose: str | None  # 部门 or 单位

    @property
    def shown(self) -> str:
        """The title up to the stage and what the document calls itself behind it."""
        stated = _stated(self.text)
        match = _END.search(self.text, stated.start("stage")) if stated else None
        return self.text[: match.end()] if match else self.text


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The lines before the contents, the first heading or the first table, without page furniture."""

    lines: tuple[str, ...]
    title: Title

    @property
    def text(self) -> str:
        return "".join(self.lines)


def read_title_page(items: Sequence[Item]) -> TitlePage:
    """The title page of a document and the best title on it."""
    blocks = list(_blocks(items))
    lines = tuple(line for block in blocks for line in block)
    read = [title for block in blocks for title in _titles(block)]
    return TitlePage(lines, max(read, key=_completeness, default=read_title("".join(lines))))


def read_title(text: str) -> Title:
    """What one title says, over however many lines it was printed.

    >>> read_title("凤县水利局（本级）2024年单位预算公开说明").department
    '凤县水利局（本级）'
    """
    plain = _LEADING.sub("", _TRAILING.sub("", with_plain_years(squeeze(text))))
    year = _YEAR.search(plain)
    stated = _stated(plain)
    name = _name_before(plain, stated) if stated else ""
    return Title(
        text=plain,
        department=name if is_organisation(name) and not names_places_only(name) else None,
        year=int(year.group(1)) if year else None,
        stage=Stage(stated["stage"]) if stated else None,
        whose=next((match["whose"] for match in _STAGE.finditer(plain) if match["whose"]), None),
    )


def titles_in_text(lines: Iterable[str]) -> Iterator[Title]:
    """The complete titles among the lines of a narrative, without their numbering."""
    for line in lines:
        plain = squeeze(line)
        if len(plain) > _LONGEST_LINE or _SENTENCE.search(plain) or not _STAGE.search(plain):
            continue
        found = numbering(plain)
        title = read_title(found.rest if found else plain)
        if title.department and title.year:
            yield title


def with_plain_years(text: str) -> str:
    """A text with its years in Arabic digits.

    >>> with_plain_years("二〇二四年度部门预算")
    '2024年度部门预算'
    """
    return _HAN_YEAR.sub(lambda m: re.sub(r"[OoＯ]", "0", m.group()).translate(_HAN_DIGITS), text)


def _stated(plain: str) -> re.Match[str] | None:
    """Where a title states its stage: right behind a name, else anywhere."""
    found = list(_STAGE.finditer(plain))
    return next((match for match in found if is_organisation(_name_before(plain, match))), found[0] if found else None)


def _name_before(plain: str, stage: re.Match[str]) -> str:
    name = _ANY_YEAR.sub("", plain[: stage.start()])
    name = re.sub(r"^年度?|年度?$|^[\d.．、]+", "", name.partition("关于")[0] or name)
    return tidy(_LEVEL.sub("", _ANY_YEAR.sub("", name)))


def _completeness(title: Title) -> tuple[bool, bool, bool, int]:
    """The fuller title, and of equally full ones the longer name: a portal shortens it in its own heading."""
    known = title.department is not None
    return (
        known and title.year is not None and title.stage is not None,
        title.stage is not None,
        known,
        len(title.department or ""),
    )


def _blocks(items: Sequence[Item]) -> Iterator[list[str]]:
    """Runs of lines of the title page between lines of page furniture."""
    block: list[str] = []
    taken = 0
    for item in items:
        if isinstance(item, PrintedTable) or taken >= _LINES or _ends_title_page(item):
            break
        plain = squeeze(item.text)
        if is_furniture(plain):
            if block:
                yield block
            block = []
        elif plain:
            block.append(plain)
            taken += 1
    if block:
        yield block


def is_furniture(plain: str) -> bool:
    """Whether a squeezed line belongs to the page it was published on rather than to the document."""
    return bool(_FURNITURE.search(_LEADING.sub("", plain)))


def _ends_title_page(line: TextLine) -> bool:
    plain = squeeze(line.text)
    if is_furniture(plain):
        return False
    if _CONTENTS.fullmatch(plain) or is_contents_entry(line.text) or looks_like_title(plain):
        return True
    found = numbering(line.text)
    return (found is not None and found.style <= 2) or len(plain) > _LONGEST_LINE


def _titles(block: Sequence[str]) -> Iterator[Title]:
    """Complete titles of one line or two; without any, the block as one title, its place-only lines left out."""
    complete = [title for number in range(len(block)) if (title := _title_at(block, number))]
    yield from complete
    if not complete:
        yield read_title("".join(line for line in block if not names_places_only(line)))


def _title_at(block: Sequence[str], number: int) -> Title | None:
    """The complete title that ends in a line, with the line before it where that has the year or the place."""
    if not _STAGE.search(block[number]):
        return None
    alone = read_title(block[number])
    before = block[number - 1] if number else ""
    if alone.department and before and not _STAGE.search(before):
        joined = read_title(before + block[number])
        if (alone.year is None or _names_place_for(before, alone.department)) and joined.department and joined.year:
            return joined
    return alone if alone.department and alone.year else None


def _names_place_for(line: str, department: str) -> bool:
    """Whether a line holds the beginning of a name that lacks its place."""
    return not find_divisions(department) and bool(find_divisions(line)) and not names_places_only(line)
