"""What is typed to make an alert."""

from __future__ import annotations

import tomllib

import msgspec
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.alerts.rule import RuleSettings, fault_of
from r2k_tui.ui.dialogs.drawing.alert_request import fields_of, preview, read
from tests.cases import cases


def of(text: str) -> RuleSettings:
    rule = read(text, "IWM")
    assert isinstance(rule, RuleSettings), rule
    return rule


@cases(
    ("text", "wanted"),
    [
        ("> 250", {"op": "above", "value": 250.0}),
        (">250", {"op": "above", "value": 250.0}),
        ("above 1,250.5", {"op": "above", "value": 1250.5}),
        ("< 240 close", {"op": "below", "value": 240.0, "confirm": "close"}),
        ("crosses > 250", {"op": "crosses_above", "value": 250.0}),
        ("Crosses Below 250", {"op": "crosses_below", "value": 250.0}),
        ("2% in 15m", {"op": "changes_by", "value": "2%", "within": "15m"}),
        ("-2.5 % in 1 h", {"op": "changes_by", "value": "2.5%", "within": "1h"}),
        ("record", {"op": "new_record"}),
        ("new record close", {"op": "new_record", "confirm": "close"}),
        ("rsi14 > 70", {"field": "rsi14", "op": "above", "value": 70.0}),
        ("change_fraction < -2%", {"field": "change_fraction", "op": "below", "value": "-2%"}),
        ("volume > 5000000", {"field": "volume", "op": "above", "value": 5e6}),
    ],
)
def test_a_rule_about_the_symbol(text: str, wanted: dict[str, object]) -> None:
    assert of(text) == msgspec.convert({"field": "price", "symbol": "IWM", **wanted}, RuleSettings)


@cases(
    ("text", "field", "value"),
    [
        ("risk_zone becomes stress", "risk_zone", "stress"),
        ("risk_zone becomes", "risk_zone", None),
        ("risk_score > 75", "risk_score", 75.0),
        ("feed.quotes becomes failing", "feed.quotes", "failing"),
    ],
)
def test_what_is_about_no_symbol(text: str, field: str, value: object) -> None:
    assert (of(text).field, of(text).value, of(text).symbol) == (field, value, None)


@cases(
    ("text", "words"),
    [
        ("", "not understood"),
        ("250", "not understood"),
        ("> many", "not understood"),
        ("rsi15 > 70", "did you mean rsi14"),
        ("price becomes high", "is a number"),
        ("risk_zone > 3", "becomes"),
        ("0% in 15m", "above 0"),
        ("2% in 999999m", "not understood"),
    ],
)
def test_what_is_refused_says_why(text: str, words: str) -> None:
    refused = read(text, "IWM")
    assert isinstance(refused, str) and words in refused


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_rule_or_words(text: str) -> None:
    rule = read(text, "IWM")
    assert isinstance(rule, str) or fault_of(rule) is None


@cases("text", ["> 250", "2% in 15m", "record close", "risk_zone becomes stress", "rsi14 > 70"])
def test_what_is_written_down_is_the_rule(text: str) -> None:
    rule = of(text)
    written = tomllib.loads(tomlkit.dumps(fields_of(rule)))
    again = msgspec.convert(written, RuleSettings)
    assert msgspec.structs.replace(again, name=None) == rule and again.title == rule.title


def test_the_preview_says_what_would_fire_at_once() -> None:
    assert preview(of("> 250"), 240.0) == "IWM price above 250  (now 240.00)"
    assert "fires at once" in preview(of("> 250"), 260.0)
    assert "fires at once" not in preview(of("crosses > 250"), 260.0)
    assert preview(of("rsi14 > 70 close"), 260.0) == "IWM rsi14 above 70 at the close"
