"""What the commands print: the report of a run, the state of the data folder, a parsed disclosure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from analyzers.money import format_yuan
from index.catalog import Catalog
from index.engine import Engine
from index.query.tree import Filter, Query
from index.records import Amount, Check, Disclosure, RecordKind
from index.settings import Settings
from indexer.progress import OUTCOME_WORDS
from indexer.report import Report

#: Tables of the catalog as the user knows them, in the order shown.
COUNT_LABELS = {
    "documents": "文件",
    "pages": "页",
    "sections": "章节",
    "statements": "报表",
    "lines": "科目行",
    "projects": "项目",
    "indicators": "绩效指标",
    "checks": "勾稽核对",
    "problems": "问题",
}


def show_report(report: Report, console: Console) -> None:
    """The end of a run: files by ending, then a line for each file that gave no document of its own."""
    _say(console, f"共 {report.found} 个文件，本次读取 {report.pages} 页，用时 {report.seconds:.0f} 秒。")
    table = Table("结果")
    table.add_column("文件数", justify="right")
    for ending, count in report.endings.items():
        table.add_row(ending, str(count))
    if report.unreached:
        table.add_row("未处理", str(report.unreached))
    console.print(table)
    for line in report.lines:
        _say(console, f"{line.ending}  {line.path}  {line.reason}")
    if report.interrupted:
        _say(console, "已中断；已收录的内容完好，再次运行 yusou index 会从这里继续。")


def show_status(settings: Settings, catalog: Catalog, engine: Engine, console: Console) -> None:
    """What catalog and index hold, and what to do when they differ."""
    counts = catalog.counts()
    outcomes = Counter(entry.outcome for entry in catalog.journal())
    indexed = engine.count(Query(filters=(Filter("kind", (RecordKind.DOCUMENT,)),)))
    _say(console, f"数据目录 {settings.data}")
    table = Table("项")
    table.add_column("数量", justify="right")
    for name, label in COUNT_LABELS.items():
        table.add_row(f"文件库：{label}", str(counts[name]))
    for outcome, word in OUTCOME_WORDS.items():
        table.add_row(f"日志：{word}", str(outcomes[outcome]))
    table.add_row("索引：文件", str(indexed))
    table.add_row("索引：记录", str(engine.count(Query())))
    table.add_row("快照", str(catalog.version()))
    console.print(table)
    if counts["pending"]:
        _say(console, f"有 {counts['pending']} 份文件待入索引，运行 yusou index 即可补上。")
    elif indexed != counts["documents"]:
        _say(console, "索引与文件库不一致，请运行 yusou rebuild。")


def show_disclosure(disclosure: Disclosure, console: Console) -> None:
    """A disclosure in brief: who and when, totals, how much was read, what does not add up."""
    identity, totals = disclosure.identity, disclosure.totals
    _say(console, identity.title or disclosure.source.path)
    table = Table(show_header=False)
    for label, value in (
        ("地区", " ".join(filter(None, (identity.province, identity.prefecture, identity.county)))),
        ("区划代码", identity.division_code),
        ("部门", identity.department),
        ("年度", f"{identity.year or ''} {identity.kind}".strip()),
        ("收入总计", _shown(totals.income)),
        ("支出总计", _shown(totals.expenditure)),
        ("基本支出", _shown(totals.basic)),
        ("项目支出", _shown(totals.project)),
        ("页", str(disclosure.source.pages)),
        ("章节", str(len(disclosure.sections))),
        ("报表", str(len(disclosure.statements))),
        ("科目行", str(len(disclosure.lines))),
        ("项目", str(len(disclosure.projects))),
        ("勾稽", _checks_summary(disclosure.checks)),
    ):
        table.add_row(label, value or "未印出")
    console.print(table)
    for check in disclosure.checks:
        if check.holds is False:
            _say(console, f"勾稽不平  {check.formula}  相差 {_money(check.difference)}")
    for problem in disclosure.problems:
        _say(console, f"问题  {problem.message}" + (f"（第 {problem.page} 页）" if problem.page else ""))


def _checks_summary(checks: Iterable[Check]) -> str:
    counted = Counter(check.holds for check in checks)
    return f"{counted[True]} 条相符，{counted[False]} 条不符，{counted[None]} 条无法核对"


def _shown(amount: Amount | None) -> str:
    return _money(amount.yuan) if amount else ""


def _money(yuan: Decimal | None) -> str:
    return "" if yuan is None else format_yuan(yuan)


def _say(console: Console, text: str) -> None:
    console.print(text, soft_wrap=True, markup=False, highlight=False)
