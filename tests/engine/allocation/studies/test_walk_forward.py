"""What an optimum was out of sample, beside what it was in sample."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.config.sections.allocation.names import IN_SAMPLE, PORTFOLIOS
from r2k_tui.engine.allocation.protocol import Allocate
from r2k_tui.engine.allocation.studies.study import HOW, study
from r2k_tui.engine.allocation.studies.walk_forward import LEAST, walk_forward
from r2k_tui.ui.views.allocation.drawing.tables import measure_lines
from tests.engine.allocation.problems import SETTINGS, market, unreported, workspace


def test_every_optimum_says_in_sample_and_has_its_walk_forward_beside_it() -> None:
    settings = msgspec.structs.replace(SETTINGS, target_volatility=0.15, target_return=0.05)
    made = workspace(settings, own={"SPY": 1.0}, benchmark={"SPY": 0.6, "AGG": 0.4})
    found = study(made, Allocate("equal"), unreported).portfolios
    for name in PORTFOLIOS:
        portfolio = found[name]
        assert portfolio is not None
        chosen = name in IN_SAMPLE
        assert (portfolio.in_sample is not None) is chosen and ("in sample" in HOW[name]) is chosen
        assert (portfolio.walk_forward is not None) is chosen
        if portfolio.in_sample and portfolio.walk_forward:
            assert portfolio.in_sample.sharpe == portfolio.sharpe
            assert portfolio.walk_forward.n_returns == 1500 - LEAST


def test_it_knows_nothing_of_what_comes_later() -> None:
    panel = market(1100)
    changed = panel.returns.copy()
    last = np.flatnonzero(panel.days.astype("datetime64[Y]") == panel.days[-1].astype("datetime64[Y]"))
    changed[last[1:]] = changed[last[1:]][:, ::-1]
    other = Panel(panel.symbols, panel.start, panel.days, changed)
    cut = last[0]
    firsts = [walk_forward(workspace(panel=one.rows(0, int(cut))), "max_sharpe") for one in (panel, other)]
    assert firsts[0] is not None and firsts[0] == firsts[1]


def test_a_short_history_has_none() -> None:
    assert walk_forward(workspace(panel=market(LEAST)), "min_vol") is None


@pytest.mark.parametrize("days", [474, LEAST + 1, LEAST + 2])
def test_without_a_walk_forward_the_study_and_its_table_say_why(days: int) -> None:
    found = study(workspace(panel=market(days)), Allocate("equal"), unreported)
    table = "".join(run[0] for line in measure_lines(found, "equal", 78) for run in line)
    if days < LEAST + 2:
        assert found.walk_forward_absent.startswith(f"{days} returns are too few: weights are formed on 756 at least")
        assert f"no wf: {days} returns are too few" in " ".join(table.split())
    else:
        assert not found.walk_forward_absent and "no wf" not in table


@pytest.mark.parametrize(("own", "aim"), [({}, "equal"), ({"SPY": 0.5, "AGG": 0.5}, "own")])
def test_what_is_traded_to_is_never_an_optimum_unless_asked_for(own: dict[str, float], aim: str) -> None:
    assert msgspec.structs.replace(SETTINGS, own=own).aim == aim
    assert msgspec.structs.replace(SETTINGS, own=own, target="max_sharpe").aim == "max_sharpe"
