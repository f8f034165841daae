"""Chinese for what click says of its own accord: help headings and usage errors."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import click

HEADINGS: Mapping[str, str] = MappingProxyType({"Options": "选项", "Commands": "命令", "Arguments": "参数"})


class ChineseFormatter(click.HelpFormatter):
    """Help text under Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix="用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HEADINGS.get(heading, heading))


class ChineseContext(click.Context):
    formatter_class = ChineseFormatter


def chinese_message(error: click.ClickException) -> str:
    """One line of Chinese for an error click raised; messages of our own pass unchanged."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}。{_help_hint(error)}"
        case click.MissingParameter():
            return f"缺少参数 {_parameter_name(error)}。{_help_hint(error)}"
        case click.BadParameter():
            return f"参数 {_parameter_name(error)} 的值不对：{error.message}"
        case click.exceptions.NoArgsIsHelpError():
            return f"没有给出命令。{_help_hint(error)}"
        case click.UsageError() if error.message.startswith("No such command"):
            return f"没有这个命令：{error.message.split(chr(39))[1]}。{_help_hint(error)}"
        case click.UsageError():
            return f"{error.message} {_help_hint(error)}"
        case _:
            return error.format_message()


def _parameter_name(error: click.BadParameter) -> str:
    if error.param is None:
        return ""
    return error.param.get_error_hint(error.ctx).strip("'")


def _help_hint(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "yusou"
    return f"用 {command} --help 查看用法。"
