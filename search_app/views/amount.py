"""The amount filter as it is shown: bounds, presets, and a histogram whose bars are links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.engine import HistogramBucket
from index.query.tree import Query, Range
from search_app.addresses.links import search_link
from search_app.addresses.query_args import AMOUNT_FIELD, amount_range
from search_app.addresses.query_edits import with_amount
from search_app.wording.formats import short_amount, typed_amount
from search_app.wording.languages import counted, gettext

_WAN_FEN = 10_000 * 100

#: (lowest, highest) in 万元, both included; None is open.
PRESETS: tuple[tuple[int | None, int | None], ...] = ((None, 10), (10, 50), (50, 200), (200, 1000), (1000, None))

#: Size of the drawing in its own units; the template draws the axis under the bars.
CHART_WIDTH = 240
BAR_HEIGHT = 60
_LEAST_BAR = 2


@dataclass(frozen=True, slots=True)
class AmountPreset:
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bucket: where it stands, how high it is, what it says, where it leads."""

    x: float
    slot: float
    height: float
    label: str
    href: str
    within: bool


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class AmountView:
    low: str
    high: str
    presets: tuple[AmountPreset, ...]
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


def amount_view(query: Query, histogram: Sequence[HistogramBucket]) -> AmountView:
    """Show the bounds of a query and the histogram of what it finds; bars start and end where there is something."""
    bounds = amount_range(query)
    buckets = _without_empty_ends(histogram)
    return AmountView(
        typed_amount(bounds.low),
        typed_amount(bounds.high),
        tuple(_presets(query)),
        tuple(_bars(query, buckets)),
        tuple(_ticks(buckets)),
    )


def _presets(query: Query) -> Iterator[AmountPreset]:
    for low, high in PRESETS:
        edited = with_amount(query, low and low * _WAN_FEN, high and high * _WAN_FEN)
        yield AmountPreset(_span_words(low and low * _WAN_FEN, high and high * _WAN_FEN), search_link(edited))


def _without_empty_ends(histogram: Sequence[HistogramBucket]) -> Sequence[HistogramBucket]:
    """From the first bucket that holds something to the last; none where one holds everything: that says nothing."""
    filled = [place for place, bucket in enumerate(histogram) if bucket.count]
    return histogram[filled[0] : filled[-1] + 1] if len(filled) > 1 else ()


def _bars(query: Query, buckets: Sequence[HistogramBucket]) -> Iterator[Bar]:
    """One bar a bucket. Its link bounds the amount to exactly what the bucket counts, hence one fen below its end."""
    highest = max((bucket.count for bucket in buckets), default=0)
    slot = CHART_WIDTH / max(len(buckets), 1)
    for place, bucket in enumerate(buckets):
        last_fen = None if bucket.high_fen is None else bucket.high_fen - 1
        yield Bar(
            x=round(place * slot, 2),
            slot=round(slot, 2),
            height=round(max(BAR_HEIGHT * bucket.count / highest, _LEAST_BAR), 2) if bucket.count else 0,
            label=counted("%(span)s：%(number)s 条", bucket.count, span=_span_words(bucket.low_fen, bucket.high_fen)),
            href=search_link(with_amount(query, bucket.low_fen, last_fen)),
            within=_within(query, bucket),
        )


def _ticks(buckets: Sequence[HistogramBucket]) -> Iterator[Tick]:
    """The edges between buckets, as many as have room."""
    slot = CHART_WIDTH / max(len(buckets), 1)
    edges = [(place * slot, bucket.low_fen) for place, bucket in enumerate(buckets) if place and bucket.low_fen]
    step = 1 + len(edges) // 6
    for x, low_fen in edges[::step]:
        yield Tick(round(x, 2), short_amount(low_fen))


def _within(query: Query, bucket: HistogramBucket) -> bool:
    """Whether the bucket holds amounts that the query's bounds, if any, let through."""
    bounds = amount_range(query)
    starts_in_time = bounds.high is None or bucket.low_fen is None or bucket.low_fen <= bounds.high
    ends_late_enough = bounds.low is None or bucket.high_fen is None or bucket.high_fen > bounds.low
    return starts_in_time and ends_late_enough and bounds != Range(AMOUNT_FIELD)


def _span_words(low_fen: int | None, high_fen: int | None) -> str:
    if low_fen is None:
        return gettext("%(amount)s以下", amount=short_amount(high_fen or 0))
    if high_fen is None:
        return gettext("%(amount)s以上", amount=short_amount(low_fen))
    return f"{short_amount(low_fen)}–{short_amount(high_fen)}"
