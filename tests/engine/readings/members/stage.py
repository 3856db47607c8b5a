"""An engine whose source knows members, styles and funds, so that every reading of the index exists."""

from __future__ import annotations

from pathlib import Path

from r2k_tui.model.market.fundamentals import Fundamentals
from tests.engine.stage import TODAY, Stage
from tests.engine.universe.stage import MEMBERS
from tests.engine.universe.stage import stage as members_stage
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import daily_bars, wave
from tests.fakes.invented_holdings import holdings

FUNDS = ("IWN", "IWO", "IJR")


def stage(store: Path | None) -> Stage:
    """Thirty members of one weight: twelve lose, nine earn, of nine nothing is known; twenty are of value."""
    made = members_stage(store)
    for number, symbol in enumerate(MEMBERS[:21]):
        eps = -1.0 if number < 12 else 2.0
        made.source.facts[symbol] = Fundamentals(symbol, trailing_eps=eps, forward_eps=2.5, taken_at=START)
    made.source.lists["IWB"] = holdings(("L1", "L2"), fund="IWB")
    made.source.lists["IWN"] = holdings(MEMBERS[:20], fund="IWN")
    made.source.lists["IWO"] = holdings(MEMBERS[15:27], fund="IWO")
    for number, fund in enumerate(FUNDS):
        made.source.put(daily_bars(fund, wave(400, 50.0 + number), TODAY, source="scripted"))
    return made
