"""A program in a pty: started, looked at, typed to, and ended with everything it has started."""

from __future__ import annotations

import array
import fcntl
import os
import pty
import select
import signal
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.forked.order import take_terminal
from tests.pty.answers import Answers
from tests.pty.keys import key_bytes
from tests.pty.processes import Process, processes_of
from tests.pty.replay import Cell, Replay
from tests.pty.size import HOME, Size

_TERMINAL = {"TERM": "xterm-256color", "LANG": "C.UTF-8"}
_UNSET = ("COLORTERM", "NO_COLOR", "TMUX", "TERM_PROGRAM", "COLUMNS", "LINES", "R2K_CONFIG")
_READ_BYTES = 1 << 16
# How long to wait at most between two looks at something that sends no output.
_LOOK_S = 0.05
_SHORT_LOOK_S = 0.003
# How long a busy machine may take for what is waited for.
_WITHIN_S, _DYING_S = 60.0, 30.0


@dataclass(frozen=True)
class Chunk:
    """A piece of output and when it was read (seconds of the monotonic clock)."""

    at: float
    data: bytes


class Session:
    """A program with a terminal of its own. What it sends is read only while something is waited for: a test that
    waits for nothing, or with `reading` off, is a terminal that has stopped reading."""

    def __init__(
        self,
        command: Sequence[str],
        size: Size = HOME,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.size = size
        self._master, self._slave = pty.openpty()
        size.give(self._slave)
        os.set_blocking(self._master, False)
        self.modes_before = self.modes()
        self.chunks: list[Chunk] = []
        self._answers, self._replay, self._shown = Answers(), Replay(size), 0
        kept = {name: value for name, value in os.environ.items() if name not in _UNSET}
        self.started = time.perf_counter()
        self._program = subprocess.Popen(
            list(command),
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env={**kept, **_TERMINAL, **(environment or {})},
            cwd=folder,
            start_new_session=True,
            preexec_fn=take_terminal,
        )
        self._end = os.pidfd_open(self._program.pid)

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Number of the program's process."""
        return self._program.pid

    @property
    def terminal(self) -> int:
        """Descriptor of the end of the pty where a person would sit."""
        return self._master

    @property
    def raw(self) -> bytes:
        """All output read so far."""
        return b"".join(chunk.data for chunk in self.chunks)

    def modes(self) -> list[Any]:
        """The modes of the terminal, as termios has them."""
        return termios.tcgetattr(self._slave)

    def text(self) -> str:
        """The screen, as far as output was read."""
        self._catch_up()
        return self._replay.text()

    def region(self, top: int, left: int, bottom: int, right: int) -> tuple[tuple[Cell, ...], ...]:
        """The cells of a rectangle of the screen (from 0, ends included) with their colours."""
        self._catch_up()
        return self._replay.region(top, left, bottom, right)

    def processes(self) -> list[Process]:
        """The living processes of the program and of what it has started, the oldest first."""
        return processes_of(self.pid)

    def press(self, *keys: str) -> float:
        """Press keys, by name; returns when the last was sent."""
        self.send(b"".join(key_bytes(key) for key in keys))
        return time.perf_counter()

    def send(self, data: bytes) -> None:
        """Write to the program's input."""
        os.write(self._master, data)

    def press_and_wait(self, *keys: str) -> None:
        """Press keys one by one, each when the program has taken the one before out of the terminal."""
        for key in keys:
            self.press(key)
            deadline = time.perf_counter() + _WITHIN_S
            while not self._all_taken():
                assert time.perf_counter() < deadline, self._failure(f"the key {key} taken", _WITHIN_S, ended=False)
                self._pump(_SHORT_LOOK_S, reading=True)

    def _all_taken(self) -> bool:
        waiting = array.array("i", [0])
        fcntl.ioctl(self._slave, termios.FIONREAD, waiting)
        return waiting[0] == 0

    def resize(self, size: Size) -> None:
        """Make the window another size."""
        self._catch_up()
        self.size = size
        self._replay.resize(size)
        size.give(self._master)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program alone."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Take the terminal away, as a lost connection does."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def wait(self, what: str, test: Callable[[], bool], within: float = _WITHIN_S, *, reading: bool = True) -> float:
        """Wait until `test` holds; returns the moment. Fails after `within` seconds, or when the program has ended."""
        deadline = time.perf_counter() + within
        while True:
            if test():
                return time.perf_counter()
            left = deadline - time.perf_counter()
            ended = self._program.poll() is not None
            self._pump(0.0 if ended else max(0.0, min(left, _LOOK_S)), reading=reading)
            if (left <= 0 or ended) and not test():
                raise AssertionError(self._failure(what, within, ended=ended))

    def wait_text(self, *texts: str, within: float = _WITHIN_S) -> float:
        """Wait until all of `texts` are on the screen."""
        return self.wait(f"{' and '.join(texts)} on the screen", lambda: all(t in self.text() for t in texts), within)

    def wait_without(self, *texts: str, within: float = _WITHIN_S) -> float:
        """Wait until none of `texts` is on the screen."""
        words = f"{' and '.join(texts)} gone from the screen"
        return self.wait(words, lambda: not any(t in self.text() for t in texts), within)

    def wait_quiet(self, quiet_s: float = 0.5, within: float = _WITHIN_S) -> float:
        """Wait until nothing was sent for `quiet_s` seconds."""
        since = time.perf_counter()

        def silent() -> bool:
            last = self.chunks[-1].at if self.chunks else since
            return time.perf_counter() - max(last, since) >= quiet_s

        return self.wait(f"silence of {quiet_s} s", silent, within)

    def wait_end(self, within: float = _WITHIN_S, *, reading: bool = True) -> int:
        """Wait for the program's end; returns its status, negative for the signal that killed it."""
        deadline = time.perf_counter() + within
        while (status := self._program.poll()) is None:
            left = deadline - time.perf_counter()
            if left <= 0:
                raise AssertionError(self._failure("end of the program", within, ended=False))
            self._pump(min(left, _LOOK_S), reading=reading)
        if reading:
            self.drain()
        return status

    def watch(self, seconds: float) -> None:
        """Read for a while, whatever comes."""
        deadline = time.perf_counter() + seconds
        while (left := deadline - time.perf_counter()) > 0 and self._program.poll() is None:
            self._pump(left, reading=True)

    def drain(self) -> None:
        """Read what lies waiting."""
        self._pump(0.0, reading=True)

    def close(self) -> None:
        """End the program and all it has started, and give everything back."""
        if self._end < 0:
            return
        for process in self.processes():
            _kill(process.pid)
        self._program.wait()
        for descriptor in (self._master, self._slave, self._end):
            if descriptor >= 0:
                os.close(descriptor)
        self._master = self._slave = self._end = -1

    def _pump(self, seconds: float, *, reading: bool) -> None:
        """Wait for output or for the end, at most so long; take in all the output there is."""
        sources = [self._end] if not reading or self._master < 0 else [self._end, self._master]
        select.select(sources, [], [], seconds)
        while reading and self._master >= 0:
            try:
                data = os.read(self._master, _READ_BYTES)
            except OSError:
                return
            if not data:
                return
            self.chunks.append(Chunk(time.perf_counter(), data))
            answers = self._answers.to(data, self.size)
            if answers:
                with suppress(OSError):
                    os.write(self._master, answers)

    def _catch_up(self) -> None:
        for chunk in self.chunks[self._shown :]:
            self._replay.feed(chunk.data)
        self._shown = len(self.chunks)

    def _failure(self, what: str, within: float, *, ended: bool) -> str:
        why = f"the program ended with {self._program.returncode}" if ended else f"waited {within:g} s"
        edge = "-" * self.size.columns
        return f"no {what}: {why}\n{edge}\n{self.text()}\n{edge}"


def _kill(pid: int) -> None:
    """Kill a process and wait until it is dead."""
    with suppress(ProcessLookupError):
        handle = os.pidfd_open(pid)
        try:
            signal.pidfd_send_signal(handle, signal.SIGKILL)
            select.select([handle], [], [], _DYING_S)
        finally:
            os.close(handle)
