"""Which words of a project tell what it is for, and which tell who pays, or nothing."""

from __future__ import annotations

from functools import lru_cache

from analyzers.parts import is_weak
from analyzers.segment import index_words
from analyzers.synonyms import concept, expansions
from analyzers.text import normalise_text
from index.documents import PART_SEPARATOR, IndexDocument

#: Words that say little in the text of a project, and what it is when they are in its name: 信访干部培训 and 信访宣传
#: are no more alike than training and publicity. Source: names of published projects.
_ACTS = frozenset(("培训", "宣传", "印刷", "购置", "维修", "调查"))
#: Ends of words for the money that something costs.
_MONEY = ("费", "费用", "经费", "资金", "项目")
#: How a note of a project begins that names the unit which spends its money.
_SPENDER = "用款单位"


def names_act(word: str) -> bool:
    """Whether a word in the name of a project is what the project does, though it tells little elsewhere."""
    return word in _ACTS


@lru_cache(maxsize=65_536)
def tells_little(word: str) -> bool:
    """Whether a word is said of any project, or is the money for what is: 管理, 管理费, 服务经费."""
    return is_weak(word) or any(word.endswith(money) and is_weak(word.removesuffix(money)) for money in _MONEY)


def is_empty(word: str) -> bool:
    """Whether a word in the name of a project tells nothing about it: 经费, 项目, 保障."""
    return tells_little(word) and not names_act(word)


def own_text(project: IndexDocument) -> str:
    """What a project says besides its name, goal and indicators, without the unit that spends the money."""
    parts = project.text.split(PART_SEPARATOR)
    return PART_SEPARATOR.join(part for part in parts if not part.startswith(_SPENDER))


@lru_cache(maxsize=65_536)
def concept_of(word: str) -> str | None:
    """The concept a word says; None for single characters and for numbers that name nothing (12345 names a hotline)."""
    if len(word) < 2:
        return None
    name = concept(word)
    return None if word.replace(".", "").isdecimal() and not expansions(name) else name


def tells_payer(project: IndexDocument, term: str, name: str) -> bool:
    """Whether a term, of this concept, only says whose project it is: 信访 of a 信访局, 医保 of a 医疗保障局."""
    return term in project.department or name in _concepts_of_holder(project.department)


@lru_cache(maxsize=4_096)
def _concepts_of_holder(department: str) -> frozenset[str]:
    return frozenset(concept(word) for word in index_words(normalise_text(department)) if not is_weak(word))
