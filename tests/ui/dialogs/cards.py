"""The card of a reading, and the panel that it is opened from."""

from __future__ import annotations

from textual.pilot import Pilot

from r2k_tui.ui.widgets.reading_panel import ReadingPanel
from tests.ui.stage import Stage, settled


def panel(stage: Stage, name: str) -> ReadingPanel:
    return stage.app.view.query_one(f"#{name}", ReadingPanel)


async def view(stage: Stage, pilot: Pilot[None], key: str, focus: str) -> ReadingPanel:
    await pilot.press(key)
    await settled(stage, pilot)
    found = panel(stage, focus)
    found.focus()
    await pilot.pause()
    return found
