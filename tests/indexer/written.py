"""Files for the tests, all of our own making: small disclosures as text, and files that are bad in one way each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

DISCLOSURE = """{county}人民政府办公室{year}年部门预算公开

第一部分 部门概况
一、主要职能
负责{county}政府机关的日常工作，协调各部门事务。

第二部分 {year}年部门预算表
部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
201\t一般公共服务支出\t{total}.00\t20.00\t{project}.00
20103\t政府办公厅（室）事务\t{total}.00\t20.00\t{project}.00
2010301\t行政运行\t20.00\t20.00\t
2010302\t一般行政管理事务\t{project}.00\t\t{project}.00
合计\t\t{total}.00\t20.00\t{project}.00

第三部分 {year}年部门预算情况说明
一、收支总体情况说明
{county}人民政府办公室{year}年部门预算收入总计{total}.00万元，支出总计{total}.00万元。
二、“三公”经费预算情况说明
{year}年“三公”经费预算2.00万元，其中公务接待费2.00万元。
"""

NO_DISCLOSURE = "春季花展通知：花展在中心广场举行，欢迎市民前往参观，持续两周，雨天顺延，请保管好随身物品。\n" * 3

#: Pages of the bad file that has too many.
PAGES = 10_000


def disclosure_text(number: int) -> str:
    """A small disclosure, another one for every number."""
    return DISCLOSURE.format(county=f"东山{number}县", year=2020 + number % 5, total=30 + number, project=10 + number)


def write_disclosures(folder: Path, count: int) -> list[Path]:
    """So many different disclosures in a folder, in the order a walk finds them."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(disclosure_text(number), encoding="utf-8")
    return paths


def _pdf(draw: Callable[[Canvas], object], **options: object) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _words(canvas: Canvas) -> None:
    for row in range(20):
        canvas.drawString(72, 700 - 20 * row, "Notice of the spring flower show, with directions.")


def _picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (400, 400), "grey")), 50, 50, 400, 400)


def _hand_made(pages: int, entries: str, *objects: str) -> bytes:
    """A PDF of equal pages; without a cross-reference table, which readers then make up for."""
    numbers = range(10, 10 + pages)
    parts = (
        "%PDF-1.4",
        "1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj",
        f"2 0 obj <</Type /Pages /Count {pages} /Kids [{' '.join(f'{number} 0 R' for number in numbers)}]>> endobj",
        *objects,
        *(
            f"{number} 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] {entries}>> endobj"
            for number in numbers
        ),
        "trailer <</Root 1 0 R>>",
        "%%EOF",
    )
    return "\n".join(parts).encode()


def endless_pdf() -> bytes:
    """A PDF that takes many minutes to read: as many pages as are allowed, each full of words."""
    words = "".join(f"BT /F 3 Tf 10 {3 * row} Td ({'budget ' * 30}) Tj ET\n" for row in range(1, 260))
    return _hand_made(
        2_900,
        "/Contents 3 0 R /Resources <</Font <</F 4 0 R>>>>",
        f"3 0 obj <</Length {len(words)}>> stream\n{words}endstream endobj",
        "4 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj",
    )


def bad_files() -> Mapping[str, bytes]:
    """Name -> content of files that give no disclosure."""
    words = _pdf(_words)
    return {
        "empty.pdf": b"",
        "empty.txt": b"",
        "encrypted.pdf": _pdf(_words, encrypt=StandardEncryption("secret", canPrint=0)),
        "image.pdf": _pdf(_picture),
        "junk.bin": bytes(range(256)) * 40,
        "many-pages.pdf": _hand_made(PAGES, ""),
        "notice.pdf": words,
        "notice.txt": NO_DISCLOSURE.encode("utf-8"),
        "page.pdf": b"<!DOCTYPE html><html><body><h1>404</h1></body></html>",
        "truncated.pdf": words[: len(words) // 3],
    }
