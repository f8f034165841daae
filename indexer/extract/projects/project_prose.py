"""Projects told in prose: 项目名称 … 预算安排规模 …, or one page 某某项目经费情况说明 a project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from index.records import Amount, Citation
from indexer.extract.amounts import Unit, read_amount
from indexer.extract.flow import TextLine, squeeze
from indexer.extract.headings import is_section_heading, numbering
from indexer.extract.projects.project_found import FoundProject, Place
from indexer.extract.projects.project_words import is_placeholder, tidy, words

_LONGEST_NAME = 60
#: Numbering styles from 1、 inwards number lists, not sections (see ``Numbering.style``).
_STYLE_OF_LISTS = 3
_FIELD = re.compile(r"(?:.{0,4}?[、.．）)])?(?P<label>[^:：。，；]{2,12})[:：](?P<text>.*)")
_MONEY = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*(亿元?|万元?|元)")
_WHOLE = re.compile(
    r"(?:总预算|预算总额|总额|总金额|总投入|合计|共计|共|预算安排|安排预算|安排资金|安排)[^\d，,。；;]{0,12}$"
)
#: The name of a project in the first clause of its summary, when the heading has none.
_NAME_IN_SUMMARY = re.compile(r"([^，。；、：“”（）]{4,40}(?:工程|项目|专项|经费))，")


@dataclass(slots=True)
class _Fields:
    """The fields of one project as told, by role, and the lines they stand in."""

    name: str
    texts: dict[str, str] = field(default_factory=dict)
    citations: list[Citation] = field(default_factory=list)
    role: str | None = None

    def begin(self, role: str, text: str) -> None:
        self.role = role
        self.texts[role] = self.texts.get(role, "") + text

    def go_on(self, text: str) -> None:
        if self.role == "name":
            self.name += tidy(text)
        elif self.role is not None:
            self.texts[self.role] += text


def prose_projects(narrative: Sequence[TextLine]) -> list[FoundProject]:
    """The projects the narrative tells about."""
    told = [*_field_blocks(narrative), *_pages(narrative)]
    return [project for fields in told if (project := _project(fields)) is not None]


def _field_blocks(narrative: Iterable[TextLine]) -> Iterator[_Fields]:
    """新疆: blocks that begin with 项目名称 and go on in lines 名称：text until a line of another kind."""
    fields: _Fields | None = None
    for line in narrative:
        role, text = _labelled(line.text)
        if role == "name":
            if fields is not None:
                yield fields
            fields = _Fields(tidy(text))
            fields.role = "name"
        elif fields is not None and role is not None:
            fields.begin(role, text)
        elif fields is not None and not _leads_on(line.text):
            fields.go_on(line.text)
        elif fields is not None:
            yield fields
            fields = None
        if fields is not None:
            fields.citations.append(line.citation)
    if fields is not None:
        yield fields


def _labelled(line: str) -> tuple[str | None, str]:
    """Role and text of a line that begins with the name of a field and a colon."""
    match = _FIELD.match(line.strip())
    if match is None:
        return None, line
    return _role(match["label"]), match["text"]


def _role(text: str) -> str | None:
    plain = squeeze(text)
    return next((role for role, pattern in words().prose if pattern.fullmatch(plain)), None)


def _pages(narrative: Iterable[TextLine]) -> Iterator[_Fields]:
    """上海: a heading 某某项目经费情况说明, then numbered headings that are names of fields."""
    fields: _Fields | None = None
    for line in narrative:
        name = _headed(line)
        if name is not None:
            if fields is not None:
                yield fields
            fields = _Fields(name)
        elif fields is not None:
            found = numbering(line.text)
            role = _role(found.rest) if found else None
            if role is not None:
                fields.begin(role, "")
            elif _leads_on(line.text):
                yield fields
                fields = None
            else:
                fields.go_on(line.text)
        if fields is not None:
            fields.citations.append(line.citation)
    if fields is not None:
        yield fields


def _leads_on(line: str) -> bool:
    """Whether a line begins another section of the document; lists inside a field are numbered 1、 or (1)."""
    found = numbering(line)
    return found is not None and found.style < _STYLE_OF_LISTS and is_section_heading(line)


def _headed(line: TextLine) -> str | None:
    """The project a heading names, '' for a heading without a name, None for any other line."""
    plain = squeeze(line.text)
    if numbering(line.text) is not None or len(plain) > _LONGEST_NAME:
        return None
    match = re.search(rf"(?:{words().prose_heading.pattern})$", plain)
    return plain[: match.start()] if match else None


def _project(fields: _Fields) -> FoundProject | None:
    """The project of one block; None for a block of a template or of something else."""
    name = fields.name + tidy(fields.texts.get("name", ""))
    if not name:
        match = _NAME_IN_SUMMARY.search(tidy(fields.texts.get("summary", "")))
        name = re.split(r"[的为]", match.group(1))[-1] if match else ""
    told = {role: tidy(text) for role, text in fields.texts.items() if tidy(text)}
    if not name or is_placeholder(name) or not (told.keys() & {"amount", "basis", "goal"}):
        return None
    return FoundProject(
        name,
        Place.PROSE,
        amount=told_amount(told.get("amount", "")),
        goal=_goal(told.get("goal", "")),
        basis=told.get("basis"),
        note=told.get("allocation") or told.get("summary"),
        citations=fields.citations,
    )


def _goal(text: str) -> str:
    return "" if is_placeholder(text) or re.match("详见|见附", text) else text


def told_amount(text: str) -> Amount | None:
    """The amount a passage gives one project: the only one, the whole, or the sum of its quarters.

    >>> told_amount("2025年度项目总预算1720.00万，其中培训20万元").yuan
    Decimal('17200000.00')
    """
    found = [(match, text[: match.start()]) for match in _MONEY.finditer(text)]
    if not found:
        return None
    amounts = [read_amount(match.group(1), Unit(_unit(match.group(2)), "正文")) for match, _ in found]
    if any(amount.yuan is None for amount in amounts):
        return None
    whole = next((amount for amount, (_, before) in zip(amounts, found, strict=True) if _WHOLE.search(before)), None)
    if len(amounts) == 1 or whole is not None:
        return whole or amounts[0]
    if all("季度" in before[-16:] for _, before in found):
        return Amount(
            sum((amount.yuan for amount in amounts if amount.yuan is not None), start=Decimal(0)),
            "+".join(amount.raw for amount in amounts),
            amounts[0].unit,
            "正文",
        )
    return None


def _unit(printed: str) -> str:
    return printed if printed.endswith("元") else f"{printed}元"
