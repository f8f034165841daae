"""Readers: from one file to pages of lines and tables.

The kind of a file is told from its content. A reader knows files, not budgets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from indexer.readers import media, ocr
from indexer.readers.archive import read_archive
from indexer.readers.document import Document, UnreadableFileError
from indexer.readers.html import read_html
from indexer.readers.limits import DEFAULT_LIMITS, Limits
from indexer.readers.media import sniff
from indexer.readers.mhtml import read_mhtml
from indexer.readers.office.conversion import converter, read_converted
from indexer.readers.office.docx import read_docx
from indexer.readers.office.xls import read_xls
from indexer.readers.office.xlsx import read_xlsx
from indexer.readers.scans import read_pdf_with_scans
from indexer.readers.text import read_text

__all__ = ["DEFAULT_LIMITS", "Document", "Limits", "UnreadableFileError", "lifted_refusals", "read", "sniff"]

Reader = Callable[[Path, Limits], Document]

#: Kinds that LibreOffice converts, and the suffix it knows them by.
_CONVERTED = {media.DOC: ".doc", media.RTF: ".rtf", media.WORD_XML: ".xml"}

_READERS: Mapping[str, Reader] = {
    media.DOCX: read_docx,
    media.HTML: read_html,
    media.MHTML: read_mhtml,
    media.PDF: read_pdf_with_scans,
    media.TEXT: read_text,
    media.XLS: read_xls,
    media.XLSX: read_xlsx,
    media.ZIP: read_archive,
    **{
        media_type: partial(read_converted, media_type=media_type, suffix=suffix, kind=media.KIND_NAMES[media_type])
        for media_type, suffix in _CONVERTED.items()
    },
}


def read(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Read one file.

    Raises:
        UnreadableFileError: the file cannot be read; ``code`` and message say why.
    """
    try:
        return _read(path, limits)
    except OSError as error:
        raise media.vanished(path) from error


def lifted_refusals() -> frozenset[str]:
    """Codes of refusals for want of a program that is installed here by now; such a file is worth another try."""
    present = {"image_only": ocr.is_installed(), "converter_missing": converter() is not None}
    return frozenset(code for code, is_present in present.items() if is_present)


def _read(path: Path, limits: Limits) -> Document:
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError("empty", "文件是空的（0 字节）。")
    if size > limits.max_bytes:
        megabytes = limits.max_bytes // 1_000_000
        raise UnreadableFileError("too_large", f"文件有 {size // 1_000_000} MB，超过 {megabytes} MB 的上限，未读取。")
    media_type = sniff(path)
    reader = _READERS.get(media_type)
    if reader is None:
        raise _unsupported(path, media_type)
    return reader(path, limits)


def _unsupported(path: Path, media_type: str) -> UnreadableFileError:
    if media_type == media.BINARY:
        return UnreadableFileError("not_text", "文件既不是 PDF，也不是文本，内容无法识别。")
    if media_type == media.ENCRYPTED_OFFICE:
        return UnreadableFileError("encrypted", "Office 文档已加密，需要密码才能打开。请换成未加密的文件。")
    kind = media.KIND_NAMES[media_type]
    suffix = path.suffix.lower()
    claim = f"（文件名却是 {suffix}）" if suffix == ".pdf" else ""
    return UnreadableFileError("unsupported", f"这是{kind}{claim}，目前不能读取。请转换成 PDF 后再放入。")
