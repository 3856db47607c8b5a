"""The simulated market: it ticks, it says that it is simulated, and it leaves no trace."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_nobody_left, assert_restored
from tests.pty.session import Session
from tests.pty.size import HOME, SMALL, Size

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
SIZES = pytest.mark.parametrize("size", [SMALL, HOME], ids=str)
SYMBOLS = ("^RUT", "IWM", "SPY", "^GSPC")


def _quotes(session: Session) -> tuple[float | None, ...]:
    screen = session.text()
    return tuple(picture.price(screen, symbol) for symbol in SYMBOLS)


def _wait_tick(session: Session) -> None:
    before = _quotes(session)
    session.wait("a tick among the quotes", lambda: _quotes(session) != before)


@pytest.mark.slow(seconds=25)
@SIZES
def test_the_demo_ticks_obeys_and_leaves(start: Start, size: Size) -> None:
    session = start("--demo", size=size)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()), within=_WITHIN_S)
    seen = session.processes()
    assert "SIMULATED" in session.text().split("\n")[0]
    for _ in range(3):
        _wait_tick(session)
    _press_every_key(session)
    assert "SIMULATED" in session.text().split("\n")[0]
    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)
    assert_nobody_left(session, seen)


def _press_every_key(session: Session) -> None:
    for key in ("j", "k", "]", "[", "r", "t", "t", "enter"):
        session.press(key)
        _wait_tick(session)
    session.press("?")
    session.wait_text("─ Keys ")
    session.press("escape")
    session.wait_without("─ Keys ")
    _pause(session)
    _wait_tick(session)


def _pause(session: Session) -> None:
    """Paused, nothing but the steps of ages is sent while the market goes on."""
    session.press("space")
    session.wait_text("PAUSED")
    session.wait_quiet(3.0)
    assert "SIMULATED" in session.text()
    session.press("space")
    session.wait_without("PAUSED")


def test_a_chart_of_the_session_grows_with_the_ticks(start: Start) -> None:
    session = start("--demo", "--symbols", "IWM,^RUT")
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()), within=_WITHIN_S)
    assert picture.chart_title(session.text()) == ("IWM", "1D")
    first = picture.chart_tag(session.text())
    session.wait("a new end of the chart", lambda: picture.chart_tag(session.text()) not in (first, None))


def test_a_simulated_market_refuses_what_it_does_not_list(start: Start) -> None:
    session = start("--demo", "--symbols", "IWM,^RUT")
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()), within=_WITHIN_S)
    session.press("+")
    session.wait_text("Add which symbol?")
    session.send(b"nosuch\r")
    session.wait_text("nosuch", "does not list it")
    session.press("escape")
    session.wait_without("nosuch")
    _wait_tick(session)


def test_without_a_terminal_it_says_what_to_use() -> None:
    """Not a terminal: exit status 2, and words instead of a picture."""

    done = subprocess.run(
        [sys.executable, "-m", "r2k_tui", "--demo"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "r2k snapshot" in done.stderr
    assert done.stdout == ""
