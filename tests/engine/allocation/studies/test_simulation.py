"""Simulations of one and of several portfolios."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.portfolio.return_panel import Panel
from r2k_tui.analytics.stats.block_bootstrap import month_starts, months_from
from r2k_tui.config.sections.allocation.mixes import PortfolioMix
from r2k_tui.engine.allocation.protocol import Simulate
from r2k_tui.engine.allocation.solver.reasons import CannotSolve
from r2k_tui.engine.allocation.studies.simulation import simulate, simulations
from r2k_tui.engine.allocation.studies.workspace import Workspace
from tests.engine.allocation.problems import SETTINGS, SYMBOLS, market, unreported, workspace

MIXES = {"bold": {"SPY": 0.5, "IWM": 0.5}, "same": {"IWM": 0.5, "SPY": 0.5}, "calm": {"AGG": 0.8, "SPY": 0.2}}
WITH = msgspec.structs.replace(SETTINGS, portfolios=tuple(PortfolioMix(n, w) for n, w in MIXES.items()))
TASK = Simulate("bold", 5, 400, 63, 7, 1000.0, 0.0, 0.0)


def made(panel: Panel | None = None, **mixes: dict[str, float]) -> Workspace:
    return workspace(WITH, panel, mixes={**MIXES, **mixes})


def task(**changes: Any) -> Simulate:
    return msgspec.structs.replace(TASK, **changes)


def test_the_same_draws_made_by_hand() -> None:
    found = simulations(made(), task(beside=("calm",)), unreported)
    panel = market()
    ends = []
    for mix in (MIXES["bold"], MIXES["calm"]):
        months = months_from(panel.columns(list(mix)) @ np.array(list(mix.values())))
        value = np.full(400, 1000.0)
        for places in month_starts(np.random.default_rng(7), len(months), 400, 60, 3):
            value = value * months[places]
        ends.append(value)
    for one, values in zip(found.each, ends, strict=True):
        assert one.outcomes[-1].p50 == pytest.approx(np.quantile(values, 0.5), rel=1e-12)
    assert found.wins[0][1] == (ends[0] > ends[1]).mean()
    assert found.wins[1][0] == (ends[1] > ends[0]).mean()


def test_beside_others_a_portfolio_is_as_alone() -> None:
    alone = simulate(made(), TASK, unreported)
    assert simulations(made(), task(beside=("calm", "same")), unreported).each[0] == alone


def test_equal_portfolios_have_equal_futures() -> None:
    found = simulations(made(), task(beside=("same",)), unreported)
    one, other = found.each
    assert [o.p50 for o in one.outcomes] == pytest.approx([o.p50 for o in other.outcomes], rel=1e-12)


def test_all_are_drawn_from_the_days_that_all_have() -> None:
    panel = market(800)
    returns = panel.returns.copy()
    returns[:300, SYMBOLS.index("AGG")] = np.nan
    members = msgspec.structs.replace(WITH, sleeves=(msgspec.structs.replace(WITH.sleeves[0], weight=1.0),))
    short = Panel(SYMBOLS, panel.start, panel.days, returns)
    found = simulations(workspace(members, short, mixes=MIXES), task(beside=("calm",)), unreported)
    assert {(one.first, one.n_returns) for one in found.each} == {(str(panel.days[300]), 500)}


def test_the_mean_and_volatility_given_are_those_of_the_first_portfolio() -> None:
    found = simulations(made(), task(mean=0.05, volatility=0.1, beside=("calm",)), unreported)
    bold, calm = found.each
    assert (bold.drawn_return, bold.drawn_vol) == (pytest.approx(0.05), pytest.approx(0.1))
    assert bold.sample_return is not None and bold.sample_vol is not None
    assert calm.sample_vol is not None and calm.drawn_vol is not None
    assert calm.drawn_vol / calm.sample_vol == pytest.approx(0.1 / bold.sample_vol)
    assert bold.sample_mean == simulate(made(), TASK, unreported).sample_mean, "what history was is still said"


def test_without_volatility_the_end_is_what_was_assumed() -> None:
    found = simulate(made(), task(mean=0.04, volatility=0.0, inflation=0.02), unreported)
    assert found.money == "real, inflation 2 %"
    for outcome in found.outcomes:
        assert (outcome.p5, outcome.p95) == pytest.approx([1000 * (1.04 / 1.02) ** outcome.year] * 2, rel=1e-9)


def test_one_glides_to_another() -> None:
    found = simulate(made(), task(glide_to="calm", glide_years=2), unreported)
    bold, calm = (simulate(made(), task(portfolio=name), unreported) for name in ("bold", "calm"))
    ends = [one.outcomes[-1] for one in (calm, found, bold)]
    widths = [end.p95 - end.p5 for end in ends]
    assert widths == sorted(widths)
    assert (found.glide_to, found.glide_years) == ("calm", 2)
    assert simulate(made(), task(glide_to="same", glide_years=3), unreported).outcomes[-1].p50 == pytest.approx(
        bold.outcomes[-1].p50
    )


def test_one_that_cannot_be_is_left_out_unless_it_is_the_first() -> None:
    gone = workspace(WITH, mixes={"bold": MIXES["bold"]})
    found = simulations(gone, task(beside=("calm",)), unreported)
    assert [one.portfolio for one in found.each] == ["bold"]
    assert [p.message for p in found.problems] == ["calm is left out: no prices to use of a symbol of it"]
    with pytest.raises(CannotSolve):
        simulations(gone, task(portfolio="calm", beside=("bold",)), unreported)


def test_impossible_assumptions_are_said_with_their_portfolio() -> None:
    panel = market()
    returns = panel.returns.copy()
    returns[100, 0] = -0.6
    wild = made(Panel(SYMBOLS, panel.start, panel.days, returns))
    with pytest.raises(CannotSolve, match="bold: this mean and volatility would make a day lose everything"):
        simulate(wild, task(volatility=2.0), unreported)


def test_each_year_is_reported() -> None:
    told: list[tuple[int, int, str]] = []
    simulate(made(), TASK, lambda *step: told.append(step))
    assert [(done, total) for done, total, _ in told] == [(year, 5) for year in range(6)]
