from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest

from indexer.readers import media, read, sniff
from indexer.readers.document import Line, Table, UnreadableFileError
from indexer.readers.office.conversion import converter

needs_libreoffice = pytest.mark.skipif(converter() is None, reason="LibreOffice is not installed")

RTF = (
    r"{\rtf1\ansi\uc1 \u39044?\u31639?\u20844?\u24320?\par"
    r"\trowd\cellx2000\cellx4000\intbl \u25945?\u32946?\cell 12.50\cell\row}"
)
WORD_XML = (
    '<?xml version="1.0"?><?mso-application progid="Word.Document"?>'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r><w:t>预算公开</w:t>'
    "</w:r></w:p></w:body></w:wordDocument>"
)


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "named.pdf"
    path.write_text(RTF)
    return path


@pytest.mark.usefixtures("_no_programs")
def test_where_libreoffice_is_missing_the_message_says_so(rtf: Path) -> None:
    with pytest.raises(UnreadableFileError, match="请安装 LibreOffice") as refused:
        read(rtf)

    assert refused.value.code == "converter_missing"
    assert "RTF 文档" in str(refused.value)


@pytest.fixture
def _no_programs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@needs_libreoffice
def test_rtf_is_read_through_libreoffice(rtf: Path) -> None:
    document = read(rtf)

    line, table = document.pages[0].blocks[:2]

    assert document.media_type == media.RTF
    assert isinstance(line, Line)
    assert line.text == "预算公开"
    assert isinstance(table, Table)
    assert [[cell.text for cell in row if cell] for row in table.rows] == [["教育", "12.50"]]


@needs_libreoffice
def test_doc_is_read_through_libreoffice(rtf: Path, tmp_path: Path) -> None:
    command = converter()
    assert command is not None
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    source = tmp_path / "source.rtf"
    source.write_bytes(rtf.read_bytes())
    subprocess.run(
        [command, profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
    )

    document = read(tmp_path / "source.doc")

    assert document.media_type == media.DOC
    assert [block.text for block in document.pages[0].blocks if isinstance(block, Line)] == ["预算公开"]


@needs_libreoffice
def test_word_xml_is_read_through_libreoffice(tmp_path: Path) -> None:
    path = tmp_path / "saved.doc"
    path.write_text(WORD_XML, encoding="utf-8")

    assert sniff(path) == media.WORD_XML
    assert [block.text for block in read(path).pages[0].blocks if isinstance(block, Line)] == ["预算公开"]


@needs_libreoffice
def test_what_libreoffice_cannot_convert_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "WordDocument".encode("utf-16-le") + bytes(60))

    with pytest.raises(UnreadableFileError) as refused:
        read(path)

    assert refused.value.code in ("damaged", "empty")


def test_an_encrypted_office_file_is_refused_by_its_right_name(tmp_path: Path) -> None:
    path = tmp_path / "locked.docx"
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(60)
    )

    with pytest.raises(UnreadableFileError, match="已加密") as refused:
        read(path)

    assert refused.value.code == "encrypted"


def test_an_office_file_cut_off_in_download_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "whole.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", "<w/>" * 100)
    path.write_bytes(path.read_bytes()[:-30])

    with pytest.raises(UnreadableFileError):
        read(path)
