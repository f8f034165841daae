"""First levels that are not printed, or printed for other rows."""

from __future__ import annotations

import pytest

from index.records import Indicator
from indexer.extract.projects.indicator_levels import with_first_levels


@pytest.mark.parametrize(
    ("level1", "level2", "expected"),
    [
        (None, "数量指标", "产出指标"),
        (None, "时效指标", "产出指标"),
        (None, "社会效益 指标", "效益指标"),
        (None, "可持续影响指标", "效益指标"),
        (None, "服务对象满意度指标", "满意度指标"),
        (None, "成本指标", None),  # under 产出 in one template, a level of its own in another
        (None, None, None),
        ("产出指标", "生态效益指标", "效益指标"),
        ("产出指标", "质量指标", "产出指标"),
        ("产出指标", "成本指标", "产出指标"),
        ("效益指标", "服务对象满意度", "效益指标"),
        ("履职效能", "数量指标", "履职效能"),
    ],
)
def test_the_second_level_tells_the_first(level1: str | None, level2: str | None, expected: str | None) -> None:
    (indicator,) = with_first_levels([Indicator(level1, level2, "巡查次数", "≥12")])

    assert (indicator.level1, indicator.level2) == (expected, level2)
