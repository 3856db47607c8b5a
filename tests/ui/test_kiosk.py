"""The monitor of a forced command: nothing leads out of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from r2k_tui.config.sections.display import Display
from r2k_tui.config.sections.watchlist import Watchlist
from r2k_tui.link.engine_client import EngineClient
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.ui.context import AppSettings
from r2k_tui.ui.controllers.settings_port import NullSettingsFile
from r2k_tui.ui.kiosk import KioskApp
from r2k_tui.ui.mirror.mirror import Mirror
from tests.fakes.still_market import StillLink


def kiosk() -> KioskApp:
    settings = AppSettings(Display(), Watchlist(("IWM",)))
    mirror = Mirror(SourceFacts("still"), "^RUT")
    return KioskApp(settings, mirror, EngineClient(StillLink), NullSettingsFile(), kiosk=True)


async def test_no_way_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda *asked, **_: opened.append(str(asked)))
    app = kiosk()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.open_url("https://example.com")
        app.action_suspend_process()
        app.action_screenshot()
        app.save_screenshot()
        app.deliver_text("x")
        app.deliver_binary("x")
        with pytest.raises(RuntimeError, match="cannot be suspended"):
            app.suspend()
        await pilot.press("ctrl+z", "e", "w")
        await pilot.pause()
        assert app.is_running
    assert opened == []
    assert not os.listdir(tmp_path)  # noqa: PTH208  (in a coroutine)
