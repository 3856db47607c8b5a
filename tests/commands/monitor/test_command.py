"""`r2k` itself: the monitor, what it forgets of its environment, and what ends it while it loads."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import NoReturn

import pytest

from r2k_tui.commands.monitor import command
from r2k_tui.commands.monitor.command import drop_textual_variables
from r2k_tui.commands.shared.options import Options, ViewOptions
from r2k_tui.engine.setup import EngineSetup


def test_a_kiosk_forgets_what_was_brought_along_for_textual() -> None:
    brought = {"TEXTUAL_DRIVER": "os:system", "TEXTUAL_LOG": "/tmp/x", "HOME": "/home/kiosk"}
    drop_textual_variables(brought)
    assert brought == {"HOME": "/home/kiosk"}
    browser = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    drop_textual_variables(browser)
    assert browser


@pytest.fixture
def interruptible(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The process of a command that Ctrl+C interrupts with an exception."""
    monkeypatch.setattr("sys.argv", ["/usr/bin/r2k"])
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_no_exception_that_an_import_could_swallow_stands_for_ctrl_c_while_it_loads(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handlers: list[object] = []

    class Seen(Exception):
        pass

    def spawned(_: EngineSetup) -> NoReturn:
        handlers.append(signal.getsignal(signal.SIGINT))
        raise Seen

    monkeypatch.setattr(command, "spawn", spawned)
    view = ViewOptions("dashboard", "", False, True, False, False, plain=True)
    with pytest.raises(Seen):
        command.run(Options(demo=True), view)
    assert handlers == [signal.SIG_DFL]
