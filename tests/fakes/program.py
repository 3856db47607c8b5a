"""`r2k` in a process of its own, read line by line."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
SAYS_S, ENDS_S = 60.0, 30.0


def r2k(*arguments: object) -> list[str]:
    """The command line of `r2k` in this environment."""
    return [sys.executable, "-m", "r2k_tui", *map(str, arguments)]


class Program:
    """A command that runs until it is ended; `lines` and `errors` are what it has written so far."""

    def __init__(self, *arguments: object, **more: str) -> None:
        self.process = subprocess.Popen(
            r2k(*arguments),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, **more},
        )
        self.lines: list[str] = []
        self.errors: list[str] = []
        self._news = threading.Condition()
        self._open = 2
        assert self.process.stdout is not None and self.process.stderr is not None
        streams = ((self.process.stdout, self.lines), (self.process.stderr, self.errors))
        self._readers = [threading.Thread(target=self._read, args=each, daemon=True) for each in streams]
        for reader in self._readers:
            reader.start()

    def _read(self, stream: IO[str], into: list[str]) -> None:
        for line in stream:
            with self._news:
                into.append(line.rstrip("\n"))
                self._news.notify_all()
        with self._news:
            self._open -= 1
            self._news.notify_all()

    def wait_for(self, condition: Callable[[Program], bool]) -> None:
        """Wait until what it has written meets a condition; fails where it ends before."""
        with self._news:
            self._news.wait_for(lambda: self._open == 0 or condition(self), timeout=SAYS_S)
            assert condition(self), f"it wrote {self.lines[-9:]} and {self.errors[-9:]}"

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait until something beside its output holds; fails where it ends before."""
        deadline = time.monotonic() + SAYS_S
        while not condition():
            assert self.process.poll() is None and time.monotonic() < deadline, f"it wrote {self.errors[-9:]}"
            time.sleep(0.05)

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send it a signal, and return its exit status."""
        self.process.send_signal(number)
        return self.ended()

    def ended(self) -> int:
        """Its exit status, once it ends by itself."""
        status = self.process.wait(timeout=ENDS_S)
        for reader in self._readers:
            reader.join(timeout=ENDS_S)
        return status

    def kill(self) -> None:
        """End it, whatever it does."""
        self.process.kill()
        self.process.wait()
        for reader in self._readers:
            reader.join(timeout=ENDS_S)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()
