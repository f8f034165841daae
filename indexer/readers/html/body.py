"""The body of a page: what the page is about, told from the portal around it by what it says.

Portals surround a disclosure, or a link to one, with menus, link lists and
addresses. None of these has sentences or amounts; a disclosure has nothing else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from lxml.html import HtmlElement

from indexer.readers.document import Table, UnreadableFileError
from indexer.readers.html.flow import Paragraph, Shown, ShownTable

#: Share of what a page says that its body holds.
_MOST = 0.8
#: A page that says less than this in sentences, in characters, and prints fewer figures has no body.
_LEAST_PROSE = 200
_LEAST_FIGURES = 4
#: Share of a paragraph inside links from which it leads elsewhere.
_LINKED = 0.5

_SENTENCE = re.compile(r"[^。；！？]{6,}[。；！？]|.{24,}[，、：].{8,}")
_FIGURE = re.compile(r"\d[\d,，]*\.\d+|\d[\d,，]*(?=\s*(?:[万亿千百]?元|%|％))|\d{1,3}(?:[,，]\d{3})+")
_NOTICE = re.compile(
    r"浏览器|版权所有|网站标识码|备案|转载|免责|邮编|邮政编码|技术支持|扫一扫|Copyright", re.IGNORECASE
)
_LEAST_TITLE = 6


def find_body(blocks: Sequence[Shown], title: str) -> list[Shown]:
    """The blocks of the body in order, its title first.

    Raises:
        UnreadableFileError: shell, when the page has none.
    """
    weights = [_weight(block) for block in blocks]
    _refuse_shell(blocks)
    container = _smallest_container(blocks, weights)
    inside = [position for position, block in enumerate(blocks) if _is_inside(block.element, container)]
    body = list(blocks[inside[0] : inside[-1] + 1])
    heading = _heading(blocks[: inside[0]], title)
    return [heading, *body] if heading and not _repeats(body, heading) else body


def _refuse_shell(blocks: Sequence[Shown]) -> None:
    prose = sum(_prose(block) for block in blocks)
    figures = sum(_figures(block) for block in blocks)
    if prose < _LEAST_PROSE and figures < _LEAST_FIGURES:
        raise UnreadableFileError("shell", "网页只有栏目和标题，没有正文；请下载其中的附件后再放入。")


def _weight(block: Shown) -> int:
    """How much a block says: the characters of its sentences, those of a table's figures."""
    return _prose(block) + 8 * _figures(block)


def _prose(block: Shown) -> int:
    if isinstance(block, ShownTable):
        return sum(len(text) for text in _cell_texts(block.table) if _SENTENCE.search(text))
    return len(block.text) if _says_something(block) and _SENTENCE.search(block.text) else 0


def _figures(block: Shown) -> int:
    if isinstance(block, ShownTable):
        return sum(1 for text in _cell_texts(block.table) if _FIGURE.search(text))
    return len(_FIGURE.findall(block.text)) if _says_something(block) else 0


def _says_something(paragraph: Paragraph) -> bool:
    return paragraph.linked < _LINKED * len(paragraph.text) and not _NOTICE.search(paragraph.text)


def _cell_texts(table: Table) -> Iterator[str]:
    return (cell.text for row in table.rows for cell in row if cell and cell.text)


def _smallest_container(blocks: Iterable[Shown], weights: Iterable[int]) -> HtmlElement:
    """The innermost element that holds most of what the page says."""
    said: Counter[HtmlElement] = Counter()
    for block, weight in zip(blocks, weights, strict=True):
        if weight:
            said.update(dict.fromkeys((block.element, *block.element.iterancestors()), weight))
    total = max(said.values())
    holding = [element for element, weight in said.items() if weight >= _MOST * total]
    return max(holding, key=_depth)


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _is_inside(element: HtmlElement, container: HtmlElement) -> bool:
    return element is container or any(above is container for above in element.iterancestors())


def _heading(before: Iterable[Shown], title: str) -> Paragraph | None:
    """The longest paragraph before the body that the title of the page contains."""
    plain = _plain(title)
    found = [
        block
        for block in before
        if isinstance(block, Paragraph) and len(_plain(block.text)) >= _LEAST_TITLE and _plain(block.text) in plain
    ]
    return max(found, key=lambda block: len(block.text), default=None)


def _repeats(body: Sequence[Shown], heading: Paragraph) -> bool:
    return any(isinstance(block, Paragraph) and _plain(heading.text) in _plain(block.text) for block in body[:5])


def _plain(text: str) -> str:
    return "".join(text.split())
