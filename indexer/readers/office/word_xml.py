"""The parts of a Word document (DOCX) as trees, and the few names and properties that readers of them share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from indexer.readers.container import BROKEN, open_container
from indexer.readers.document import UnreadableFileError
from indexer.readers.limits import Limits

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: Elements that only wrap what is read: content controls, insertions, links, smart tags.
_WRAPPERS = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo"}
)


class WordPackage:
    """An opened DOCX: its main part, its styles and its numbering."""

    def __init__(self, path: Path, limits: Limits) -> None:
        with open_container(path, limits) as container:
            name = _main_part(container)
            folder = name.rpartition("/")[0]
            self.document = _tree(container, name)
            self.styles = _optional_tree(container, f"{folder}/styles.xml")
            self.numbering = _optional_tree(container, f"{folder}/numbering.xml")


def local(element: Element) -> str:
    """The name of an element without its namespace; '' for comments and instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *names: str) -> Element | None:
    """The element reached by going down through children of these names."""
    for name in names:
        if element is None:
            return None
        element = element.find(_W + name)
    return element


def value(element: Element | None, name: str = "val") -> str | None:
    """An attribute of Word's own namespace."""
    return element.get(_W + name) if element is not None else None


def number(element: Element | None, name: str = "val", *, default: int) -> int:
    """An attribute as a whole number; the default where it is none."""
    written = value(element, name) or ""
    return int(written) if written.lstrip("-").isascii() and written.lstrip("-").isdigit() else default


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not turned off."""
    return element is not None and value(element) not in ("0", "false", "off")


def contents(element: Element) -> Iterator[Element]:
    """The children of an element, those of wrappers in their place."""
    for inner in element:
        if local(inner) in _WRAPPERS:
            yield from contents(inner)
        else:
            yield inner


def _main_part(container: ZipFile) -> str:
    names = container.namelist()
    found = next((name for name in ("word/document.xml", "word/document2.xml") if name in names), None)
    if found is None:
        raise UnreadableFileError("damaged", "Word 文件中没有正文，文件已损坏。请重新下载。")
    return found


def _optional_tree(container: ZipFile, name: str) -> Element | None:
    return _tree(container, name) if name in container.namelist() else None


def _tree(container: ZipFile, name: str) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        data = container.read(name).replace(_STRICT, _TRANSITIONAL)
        return etree.fromstring(data, parser)
    except (*BROKEN, etree.XMLSyntaxError) as error:
        raise UnreadableFileError(
            "damaged", "Word 文件已损坏或不完整，无法读取。请重新下载，或用 Word 另存一次。"
        ) from error
