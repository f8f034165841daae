"""Recognising the titles of budget tables and the unit printed above them."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from importlib.resources import files

import yaml

from indexer.extract.flow import squeeze

LONGEST_TITLE = 60

#: 表1, 附表1-2, 部门公开表3, 预算01表, 公开01表, 一、, （一）, 1., 5-1 … in front of a title.
_NUMBERING = re.compile(
    r"^(?:附件?\d*[:：]?|(?:部门)?(?:公开|预算|财决|附)*(?:\d+表|表(?:\d+|[一二三四五六七八九十]+(?!般|公)))(?:[-—之]\d+)?[:：、.]?"
    r"|[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+[、.．]|[（(]?\d{1,2}(?:-\d+)?(?![\d年])[）)]?[、.．]?)"
)
_ENDS_AS_TITLE = re.compile(r"(?:[表单]|政府采购预算)(?:[（(][^（()）]*[）)]|续|[一二三四五六七八九十\d]+)*$")
_NOT_A_TITLE = re.compile(r"[。；;！？?，,]|\.{3}|…|详见|见附|如下|等\d|空表|^注|^备注")
_UNIT = re.compile(r"单位[:：]?(?:人民币)?(亿元|万元|千元|百元|元)")


@dataclass(frozen=True, slots=True)
class StatementKind:
    """A kind of table: every entry of ``words`` (alternatives by |) must occur, none of ``without``."""

    kind: str
    words: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None

    def matches(self, title: str) -> bool:
        """Whether a squeezed title names this kind."""
        return all(p.search(title) for p in self.words) and not (self.without and self.without.search(title))


@functools.cache
def statement_kinds() -> tuple[StatementKind, ...]:
    """The kinds of ``statements.yaml`` in order of precedence."""
    rows = yaml.safe_load(files("indexer").joinpath("data/statements.yaml").read_text("utf-8"))
    return tuple(
        StatementKind(
            row["kind"],
            tuple(re.compile(words) for words in row["words"]),
            re.compile("|".join(row["without"])) if row.get("without") else None,
        )
        for row in rows
    )


@functools.cache
def statement_label(kind: str) -> str:
    """What the tables of a kind are called; '' for no known kind."""
    rows = yaml.safe_load(files("indexer").joinpath("data/statements.yaml").read_text("utf-8"))
    return next((str(row["label"]) for row in rows if row["kind"] == kind), "")


def statement_kind(title: str) -> str | None:
    """The kind a table title names, None for a table of no known kind.

    >>> statement_kind("部门公开表3 支出总表")
    'expenditure'
    """
    plain = re.sub(r"[“”\"‘’']", "", squeeze(title))
    return next((kind.kind for kind in statement_kinds() if kind.matches(plain)), None)


def strip_numbering(title: str) -> str:
    """A title without the table number in front of it.

    >>> strip_numbering("表5 一般公共预算支出情况表")
    '一般公共预算支出情况表'
    """
    plain = squeeze(title)
    while (match := _NUMBERING.match(plain)) and len(plain) > match.end():
        plain = plain[match.end() :]
    return plain


def looks_like_title(line: str) -> bool:
    """Whether a printed line could be the title of a budget table."""
    plain = squeeze(line)
    if len(plain) > LONGEST_TITLE or _NOT_A_TITLE.search(plain) or not _ENDS_AS_TITLE.search(plain):
        return False
    return len(strip_numbering(plain)) > 3 and statement_kind(plain) is not None


def printed_unit(line: str) -> str | None:
    """The money unit a line above a table states, e.g. 万元 in '金额单位：万元'."""
    match = _UNIT.search(squeeze(line))
    return match.group(1) if match else None
