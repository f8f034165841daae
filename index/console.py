"""Chinese for what click says of its own accord: help headings and usage errors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import click

HEADINGS: Mapping[str, str] = MappingProxyType({"Options": "选项", "Commands": "命令", "Arguments": "参数"})

HELP_TEXTS: Mapping[str, str] = MappingProxyType({"Show this message and exit.": "显示用法。", "[default: ": "[默认："})


class ChineseFormatter(click.HelpFormatter):
    """Help text under Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args.replace("[OPTIONS]", "[选项]"), prefix="用法：")

    def write_heading(self, heading: str) -> None:
        super().write_heading(HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _replaced(text)) for term, text in rows], col_max, col_spacing)


def _replaced(text: str) -> str:
    for english, chinese in HELP_TEXTS.items():
        text = text.replace(english, chinese)
    return text


class ChineseContext(click.Context):
    formatter_class = ChineseFormatter


#: What click 8 says in English, as far as our commands can make it say so -> Chinese.
_MESSAGES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"No such command '(.+)'\.", r"没有这个命令：\1。"),
        (r"Got unexpected extra arguments? \((.+)\)", r"多余的参数：\1。"),
        (r"Option '(.+)' requires an argument\.", r"选项 \1 缺少值。"),
        (r"(.+) is not in the range (.+)\.", r"\1 不在范围 \2 内。"),
        (r"'(.+)' is not a valid (?:integer|float).*\.", r"“\1” 不是数字。"),
        (r"'(.+)' is not one of (.+)\.", r"“\1” 不在可选值 \2 之中。"),
        (r"\w+ '(.+)' does not exist\.", r"\1 不存在。"),
        (r"\w+ '(.+)' is a directory\.", r"\1 是文件夹，这里需要文件。"),
        (r"\w+ '(.+)' is a file\.", r"\1 是文件，这里需要文件夹。"),
        (r"\w+ '(.+)' is not readable\.", r"没有读取 \1 的权限。"),
    )
)


def chinese_message(error: click.ClickException) -> str:
    """One line of Chinese for an error click raised; messages of our own pass unchanged."""
    match error:
        case click.NoSuchOption():
            return f"没有选项 {error.option_name}。{_help_hint(error)}"
        case click.MissingParameter():
            return f"缺少参数 {_parameter_name(error)}。{_help_hint(error)}"
        case click.BadParameter():
            return f"参数 {_parameter_name(error)} 的值不对：{_translated(error.message)}"
        case click.UsageError():
            return f"{_translated(error.message)}{_help_hint(error)}"
        case _:
            return error.format_message()


def _translated(message: str) -> str:
    for pattern, chinese in _MESSAGES:
        match = pattern.fullmatch(message)
        if match:
            return match.expand(chinese)
    return message


def _parameter_name(error: click.BadParameter) -> str:
    return error.param.get_error_hint(error.ctx).replace("'", "") if error.param else ""


def _help_hint(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx else "yusou"
    return f"用 {command} --help 查看用法。"
