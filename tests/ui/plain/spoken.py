"""The app with a voice on a stage: what it says is in `lines`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from textual.pilot import Pilot

from r2k_tui.config.sections.display import Display
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.plain.app import SIZE, PlainApp
from r2k_tui.ui.plain.prompt import PromptReader
from tests.fakes.still_market import NOW, StillLink
from tests.ui.stage import WATCHLIST, StageFile


@dataclass
class SpokenStage:
    """The app, its link, what it said, and what it echoed."""

    link: StillLink = field(default_factory=StillLink)
    lines: list[str] = field(default_factory=list)
    echoed: list[str] = field(default_factory=list)
    display: Display = field(default_factory=Display)
    offer: str = ""

    def __post_init__(self) -> None:
        self.mirror = Mirror(self.link.picture.facts, "^RUT", wall=lambda: NOW)
        client = EngineClient(lambda: self.link)
        self.app = PlainApp(AppSettings(self.display, WATCHLIST), self.mirror, client, StageFile([]), offer=self.offer)
        self.app.give_voice(self.lines.append, self.echoed.append, 0.01)
        # However slowly this machine types, it makes no pause; a test that needs one says so.
        self.app._prompt = PromptReader(float("inf"))

    async def heard(self, pilot: Pilot[Any], *keys: str) -> list[str]:
        """What the app says to these keys."""
        before = len(self.lines)
        for key in keys:
            await self.app.press(pilot, key)
        return self.lines[before:]


@asynccontextmanager
async def speaking(stage: SpokenStage) -> AsyncIterator[Pilot[Any]]:
    """Run the app until it has read its first view."""
    async with stage.app.run_test(size=(SIZE.width, SIZE.height)) as pilot:
        while "Dashboard view." not in stage.lines:
            await pilot.pause()
        await pilot.pause()
        yield pilot
