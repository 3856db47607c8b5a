"""Known facts of the Russell 2000, and that nothing of its history changes when later years are cut off."""

from __future__ import annotations

from functools import cache

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.scores.composite import RISK_ZONES
from r2k_tui.analytics.series.arrays import Days
from r2k_tui.analytics.series.series import DailySeries, until
from r2k_tui.analytics.studies.states import forward, zone_table
from r2k_tui.engine.readings.inputs import ReadingInputs, Role
from r2k_tui.engine.readings.scores.inputs import risk_inputs
from r2k_tui.engine.readings.scores.scores import component_history
from r2k_tui.engine.readings.studies import study_followthrough, study_states
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from r2k_tui.model.readings.reading import ScoreKind
from tests.analytics.synthetic import real, weekdays
from tests.cases import cases

pytestmark = pytest.mark.realdata
FILES = {
    Role.LARGE_INDEX: "GSPC.csv",
    Role.LARGE_FUND: "SPY.csv",
    Role.SMALL_FUND: "IWM.csv",
    Role.IMPLIED_FALLBACK: "VIX.csv",
    Role.HIGH_YIELD: "HYG.csv",
    Role.BILL: "IRX_close.csv",
}
SMALL = "RUT.csv"


@cache
def history(name: str, symbol: str) -> DailySeries:
    return real(name, symbol)


def sessions() -> Days:
    """The days of the index, which had a bar on every session, and the weekdays after its last one."""
    days = history(SMALL, "^RUT").days
    return np.concatenate([days, weekdays(60, str(days[-1] + np.timedelta64(1, "D")))])


def context(last: str = "2100-01-01") -> dict[Role, DailySeries]:
    return {role: until(history(name, role.value), np.datetime64(last)) for role, name in FILES.items()}


def board(name: str = SMALL, symbol: str = "^RUT", last: str = "2100-01-01") -> SymbolAnalysis:
    own = until(history(name, symbol), np.datetime64(last))
    return SymbolAnalysis(ReadingInputs(own=own, sessions=sessions(), context=context(last), source="csv"))


def test_calendar_years_of_2008() -> None:
    index = board().readings(["calendar_years_px"])["calendar_years_px"].value
    fund = board("IWM.csv", "IWM").readings(["calendar_years_tr"])["calendar_years_tr"].value
    assert isinstance(index, dict)
    assert isinstance(fund, dict)
    assert index["2008"] == pytest.approx(-0.3480, abs=5e-5)
    assert fund["2008"] == pytest.approx(-0.3414, abs=5e-5)
    assert next(iter(index)) == "1988"
    assert list(index)[-1] == "2025"


def test_november_2024() -> None:
    found = study_followthrough(history(SMALL, "^RUT"), sessions())
    (event,) = (event for event in found.events if event.month == "2024-11")
    assert event.ret == pytest.approx(0.1084, abs=5e-5)


def test_the_deepest_fall() -> None:
    found = board().readings(["maxdd_px", "maxdd_px_peak", "maxdd_px_trough"])
    assert found["maxdd_px"].value == pytest.approx(-0.5989, abs=5e-5)
    assert found["maxdd_px_peak"].value == "2007-07-13"
    assert found["maxdd_px_trough"].value == "2009-03-09"


def test_the_record_of_september_2025() -> None:
    keys = ("last_close", "ret_1d", "is_record_close", "record_close_date", "chan126_intact_up")
    found = board(last="2025-09-18").readings(keys)
    assert found["last_close"].value == pytest.approx(2467.70, abs=0.01)
    assert found["ret_1d"].value == pytest.approx(0.0251, abs=5e-5)
    assert found["is_record_close"].value is True
    assert found["record_close_date"].value == "2025-09-18"
    before = board(last="2025-09-17").readings(["is_record_close"])
    assert before["is_record_close"].value is False


def test_months_of_ten_percent() -> None:
    found = study_followthrough(history(SMALL, "^RUT"), sessions())
    six = found.horizons["6m"]
    assert (six.n, six.hits) == (17, 14)
    assert six.base_rate == pytest.approx(0.67, abs=0.01)
    assert six.shift_p is not None
    assert six.shift_p > 0.05
    assert found.events[-1].fwd6m is None


def test_filtered_simulation_breaks_as_often_as_it_promises() -> None:
    found = board().readings()
    assert found["kupiec_p_fhsvar99"].number is not None
    assert found["kupiec_p_fhsvar99"].number > 0.05
    assert found["christoffersen_p_fhsvar99"].number > 0.05
    for other in ("hvar99_252", "hvar99_1260", "gvar99_252", "gvar99_1260"):
        assert found[f"kupiec_p_{other}"].number < 0.01
    for other in ("cfvar99_252", "cfvar99_1260"):
        assert found[f"christoffersen_p_{other}"].number < 0.01


@cases("span", [("1992-01-01", "2100-01-01"), ("1992-01-01", "2009-04-30"), ("2009-05-01", "2100-01-01")])
def test_zones_of_the_gauge_order_the_volatility_that_follows(span: tuple[str, str]) -> None:
    whole = board()
    days, scores = whole.score_history(ScoreKind.RISK)
    inside = (days >= np.datetime64(span[0])) & (days <= np.datetime64(span[1]))
    assert np.isfinite(scores[inside]).mean() > 0.99
    table = zone_table(np.where(inside, scores, np.nan), forward(history(SMALL, "^RUT").close), RISK_ZONES)
    volatility = [zone.fwd21_vol for zone in table]
    assert all(zone.n > 200 for zone in table)
    assert volatility == sorted(volatility)  # type: ignore[type-var]


@pytest.mark.parametrize("kind", list(ScoreKind))
@pytest.mark.parametrize("last", ["1990-01-31", "1995-06-30", "2003-03-11", "2008-10-10", "2020-03-18", "2024-12-31"])
def test_no_component_looks_ahead(kind: ScoreKind, last: str) -> None:
    whole, early = board(), board(last=last)
    count = early.facts.count
    after = component_history(whole.facts, kind)
    for name, then in component_history(early.facts, kind).items():
        np.testing.assert_allclose(then, after[name][:count], rtol=0, atol=1e-9, err_msg=name)
    now = early.scores()[list(ScoreKind).index(kind)]
    _, history_of_whole = whole.score_history(kind)
    expected = history_of_whole[count - 1]
    assert (np.nan if now.score is None else now.score) == pytest.approx(expected, abs=1e-9, nan_ok=True)


def test_studies_as_of_a_day_know_nothing_later() -> None:
    early = board(last="2024-12-31")
    found = study_followthrough(early.facts.own, sessions())
    whole = study_followthrough(history(SMALL, "^RUT"), sessions(), last_month="2024-12")
    assert found.last_month == "2024-12"
    assert [(event.month, event.ret) for event in found.events] == [(event.month, event.ret) for event in whole.events]
    assert found.events[-1].fwd1m == pytest.approx(-0.084, abs=1e-3)
    assert found.events[-1].fwd3m is None
    assert study_states(early).last_day == "2024-12-31"


def test_the_gauge_needs_no_credit() -> None:
    risk, momentum = board().scores()
    assert risk.score is not None
    assert momentum.score is not None
    absent = [part.name for part in risk.components if part.score is None]
    assert absent == ["credit"]


def test_forty_years_take_the_bill_rate_of_each_day() -> None:
    """Values of the page of methods: 0.39 with each day's own rate, 0.32 with the one of today."""
    own = board("IWM.csv", "IWM")
    bill = history("IRX_close.csv", "^IRX").close
    today = SymbolAnalysis(msgspec.structs.replace(own.inputs, risk_free=float(bill[-1]) / 100))
    key = "sharpe_full_rf"
    assert own.readings([key])[key].number == pytest.approx(0.396, abs=1e-3)
    assert today.readings([key])[key].number == pytest.approx(0.316, abs=5e-3)


def test_a_negative_bill_yield_is_a_rate_like_any_other() -> None:
    rates = board("IWM.csv", "IWM", last="2020-04-03").facts.risk_free
    assert rates is not None
    assert rates[-10:].min() < 0
    bill = board("IRX_close.csv", "^IRX").readings()
    assert bill["sma200"].number is not None


def test_a_score_of_one_day_reads_eleven_years() -> None:
    facts = board().facts
    assert len(risk_inputs(facts, 1).closes) < 2700
    assert len(risk_inputs(facts, facts.count).closes) == facts.count
