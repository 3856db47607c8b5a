"""What an allocation finds, on the wire."""

from __future__ import annotations

import msgspec

from r2k_tui.model.allocation.backtest import Backtest
from r2k_tui.model.allocation.simulation import Simulation
from r2k_tui.model.allocation.study import AllocationStudy
from r2k_tui.model.allocation.trades import TradePlan
from tests.cases import cases
from tests.fakes.still_allocation import STUDY, backtest, simulation


@cases("found", [STUDY, backtest("equal"), simulation("equal")])
def test_everything_found_survives_the_wire(found: AllocationStudy | Backtest | Simulation) -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(found), type=type(found)) == found


def test_a_plan_without_trades_moves_no_money() -> None:
    plan = TradePlan("equal")
    assert (plan.trades, plan.total, plan.cost, plan.leftover, plan.due) == ((), 0.0, 0.0, 0.0, False)
