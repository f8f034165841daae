"""What a user reads where records hold keys: labels for kinds, columns, sorts and facet values.

The tables are in Chinese; the functions say a label in the language of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from analyzers import subjects
from analyzers.money import YUAN_PER_UNIT
from index.documents import UNBALANCED, UNREADABLE_AMOUNT, WITH_PROBLEMS, WITHOUT_AMOUNT, WITHOUT_INDICATORS
from index.fields import FIELDS
from index.query import vocabulary
from index.query.tree import Sort
from index.records import Severity
from search_app.wording.languages import gettext, is_english, pgettext

FIELD_LABELS: Mapping[str, str] = MappingProxyType({field.name: field.label for field in FIELDS})

#: Kinds of statements, as ``indexer/data/statements.yaml`` names them (a test keeps the two together).
STATEMENT_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "goals_project": "项目支出绩效目标表",
        "goals_overall": "整体绩效目标表",
        "three_public": "“三公”经费支出表",
        "procurement": "政府采购预算表",
        "purchase_services": "政府购买服务预算表",
        "government_fund": "政府性基金预算支出表",
        "state_capital": "国有资本经营预算支出表",
        "carry_over": "上年结转结余表",
        "assets": "国有资产占用情况表",
        "operating_cost": "机关运行经费支出表",
        "meetings_training": "会议费培训费明细表",
        "basic_function": "基本支出表（功能科目）",
        "basic_expenditure": "基本支出表（经济科目）",
        "project_expenditure": "项目支出表",
        "fiscal_income_expenditure": "财政拨款收支总表",
        "income_expenditure": "收支总表",
        "income": "收入总表",
        "general_economic": "一般公共预算支出表（经济科目）",
        "general_expenditure": "一般公共预算支出表",
        "expenditure_economic": "支出总表（经济科目）",
        "expenditure": "支出总表",
    }
)

SORT_LABELS: Mapping[Sort, str] = MappingProxyType(
    {
        Sort.RELEVANCE: "相关度",
        Sort.AMOUNT_DESC: "金额从高到低",
        Sort.AMOUNT_ASC: "金额从低到高",
        Sort.YEAR_DESC: "年度从新到旧",
        Sort.PLACE: "按地区",
    }
)

#: Formats of an export, as they are offered.
EXPORT_LABELS: Mapping[str, str] = MappingProxyType(
    {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "ndjson": "NDJSON", "parquet": "Parquet"}
)

#: Column meaning of a budget line -> the head shown above it.
COLUMN_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "total": "合计",
        "basic": "基本支出",
        "personnel": "人员经费",
        "public": "公用经费",
        "project": "项目支出",
        "operating": "经营支出",
        "upward": "上缴上级支出",
        "subsidy": "对附属单位补助支出",
        "planned": "预算数",
        "previous": "上年数",
    }
)

#: First part of a check's id -> what it compares (a test keeps them together with those of the indexer).
CHECK_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "balance": "收支平衡",
        "function": "功能科目加总",
        "economic": "经济科目加总",
        "basic": "基本支出两表一致",
        "projects": "项目合计",
        "three_public": "“三公”经费",
        "procurement": "政府采购",
        "income": "收入来源",
        "narrative": "正文与报表",
    }
)

#: Subjects of the narrative's figures, as ``indexer/data/figures.yaml`` names them (a test keeps the two together).
FIGURE_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "income": "收入",
        "expenditure": "支出",
        "basic": "基本支出",
        "project": "项目支出",
        "personnel": "人员经费",
        "public": "公用经费",
        "three_public": "“三公”经费",
        "abroad": "因公出国（境）费",
        "vehicles": "公务用车购置及运行费",
        "vehicle_purchase": "公务用车购置费",
        "vehicle_operation": "公务用车运行维护费",
        "reception": "公务接待费",
        "meetings": "会议费",
        "training": "培训费",
        "operating_cost": "机关运行经费",
        "commissioned": "委托业务费",
        "procurement": "政府采购",
        "procurement_goods": "政府采购货物",
        "procurement_works": "政府采购工程",
        "procurement_services": "政府采购服务",
        "vehicles_planned": "计划购置车辆",
        "vehicle_count": "车辆",
        "equipment_planned": "计划购置设备",
        "equipment": "设备",
    }
)

#: Sources of income, as ``indexer/data/incomes.yaml`` names them (a test keeps the two together).
INCOME_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "total": "收入总计",
        "year": "本年收入合计",
        "fiscal": "财政拨款",
        "general_budget": "一般公共预算",
        "government_fund": "政府性基金",
        "state_capital": "国有资本经营预算",
        "social_insurance": "社会保险基金",
        "fiscal_account": "财政专户管理资金",
        "unit_money": "单位资金",
        "business": "事业收入",
        "operating": "事业单位经营收入",
        "superior": "上级补助收入",
        "subordinate": "附属单位上缴收入",
        "other": "其他收入",
        "used_surplus": "使用非财政拨款结余",
        "account_balance": "上年实户资金余额",
        "carried_over": "上年结转结余",
        "unclassified": "未归类",
    }
)
#: Those that add up others.
INCOME_TOTALS = frozenset({"total", "year"})

SEVERITY_LABELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "错误", Severity.WARNING: "注意", Severity.INFO: "说明"}
)

LEVEL_LABELS: Mapping[int, str] = MappingProxyType({1: "类", 2: "款", 3: "项"})

#: Usual levels of indicators without the word 指标, translated in this context; others stay as printed.
INDICATOR_CONTEXT = "indicator"
INDICATOR_LEVELS = frozenset(
    {
        *("产出", "效益", "效果", "满意度", "成本", "过程", "投入", "管理"),
        *("数量", "质量", "时效", "经济成本", "社会成本", "生态环境成本", "生态成本", "经济效益"),
        *("社会效益", "生态效益", "环境效益", "可持续影响", "可持续发展"),
        *("服务对象满意度", "社会公众满意度", "受益对象满意度"),
    }
)

#: Printed units of amounts, and where such a unit stands (``index.records.Amount``).
UNITS = tuple(YUAN_PER_UNIT)
UNIT_ORIGINS = ("表头", "列头", "正文", "全文", "勾稽")
#: How a line came by its code (``index.records.BudgetLine``); PRINTED needs no remark.
PRINTED = "印刷"
CODE_ORIGINS = (PRINTED, "承上", "推断", "无")
QUALITY_FLAGS = (UNBALANCED, WITH_PROBLEMS, WITHOUT_AMOUNT, UNREADABLE_AMOUNT, WITHOUT_INDICATORS)

#: Code of a problem -> what it is about; its message tells the particulars in Chinese.
PROBLEM_LABELS: Mapping[str, str] = MappingProxyType(
    {
        "formula_without_result": "公式没有结果",
        "hidden_cells": "有隐藏的单元格",
        "image_page": "图片页未读取",
        "page_unreadable": "一页读不出来",
        "project_amounts_differ": "同一项目的金额不一致",
        "project_is_a_sum": "一个项目是其他项目之和",
        "projects_exceed": "项目合计多于项目支出",
        "projects_incomplete": "项目没有列全",
        "read_by_ocr": "文字由识别得来",
        "statement_unread": "一张报表没有读取",
        "too_many_edges": "线条太多的一页",
        "undecodable": "有字符无法解码",
        "unmapped_characters": "有字符没有对应的文字",
    }
)

#: Why a search was noted (``search_app.serving.noted_searches``).
NOTED_LABELS: Mapping[str, str] = MappingProxyType({"nothing": "没有找到", "wrong": "看不懂", "slow": "很慢"})

#: The context that names of top-level subjects are translated in: elsewhere they stay as printed.
SUBJECT_CONTEXT = "subject"
#: Fields with a fixed set of values, which are said in the language of the page.
_TRANSLATED = frozenset({*vocabulary.VALUE_NAMES, "department_type", "quality"})


def field_label(name: str) -> str:
    """What a field is called."""
    return gettext(FIELD_LABELS[name])


def kind_name(kind: str) -> str:
    """What one record of a kind is called, where its label as a facet's value stands for all of them."""
    return pgettext("one", vocabulary.value_label("kind", kind))


def level_label(level: int | None) -> str:
    """What the level of a subject is called, '' for none."""
    return gettext(LEVEL_LABELS.get(level or 0, ""))


def indicator_level(printed: str | None) -> str:
    """The level of an indicator, which is one of few words, in the language of the page; '' for none."""
    stem = (printed or "").removesuffix("指标")
    return pgettext(INDICATOR_CONTEXT, stem) if is_english() and stem in INDICATOR_LEVELS else printed or ""


def subject_gloss(code: str | None) -> str:
    """What a subject of the top level is about, on a page that is not in the language of its name; else ''."""
    name = code and is_english() and (subjects.function_name(code) or subjects.economic_name(code))
    return pgettext(SUBJECT_CONTEXT, name) if name and subjects.level(code or "") == 1 else ""


def problem_label(code: str) -> str:
    """What a problem is about on a page that is not in the language of its message; '' on one that is."""
    return gettext(PROBLEM_LABELS.get(code, "")) if is_english() else ""


def value_label(field: str, value: str) -> str:
    """Say one value of a field as a user reads it, e.g. ``kind`` project as 项目; unknown values stay as they are."""
    match field:
        case "code":
            return _code_label(value)
        case "year":
            return gettext("%(year)s年", year=value)
        case "check":
            return gettext(CHECK_LABELS.get(value, value))
        case "figure":
            return gettext(FIGURE_LABELS.get(value, value))
        case "income":
            return gettext(INCOME_LABELS.get(value, value))
        case "statement":
            return gettext(STATEMENT_LABELS.get(value, value))
        case _:
            named = vocabulary.value_label(field, value)
            return gettext(named) if field in _TRANSLATED else named


def _code_label(code: str) -> str:
    name = subjects.function_name(code) or subjects.economic_name(code)
    return f"{code} {name}" if name else code
