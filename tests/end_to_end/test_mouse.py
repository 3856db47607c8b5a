"""The mouse in a real terminal: what is drawn is what a click does, and nothing else does anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.pty.mouse import MOVED, click, click_on, drag, legacy, place_of, report, wheel
from tests.pty.session import Session
from tests.pty.size import HOME, SMALL, Size

pytestmark = pytest.mark.slow
WIDE = Size(160, 45)
CHART = ("SMA 200", "◂", " Chart ")


def _waits(session: Session, what: str, pattern: str) -> None:
    session.wait(what, lambda: re.search(pattern, session.text(), re.MULTILINE) is not None)


@pytest.fixture
def still(market: tuple[Path, dict[str, float]], settings: Path) -> tuple[object, ...]:
    """The options of a market that stands still, with a second list."""
    text = settings.read_text().replace(
        "[display]", '[[watchlist.groups]]\nname = "Rates"\nsymbols = ["TLT"]\n\n[display]'
    )
    settings.write_text(text)
    return ("--source", "csv", "--data", market[0], "--config", settings)


def _open(start: Start, still: tuple[object, ...], size: Size = HOME) -> Session:
    session = start(*still, size=size)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    session.wait_quiet(1.0)
    return session


def test_rows_headings_and_lists(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still)
    click_on(session, " SPY ", beyond=2)
    session.wait_text("▸SPY", "─ SPY 1Y")
    click_on(session, "Symbol")
    session.wait_text("Symbol▲")
    click_on(session, "Symbol▲")
    session.wait_text("Symbol▼")
    click_on(session, "Rates")
    session.wait_text("▸TLT")
    click_on(session, "Small caps")
    session.wait_text(" IWM ")


def test_a_double_click_opens_and_the_views_are_in_the_footer(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still)
    click_on(session, " SPY ", 2, beyond=2)
    session.wait_text("SPY 1Y 1d", *CHART)
    click_on(session, "1-9 views")
    session.wait_text("Go to", "7  Universe")
    click_on(session, "9  Feed")
    session.wait_text(" Feed  1-9", "Topics")
    click_on(session, "? help")
    session.wait_text("Next row, or scroll down")
    session.press("escape")
    session.wait_without("Next row, or scroll down")


def test_the_header_leads_to_the_chart_and_to_the_feed(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still)
    click_on(session, "^RUT")
    session.wait_text("^RUT 1Y 1d", " Chart ")
    click_on(session, "csv ")
    session.wait_text(" Feed  1-9", "Topics")


def test_ranges_and_the_legend_of_a_chart(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still, WIDE)
    session.press("2")
    session.wait_text(*CHART, "IWM 1Y 1d")
    click_on(session, "5Y MAX")
    session.wait_text("IWM 5Y 1d")
    click_on(session, "SMA 200")
    session.wait("the line gone from the legend", lambda: "SMA 200" not in session.text())
    click_on(session, "5Y 1d")
    session.wait_text("IWM MAX")


def test_the_wheel_zooms_about_the_pointer_and_a_drag_pans(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still, WIDE)
    session.press("2")
    session.wait_text(*CHART)
    x, y = 80, 15
    click(session, x, y)
    session.wait("the crosshair", lambda: "┊" in session.text())
    day = session.text().split("\n")[2][2:22]
    wheel(session, "up", x, y)
    session.wait_quiet()
    # The bar under the pointer stays there, so the crosshair does.
    found = next(line.index("┊") for line in session.text().split("\n") if "┊" in line)
    assert abs(found - x) <= 2 and session.text().split("\n")[2][2:22] == day
    click(session, found, y)
    session.wait("no crosshair", lambda: "┊" not in session.text())
    axis = session.text().split("\n")[-3]
    drag(session, (x, y), (x + 30, y))
    session.wait("another stretch of time", lambda: session.text().split("\n")[-3] != axis)
    assert "┊" not in session.text(), "the end of a drag is no click"
    session.press("escape")
    session.wait_text("◂")


def test_the_wheel_scrolls_a_table_and_stops_at_its_ends(start: Start) -> None:
    session = start("--demo", "--view", "universe")
    session.wait_text("Members", "1-")
    session.wait("rows", lambda: re.search(r" 1-\d+ of", session.text()) is not None)
    x, y = 10, 8
    wheel(session, "down", x, y)
    _waits(session, "rows scrolled", r" 4-\d+ of")
    for _ in range(3):
        wheel(session, "up", x, y)
    _waits(session, "the top", r" 1-\d+ of")
    click_on(session, "d page")
    session.wait_text("Calendar of events", "halts")
    click_on(session, "  halts", beyond=3)
    session.wait_text("Trading halts", "of the feed")
    click_on(session, " all ", beyond=2)
    session.wait_text("▸all")
    click_on(session, "  members", beyond=3)
    session.wait_text("Members of")


def test_a_click_on_nothing_and_a_motion_do_nothing(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still)
    assert b"\x1b[?1002h" in session.raw and b"\x1b[?1003h" not in session.raw, "no reports of motion are asked for"
    sent = len(session.raw)
    for x in range(0, 120, 7):
        report(session, MOVED, x, 10)
    session.watch(1.0)
    assert len(session.raw) == sent, "a motion sends nothing"
    before = session.text()
    blank = next(y for y, line in enumerate(before.split("\n")) if y > 3 and not line[2:40].strip())
    for button in (0, 1, 2):
        report(session, button, 10, blank)
        report(session, button, 10, blank, released=True)
    session.wait_quiet()
    assert session.text() == before


def test_nothing_under_a_window_is_clicked(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still)
    x, y = place_of(session, " SPY ")
    session.press("Y")
    session.wait_text("c  cell")
    click(session, x + 2, y)
    wheel(session, "down", x, y)
    session.wait_quiet()
    assert "▸IWM" in session.text() and "c  cell" in session.text(), "the click neither went through nor closed it"
    click_on(session, "r  row")
    session.wait_text("copied row IWM")
    click_on(session, "copied row IWM")
    session.wait_without("copied row IWM")


def test_legacy_reports_beyond_column_95(start: Start, still: tuple[object, ...]) -> None:
    session = _open(start, still)
    x, y = place_of(session, "? help")
    assert x > 95
    legacy(session, 0, x, y)
    legacy(session, 3, x, y)
    session.wait_text("Next row, or scroll down")


def test_without_the_mouse_nothing_is_asked_for(start: Start, still: tuple[object, ...]) -> None:
    session = start(*still, "--no-mouse", size=SMALL)
    session.wait_text("Symbol")
    session.wait_quiet()
    assert not [mode for mode in (b"1000", b"1002", b"1003", b"1006") if b"\x1b[?" + mode + b"h" in session.raw]
