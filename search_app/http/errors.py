"""What a user sees when something is wrong: a page for people, ``{"error": …}`` for ``.json`` addresses."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from index.catalog import CatalogError
from index.engine import EngineError
from index.query.tree import Query, QueryError
from index.sentence import Sentence
from search_app.addresses.links import search_link
from search_app.addresses.query_args import ArgumentError
from search_app.wording.formats import marked_parts
from search_app.wording.languages import gettext, said

logger = logging.getLogger(__name__)

_HTTP_MESSAGES = {
    404: (Sentence("没有这个页面"), Sentence("地址可能抄错了，或者这份文件已经从库里移走。")),
    405: (Sentence("不支持这种请求"), Sentence("这个地址只能读取。")),
    413: (Sentence("请求太大"), Sentence("请缩短请求内容。")),
    414: (Sentence("请求太长"), Sentence("请缩短查询。")),
    429: (Sentence("请求太快"), Sentence("请稍等几秒再试；要批量取数，请用 /export 一次下载全部。")),
}


@dataclass(frozen=True, slots=True)
class Repaired:
    href: str
    text: str


def register(app: Flask) -> None:
    """Answer every error of the application in the words of the user."""
    app.register_error_handler(QueryError, _query_error)
    app.register_error_handler(ArgumentError, _argument_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CatalogError, _unavailable)
    app.register_error_handler(EngineError, _unavailable)
    app.register_error_handler(Exception, _internal_error)


def _query_error(error: QueryError) -> ResponseReturnValue:
    if _wants_json():
        return _json_error(
            400, "query", said(error.message), span=error.span, hint=said(error.hint), repaired=error.repaired
        )
    typed = request.args.get("q", "").strip()
    repaired = error.repaired and Repaired(search_link(Query(text=error.repaired)), error.repaired)
    page = render_template(
        "error.html",
        heading=gettext("这个查询看不懂"),
        message=said(error.message),
        hint=said(error.hint),
        typed=typed,
        typed_parts=list(marked_parts(typed, [error.span])),
        repaired=repaired,
    )
    return make_response(page, 400)


def _argument_error(error: ArgumentError) -> ResponseReturnValue:
    if _wants_json():
        return _json_error(400, "argument", said(error.message), hint=said(error.hint), parameter=error.parameter)
    typed = request.args.get("q", "")
    page = render_template(
        "error.html",
        heading=gettext("筛选条件看不懂"),
        message=said(error.message),
        hint=said(error.hint),
        typed=typed,
    )
    return make_response(page, 400)


def _http_error(error: HTTPException) -> ResponseReturnValue:
    """The error in our own words, with the headers that belong to it (Allow, Retry-After)."""
    answer = error.get_response()
    if error.code is None or error.code < 400:
        return answer
    heading, message = _HTTP_MESSAGES.get(error.code, (Sentence("请求没有完成"), error.name))
    ours = make_response(_plain_error(error.code, error.name.lower().replace(" ", "_"), said(heading), said(message)))
    ours.headers.extend((name, value) for name, value in answer.headers if name not in ours.headers)
    return ours


def _unavailable(error: CatalogError | EngineError) -> ResponseReturnValue:
    logger.error("store unavailable", exc_info=error)
    return _plain_error(503, "unavailable", gettext("资料库暂时不能使用"), str(error))


def _internal_error(error: Exception) -> ResponseReturnValue:
    logger.error("request failed: %s", request.path, exc_info=error)
    message = gettext("错误已经记入日志。换一个查询，或者稍后再试。")
    return _plain_error(500, "internal", gettext("程序出错了"), message)


def _plain_error(status: int, kind: str, heading: str, message: str) -> ResponseReturnValue:
    if _wants_json():
        return _json_error(status, kind, heading, hint=message)
    return make_response(render_template("error.html", heading=heading, message=message), status)


def _json_error(
    status: int,
    kind: str,
    message: str,
    *,
    hint: str,
    span: tuple[int, int] | None = None,
    repaired: str | None = None,
    parameter: str | None = None,
) -> ResponseReturnValue:
    """``search_app.api.forms.ErrorForm`` under the key ``error``."""
    said = {"kind": kind, "message": message, "span": span, "hint": hint, "repaired": repaired, "parameter": parameter}
    return jsonify({"error": said}), status


def _wants_json() -> bool:
    return request.path.startswith("/api/") or request.path.endswith(".json") or request.blueprint == "health"
