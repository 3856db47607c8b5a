"""A thin line: little is sent, nothing of the picture is missing, and the prompt is back at once after `q`."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest

from r2k_tui.ui.terminal import leaving
from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_restored
from tests.pty.session import Session
from tests.pty.size import HOME, LARGE, SMALL, Size

pytestmark = pytest.mark.slow
# Windows, and keys in each; in parts, so that they can be shared out.
PARTS = {
    "first views": (HOME, ("2", "question_mark", "escape", "3", "4", "n", "escape")),
    "last views": (HOME, ("5", "6", "7", "8", "9")),
    "home": (HOME, ("1", "slash", "escape", "C")),
    "small": (SMALL, ("escape", "2", "question_mark")),
    "large": (LARGE, ("escape", "4")),
}
# Words that only the page has, once its first panel is there.
PAGES = (
    "statistically equivalent",
    "Portfolios against",
    "beta, t by",
    "rules tried",
    "Simulations by",
    "no holdings",
    "policy mix",
)
_WHOLE_S = 10.0
START, VIEW, HELP = 12_000, 8_000, 9_000
THIN = ("--low-bandwidth",)
MODES = pytest.mark.parametrize("options", [THIN, ()], ids=["thin", "wide"])
# A thin line gets what came meanwhile when it has carried the last picture, at most 1.6 s later.
_QUIET_S = {THIN: 2.0, (): 0.8}


@pytest.fixture
def still(start: Start, market: tuple[Path, dict[str, float]], tmp_path: Path, options: tuple[str, ...]) -> Session:
    """The monitor on a folder of files: what is painted stays as it is."""
    settings = tmp_path / "own.toml"
    # The folder has no list of members: nothing is to be tried again while pictures are compared.
    settings.write_text("[universe]\nenabled = false\n\n[built_in_alerts]\nreconstitution = false\n")
    session = start("--source", "csv", "--data", market[0], "--config", settings, *options)
    session.wait("all panels", lambda: picture.complete(session.text()))
    return session


def seen(session: Session) -> list[list[tuple[str, ...]]]:
    # Ages and countdowns go on between two pictures: any digit is as good as another.
    region = session.region(0, 0, session.size.rows - 1, session.size.columns - 1)
    return [
        [(digitless(c), "" if c == " " and not rev else fg, bg, str(rev)) for c, fg, bg, rev in row] for row in region
    ]


def digitless(character: str) -> str:
    return "0" if character.isdigit() else character


@pytest.mark.slow(seconds=10)
@MODES
@pytest.mark.parametrize("part", PARTS)
def test_the_screen_is_what_a_whole_paint_of_it_would_be(still: Session, part: str, options: tuple[str, ...]) -> None:
    (size, keys), quiet_s = PARTS[part], _QUIET_S[options]
    if size != still.size:
        still.resize(size)
        still.wait_quiet(1.0)
    for key in keys:
        still.press(key)
        if key == "5":
            continue  # the laboratory answers piece by piece, at a moment of its own
        still.wait_quiet(quiet_s, within=60.0)
        assert painted_anew(still, size, quiet_s), f"after {key} at {size}\n{still.text()}"


def painted_anew(still: Session, size: Size, quiet_s: float) -> bool:
    """Whether a whole paint ends as what is on the screen; what came late, or an age that has another unit by then, has
    another try.
    """
    for _ in range(3):
        before, sent = seen(still), len(still.chunks)
        # The same size again: the terminal may have lost what it showed, and all of it is sent anew.
        still.resize(Size(size.columns, size.rows - 1))
        still.resize(size)
        still.wait("all of it anew", lambda: any(b"\x1b[2J" in c.data for c in still.chunks[sent:]))  # noqa: B023
        with suppress(AssertionError):
            still.wait("the same picture", lambda: seen(still) == before, within=_WHOLE_S)  # noqa: B023
            return True
        still.wait_quiet(quiet_s, within=60.0)
    return False


@pytest.mark.slow(seconds=25)
def test_little_is_sent_on_a_thin_line(start: Start, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    # Notices come and go by themselves, while some view is measured.
    settings.write_text("[built_in_alerts]\nreconstitution = false\nreport_weight = 0.0\nhalts = false\n")
    session = start("--demo", "--low-bandwidth", "--config", settings)
    session.wait_text("LIVE", within=60.0)
    assert len(session.raw) <= START
    session.wait("all panels", lambda: picture.complete(session.text()), within=60.0)
    session.watch(2.0)

    def sent_for(*keys: str) -> int:
        first = len(session.chunks)
        for key in keys:
            session.press(key)
            session.watch(1.5)
        return sum(len(chunk.data) for chunk in session.chunks[first:])

    views = ("2", "3", "4", "5", "6", "7", "8", "9", "1")
    sent = {key: sent_for(key) for key in views}
    if max(sent.values()) > VIEW:
        # On a busy machine a first picture may come in two parts: a second round has all of it at hand.
        sent = {key: min(sent[key], sent_for(key)) for key in views}
    assert max(sent.values()) <= VIEW, sent
    assert sent_for("question_mark", "escape") <= HELP or sent_for("question_mark", "escape") <= HELP
    assert "Watchlist" in session.text() or picture.complete(session.text())


@pytest.mark.slow(seconds=35)
def test_a_page_of_the_allocation_is_no_more_than_a_view(start: Start, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text("[built_in_alerts]\nreconstitution = false\nreport_weight = 0.0\nhalts = false\n")
    session = start("--demo", "--low-bandwidth", "--config", settings)
    session.wait_text("LIVE", within=60.0)
    session.press("5")
    session.wait_text("policy mix", within=180.0)
    sent = {}
    # What a page waits for is drawn piece by piece: a second round has all of it.
    for _ in range(2):
        for words in PAGES:
            first = len(session.chunks)
            session.press("d")
            session.wait_text(words, within=180.0)
            session.watch(1.5)
            sent[words] = sum(len(chunk.data) for chunk in session.chunks[first:])
    assert max(sent.values()) <= VIEW, sent


@MODES
def test_the_prompt_is_back_at_once_past_a_terminal_that_does_not_read(start: Start, options: tuple[str, ...]) -> None:
    """It ends although nothing is read any more, and waits for the terminal no longer than it has promised to."""
    assert leaving._WITHIN_S <= 1.0
    session = start("--demo", *options)
    session.wait_text("LIVE", within=60.0)
    for key in ("2", "3", "4", "2", "3", "4", "7", "2", "q"):
        session.press(key)
        time.sleep(0.3)
    assert session.wait_end(within=60.0, reading=False) == 0
    session.drain()
    assert_restored(session)
