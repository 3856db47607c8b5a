"""A recorded day played in a terminal: it runs, holds, steps, changes its pace, and ends."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_nobody_left, assert_restored
from tests.engine.virtual_time import START
from tests.fakes.recorded_day import DAY, MINUTES, at, path_of, write_recording
from tests.fakes.recording_file import failed, quotes, write_file
from tests.pty.session import Session

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
_CLOCK = re.compile(r"REPLAY 2025-09-18 (\d\d:\d\d:\d\d) x(\S+)")
SETTINGS = '[watchlist]\nsymbols = ["^RUT", "IWM", "SPY"]\n'


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "r2k.toml"
    path.write_text(SETTINGS)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_recording(tmp_path / "intraday", daily=True)


def clock(session: Session) -> float | None:
    """The moment that the header shows."""
    found = _CLOCK.search(session.text())
    return at(found[1]) if found else None


def pace(session: Session) -> str:
    found = _CLOCK.search(session.text())
    return found[2] if found else ""


def known(session: Session) -> float:
    """The last close of IWM that is known at the moment that the header shows."""
    moment = clock(session)
    assert moment is not None
    return round(path_of(DAY)[int((moment - at("09:30")) // 60) - 1], 2)


@pytest.mark.slow(seconds=10)
def test_a_day_is_played_held_stepped_and_hurried(start: Start, folder: Path, settings: Path) -> None:
    session = start("--source", "replay", "--data", folder, "--date", DAY, "--speed", 60, "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()), within=_WITHIN_S)
    seen = session.processes()
    session.wait("the first bar of the day", lambda: (clock(session) or 0.0) >= at("09:31"))

    session.press(",")
    session.wait_text("HELD")
    assert "PAUSED" not in session.text()
    session.wait_quiet(1.5)
    stood = clock(session)
    assert stood is not None, session.text()
    assert picture.price(session.text(), "IWM") == known(session)

    for step in (1, 2, 3):
        ahead = stood // 60 * 60 + 60 * step
        session.press(".")
        session.wait(f"the clock at {ahead}", lambda ahead=ahead: clock(session) == ahead)  # type: ignore[misc]
        session.wait("the close of that bar", lambda: picture.price(session.text(), "IWM") == known(session))
    session.wait("the chart's end at it", lambda: picture.chart_tag(session.text()) == known(session))

    session.press(">", ">", "<", ">")
    session.wait("another pace", lambda: pace(session) == "300")
    session.press(",")
    session.wait_without("HELD")
    session.wait("time passes", lambda: (clock(session) or 0.0) > at("09:45"))
    for _ in range(4):
        session.press(">")
    session.wait_text("ENDED", within=_WITHIN_S)
    session.wait("the last close", lambda: picture.price(session.text(), "IWM") == round(path_of(DAY)[-1], 2))
    assert clock(session) == at("16:00") == at("09:30") + 60 * MINUTES
    session.wait_text("CLOSED")
    session.wait_text("no intraday bars of SPY")

    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)
    assert_nobody_left(session, seen)


def test_a_day_without_bars_does_not_start(start: Start, folder: Path) -> None:
    session = start("--source", "replay", "--data", folder, "--date", "2025-09-20")
    assert session.wait_end(within=_WITHIN_S) == 2
    assert "the nearest days with bars: 2025-09-18" in " ".join(session.text().split())


def test_a_recording_is_played_with_its_failures(start: Start, tmp_path: Path) -> None:
    polls = [quotes(float(second), 2400.0 + second, 240.0 + second) for second in (1, 8, 15)]
    refused = failed(25.0, "rate_limited", "Yahoo refuses more requests for now.", START + 600)
    file = write_file(tmp_path / "a.r2krec", *polls, refused, quotes(620.0, 2500.0, 250.0))
    session = start("--source", "replay", "--data", file, "--speed", 5)
    session.wait_text("REPLAY 2025-09-18 12:00:", within=_WITHIN_S)
    session.wait("a recorded price", lambda: (picture.price(session.text(), "IWM") or 0.0) > 240.0)
    assert "LIVE" not in session.text().splitlines()[0]
    session.wait_text("blocked", within=_WITHIN_S)
    session.press(",")
    session.wait_text("HELD")
    assert picture.price(session.text(), "IWM") == 255.0
    session.press(".")
    session.wait_text("12:10:20")
    session.wait("the price after the pause", lambda: picture.price(session.text(), "IWM") == 250.0)
    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)
