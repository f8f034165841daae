"""Opening the database behind a catalog: URL checks, SQLite settings, schema version, errors in Chinese."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError

from index.catalog import schema, views
from index.catalog.errors import CatalogDamagedError, CatalogError, CatalogMissingError, CatalogVersionError

#: How long a SQLite writer waits for another, in seconds.
BUSY_TIMEOUT = 30

#: What SQLite says of a file that is no database, or a broken one.
_DAMAGE_SIGNS = ("not a database", "malformed", "disk image")


def open_database(url: str, *, create: bool) -> Engine:
    """An engine over a catalog of this program's schema version.

    Raises:
        CatalogMissingError: there is none and ``create`` is false.
        CatalogDamagedError, CatalogVersionError, CatalogError: it cannot be used.
    """
    address = _parsed(url)
    if address.get_backend_name() == "sqlite":
        _prepare_file(address, create=create)
    engine = _connected(address)
    try:
        with catalog_errors(address):
            with engine.execution_options(writing=create).begin() as connection:
                _check_schema(connection, address, create=create)
            if create and address.get_backend_name() == "sqlite":
                _let_readers_read_while_writing(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def catalog_errors(address: URL) -> Iterator[None]:
    """Turn database errors inside the block into a ``CatalogError`` fit to show."""
    try:
        yield
    except DatabaseError as error:
        if any(sign in str(error.orig) for sign in _DAMAGE_SIGNS):
            raise CatalogDamagedError(
                f"文件库 {_shown(address)} 已损坏或不是文件库（{error.orig}）。"
                "请恢复备份，或移走该文件后重新运行 yusou index。"
            ) from error
        raise CatalogError(f"文件库 {_shown(address)} 无法读写：{error.orig}") from error


def _parsed(url: str) -> URL:
    try:
        return make_url(url)
    except ArgumentError as error:
        raise CatalogError(f"文件库地址不对：{url}。例：sqlite:////srv/yusou/catalog.sqlite") from error


def _prepare_file(address: URL, *, create: bool) -> None:
    path = Path(address.database or "")
    if create:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CatalogError(f"无法建立文件夹 {path.parent}：{error.strerror}") from error
    elif not path.is_file():
        raise _missing(address)


def _connected(address: URL) -> Engine:
    try:
        engine = create_engine(address)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise CatalogError(f"缺少数据库驱动，无法打开 {_shown(address)}：{error}") from error
    if address.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: object) -> None:
    """Leave transactions to ``_begin_sqlite``; refuse rows that point nowhere."""
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    """A writer takes the write lock at once, so that it never fails half way for want of it."""
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _let_readers_read_while_writing(engine: Engine) -> None:
    """Switch the file to write-ahead logging, which it remembers."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _check_schema(connection: Connection, address: URL, *, create: bool) -> None:
    tables = set(inspect(connection).get_table_names())
    if schema.state.name in tables:
        _check_version(connection, address)
    elif tables:
        raise CatalogDamagedError(f"{_shown(address)} 是别的程序的数据库，不是预搜的文件库。请另选数据目录。")
    elif create:
        _create_schema(connection)
    else:
        raise _missing(address)


def _check_version(connection: Connection, address: URL) -> None:
    query = select(schema.state.c.value).where(schema.state.c.name == "schema_version")
    found = connection.execute(query).scalar_one_or_none()
    if found != schema.SCHEMA_VERSION:
        raise CatalogVersionError(
            f"文件库 {_shown(address)} 的版本是 {found}，本程序需要 {schema.SCHEMA_VERSION}。"
            "请移走它后重新运行 yusou index。"
        )


def _create_schema(connection: Connection) -> None:
    schema.metadata.create_all(connection)
    for statement in views.STATEMENTS:
        connection.exec_driver_sql(statement)
    rows = [{"name": "schema_version", "value": schema.SCHEMA_VERSION}, {"name": "version", "value": 0}]
    connection.execute(insert(schema.state), rows)


def _missing(address: URL) -> CatalogMissingError:
    return CatalogMissingError(
        f"没有找到文件库 {_shown(address)}。请先运行 yusou index <文件夹> 建立，或用 --data 指定数据目录。"
    )


def _shown(address: URL) -> str:
    """The address without a password; a file as its path."""
    if address.get_backend_name() == "sqlite":
        return address.database or ""
    return address.render_as_string(hide_password=True)
