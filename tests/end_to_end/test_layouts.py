"""A dashboard of one's own, in a real terminal: turned, saved, edited while it runs, and too large for the window."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from r2k_tui.config.write import write_whole
from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_restored
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
OWN = """
[dashboard]
layout = "morning"

[[dashboard.layouts]]
name = "morning"
rows = ["quotes 3 | chart 2", "momentum | events", "news"]

[[dashboard.layouts]]
name = "calm"
rows = ["thesis | feed"]
"""


def test_layouts_are_shown_turned_saved_and_edited(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    settings.write_text(settings.read_text() + OWN)
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait_text("Coming events", "─ News ", "─ Momentum ")
    session.wait("prices", lambda: picture.price(session.text(), "IWM") is not None)
    assert "─ Risk " not in session.text() and "no room for" not in session.text()
    session.press("L")
    session.wait_text("layout 3 of 3: calm", "─ Thesis ", "─ Feed ")
    assert "Coming events" not in session.text()
    session.press("w")
    session.wait("the name in the file", lambda: tomllib.loads(settings.read_text())["dashboard"]["layout"] == "calm")
    write_whole(settings, settings.read_text().replace("thesis | feed", "risk | halts | thesis"))
    session.wait_text("─ Risk ", "─ Trading halts ", within=60.0)
    write_whole(settings, settings.read_text().replace("risk | halts", "risk | haltz"))
    session.wait_text("did you mean halts?", within=60.0)
    assert "─ Trading halts " in session.text()
    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)


def test_what_has_no_room_is_said_and_comes_back(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    settings.write_text(settings.read_text() + OWN)
    session = start("--source", "csv", "--data", market[0], "--config", settings, size=HOME)
    session.wait_text("Coming events", "─ News ")
    session.resize(Size(58, 16))
    session.wait_text("no room for events")
    session.wait("the quotes, which give way last", lambda: "│▸IWM " in session.text())
    session.resize(Size(20, 5))
    session.wait_text("too small")
    session.resize(HOME)
    session.wait_text("Coming events", "─ News ")
    session.wait("no line about room", lambda: "no room for" not in session.text())
    session.press("q")
    assert session.wait_end() == 0


def test_a_bad_layout_at_the_start_names_file_line_key_and_the_nearest_panel(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    text = settings.read_text() + OWN.replace("momentum | events", "momentun | events")
    settings.write_text(text)
    line = next(number for number, row in enumerate(text.splitlines(), 1) if "momentun" in row)
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    assert session.wait_end() == 2
    # The terminal breaks lines anywhere.
    said = "".join(session.text().split())
    assert f"{settings.name}:{line}:dashboard.layouts[0].rows:row2:nopanel'momentun';didyoumeanmomentum?" in said


@pytest.mark.parametrize("size", [SMALL, HOME, LARGE], ids=str)
def test_the_packaged_layouts_on_the_simulated_market(start: Start, settings: Path, size: Size) -> None:
    session = start("--demo", "--config", settings, size=size)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    if size != SMALL:
        session.wait("figures of the members", lambda: " up " in session.text() and ">50d" in session.text())
        session.wait_text("weight that reports")
    if size == LARGE:
        session.wait_text("carry the move", "─ News ", "claimed")
    rows = session.text().splitlines()[1:-1]
    filled = [row for row in rows if row.strip("│ ")]
    assert len(filled) >= 0.9 * len(rows), f"the window is used\n{session.text()}"
    session.press("q")
    assert session.wait_end() == 0
