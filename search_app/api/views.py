"""The operations of the API. Their docstrings are shown to users."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from index.fields import FACETS
from index.json_form.disclosure import HeldDisclosureForm
from index.query.tree import Query
from index.sentence import Sentence, listed
from search_app.addresses.finding_args import finding_query
from search_app.addresses.query_args import ArgumentError, query_from_args, single
from search_app.api import forms, parameters
from search_app.api.operations import API_PREFIX, Operations
from search_app.json_values import json_value
from search_app.library import current_library
from search_app.pages.document import document_body
from search_app.pages.export import MEDIA_TYPES, asked_export, export_answer
from search_app.pages.finding import findings_body
from search_app.pages.kinds import asked_kinds
from search_app.pages.record import record_body, similar_or_404
from search_app.pages.search import suggestions_body
from search_app.pages.viewer import page_body
from search_app.views.aggregation import aggregate, stats_json
from search_app.views.compare import CompareView, compare_view, compared_ids
from search_app.views.coverage import CoverageView, coverage_view
from search_app.views.kinds import KindsView
from search_app.wording.labels import value_label

blueprint = Blueprint("api", __name__, url_prefix=API_PREFIX)
operations = Operations(blueprint)


@operations.get(
    "/search",
    path="/search",
    parameters=(*parameters.QUERY, *parameters.PAGING),
    forms=(forms.SearchForm,),
    example="/search?q=政务外网&kind=project&sort=amount_desc&limit=5",
)
def search() -> ResponseReturnValue:
    """检索：一页结果、分面、金额分布和合计。"""
    library = current_library()
    return jsonify({**library.searcher.search(_query()).as_json(), "snapshot": library.catalog.version()})


@operations.get(
    "/facets",
    path="/facets",
    parameters=(*parameters.QUERY, parameters.FACET),
    forms=(forms.FacetsForm,),
    example="/facets?q=政务外网&field=county&field=year",
)
def facets() -> ResponseReturnValue:
    """分面：每个取值有多少条记录。"""
    library = current_library()
    asked = _facet_names()
    page = library.searcher.search(replace(_query(), limit=0), facets=asked)
    found = page.as_json()
    return jsonify({"total": page.total, "facets": found["facets"], "snapshot": library.catalog.version()})


@operations.get(
    "/suggest",
    path="/suggest",
    parameters=(parameters.TYPED,),
    forms=(forms.SuggestForm,),
    example="/suggest?q=zww",
)
def suggest() -> ResponseReturnValue:
    """建议：输入了一部分时，可以检索什么；懂拼音和拼音首字母。"""
    return jsonify(suggestions_body(single(request.args.to_dict(flat=False), "q")))


@operations.get(
    "/aggregate",
    path="/aggregate",
    parameters=(parameters.BY, *parameters.QUERY),
    forms=(forms.AggregateForm,),
    example="/aggregate?by=department_type&q=政务外网",
)
def aggregate_amounts() -> ResponseReturnValue:
    """合计：按一个分面分组，记录数和金额。只加项目（或只选了公开文件时加文件总额），不把合计和分项加在一起。"""
    library = current_library()
    by = single(request.args.to_dict(flat=False), "by")
    if by not in FACETS:
        raise ArgumentError(Sentence("不能按“%(by)s”分组", by=by), parameter="by", hint=_offered())
    found = aggregate(library.engine, _query(), by)
    return jsonify(
        {
            "by": by,
            "total": found.total,
            "added": found.added,
            "groups": [
                {
                    "value": group.value,
                    "label": value_label(by, group.value),
                    "count": group.count,
                    "stats": stats_json(group.stats),
                }
                for group in found.groups
            ],
            "truncated": found.truncated,
            "snapshot": library.catalog.version(),
        }
    )


@operations.get(
    "/records/<record:record>",
    path="/records/{record}",
    parameters=(parameters.RECORD,),
    forms=(forms.ProjectRecordForm, forms.SectionRecordForm, forms.LineRecordForm),
    example="/records/{project}",
)
def record(record: str) -> ResponseReturnValue:
    """一条记录：项目、章节或科目行的全部内容和所属文件。"""
    return jsonify(record_body(record))


@operations.get(
    "/records/<record:record>/similar",
    path="/records/{record}/similar",
    parameters=(parameters.RECORD,),
    forms=(forms.SimilarForm,),
    example="/records/{project}/similar",
)
def similar(record: str) -> ResponseReturnValue:
    """类似项目：其他县市同一类项目，附金额和共有的词。"""
    return jsonify(similar_or_404(record).as_json())


@operations.get(
    "/documents/<document:document>",
    path="/documents/{document}",
    parameters=(parameters.DOCUMENT,),
    forms=(HeldDisclosureForm,),
    example="/documents/{document}",
)
def document(document: str) -> ResponseReturnValue:
    """一份公开文件：标识、总额、科目、项目、章节、勾稽，同 yusou parse --json；另有同一公开的其他文件。"""
    return jsonify(document_body(document))


@operations.get(
    "/documents/<document:document>/pages/<page:number>",
    path="/documents/{document}/pages/{number}",
    parameters=(parameters.DOCUMENT, parameters.PAGE),
    forms=(forms.PageForm,),
    example="/documents/{document}/pages/1",
)
def page(document: str, number: int) -> ResponseReturnValue:
    """一页的文字，按行。"""
    return jsonify(page_body(document, number))


@operations.get(
    "/findings",
    path="/findings",
    parameters=parameters.FINDINGS,
    forms=(forms.FindingsForm,),
    example="/findings?limit=5",
)
def findings() -> ResponseReturnValue:
    """不平的勾稽：文件自己的数字对不上的地方，差额大的在前。"""
    return jsonify(findings_body(current_library().catalog, finding_query(request.args.to_dict(flat=False))))


@operations.get(
    "/compare",
    path="/compare",
    parameters=(parameters.COMPARED,),
    forms=(CompareView,),
    example="/compare?id=630223&id=632801",
)
def compare() -> ResponseReturnValue:
    """对比：最多六个项目，或者六个地区，逐项并列。"""
    return jsonify(json_value(compare_view(current_library().catalog, compared_ids(request.args.to_dict(flat=False)))))


@operations.get(
    "/kinds", path="/kinds", parameters=parameters.KINDS, forms=(KindsView,), example="/kinds?name=政务外网"
)
def kinds() -> ResponseReturnValue:
    """项目种类：至少两个县市都有的同一种项目，县市数、项目数，金额的中位数、范围和合计。项目太多时 total 为 null。"""
    return jsonify(json_value(asked_kinds(request.args.to_dict(flat=False))))


@operations.get("/coverage", path="/coverage", parameters=(), forms=(CoverageView,), example="/coverage")
def coverage() -> ResponseReturnValue:
    """收录情况：每个地区每个年度收录了几份公开文件。没有收录不等于没有公开。"""
    return jsonify(json_value(coverage_view(current_library().catalog)))


@operations.get(
    "/export.<any(csv, xlsx, json, ndjson, parquet):form>",
    path="/export.{format}",
    parameters=(parameters.FORMAT, *parameters.QUERY),
    media_types=tuple(media_type.partition(";")[0] for media_type in MEDIA_TYPES.values()),
    example="/export.csv?q=政务外网&kind=project",
)
def export(form: str) -> ResponseReturnValue:
    """下载：检索到的全部记录，边查边发。"""
    return export_answer(asked_export(_query()), form)


def _query() -> Query:
    return query_from_args(request.args.to_dict(flat=False))


def _facet_names() -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(request.args.getlist("field")))
    for name in asked:
        if name not in FACETS:
            raise ArgumentError(Sentence("没有分面“%(name)s”", name=name), parameter="field", hint=_offered())
    return asked or FACETS


def _offered() -> str:
    return Sentence("可用的分面：%(names)s", names=listed(FACETS, Sentence("、")))
