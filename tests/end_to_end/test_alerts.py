"""Alerts in a real terminal: the bytes that call a person, a rule added while it runs, and a kiosk."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.invented import SETTINGS
from tests.end_to_end.leaving import assert_nobody_left, assert_restored
from tests.pty.session import Session
from tests.pty.size import SMALL

TEXT = r"IWM price \d+\.\d\d, above 1\.00"
RULE = """
[[alerts]]
name = "high"
symbol = "IWM"
field = "price"
op = "above"
value = 1.0
"""


def _command(out: Path) -> str:
    """A program that tells a file, in one step, and the alert's text as its only content."""
    script = f'printf %s "$1" > {out}.new && mv {out}.new {out}'
    return f"\n[delivery]\ncommand = {json.dumps(['/bin/sh', '-c', script, 'x', '{text}'])}\n"


def _complete(session: Session) -> None:
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))


def test_bell_and_both_notices_reach_the_terminal_once(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    settings.write_text(SETTINGS + RULE)
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait_text("above 1.00")
    session.wait("a notice", lambda: b"\x1b]9;" in session.raw)
    session.press("q")
    assert session.wait_end() == 0
    assert_restored(session)
    found = re.findall(rb"\x1b\]9;R2K: ([^\x00-\x1f]*)\x07\x1b\]777;notify;R2K;([^\x00-\x1f;]*)\x07\x07", session.raw)
    assert len(found) == 1 and session.raw.count(b"\x1b]777") == 1
    assert all(re.fullmatch(TEXT, text.decode()) for text in found[0])


def test_only_the_chosen_channels_are_used(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> None:
    settings.write_text(SETTINGS + RULE + 'channels = ["toast", "osc777"]\n')
    session = start("--source", "csv", "--data", market[0], "--config", settings)
    session.wait_text("above 1.00")
    session.wait("a notice", lambda: b"\x1b]777;" in session.raw)
    assert b"\x1b]9;" not in session.raw and b"\x07\x07" not in session.raw


def test_an_alert_that_is_added_is_kept_and_judged_by_the_same_engine(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    session = start("--source", "csv", "--data", market[0], "--config", settings, size=SMALL)
    _complete(session)
    processes = {process.pid for process in session.processes()}
    session.press("a")
    session.wait_text("Alert on IWM")
    session.send(b"> 1")
    session.wait_text("fires at once")
    session.press("enter")
    session.wait_text("above 1.00")
    session.wait("a notice", lambda: b"\x1b]9;R2K: IWM price" in session.raw)
    assert {process.pid for process in session.processes()} == processes
    written = settings.read_text()
    assert written.startswith(SETTINGS.rstrip()), "every comment is where it was"
    assert tomllib.loads(written)["alerts"] == [
        {"name": "IWM price above 1", "symbol": "IWM", "field": "price", "op": "above", "value": 1.0}
    ]
    session.press("9")
    session.wait_text("Fired", "IWM price above 1", "fired")
    seen = session.processes()
    session.press("q")
    assert session.wait_end() == 0
    assert_nobody_left(session, seen)


def test_a_program_is_told_and_in_a_kiosk_none_is(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path, tmp_path: Path
) -> None:
    for kiosk in (True, False):
        out = tmp_path / f"told-{kiosk}"
        settings.write_text(SETTINGS + RULE + _command(out))
        session = start("--source", "csv", "--data", market[0], "--config", settings, *(["--kiosk"] if kiosk else []))
        session.wait_text("above 1.00")
        if not kiosk:
            session.wait("the program", out.exists)
            assert re.fullmatch(TEXT, out.read_text())
        else:
            session.press("9")
            session.wait_text("Topics")
            session.press("T")
            session.wait_text("TEST")
            session.watch(0.5)
        session.press("q")
        assert session.wait_end() == 0
        assert out.exists() is not kiosk
