"""Sentences about gauge, score and events, each beside its base rate."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.brief.states import states_section
from r2k_tui.model.readings.reading import ScoreKind
from r2k_tui.model.readings.study import ThresholdEvent
from tests.engine.brief.case import MARKET, index_readings, inputs, months, outcome, score, states, texts


def test_states_and_what_followed() -> None:
    assert texts(states_section(inputs()))[1:] == [
        "Risk gauge 29 of 100: normal.",
        "Normal, 2,711 days in 245 spells: 66% higher, mean +3.62%; all days 65%, +4.50%; no difference "
        "(-3.00% to +1.00%).",
        "Momentum score 83 of 100: strong.",
        "Strong, 2,711 days in 245 spells: 66% higher, mean +3.62%; all days 65%, +4.50%; no difference "
        "(-3.00% to +1.00%, few spells).",
        "Record close, 555 days in 222 spells: 61% higher, mean +1.55%; all days 66%, +4.77%; a difference (-5.21% "
        "to -0.44%).",
        "On-balance volume of IWM up over 20 sessions, 555 days in 222 spells: 61% higher, mean +1.55%; all days "
        "66%, +4.77%; a difference (-5.21% to -0.44%).",
        "Last month of +10%: 2024-11, +11.11%, and six months later -12.34%. Six months after such months: higher in "
        "14 of 17 (95% interval 59% to 94%), after all months in 67%.",
    ]


def test_an_event_that_is_not_so_today_is_left_out() -> None:
    changed = index_readings(is_record_close=False, chan126_intact_up=True, obv_slope20=-1.0)
    found = texts(states_section(inputs(readings={MARKET.index: changed})))
    assert not any("Record close" in text for text in found)
    assert any(text.startswith("Upward channel of 126 sessions intact, ") for text in found)
    assert any(text.startswith("On-balance volume of IWM down") for text in found)


def test_a_pending_month_and_no_month() -> None:
    pending = ThresholdEvent("2025-08", 0.12, None, None, None, None)
    assert ", and its six months are not over. Six" in texts(states_section(inputs(months=months(pending))))[-1]
    none = texts(states_section(inputs(months=months())))[-1]
    assert none == "None of the 455 finished months returned 10% or more."


def test_without_a_score_a_study_or_an_interval() -> None:
    scores = (score(ScoreKind.RISK, None, None, "no VIX"), score(ScoreKind.MOMENTUM, 50.0, "soft"))
    found = texts(states_section(inputs(scores=scores, states="too short", months="no months")))
    assert found[1] == "Not known: the risk gauge (no VIX)."
    assert found[2] == "Not known: what followed its zone (risk gauge) (too short)."
    assert found[-1] == "Not known: months of +10% (no months)."
    bare = msgspec.structs.replace(states(), risk_zones=(outcome(diff95=None),))
    assert texts(states_section(inputs(states=bare)))[2].endswith("; too few spells for an interval.")
