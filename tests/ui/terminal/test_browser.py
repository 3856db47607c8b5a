"""The way to a browser: refused where nobody would see it, and an address reaches it as one argument."""

from __future__ import annotations

import asyncio
import signal
import stat
from pathlib import Path

import pytest

from r2k_tui.ui.terminal import browser
from tests.cases import cases


@cases("name", ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"])
def test_not_over_ssh(name: str) -> None:
    assert "SSH" in browser.refusal({name: "x", "DISPLAY": ":0", "BROWSER": "/bin/true"}, "linux")


def test_not_without_a_screen() -> None:
    assert "no display" in browser.refusal({}, "linux")
    assert "no display" in browser.refusal({"DISPLAY": ""}, "linux")


def test_not_without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    def none(using: str | None = None) -> object:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    assert "no browser" in browser.refusal({"DISPLAY": ":0"}, "linux")


def test_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import webbrowser

    monkeypatch.setattr(webbrowser, "get", lambda using=None: object())
    assert browser.refusal({"DISPLAY": ":0"}, "linux") == ""
    assert browser.refusal({}, "darwin") == ""


async def test_the_browser_does_not_inherit_that_signals_are_blocked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, program = tmp_path / "told", tmp_path / "a-browser"
    program.write_text(f"#!/bin/sh\ngrep SigBlk /proc/self/status > {told}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BROWSER", f"{program} %s")
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGHUP})
    try:
        async with asyncio.timeout(20):
            await browser.open_page("https://example.com")
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    assert int(told.read_text().split()[1], 16) == 0


async def test_the_browser_gets_the_address_and_nothing_of_it_is_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told, program = tmp_path / "told", tmp_path / "a-browser"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$#" "$@" > {told}\necho noise\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("BROWSER", f"{program} %s")
    address = "https://example.com/a?b=$(touch%20x)&c='d';e"
    async with asyncio.timeout(20):
        await browser.open_page(address)
    assert told.read_text() == f"1|{address}|"
