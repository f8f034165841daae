"""The command ``yusou``: a group assembled from whatever floors are installed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import wraps
from importlib.metadata import EntryPoints, entry_points
from pathlib import Path
from typing import Any, NoReturn

import click

from index.catalog import CatalogError
from index.console import ChineseContext, chinese_message
from index.engine import EngineError
from index.lock import AlreadyWritingError
from index.settings import DEFAULT_DATA, Settings

ENTRY_POINT_GROUP = "yusou.commands"

#: Errors whose message is written for the user and needs no traceback.
USER_ERRORS = (CatalogError, EngineError, AlreadyWritingError)

logger = logging.getLogger(__name__)


class PluginGroup(click.Group):
    """A group that speaks Chinese, loads its commands from entry points and says plainly what went wrong."""

    context_class = ChineseContext

    def __init__(self, *args: Any, entry_point_group: str = ENTRY_POINT_GROUP, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._unloaded: EntryPoints | None = entry_points(group=entry_point_group)

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._load()
        return super().get_command(ctx, cmd_name)

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run a command and exit: 0 done, 1 failed with a message, 2 wrongly called, 130 interrupted."""
        kwargs["standalone_mode"] = False
        try:
            result = super().main(*args, **kwargs)
        except click.Abort:
            click.echo("已中断。", err=True)
            raise SystemExit(130) from None
        except click.ClickException as error:
            click.echo(f"错误：{chinese_message(error)}", err=True)
            raise SystemExit(error.exit_code) from None
        except USER_ERRORS as error:
            logger.debug("command failed", exc_info=True)
            click.echo(f"错误：{error}", err=True)
            raise SystemExit(1) from None
        raise SystemExit(result if isinstance(result, int) else 0)

    def _load(self) -> None:
        """Load the plug-ins, once; one that cannot be loaded is named on stderr and left out."""
        plugins, self._unloaded = self._unloaded, None
        for plugin in plugins or ():
            try:
                loaded = plugin.load()
                for command in loaded.values() if isinstance(loaded, Mapping) else loaded:
                    command.context_class = ChineseContext
                    self.add_command(command)
            except Exception as error:  # a plug-in may fail in any way; the others must go on
                logger.debug("plug-in %s failed", plugin.name, exc_info=True)
                reason = f"{type(error).__name__}: {error}"
                click.echo(f"警告：命令组 {plugin.name} 无法加载，其中的命令不可用（{reason}）。", err=True)


def settings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command ``--data``, ``--catalog`` and ``--index``, handed over as ``settings``."""

    @click.option(
        "--data",
        type=click.Path(path_type=Path, file_okay=False),
        default=DEFAULT_DATA,
        envvar="YUSOU_DATA",
        metavar="DIR",
        help="数据目录，默认 ./data，也可用环境变量 YUSOU_DATA 指定。",
    )
    @click.option("--catalog", "catalog_url", metavar="URL", help="文件库地址，默认为数据目录下的 catalog.sqlite。")
    @click.option("--index", "index_url", metavar="URL", help="索引地址，默认为数据目录下的 index。")
    @wraps(command)
    def with_settings(*, data: Path, catalog_url: str | None, index_url: str | None, **options: Any) -> Any:
        settings = Settings.for_data(data, catalog_url=catalog_url, index_url=index_url)
        return command(settings=settings, **options)

    return with_settings


@click.group(cls=PluginGroup, invoke_without_command=True, help="预搜：检索地方政府部门预决算公开文件。")
@click.version_option(package_name="yusou", message="yusou %(version)s", help="显示版本号。")
@click.pass_context
def main(context: click.Context) -> None:
    """Show the help; plug-ins bring what the command can do."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
