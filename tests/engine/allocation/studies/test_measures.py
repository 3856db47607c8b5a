"""A portfolio with its measures."""

from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest

from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.measures import known, measured, ratio
from tests.engine.allocation.problems import market, workspace


def test_a_ratio_needs_something_that_varies() -> None:
    assert ratio(0.06, 0.12) == pytest.approx(0.5)
    assert ratio(0.06, 0.0) is None
    assert (known(1.5), known(math.nan), known(math.inf)) == (1.5, None, None)


def test_measures_are_those_of_its_own_days() -> None:
    work = workspace()
    found = measured(work, {"SPY": 0.6, "AGG": 0.4}, work.moments(), "by hand")
    daily = work.mix({"SPY": 0.6, "AGG": 0.4})
    assert found.ret == pytest.approx(daily.mean() * 252, rel=1e-6)
    assert found.vol == pytest.approx(daily.std(ddof=1) * math.sqrt(252), rel=1e-6)
    assert found.sharpe == pytest.approx(found.ret / found.vol)
    assert found.weights["SPY"] == 0.6 and found.weights["GLD"] == 0.0
    assert sum(c for c in found.risk_contributions.values() if c is not None) == pytest.approx(1.0)
    assert (found.how, found.turnover) == ("by hand", None)


def test_the_turnover_counts_from_what_is_held() -> None:
    work = workspace(current={"SPY": 0.5, "cash": 0.5})
    assert measured(work, {"SPY": 1.0}, work.moments(), "").turnover == pytest.approx(0.5)


def test_holdings_that_no_trade_touches_are_in_no_turnover() -> None:
    panel = market()
    panel = msgspec.structs.replace(panel, symbols=(*panel.symbols[:-1], "BTC-USD"))
    sleeve = Sleeve("All", ("SPY", "IWM", "AGG", "TLT", "GLD"), weight=1.0)
    held = {"SPY": 0.25, "BTC-USD": 0.75}
    alone = workspace(Allocation(sleeves=(sleeve,)), panel, current={"SPY": 1.0, "cash": 0.0})
    assert measured(alone, held, None, "").turnover == pytest.approx(0.0), "BTC-USD is in no sleeve, so nothing is sold"
    named = workspace(Allocation(sleeves=(sleeve,), own=held), panel, current=held)
    assert measured(named, {"SPY": 1.0}, None, "").turnover == pytest.approx(0.75)
    assert measured(alone, {"BTC-USD": 1.0}, None, "").turnover is None


def test_two_days_are_the_least_that_can_be_measured() -> None:
    panel = market(10)
    returns = panel.returns.copy()
    returns[:, 4] = np.nan
    with pytest.raises(CannotSolve, match="fewer than two returns"):
        measured(workspace(panel=msgspec.structs.replace(panel, returns=returns)), {"GLD": 1.0}, None, "")
