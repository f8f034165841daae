from __future__ import annotations

from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from indexer.readers import media, read
from indexer.readers.document import Line, Table, UnreadableFileError

WORD = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset="{}"></head><body>{}</body></html>'
SHEET = "<table><tr><td>科目</td><td>金额</td></tr><tr><td>教育</td><td>12.50</td></tr></table>"


def page(body: str, charset: str = "utf-8") -> MIMEText:
    return MIMEText(WORD.format(charset, body), "html", charset)


def archive(path: Path, *parts: Message) -> Path:
    message = MIMEMultipart("related")
    for part in parts:
        message.attach(part)
    path.write_bytes(message.as_bytes())
    return path


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_web_archive_named_doc_is_read(tmp_path: Path, charset: str) -> None:
    document = read(archive(tmp_path / "说明.doc", page(f"<p>某局预算公开</p>{SHEET}", charset), MIMEApplication(b"x")))

    line, table = document.pages[0].blocks

    assert document.media_type == media.MHTML
    assert isinstance(line, Line)
    assert line.text == "某局预算公开"
    assert isinstance(table, Table)
    assert [[cell.text for cell in row if cell] for row in table.rows] == [["科目", "金额"], ["教育", "12.50"]]


def test_every_sheet_of_a_saved_workbook_is_a_page_numbered_on(tmp_path: Path) -> None:
    frames = page("<script>frames</script>")

    document = read(archive(tmp_path / "报表.xls", frames, page(f"<p>表一</p>{SHEET}"), page(f"<p>表二</p>{SHEET}")))

    assert [page.number for page in document.pages] == [1, 2]
    assert [block.number for page in document.pages for block in page.blocks if isinstance(block, Line)] == [1, 4]
    assert [block.line_numbers for page in document.pages for block in page.blocks if isinstance(block, Table)] == [
        (2, 3),
        (5, 6),
    ]


def test_an_archive_without_a_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="没有网页"):
        read(archive(tmp_path / "空.doc", MIMEApplication(b"x")))


def test_an_archived_portal_page_without_a_body_is_refused_as_such(tmp_path: Path) -> None:
    shell = MIMEText(
        "<html><body><h1>某局2026年部门预算</h1><a href='a.pdf'>附件.pdf</a></body></html>", "html", "utf-8"
    )

    with pytest.raises(UnreadableFileError, match="没有正文"):
        read(archive(tmp_path / "存档.mht", shell))


def test_a_hostile_nesting_is_refused_not_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "deep.mht"
    head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b0\n\n"
    path.write_text(
        head + "".join(f"--b{n}\nContent-Type: multipart/related; boundary=b{n + 1}\n\n" for n in range(3000))
    )

    with pytest.raises(UnreadableFileError):
        read(path)
