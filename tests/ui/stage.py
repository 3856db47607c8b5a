"""Puts the real app on a stage: a still market behind it, a clock that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from r2k_tui.config import Display
from r2k_tui.link.following import Following
from r2k_tui.ui.app import R2KApp
from r2k_tui.ui.desk import Settings, Setup
from r2k_tui.ui.state import Mirror
from tests.fakes.still_market import FACTS, NOW, SYMBOLS, StillLink


class Stage:
    """The app, its link, and what it was asked to save."""

    def __init__(self, link: StillLink | None = None, display: Display | None = None) -> None:
        self.link = link or StillLink()
        self.saved: list[Settings] = []
        self.mirror = Mirror(FACTS, "^RUT", clock=lambda: NOW)
        setup = Setup(display or Display(), SYMBOLS, self._save)
        self.app = R2KApp(setup, self.mirror, Following(lambda: self.link))

    def _save(self, settings: Settings) -> str:
        self.saved.append(settings)
        return "saved"

    def screen_text(self) -> str:
        """What the panels of the view show, one line after the other."""
        view = self.app.view
        panels = (view.head, *view.parts)
        lines = [panel.render_line(y).text for panel in panels for y in range(panel.size.height)]
        return "\n".join(lines)


@asynccontextmanager
async def on_stage(stage: Stage, size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
    """Run the app until its first chart is there."""
    async with stage.app.run_test(size=size) as pilot:
        await settled(stage, pilot)
        yield pilot


async def settled(stage: Stage, pilot: Pilot[None]) -> None:
    """Wait until nothing asked is unanswered and everything is painted."""
    await pilot.pause()
    workers = [
        worker for worker in stage.app.workers if worker.group in ("chart", "watch", "refresh", "prompt", "load")
    ]
    if workers:
        await stage.app.workers.wait_for_complete(workers)
    await pilot.pause()
