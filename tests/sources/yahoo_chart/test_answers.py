"""Answers of spark and chart in every shape that Yahoo gives them."""

from __future__ import annotations

from typing import Any

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.yahoo_chart.answers import from_chart, from_spark
from tests.cases import cases
from tests.sources.yahoo_chart import wire

ODD = (None, [], "text", 3, True, {"spark": []}, {"chart": {"result": {}}})


def test_a_chart_is_read() -> None:
    answer = from_chart(wire.chart(wire.result()))
    assert (answer.name, answer.flat) == ("IWM", False)
    assert answer.closes == [(wire.OPENS, 241.0), (wire.OPENS + 60, 241.1)]
    assert answer.meta["currency"] == "USD"


def test_both_shapes_of_spark_are_read_by_symbol() -> None:
    wide, is_flat = from_spark(wire.spark(wire.result(symbol="IWM"), wire.result(symbol="^RUT")))
    assert (sorted(wide), is_flat) == (["IWM", "^RUT"], False)
    flat, is_flat = from_spark({"IWM": wire.flat(), "^RUT": wire.flat("^RUT")})
    assert (sorted(flat), is_flat) == (["IWM", "^RUT"], True)
    assert flat["IWM"].closes == [(wire.OPENS, 241.0), (wire.OPENS + 60, 241.1)], "a null is no close"
    assert flat["IWM"].flat


def test_an_answer_without_symbols_is_no_error() -> None:
    assert from_spark({"spark": {"result": [], "error": None}}) == ({}, False)
    assert from_spark({}) == ({}, True)


@cases("data", [*ODD, {"spark": None}, {"spark": {"result": None}}, {"IWM": 3}])
def test_other_shapes_of_spark_are_bad_data(data: Any) -> None:
    with pytest.raises(BadData):
        from_spark(data)


@cases("data", [*ODD, {"chart": {"result": [None]}}, {"chart": {"result": [{}]}}])
def test_other_shapes_of_chart_are_bad_data(data: Any) -> None:
    with pytest.raises(BadData):
        from_chart(data)


def test_an_entry_whose_two_names_differ_is_left_out() -> None:
    data = wire.spark(wire.result(symbol="IWM"), wire.result(symbol="QQQ"))
    data["spark"]["result"][1]["symbol"] = "^RUT"
    assert list(from_spark(data)[0]) == ["IWM"]
    assert list(from_spark({"IWM": wire.flat(), "^RUT": wire.flat("QQQ")})[0]) == ["IWM"]


@cases("part", ["meta", "timestamp", "indicators"])
@cases("odd", [None, [], {}, "x", 3, True, [None], [[[]]], {"quote": [3]}, {"quote": {"a": 1}}])
def test_odd_parts_are_empty_and_raise_nothing(part: str, odd: Any) -> None:
    answer = from_chart(wire.chart({**wire.result(), part: odd}))
    assert isinstance(answer.closes, list)
    found, _ = from_spark({"spark": {"result": [{"symbol": "IWM", "response": [{**wire.result(), part: odd}]}, odd]}})
    assert list(found) == ["IWM"]


@cases("odd", [None, [], "x", 3, [None, "1", True, {}]])
def test_odd_closes_of_a_flat_answer_are_none(odd: Any) -> None:
    found, _ = from_spark({"IWM": wire.flat(close=odd), "X": odd})
    assert found["IWM"].closes == []


def test_text_is_plain() -> None:
    answer = from_chart(wire.chart(wire.result(currency="U\x1b[31mSD\u202e", exchangeName=["PCX"])))
    assert answer.text("currency") == "U[31mSD"
    assert answer.text("exchangeName") == ""
