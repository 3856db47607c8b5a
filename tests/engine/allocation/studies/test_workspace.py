"""The material of a piece of work, unpacked."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.engine.allocation.solver.optimiser import CannotSolve
from r2k_tui.engine.allocation.studies.workspace import pack_panel, unpack_panel
from tests.engine.allocation.problems import SETTINGS, market, workspace


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
