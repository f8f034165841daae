"""First levels that a page leaves blank, or that stand in a cell cut by the end of a page."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib.resources import files

import yaml

from index.records import Indicator
from indexer.extract.flow import squeeze

#: A first level that a row above is likely to have handed down to rows it does not cover.
_OUTPUT = "产出指标"
_BENEFIT = "效益指标"


@functools.cache
def _first_levels() -> Mapping[str, re.Pattern[str]]:
    """First level -> second levels that stand under it wherever both are printed."""
    data = yaml.safe_load(files("indexer").joinpath("data/indicators.yaml").read_text("utf-8"))
    return {first: re.compile(second) for first, second in data["first_levels"].items()}


def with_first_levels(indicators: Iterable[Indicator]) -> Iterator[Indicator]:
    """The indicators; a missing first level is that of the second, and no benefit is filed under the output.

    >>> [one.level1 for one in with_first_levels([Indicator(None, "质量指标", "合格率", "100%")])]
    ['产出指标']
    """
    for indicator in indicators:
        first = _first_level(indicator.level2)
        wrong = indicator.level1 is None or (indicator.level1 == _OUTPUT and first == _BENEFIT)
        yield replace(indicator, level1=first) if first and wrong else indicator


def _first_level(second: str | None) -> str | None:
    plain = squeeze(second or "")
    return next((first for first, pattern in _first_levels().items() if pattern.fullmatch(plain)), None)
