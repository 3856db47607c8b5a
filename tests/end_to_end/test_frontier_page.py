"""The page of the frontier in a terminal: progress, what is drawn in plain ASCII, and the tilt on the page after it."""

from __future__ import annotations

import pytest

from tests.end_to_end.conftest import Start
from tests.pty.size import LARGE, SMALL

pytestmark = pytest.mark.slow
_WITHIN_S = 120.0


@pytest.mark.slow(seconds=10)
def test_frontier_bands_and_tilt_in_a_large_terminal(start: Start) -> None:
    session = start("--demo", size=LARGE)
    session.wait("the dashboard", lambda: "Dashboard" in session.text(), _WITHIN_S)
    session.press_and_wait("5", "d")
    session.wait("progress", lambda: "of 200 resampled frontiers" in session.text(), _WITHIN_S)
    session.wait("the region", lambda: "equivalent: V min-vol" in session.text(), _WITHIN_S)
    shown = session.text()
    assert "○" in shown and "···" in shown and "░" in shown and "200 samples; each box 0 to" in shown
    session.press_and_wait("d")
    session.wait("the tilt", lambda: "Tilt against tracking error" in session.text(), _WITHIN_S)
    session.wait("its steps", lambda: "least tracking error (TE) to SPY 100%" in session.text(), _WITHIN_S)


@pytest.mark.slow(seconds=10)
def test_the_region_in_plain_ascii_at_eighty_columns(start: Start) -> None:
    session = start("--demo", "--ascii", size=SMALL)
    session.wait("the dashboard", lambda: "Dashboard" in session.text(), _WITHIN_S)
    session.press_and_wait("5", "d")
    session.wait("the region", lambda: "equivalent: V min-vol" in session.text(), _WITHIN_S)
    shown = "\n".join(line[:79] for line in session.text().splitlines())  # beside the scrollbar
    assert shown.isascii() and "o resampled" in shown and "...." in shown
    session.press_and_wait("tab")
    session.wait("the boxes", lambda: all(part in session.text() for part in ("each box 0 to", "::::")), _WITHIN_S)
