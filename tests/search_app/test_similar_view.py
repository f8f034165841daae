"""What the panel of similar projects says of one of them."""

from __future__ import annotations

from decimal import Decimal

from index.documents import IndexDocument
from index.hit import Hit, Reason
from index.records import RecordKind
from index.similarity.quantities import Quantity, UnitCost
from index.similarity.similar import AmountSummary, Comparison, SimilarPage
from search_app.views.similar import CostOfOne, similar_view


def project(name: str) -> IndexDocument:
    return IndexDocument(id="00000000000000aa-p0", document_id="00000000000000aa", kind=RecordKind.PROJECT, name=name)


def test_a_similar_project_says_what_it_shares_and_what_one_costs_each() -> None:
    cost = UnitCost("条", Quantity("专线", Decimal(4), "条"), Quantity("专线", Decimal(2), "条"), 10_00, 20_50)
    comparison = Comparison(same_subject=True, amount_ratio=1.0, indicators=("专线数量",), unit_costs=(cost,))
    hit = Hit(project("外网线路费"), 0.5, why=(Reason("外网", 0.4),))
    page = SimilarPage(Hit(project("外网费"), 1.0), (hit,), AmountSummary(0, None, None, None), (comparison,))
    (shown,) = similar_view(page).hits
    assert (shown.shared, shown.same_subject, shown.indicators) == (("外网",), True, ("专线数量",))
    assert shown.costs == (CostOfOne("条", Decimal("20.5"), Decimal(10)),)
