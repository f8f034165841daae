from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from indexer.readers import media, read, sniff
from indexer.readers.document import UnreadableFileError


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return buffer.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(60)


KINDS = {
    "pdf": (b"%PDF-1.7\n%", media.PDF),
    "pdf after junk": (b"\r\n" * 200 + b"%PDF-1.4\n", media.PDF),
    "html": (b"<!DOCTYPE html>\n<html><body>x</body></html>", media.HTML),
    "html after a mark and a comment": (b"\xef\xbb\xbf\n <!-- saved -->\n<HTML lang='zh'>", media.HTML),
    "xhtml": (b"<?xml version='1.0'?>\n<html xmlns='x'>", media.HTML),
    "html in gb18030": ("<html><title>部门预算公开</title>".encode("gb18030"), media.HTML),
    "html in utf-16": ("<html><title>部门预算</title>".encode("utf-16"), media.HTML),
    "web archive": (b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n", media.MHTML),
    "docx": (zipped("[Content_Types].xml", "word/document.xml"), media.DOCX),
    "xlsx": (zipped("[Content_Types].xml", "xl/workbook.xml"), media.XLSX),
    "ofd": (zipped("OFD.xml", "Doc_0/Document.xml"), media.OFD),
    "zip": (zipped("预算.pdf", "word/notes.txt"), media.ZIP),
    "cut off zip": (zipped("预算.pdf")[:40], media.ZIP),
    "doc": (ole("WordDocument"), media.DOC),
    "xls": (ole("Workbook"), media.XLS),
    "other ole": (ole("Contents"), media.OLE),
    "png": (b"\x89PNG\r\n\x1a\n" + bytes(20), "image/png"),
    "rtf": (b"{\\rtf1 budget}", media.RTF),
    "utf-8 text": ("部门预算\n".encode(), media.TEXT),
    "gb18030 text": ("部门预算公开，单位：万元\n".encode("gb18030"), media.TEXT),
    "utf-16 text without mark": ("部门预算公开\n2024".encode("utf-16-le"), media.TEXT),
    "text that begins with BM": (b"BMW 3 series, 1 vehicle", media.TEXT),
    "text that speaks of html": ("关于 <html> 的说明".encode(), media.TEXT),
    "nothing": (b"", media.EMPTY),
    "junk": (bytes(range(256)) * 8, media.BINARY),
    "zeros": (bytes(1000), media.BINARY),
}


@pytest.mark.parametrize(("content", "media_type"), KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("name", ["file.pdf", "file.txt", "file"])
def test_the_kind_is_told_from_content_whatever_the_name(
    tmp_path: Path, name: str, content: bytes, media_type: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    assert sniff(path) == media_type


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (KINDS["ofd"][0], "unsupported", "OFD 版式文件（文件名却是 .pdf）"),
        (KINDS["png"][0], "unsupported", "图片（PNG）"),
        (KINDS["junk"][0], "not_text", "无法识别"),
        (b"", "empty", "0 字节"),
    ],
)
def test_what_no_reader_reads_is_refused_by_its_right_name(
    tmp_path: Path, content: bytes, code: str, words: str
) -> None:
    path = tmp_path / "named.pdf"
    path.write_bytes(content)

    with pytest.raises(UnreadableFileError) as refusal:
        read(path)

    assert refusal.value.code == code
    assert words in str(refusal.value)


def test_every_kind_that_can_be_told_has_a_name_or_a_reader() -> None:
    told = {media_type for _, media_type in KINDS.values()}

    assert told - {media.PDF, media.TEXT, media.BINARY} <= set(media.KIND_NAMES)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        read(tmp_path)
    assert refusal.value.code == "vanished"
