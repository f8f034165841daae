"""Charts: bars as SVG that stands in a page, drawn from plain figures by pygal.

Every chart lies on its side: Chinese names and exact amounts are long, and beside a bar both fit. What pygal adds for
pages of its own (style, script, tooltips) is taken out again, so that a strict content security policy has nothing to
refuse; colours come from ``yusou.css``. The figures of a chart are a table as well, ``Chart.head`` and ``Chart.rows``.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pygal  # type: ignore[import-untyped]  # it has no annotations
from markupsafe import Markup
from pygal.style import Style  # type: ignore[import-untyped]

from search_app.wording.formats import amount_text
from search_app.wording.languages import Language, gettext, marked_as_chinese

# pygal looks for maps with an import hook of a kind that Python 3.11 warns of and 3.12 ignores; nobody asks for maps.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__module__ != "pygal"]

#: Sizes in the units of the drawing, which is ``WIDTH`` wide and as high as its bars need.
WIDTH = 600
FONT_SIZE = 13
_ROW_HEIGHT = 30
_GROUPED_ROW_HEIGHT = 22
#: What stands below the bars: the words of the median, or the room that pygal leaves for none.
_AXIS_HEIGHT = 30
_NO_AXIS_HEIGHT = 12
_MARGIN = 8
_MOST_LABEL = 21 * FONT_SIZE
#: What pygal takes a character to be wide, in its font size, and what it puts between a label and the plot.
_PYGAL_CHARACTER = 0.6
_PYGAL_SPACING = 10

#: What pygal draws for its own script and style, by element and by class.
_SUPERFLUOUS_ELEMENTS = frozenset({"defs", "desc", "title"})
_SUPERFLUOUS_CLASSES = frozenset({"background", "titles", "plot overlay", "plot tooltip-overlay"})
_KEPT_ATTRIBUTES = frozenset({"class", "d", "height", "transform", "viewBox", "width", "x", "y"})
_LONG_NUMBER = re.compile(r"(\d+\.\d)\d+")
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Series:
    """Figures in yuan, one for each label of the chart; None where nothing is printed."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Amounts by name.

    ``name`` is what its address calls it; ``head`` names what the labels are. ``hrefs`` are the pages of the labels,
    if they have any. Series stand beside each other, or ``stacked`` on one another. ``chosen`` is the place of the
    label to tell from the others, ``median`` an amount that a line is drawn at.
    """

    name: str
    title: str
    labels_head: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    csv_href: str
    hrefs: tuple[str | None, ...] = ()
    stacked: bool = False
    chosen: int | None = None
    median: Decimal | None = None

    @property
    def head(self) -> tuple[str, ...]:
        """The head of its table."""
        return self.labels_head, *(one.name for one in self.series)

    @property
    def rows(self) -> Iterator[tuple[str, str | None, tuple[Decimal | None, ...]]]:
        """The rows of its table: label, address or None, amounts; last the median without an address."""
        hrefs = self.hrefs or (None,) * len(self.labels)
        columns = zip(*(one.values for one in self.series), strict=True)
        yield from zip(self.labels, hrefs, columns, strict=True)
        if self.median is not None:
            yield gettext("中位数"), None, (self.median, *(None for _ in self.series[1:]))

    @property
    def csv_rows(self) -> Iterator[tuple[str | Decimal | None, ...]]:
        """The rows of its table as a file holds them."""
        return ((label, *amounts) for label, _, amounts in self.rows)

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to draw."""
        return any(value is not None for one in self.series for value in one.values)


def by_name(charts: Iterable[Chart]) -> dict[str, Chart]:
    """The charts of a page by their names."""
    return {chart.name: chart for chart in charts}


def draw(chart: Chart) -> Markup:
    """The chart as an ``<svg>`` element without style, script or address.

    Raises:
        ValueError: it has no figures.
    """
    if not chart.has_figures:
        raise ValueError(f"no figures: {chart.name}")
    drawn = _bars(chart, [_shortened(_clean(label)) for label in chart.labels])
    drawn.add_xml_filter(lambda root: _tidied(root, chart))
    # Safe: what is serialised is a tree, whose texts and attributes are escaped.
    return Markup(drawn.render(is_unicode=True))


def summary(chart: Chart) -> str:
    """What the chart shows, in a sentence for those who do not see it."""
    named = [(total, label) for total, label in zip(_totals(chart), chart.labels, strict=True) if total is not None]
    most, least = max(named, key=lambda one: one[0]), min(named, key=lambda one: one[0])
    told = gettext(
        "%(number)s 项，最多的是%(most)s（%(high)s），最少的是%(least)s（%(low)s）。",
        number=len(named),
        most=most[1],
        high=amount_text(most[0]),
        least=least[1],
        low=amount_text(least[0]),
    )
    return told if chart.median is None else told + gettext("中位数 %(amount)s。", amount=amount_text(chart.median))


def _bars(chart: Chart, labels: Sequence[str]) -> Any:
    """The pygal chart, whose first label is its lowest: pygal counts from the axis."""
    kind = pygal.HorizontalStackedBar if chart.stacked else pygal.HorizontalBar
    room = max(map(_width, labels))
    estimated = _PYGAL_CHARACTER * FONT_SIZE * max(map(len, labels))
    drawn = kind(
        style=Style(label_font_size=FONT_SIZE, value_font_size=FONT_SIZE),
        width=WIDTH,
        height=_height(chart),
        margin=_MARGIN,
        margin_left=room - estimated + _MARGIN,
        range=_range(chart, WIDTH - room - _PYGAL_SPACING - 2 * _MARGIN),
        classes=("bars-chart",),
        css=(),
        js=(),
        show_legend=False,
        truncate_label=-1,
        print_values=True,
        print_values_position="top",
        disable_xml_declaration=True,
        no_prefix=True,
    )
    drawn.x_labels = list(reversed(labels))
    drawn.y_labels, drawn.y_labels_major = _value_axis(chart)
    for name, points in _drawn_series(chart):
        drawn.add(name, list(reversed(points)))
    return drawn


def _height(chart: Chart) -> int:
    rows = len(chart.labels)
    beside = 1 if chart.stacked else len(chart.series)
    per_row = _ROW_HEIGHT if beside == 1 else beside * _GROUPED_ROW_HEIGHT + 8
    return rows * per_row + 2 * _MARGIN + (_NO_AXIS_HEIGHT if chart.median is None else _AXIS_HEIGHT)


def _value_axis(chart: Chart) -> tuple[list[dict[str, object]], list[float]]:
    """A line at zero, which needs no word, and one at the median; and which of them is the major one."""
    zero: dict[str, object] = {"label": "", "value": 0}
    if chart.median is None:
        return [zero], []
    worded = gettext("中位数 %(amount)s", amount=amount_text(chart.median))
    return [zero, {"label": worded, "value": float(chart.median)}], [float(chart.median)]


def _drawn_series(chart: Chart) -> Iterator[tuple[str, list[dict[str, object] | None]]]:
    """Name and points of each; a stack is topped by an empty series, which says what it adds up to."""
    for one in chart.series:
        yield one.name, [_point(chart, place, value) for place, value in enumerate(one.values)]
    if chart.stacked:
        yield (
            "",
            [
                {"value": 0, "formatter": _saying(amount_text(total))} if total is not None else None
                for total in _totals(chart)
            ],
        )


def _point(chart: Chart, place: int, value: Decimal | None) -> dict[str, object] | None:
    if value is None:
        return {"value": 0, "formatter": _saying("")} if chart.stacked else None
    worded = _saying("" if chart.stacked else amount_text(value))
    chosen = {"node": {"class": "rect chosen"}} if place == chart.chosen else {}
    return {"value": float(value), "formatter": worded, **chosen}


def _saying(words: str) -> Callable[[float], str]:
    """A formatter that says the exact amount, whatever float pygal has made of it."""

    def formatter(_: float) -> str:
        return words

    return formatter


def _totals(chart: Chart) -> list[Decimal | None]:
    """What each label stands for: the sum of a stack, else the figure of the first series that has one."""
    columns = (
        [value for value in column if value is not None]
        for column in zip(*(one.values for one in chart.series), strict=True)
    )
    return [(sum(found, Decimal(0)) if chart.stacked else found[0]) if found else None for found in columns]


def _range(chart: Chart, room: float) -> tuple[float, float]:
    """The lowest and the highest amount drawn, so that in ``room`` the figures beside the bars are not cut."""
    totals = _totals(chart) if chart.stacked else [value for one in chart.series for value in one.values]
    amounts = [Decimal(0), *(amount for amount in (*totals, chart.median) if amount is not None)]
    low, high = float(min(amounts)), float(max(amounts))
    words = max(_width(amount_text(amount)) for amount in amounts) + FONT_SIZE
    sides = (low < 0) + (high > 0)
    per_unit = (high - low or 1.0) / max(room - sides * words, room / 4)
    return low - (low < 0) * words * per_unit, high + (high > 0 or low == 0) * words * per_unit


def _width(text: str) -> float:
    """About how wide a text is in the drawing: a Chinese character is as wide as high, others a little over half."""
    return FONT_SIZE * sum(1.0 if character > "\u2e7f" else 0.58 for character in text)


def _shortened(label: str) -> str:
    """A label that leaves room for its bar, without its middle: names that begin alike differ in how they end.

    Its table says all of it.
    """
    if _width(label) <= _MOST_LABEL:
        return label
    kept = len(label)
    while _width(shortened := f"{label[: kept - kept // 2]}…{label[len(label) - kept // 2 :]}") > _MOST_LABEL:
        kept -= 1
    return shortened


def _clean(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def _tidied(root: Any, chart: Chart) -> Any:
    """The tree without what pages have no use for, with what it shows said in words."""
    _prune(root)
    for element in root.iter():
        for name, value in element.attrib.items():
            element.set(name, _LONG_NUMBER.sub(r"\1", value))
    for text in root.iter("text"):
        _place(text)
    told = _child(root, 0, "title", chart.title), _child(root, 1, "desc", summary(chart))
    for text in (*told, *root.iter("text")):
        if marked_as_chinese(text.text):
            text.set("lang", Language.CHINESE)
    root.attrib.update({"role": "img", "font-size": str(FONT_SIZE), "fill": "currentColor"})
    return root


def _prune(element: Any) -> None:
    """Take out comments, what is for pygal's own script, and attributes that say nothing or are styles."""
    for name, value in element.attrib.items():
        if name not in _KEPT_ATTRIBUTES or not value:
            del element.attrib[name]
    for child in list(element):
        if _is_superfluous(child):
            element.remove(child)
        else:
            _prune(child)


def _is_superfluous(element: Any) -> bool:
    """Comments, whose tag is no text, bars without a length and texts without words count too."""
    if not isinstance(element.tag, str) or element.tag in _SUPERFLUOUS_ELEMENTS:
        return True
    is_empty = (element.tag == "text" and not element.text) or (element.tag == "rect" and not element.get("width"))
    return is_empty or element.get("class") in _SUPERFLUOUS_CLASSES


def _place(text: Any) -> None:
    """Where a text stands at its point: names of bars before, figures behind the end of a bar, others in the middle."""
    if text.get("class") == "value":
        text.set("text-anchor", "end" if text.text.startswith("-") else "start")
    else:
        text.set("text-anchor", "middle" if text.get("class") == "major" else "end")


def _child(root: Any, place: int, name: str, words: str) -> Any:
    child = root.makeelement(name, {})
    child.text = _clean(words)
    root.insert(min(place, len(root)), child)
    return child
