"""The claims of September 2025 on real history, as of that day, as of others, and on all of it."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from r2k_tui.analytics.series.series import until
from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.config.sections.thesis import Thesis
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.engine.thesis.claims import claims_of, symbols_of
from r2k_tui.engine.thesis.evaluate import evaluate_claims
from r2k_tui.engine.thesis.inputs import ClaimInputs
from r2k_tui.engine.thesis.service import READINGS
from r2k_tui.model.thesis import ClaimResult, Verdict
from tests.analytics.synthetic import real
from tests.cases import cases
from tests.engine.macro.test_policy_study import study
from tests.engine.readings.test_realdata import sessions

pytestmark = pytest.mark.realdata
FILES = {"^RUT": "RUT.csv", "IWM": "IWM.csv", "^GSPC": "GSPC.csv", "SPY": "SPY.csv"}


def case(last: str) -> ClaimInputs:
    bars = {symbol: until(real(name, symbol), np.datetime64(last)) for symbol, name in FILES.items()}
    context = {Role.SMALL_FUND: bars["IWM"], Role.LARGE_INDEX: bars["^GSPC"]}
    board = SymbolAnalysis(ReadingInputs(own=bars["^RUT"], sessions=sessions(), context=context, source="csv"))
    return ClaimInputs(
        day=date.fromisoformat(last),
        market=MarketSettings(),
        bars=bars,
        sessions=sessions(),
        readings=board.readings(READINGS),
        figures={},
        policy=study(last),
        tilt="no sweep",
        floor=0.12,
    )


@cache
def ledger(last: str) -> dict[str, ClaimResult]:
    return {claim.id: claim for claim in evaluate_claims(claims_of(MarketSettings(), Thesis()), case(last))}


SAID = "2025-09-18"


@cases(
    ("id", "verdict", "measured"),
    [
        ("close_2025_09_18", Verdict.DOES_NOT_HOLD, 2467.70),
        ("gain_of_the_day", Verdict.DOES_NOT_HOLD, 0.02507),
        ("record_close", Verdict.HOLDS, True),
        ("gain_in_2025", Verdict.DOES_NOT_HOLD, 0.10651),
        ("ahead_of_large", Verdict.DOES_NOT_HOLD, -0.02106),
        ("november_2024", Verdict.HOLDS, 0.10838),
        ("fall_of_2008", Verdict.HOLDS_OTHER_MEASURE, -0.34800),
        ("ten_percent_months", Verdict.UNPROVEN, 14 / 17),
        ("channel_intact", Verdict.HOLDS, True),
        ("obv_rising", Verdict.HOLDS, True),
        ("forward_pe", Verdict.NOT_TESTABLE, None),
        ("earnings_growth", Verdict.NOT_TESTABLE, None),
        ("tilt_resilience", Verdict.NOT_TESTABLE, None),
        ("rate_cuts", Verdict.UNPROVEN, 3 / 7),
        ("us_growth", Verdict.NOT_TESTABLE, None),
    ],
)
def test_on_the_day_it_was_said(id: str, verdict: Verdict, measured: float | bool | None) -> None:
    found = ledger(SAID)[id]
    assert found.verdict is verdict
    assert found.measured == (pytest.approx(measured, abs=5e-5 if abs(measured or 0) < 10 else 0.01))
    assert found.tested == SAID


def test_the_sentences_say_which_measure_it_is() -> None:
    found = ledger(SAID)
    assert "2,467.70, +2.18 off" in found["close_2025_09_18"].reason
    assert "year to date (ytd) to 2025-09-18 is +10.65 %" in found["gain_in_2025"].reason
    words = "nearest of 6 measures: IWM tr, year to date (ytd) to 2025-09-18, +11.68 %, -0.07 points off"
    assert words in found["gain_in_2025"].reason
    year = next(one for one in found["gain_in_2025"].evidence.measures if "one year" in one.name)
    assert year.value == pytest.approx(0.1185, abs=5e-5)
    assert "^RUT px, 2008 is -34.80 %; IWM tr, 2008 is -34.14 %" in found["fall_of_2008"].reason
    assert found["ten_percent_months"].reason.startswith("14 of 17 = 82 %, 95 % interval 59 % to 94 %, base rate 67 %")
    assert found["ten_percent_months"].interval == pytest.approx((0.590, 0.938), abs=1e-3)
    power = found["ten_percent_months"].power
    assert power == pytest.approx(0.482, abs=1e-3)
    assert "with a power of 48 % by 17 events: too few" in found["ten_percent_months"].reason
    assert "by 7 events: too few, 80 % is reached from 89 % on" in found["rate_cuts"].reason
    assert "DFF" not in found["us_growth"].reason and "missing" in found["us_growth"].reason


def test_every_one_of_the_packaged_claims_is_tested() -> None:
    assert len(ledger(SAID)) == 15
    assert [claim.evidence.measures for claim in ledger(SAID).values() if claim.verdict is Verdict.HOLDS]


def test_today_the_facts_of_that_day_stand_and_the_rest_is_of_today() -> None:
    then, now = ledger(SAID), ledger("2026-08-20")
    dated = ("close_2025_09_18", "gain_of_the_day", "record_close", "gain_in_2025", "november_2024", "fall_of_2008")
    assert all(then[id].measured == now[id].measured and then[id].verdict is now[id].verdict for id in dated)
    assert all(claim.tested == "2026-08-20" for claim in now.values())
    assert now["rate_cuts"].n == 8
    assert now["ten_percent_months"].reason.split("; ")[0].endswith("1 pending")
    today = now["close_2025_09_18"].evidence.measures[-1]
    assert (today.value, today.day) == (pytest.approx(2992.43, abs=0.01), "2026-08-20")


def test_before_it_was_said_its_facts_are_still_to_come() -> None:
    found = ledger("2024-06-28")
    for id in ("close_2025_09_18", "record_close", "gain_in_2025", "november_2024"):
        assert found[id].verdict is Verdict.NOT_TESTABLE
        assert found[id].measured is None
    assert "2025-09-18 is in the future" in found["close_2025_09_18"].reason
    assert "2024-11 is not over" in found["november_2024"].reason
    assert found["fall_of_2008"].verdict is Verdict.HOLDS_OTHER_MEASURE
    assert found["ten_percent_months"].n == 15


def test_the_month_of_november_2024_is_known_when_its_last_session_is_over() -> None:
    assert ledger("2024-11-27")["november_2024"].verdict is Verdict.NOT_TESTABLE
    assert ledger("2024-11-29")["november_2024"].verdict is Verdict.HOLDS


def test_the_symbols_that_are_needed() -> None:
    assert set(symbols_of(MarketSettings(), Thesis())) == set(FILES)
