"""Formulas of checks in the language of the page: tables, columns and totals are said, subjects stay as printed."""

from __future__ import annotations

import re

from index.records import Fund
from search_app.wording.labels import COLUMN_LABELS, FIGURE_LABELS, INCOME_LABELS, STATEMENT_LABELS
from search_app.wording.languages import gettext, is_english, pgettext

#: The context that formulas' words are translated in.
CONTEXT = "formula"
#: Words of formulas besides the names of statements and columns.
WORDS = (
    *("基本支出表", "正文", "表", "项目", "类", "款", "项", "明细"),
    *("收入总计", "支出总计", "本年支出合计", "收入", "支出", "项目支出合计"),
    *("“三公”经费合计", "“三公”经费", "因公出国（境）费", "公务接待费"),
    *("公务用车购置及运行费", "公务用车购置费", "公务用车运行费"),
    *("政府采购合计", "货物", "工程", "服务"),
    *("来源", "结转"),
)  # fmt: skip
_TERMS = (
    *STATEMENT_LABELS.values(),
    *COLUMN_LABELS.values(),
    *FIGURE_LABELS.values(),
    *INCOME_LABELS.values(),
    *Fund,
    *WORDS,
)

_LONGEST_FIRST = "|".join(map(re.escape, sorted(_TERMS, key=len, reverse=True)))
_TERM = re.compile(rf"(?<![^\s（Σ])(?:{_LONGEST_FIRST})(?![^\s）（])")
_SPACED = str.maketrans({"（": " (", "）": ") ", "Σ": "Σ "})


def formula_words(formula: str) -> str:
    """A formula of a check; in English with its terms in English."""
    if not is_english():
        return formula
    said = _TERM.sub(lambda term: _said(term[0]), formula)
    return " ".join(said.translate(_SPACED).split())


def _said(term: str) -> str:
    return pgettext(CONTEXT, term) if term in WORDS else gettext(term)
