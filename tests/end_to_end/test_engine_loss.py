"""An engine that dies: the screen says so, keeps its picture, and has another one soon."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import Start
from tests.end_to_end.leaving import assert_nobody_left
from tests.pty.processes import Process
from tests.pty.session import Session

pytestmark = pytest.mark.slow
_SILENCE_S = 60.0


def _painted(start: Start, folder: Path, settings: Path) -> Session:
    session = start("--source", "csv", "--data", folder, "--config", settings)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))
    return session


def _engine(session: Session) -> Process:
    (engine,) = [process for process in session.processes() if process.pid != session.pid]
    return engine


def _wait_another(session: Session, old: Process, within: float) -> None:
    def other() -> bool:
        living = [process.pid for process in session.processes()]
        return len(living) == 2 and old.pid not in living and "LOST" not in session.text()

    session.wait("another engine", other, within)
    session.wait("numbers in all four panels", lambda: picture.complete(session.text()))


def test_a_killed_engine_is_told_of_and_replaced(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    session = _painted(start, market[0], settings)
    for _ in range(2):
        old = _engine(session)
        os.kill(old.pid, signal.SIGKILL)
        session.wait_text("killed by signal 9", within=60.0)
        assert picture.price(session.text(), "IWM") == market[1]["IWM"], "the last picture stays"
        _wait_another(session, old, within=60.0)
    seen = session.processes()
    session.press("j")
    session.wait("a chart from the new engine", lambda: picture.chart_title(session.text()) == ("^GSPC", "1Y"))
    session.wait("its picture", lambda: picture.chart_tag(session.text()) == market[1]["GSPC"])
    session.press("q")
    assert session.wait_end() == 0
    assert_nobody_left(session, seen)


@pytest.mark.slow(seconds=10)
def test_a_silent_engine_is_replaced(start: Start, market: tuple[Path, dict[str, float]], settings: Path) -> None:
    session = _painted(start, market[0], settings)
    old = _engine(session)
    os.kill(old.pid, signal.SIGSTOP)
    session.wait_text("silent", within=_SILENCE_S)
    _wait_another(session, old, within=_SILENCE_S)
    seen = session.processes()
    session.press("q")
    assert session.wait_end() == 0
    assert_nobody_left(session, [old, *seen])


def test_it_quits_at_once_while_there_is_no_engine(
    start: Start, market: tuple[Path, dict[str, float]], settings: Path
) -> None:
    session = _painted(start, market[0], settings)
    seen = session.processes()
    os.kill(_engine(session).pid, signal.SIGKILL)
    session.wait_text("killed by signal 9", within=60.0)
    session.press("q")
    assert session.wait_end() == 0
    assert_nobody_left(session, seen)
