"""Valuations of funds as figures."""

from __future__ import annotations

from datetime import date

from r2k_tui.engine.macro.valuation import fund_figure, yield_as_pe


def test_a_yield_is_turned_round_and_a_ratio_is_not() -> None:
    assert yield_as_pe(0.05) == (20.0, "earnings yield, inverted; trailing or unknown")
    assert yield_as_pe(17.9) == (17.9, "trailing or unknown")
    assert [yield_as_pe(value)[0] for value in (None, 0.0, -0.1)] == [None, None, None]


def test_the_figure_says_what_it_is() -> None:
    day = date(2025, 9, 18)
    found = fund_figure("small", "IWM", day, {"IWM": 0.05})
    assert (found.key, found.value, found.as_of) == ("fund_pe_small", 20.0, "2025-09-18")
    assert found.note.startswith("earnings yield, inverted")
    assert fund_figure("small", "IWM", day, {}).reason == "the source says nothing of IWM as a whole"
