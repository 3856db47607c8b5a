"""A driver that goes on in the screen of a stored picture."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest
from textual.drivers.linux_driver import LinuxDriver

from r2k_tui.ui.terminal.takeover.driver import TakeoverDriver
from tests.pty.session import Session
from tests.pty.size import SMALL

_APP = """
import sys
from textual.app import App
from textual.widgets import Static
from r2k_tui.instant import launch
from r2k_tui.instant.screen import TakenScreen
from r2k_tui.ui.terminal.takeover.driver import TakeoverDriver

class Small(App):
    def compose(self):
        yield Static("the app")

    def on_key(self, event):
        self.exit()

if "taken" in sys.argv:
    found = launch.Launch(None, "")
    found.picture, found.screen = object(), TakenScreen(b"a stored picture", (80, 24))
    launch._LAUNCHES.append(found)
    found.screen.take()
app = Small(driver_class=TakeoverDriver)
app.run()
"""


def run(*arguments: str) -> Session:
    with Session([sys.executable, "-c", _APP, *arguments], SMALL, folder=Path(__file__).parent) as session:
        if arguments:
            session.wait_text("a stored picture")
        session.wait_text("the app")
        assert session.modes() != session.modes_before
        session.press("j")
        assert session.wait_end() == 0
        assert session.modes() == session.modes_before
        return session


def test_a_screen_that_is_entered_is_not_entered_again() -> None:
    raw = run("taken").raw
    assert raw.count(b"\x1b[?1049h") == raw.count(b"\x1b[?1049l") == 1


def test_another_screen_is_entered() -> None:
    raw = run().raw
    assert raw.count(b"\x1b[?1049h") == raw.count(b"\x1b[?1049l") == 1


@pytest.mark.parametrize("handler", ["_sigtstp_application", "_sigcont_application"])
async def test_a_signal_that_interrupts_a_write_waits_for_its_end(
    monkeypatch: pytest.MonkeyPatch, handler: str
) -> None:
    """The handler writes as well, by the same queue, whose lock the interrupted write may hold."""
    handled = list[object]()
    monkeypatch.setattr(LinuxDriver, handler, lambda self, *given: handled.append(given))
    driver = object.__new__(TakeoverDriver)
    driver._loop = asyncio.get_running_loop()
    getattr(driver, handler)(20, None)
    assert handled == []
    await asyncio.sleep(0)
    assert handled == [(20, None)]
