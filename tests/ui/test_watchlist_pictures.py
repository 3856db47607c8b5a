"""Pictures of the table of quotes: what is held, chosen columns, the filter; taken as those of test_pictures."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

import msgspec
import pytest
from textual.pilot import Pilot

from r2k_tui.config.sections.watchlist import Holding, PortfolioSettings, Watchlist, WatchlistGroup
from tests.fakes.still_market import SYMBOLS, StillLink, quote, snapshot
from tests.ui.stage import Stage, settled

Compare = Callable[..., bool]
WATCHLIST = Watchlist(
    SYMBOLS, (WatchlistGroup("Rates", ("^VIX",)), WatchlistGroup("Odd", ("DUST", "BIG", "7203.T", "STILL", "IWN")))
)
HELD = PortfolioSettings(
    1000.0,
    (
        Holding("IWM", 100, 210.5, date(2031, 4, 8)),
        Holding("RTY=F", -2, 3300.0),
        Holding("7203.T", 300, 2400.0),
        Holding("IWN", 5, 10.0),
    ),
)
# Under a cent, above a million, in another currency, and one that has not traded.
ODD = (
    msgspec.structs.replace(quote("IWM", 0.0042), symbol="DUST", previous_close=0.0041, name="Dust invented"),
    msgspec.structs.replace(quote("IWM", 1234567.89), symbol="BIG", previous_close=1234000.0, name="Big invented"),
    msgspec.structs.replace(quote("IWM", 2512.0), symbol="7203.T", previous_close=2480.0, currency="JPY"),
    msgspec.structs.replace(quote("IWM", 150.25), symbol="JPY=X", previous_close=149.9, currency="JPY"),
    msgspec.structs.replace(quote("IWM", 12.0), symbol="STILL", previous_close=12.0, volume=None, bid=None, ask=None),
)


def stage() -> Stage:
    link = StillLink(snapshot(quotes=(*snapshot().quotes, *ODD)))
    return Stage(link, watchlist=WATCHLIST, portfolio=HELD)


def _run(stage: Stage, *keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def before(pilot: Pilot[None]) -> None:
        await settled(stage, pilot)
        for key in keys:
            await pilot.press(key)
            await settled(stage, pilot)

    return before


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_portfolio(snap_compare: Compare, size: tuple[int, int]) -> None:
    shown = stage()
    assert snap_compare(shown.app, terminal_size=size, run_before=_run(shown, "h", "right_square_bracket"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_odd_symbols(snap_compare: Compare, size: tuple[int, int]) -> None:
    shown = stage()
    assert snap_compare(shown.app, terminal_size=size, run_before=_run(shown, "l", "l", "s", "s"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_choosing_columns(snap_compare: Compare, size: tuple[int, int]) -> None:
    shown = stage()
    assert snap_compare(shown.app, terminal_size=size, run_before=_run(shown, "C", "j", "J", "space"))


def test_filter(snap_compare: Compare) -> None:
    shown = stage()
    assert snap_compare(shown.app, terminal_size=(80, 24), run_before=_run(shown, "f", *"invented"))
