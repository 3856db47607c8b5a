"""Puts the real app on a stage: a still market behind it, a clock that stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from textual.pilot import Pilot

from r2k_tui.config.listing import ListedSetting, check_change, listed_settings
from r2k_tui.config.paths import packaged_path
from r2k_tui.config.sections.dashboard import DashboardLayout, DashboardSettings
from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.watchlist import PortfolioSettings, Watchlist
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.ui.app import R2KApp
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.controllers.settings_port import SettingChanges
from r2k_tui.ui.mirror.mirror import Mirror
from r2k_tui.ui.views.universe.pages import PAGES
from tests.fakes.still_market import FACTS, NOW, SYMBOLS, StillLink

WATCHLIST = Watchlist(SYMBOLS)
NOTHING = PortfolioSettings()
PACKAGED = DashboardSettings()
# The engine that stands still says nothing, for however long a busy machine takes over a test.
_NEVER_S = 3600.0


class StageFile:
    """A file of settings: `edit` writes it as an editor would, what the app saves is in `saved`."""

    def __init__(self, saved: list[SettingChanges]) -> None:
        self._saved, self._edit = saved, list[AppSettings | str]()
        self.added: list[tuple[str, dict[str, object]]] = []

    def edit(self, fresh: AppSettings | str) -> None:
        """Change the file: into new settings, or into something that is refused with these words."""
        self._edit.append(fresh)

    def changed(self) -> bool:
        """See SettingsFile."""
        return bool(self._edit)

    def read(self) -> AppSettings:
        """See SettingsFile."""
        fresh = self._edit.pop()
        if isinstance(fresh, str):
            raise ValueError(fresh)
        return fresh

    def save(self, settings: SettingChanges) -> str:
        """See SettingsFile."""
        self._saved.append(settings)
        return "saved"

    def add(self, name: str, fields: Mapping[str, object]) -> str:
        """See SettingsFile."""
        self.added.append((name, dict(fields)))
        return "saved"

    def listed(self) -> tuple[ListedSetting, ...]:
        """See SettingsFile: the packaged settings."""
        return listed_settings(packaged_path())

    def change(self, table: str, key: str, text: str) -> str:
        """See SettingsFile."""
        self._saved.append({(table, key): check_change(packaged_path(), table, key, text)})
        return "saved"


class Stage:
    """The app, its link, and what it was asked to save."""

    def __init__(
        self,
        link: StillLink | None = None,
        display: Display | None = None,
        *,
        kiosk: bool = False,
        watchlist: Watchlist = WATCHLIST,
        portfolio: PortfolioSettings = NOTHING,
        dashboard: DashboardSettings = PACKAGED,
    ) -> None:
        self.link = link or StillLink()
        self.saved: list[SettingChanges] = []
        self.mirror = Mirror(FACTS, "^RUT", wall=lambda: NOW)
        self.file = StageFile(self.saved)
        settings = AppSettings(display or Display(), watchlist, portfolio=portfolio, dashboard=dashboard)
        self.app = R2KApp(settings, self.mirror, EngineClient(lambda: self.link, _NEVER_S), self.file, kiosk=kiosk)

    def screen_text(self) -> str:
        """What the panels of the view show, one line after the other."""
        view = self.app.view
        panels = (view.head, *view.parts)
        lines = [panel.render_line(y).text for panel in panels for y in range(panel.size.height)]
        return "\n".join(lines)


def one_layout(*rows: str) -> DashboardSettings:
    """Settings whose dashboard has these rows."""
    return DashboardSettings("own", (DashboardLayout("own", rows),))


def keys_to(page: str) -> list[str]:
    """Keys that lead from any view to a page of view 7, forward or back from the members: each page passed loads."""
    forward = [one.NAME for one in PAGES].index(page) + 1
    back = len(PAGES) + 1 - forward
    return ["7", *(["d"] * forward if forward <= back else ["D"] * back)]


@asynccontextmanager
async def on_stage(
    stage: Stage, size: tuple[int, int] = (120, 40), *, notices: bool = False
) -> AsyncIterator[Pilot[None]]:
    """Run the app until its first chart is there. `notices`: they appear on the screen."""
    async with stage.app.run_test(size=size, notifications=notices) as pilot:
        await settled(stage, pilot)
        yield pilot


async def settled(stage: Stage, pilot: Pilot[None]) -> None:
    """Wait until nothing asked is unanswered and everything is painted."""
    await pilot.pause()
    workers = [
        worker
        for worker in stage.app.workers
        if worker.group
        in (
            "chart",
            "page",
            "watch",
            "refresh",
            "prompt",
            "load",
            "find",
            "replay",
            "news",
            "alerts",
            "events",
            "leave",
        )
    ]
    if workers:
        await stage.app.workers.wait_for_complete(workers)
    await painted(stage, pilot)


async def painted(stage: Stage, pilot: Pilot[None]) -> None:
    """Wait until what the engine has said is painted, whatever is still unanswered."""
    await pilot.pause()
    while stage.app._pace.is_behind and not stage.app.context.display.low_bandwidth:
        await pilot.pause(0.02)
    await pilot.pause()
