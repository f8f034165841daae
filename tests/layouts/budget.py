"""A random budget whose sums close: the truth behind a generated document. Amounts are whole fen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from analyzers import subjects

#: 款 and 类 that are paid from 政府性基金 and 国有资本经营; all other subjects are paid from the general budget.
_FUND = ("20707", "20709", "20822", "21208", "21210", "21211", "21213", "21214", "21366", "22904", "22960")
_CAPITAL = "223"
#: Classes that departments spend on, without 预备费, 债务 and 转移性支出.
_CLASSES = tuple(str(code) for code in (*range(201, 223), 224, 229))
_PLACES = (
    "河北省望都县",
    "湖南省长沙市",
    "四川省成都市武侯区",
    "山东省烟台市",
    "广东省珠海市",
    "陕西省凤县",
    "浙江省杭州市",
)
_DEPARTMENTS = ("财政局", "统计局", "教育局", "信访局", "应急管理局", "农业农村局", "市场监督管理局", "水利局")
#: 其他社会保障缴费 until 2018; the name now belongs to 30112.
_ABOLISHED = ("30104",)
_ECONOMIC = {
    "personnel": ("301", "303"),
    "public": ("302", "310"),
}


@dataclass(frozen=True, slots=True)
class Item:
    """The money of one subject without subjects below it: two parts, 基本 and 项目 or 人员 and 公用."""

    code: str
    parts: tuple[int, int]

    @property
    def total(self) -> int:
        return sum(self.parts)


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """“三公”经费 of one year."""

    abroad: int
    purchase: int
    operation: int
    reception: int

    @property
    def vehicles(self) -> int:
        return self.purchase + self.operation

    @property
    def total(self) -> int:
        return self.abroad + self.vehicles + self.reception


@dataclass(frozen=True, slots=True)
class Budget:
    """One department in one year; the items of each budget are in order of code."""

    place: str
    department: str
    year: int
    general: tuple[Item, ...]
    fund: tuple[Item, ...]
    capital: tuple[Item, ...]
    economic: tuple[Item, ...]
    own: tuple[Item, ...]  # what 事业收入 pays for
    carried_over: int
    three_public: ThreePublic
    three_public_before: ThreePublic

    @property
    def appropriated(self) -> tuple[Item, ...]:
        """The function subjects that 财政拨款 pays for."""
        return (*self.general, *self.fund, *self.capital)

    @property
    def items(self) -> tuple[Item, ...]:
        """The function subjects of all budgets."""
        return tuple(sorted((*self.appropriated, *self.own), key=lambda item: item.code))

    @property
    def expenditure(self) -> int:
        return total(self.items)


def total(items: Iterable[Item]) -> int:
    return sum(item.total for item in items)


def parts(items: Iterable[Item]) -> tuple[int, int]:
    """Both parts of several items together."""
    rows = [item.parts for item in items]
    return sum(first for first, _ in rows), sum(second for _, second in rows)


def with_levels_above(items: Sequence[Item]) -> list[Item]:
    """The items with the sums of their 类 and 款, in order of code."""
    codes = {above for item in items for above in subjects.lineage(item.code)}
    return [Item(code, parts(item for item in items if item.code.startswith(code))) for code in sorted(codes)]


def name_of(code: str) -> str:
    """The name in the classification."""
    known = subjects.function_name(code) if code.startswith("2") else subjects.economic_name(code)
    assert known is not None, code
    return known


def random_budget(rng: Random, quantum: int) -> Budget:
    """A budget in which every amount is a multiple of ``quantum`` fen."""
    money = _money(rng, quantum)
    economic = _economic(rng, money)
    general = _general(rng, money, sum(item.total for item in economic))
    fund = (
        _some_items(rng, [code for code in _items("2") if code.startswith(_FUND)], money) if rng.random() < 0.4 else ()
    )
    capital = _some_items(rng, _items(_CAPITAL), money) if rng.random() < 0.2 else ()
    own = _some_items(rng, [item.code for item in general], money) if rng.random() < 0.4 else ()
    carried = rng.choice((0, total(general) // quantum // 20 * quantum))
    return Budget(
        place=rng.choice(_PLACES),
        department=rng.choice(_DEPARTMENTS),
        year=rng.randint(2019, 2026),
        general=general,
        fund=fund,
        capital=capital,
        economic=economic,
        own=own,
        carried_over=carried,
        three_public=_three_public(rng, money),
        three_public_before=_three_public(rng, money),
    )


def _money(rng: Random, quantum: int) -> Callable[[], int]:
    """Amounts of 1,000 yuan to 10 million yuan, small ones as likely as large ones."""

    def amount() -> int:
        least = max(1, 100_000 // quantum)
        return int(least * 10 ** rng.uniform(0, 4)) * quantum

    return amount


def _items(under: str) -> list[str]:
    """Every 项 of the classification below a code, in order."""
    found = [
        code for first in _classes(under) for section in subjects.children(first) for code in subjects.children(section)
    ]
    return [code for code in found if code.startswith(under)]


def _classes(under: str) -> list[str]:
    return [code for code in subjects.children("") if code.startswith("2") and (code.startswith(under) or under == "2")]


def _some_items(rng: Random, codes: Sequence[str], money: Callable[[], int]) -> tuple[Item, ...]:
    chosen = sorted(rng.sample(codes, rng.randint(1, min(3, len(codes)))))
    return tuple(Item(code, (0, money())) for code in chosen)


def _general(rng: Random, money: Callable[[], int], basic: int) -> tuple[Item, ...]:
    """Items of two to five classes; those with basic expenditure share ``basic``."""
    codes: list[str] = []
    for first in sorted(rng.sample([code for code in _CLASSES if _sections(code)], rng.randint(2, 5))):
        sections = _sections(first)
        for section in rng.sample(sections, rng.randint(1, min(3, len(sections)))):
            below = subjects.children(section)
            codes.extend(rng.sample(below, rng.randint(1, min(4, len(below)))))
    shares = _shares(rng, basic, rng.sample(codes, rng.randint(1, min(6, len(codes)))))
    return tuple(
        Item(code, (shares.get(code, 0), money() if code not in shares or rng.random() < 0.3 else 0))
        for code in sorted(codes)
    )


def _sections(first: str) -> list[str]:
    """The 款 of a 类 that the general budget pays for."""
    return [code for code in subjects.children(first) if not code.startswith(_FUND) and subjects.children(code)]


def _shares(rng: Random, whole: int, codes: Sequence[str]) -> Mapping[str, int]:
    """``whole`` cut into one positive piece for each code, in multiples of 100 yuan (or the rest) where it can."""
    shares = {}
    rest = whole
    for code in codes[:-1]:
        shares[code] = rest // 1_000_000 // rng.randint(2, 4) * 1_000_000
        rest -= shares[code]
    shares[codes[-1]] = rest
    return {code: share for code, share in shares.items() if share}


def _economic(rng: Random, money: Callable[[], int]) -> tuple[Item, ...]:
    found = []
    for number, part in enumerate(("personnel", "public")):
        for first in _ECONOMIC[part]:
            if first in ("303", "310") and rng.random() < 0.4:
                continue
            below = [code for code in subjects.children(first) if code not in _ABOLISHED]
            for code in rng.sample(below, rng.randint(2, min(12, len(below)))):
                amount = money()
                found.append(Item(code, (amount, 0) if number == 0 else (0, amount)))
    return tuple(sorted(found, key=lambda item: item.code))


def _three_public(rng: Random, money: Callable[[], int]) -> ThreePublic:
    return ThreePublic(*(0 if rng.random() < 0.4 else money() for _ in range(4)))
