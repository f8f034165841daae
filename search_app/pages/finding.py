"""Findings: every check of every document that does not close, as a page, as JSON and as CSV."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from index.catalog import Catalog
from index.catalog.findings import Finding, finding_kind
from index.json_form.numbers import yuan_number
from index.sentence import Sentence
from search_app.addresses.finding_args import FindingQuery, cursor_text, finding_query
from search_app.addresses.links import document_link
from search_app.export.columns import Cell
from search_app.export.csv_file import csv_parts
from search_app.json_values import JsonValue
from search_app.library import current_library
from search_app.views.citation_links import citation_links
from search_app.views.citing import document_name
from search_app.views.findings import findings_view
from search_app.wording.labels import CHECK_LABELS
from search_app.wording.languages import said

blueprint = Blueprint("findings", __name__)

#: Findings read at a time for a file.
_BATCH = 500

FINDING_HEAD = (
    *(Sentence("勾稽类别"), Sentence("关系"), Sentence("左边（元）"), Sentence("右边（元）")),
    *(Sentence("差额（元）"), Sentence("省份"), Sentence("地市"), Sentence("区县")),
    *(Sentence("部门"), Sentence("部门类型"), Sentence("年度"), Sentence("阶段")),
    *(Sentence("文件"), Sentence("页"), Sentence("文件地址"), Sentence("原文地址")),
    *(Sentence("勾稽编号"), Sentence("数据快照")),
)

#: What the same columns are called where programs read them.
FINDING_NAMES = (
    *("kind", "formula", "left", "right", "difference", "province", "prefecture", "county"),
    *("department", "department_type", "year", "stage", "document", "pages", "link", "page_link", "check", "snapshot"),
)


@blueprint.get("/findings")
def findings_page() -> ResponseReturnValue:
    """The findings, largest difference first."""
    return render_template("findings.html", findings=findings_view(current_library().catalog, _asked()))


@blueprint.get("/findings.json")
def findings_json() -> ResponseReturnValue:
    """One page of findings, amounts in yuan."""
    return jsonify(findings_body(current_library().catalog, _asked()))


@blueprint.get("/findings.csv")
def findings_csv() -> ResponseReturnValue:
    """Every finding of the choice."""
    catalog, site = current_library().catalog, request.url_root.rstrip("/")
    snapshot = catalog.version()
    rows = (finding_cells(finding, site, snapshot) for finding in every_finding(catalog, _asked()))
    answer = Response(csv_parts([said(head) for head in FINDING_HEAD], rows), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"findings-{snapshot}.csv")
    return answer


def findings_body(catalog: Catalog, query: FindingQuery) -> dict[str, JsonValue]:
    """One page of findings as JSON."""
    found = catalog.findings(query.choice, limit=query.limit + 1, after=query.after)
    shown = found[: query.limit]
    return {
        "total": catalog.finding_count(query.choice),
        "snapshot": catalog.version(),
        "findings": [_json_row(finding) for finding in shown],
        "next_cursor": cursor_text(shown[-1].place) if len(found) > query.limit else None,
    }


def every_finding(catalog: Catalog, query: FindingQuery) -> Iterator[Finding]:
    """All findings of a choice from the first on, whatever page was asked for."""
    after = None
    while batch := catalog.findings(query.choice, limit=_BATCH, after=after):
        yield from batch
        after = batch[-1].place


def finding_cells(finding: Finding, site: str, snapshot: int) -> tuple[Cell, ...]:
    """A finding as a row under ``FINDING_HEAD``."""
    check, identity = finding.check, finding.identity
    pages = citation_links(finding.document_id, check.citations)
    return (
        CHECK_LABELS.get(finding_kind(check.id)),
        *(check.formula, check.left, check.right, check.difference),
        *(identity.province, identity.prefecture, identity.county, identity.department, identity.department_type),
        *(identity.year, identity.stage, document_name(identity)),
        "、".join(str(link.page) for link in pages),
        site + document_link(finding.document_id),
        site + pages[0].href if pages else None,
        *(check.id, snapshot),
    )


def _asked() -> FindingQuery:
    return finding_query(request.args.to_dict(flat=False))


def _json_row(finding: Finding) -> dict[str, JsonValue]:
    check, identity = finding.check, finding.identity
    return {
        "document_id": finding.document_id,
        "check": check.id,
        "kind": finding_kind(check.id),
        "formula": check.formula,
        "left": yuan_number(check.left),
        "right": yuan_number(check.right),
        "difference": yuan_number(check.difference),
        "province": identity.province,
        "prefecture": identity.prefecture,
        "county": identity.county,
        "division_code": identity.division_code,
        "department": identity.department,
        "department_type": identity.department_type,
        "year": identity.year,
        "stage": identity.stage,
        "pages": [link.page for link in citation_links(finding.document_id, check.citations)],
        "link": document_link(finding.document_id),
    }
