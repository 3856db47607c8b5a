"""`r2k` itself: the monitor, and what it forgets of its environment."""

from __future__ import annotations

from r2k_tui.commands.monitor.command import drop_textual_variables


def test_a_kiosk_forgets_what_was_brought_along_for_textual() -> None:
    brought = {"TEXTUAL_DRIVER": "os:system", "TEXTUAL_LOG": "/tmp/x", "HOME": "/home/kiosk"}
    drop_textual_variables(brought)
    assert brought == {"HOME": "/home/kiosk"}
    browser = {"TEXTUAL_DRIVER": "textual.drivers.web_driver:WebDriver"}
    drop_textual_variables(browser)
    assert browser
