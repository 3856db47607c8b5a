"""Every key of the dashboard, and the list that it changes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from r2k_tui.config.write import write_whole
from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.invented import SETTINGS
from tests.end_to_end.leaving import assert_nobody_left, assert_restored
from tests.pty.session import Session
from tests.pty.size import HOME, SMALL, Size


@pytest.fixture
def session(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> Session:
    """The monitor on a folder of files, all painted."""
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    _wait_complete(session)
    return session


def _wait_complete(session: Session) -> None:
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))


def _wait_cursor(session: Session, symbol: str) -> None:
    session.wait(f"the cursor on {symbol}", lambda: picture.cursor(session.text()) == symbol)


def _wait_chart(session: Session, symbol: str, name: str) -> None:
    session.wait(f"the chart of {symbol} {name}", lambda: picture.chart_title(session.text()) == (symbol, name))


def _symbols(settings: Path) -> list[str]:
    return list(tomllib.loads(settings.read_text())["watchlist"]["symbols"])


def _type(session: Session, text: str) -> None:
    """Type into a prompt that is open, and wait until it is there."""
    session.send(text.encode())
    session.wait_text(text)


def _notice(session: Session) -> str:
    """The notice over the panels, without blanks: its words are broken anywhere, the folder of a file being of any
    length; what is beside it is not of it.
    """
    beside = (row.partition("▌")[2] for row in session.text().splitlines())
    return re.sub(r"[\s│]", "", "".join(beside))


def _background(session: Session) -> object:
    return session.region(20, 30, 20, 30)[0][0][2]


def test_the_cursor_moves_and_the_chart_follows_also_to_another_range(session: Session) -> None:
    _wait_cursor(session, "IWM")
    for key, symbol in (("j", "^GSPC"), ("down", "SPY"), ("k", "^GSPC"), ("up", "IWM"), ("G", "^VIX"), ("g", "^RUT")):
        session.press(key)
        _wait_cursor(session, symbol)
        _wait_chart(session, symbol, "1Y")
    session.press("j")
    _wait_cursor(session, "IWM")
    for key, name in (("]", "5Y"), ("]", "MAX"), ("[", "5Y"), ("[", "1Y"), ("[", "YTD")):
        session.press(key)
        _wait_chart(session, "IWM", name)
        session.wait("a picture of it", lambda: picture.chart_tag(session.text()) is not None)


def test_t_changes_the_colours_and_no_text(session: Session) -> None:
    session.wait_quiet()
    text, background = session.text(), _background(session)
    session.press("t")
    session.wait_text("─ Themes ")
    session.press("t")
    session.wait("another background", lambda: _background(session) != background)
    session.press("escape")
    session.wait("the one before", lambda: _background(session) == background and session.text() == text)
    session.press("t", "t", "enter")
    session.wait_text("; w saves it")
    session.wait_without("; w saves it")
    assert _background(session) != background and session.text() == text


def test_space_holds_the_picture_and_help_is_over_it(session: Session) -> None:
    session.press("space")
    session.wait_text("PAUSED")
    session.press("space")
    session.wait_without("PAUSED")
    assert picture.complete(session.text())
    session.press("?")
    session.wait_text("In this view: Dashboard", "Find anything")
    session.press("escape")
    session.wait_without("In this view")
    session.press("escape")  # on the dashboard itself it must not quit
    session.wait_quiet()  # an escape with a key on its heels would be that key with Alt
    session.press("j")
    _wait_cursor(session, "^GSPC")


def test_slash_goes_to_a_symbol_of_the_list(session: Session) -> None:
    session.press("/")
    session.wait_text("Find anything")
    _type(session, "vix")
    session.press("enter")
    _wait_cursor(session, "^VIX")
    session.wait_without("Find anything")
    session.press("/")
    session.wait_text("Find anything")
    _type(session, "nope")
    session.press("enter")
    session.wait_text("+ adds a symbol to the list")
    session.press("escape")
    session.wait_without("+ adds a symbol to the list")
    assert picture.cursor(session.text()) == "^VIX"
    session.wait_quiet()  # as above
    # On a slow line, a key and the word after it arrive together.
    session.send(b"/spy\r")
    _wait_cursor(session, "SPY")


def test_plus_adds_a_symbol_and_keeps_the_comments(session: Session, settings: Path) -> None:
    session.press("+")
    session.wait_text("Add which symbol?")
    _type(session, "tlt")
    session.press("enter")
    _wait_cursor(session, "TLT")
    session.wait("its price", lambda: picture.price(session.text(), "TLT") is not None)
    session.wait("it in the file", lambda: _symbols(settings) == ["^RUT", "IWM", "TLT", "^GSPC", "SPY", "^VIX"])
    kept = settings.read_text()
    for comment in ("# What I watch.", "# the index", "# its fund", "# the large ones", "# I like a year"):
        assert comment in kept


def test_plus_refuses_an_unknown_symbol_where_it_was_typed(session: Session, settings: Path) -> None:
    session.press("+")
    session.wait_text("Add which symbol?")
    _type(session, "zzzz")
    session.press("enter")
    session.wait("words of refusal in the prompt", lambda: "ZZZZ" in session.text() and "zzzz" in session.text())
    session.wait_without("Add which symbol?")
    assert settings.read_text() == SETTINGS
    session.press("escape")
    session.wait_without("zzzz")
    assert "ZZZZ" not in session.text()
    assert settings.read_text() == SETTINGS


def test_minus_removes_the_symbol_and_keeps_the_comments(session: Session, settings: Path) -> None:
    session.press("j", "-")
    session.wait("^GSPC gone from the file", lambda: _symbols(settings) == ["^RUT", "IWM", "SPY", "^VIX"])
    session.wait("^GSPC gone from the list", lambda: picture.price(session.text(), "^GSPC") is None)
    _wait_cursor(session, "SPY")
    assert "# the large ones" in settings.read_text()


def test_a_file_that_cannot_be_written_is_said(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    _wait_complete(session)
    settings.write_text("[watchlist\n")  # no TOML any more
    session.press("-")
    session.wait_text("not saved")
    assert settings.read_text() == "[watchlist\n"


def test_kiosk_writes_nothing(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings, "--kiosk")
    _wait_complete(session)
    session.press("-")
    session.wait_text("not saved: --kiosk")
    assert settings.read_text() == SETTINGS


def test_an_edit_of_the_settings_shows_at_once_and_a_bad_one_changes_nothing(session: Session, settings: Path) -> None:
    write_whole(settings, SETTINGS.replace('"IWM",', '"TLT", "IWM",') + "\n[keys]\nremove = 'f8'\n")
    session.wait("the new row", lambda: picture.price(session.text(), "TLT") is not None)
    write_whole(settings, SETTINGS + "them = 'r2k'\n")
    line = len(settings.read_text().splitlines())
    session.wait("the place", lambda: f"r2k.toml:{line}:" in _notice(session) and "stayinforce" in _notice(session))
    assert picture.price(session.text(), "TLT") is not None


def test_w_keeps_the_range_in_the_settings(session: Session, settings: Path) -> None:
    session.press("]")
    _wait_chart(session, "IWM", "5Y")
    session.press("w")
    session.wait_text("display.range: saved")
    assert tomllib.loads(settings.read_text())["display"]["range"] == "5Y"
    assert "# I like a year" in settings.read_text()


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
def test_quitting_leaves_the_terminal_as_it_was(session: Session, key: str) -> None:
    seen = session.processes()
    assert len(seen) == 2, "a terminal and its engine"
    session.press(key)
    assert session.wait_end() == 0
    assert_restored(session)
    assert_nobody_left(session, seen)


def test_windows_of_any_size_are_survived(session: Session) -> None:
    for size in (Size(20, 5), Size(40, 12), Size(1, 1), Size(300, 100), SMALL, HOME):
        session.resize(size)
        session.wait_quiet(0.3)
        assert "Traceback" not in session.text()
    _wait_complete(session)
    session.press("q")
    assert session.wait_end() == 0
    assert b"Traceback" not in session.raw
    assert_restored(session)
