"""Words about rules: what is held, what is noise, what was tried."""

from __future__ import annotations

import msgspec

from r2k_tui.model.rules.study import RuleDifference, RuleSignal
from r2k_tui.ui.views.allocation.drawing import rule_words
from tests.cases import cases
from tests.fakes.still_rules import STUDY


@cases(
    ("weights", "exposure", "expected"),
    [
        ({"IWM": 1.0}, 1.0, "in: IWM"),
        ({"IWM": 0.0}, 0.0, "out: bills"),
        ({"IWM": 0.0, "SPY": 1.0}, 1.0, "in: SPY"),
        ({"IWM": 0.0, "SPY": 0.0}, 0.0, "out: bills"),
        ({"IWM": 0.5}, 0.52, "52% IWM"),
        ({"IWM": 0.6, "IEF": 0.4}, 0.61, "60% IWM, 40% IEF"),
    ],
)
def test_what_is_held(weights: dict[str, float], exposure: float, expected: str) -> None:
    rule = msgspec.structs.replace(STUDY.rules[0], signal=RuleSignal(weights, exposure, "2031-04-30", None))
    assert rule_words.signal_words(rule) == expected
    assert rule_words.since_words(rule) == "next close"


@cases(
    ("low", "high", "value", "expected"),
    [(-0.1, 0.2, 0.1, "within noise"), (0.1, 0.2, 0.15, "better"), (-0.2, -0.1, -0.15, "worse")],
)
def test_what_is_noise(low: float, high: float, value: float, expected: str) -> None:
    found = RuleDifference(value, low, high, low <= 0 <= high)
    assert rule_words.noise_words(found) == expected
    assert rule_words.interval(found) == f"{low:+.2f} to {high:+.2f}"
    assert rule_words.percent_interval(found) == f"{low:+.1%} to {high:+.1%}"


def test_what_has_no_interval() -> None:
    found = RuleDifference(0.1, None, None, within_noise=True)
    assert rule_words.noise_words(found) == "no interval"
    assert rule_words.interval(found) == rule_words.percent_interval(found) == "–"


def test_a_chance_is_never_certain_by_rounding() -> None:
    assert [rule_words.chance(value) for value in (None, 0.999, 0.001, 0.714)] == ["–", ">99%", "<1%", "71%"]


def test_the_number_tried() -> None:
    assert rule_words.tried_words(STUDY).startswith("4 rules tried: the best of 4 without skill")
    assert rule_words.tried_words(msgspec.structs.replace(STUDY, tried=1)) == "1 rule tried"
