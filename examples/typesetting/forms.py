"""What the printed forms have in common: the broad classes of expenditure and ways to print numbers."""

from __future__ import annotations

from decimal import Decimal

from typesetting.disclosure import Disclosure

#: Code and short name of each class (类) that 收支总表 lists, in printed order.
#: Source: the forms of the 2024 budgets of the five counties; the forms print 支出 after each name but 预备费.
CLASSES = (
    ("201", "一般公共服务"),
    ("202", "外交"),
    ("203", "国防"),
    ("204", "公共安全"),
    ("205", "教育"),
    ("206", "科学技术"),
    ("207", "文化旅游体育与传媒"),
    ("208", "社会保障和就业"),
    ("209", "社会保险基金"),
    ("210", "卫生健康"),
    ("211", "节能环保"),
    ("212", "城乡社区"),
    ("213", "农林水"),
    ("214", "交通运输"),
    ("215", "资源勘探工业信息等"),
    ("216", "商业服务业等"),
    ("217", "金融"),
    ("219", "援助其他地区"),
    ("220", "自然资源海洋气象等"),
    ("221", "住房保障"),
    ("222", "粮油物资储备"),
    ("223", "国有资本经营预算"),
    ("224", "灾害防治及应急管理"),
    ("227", "预备费"),
    ("229", "其他"),
    ("230", "转移性"),
    ("231", "债务还本"),
    ("232", "债务付息"),
    ("233", "债务发行费用"),
    ("234", "抗疫特别国债安排的"),
)
#: The three budgets that money is appropriated from.
FUNDS = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
CODE_AND_NAME = ("科目编码", "科目名称")
VEHICLES = "公务用车"
AMOUNTS = ("合计", "基本支出", "项目支出")
USES = ("合计", "人员经费", "公用经费")
LEVELS = ("一级指标", "二级指标", "三级指标")

_DIGITS = "零一二三四五六七八九十"


def printed_classes(without: frozenset[str] = frozenset()) -> list[tuple[str, str]]:
    """(code, name as the forms print it) of every class but those ``without``."""
    return [(code, name if code == "227" else f"{name}支出") for code, name in CLASSES if code not in without]


def ordinal(number: int) -> str:
    """1 to 39 in Chinese.

    >>> ordinal(7), ordinal(10), ordinal(21)
    ('七', '十', '二十一')
    """
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{_DIGITS[min(tens, 10)]}十")
    return head + (_DIGITS[ones] if ones else "")


def with_commas(amount: str) -> str:
    """'1771.16' -> '1,771.16'; a blank cell stays blank."""
    return f"{Decimal(amount):,}" if amount else ""


def class_totals(disclosure: Disclosure) -> dict[str, str]:
    """Amount of each 类 by code."""
    return {subject.code: subject.total for subject in disclosure.function if len(subject.code) == 3}


def closing(pattern: str, total: str) -> tuple[str, str, str, str]:
    """The row that closes both sides of a table.

    >>> closing("{}总计", "1.00")
    ('收入总计', '1.00', '支出总计', '1.00')
    """
    return pattern.format("收入"), total, pattern.format("支出"), total


def code_cells(code: str) -> tuple[str, str, str]:
    """A joined code in three cells: 类, 款, 项."""
    return code[:3], code[3:5], code[5:7]
