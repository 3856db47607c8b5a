"""The material of a piece of work, unpacked."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import with_column
from r2k_tui.config.sections.allocation.names import WITHOUT_RISKLESS
from r2k_tui.config.sections.allocation.settings import Sleeve
from r2k_tui.engine.allocation.solver.moments import RISKLESS_DEVIATION, riskless
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.workspace import pack_panel, unpack_panel
from tests.engine.allocation.problems import EQUITY, REST, SETTINGS, market, workspace


def test_a_panel_survives_its_bytes() -> None:
    panel = market(10)
    back = unpack_panel(pack_panel(panel))
    assert (back.symbols, back.start) == (panel.symbols, panel.start)
    assert np.array_equal(back.days, panel.days) and np.array_equal(back.returns, panel.returns)


def test_a_mix_is_the_sum_of_its_shares_day_by_day() -> None:
    panel = market(10)
    mixed = workspace(panel=panel).mix({"SPY": 0.25, "GLD": 0.75})
    assert mixed == pytest.approx(0.25 * panel.returns[:, 0] + 0.75 * panel.returns[:, 4])


def test_moments_are_of_the_rows_asked_for() -> None:
    work = workspace()
    early, late = work.moments(slice(0, 500)), work.moments(slice(500, None))
    assert early[2].shape == (500, 6)
    assert not np.allclose(early[0], late[0])


def test_there_must_be_more_returns_than_members() -> None:
    with pytest.raises(CannotSolve, match="6 returns of 6 members"):
        workspace().moments(slice(0, 6))


def test_shrinking_leaves_the_variances_about_where_they_were() -> None:
    shrunk = workspace(msgspec.structs.replace(SETTINGS, covariance="ledoit_wolf")).moments()[1]
    plain = workspace().moments()[1]
    assert not np.array_equal(shrunk, plain)
    assert np.trace(shrunk) == pytest.approx(np.trace(plain), rel=0.01)


def test_cash_is_riskless_though_its_rate_varies_and_methods_that_divide_by_risk_leave_it_out() -> None:
    panel = market()
    rates = np.linspace(0.0, 0.05, len(panel.days)) / 252
    with_cash = with_column(panel, "cash", rates, len(panel.symbols))
    sleeves = (EQUITY, Sleeve("Rest", (*REST.members, "cash"), weight=0.55))
    made = workspace(msgspec.structs.replace(SETTINGS, sleeves=sleeves), with_cash)
    moments = made.moments()
    assert rates.std() > RISKLESS_DEVIATION and riskless(moments).tolist() == [False] * 6 + [True]
    assert riskless(moments.of(np.array([6, 0]))).tolist() == [True, False]
    for name in WITHOUT_RISKLESS:
        assert made.weights(name, moments)["cash"] == pytest.approx(0.0, abs=1e-9), name
    assert made.weights("equal")["cash"] == pytest.approx(0.11)
    assert made.weights("min_vol", moments)["cash"] > 0.05
