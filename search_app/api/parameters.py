"""Parameters of the API, derived from what the pages understand."""

from __future__ import annotations

from index.catalog.findings import FINDING_FIELDS
from index.query.tree import DEFAULT_LIMIT, Sort
from index.sentence import Sentence
from search_app.addresses.finding_args import PAGE_SIZE
from search_app.addresses.lookup import DOCUMENT_ID_PATTERN, MOST_PAGES, RECORD_ID_PATTERN
from search_app.addresses.query_args import EXCLUDE_PREFIX, FACET_NAMES, MAX_LIMIT
from search_app.api.operations import Parameter
from search_app.views.findings import FINDING_LABELS
from search_app.views.kinds import KindOrder
from search_app.wording.labels import FIELD_LABELS

_CURSOR = Parameter("cursor", Sentence("上一页给出的 next_cursor"))


def _limit(default: int) -> Parameter:
    schema = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": default}
    return Parameter("limit", Sentence("一页几条"), schema)


#: What narrows a search.
QUERY = (
    Parameter("q", Sentence("检索式，同网页的搜索框"), {"type": "string", "maxLength": 512}),
    *(
        Parameter(name, Sentence("%(field)s，任一个", field=Sentence(FIELD_LABELS[name])), repeated=True)
        for name in FACET_NAMES
    ),
    *(
        Parameter(
            EXCLUDE_PREFIX + name, Sentence("不要这些%(field)s", field=Sentence(FIELD_LABELS[name])), repeated=True
        )
        for name in FACET_NAMES
    ),
    Parameter("min", Sentence("最低金额：200000、20万、1.5亿")),
    Parameter("max", Sentence("最高金额")),
)
#: What orders and pages its hits.
PAGING = (
    Parameter(
        "sort",
        Sentence("排序"),
        {"type": "string", "enum": [str(sort) for sort in Sort], "default": str(Sort.RELEVANCE)},
    ),
    _limit(DEFAULT_LIMIT),
    _CURSOR,
)
FINDINGS = (
    *(
        Parameter(name, Sentence("%(field)s，任一个", field=Sentence(FINDING_LABELS[name])), repeated=True)
        for name in FINDING_FIELDS
    ),
    _limit(PAGE_SIZE),
    _CURSOR,
)
KINDS = (
    Parameter("name", Sentence("种类名称里的字，或者它的拼音")),
    Parameter("kind", Sentence("一个种类的名称：列出归入它的项目")),
    Parameter(
        "sort",
        Sentence("排序"),
        {"type": "string", "enum": [str(order) for order in KindOrder], "default": str(KindOrder.COUNTIES)},
    ),
)
DOCUMENT = Parameter(
    "document",
    Sentence("文件编号：SHA-256 的前 16 位"),
    {"type": "string", "pattern": f"^{DOCUMENT_ID_PATTERN}$"},
    in_path=True,
)
RECORD = Parameter(
    "record", Sentence("记录编号"), {"type": "string", "pattern": f"^{RECORD_ID_PATTERN}$"}, in_path=True
)
PAGE = Parameter(
    "number", Sentence("页码，从 1 起"), {"type": "integer", "minimum": 1, "maximum": MOST_PAGES}, in_path=True
)
FACET = Parameter("field", Sentence("分面，默认全部"), {"type": "string", "enum": list(FACET_NAMES)}, repeated=True)
BY = Parameter("by", Sentence("按哪个分面分组"), {"type": "string", "enum": list(FACET_NAMES)})
FORMAT = Parameter(
    "format",
    Sentence("文件格式"),
    {"type": "string", "enum": ["csv", "xlsx", "json", "ndjson", "parquet"]},
    in_path=True,
)
COMPARED = Parameter("id", Sentence("项目编号，或者六位区划代码，最多六个"), repeated=True)
TYPED = Parameter("q", Sentence("已经输入的文字"))
