"""A window that has changed its size, of which the last that was heard is not the last there was."""

from __future__ import annotations

import shutil
from os import terminal_size

import pytest
from textual.app import App
from textual.geometry import Size

from r2k_tui.ui.terminal.resize import Resizing


async def test_the_size_is_looked_at_once_it_has_settled(monkeypatch: pytest.MonkeyPatch) -> None:
    app = App[None]()
    async with app.run_test(size=(20, 4)) as pilot:
        resizing = Resizing(app)
        monkeypatch.setattr(shutil, "get_terminal_size", lambda: terminal_size((120, 40)))
        monkeypatch.setattr(App, "is_headless", False)
        resizing._settled()
        await pilot.pause()
        assert app.size == Size(120, 40)


async def test_what_is_heard_before_the_first_picture_is_in_it() -> None:
    app = App[None]()
    async with app.run_test(size=(20, 4)):
        resizing = Resizing(app)
        resizing.resized()
        assert resizing._settling is None
        resizing.begin()
        resizing.resized()
        assert resizing._settling is not None


async def test_an_app_that_has_ended_is_painted_no_more() -> None:
    app = App[None]()
    async with app.run_test(size=(20, 4)):
        pass
    Resizing(app).paint_all()
