"""The find line of the app on its stage: opened, typed into, followed."""

from __future__ import annotations

from textual.pilot import Pilot

from r2k_tui.ui.dialogs.find import FoundList
from tests.ui.stage import Stage, settled


async def typed(stage: Stage, pilot: Pilot[None], text: str, key: str = "slash") -> FoundList:
    """Open the line, wait for what arrives later, and type."""
    await pilot.press(key)
    await settled(stage, pilot)
    await pilot.press(*(" " if letter == " " else letter for letter in text))
    await pilot.pause()
    return stage.app.screen.query_one(FoundList)


async def gone_to(stage: Stage, pilot: Pilot[None], text: str) -> None:
    await typed(stage, pilot, text)
    await pilot.press("enter")
    await settled(stage, pilot)
