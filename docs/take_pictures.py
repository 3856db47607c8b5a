"""Takes the screenshots of the documentation from the app: `python docs/take_pictures.py [FOLDER]`.

Each view is shown with the simulated market on a screen of 120x40 cells and written as SVG.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import date
from pathlib import Path

import msgspec

from r2k_tui.bootstrap.links import spawn
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.sections.watchlist import Holding
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.ui.app import R2KApp
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.controllers.settings_port import NullSettingsFile
from r2k_tui.ui.mirror.mirror import Mirror

SIZE = (120, 40)
CHART = ["2", *["right_square_bracket"] * 3, "o", "o", "x", *["h"] * 5]
# Up and down: the members' closes, the optimiser and the ledger need a moment longer.
LONGER = "jkjkjkjk"
ALLOCATION_PAGES = ("weights", "frontier", "versus", "factors", "rules", "future", "trades")
VIEWS = {
    "dashboard": [],
    "chart": CHART,
    "momentum": ["3"],
    "risk": ["4"],
    "allocation": ["5", *LONGER],
    "macro": ["6", *LONGER],
    "universe": ["7", *LONGER],
    "thesis": ["8", *LONGER],
    "feed": ["9"],
    # Each key is given two seconds: the pages that compute longest have them from the keys of their neighbors.
    **{f"allocation_{page}": ["5", *LONGER, *["d"] * place, *LONGER] for place, page in enumerate(ALLOCATION_PAGES)},
}
# What the pictures of the allocation hold: a portfolio that is off its target, with a price paid for each lot.
HOLDINGS = (
    ("IWM", 120.0, 178.5, date(2021, 3, 1)),
    ("IWM", 60.0, 214.0, date(2026, 5, 4)),
    ("SPY", 40.0, 412.0, date(2022, 1, 10)),
    ("AGG", 250.0, 101.3, date(2023, 6, 1)),
    ("GLD", 30.0, 171.0, date(2020, 8, 3)),
)
_SETTLED_S = 6.0


async def take(setup: EngineSetup, size: tuple[int, int], keys: list[str], title: str = "r2k") -> str:
    """The SVG of the screen after `keys`."""
    config = setup.config
    mirror = Mirror(setup.facts, config.market.index, as_of=setup.as_of)
    settings = AppSettings(config.display, config.watchlist)
    app = R2KApp(settings, mirror, EngineClient(lambda: spawn(setup)), NullSettingsFile())
    async with app.run_test(size=size) as pilot:
        await asyncio.sleep(_SETTLED_S)
        for key in keys:
            await pilot.press(key)
            await asyncio.sleep(2.0)
        return app.export_screenshot(title=title)


def with_holdings(setup: EngineSetup) -> EngineSetup:
    """The setup of a person who holds something."""
    lots = tuple(Holding(symbol, shares, cost, opened) for symbol, shares, cost, opened in HOLDINGS)
    portfolio = msgspec.structs.replace(setup.config.portfolio, holdings=lots, cash=5_000.0)
    return msgspec.structs.replace(setup, config=msgspec.structs.replace(setup.config, portfolio=portfolio))


def main() -> None:
    """Write every screenshot."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures"
    setup = resolve(SetupRequest(source="demo"), load(packaged_path()))
    holding = with_holdings(setup)
    for name, keys in VIEWS.items():
        shown = holding if name.startswith("allocation") else setup
        svg = asyncio.run(take(shown, SIZE, keys, f"r2k --demo: {name}"))
        (folder / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
