"""The engine behind every link of these tests: scripted, the same in this process and in a child of it.

Each poll of quotes moves the price of `TICKING` up by one, so that `Refresh` makes news. Some symbols behave badly:
`SLOW` never answers, `BROKEN` is a defect, `DOWN` an outage.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from r2k_tui.config.schema import Config
from r2k_tui.config.sections.allocation.settings import Allocation, Sleeve
from r2k_tui.config.sections.polling import SourceLimits
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.engine.engine import Engine
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.factors.table import FactorTable, pack_table
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.sources.base import SourceInfo, Unavailable
from r2k_tui.store.store import Store
from tests.engine.stage import SYMBOLS, TODAY, Clock, filled_source
from tests.fakes.french_server import COLUMNS, months, return_of
from tests.fakes.invented_bars import daily_bars, midnight, wave, weekdays_to
from tests.fakes.invented_holdings import holdings
from tests.fakes.scripted_source import NEWSY, ScriptedSource

TICKING = "IWM"
# The clock stands still, so that a bucket that is empty stays empty.
MIX = Allocation(sleeves=(Sleeve("All", ("GLD",), weight=1.0),), benchmark={"GLD": 1.0})
SETUP = EngineSetup(
    Config(watchlist=Watchlist(SYMBOLS), limits=SourceLimits(burst=1000), allocation=MIX), SourceInfo("scripted")
)


class FactorScripted(ScriptedSource):
    """The scripted source with factor returns of its own: no server is requested."""

    async def factor_table(self, name: str) -> FactorTable:
        """See FactorSource."""
        columns = tuple(COLUMNS[name].split(","))
        values = [0.01 * return_of(at, place) for at in range(48) for place in range(len(columns))]
        return pack_table(name, columns, months(), values, "202508", "scripted")


def moving_source() -> ScriptedSource:
    """See the module."""
    source = FactorScripted(NEWSY)
    filled = filled_source()
    source.known, source.series = filled.known, filled.series
    source.tell("GLD", "Gold glitters")
    for symbol in ("GLD", "A", "B", "C", "D"):
        source.set_price(symbol, 230.0, time=0.0)
    source.put(daily_bars("GLD", wave(300), TODAY))
    source.lists["IWM"] = holdings(("A", "B", "C", "D"))
    source.hold("quotes", "SLOW")
    source.fail("quotes", ZeroDivisionError("oops"), "BROKEN")
    source.fail("quotes", Unavailable("no route to host"), "DOWN")

    def tick() -> None:
        quote = source.known[TICKING]
        assert quote.price is not None
        assert quote.time is not None
        source.set_price(TICKING, quote.price + 1.0, time=quote.time + 1.0)

    source.before_quotes = tick
    return source


def plain_hours(_: float) -> ExchangeHours:
    """Every weekday from 9:30 to 16:00 of summer time: a calendar that needs no loading."""
    days = weekdays_to(datetime(2026, 6, 1, tzinfo=UTC).date(), 600)
    opens = [midnight(day) + 13.5 * 3600 for day in days]
    closes = [midnight(day) + 20.0 * 3600 for day in days]
    return ExchangeHours(opens, closes, np.array(days, dtype="datetime64[D]"))


def moving_engine(setup: EngineSetup = SETUP, source: ScriptedSource | None = None) -> Engine:
    """An engine that has not been started."""
    made = source or moving_source()
    return Engine(setup, lambda: made, Store(None, "scripted"), SourceFacts("scripted"), Clock())
