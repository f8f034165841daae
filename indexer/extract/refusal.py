"""Telling a department's budget disclosure from everything else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.records import Section, SectionKind
from indexer.extract.flow import Item, PrintedTable, TextLine, cell_text, squeeze
from indexer.extract.organisations import names_places_only
from indexer.extract.regions import Layout
from indexer.extract.title_page import TitlePage, read_title_page

#: Statements that only a budget disclosure or final account of a department prints.
_CORE_STATEMENTS = {
    "income_expenditure",
    "expenditure",
    "income",
    "fiscal_income_expenditure",
    "general_expenditure",
    "basic_expenditure",
    "three_public",
}
_BUDGET_WORD = re.compile(r"预算|决算")
_MONEY = re.compile(r"[\d,，]+(?:\.\d+)?(?:亿|万)?元")
_LEAST_TEXT = 40
#: Titles of what is published beside the budgets of departments, and what each is.
_OTHER_TITLES = (
    (re.compile(r"审计(?:工作)?(?:结果)?(?:报告|公告)"), "审计报告"),
    (re.compile(r"绩效(?:自评|评价)(?:工作)?(?:情况)?(?:的)?报告"), "绩效评价报告"),
    (re.compile(r"(?:预算|决算)(?:信息)?公开.*的通知|管理(?:实施)?办法"), "文件通知"),
)
_GOVERNMENT_TITLE = re.compile(
    r"(?:政府|财政)(?:总|收支)*(?:预算|决算)|(?:预算|决算)(?:执行|[（(]?草案)|总决算|财政收支|(?:预算|决算)(?:情况)?(?:的)?报告"
)
_OF_A_DEPARTMENT = re.compile(r"(?:部门|单位)(?:综合)?(?:预算|决算)")
#: A row for the revenue of each tax stands only in the budget of a government.
_TAX = re.compile(
    r"(?:其中[:：])?(?:[\d一二三四五六七八九十]+[、.．]|[（(][\d一二三四五六七八九十]+[）)]|\d+)?(?P<tax>(?:土地)?增值税|企业所得税|"
    r"个人所得税|资源税|城市维护建设税|房产税|印花税|城镇土地使用税|车船税|耕地占用税|契税|环境保护税|烟叶税)"
)
_TAX_ROWS = 4
#: What only the budget of a government speaks of.
_GOVERNMENT_WORDS = re.compile(
    r"全[省市区县州旗](?=一般公共预算)|税收收入|转贷收入|调入资金|预算稳定调节基金|上解(?:上级)?支出|转移性收入|转移支付收入|总财力"
)
_MANY_WORDS = 4
_OWN_WORDS = re.compile(r"[本我](?:部门|单位|局|院|委|办|镇|乡|街道|校)|(?:部门|单位)(?:预算|决算)")


class NotADisclosureError(Exception):
    """The document is no budget disclosure of a department; the message says why, in Chinese."""


def refuse_if_no_disclosure(items: Sequence[Item], cut: Layout, sections: Sequence[Section]) -> None:
    """Let a department's disclosure pass: it prints a core statement, or explains a budget with amounts.

    Raises:
        NotADisclosureError: neither is there, or the document is the budget of
            a whole government, an audit or an evaluation.
    """
    text = "".join(_texts(items))
    if len(text) < _LEAST_TEXT:
        raise NotADisclosureError("没有可读的文字")
    if not _BUDGET_WORD.search(text):
        raise NotADisclosureError("全文没有“预算”或“决算”字样，不是预决算公开文件")
    page = read_title_page(items)
    other = _other_publication(page)
    if other is None and _of_a_government(page, items):
        raise NotADisclosureError("这是政府预决算，不是部门预决算公开文件")
    if any(region.kind in _CORE_STATEMENTS and region.body for region in cut.statements):
        return
    if other is not None:
        raise NotADisclosureError(f"这是{other}，不是部门预决算公开文件")
    explained = [s for s in sections if s.kind in (SectionKind.EXPLANATION, SectionKind.THREE_PUBLIC)]
    if any(_MONEY.search(squeeze(s.text)) and _BUDGET_WORD.search(s.text) for s in explained):
        return
    raise NotADisclosureError("没有预算报表，也没有带金额的收支说明，不是部门预决算公开文件")


def _other_publication(page: TitlePage) -> str | None:
    """What a document is that is published beside the budgets of departments; None for what may be one of them."""
    if _OF_A_DEPARTMENT.search(page.text):
        return None
    return next((kind for title, kind in _OTHER_TITLES if title.search(page.text)), None)


def _of_a_government(page: TitlePage, items: Sequence[Item]) -> bool:
    """Whether the budget is that of a place, by its title or by its revenue, and not of one of its departments."""
    if _OF_A_DEPARTMENT.search(page.text):
        return False
    department = re.sub(r"(?:人民)?政府$", "", page.title.department or "")
    titled = _GOVERNMENT_TITLE.search(page.text) and (not department or names_places_only(department))
    if titled or _tax_rows(items) >= _TAX_ROWS:
        return True
    return not department and _speaks_as_government("".join(_texts(items)))


def _speaks_as_government(text: str) -> bool:
    """Whether a text speaks of the revenue of a government, and less of itself as a department or unit."""
    words = _GOVERNMENT_WORDS.findall(text)
    return len(set(words)) >= _MANY_WORDS and len(words) > len(_OWN_WORDS.findall(text))


def _tax_rows(items: Sequence[Item]) -> int:
    """How many different taxes have a row of their own in the tables."""
    tables = (item.table for item in items if isinstance(item, PrintedTable))
    cells = (_TAX.fullmatch(cell_text(cell)) for table in tables for row in table.rows for cell in row)
    return len({match["tax"] for match in cells if match})


def _texts(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        if isinstance(item, TextLine):
            yield squeeze(item.text)
        else:
            yield from (cell_text(cell) for row in item.table.rows for cell in row)
