"""Find anything: the find line, several symbols pasted, the help searched, the themes looked through."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.pty.session import Session
from tests.pty.size import HOME, SMALL, Size

pytestmark = pytest.mark.slow
_PASTE = b"\x1b[200~%s\x1b[201~"


def type_into(session: Session, text: str) -> None:
    """Type into a line that is open, and wait until it is there."""
    session.send(text.encode())
    session.wait_text(text)


def opened(session: Session, key: str, *signs: str) -> None:
    """Press a key, and wait for what it opens."""
    session.press(key)
    session.wait_text(*signs)


def row(session: Session) -> str:
    """The row under the cursor of a list at the bottom."""
    rows = [line for line in session.text().split("\n") if line.startswith(" ▸")]
    return rows[-1] if rows else ""


@pytest.fixture(params=[HOME, SMALL], ids=str)
def demo(start: Start, settings: Path, request: pytest.FixtureRequest) -> Session:
    """The simulated market, which has a list of members."""
    size: Size = request.param
    session = start("--demo", "--config", settings, size=size)
    session.wait_text("LIVE", within=60.0)
    return session


def test_names_themes_settings_alerts_claims_and_pages_are_found(demo: Session) -> None:
    opened(demo, "/", "Find anything")
    type_into(demo, "growth russell")
    demo.wait("the growth fund", lambda: row(demo).startswith(" ▸IWO "))
    demo.press("enter")
    demo.wait_without("Find anything")
    for text, kind, sign in (
        ("halts page", "page", "Trading halts"),
        ("display.range", "setting", "chart range at start-up"),
        ("nord", "theme", "theme nord"),
    ):
        opened(demo, "/", "Find anything")
        type_into(demo, text)
        demo.wait(f"a {kind}", lambda: f" {kind} " in row(demo))  # noqa: B023
        demo.press("enter")
        demo.wait_without("Find anything")
        demo.wait_text(sign)
        demo.press("escape")
        demo.wait_without(sign)
    opened(demo, "/", "Find anything")
    demo.wait("the last place first", lambda: row(demo).startswith(" ▸nord "))


def test_keys_that_arrive_together_go_where_each_leads(demo: Session) -> None:
    demo.send(b"/iwm\r\r\r/nord\r4/halts page\r\x1b/iwm\r3")
    demo.wait_text("Momentum  1-9 views", within=60.0)


def test_members_are_found_by_the_name_of_the_company(demo: Session) -> None:
    opened(demo, "/", "Find anything")
    type_into(demo, "bancorp")
    demo.wait("a member", lambda: " member " in row(demo), within=60.0)
    symbol = row(demo).removeprefix(" ▸").split()[0]
    demo.press("enter")
    demo.wait("its chart", lambda: f" {symbol} 1" in demo.text().split("\n")[1] or f"─ {symbol} " in demo.text())


def test_a_typo_is_never_replaced_unasked(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    before = settings.read_text()
    opened(session, "+", "Add which symbol?")
    type_into(session, "tltt")
    session.press("enter")
    session.wait_text("did you mean TLT? Enter or y adds it")
    assert settings.read_text() == before
    session.press("y")
    session.wait("it in the file", lambda: "TLT" in tomllib.loads(settings.read_text())["watchlist"]["symbols"])
    opened(session, "/", "Find anything")
    type_into(session, "vixx")
    session.press("enter")
    session.wait_text("did you mean ^VIX? Enter goes there")
    session.press("enter")
    session.wait("the cursor on ^VIX", lambda: picture.cursor(session.text()) == "^VIX")


def test_a_paste_of_several_lines_is_added_at_once(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    opened(session, "+", "Add which symbol?")
    session.send(_PASTE % b"$tlt, iwm;TLT\r\nzzzz\tGLD\n")
    session.wait_text("4 symbols")
    session.press("enter")
    session.wait_text("TLT", "added", "IWM is already on the list", "ZZZZ")
    listed = tomllib.loads(settings.read_text())["watchlist"]["symbols"]
    assert listed.count("TLT") == 1 and "ZZZZ" not in listed and "# What I watch." in settings.read_text()
    session.press("escape")
    session.wait_without("already on the list")
    assert "ZZZZ" not in session.text()


def test_the_help_begins_with_this_view_and_is_searched(demo: Session) -> None:
    demo.press("2")
    demo.wait_text(" Chart ")
    opened(demo, "?", "In this view: Chart")
    demo.send(b"suspend")
    demo.wait_text("/suspend", "fg resumes")
    demo.wait_without("In this view")
    demo.press("escape")
    demo.wait_text("In this view: Chart")
    demo.press("escape")
    demo.wait_without("In this view")


def test_the_themes_are_looked_through_and_the_last_one_kept(demo: Session) -> None:
    def background() -> object:
        # The empty end of the header's first line: what it says changes as the picture arrives.
        return demo.region(0, demo.size.columns - 1, 0, demo.size.columns - 1)[0][0][2]

    demo.wait_text("SIMULATED")
    first = background()
    opened(demo, "t", "─ Themes ", "Enter keeps, Esc restores")
    demo.press("t", "t", "t")
    demo.wait("another background", lambda: background() != first)
    demo.press("escape")
    demo.wait("the first again", lambda: background() == first and "─ Themes " not in demo.text())
    demo.press("t", "t", "enter")
    demo.wait_text("; w saves it")


def test_on_a_thin_line_themes_are_named_and_nothing_is_painted_anew(start: Start, settings: Path) -> None:
    session = start("--demo", "--low-bandwidth", "--config", settings)
    session.wait_text("LIVE", within=60.0)
    opened(session, "t", "no preview")
    session.watch(1.0)
    sent = len(session.raw)
    session.press("t")
    session.watch(1.0)
    assert len(session.raw) - sent < 2_000
    session.press("enter")
    session.wait_text("; w saves it")
