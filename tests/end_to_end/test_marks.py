"""Notes and lines at prices in a terminal: typed, seen, kept over a restart, and read by `r2k notes`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.conftest import ROOT, Start
from tests.pty.session import Session
from tests.pty.size import HOME

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0


def notes(*arguments: object) -> str:
    """What `r2k notes` prints."""
    command = [sys.executable, "-m", "r2k_tui", "notes", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout


def typed(session: Session, text: str) -> None:
    session.press_and_wait(*text, "enter")


def test_a_note_and_a_line_are_kept(start: Start, tmp_path: Path) -> None:
    store = tmp_path / "marks.db"
    session = start("--demo", "--store", store)
    session.wait_text("LIVE", within=_WITHIN_S)
    session.press_and_wait("N")
    session.wait_text("Notes on IWM", "none yet")
    typed(session, "[b]held[/b]")
    session.wait_text("[b]held[/b]", "✎")
    session.press_and_wait("escape", "2")
    session.wait_text("✎ 1 note", within=_WITHIN_S)
    session.press_and_wait("H")
    session.wait_text("Lines at prices of IWM")
    session.press_and_wait("ctrl+u")
    session.wait("an empty line", lambda: not session.text().rstrip("\n").split("\n")[HOME.rows - 1 :])
    typed(session, "9999")
    session.wait_text("9,999.00")
    session.press_and_wait("escape")
    session.wait_text("▲ 9,999.00")
    session.press_and_wait("q")
    assert session.wait_end(within=60.0) == 0
    printed = notes("--demo", "--store", store)
    assert "[b]held[/b]" in printed
    assert "line  IWM  9,999" in printed
    notes("--demo", "--store", store, "IWM", "add", "from", "the", "shell")
    again = start("--demo", "--store", store)
    again.wait_text("LIVE", "✎", within=_WITHIN_S)
    again.press_and_wait("N")
    again.wait_text("from the shell", "[b]held[/b]")


def test_the_simulated_market_says_that_nothing_is_kept_and_a_kiosk_refuses(start: Start) -> None:
    session = start("--demo")
    session.wait_text("LIVE", within=_WITHIN_S)
    session.press_and_wait("N")
    session.wait_text("Notes on IWM · kept until R2K ends")
    kiosk = start("--demo", "--kiosk")
    kiosk.wait_text("LIVE", within=_WITHIN_S)
    kiosk.press_and_wait("N")
    kiosk.wait_text("no notes can be added in kiosk mode")
