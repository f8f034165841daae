"""Rows as an Excel workbook that leaves while it is written: nothing is kept, no temporary file is made.

The least an .xlsx file needs: a sheet of the rows and a sheet that says where
they come from. Text is always a text cell, so nothing in it is ever calculated.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from xml.sax.saxutils import escape

from search_app.export.columns import Cell
from search_app.export.parts import Outlet, batches

#: Rows of one file besides the head. Excel itself reads 1,048,576 of a sheet, but not if they are as long as goals are.
MOST_ROWS = 200_000
#: Characters of one cell; Excel takes 32,767. What is cut ends in …
MOST_CHARACTERS = 8_000

#: What XML 1.0 has no way to say.
_UNSAYABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: How a cell names its style; the plain one need not be named.
_STYLES = ("", ' s="1"')

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_FRAME: Mapping[str, str] = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_SHEET_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="数据" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    # Style 0 is plain, 1 the bold head, 2 an amount with commas and two decimals (Excel's own format 4).
    "xl/styles.xml": f'<styleSheet {_MAIN}><fonts count="2"><font/><font><b/></font></fonts><fills count="2">'
    '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>'
    '<xf fontId="1" applyFont="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
_FREEZE_HEAD = (
    '<sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)


def xlsx_parts(head: Iterable[str], rows: Iterable[Iterable[Cell]], about: Mapping[str, Cell]) -> Iterator[bytes]:
    """The workbook, a few rows at a time: sheet 数据 with the head frozen, sheet 说明 with what ``about`` says."""
    outlet = Outlet()
    with zipfile.ZipFile(outlet, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _FRAME.items():
            archive.writestr(name, _DECLARATION + content)
        with archive.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f"{_DECLARATION}<worksheet {_MAIN}>{_FREEZE_HEAD}<sheetData>{_row(head, style=1)}".encode())
            for batch in batches(rows):
                sheet.write("".join(map(_row, batch)).encode())
                yield outlet.take()
            sheet.write(b"</sheetData></worksheet>")
        said = "".join(map(_row, about.items()))
        archive.writestr(
            "xl/worksheets/sheet2.xml", f"{_DECLARATION}<worksheet {_MAIN}><sheetData>{said}</sheetData></worksheet>"
        )
    yield outlet.take()


def _row(cells: Iterable[Cell], *, style: int = 0) -> str:
    return f"<row>{''.join([_cell(cell, style) for cell in cells])}</row>"


def _cell(cell: Cell, style: int) -> str:
    match cell:
        case None:
            return "<c/>"
        case str():
            space = "" if cell == cell.strip() else ' xml:space="preserve"'
            return f'<c t="inlineStr"{_STYLES[style]}><is><t{space}>{_said(cell)}</t></is></c>'
        case Decimal():
            return f'<c s="2"><v>{cell:f}</v></c>'
        case int():
            return f"<c><v>{cell}</v></c>"


def _said(text: str) -> str:
    """The text as XML says it; most of the millions of cells need no change, and are only looked through."""
    if len(text) > MOST_CHARACTERS:
        text = f"{text[: MOST_CHARACTERS - 1]}…"
    if not text.isprintable():
        text = _UNSAYABLE.sub("\ufffd", text)
    return escape(text) if "&" in text or "<" in text or ">" in text else text
