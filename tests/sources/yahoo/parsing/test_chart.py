"""Facts beside the bars of a chart: currency, zone, and how fine a price is."""

from __future__ import annotations

import json

from r2k_tui.sources.yahoo.parsing.chart import ChartFacts, chart_facts, drop_truths
from tests.cases import cases


@cases("data", [None, {}, {"chart": None}, {"chart": {"result": []}}, {"chart": {"result": [5]}}])
def test_charts_of_odd_shape_have_no_facts(data: object) -> None:
    assert chart_facts(data) == ChartFacts()


@cases("indicators", [None, [], {"quote": None}, {"quote": []}, {"quote": [5]}, {"quote": [{"close": True}]}])
def test_odd_shapes_without_bars_stay_as_they_are(indicators: object) -> None:
    data = {"chart": {"result": [{"indicators": indicators}]}}
    before = json.dumps(data)
    drop_truths(data)
    assert json.dumps(data) == before


def test_facts_of_a_chart() -> None:
    result = {
        "meta": {"symbol": "x", "firstTradeDate": -5},
        "timestamp": [10, 20, 20, 15],
        "indicators": {"quote": [{"volume": [1, None, 3, 4]}]},
    }
    facts = chart_facts({"chart": {"result": [result]}})
    assert facts == ChartFacts(known=True, bars=4, unordered=2, without_volume=(20,), symbol="X", first_trade=-5.0)
