"""Random projects with goals and indicators: what a reader of the layouts drawn from them should find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from random import Random

_THINGS = (
    "窗口服务",
    "档案整理",
    "河道巡查",
    "设备购置",
    "办公楼维修",
    "信息系统运维",
    "法律咨询",
    "宣传印刷",
    "人员培训",
)
_MORE = ("", "（二期）", "2026年", "（市级资金）", "及配套保障", "专项")
_ENDINGS = ("经费", "项目", "专项资金", "补助", "")
_AIMS = ("保证日常工作运转", "让群众少跑一趟路", "按合同完成全部任务", "提高数据质量", "消除隐患", "按时足额发放补贴")
_LEVELS = (
    ("成本指标", ("经济成本指标", "社会成本指标")),
    ("产出指标", ("数量指标", "质量指标", "时效指标")),
    ("效益指标", ("社会效益指标", "经济效益指标", "可持续影响指标")),
    ("满意度指标", ("服务对象满意度指标",)),
)
_MEASURED = {
    "经济成本指标": ("采购单价", "控制总成本", "人均费用"),
    "社会成本指标": ("扰民投诉",),
    "数量指标": ("服务次数", "采购台数", "整理卷数", "巡查里程", "覆盖街道和社区的数量"),
    "质量指标": ("验收合格率", "差错率", "资料完整率", "一次办结率"),
    "时效指标": ("按期完成率", "响应时间", "完成时间"),
    "社会效益指标": ("保障正常运转", "知晓率", "办事便利程度明显提高"),
    "经济效益指标": ("节约资金",),
    "可持续影响指标": ("长期机制建设", "设备使用年限"),
    "服务对象满意度指标": ("群众满意度", "使用人员满意度"),
}
_UNITS = ("%", "次", "台", "万元", "个", "小时", "公里", "元/人·天")
_SAID = ("有效提升", "明显改善", "2026年12月底前", "长期")


@dataclass(frozen=True, slots=True)
class Goal:
    """One indicator; ``operator`` and ``unit`` are '' for a target that is a text."""

    level1: str
    level2: str
    level3: str
    operator: str
    number: str
    unit: str
    weight: str

    @property
    def joined(self) -> str:
        """The target as one cell prints it."""
        return f"{self.operator}{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Plan:
    """One project; ``amount`` in fen."""

    name: str
    code: str
    amount: int
    goal: str
    goals: tuple[Goal, ...]

    @property
    def wan(self) -> str:
        """The amount in 万元 with two decimals."""
        return f"{Decimal(self.amount) / 1_000_000:.2f}"


def random_plans(rng: Random, count: int, *, alike: bool) -> tuple[Plan, ...]:
    """Projects with different codes and amounts; with ``alike`` several share one name."""
    names = list(_names(rng, count))
    if alike and count > 1:
        names[-1] = names[0]
    taken: set[int] = set()
    return tuple(_plan(rng, name, number, taken) for number, name in enumerate(names))


def _names(rng: Random, count: int) -> Iterator[str]:
    seen: set[str] = set()
    while len(seen) < count:
        more = rng.choice(_MORE)
        name = f"{rng.choice(_THINGS)}{more}{rng.choice(_ENDINGS)}"
        if name not in seen:
            seen.add(name)
            yield name


def _plan(rng: Random, name: str, number: int, taken: set[int]) -> Plan:
    amount = rng.randrange(1, 90_000) * 10_000
    while amount in taken:
        amount += 10_000
    taken.add(amount)
    code = f"61010026T{rng.randrange(10**6, 10**7):07d}{number:02d}"
    aims = rng.sample(_AIMS, rng.randrange(1, 5)) * rng.choice((1, 1, 1, 6))
    return Plan(name, code, amount, "；".join(aims) + "。", tuple(_goals(rng)))


def _goals(rng: Random) -> Iterator[Goal]:
    seen: set[str] = set()
    for level1, seconds in _LEVELS:
        if level1 == "成本指标" and rng.random() < 0.4:
            continue
        chosen = [second for second in seconds if rng.random() < 0.75] or [seconds[0]]
        for level2 in chosen:
            measured = _MEASURED[level2]
            for level3 in rng.sample(measured, rng.randrange(1, len(measured) + 1)):
                if level3 not in seen:
                    seen.add(level3)
                    yield _goal(rng, level1, level2, level3)


def _goal(rng: Random, level1: str, level2: str, level3: str) -> Goal:
    weight = str(rng.choice((5, 10, 15, 20)))
    if rng.random() < 0.25:
        return Goal(level1, level2, level3, "", rng.choice(_SAID), "", weight)
    number = rng.choice((str(rng.randrange(1, 5000)), "95", "100", "2.5"))
    return Goal(level1, level2, level3, rng.choice(("≥", "≤", "=", "＞")), number, rng.choice(_UNITS), weight)
