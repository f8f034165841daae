"""What the metrics say so far of each class of route: how much was asked, refused, failed and slow."""

from __future__ import annotations

from dataclasses import dataclass

from prometheus_client.metrics_core import Metric

from search_app.serving.metrics import REQUESTS_METRIC, SECONDS_METRIC, collected
from search_app.serving.route_classes import RouteClass

#: Seconds beyond which an answer was slow: a bucket of the histogram.
SLOW_S = "0.5"


@dataclass(slots=True)
class ClassLoad:
    """Requests of one class since the server was started; nothing says what was asked."""

    kind: RouteClass
    answered: int = 0
    wrong: int = 0
    refused: int = 0
    failed: int = 0
    slow: int = 0
    seconds: float = 0.0

    @property
    def mean_ms(self) -> float | None:
        return self.seconds / self.answered * 1000 if self.answered else None


def loads() -> tuple[ClassLoad, ...]:
    """Every class in order, over all processes."""
    found = {kind: ClassLoad(kind) for kind in RouteClass}
    for metric in collected():
        if metric.name == REQUESTS_METRIC:
            _count(metric, found)
        elif metric.name == SECONDS_METRIC:
            _time(metric, found)
    return tuple(found.values())


def _count(metric: Metric, found: dict[RouteClass, ClassLoad]) -> None:
    for sample in metric.samples:
        if not sample.name.endswith("_total"):
            continue
        load, status = found[RouteClass(sample.labels["route_class"])], sample.labels["status"]
        times = int(sample.value)
        load.answered += times
        load.refused += times if status == "429" else 0
        load.wrong += times if status.startswith("4") and status != "429" else 0
        load.failed += times if status.startswith("5") else 0


def _time(metric: Metric, found: dict[RouteClass, ClassLoad]) -> None:
    for sample in metric.samples:
        load = found[RouteClass(sample.labels["route_class"])]
        if sample.name.endswith("_sum"):
            load.seconds = sample.value
        elif sample.name.endswith("_count"):
            load.slow += int(sample.value)
        elif sample.name.endswith("_bucket") and sample.labels["le"] == SLOW_S:
            load.slow -= int(sample.value)
