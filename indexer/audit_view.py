"""What ``yusou audit`` prints: a few lines a document, then the totals and a table by family of checks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal

from rich.console import Console
from rich.table import Table

from analyzers.money import format_yuan
from index.json_form.disclosure import CheckForm, DocumentForm
from indexer.audit import AuditTotal, Family, FileAudit
from indexer.progress import OUTCOME_WORDS

#: Parts of the identity as the user knows them.
_IDENTITY_LABELS: Mapping[str, str] = {
    "province": "省份",
    "division_code": "区划代码",
    "department": "部门",
    "year": "年度",
    "stage": "阶段",
    "title": "标题",
}


def audit_json(audit: FileAudit) -> str:
    """One document as a line of JSON."""
    return json.dumps(asdict(audit), ensure_ascii=False)


def total_json(total: AuditTotal) -> str:
    """The totals as the last line of JSON."""
    return json.dumps({"total": asdict(total)}, ensure_ascii=False)


def show_audit(audit: FileAudit, console: Console) -> None:
    """One document: who and when, how much was read, every check that is broken."""
    said = f"{OUTCOME_WORDS[audit.outcome]}  {audit.file}  {audit.pages} 页  {audit.seconds:.1f} 秒"
    if audit.document is None:
        _say(console, f"{said}  {audit.reason}")
        return
    speed = f"{audit.pages / audit.seconds:.1f} 页/秒" if audit.seconds else ""
    checks = audit.checks
    _say(console, f"{said}  {speed}")
    _say(console, f"    {_identity(audit.document)}")
    _say(
        console,
        f"    报表 {len(audit.tables)}  勾稽 {checks.holds} 相符 {checks.broken} 不符 {checks.untestable} 无法核对"
        f"  项目 {audit.projects}  绩效指标 {audit.indicators}  问题 {audit.problems}",
    )
    for check in audit.broken:
        _say(console, f"    不符  {_broken(check)}")


def show_total(total: AuditTotal, console: Console) -> None:
    """Everything counted, then documents by family of checks."""
    outcomes = "  ".join(
        f"{word} {total.outcomes[key]}" for key, word in OUTCOME_WORDS.items() if key in total.outcomes
    )
    _say(console, f"共 {total.files} 个文件：{outcomes}")
    _say(console, f"{total.pages} 页  {total.seconds:.1f} 秒  {total.pages_per_second:.1f} 页/秒")
    _say(console, "  ".join(f"{label} {total.identity[part]}" for part, label in _IDENTITY_LABELS.items()))
    checks = total.checks
    _say(console, f"勾稽 {checks.holds} 相符 {checks.broken} 不符 {checks.untestable} 无法核对")
    complete = f"其中完整 {total.complete_indicators}"
    _say(console, f"项目 {total.projects}  绩效指标 {total.indicators}（{complete}）  问题 {total.problems}")
    table = Table("勾稽（按文件计）")
    for heading in ("相符", "不符", "无法核对"):
        table.add_column(heading, justify="right")
    for family in Family:
        counts = total.families[family]
        table.add_row(family, str(counts.holds), str(counts.broken), str(counts.untestable))
    console.print(table)


def _identity(document: DocumentForm) -> str:
    place = " ".join(filter(None, (document.province, document.prefecture, document.county)))
    year = f"{document.year or '年度未印出'} {document.doc_kind}"
    return "  ".join((place or "地区未印出", document.division_code or "", document.department or "部门未印出", year))


def _broken(check: CheckForm) -> str:
    left, right, difference = (_money(side) for side in (check.left, check.right, check.difference))
    return f"{check.formula}：{left} 与 {right}，相差 {difference}（{check.where}）"


def _money(yuan: int | float | None) -> str:
    return "" if yuan is None else format_yuan(Decimal(str(yuan)))


def _say(console: Console, text: str) -> None:
    console.print(text, soft_wrap=True, markup=False, highlight=False)
