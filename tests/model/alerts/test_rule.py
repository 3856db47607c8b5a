"""A rule as it is written in the settings, and what is wrong with one."""

from __future__ import annotations

from typing import Any

from r2k_tui.model.alerts.rule import RuleSettings, fault_of, is_relative, seconds_of, unit_of
from tests.cases import cases


@cases(("span", "seconds"), [("90s", 90), ("15m", 900), ("2h", 7200), ("1d", 86_400), (None, 0)])
def test_stretches_of_time(span: str | None, seconds: float) -> None:
    assert seconds_of(span) == seconds


def test_units_of_fields() -> None:
    assert [unit_of(field) for field in ("price", "risk_zone", "feed.quotes", "feed_down.quotes", "rsi14")] == [
        *("price", "text", "text", "minutes", "index")
    ]
    assert unit_of("feed.") is unit_of("no_such") is None


def test_a_change_of_a_price_is_a_share_and_that_of_an_index_a_difference() -> None:
    assert is_relative("price") and is_relative("volume")
    assert not is_relative("rsi14")


@cases(("value", "number"), [(250.0, 250.0), ("2%", 0.02), ("-1.5 %", -0.015), ("2", None), (True, None)])
def test_the_number_of_a_rule(value: Any, number: float | None) -> None:
    assert RuleSettings("price", "above", value=value).number == number


def test_a_rule_without_a_name_is_called_by_what_it_says() -> None:
    rule = RuleSettings("price", "crosses_above", symbol="IWM", value=250.0)
    assert rule.title == "IWM price crosses above 250"
    assert RuleSettings("price", "above", name="mine", value=1.0).title == "mine"


@cases(
    ("parts", "key", "words"),
    [
        ({"field": "pryce", "op": "above", "value": 1.0}, "field", "did you mean price?"),
        ({"field": "feed_down.quotes", "op": "becomes"}, "op", "above is the operator"),
        ({"field": "price", "op": "becomes"}, "op", "is a number"),
        ({"field": "risk_zone", "op": "above", "value": 1.0}, "op", "becomes is the operator"),
        ({"field": "risk_zone", "op": "becomes", "value": True}, "value", "a text"),
        ({"field": "price", "op": "new_record", "value": 1.0}, "value", "takes no value"),
        ({"field": "price", "op": "above"}, "op", "needs a number"),
        ({"field": "price", "op": "above", "value": "much"}, "value", "needs a number"),
        ({"field": "price", "op": "above", "value": 1.0, "within": "5m"}, "within", "for changes_by"),
        ({"field": "price", "op": "changes_by", "value": 1.0}, "op", "within"),
        ({"field": "price", "op": "changes_by", "value": 0.0, "within": "5m"}, "value", "above 0"),
        ({"field": "price", "op": "changes_by", "value": 1.0, "within": "5m", "confirm": "close"}, "confirm", "closes"),
    ],
)
def test_what_is_wrong_is_said_of_its_key(parts: dict[str, Any], key: str, words: str) -> None:
    fault = fault_of(RuleSettings(**parts))
    assert fault is not None
    assert fault.key_path == (key,)
    assert words in fault.message


def test_nothing_is_wrong_with_these() -> None:
    assert fault_of(RuleSettings("price", "changes_by", value="2%", within="15m")) is None
    assert fault_of(RuleSettings("risk_zone", "becomes")) is None
    assert fault_of(RuleSettings("price", "new_record")) is None
