"""What the API answers with: the dataclasses that define its JSON. OpenAPI derives from them, tests hold to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from index.answers.suggest import SuggestionKind
from index.json_form.numbers import Yuan
from index.records import (
    BudgetLine,
    Identity,
    PageText,
    Project,
    RecordKind,
    Section,
    Stage,
)

Snapshot = Annotated[int, "数据快照：资料库每变动一次就增加"]
NextCursor = Annotated[str | None, "下一页的 cursor；null 表示没有下一页"]
RecordId = Annotated[str, "记录编号：文件编号、类别字母、在文件中的次序"]


@dataclass(frozen=True, slots=True)
class HighlightForm:
    """命中的一段原文。"""

    field: str
    text: str
    ranges: Annotated[tuple[tuple[int, ...], ...], "[起, 止)，text 里命中的位置"]


@dataclass(frozen=True, slots=True)
class ReasonForm:
    """两个项目共有的一个词。"""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class HitForm:
    """找到的一条记录。"""

    id: RecordId
    kind: RecordKind
    name: str
    file: str
    sha256: str
    province: str | None
    prefecture: str | None
    county: str | None
    division_code: str | None
    department: str | None
    year: int | None
    stage: Stage | None
    amount: Yuan
    code: str | None
    page: int | None
    score: float
    highlights: tuple[HighlightForm, ...]
    why: Annotated[tuple[ReasonForm, ...], "只在类似项目里有"]


@dataclass(frozen=True, slots=True)
class FacetValueForm:
    """一个取值和它的记录数。"""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class BucketForm:
    """金额在 [low, high) 的记录数；null 表示不限。"""

    low: Yuan
    high: Yuan
    count: int


@dataclass(frozen=True, slots=True)
class StatsForm:
    """全部命中记录里列有金额的，合计、最小、最大。"""

    count: int
    sum: Yuan
    min: Yuan
    max: Yuan


@dataclass(frozen=True, slots=True)
class LeftOutForm:
    """列有金额但没有计入的记录。"""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class StatisticsForm:
    """全部命中记录的金额，同一笔钱只计一次；added 说明加总了什么。"""

    count: int
    sum: Yuan
    min: Yuan
    max: Yuan
    median: Yuan
    p10: Yuan
    p90: Yuan
    added: str
    left_out: tuple[LeftOutForm, ...]


@dataclass(frozen=True, slots=True)
class SearchForm:
    """一次检索的一页结果，和对全部命中记录的统计。"""

    total: int
    took_ms: float
    engine_ms: float
    query: str
    relaxed: Annotated[str | None, "原来的检索式几乎找不到什么时，改问了什么"]
    hits: tuple[HitForm, ...]
    facets: Annotated[Mapping[str, tuple[FacetValueForm, ...]], "每个分面不计自己的筛选"]
    histogram: tuple[BucketForm, ...]
    stats: StatisticsForm
    next_cursor: NextCursor
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class SuggestionForm:
    """可以检索的一个说法；query 是检索式，count 是至少能找到几条。"""

    kind: SuggestionKind
    text: str
    query: str
    count: int
    link: str


@dataclass(frozen=True, slots=True)
class SuggestForm:
    """输入了一部分时的建议，合适的在前。"""

    suggestions: tuple[SuggestionForm, ...]


@dataclass(frozen=True, slots=True)
class FacetsForm:
    """分面的取值和记录数。"""

    total: int
    facets: Mapping[str, tuple[FacetValueForm, ...]]
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class ProjectRecordForm:
    """一个项目。"""

    id: RecordId
    kind: RecordKind
    document_id: str
    sha256: str
    document: Identity
    project: Project


@dataclass(frozen=True, slots=True)
class SectionRecordForm:
    """一个章节。"""

    id: RecordId
    kind: RecordKind
    document_id: str
    sha256: str
    document: Identity
    section: Section


@dataclass(frozen=True, slots=True)
class LineRecordForm:
    """一个科目行。"""

    id: RecordId
    kind: RecordKind
    document_id: str
    sha256: str
    document: Identity
    line: BudgetLine


@dataclass(frozen=True, slots=True)
class PageForm:
    """一页的文字。"""

    document_id: str
    page: PageText


@dataclass(frozen=True, slots=True)
class SimilarStatsForm:
    """类似项目的金额；没有金额时为 null。"""

    count: int
    median: Yuan
    min: Yuan
    max: Yuan


@dataclass(frozen=True, slots=True)
class UnitCostForm:
    """两个项目都印有同一种数量时，各自的单位成本。"""

    unit: str
    cost: Yuan
    other_cost: Yuan


@dataclass(frozen=True, slots=True)
class ComparisonForm:
    """一个类似项目与本项目的对照，次序与 hits 相同。"""

    same_subject: bool
    amount_ratio: Annotated[float | None, "类似项目的金额是本项目的几倍"]
    indicators: tuple[str, ...]
    unit_costs: tuple[UnitCostForm, ...]


@dataclass(frozen=True, slots=True)
class SimilarForm:
    """其他县市的类似项目，最像的在前。"""

    project: HitForm
    hits: tuple[HitForm, ...]
    comparisons: tuple[ComparisonForm, ...]
    stats: SimilarStatsForm


@dataclass(frozen=True, slots=True)
class FindingForm:
    """一条不成立的勾稽。"""

    document_id: str
    check: str
    kind: str
    formula: str
    left: Yuan
    right: Yuan
    difference: Yuan
    province: str | None
    prefecture: str | None
    county: str | None
    division_code: str | None
    department: str | None
    department_type: str | None
    year: int | None
    stage: Stage | None
    pages: tuple[int, ...]
    link: str


@dataclass(frozen=True, slots=True)
class FindingsForm:
    """不成立的勾稽，差额大的在前。"""

    total: int
    snapshot: Snapshot
    findings: tuple[FindingForm, ...]
    next_cursor: NextCursor


@dataclass(frozen=True, slots=True)
class GroupForm:
    """一个取值之下的记录数，和其中列有金额的合计。"""

    value: str
    label: str
    count: int
    stats: StatsForm


@dataclass(frozen=True, slots=True)
class AggregateForm:
    """按一个分面分组的合计。"""

    by: str
    total: int
    added: Annotated[RecordKind | None, "金额只加这一类记录；null 表示没有可以相加的"]
    groups: Annotated[tuple[GroupForm, ...], "记录多的在前"]
    truncated: Annotated[bool, "还有更多取值没有列出"]
    snapshot: Snapshot


@dataclass(frozen=True, slots=True)
class ErrorForm:
    """出了什么错，怎样改正。"""

    kind: str
    message: str
    span: Annotated[tuple[int, ...] | None, "[起, 止)，检索式里出错的位置"]
    hint: str
    repaired: Annotated[str | None, "可以用的检索式"]
    parameter: Annotated[str | None, "出错的参数"]
