"""What is on the screen: levels, chart, momentum and risk, at the sizes people have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import ROOT, Start
from tests.end_to_end.invented import LAST_DAY
from tests.pty.size import HOME, LARGE, SMALL, Size

SIZES = pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=str)
REAL = ROOT.parent / "shared" / "data" / "daily"


@SIZES
def test_a_folder_of_files_fills_all_four_panels(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path, size: Size
) -> None:
    folder, closes = market
    session = start("--source", "csv", "--data", folder, "--config", settings, size=size)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    session.wait("the close of IWM at the end of the chart", lambda: picture.chart_tag(session.text()) == closes["IWM"])
    screen = session.text()
    assert picture.price(screen, "^RUT") == closes["RUT"]
    assert picture.price(screen, "IWM") == closes["IWM"]
    assert picture.chart_title(screen) == ("IWM", "1Y")
    assert str(LAST_DAY) in screen
    assert "SIMULATED" not in screen


@pytest.mark.usefixtures("anew")
def test_the_terminal_loads_no_heavy_library(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    """What a process has loaded is mapped into it; pandas and numpy are the engine's business."""
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    terminal, engine = session.processes()
    loaded = [Path(f"/proc/{process.pid}/maps").read_text() for process in (terminal, engine)]
    assert [library for library in ("numpy", "pandas", "scipy", "curl_cffi") if f"/{library}/" in loaded[0]] == []
    assert "/numpy/" in loaded[1], "the way of looking is blind"


def test_ascii_means_ascii_and_the_mouse_is_left_to_the_terminal_where_that_is_wanted(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings, "--ascii", "--no-mouse")
    session.wait_text(f"{market[1]['IWM']:,.2f}", "Momentum", "Risk")
    session.wait_quiet()
    assert session.text().isascii()
    assert b"\x1b[?1049h" in session.raw
    assert not [mode for mode in (b"1000", b"1002", b"1003") if b"\x1b[?" + mode + b"h" in session.raw]


def test_nothing_is_sent_while_nothing_changes(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    session.wait_quiet(1.0)
    sent = len(session.raw)
    session.watch(4.0)
    assert len(session.raw) == sent


@pytest.mark.realdata
@SIZES
def test_real_history_fills_all_four_panels(start: Start, settings: Path, size: Size) -> None:
    if not REAL.is_dir():
        pytest.skip(f"no real history in {REAL}")
    session = start("--source", "csv", "--data", REAL, "--config", settings, size=size)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    screen = session.text()
    for symbol, file in (("^RUT", "RUT"), ("IWM", "IWM"), ("^GSPC", "GSPC"), ("SPY", "SPY")):
        assert picture.price(screen, symbol) == _last_close(REAL / f"{file}.csv")
    session.wait("the chart of IWM", lambda: picture.chart_tag(session.text()) == _last_close(REAL / "IWM.csv"))


def _last_close(path: Path) -> float:
    """The newest close of a file, to the cent, read without the code under test."""
    lines = path.read_text().splitlines()
    place = [name.lower() for name in lines[0].split(",")].index("close")
    return round(float(max(line for line in lines[1:] if line).split(",")[place]), 2)
