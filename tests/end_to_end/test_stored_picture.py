"""From the stored picture to the live one: no blank frame, no lost key, no sign that it was there at the end."""

from __future__ import annotations

import random
import signal
import string
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.end_to_end import picture
from tests.end_to_end.conftest import ROOT, keep_sessions
from tests.end_to_end.invented import SETTINGS
from tests.end_to_end.leaving import assert_nobody_left, assert_restored
from tests.pty.replay import Cell, Replay
from tests.pty.session import Session
from tests.pty.size import SMALL, Size

LARGE = Size(200, 60)
_NOTICE, _WAITS = "loading", ("waiting for", "computing", "no level yet")
# Columns and rows differ in what they show; a busy machine takes its time.
_WITHIN_S = 60.0
_STEPS, _STEP_S = 20, 0.02
# The notice comes last.
_STORED_END, _FRAME_END = b"loading\x1b[m", b"\x1b[?2026l"


class Monitor:
    """The monitor on a folder of files, in one home; what it starts is ended at the end of the test."""

    def __init__(self, folder: Path, data: Path, sessions: Path, stack: ExitStack) -> None:
        self.folder, self.data, self.settings, self.stack = folder, data, folder / "r2k.toml", stack
        self.settings.write_text(SETTINGS)
        keep_sessions(folder / "cache", sessions)

    @property
    def pictures(self) -> Path:
        """Where its pictures are."""
        return self.folder / "cache" / "r2k-tui" / "pictures"

    def start(self, *more: object, size: Size = SMALL, **variables: str) -> Session:
        """Start it."""
        folders = {f"XDG_{name}_HOME": str(self.folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "STATE")}
        arguments = ("--source", "csv", "--data", self.data, "--config", self.settings, *more)
        command = [sys.executable, "-m", "r2k_tui", *map(str, arguments)]
        environment = {"HOME": str(self.folder), **folders, **variables}
        return self.stack.enter_context(Session(command, size, environment, ROOT))

    def run(self, *more: object, size: Size = SMALL, **variables: str) -> None:
        """Run it until all is there, and quit: it leaves a picture."""
        session = self.start(*more, size=size, **variables)
        live(session)
        # Panels that were loaded last have asked for what they show.
        session.wait_quiet(1.0, within=_WITHIN_S)
        session.press("q")
        assert session.wait_end(_WITHIN_S) == 0


@pytest.fixture
def monitor(tmp_path: Path, market: tuple[Path, dict[str, float]], kept_sessions: Path) -> Iterator[Monitor]:
    with ExitStack() as stack:
        yield Monitor(tmp_path, market[0], kept_sessions, stack)


@pytest.fixture(scope="module")
def home_of_all(
    tmp_path_factory: pytest.TempPathFactory, market: tuple[Path, dict[str, float]], kept_sessions: Path
) -> Iterator[Monitor]:
    """One that has left a picture in a small window, for the tests that change neither settings nor pictures."""
    with ExitStack() as stack:
        monitor = Monitor(tmp_path_factory.mktemp("home"), market[0], kept_sessions, stack)
        monitor.run()
        yield monitor


@pytest.fixture
def stored(home_of_all: Monitor) -> Iterator[Monitor]:
    """The same; what a test has started is ended with it."""
    with ExitStack() as home_of_all.stack:
        yield home_of_all


def live(session: Session) -> None:
    """Wait until everything on the screen is live."""

    def is_live() -> bool:
        text = session.text()
        return picture.complete(text) and _NOTICE not in text and not any(words in text for words in _WAITS)

    session.wait("a live picture", is_live, within=_WITHIN_S)


def begin(session: Session) -> None:
    """Wait for the stored picture."""
    session.wait_text("stored ", _NOTICE, "IWM", within=_WITHIN_S)


@pytest.mark.parametrize("size", [SMALL, LARGE], ids=["small", "large"])
def test_no_frame_between_stored_and_live_is_blank(monitor: Monitor, size: Size) -> None:
    monitor.run(size=size)
    session = monitor.start(size=size)
    live(session)
    session.wait_quiet(within=_WITHIN_S)
    assert session.raw.count(b"\x1b[?1049h") == 1
    assert session.raw.count(b"\x1b[2J") == 1
    frames = _frames(session)
    final, (first, *between) = frames[-1], frames
    assert _NOTICE in _text(first)
    assert "^RUT" in _text(first)
    left: set[int] = set()
    for frame in between:
        assert not any(words in _text(frame) for words in _WAITS), _text(frame)
        again = []
        for y, rows in enumerate(zip(first, frame, final, strict=True)):
            was, now, becomes = map(_seen, rows)
            # The footer may explain what the muted panels are.
            assert _written(now) >= min(_written(was), _written(becomes)) / (2 if y < size.rows - 1 else 8), _text(
                frame
            )
            if now != was:
                left.add(y)
            elif y in left and now != becomes:
                again.append(y)
        # A live row may look as it did by chance; a panel has more of them.
        assert len(again) < 3, f"rows {again} are as they were stored again: {_text(frame)}"


def test_nothing_in_a_stored_picture_looks_live(stored: Monitor) -> None:
    session = stored.start()
    begin(session)
    frame = _frames(session)[0]
    text = _text(frame)
    for words in ("LIVE", "OPEN", "CLOSED", "●", "◐", "closes in", "opens"):
        assert words not in text
    colors = {cell[1] for row in frame for cell in row if cell[0].strip()}
    session.signal(signal.SIGTERM)
    session.wait_end()
    # Frames and muted text are grey; the notice is not.
    assert len([color for color in colors if len({color[:2], color[2:4], color[4:]}) > 1]) == 1, colors


def test_keys_typed_before_the_app_is_there_arrive_and_are_not_echoed(stored: Monitor) -> None:
    chance = random.Random(11)
    for _ in range(2):
        session = stored.start()
        begin(session)
        word = "".join(chance.choices(string.ascii_lowercase, k=12))
        for key in f"/{word}":
            session.send(key.encode())
            session.watch(chance.uniform(0.0, 0.03))
        session.wait_text(word, within=_WITHIN_S)
        _, _, rest = session.raw.partition(_STORED_END)
        assert rest.startswith(b"\x1b[?1000h"), "an echo before the app has begun"
        session.press("escape")
        session.press("q")
        assert session.wait_end(_WITHIN_S) == 0
        assert_restored(session)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda number: number.name)
def test_a_signal_in_between_restores_the_terminal(stored: Monitor, number: signal.Signals) -> None:
    """The other steps are in `python -m tests.bench.starts`."""
    for step in range(0, _STEPS, 5):
        session = stored.start()
        begin(session)
        session.watch(max(0.0, session.started + step * _STEP_S - time.perf_counter()))
        seen = session.processes()
        session.signal(number)
        assert session.wait_end(_WITHIN_S) in (128 + number, -number)
        assert_restored(session)
        assert_nobody_left(session, seen)
        assert b"Traceback" not in session.raw


def _stop_and_go_on(session: Session) -> None:
    session.signal(signal.SIGTSTP)
    session.wait("the stop", lambda: _stopped(session.pid))
    session.drain()
    assert_restored(session)
    session.signal(signal.SIGCONT)


def test_it_is_suspended_before_the_app_is_there(stored: Monitor) -> None:
    session = stored.start()
    begin(session)
    _stop_and_go_on(session)
    live(session)
    session.press("ctrl+z")
    session.wait("another stop", lambda: _stopped(session.pid))
    session.drain()
    assert_restored(session)
    session.signal(signal.SIGCONT)
    live(session)
    session.press("q")
    assert session.wait_end(_WITHIN_S) == 0
    assert_restored(session)


@pytest.mark.slow
@pytest.mark.parametrize("step", range(_STEPS))
def test_it_is_suspended_while_the_app_begins(stored: Monitor, step: int) -> None:
    session = stored.start()
    begin(session)
    session.watch(step * _STEP_S / 2)
    _stop_and_go_on(session)
    live(session)
    session.press("q")
    assert session.wait_end(_WITHIN_S) == 0
    assert_restored(session)


@pytest.mark.slow
def test_a_killed_one_leaves_the_picture_of_before(stored: Monitor) -> None:
    session = stored.start()
    begin(session)
    session.signal(signal.SIGKILL)
    session.wait_end()
    again = stored.start()
    begin(again)
    live(again)


@pytest.mark.slow
def test_two_at_once_each_have_theirs(stored: Monitor) -> None:
    both = [stored.start(), stored.start()]
    for session in both:
        begin(session)
    for session in both:
        live(session)
    for session in both:
        session.press("q")
    for session in both:
        assert session.wait_end(_WITHIN_S) == 0
        assert_restored(session)
    begin(stored.start())


@pytest.mark.slow
def test_another_size_in_between_is_drawn_anew(stored: Monitor) -> None:
    session = stored.start()
    begin(session)
    session.resize(Size(100, 30))
    live(session)
    session.wait_quiet(within=_WITHIN_S)
    assert _NOTICE not in session.text()
    assert len(session.text().splitlines()) == 30


def test_edited_settings_begin_without_and_switched_off_it_is_removed(monitor: Monitor) -> None:
    monitor.run()
    assert any(monitor.pictures.iterdir())
    monitor.settings.write_text(SETTINGS.replace("[display]", "[display]\nstored_picture = false"))
    session = monitor.start()
    live(session)
    assert b"stored " not in session.raw
    assert not any(monitor.pictures.iterdir())


@pytest.mark.slow
def test_a_kiosk_leaves_none(monitor: Monitor) -> None:
    monitor.run("--kiosk")
    assert not monitor.pictures.exists()


@pytest.mark.slow
def test_a_cache_that_cannot_be_written_is_no_error(monitor: Monitor) -> None:
    (monitor.folder / "file").write_text("")
    monitor.run(XDG_CACHE_HOME=str(monitor.folder / "file"))


def test_a_day_of_the_past_says_so(monitor: Monitor) -> None:
    monitor.run("--as-of", "2025-06-30", size=Size(120, 40))
    session = monitor.start("--as-of", "2025-06-30", size=Size(120, 40))
    begin(session)
    assert "as of 2025-06-30" in session.text()


def test_why_it_does_not_start_is_on_the_screen_of_before(monitor: Monitor) -> None:
    data = monitor.folder / "data"
    data.symlink_to(monitor.data)
    monitor.data = data
    monitor.run()
    data.unlink()
    session = monitor.start()
    assert session.wait_end(_WITHIN_S) == 2
    assert_restored(session)
    assert session.raw.index(b"is not a folder") > session.raw.rindex(b"\x1b[?1049l")


Row = tuple[Cell, ...]
Frame = tuple[Row, ...]


def _frames(session: Session) -> list[Frame]:
    """The stored picture, and the screen after each frame that was sent as one."""
    replay, frames = Replay(session.size), list[Frame]()
    rows, columns = session.size.rows, session.size.columns
    stored, end, rest = session.raw.partition(_STORED_END)
    assert end, "no stored picture"
    for sent in (stored + end, *(part + _FRAME_END for part in rest.split(_FRAME_END))):
        replay.feed(sent)
        frames.append(replay.region(0, 0, rows - 1, columns - 1))
    return frames


def _seen(row: Row) -> Row:
    """A row as a person sees it: of a blank only its ground."""
    return tuple(cell if cell[0] != " " else (" ", "", cell[2], cell[3]) for cell in row)


def _text(frame: Frame) -> str:
    return "\n".join("".join(cell[0] for cell in row) for row in frame)


def _written(row: Row) -> int:
    return sum(not cell[0].isspace() for cell in row)


def _stopped(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "T"
