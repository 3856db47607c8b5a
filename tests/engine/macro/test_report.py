"""Figures with their day and lag."""

from __future__ import annotations

import pytest

from r2k_tui.model.macro.series import SERIES
from r2k_tui.model.thesis import Verdict
from tests.engine.macro.stage import ledger, macro, study
from tests.engine.stage import Stage
from tests.fakes.fred_server import FredServer


async def test_figures_with_their_day_and_lag(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        found = await macro(engine)
    assert {query["id"] for query in fred.asked} == {facts.id for facts in SERIES}
    assert (found["dff"].value, found["dff"].as_of, found["dff"].lag_days) == (4.33, "2025-09-17", 1)
    assert found["dff"].change == pytest.approx(-1.0)
    assert found["dff"].spark[0] == 5.33 and found["dff"].spark[-1] == 4.33
    assert found["dff"].source == "DFF, FRED"
    # The quarter that runs has a nowcast, and the last figure that is out is of the one before it: 80 days ago.
    assert (found["gdpnow"].as_of, found["gdpnow"].lag_days) == ("2025 Q3", 0)
    assert found["gdpnow"].note.startswith("running quarter")
    assert found["gdpnow"].vintage == "2025-09-18"
    # What was retrieved today is of today.
    assert (found["dff"].published, found["dff"].vintage, found["dff"].revision) == ("2025-09-18", "2025-09-18", "")
    assert found["irx"].vintage == found["irx"].as_of
    assert found["regime"].value == "holding"
    assert found["regime"].note == "last move -1.00 points known on 2024-09-18"
    assert (found["zq_implied"].value, found["zq_implied"].reason) == (None, "no daily bars of ZQ=F")
    assert found["irx"].value is not None and found["irx"].source.startswith("^IRX")
    assert found["forward_pe_small"].value is None


async def test_what_is_kept_shows_before_fred_has_answered(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        await study(engine)
    fred.stall("DFF")
    async with stage.running() as engine:
        assert (await macro(engine))["dff"].value == 4.33


async def test_growth_that_was_claimed(stage: Stage, fred: FredServer) -> None:
    async with stage.running() as engine:
        await study(engine)
        (claim,) = (claim for claim in (await ledger(engine)).claims if claim.id == "us_growth")
        fred.put("A191RL1Q225SBEA", [("2025-04-01", "3.8")])
    assert claim.verdict is Verdict.HOLDS
    assert claim.measured == pytest.approx(0.02)
