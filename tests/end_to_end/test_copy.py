"""`Y` in real terminals: OSC 52 with the text, through tmux and screen, and a word where it may not arrive."""

from __future__ import annotations

import base64
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import ROOT, Start
from tests.pty.mouse import click_on
from tests.pty.session import Session

pytestmark = pytest.mark.slow
Copies = Callable[..., str]
_OSC = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\a")
_WITHIN_S = 60.0


def copies(session: Session) -> list[str]:
    """The texts that were sent to the clipboard so far."""
    return [base64.b64decode(found).decode() for found in _OSC.findall(session.raw)]


def copied(session: Session, *keys: str) -> str:
    """The text that these keys copy."""
    before = len(copies(session))
    session.press_and_wait(*keys)
    session.wait(f"a copy after {' '.join(keys)}", lambda: len(copies(session)) > before)
    return copies(session)[-1]


@pytest.fixture
def monitor(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> Callable[..., Session]:
    """The monitor of a market that stands still."""

    def begin(*more: str, **environment: str) -> Session:
        session = start("--source", "csv", "--data", market[0], "--config", settings, *more, **environment)
        session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
        return session

    return begin


def test_the_row_the_cell_the_list_and_the_view(
    monitor: Callable[..., Session], market: tuple[Path, dict[str, float]]
) -> None:
    session = monitor()
    price = market[1]["IWM"]
    names, values = (line.split("\t") for line in copied(session, "Y", "Y").split("\n"))
    row = dict(zip(names, values, strict=True))
    assert (row["symbol"], float(row["price"]), row["source"]) == ("IWM", price, "csv")
    assert row["time"] and int(row["age_s"]) > 0
    session.wait_text("copied row IWM", "if nothing arrives")
    assert copied(session, "Y", "c") == f"{price:,.2f}"
    assert copied(session, "Y", "enter").split("\n")[1].startswith("IWM\t")
    lines = copied(session, "Y", "p").split("\n")
    assert [line.split("\t")[0] for line in lines] == ["symbol", "^RUT", "IWM", "^GSPC", "SPY", "^VIX"]
    assert copied(session, "Y", "v").split("\n")[0] == lines[0]


def test_bars_readings_claims_and_windows(monitor: Callable[..., Session]) -> None:
    session = monitor()
    session.press_and_wait("2")
    session.wait_text("SMA 200", "◂")
    session.press_and_wait("x", "h", "h")
    session.wait_quiet()
    shown = re.search(r"C ([\d,.]+)", session.text())
    assert shown is not None
    names, values = (line.split("\t") for line in copied(session, "Y", "r").split("\n"))
    bar = dict(zip(names, values, strict=True))
    assert (bar["symbol"], f"{float(bar['close']):,.2f}") == ("IWM", shown[1])
    assert bar["open"] and bar["high"] and bar["low"] and bar["sma200"] and bar["source"] == "csv"
    assert copied(session, "Y", "c") == shown[1]
    panel = copied(session, "Y", "p")
    assert "IWM 1Y 1d" in panel.split("\n")[0] and not re.search("[─-╿▀-▟⠀-⣿]", panel)
    session.press_and_wait("3")
    session.wait_text("Channel, breakout")
    reading = copied(session, "Y", "r").split("\n")[1].split("\t")
    assert reading[:2] == ["^RUT", "momentum"] and reading[3] == "index"
    session.press_and_wait("enter")
    session.wait_text("formula")
    card = dict(line.split("\t") for line in copied(session, "Y").split("\n"))
    assert card["reading"] == "momentum" and card["unit"] == "index" and card["source"] and card["formula"]
    session.press_and_wait("escape", "8")
    session.wait("the claims", lambda: "close_2025" in session.text() or "^RUT closed at" in session.text())
    assert copied(session, "Y", "r").split("\n")[0].startswith("id\tclaim\tclaimed\tmeasured")


def test_the_log_and_the_brief(monitor: Callable[..., Session]) -> None:
    session = monitor()
    session.press_and_wait("9")
    session.wait_text("Log", "New York time")
    assert copied(session, "Y", "r").split("\t")[1].startswith("● armed"), "the rule under the cursor"
    click_on(session, "Log ──")
    assert copied(session, "Y", "r").split("\n")[0].startswith("time\tlevel\ttopic\tmessage")
    session.press_and_wait("b")
    session.wait("sentences", lambda: " · " in session.text() and "Brief of" in session.text())
    assert copied(session, "Y").startswith("Brief of ^RUT")


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"TERM_PROGRAM": "Apple_Terminal"}, "may not have arrived"),
        ({"VTE_VERSION": "6800"}, "may not have arrived"),
        ({"TERM": "tmux-256color"}, "set-clipboard on"),
    ],
)
def test_where_it_may_not_arrive_it_says_so_and_offers_the_export(
    monitor: Callable[..., Session], environment: dict[str, str], words: str
) -> None:
    session = monitor(**environment)
    assert copied(session, "Y", "c")
    session.wait("the words", lambda: words in _notice(session) and "e exports to a file" in _notice(session))


def _notice(session: Session) -> str:
    """The words of the notice, which wraps them."""
    lines = (line.split("▌")[-1].strip(" │╯╮─") for line in session.text().split("\n") if "▌" in line)
    return " ".join(" ".join(lines).split())


def test_a_console_without_a_clipboard_gets_no_codes(monitor: Callable[..., Session]) -> None:
    session = monitor(TERM="linux")
    session.press_and_wait("Y", "c")
    session.wait_text("not copied")
    assert copies(session) == []


def test_screen_gets_pieces_that_it_hands_on(monitor: Callable[..., Session]) -> None:
    session = monitor(STY="1.pts")
    session.press_and_wait("Y", "p")
    session.wait_text("copied list")
    pieces = re.findall(rb"\x1bP([^\x1b]*\x1b?\]?[^\x1b]*)\x1b\\", session.raw)
    whole = b"".join(pieces)
    assert len(pieces) > 1 and max(map(len, pieces)) <= 768
    (found,) = _OSC.findall(whole)
    assert base64.b64decode(found).decode().startswith("symbol\tname\t")


def test_nothing_is_copied_in_a_kiosk(monitor: Callable[..., Session]) -> None:
    session = monitor("--kiosk")
    session.press_and_wait("Y")
    session.wait_text("no copying in kiosk mode")
    session.press_and_wait("b")
    session.wait_text("Brief")
    session.press_and_wait("Y")
    session.wait_quiet()
    assert copies(session) == []


class Tmux:
    """A tmux server of its own, with the monitor in its window."""

    def __init__(self, folder: Path, command: str, environment: dict[str, str], clipboard: str) -> None:
        self._name = f"r2k-{os.getpid()}-{folder.name}"
        self._environment = {**os.environ, **environment, "TERM": "xterm-256color", "TMUX": ""}
        first = [f"set -s set-clipboard {clipboard}", f"new-session -d -x 120 -y 40 {shlex.quote(command)}"]
        (folder / "tmux.conf").write_text(first[0] + "\n")
        self.run("-f", str(folder / "tmux.conf"), *shlex.split(first[1]))

    def run(self, *arguments: str) -> str:
        """Run one command of tmux; returns what it prints."""
        done = subprocess.run(
            ["tmux", "-L", self._name, *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    def wait(self, what: str, test: Callable[[], bool]) -> None:
        """Wait until `test` holds."""
        deadline = time.monotonic() + _WITHIN_S
        while not test():
            assert time.monotonic() < deadline, f"no {what}\n{self.run('capture-pane', '-p')}"
            time.sleep(0.1)

    def close(self) -> None:
        """End the server with all its windows."""
        self.run("kill-server")


@pytest.fixture(params=["on", "external", "off"])
def tmux(
    request: pytest.FixtureRequest, tmp_path: Path, market: tuple[Path, dict[str, float]], settings: Path
) -> Iterator[tuple[Tmux, str]]:
    """The monitor in tmux, with each of the three ways in which tmux treats a clipboard."""
    if shutil.which("tmux") is None:
        pytest.skip("no tmux here")
    home = str(tmp_path / "home")
    environment = {"HOME": home, **{f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "CACHE", "STATE")}}
    command = [sys.executable, "-m", "r2k_tui", "--source", "csv", "--data", str(market[0]), "--config", str(settings)]
    server = Tmux(tmp_path, f"cd {shlex.quote(str(ROOT))} && {shlex.join(command)}", environment, request.param)
    try:
        yield server, request.param
    finally:
        server.close()


def test_tmux_has_what_was_copied_whatever_its_setting(
    tmux: tuple[Tmux, str], market: tuple[Path, dict[str, float]]
) -> None:
    server, setting = tmux
    price = f"{market[1]['IWM']:,.2f}"
    server.wait("the price", lambda: price in server.run("capture-pane", "-p"))
    server.run("send-keys", "Y", "c")
    server.wait("the copy in tmux's buffer", lambda: server.run("show-buffer") == price)
    words = "tmux takes it" if setting == "on" else "tmux has it in its buffer"
    server.wait("the words", lambda: words[:12] in server.run("capture-pane", "-p"))
