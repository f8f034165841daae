"""Pages of an example: cover, headings, narrative, page numbers."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
    TableStyle,
)

from typesetting import fonts
from typesetting.disclosure import Disclosure, Section

MARGIN = 54.0
PORTRAIT_WIDTH = A4[0] - 2 * MARGIN
LANDSCAPE_WIDTH = A4[1] - 2 * MARGIN
LANDSCAPE_HEIGHT = A4[0] - 2 * MARGIN

NOTICE = "示例文件，非官方文件"

_TITLE = ParagraphStyle("title", fontName=fonts.HEADING, fontSize=22, leading=34, alignment=TA_CENTER, wordWrap="CJK")
_NOTICE = ParagraphStyle(
    "notice", fontName=fonts.HEADING, fontSize=15, leading=24, alignment=TA_CENTER, textColor=colors.HexColor("#a4262c")
)
_SMALL = ParagraphStyle(
    "small", fontName=fonts.TEXT, fontSize=10.5, leading=17, wordWrap="CJK", textColor=colors.HexColor("#444444")
)
_PART = ParagraphStyle(
    "part", fontName=fonts.HEADING, fontSize=17, leading=26, alignment=TA_CENTER, spaceAfter=12, wordWrap="CJK"
)
_CAPTION = ParagraphStyle(
    "caption", fontName=fonts.HEADING, fontSize=14, leading=20, alignment=TA_CENTER, spaceAfter=6, wordWrap="CJK"
)
_HEADINGS = tuple(
    ParagraphStyle(
        f"heading{level}",
        fontName=fonts.HEADING,
        fontSize=size,
        leading=size * 1.6,
        spaceBefore=6,
        spaceAfter=2,
        firstLineIndent=2 * size,
        keepWithNext=1,
        wordWrap="CJK",
    )
    for level, size in enumerate((13.0, 12.0, 11.5))
)
_BODY = ParagraphStyle(
    "body", fontName=fonts.TEXT, fontSize=11.5, leading=20, firstLineIndent=23, spaceAfter=2, wordWrap="CJK"
)
_LINE = ParagraphStyle("line", fontName=fonts.TEXT, fontSize=10, leading=14, wordWrap="CJK")
_RIGHT = ParagraphStyle("right", parent=_LINE, alignment=TA_RIGHT)

#: What a layout prints after a section that asks for it.
Inserts = dict[str, Callable[[], Sequence[Flowable]]]


def write(path: Path, disclosure: Disclosure, story: Sequence[Flowable]) -> None:
    """Typeset ``story``, which starts a new page, behind a cover; the same story gives the same pages."""
    document = BaseDocTemplate(
        str(path),
        pagesize=A4,
        title=f"{disclosure.title}（{NOTICE}）",
        author="yusou",
        subject=disclosure.source,
        invariant=1,
    )
    document.addPageTemplates([_template("portrait", A4), _template("landscape", landscape(A4))])
    document.build([*_cover(disclosure), *story])


def turned(orientation: str) -> list[Flowable]:
    """Go on with a new page that is ``portrait`` or ``landscape``."""
    return [NextPageTemplate(orientation), PageBreak()]


def part(heading: str) -> Flowable:
    return Paragraph(heading, _PART)


def caption(title: str) -> Flowable:
    return Paragraph(title, _CAPTION)


def heading(text: str, level: int = 0) -> Flowable:
    return Paragraph(html.escape(text), _HEADINGS[level])


def paragraph(text: str) -> Flowable:
    return Paragraph(html.escape(text), _BODY)


def line(text: str) -> Flowable:
    return Paragraph(html.escape(text), _LINE)


def gap(points: float = 8) -> Flowable:
    return Spacer(1, points)


def above_table(left: str, right: str, width: float) -> Flowable:
    """The line above a table: who on the left, in which unit on the right."""
    cells = [[Paragraph(html.escape(left), _LINE), Paragraph(html.escape(right), _RIGHT)]]
    table = Table(cells, colWidths=(width * 0.7, width * 0.3))
    table.setStyle(TableStyle([("LEFTPADDING", (0, 0), (-1, -1), 0), ("RIGHTPADDING", (0, 0), (-1, -1), 0)]))
    return table


def narrative(sections: Sequence[Section], inserts: Inserts | None = None, level: int = 0) -> list[Flowable]:
    """Headings and paragraphs, with what the layout inserts after a section."""
    story: list[Flowable] = []
    for section in sections:
        story.append(heading(section.heading, level))
        story += [paragraph(text) for text in section.paragraphs]
        story += narrative(section.subsections, inserts, level + 1)
        for name in sorted(section.inserts):
            story += (inserts or {})[name]()
    return story


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    frame = Frame(MARGIN, MARGIN, size[0] - 2 * MARGIN, size[1] - 2 * MARGIN, 0, 0, 0, 0)
    return PageTemplate(name, [frame], onPageEnd=_page_number, pagesize=size)


def _page_number(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont(fonts.TEXT, 9)
    canvas.drawCentredString(document.pageTemplate.pagesize[0] / 2, 28, f"- {canvas.getPageNumber()} -")


def _cover(disclosure: Disclosure) -> list[Flowable]:
    rule = HRFlowable(width="60%", thickness=1, color=colors.HexColor("#a4262c"), spaceBefore=4, spaceAfter=4)
    return [
        gap(150),
        Paragraph(html.escape(disclosure.title), _TITLE),
        gap(60),
        rule,
        Paragraph(NOTICE, _NOTICE),
        rule,
        gap(16),
        Paragraph(
            f"本文件由开源项目 yusou（预搜）排印，供试用和测试。金额、科目、项目和绩效指标值取自{disclosure.source}，"
            "文字说明是本项目另写的。需要引用时，请以公开单位发布的文件为准。",
            _SMALL,
        ),
    ]
