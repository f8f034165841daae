"""Bytes to a tree of elements: the encoding found, what is never text taken out."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from indexer.readers.document import UnreadableFileError
from indexer.readers.encoding import MAX_ERRORS, DecodedText, decode

#: Where browsers look for a declared encoding.
_DECLARED_WITHIN = 4096
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
#: What pages call the encodings that GB18030 contains.
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "chinese", "hz-gb-2312"}
#: Pictures inside attributes, which may be longer than the parser allows.
_DATA_URI = re.compile(r"""data:[\w.+-]+/[\w.+-]+;base64,[^"'\s)>]*""")
#: Conditional comments of Office: <![if …]>, which no browser shows.
_CONDITIONAL = re.compile(r"<!\[(?:if|endif)[^>]*>", re.IGNORECASE)
_OFFICE = re.compile(
    r"""urn:schemas-microsoft-com:office:|<meta[^>]{0,80}generator[^>]{0,80}(?:Microsoft|WPS|LibreOffice|OpenOffice)""",
    re.IGNORECASE,
)
_NEVER_TEXT = (
    etree.Comment, etree.ProcessingInstruction, "aside", "audio", "button", "canvas", "embed", "footer", "head",
    "iframe", "input", "map", "nav", "noscript", "object", "option", "script", "select", "style", "svg", "template",
    "textarea", "video",
)  # fmt: skip


def decode_html(data: bytes, charset: str | None = None) -> DecodedText:
    """The text of a page.

    A byte order mark counts first, then ``charset`` (what came with the page), then what the page
    declares; a declaration that does not fit the bytes is a mistake and the encoding is guessed.

    Raises:
        UnreadableFileError: not_text.
    """
    declared = charset or _declared(data)
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        decoded = _decoded_as(data, declared)
        if decoded is not None:
            return decoded
    guessed = decode(data)
    if guessed is None:
        raise UnreadableFileError("not_text", "网页内容无法按它声明的编码解码，也不是 UTF-8 或 GB18030。")
    return guessed


def parse_html(text: str) -> HtmlElement:
    """The tree of a page without scripts, styles, comments, controls and navigation.

    Raises:
        UnreadableFileError: empty, when there is no element at all; damaged, when the parser gave up.
    """
    plain = _CONDITIONAL.sub("", _DATA_URI.sub("", text)).replace("\x00", "")
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        root = document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise UnreadableFileError("empty", "网页中没有任何内容。") from error
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnreadableFileError("damaged", "网页的标记层层嵌套过深，无法读取。")
    return root


def is_from_office(text: str) -> bool:
    """Whether an Office program saved the page: Word, Excel, WPS or LibreOffice say so at its top."""
    return _OFFICE.search(text[:_DECLARED_WITHIN]) is not None


def title_of(root: HtmlElement) -> str:
    """What the page calls itself; '' when it does not. To be asked before ``strip``."""
    found = root.find(".//title")
    return " ".join((found.text or "").split()) if found is not None else ""


def strip(root: HtmlElement) -> None:
    """Take out what is never text of a document, keeping the text that follows it."""
    etree.strip_elements(root, *_NEVER_TEXT, with_tail=False)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _decoded_as(data: bytes, charset: str) -> DecodedText | None:
    encoding = "gb18030" if charset.lower() in _CHINESE else charset
    try:
        text = data.decode(encoding, errors="replace")
    except LookupError:
        return None
    errors = text.count("\ufffd")
    return DecodedText(text, encoding.lower(), errors) if errors <= MAX_ERRORS * len(text) else None
