"""What is said of rules and of what fires."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.alerts.rules.messages import LONGEST, condition_of, message_of, shown
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import Fired, Sample
from r2k_tui.model.alerts.alert import AlertValue
from tests.cases import cases
from tests.engine.alerts.rules.evaluation import START, rule


@cases(
    ("given", "words"),
    [
        (rule("above", 250.0), "price above 250.00"),
        (rule("crosses_below", 0.02, field="change_fraction"), "change fraction crosses below 2.00%"),
        (rule("changes_by", 0.02, within_s=900.0, relative=True), "price moves 2% in 15 min"),
        (rule("changes_by", 5.0, within_s=86400.0, field="rsi14"), "rsi14 moves 5.00 in 1 d"),
        (rule("becomes", "stress", field="risk_zone"), "risk zone becomes stress"),
        (rule("becomes", None, field="feed.quotes"), "feed: quotes becomes another"),
        (rule("new_record", None, at_close=True), "price above everything before at the close"),
        (rule("above", 250.0, hysteresis=1.0, confirm=3), "price above 250.00 (armed again past 1.00) in 3 looks"),
        (rule("above", 250.0, words="own words"), "own words"),
    ],
)
def test_what_a_rule_waits_for(given: Rule, words: str) -> None:
    assert condition_of(given) == words


@cases(
    ("given", "value", "before", "words"),
    [
        (rule("above", 250.0), 251.5, 249.0, "IWM price 251.50, above 250.00"),
        (rule("crosses_above", 250.0), 251.5, 249.0, "IWM price 251.50, crossed above 250.00"),
        (
            rule("changes_by", 0.02, within_s=900.0, relative=True),
            98.0,
            100.0,
            "IWM price 98.00, -2.00% from 100.00 within 15 min",
        ),
        (
            rule("changes_by", 5.0, within_s=60.0, field="rsi14"),
            55.0,
            50.0,
            "IWM rsi14 55.00, +5.00 from 50.00 within 1 min",
        ),
        (rule("becomes", None, field="risk_zone"), "stress", "calm", "IWM risk zone: stress, calm before"),
        (rule("new_record", None), 300.0, 299.0, "IWM price 300.00, a new record: 299.00 before"),
        (rule("above", 5e6, field="volume"), 6e6, None, "IWM volume 6,000,000, above 5,000,000"),
    ],
)
def test_what_is_said_when_it_fires(given: Rule, value: AlertValue, before: AlertValue, words: str) -> None:
    assert message_of(given, Fired(Sample(START, value), before)) == words


def test_what_was_held_back_and_what_was_missed_is_said() -> None:
    fired = Fired(Sample(START, 251.0, missed_since=1_758_211_200.0), 249.0, held_since=1_758_211_200.0, times=3)
    assert message_of(rule("above", 250.0), fired) == (
        "IWM price 251.00, above 250.00 (at 12:00, 3 times, held back by the cooldown)"
        " – while R2K was not looking, last looked at 2025-09-18 12:00 New York"
    )


def test_what_comes_from_outside_is_one_clean_line() -> None:
    hostile = msgspec.structs.replace(rule("becomes", None, field="risk_zone"), symbol="\x1b[31mX")
    words = message_of(hostile, Fired(Sample(START, "a\x07\n" + "b" * 999), "c"))
    assert words.isprintable() and len(words) <= LONGEST


@cases(("value", "words"), [(None, "–"), (True, "true"), (0.0, "0.00"), (0.012345, "0.01235")])
def test_values(value: AlertValue, words: str) -> None:
    assert shown("rsi14", value) == words
