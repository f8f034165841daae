"""Hits on the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analyzers.money import format_yuan, from_fen
from index.answers.search import SearchPage
from index.hit import Hit
from index.similarity.kinds import Kind
from index.similarity.similar import SimilarPage
from search_app.views.hit import amount, facts
from search_app.wording.labels import value_label

_MOST_TERMS = 5


def print_page(page: SearchPage) -> None:
    """Show the hits of one answer as a table."""
    console = Console(highlight=False)
    console.print(f"找到 {page.total:,} 条，用时 {page.took_ms:.1f} 毫秒")
    if page.hits:
        console.print(_table(page.hits))


def print_similar(page: SimilarPage) -> None:
    """Show a project and those like it, with the terms they share."""
    console = Console(highlight=False)
    console.print(f"与“{page.project.document.name}”类似的项目：{len(page.hits)} 个")
    if page.hits:
        console.print(_table(page.hits))


def print_kinds(kinds: Sequence[Kind]) -> None:
    """Show the kinds of projects as a table."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("种类", overflow="fold")
    for heading in ("县市", "项目", "中位数", "最低", "最高"):
        table.add_column(heading, justify="right", no_wrap=True)
    for kind in kinds:
        amounts = (kind.median_fen, kind.min_fen, kind.max_fen)
        shown = ("" if fen is None else format_yuan(from_fen(fen)) for fen in amounts)
        table.add_row(kind.name, f"{kind.counties:,}", f"{kind.projects:,}", *shown)
    Console(highlight=False).print(table)


def _table(hits: Sequence[Hit]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("类型", no_wrap=True)
    table.add_column("名称", overflow="fold", ratio=3)
    table.add_column("金额", justify="right", no_wrap=True)
    table.add_column("出处", overflow="fold", ratio=4)
    table.add_column("编号", no_wrap=True)
    for hit in hits:
        table.add_row(*map(Text, _row(hit)))
    return table


def _row(hit: Hit) -> tuple[str, str, str, str, str]:
    document = hit.document
    yuan = amount(document)
    page = f"第 {document.page} 页" if document.page else ""
    shared = "、".join(reason.term for reason in hit.why[:_MOST_TERMS])
    return (
        value_label("kind", document.kind),
        document.name,
        "" if yuan is None else format_yuan(yuan),
        " · ".join(filter(None, (*facts(document), page, shared and f"相同：{shared}"))),
        document.id,
    )
