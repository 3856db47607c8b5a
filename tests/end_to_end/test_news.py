"""Headlines from the wire to the pixel: plain text whatever they hold, and no way out unless a key asks for one."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.conftest import Start
from tests.fakes.yahoo_market import article
from tests.fakes.yahoo_server import FakeYahoo, Fault
from tests.pty.session import Session
from tests.pty.size import HOME, SMALL

pytestmark = pytest.mark.slow
_WITHIN_S = 60.0
_NEWS = "/xhr/ncp"
_ADDRESS = "https://example.com/story?x=1&y=$(id)"
# Title as it comes, and as it stands on the screen.
HOSTILE = {
    "Osc \x1b]0;owned\x07title \x1b]8;;https://evil.example\x1b\\link": "Osc ]0;ownedtitle ]8;;https://evil.example\\link",
    "Csi \x1b[2J\x1b[31mred\x1b[?1049l": "Csi [2J[31mred[?1049l",
    "Eightbit \x9b2J\x9d0;x\x9cend": "Eightbit 2J0;xend",
    "Markup [@click=app.quit]quit[/] [red]": "Markup [@click=app.quit]quit[/] [red]",
    "Bidi \u202eLIAM\u2066 \u200bzero": "Bidi LIAM zero",
    "Lines\r\n\tand\x0btabs": "Lines and tabs",
}


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    with FakeYahoo(["^RUT", "IWM", "SPY"]) as server:
        titles = ["Plain words", *HOSTILE, "Long " + "x" * 10_000]
        server.news["IWM"] = [article(title, time=server.now - 60 * i) for i, title in enumerate(titles, 1)]
        server.news["IWM"][0]["content"]["canonicalUrl"]["url"] = _ADDRESS
        server.news["IWM"][1]["content"]["canonicalUrl"]["url"] = "javascript:alert(1)"
        yield server


@pytest.fixture
def settings(tmp_path: Path, yahoo: FakeYahoo) -> Path:
    path = tmp_path / "r2k.toml"
    path.write_text(
        f"""
[watchlist]
symbols = ["^RUT", "IWM", "SPY"]
[universe]
enabled = false
[fred]
endpoint = ""
[yahoo]
endpoint = "{yahoo.url}"
"""
    )
    return path


@pytest.fixture
def browser(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """An environment with a browser that writes down what it is given, and where it does."""
    program, told = tmp_path / "a-browser", tmp_path / "told"
    program.write_text(f'#!/bin/sh\nprintf "%s|" "$#" "$@" > {told}.part && mv {told}.part {told}\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    local = {"SSH_CONNECTION": "", "SSH_CLIENT": "", "SSH_TTY": ""}
    return {"BROWSER": f"{program} %s", "DISPLAY": ":0", **local}, told


def _open_window(session: Session) -> None:
    session.wait_text("IWM", "SPY", within=_WITHIN_S)
    session.press("n")
    session.wait_text("News IWM", "Plain words", within=_WITHIN_S)


def test_hostile_titles_are_plain_text(
    start: Start, settings: Path, yahoo: FakeYahoo, browser: tuple[dict[str, str], Path]
) -> None:
    environment, told = browser
    session = start("--config", settings, size=HOME, **environment)
    _open_window(session)
    text = session.text()
    for shown in HOSTILE.values():
        assert shown in text
    for sequence in (b"]0;owned\x07", b"\x1b]8;;https://evil", b"\x1b[31mred", b"\x9b", "\u202e".encode()):
        assert sequence not in session.raw.split(b"Plain words", 1)[1]
    session.press("j", "b")
    session.wait_text("this headline has no address")
    session.press("escape")
    session.wait_without("no address that could")
    session.press("j", "j", "j", "enter")
    session.wait_text("[@click=app.quit]quit[/]")
    assert session.processes(), "nothing was clicked"
    assert not told.exists()
    session.press("escape")
    session.wait_text("Plain words")
    session.press("escape")
    session.wait_without("News IWM")


def test_a_link_is_followed_by_its_key_alone(
    start: Start, settings: Path, browser: tuple[dict[str, str], Path]
) -> None:
    environment, told = browser
    session = start("--config", settings, size=SMALL, **environment)
    _open_window(session)
    session.press("o")
    session.wait_text(_ADDRESS)
    assert not told.exists()
    session.press("b")
    session.wait("the browser told", told.exists)
    assert told.read_text() == f"1|{_ADDRESS}|"


def test_a_kiosk_follows_none(start: Start, settings: Path, browser: tuple[dict[str, str], Path]) -> None:
    environment, told = browser
    session = start("--config", settings, "--kiosk", size=SMALL, **environment)
    _open_window(session)
    session.press("b")
    session.wait_text("no browser in kiosk mode", _ADDRESS)
    assert not told.exists()


def test_what_was_read_can_be_read_again_without_a_network(start: Start, settings: Path, yahoo: FakeYahoo) -> None:
    first = start("--config", settings, size=HOME)
    _open_window(first)
    first.press("escape")
    first.wait_without("News IWM")
    first.press("q")
    assert first.wait_end() == 0
    yahoo.stop()
    second = start("--config", settings, size=HOME)
    _open_window(second)


def test_the_log_says_what_failed_and_what_came_back(start: Start, settings: Path, yahoo: FakeYahoo) -> None:
    settings.write_text(settings.read_text() + "[limits]\nbackoff_s = 0.5\nbackoff_max_s = 0.5\n")
    yahoo.fail(_NEWS, Fault(status=503))
    session = start("--config", settings, "--view", "feed", size=HOME)
    session.wait_text("✕ failing", "warning news      Yahoo has a server error (503).", within=_WITHIN_S)
    yahoo.heal()
    session.wait_text("info    news      works again after failing", within=_WITHIN_S)
    session.press("f")
    session.wait_text("Filter the log")
    session.press(*"server")
    session.wait_without("works again")
    session.wait_text("Yahoo has a server error", "with server")
