"""Commands that search and serve: ``yusou search``, ``yusou similar``, ``yusou serve``."""

from __future__ import annotations

import atexit
import errno
import gc
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from flask import Flask

from index.cli import settings_options
from index.query.tree import QueryError, Sort
from index.records import RecordKind
from index.settings import Settings
from index.similarity.similar import UnknownProjectError
from search_app.addresses.query_args import Args, ArgumentError, query_from_args
from search_app.library import Library, check_library, open_library
from search_app.printing import print_kinds, print_page, print_similar
from search_app.serving import server
from search_app.serving.options import ServingOptions

#: Answers made lately that one process keeps, packed: one or two thousand results pages.
KEPT_BYTES = 16 * 1024 * 1024


class WrongQueryError(click.ClickException):
    """The query or an option cannot be understood; the message says how to mend it."""

    exit_code = 2


@click.command()
@click.argument("query", default="")
@click.option(
    "--kind", multiple=True, type=click.Choice([kind.value for kind in RecordKind]), help="记录类型，可重复。"
)
@click.option("--county", multiple=True, metavar="区县", help="区县，可重复。")
@click.option("--year", multiple=True, metavar="年度", help="年度，可重复。")
@click.option("--min", "low", default="", metavar="金额", help="最低金额，可写 10万。")
@click.option("--max", "high", default="", metavar="金额", help="最高金额，可写 1.5亿。")
@click.option("--sort", type=click.Choice([sort.value for sort in Sort]), default=Sort.RELEVANCE.value, help="排序。")
@click.option("--limit", default="20", metavar="N", help="最多显示多少条，默认 20。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.help_option(help="显示用法。")
@settings_options
def search(
    query: str,
    kind: tuple[str, ...],
    county: tuple[str, ...],
    year: tuple[str, ...],
    low: str,
    high: str,
    sort: str,
    limit: str,
    as_json: bool,
    settings: Settings,
) -> None:
    """检索项目、科目行、章节和公开文件。"""
    args: Args = {
        "q": [query],
        "kind": kind,
        "county": county,
        "year": year,
        "min": [low],
        "max": [high],
        "sort": [sort],
        "limit": [limit],
    }
    with open_library(settings) as library, _wrong_queries_explained():
        page = library.searcher.search(query_from_args(args))
    if as_json:
        _print_json(page.as_json())
    else:
        print_page(page)


@click.command()
@click.argument("project_id")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.help_option(help="显示用法。")
@settings_options
def similar(project_id: str, as_json: bool, settings: Settings) -> None:
    """列出其他县市与这个项目类似的项目。"""
    with open_library(settings) as library, _unknown_projects_explained():
        page = library.searcher.similar(project_id)
    if as_json:
        _print_json(page.as_json())
    else:
        print_similar(page)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.help_option(help="显示用法。")
@settings_options
def kinds(as_json: bool, settings: Settings) -> None:
    """列出几个县市都有的项目种类：有多少县市、多少项目，金额的中位数和范围。"""
    with open_library(settings) as library:
        found = library.searcher.kinds()
    if as_json:
        _print_json({"kinds": [kind.as_json() for kind in found]})
    else:
        print_kinds(found)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址。")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="监听的端口，0 为任选。")
@click.option("--notice", default="", envvar="YUSOU_NOTICE", help="每页顶部显示的提示，也可用环境变量 YUSOU_NOTICE。")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="进程数。")
@click.option(
    "--proxies", default=0, show_default=True, type=click.IntRange(0, 8), help="前面有几层反向代理；只信它们给的地址。"
)
@click.option(
    "--admin-key",
    default="",
    envvar="YUSOU_ADMIN_KEY",
    help="让别的机器带着它看 /admin；最好用环境变量 YUSOU_ADMIN_KEY 给出。",
)
@click.option(
    "--note-searches",
    envvar="YUSOU_NOTE_SEARCHES",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="把没有结果、看不懂和很慢的检索词记在这个文件里，在 /admin 里看；不指定就不记。",
)
@click.option("--limits/--no-limits", default=True, show_default=True, help="是否限制每个来访者的请求速度。")
@click.help_option(help="显示用法。")
@settings_options
def serve(
    host: str,
    port: int,
    notice: str,
    workers: int,
    proxies: int,
    admin_key: str,
    note_searches: Path | None,
    limits: bool,
    settings: Settings,
) -> None:
    """启动检索网页。"""
    if workers > 1 and not server.can_fork():
        raise click.ClickException("这个系统上只能有一个进程：去掉 --workers")
    serving = ServingOptions(
        workers=workers,
        proxies=proxies,
        limits=limits,
        kept_bytes=KEPT_BYTES,
        log_requests=True,
        admin_key=admin_key,
        noted_searches=note_searches,
    )
    if workers > 1:  # what is missing is said at once, before anything listens
        server.try_apart(partial(check_library, settings))
        listening = _listen(host, port)
        _begin(listening)
        server.serve_together(lambda: _own_application(settings, notice, serving), listening, workers=workers)
    with open_library(settings) as library:
        listening = _listen(host, port)
        application = _application(library, notice, serving)
        _begin(listening)
        server.serve_alone(application, listening)


commands = (search, similar, kinds, serve)

#: Asked before anyone does: a text that is found, and one that is looked for in every looser way.
_FIRST_QUESTIONS = ("预算", "yusuan 预算项目 没有这样的字")


def _own_application(settings: Settings, notice: str, serving: ServingOptions) -> Flask:
    """The application of one process among several: its stores are open until the process ends."""
    stores = ExitStack()
    atexit.register(stores.close)
    return _application(stores.enter_context(open_library(settings)), notice, serving)


def _application(library: Library, notice: str, serving: ServingOptions) -> Flask:
    """The application, ready: the first visitor waits neither for word lists to be read nor for templates."""
    from search_app.app import create_app  # its metrics ask at import where several processes keep them

    application = create_app(library, notice=notice, serving=serving)
    for name in application.jinja_env.list_templates():
        application.jinja_env.get_template(name)
    for typed in ("", *_FIRST_QUESTIONS):
        library.searcher.search(query_from_args({"q": [typed]}))
    with application.test_request_context("/"):
        application.view_functions["search.landing_page"]()
    gc.collect()
    gc.freeze()  # word lists live as long as the process: no request waits while they are searched for garbage
    return application


def _begin(listening: socket.socket) -> None:
    """Tell the address, log from now on, and end in order."""
    server.stop_when_told()
    click.echo(f"预搜已启动，请用浏览器打开 {_address(listening)} （按 Ctrl+C 停止）")
    server.log_to_stderr()


def _listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address, or an error that says what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise click.ClickException(_listen_problem(error, host, port)) from error


def _listen_problem(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"端口 {port} 已被别的程序占用。关掉那个程序，或者换一个端口：yusou serve --port {port + 1}"
    if error.errno == errno.EACCES:
        return f"没有权限使用端口 {port}。请用 1024 以上的端口：yusou serve --port 8000"
    return f"不能在 {host}:{port} 上监听：{error.strerror or error}"


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


@contextmanager
def _wrong_queries_explained() -> Iterator[None]:
    try:
        yield
    except QueryError as error:
        repaired = f"可以改成：{error.repaired}" if error.repaired else ""
        raise WrongQueryError("。".join(filter(None, (error.message, error.hint, repaired)))) from error
    except ArgumentError as error:
        raise WrongQueryError(f"{error.message}。{error.hint}") from error


@contextmanager
def _unknown_projects_explained() -> Iterator[None]:
    try:
        yield
    except UnknownProjectError as error:
        raise click.ClickException(f"{error}。项目编号可以从 yusou search --kind project 的结果里抄。") from error


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False))
