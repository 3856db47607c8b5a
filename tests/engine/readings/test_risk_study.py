"""The study of risk and the size of a position, from a board."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.risk.drawdown import stretches
from r2k_tui.analytics.series.series import select
from r2k_tui.config.sections.risk import RiskBudget
from r2k_tui.engine.readings.inputs import Role
from r2k_tui.engine.readings.risk_study import DEEPEST, deepest_falls, position_size, study_risk
from r2k_tui.engine.readings.symbol import SymbolAnalysis
from tests.analytics.synthetic import series
from tests.cases import cases
from tests.engine.readings import test_realdata as realdata
from tests.engine.readings.boards import CONTEXT, COUNT, OWN, board, cut

BUDGET = RiskBudget(capital=50_000.0, budget=0.01, volatility=0.10, limit=1.0)


@pytest.fixture(scope="module")
def whole() -> SymbolAnalysis:
    return board()


def test_what_it_says_is_what_the_readings_say(whole: SymbolAnalysis) -> None:
    found = study_risk(whole)
    readings = whole.readings()
    for row in found.cone:
        if f"rv{row.window}" in readings:
            assert row.now == pytest.approx(readings[f"rv{row.window}"].value)
    deepest = found.drawdowns[0]
    assert deepest.depth == pytest.approx(readings["maxdd_px"].value)
    assert deepest.peak == readings["maxdd_px_peak"].value
    assert (deepest.trough, deepest.recovered) == (
        readings["maxdd_px_trough"].value,
        readings["maxdd_px_recovered"].value,
    )
    assert (found.first_day, found.last_day, found.sessions) == (str(OWN.days[0]), str(OWN.days[-1]), COUNT)


def test_the_ten_deepest_in_order_and_the_open_one(whole: SymbolAnalysis) -> None:
    falls = study_risk(whole).drawdowns
    assert [fall.place for fall in falls[:DEEPEST]] == list(range(1, 11))
    assert [fall.depth for fall in falls] == sorted(fall.depth for fall in falls)
    assert [fall.recovered for fall in falls[DEEPEST:]] in ([], [None])
    days = OWN.days.astype(str).tolist()
    for fall in falls:
        assert fall.fall_sessions == days.index(fall.trough) - days.index(fall.peak) > 0
        if fall.recovered is not None:
            assert fall.recovery_sessions == days.index(fall.recovered) - days.index(fall.trough) > 0


def test_a_small_open_fall_is_shown_after_the_ten() -> None:
    saw = [value for depth in range(1, 13) for value in (100.0 + depth, 100.0 + depth - 5 - depth)]
    prices = np.array([*saw, 130.0, 129.0])
    falls = deepest_falls(OWN.days[: len(prices)], stretches(prices))
    assert len(falls) == DEEPEST + 1
    assert (falls[-1].place, falls[-1].recovered, falls[-1].recovery_sessions) == (13, None, None)
    assert falls[-1].depth == pytest.approx(129 / 130 - 1)


def test_the_session_under_way_is_only_in_now() -> None:
    day = study_risk(board(provisional=True))
    before = study_risk(cut(COUNT - 1))
    assert (day.last_day, day.sessions, day.drawdowns) == (before.last_day, before.sessions, before.drawdowns)
    for row, settled in zip(day.cone, before.cone, strict=True):
        assert (row.n, row.p50, row.high) == pytest.approx((settled.n, settled.p50, settled.high))
        assert row.now != settled.now


def test_episodes_stand_beside_the_fund_as_far_as_it_was_there() -> None:
    late = {**CONTEXT, Role.SMALL_FUND: series("IWM", COUNT - 1200, 4, "2003-08-11")}
    found = {episode.name[:4]: episode.outcomes for episode in study_risk(board(OWN, late)).episodes}
    assert list(found) == ["1987", "1998", "2000", "2007", "2011"]
    assert [outcome.symbol for outcome in found["2000"]] == ["^RUT", "IWM"]
    assert found["1987"][0].ret is None
    assert found["1987"][0].reason == "data begin 1999-01-04"
    assert found["2000"][0].ret < 0
    assert found["2000"][1].reason == "data begin 2003-08-11"
    assert all(outcome.ret < 0 for outcome in found["2007"])


def test_a_fund_has_no_fund_beside_it() -> None:
    own = msgspec.structs.replace(CONTEXT[Role.SMALL_FUND], symbol="IWM")
    outcomes = [episode.outcomes for episode in study_risk(board(own)).episodes]
    assert all(len(found) == 1 and found[0].symbol == "IWM" for found in outcomes)


@cases("stop", [0, 1, 2, 9])
def test_next_to_no_history(stop: int) -> None:
    found = study_risk(board(select(OWN, slice(0, stop)), CONTEXT))
    assert found.sessions == stop
    assert all(row.n == 0 and row.now is None for row in found.cone)
    assert (found.first_day is None) == (stop == 0)


class TestPositionSize:
    def found(self, budget: RiskBudget = BUDGET, price: float | None = 250.0, symbol: str = "IWM") -> SymbolAnalysis:
        own = msgspec.structs.replace(OWN, symbol=symbol)
        return position_size(board(own), budget, price, "2012-01-12 15:00")

    def test_each_rule_costs_its_budget(self) -> None:
        readings = board().readings(("fhscvar95", "ewma_vol94"))
        found = self.found()
        assert [rule.risk for rule in found.rules] == [reading.value for reading in readings.values()]
        for rule, budget in zip(found.rules, (0.01, 0.10), strict=True):
            assert rule.wanted * rule.risk == pytest.approx(budget)
            assert rule.fraction == min(rule.wanted, 1.0)
            assert rule.shares == int(rule.fraction * 50_000 / 250)
            assert rule.value == rule.shares * 250
            assert rule.value <= 50_000
        assert (found.price, found.price_as_of, found.as_of) == (250.0, "2012-01-12 15:00", str(OWN.days[-1]))

    def test_the_limit_holds(self) -> None:
        rules = self.found(msgspec.structs.replace(BUDGET, budget=1.0, limit=0.5)).rules
        assert rules[0].wanted > 1
        assert rules[0].fraction == 0.5

    def test_an_index_is_measured_and_not_bought(self) -> None:
        found = self.found(symbol="^RUT")
        assert found.price is None
        assert all(rule.fraction and rule.shares is None and rule.reason for rule in found.rules)

    def test_without_the_readings_there_is_no_size_but_a_reason(self) -> None:
        short = position_size(cut(15), BUDGET, 250.0, "")
        assert all((rule.fraction, rule.shares, rule.value) == (None, None, None) for rule in short.rules)
        assert short.rules[1].reason == "needs 21 returns, has 14"


@pytest.mark.realdata
class TestRussell2000:
    def test_the_falls_that_people_know(self) -> None:
        falls = study_risk(realdata.board()).drawdowns
        assert (falls[0].peak, falls[0].trough, falls[0].recovered) == ("2007-07-13", "2009-03-09", "2011-04-27")
        assert falls[0].depth == pytest.approx(-0.5989, abs=5e-5)

    def test_the_worst_days_that_people_know(self) -> None:
        found = {episode.name[:4]: episode.outcomes[0] for episode in study_risk(realdata.board()).episodes}
        assert (found["1987"].worst_day, round(found["1987"].worst_ret, 3)) == ("1987-10-19", -0.125)
        assert found["1987"].note == "data begin 1987-09-10"
        assert (found["2020"].worst_day, round(found["2020"].worst_ret, 4)) == ("2020-03-16", -0.1427)

    def test_in_2005_nobody_knew_of_2007(self) -> None:
        names = [episode.name[:4] for episode in study_risk(realdata.board(last="2005-06-30")).episodes]
        assert names == ["1987", "1998", "2000"]
