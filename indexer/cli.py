"""Commands that read files and keep catalog and index: index, rebuild, status, parse, audit, schema."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from index.catalog import Catalog
from index.cli import settings_options
from index.engine import Engine, OutdatedIndexError
from index.engines import open_engine
from index.json_form.disclosure import DisclosureForm, disclosure_json
from index.json_form.schema import json_schema
from index.lock import writer_lock
from index.settings import Settings
from indexer.audit import audit_files, total_of
from indexer.audit_view import audit_json, show_audit, show_total, total_json
from indexer.extract import NotADisclosureError
from indexer.pipeline import IndexRun
from indexer.pool import ReadingPool
from indexer.progress import listener
from indexer.readers import UnreadableFileError
from indexer.reading import FileTask, hash_file, load_disclosure
from indexer.rebuild import rebuild_index
from indexer.showing import show_disclosure, show_report, show_status
from indexer.stopping import stop_on_signal
from indexer.walk import find_files

INTERRUPTED = 130


@click.command("index", help="读取文件或文件夹中的预决算公开，收入文件库并建立索引。未变的文件不会重读。")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--jobs", type=click.IntRange(min=1), default=os.cpu_count, metavar="N", help="读取进程数，默认为 CPU 核数。"
)
@click.option("--reread", is_flag=True, help="未变的文件也重新读取。")
@settings_options
def index_command(settings: Settings, paths: Sequence[Path], jobs: int, reread: bool) -> int:
    """Index files; 0 when every file was accounted for, 130 when interrupted."""
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    files = find_files(paths, leave_out=settings.data)
    with _writing(settings) as (catalog, engine), stop_on_signal() as stop, listener(Console(stderr=True)) as told:
        report = IndexRun(catalog, engine, ReadingPool(jobs, stop), told, stop, reread=reread).run(files)
    show_report(report, Console())
    return INTERRUPTED if report.interrupted else 0


@click.command("rebuild", help="根据文件库重建索引，不重读任何文件；期间检索照常。")
@settings_options
def rebuild_command(settings: Settings) -> None:
    """Build the index anew from the catalog."""
    with Catalog.open(settings.catalog_url) as catalog, writer_lock(settings.lock_path):
        with Progress(console=Console(stderr=True)) as progress:
            task = progress.add_task("重建索引", total=len(catalog.document_ids()))
            rebuild_index(catalog, settings.index_url, lambda count: progress.advance(task, count))
        click.echo(f"索引已重建：{catalog.counts()['documents']} 份文件。")


@click.command("status", help="显示文件库和索引的情况。")
@settings_options
def status_command(settings: Settings) -> None:
    """Say what catalog and index hold, and whether they agree."""
    with Catalog.open(settings.catalog_url) as catalog, _engine(settings) as engine:
        show_status(settings, catalog, engine, Console())


@click.command("parse", help="解析一个文件并显示读出的内容，不写入任何地方。")
@click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，格式见 yusou schema。")
def parse_command(file: Path, as_json: bool) -> None:
    """Read one file, or one member of an archive, and print what it says."""
    path = file.resolve()
    try:
        disclosure = load_disclosure(FileTask(path, hash_file(path)))
    except UnreadableFileError as error:
        raise click.ClickException(f"无法读取 {file}：{error}") from error
    except NotADisclosureError as error:
        raise click.ClickException(f"{file} 不是预决算公开：{error}") from error
    if as_json:
        click.echo(json.dumps(disclosure_json(disclosure), ensure_ascii=False, indent=2))
    else:
        show_disclosure(disclosure, Console())


@click.command("audit", help="读取文件或文件夹但不收录，统计读出的内容和勾稽情况。")
@click.argument("paths", nargs=-1, required=True, metavar="PATH…", type=click.Path(exists=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每份文件输出一行 JSON，最后一行为合计。")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=os.cpu_count, metavar="N", help="读取进程数，默认为 CPU 核数。"
)
def audit_command(paths: Sequence[Path], as_json: bool, jobs: int) -> int:
    """Read files, store nothing, count; 0 when every file was accounted for, 130 when interrupted."""
    console = Console()
    started = time.perf_counter()
    audits = []
    with stop_on_signal() as stop:
        for audited in audit_files(find_files(paths), ReadingPool(jobs, stop), stop):
            audits.append(audited)
            if as_json:
                click.echo(audit_json(audited.audit))
            else:
                show_audit(audited.audit, console)
    total = total_of(audits, time.perf_counter() - started)
    if as_json:
        click.echo(total_json(total))
    else:
        show_total(total, console)
    return INTERRUPTED if stop.is_set() else 0


@click.command("schema", help="输出 parse --json 的 JSON Schema。")
def schema_command() -> None:
    """Print the JSON Schema of what ``parse --json`` prints."""
    click.echo(json.dumps(json_schema(DisclosureForm), ensure_ascii=False, indent=2))


#: What the entry point ``yusou.commands`` hands to the command line.
commands = (index_command, rebuild_command, status_command, parse_command, audit_command, schema_command)


@contextmanager
def _writing(settings: Settings) -> Iterator[tuple[Catalog, Engine]]:
    """Catalog and index, created when missing, with the writer's lock held."""
    with (
        writer_lock(settings.lock_path),
        Catalog.open(settings.catalog_url, create=True) as catalog,
    ):
        _renew_outdated(settings, catalog)
        with _engine(settings, create=True) as engine:
            yield catalog, engine


def _renew_outdated(settings: Settings, catalog: Catalog) -> None:
    """Rebuild an index of another version, as after an upgrade, before it is written to."""
    try:
        open_engine(settings.index_url, create=True).close()
    except OutdatedIndexError:
        click.echo("索引由另一个版本的 yusou 建立，先根据文件库重建 …", err=True)
        rebuild_index(catalog, settings.index_url, lambda count: None)


@contextmanager
def _engine(settings: Settings, *, create: bool = False) -> Iterator[Engine]:
    engine = open_engine(settings.index_url, create=create)
    try:
        yield engine
    finally:
        engine.close()
