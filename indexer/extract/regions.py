"""Cutting the flow of a document into its statements (表) and its narrative.

A statement starts at a printed title that is followed by something table-like
(a ruled table, column heads, a unit line) and goes on over page breaks until
the next title or narrative heading. Tables without a title of their own
continue the statement before them when their columns agree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.records import Citation
from indexer.extract.alignment import aligned
from indexer.extract.flow import Item, PrintedTable, TextLine, cell_text, squeeze
from indexer.extract.grid import printed_texts
from indexer.extract.headings import is_contents_entry, is_section_heading, numbering
from indexer.extract.stacked_tables import unstacked
from indexer.extract.titles import looks_like_title, printed_unit, statement_kind
from indexer.readers.document import Table

UNKNOWN = "unknown"

#: How many items after a title may come before something table-like proves it.
_LOOKAHEAD = 6
_COLUMN_HEADS = re.compile(
    r"科目编码|科目名称|科目代码|单位名称|项目名称|预算单位|功能分类|经济分类|预算数|决算数|栏次|一级指标|项目编码|单位[:：]|"
    r"^收入支出|^序号|编制部门|预算部门|基本支出项目支出|资产总额"
)
_CAPTION = re.compile(
    r"单位[:：](?:人民币)?[万亿千百]?元|^(?:编制|填报|预算|主管)?(?:部门|单位)(?:名称|编码|代码)?(?:[（(][^（()）]{1,6}[）)])?[:：](?!$)"
    r"|^预算年度|预算年度(?:[:：\d]|$)|^\d{3,6}.{2,30}(?:单位|年度)[:：]|^(?:部门|单位|预算|公开|附)*(?:公开|预算)?\d*表[\d一二三四五六七八九十]+(?:[-—]\d+)?[:：]?$"
    r"|^[（(]\d{4}年[）)]$|^附件?\d*[:：]?$|^公开\d+表$"
)
#: Words of a narrative heading that no row of a table has.
_SURE_HEADING = re.compile(r"情况|说明|解释|资产信息|职能|职责|机构|概况|绩效目标|事项|任务|公开")
_UNIT_OF_COLUMN = re.compile(r"[（(](亿元|万元|千元|百元|元)[）)]$")
_NOTE = re.compile(r"^(?:注|备注|说明)\d*[:：]")
_LONGEST_CAPTION = 46
_MOST_HEAD_ROWS = 8


def is_caption(line: str) -> bool:
    """Whether a line only belongs to a table: its number, unit, department or year."""
    plain = squeeze(line)
    return len(plain) <= 2 * _LONGEST_CAPTION and bool(_CAPTION.search(plain))


@dataclass(frozen=True, slots=True)
class StatementRegion:
    """One statement as printed: title, captions, and its tables or loose lines in order."""

    kind: str
    title: str
    unit: str | None
    captions: tuple[TextLine, ...]
    body: tuple[Item, ...]
    notes: tuple[TextLine, ...] = ()

    @property
    def tables(self) -> tuple[PrintedTable, ...]:
        return tuple(item for item in self.body if isinstance(item, PrintedTable))

    @property
    def lines(self) -> tuple[TextLine, ...]:
        return tuple(item for item in self.body if isinstance(item, TextLine))

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(item.citation for item in (*self.captions, *self.body))


@dataclass(frozen=True, slots=True)
class Layout:
    """The two halves of a document."""

    statements: tuple[StatementRegion, ...]
    narrative: tuple[TextLine, ...]


@dataclass(slots=True)
class _Open:
    """The statement being collected."""

    kind: str
    title: str
    unit: str | None
    captions: list[TextLine] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    notes: list[TextLine] = field(default_factory=list)

    @property
    def ruled(self) -> bool:
        return any(isinstance(item, PrintedTable) for item in self.body)

    def tables(self) -> list[Table]:
        return [item.table for item in self.body if isinstance(item, PrintedTable)]

    def close(self) -> StatementRegion:
        return StatementRegion(
            self.kind, self.title, self.unit, tuple(self.captions), tuple(self.body), tuple(self.notes)
        )


def layout(items: Sequence[Item]) -> Layout:
    """Cut a document into statements and narrative; nothing is lost but captions and repeated titles."""
    splitter = _Splitter(items)
    for position, item in enumerate(items):
        if isinstance(item, PrintedTable):
            for table in unstacked(item):
                splitter.table(table)
        else:
            splitter.line(item, position)
    splitter.finish()
    return Layout(tuple(splitter.statements), tuple(splitter.narrative))


class _Splitter:
    """Takes the items in reading order, each as ``line`` or ``table``, and ``finish`` behind the last."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._open: _Open | None = None
        self._pending: list[TextLine] = []  # lines since the last table of a ruled statement, or captions
        self.statements: list[StatementRegion] = []
        self.narrative: list[TextLine] = []

    def line(self, line: TextLine, position: int) -> None:
        if looks_like_title(line.text) and not is_contents_entry(line.text) and self._confirmed(position):
            self._start(line)
        elif self._is_heading(line):
            self._close()
            self._tell(line)
        elif self._open is None:
            self._pending.append(line) if is_caption(line.text) else self._tell(line)
        elif self._open.ruled:
            self._after_table(line)
        elif is_caption(line.text) and self._open.body:
            self._pending.append(line)  # of this statement's next page, or of the next statement
        else:
            self._keep_loose(line)

    def table(self, table: PrintedTable) -> None:
        title = _title_inside(table.table)
        if title is not None and not (self._open and squeeze(self._open.title) == squeeze(title)):
            self._begin(title, list(self._pending))
        elif self._open is None or (self._open.ruled and not self._continues(table)):
            self._begin("", list(self._pending))
        assert self._open is not None
        for line in self._pending:
            self._open.unit = self._open.unit or printed_unit(line.text)
        self._open.unit = self._open.unit or _unit_inside(table.table)
        self._pending.clear()
        self._open.body.append(table)

    def finish(self) -> None:
        self._close()

    def _is_heading(self, line: TextLine) -> bool:
        """Inside loose lines numbered rows of the table look like headings too: ask for more there."""
        if not is_section_heading(line.text):
            return False
        inside_loose = self._open is not None and not self._open.ruled
        found = numbering(line.text)
        part = found is not None and found.style == 0
        return not inside_loose or part or bool(_SURE_HEADING.search(squeeze(line.text)))

    def _tell(self, line: TextLine) -> None:
        self._pending.clear()
        self.narrative.append(line)

    def _keep_loose(self, line: TextLine) -> None:
        assert self._open is not None
        for kept in (*self._pending, line):
            self._open.unit = self._open.unit or printed_unit(kept.text)
            self._open.body.append(kept)
        self._pending.clear()

    def _start(self, line: TextLine) -> None:
        """A printed title: a new statement, unless it repeats the open one on its next page."""
        if self._open and squeeze(self._open.title) == squeeze(line.text) and self._open.body:
            if not self._open.ruled:
                self._open.body.append(line)
            return
        self._begin(line.text, [line])

    def _begin(self, title: str, captions: list[TextLine]) -> None:
        carried = [line for line in self._pending if is_caption(line.text) and line not in captions]
        self._close(keep_captions=False)
        unit = next((u for line in (*carried, *captions) if (u := printed_unit(line.text))), None)
        self._open = _Open(statement_kind(title) or UNKNOWN, title.strip(), unit, [*carried, *captions])

    def _close(self, *, keep_captions: bool = True) -> None:
        if self._open is not None:
            self.statements.append(self._open.close())
            self._open = None
        self.narrative.extend(line for line in self._pending if not is_caption(line.text))
        self._pending = [line for line in self._pending if is_caption(line.text)] if keep_captions else []

    def _after_table(self, line: TextLine) -> None:
        """A line below a ruled table: a note, a caption of what follows, or narrative again."""
        assert self._open is not None
        plain = squeeze(line.text)
        if _NOTE.match(plain):
            self._open.notes.append(line)
        elif is_caption(line.text) or (len(plain) <= _LONGEST_CAPTION and not re.search("[。；]", plain)):
            self._pending.append(line)
        else:
            self._close()
            self.narrative.append(line)

    def _continues(self, table: PrintedTable) -> bool:
        assert self._open is not None
        before = self._open.tables()
        gap = [line for line in self._pending if not is_caption(line.text)]
        same_columns = aligned(table.table, before[-1]) is not None
        first = printed_texts(table.table.rows[0])
        repeats_heads = any(first == printed_texts(row) for row in before[0].rows[:_MOST_HEAD_ROWS])
        return (same_columns and len(gap) <= 2) or repeats_heads

    def _confirmed(self, position: int) -> bool:
        """Whether something table-like follows before the next title or heading, or a unit line precedes."""
        for item in self._items[position + 1 : position + 1 + _LOOKAHEAD]:
            if isinstance(item, PrintedTable):
                return True
            if _COLUMN_HEADS.search(squeeze(item.text)):
                return True
            if looks_like_title(item.text) or is_contents_entry(item.text):
                return False
            found = numbering(item.text)
            if found and is_section_heading(item.text):
                return False
        return False


def _title_inside(table: Table) -> str | None:
    """A title printed inside the ruling, alone in one of the first rows."""
    for row in table.rows[:4]:
        texts = printed_texts(row)
        if len(texts) == 1 and looks_like_title(texts[0]):
            return texts[0]
        if len(texts) > 2:
            return None
    return None


def _unit_inside(table: Table) -> str | None:
    """The unit printed in one of the first rows, or the one that heads of columns name: 合计（万元）."""
    texts = [text for row in table.rows[:5] for cell in row if len(text := cell_text(cell)) <= _LONGEST_CAPTION]
    stated = next((unit for text in texts if (unit := printed_unit(text))), None)
    of_columns = {match.group(1) for text in texts if (match := _UNIT_OF_COLUMN.search(text))}
    return stated or (of_columns.pop() if len(of_columns) == 1 else None)
