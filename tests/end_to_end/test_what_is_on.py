"""What is on shows and goes off, keys say where they work, and notices are kept: in a real terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import HOME, SMALL, Size

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0


def _started(start: Start, *words: object, size: Size) -> Session:
    session = start("--demo", *words, size=size)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()), within=_WITHIN_S)
    return session


@pytest.mark.parametrize("size", [SMALL, HOME], ids=str)
def test_what_is_on_shows_and_goes_off_one_by_one(start: Start, size: Size) -> None:
    session = _started(start, size=size)
    session.press("s")
    session.wait_text("by Symbol ▲")
    session.press("f")
    session.wait_text("Filter rows")
    session.send(b"IW\r")
    session.wait_without("Filter rows")
    session.wait_text("filtered", "of 12, filter: IW")
    session.press("space")
    session.wait_text("PAUSED")
    session.press("tab", "escape")
    session.wait_text("undone: filter", "PAUSED", "by Symbol ▲")
    session.wait_without("filter: IW")
    session.press("escape")
    session.wait_text("undone: sort", "PAUSED")
    session.press("escape")
    session.wait_text("undone: pause")
    session.wait_without("PAUSED")
    session.press("escape", "escape", "escape", "2")
    # The chart of the dashboard has the same title; bars are there once an average of them is.
    session.wait_text(" Chart ", "SMA 200", within=_WITHIN_S)
    session.press("x", "y")
    session.wait_text("crosshair · log")
    session.press("escape")
    session.wait_text("undone: crosshair")
    session.press("q")
    assert session.wait_end() == 0


@pytest.mark.parametrize("size", [SMALL, HOME], ids=str)
def test_a_key_that_does_nothing_says_where_it_works(start: Start, tmp_path: Path, size: Size) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('[keys]\ncrosshair = "K"\n')
    session = _started(start, "--config", settings, size=size)
    session.press("K")
    session.wait_text("K toggles the crosshair: in the chart (2)")
    session.press("m")
    session.wait_text("m mutes or unmutes the alert: in the feed (9)")
    session.press("q")
    assert session.wait_end() == 0


@pytest.mark.parametrize("size", [SMALL, HOME], ids=str)
def test_notices_leave_prompts_free_and_are_kept(start: Start, size: Size) -> None:
    session = _started(start, size=size)
    session.press("-")
    session.wait_text("IWM removed")
    session.press("f")
    session.wait_text("Filter rows by symbol or name; Esc shows all")
    session.press("escape")
    session.wait_without("Filter rows")
    session.press("9", "d")
    session.wait_text("─ Notices", "info    IWM removed")
    session.press("escape")
    session.wait_text("─ Log", "undone: notices")
    session.press("q")
    assert session.wait_end() == 0
