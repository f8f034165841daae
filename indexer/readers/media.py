"""The kind of a file, from its content; names lie."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from indexer.readers.document import UnreadableFileError
from indexer.readers.encoding import decode

PDF = "application/pdf"
HTML = "text/html"
TEXT = "text/plain"
MHTML = "multipart/related"
RTF = "application/rtf"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
PPT = "application/vnd.ms-powerpoint"
OLE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-ole-encrypted-office"
WORD_XML = "application/vnd.ms-word.2003+xml"
EXCEL_XML = "application/vnd.ms-excel.2003+xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
OFD = "application/ofd"
ODF = "application/vnd.oasis.opendocument"
ZIP = "application/zip"
EMPTY = "application/x-empty"
BINARY = "application/octet-stream"

#: What a user calls the kinds that no reader reads.
KIND_NAMES: Mapping[str, str] = {
    HTML: "网页（HTML）",
    MHTML: "网页存档（MHTML）",
    RTF: "RTF 文档",
    DOC: "Word 文档（DOC）",
    DOCX: "Word 文档（DOCX）",
    XLS: "Excel 表格（XLS）",
    XLSX: "Excel 表格（XLSX）",
    PPT: "演示文稿（PPT）",
    PPTX: "演示文稿（PPTX）",
    OLE: "旧版 Office 文档",
    ENCRYPTED_OFFICE: "加密的 Office 文档",
    WORD_XML: "Word 文档（XML）",
    EXCEL_XML: "Excel 表格（XML）",
    OFD: "OFD 版式文件",
    ODF: "OpenDocument 文档",
    ZIP: "压缩包（ZIP）",
    "application/vnd.rar": "压缩包（RAR）",
    "application/x-7z-compressed": "压缩包（7z）",
    "application/gzip": "压缩包（GZIP）",
    "image/png": "图片（PNG）",
    "image/jpeg": "图片（JPEG）",
    "image/gif": "图片（GIF）",
    "image/tiff": "图片（TIFF）",
    EMPTY: "空文件",
}

#: Acrobat accepts the header anywhere in the first KB; so do files with junk before it.
_PDF_HEADER_WITHIN = 1024
_HEAD = 65_536

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x1f\x8b", "application/gzip"),
    (b"{\\rtf", RTF),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("WordDocument", DOC),
    ("Workbook", XLS),
    ("Book", XLS),
    ("PowerPoint Document", PPT),
    ("EncryptedPackage", ENCRYPTED_OFFICE),
)
_ZIP_MEMBERS = (("word/", DOCX), ("xl/", XLSX), ("ppt/", PPTX), ("OFD.xml", OFD))
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|table|div|p|span|font|center|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE_XML = re.compile(r"""<\?mso-application\s+progid=["'](Word\.Document|Excel\.Sheet)["']""")
_MHTML_START = re.compile(rb"(?:^|\n)content-type:\s*multipart/related", re.IGNORECASE)


def sniff(path: Path) -> str:
    """The media type of a file.

    Raises:
        UnreadableFileError: the file is gone or may not be opened (vanished).
    """
    try:
        with path.open("rb") as stream:
            return _sniffed(stream)
    except OSError as error:
        raise vanished(path) from error


def vanished(path: Path) -> UnreadableFileError:
    """What to say of a file that cannot be opened any more."""
    return UnreadableFileError("vanished", f"文件无法打开，可能已被移走或没有读取权限：{path.name}")


def _sniffed(stream: BinaryIO) -> str:
    head = stream.read(_HEAD)
    if not head:
        return EMPTY
    if head.startswith(_OLE_MAGIC):
        return _ole_kind(head + stream.read())
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(stream)
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:  # after containers, which may hold one at their beginning
        return PDF
    for magic, media_type in _MAGIC:
        if head.startswith(magic):
            return media_type
    return _text_kind(head)


def _ole_kind(data: bytes) -> str:
    for name, media_type in _OLE_STREAMS:
        if name.encode("utf-16-le") + b"\x00\x00" in data:
            return media_type
    return OLE


def _zip_kind(stream: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ZIP
    if "[Content_Types].xml" in names or "OFD.xml" in names:
        for prefix, media_type in _ZIP_MEMBERS:
            if any(name.startswith(prefix) for name in names):
                return media_type
    return ODF if names[:1] == ["mimetype"] else ZIP


def _text_kind(head: bytes) -> str:
    if _MHTML_START.search(head[:4096]):
        return MHTML
    decoded = decode(head)
    if decoded is None:
        return BINARY
    office = _OFFICE_XML.search(decoded.text[:_PDF_HEADER_WITHIN])
    if office:
        return WORD_XML if office[1].startswith("Word") else EXCEL_XML
    return HTML if _HTML_START.match(decoded.text) else TEXT
