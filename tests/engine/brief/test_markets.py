"""Sentences about rates, credit and volatility."""

from __future__ import annotations

from r2k_tui.engine.brief.markets import markets_section
from tests.engine.brief.case import FIGURES, OTHERS, figure, index_readings, inputs, readings, texts

KEYS = ("last_close", "change_1d", "ret_1d", "ret_1m", "ret_ytd")


def test_with_everything_at_hand() -> None:
    level = {symbol: readings(KEYS, last_close=4.1, change_1d=-0.03) for symbol in OTHERS}
    found = texts(markets_section(inputs(readings={**level, "^RUT": index_readings(rv21=0.18)})))
    assert found == [
        "10-year Treasury (^TNX) 4.10%, -0.03; 13-week bill (^IRX) 4.10%, -0.03 points on the day.",
        "Fed funds target, upper end 4.25% (2025-09-17); 10-year less 2-year yield +0.54 points (2025-09-17).",
        "High-yield bonds (HYG) +2.51%, 1 month +2.51%.",
        "Baa corporate yield less 10-year Treasury +1.70 points (2025-09-17); high-yield bonds less Treasuries over 63 "
        "sessions +4.34% (2025-09-17).",
        "Implied volatility (^RVX) 4.10, -0.03 on the day.",
        "Realized volatility over 21 sessions 18% a year, at or above 3% of its last 2,520 values; one-day 95% VaR "
        "2.51%.",
    ]


def test_other_sources_stand_in_and_say_so() -> None:
    found = texts(markets_section(inputs(absent={"^TNX": "nobody has it", "^RVX": "ended in 2019"})))
    assert found[0].startswith("10-year Treasury 4.10% (2025-09-17); 13-week bill (^IRX)")
    assert found[4].endswith("on the day; not known: ^RVX: ended in 2019.")
    assert found[4].startswith("Implied volatility of large caps (^VIX)")


def test_what_is_missing_is_named() -> None:
    less = {**FIGURES, "dfedtaru": figure("dfedtaru", None, reason="no file"), "baa10y": figure("baa10y", None)}
    less.pop("hyg_ief_63d")
    found = texts(markets_section(inputs(figures=less, absent={"HYG": "no HYG.csv"})))
    assert found[1] == (
        "10-year less 2-year yield +0.54 points (2025-09-17); not known: Fed funds target, upper end (no file)."
    )
    assert found[2] == "Not known: credit (HYG: no HYG.csv)."
    assert found[3].startswith("Not known: credit spreads (Baa corporate yield less 10-year Treasury (), high-yield")
