"""The table of quotes on a screen."""

from __future__ import annotations

from datetime import date

from textual.pilot import Pilot

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings, Watchlist, WatchlistGroup
from tests.fakes.still_market import SYMBOLS
from tests.ui.stage import Stage, settled

WATCHLIST = Watchlist(SYMBOLS, (WatchlistGroup("Rates", ("^VIX", "RTY=F")), WatchlistGroup("Empty", ())))
HELD = PortfolioSettings(
    1000.0, (Holding("IWM", 100, 210.5, date(2030, 4, 8)), Holding("RTY=F", -2, 3300.0), Holding("IWN", 5, 10.0))
)


def stage(watchlist: Watchlist = WATCHLIST, portfolio: PortfolioSettings = HELD) -> Stage:
    return Stage(watchlist=watchlist, portfolio=portfolio)


def table_lines(stage: Stage) -> list[str]:
    table = stage.app.dashboard.table
    return [table.render_line(y).text for y in range(table.size.height)]


def symbols_on_screen(stage: Stage) -> list[str]:
    words = [line[2:].split(" ")[0] for line in table_lines(stage)[2:]]
    return [word for word in words if word in stage.app.dashboard.table.symbols]


async def pressed(stage: Stage, pilot: Pilot[None], *keys: str) -> str:
    await pilot.press(*keys)
    await settled(stage, pilot)
    return "\n".join(table_lines(stage))
