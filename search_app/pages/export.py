"""The whole result of a query as a file: ``/export.csv``, ``xlsx``, ``json``, ``ndjson`` and ``parquet``, streamed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import quote

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from index.documents import IndexDocument
from index.engine import Engine
from index.query.tree import Query
from index.sentence import Sentence
from search_app.addresses.links import search_link
from search_app.addresses.query_args import ArgumentError, query_from_args
from search_app.export.columns import COLUMNS, Cell, Origin, json_row, spreadsheet_row
from search_app.export.csv_file import csv_parts
from search_app.export.json_file import json_parts, ndjson_parts
from search_app.export.parquet_file import parquet_parts
from search_app.export.xlsx_file import MOST_ROWS, xlsx_parts
from search_app.library import current_library
from search_app.wording.languages import gettext

blueprint = Blueprint("export", __name__)

#: Format -> media type, in the order in which they are offered.
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv; charset=utf-8",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
        "ndjson": "application/x-ndjson; charset=utf-8",
        "parquet": "application/vnd.apache.parquet",
    }
)

_UNFIT_FOR_NAMES = re.compile(r'[\s\x00-\x1f/\\:*?"<>|&%.…]+')
_NAME_LENGTH = 30


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported: every record of a query, and where it comes from."""

    engine: Engine
    query: Query
    total: int
    origin: Origin

    def rows(self) -> Iterator[IndexDocument]:
        return self.engine.scan(self.query)

    def about(self) -> dict[str, Cell]:
        """What a file says of itself, by JSON key."""
        return {
            "query": self.query.text,
            "search": self.origin.search,
            "snapshot": self.origin.snapshot,
            "total": self.total,
        }


@blueprint.get("/export.<any(csv, xlsx, json, ndjson, parquet):form>")
def export_file(form: str) -> ResponseReturnValue:
    """Every record that ``/search`` with the same parameters finds, by document and reading order."""
    return export_answer(asked_export(query_from_args(request.args.to_dict(flat=False))), form)


def asked_export(query: Query) -> Export:
    """The export of what the page shows for a query (a looser one, where it finds little), counted now."""
    library = current_library()
    whole = replace(query, cursor=None, limit=Query().limit)
    looser = library.searcher.relaxed(whole)
    asked = looser.query if looser else whole
    site = request.url_root.rstrip("/")
    origin = Origin(site, site + search_link(whole), library.catalog.version())
    return Export(library.engine, asked, library.engine.count(asked), origin)


def export_answer(export: Export, form: str) -> Response:
    """The streaming answer in one of the formats.

    Raises:
        ArgumentError: there are more rows than the format should hold.
    """
    if form == "xlsx" and export.total > MOST_ROWS:
        hint = Sentence(
            "Excel 文件最多 %(most)s 行，这里有 %(total)s 行：请加筛选条件，或者下载 CSV",
            most=f"{MOST_ROWS:,}",
            total=f"{export.total:,}",
        )
        raise ArgumentError(Sentence("结果太多，装不进一个 Excel 文件"), parameter="format", hint=hint)
    answer = Response(_parts(export, form), content_type=MEDIA_TYPES[form])
    name = f"{quote(_file_name(export))}.{form}"
    answer.headers.set("Content-Disposition", "attachment", **{"filename*": f"UTF-8''{name}"})
    answer.headers["X-Total-Count"] = str(export.total)
    answer.headers["X-Snapshot"] = str(export.origin.snapshot)
    return answer


def _parts(export: Export, form: str) -> Iterator[bytes]:
    head = [gettext(column.label) for column in COLUMNS]
    match form:
        case "csv":
            return csv_parts(head, (spreadsheet_row(record, export.origin) for record in export.rows()))
        case "xlsx":
            return xlsx_parts(
                head, (spreadsheet_row(record, export.origin) for record in export.rows()), _worded(export.about())
            )
        case "json":
            return json_parts(export.about(), (json_row(record, export.origin) for record in export.rows()))
        case "parquet":
            records = (json_row(record, export.origin) for record in export.rows())
            return parquet_parts(COLUMNS, records, export.about())
        case _:
            return ndjson_parts(json_row(record, export.origin) for record in export.rows())


def _worded(about: Mapping[str, Cell]) -> dict[str, Cell]:
    labels = {
        "query": gettext("检索式"),
        "search": gettext("检索地址"),
        "snapshot": gettext("数据快照"),
        "total": gettext("记录数"),
    }
    return {labels[name]: value for name, value in about.items()}


def _file_name(export: Export) -> str:
    asked = _UNFIT_FOR_NAMES.sub("_", export.query.text).strip("_")[:_NAME_LENGTH] or "全部"
    return f"预搜_{asked}_快照{export.origin.snapshot}"
