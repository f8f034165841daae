r"""Markup that text recognition leaves in its output: LaTeX formulas, HTML tags, bold marks."""

from __future__ import annotations

import html
import re

_FORMULA = re.compile(r"\$([^$\n]*[\\^_][^$\n]*)\$")
_COMMANDS = {
    "geq": "≥", "ge": "≥", "geqslant": "≥", "leq": "≤", "le": "≤", "leqslant": "≤", "neq": "≠", "ne": "≠",
    "approx": "≈", "times": "×", "div": "÷", "pm": "±", "cdot": "·", "sim": "~", "gt": ">", "lt": "<",
    "rightarrow": "→", "to": "→", "circ": "°", "degree": "°", "ldots": "…", "cdots": "…", "dots": "…",
    "quad": " ", "qquad": " ", "left": "", "right": "", "displaystyle": "",
}  # fmt: skip
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_TEXT_GROUP = re.compile(r"\\(?:text|mathrm|mathbf|textbf|operatorname|underline)\s*\{([^{}]*)\}")
_SUPERSCRIPT = re.compile(r"\^\s*(?:\{\s*([^{}]*?)\s*\}|(\S))")
_SUBSCRIPT = re.compile(r"_\s*(?:\{\s*(\w*?)\s*\}|(\w))")
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BREAK_TAG = re.compile(r"<br\s*/?>|</(?:p|div|li)>", re.IGNORECASE)
_ATTRIBUTES = r"""(?:\s+[\w-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>"']+))*\s*"""
_TAG = re.compile(rf"</?(?:p|div|span|b|i|u|strong|em|sub|sup|font|li|ul|ol|center){_ATTRIBUTES}/?>", re.IGNORECASE)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def without_formulas(text: str) -> str:
    r"""Write simple LaTeX formulas as plain characters; text without a formula is returned as it is.

    >>> without_formulas(r"覆盖率 $\geq 90\%$")
    '覆盖率 ≥90%'
    """
    return _FORMULA.sub(lambda formula: _plain(formula[1]), text)


def _plain(formula: str) -> str:
    formula = _TEXT_GROUP.sub(r"\1", formula)
    formula = _COMMAND.sub(lambda command: _COMMANDS.get(command[1], command[1]), formula)
    formula = _SUPERSCRIPT.sub(lambda power: _raised(power[1] or power[2] or ""), formula)
    formula = _SUBSCRIPT.sub(lambda index: (index[1] or index[2] or "").translate(_SUBSCRIPTS), formula)
    return re.sub(r"\s+|[{}\\]", "", formula)


def _raised(power: str) -> str:
    return power if power in {"°", "'", "′"} else power.translate(_SUPERSCRIPTS)


def clean_cell(text: str) -> str:
    r"""The text of a table cell without formulas, tags, entities and bold marks; a break tag is a line break.

    >>> clean_cell("<p>目标1</p> <p>目标2 &lt;3</p>")
    '目标1\n目标2 <3'
    """
    text = _TAG.sub("", _BREAK_TAG.sub("\n", without_formulas(text)))
    text = html.unescape(_BOLD.sub(r"\1", text))
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())
