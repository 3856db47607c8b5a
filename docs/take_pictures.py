"""Takes the screenshots of the documentation from the app: `python docs/take_pictures.py [FOLDER]`.

Each view is shown with the simulated market on a screen of 120x40 cells and written as SVG.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from r2k_tui.bootstrap.links import spawn
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.config.load import load
from r2k_tui.config.paths import packaged_path
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
}
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


def main() -> None:
    """Write every screenshot."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "pictures"
    setup = resolve(SetupRequest(source="demo"), load(packaged_path()))
    for name, keys in VIEWS.items():
        svg = asyncio.run(take(setup, SIZE, keys, f"r2k --demo: {name}"))
        (folder / f"{name}.svg").write_text(svg, "utf-8")


if __name__ == "__main__":
    main()
