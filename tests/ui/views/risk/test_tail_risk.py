"""VaR and CVaR by method, and which methods their own past breaches allow."""

from __future__ import annotations

from r2k_tui.engine.readings.registry import KEYS
from r2k_tui.ui.views.risk.tail_risk import risk_keys, tail_entries, volatility_entries
from tests.fakes.still_market import reading
from tests.ui.views.chart.drawn import text


def test_every_reading_that_it_needs_is_one_that_the_engine_has() -> None:
    assert set(risk_keys()) <= set(KEYS)
    assert len(risk_keys()) == len(set(risk_keys()))


def test_a_method_passes_where_p_is_above_five_percent() -> None:
    found = {
        "kupiec_p_hvar99_252": reading("kupiec_p_hvar99_252", 0.06),
        "christoffersen_p_hvar99_252": reading("christoffersen_p_hvar99_252", 0.05),
    }
    line = next(e for e in tail_entries(found, 80) if "hist. 252" in text([e.line]))
    assert "0.06 ✓" in text([line.line])
    assert "0.05 ✗" in text([line.line])


def test_losses_stand_under_their_levels() -> None:
    found = {
        key: reading(key, value) for key, value in (("fhsvar95", 0.021), ("fhsvar99", 0.034), ("fhscvar99", 0.045))
    }
    first = text([tail_entries(found, 80)[1].line])
    assert first.index("2.1%") < first.index("3.4%") < first.index("4.5%")


def test_the_deepest_fall_and_the_place_in_ten_years() -> None:
    found = {
        key: reading(key, value)
        for key, value in (
            *(("rv21", 0.2), ("rv21_pctile_2520", 0.83), ("maxdd_px", -0.595)),
            *(("maxdd_px_peak", "2007-07-13"), ("maxdd_px_trough", "2009-03-09")),
        )
    }
    shown = text([entry.line for entry in volatility_entries(found, 80)])
    assert "21d stands at or above 83% of its last ten years" in shown
    assert "-59.5%  2007-07-13 to 2009-03-09, back not yet" in shown
    del found["rv21_pctile_2520"]
    assert "ten years" not in text([entry.line for entry in volatility_entries(found, 80)])
