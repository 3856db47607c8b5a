"""`python -m tests.bench.starts [--starts N]`: many starts over a stored picture, with keys and signals in between.

Random keys are typed in the first 300 ms, none may be lost or echoed; TERM, INT and HUP come in each of the first 20
steps of 20 ms, and the terminal must be as it was. Prints what failed, and returns 1 if anything did.
"""

from __future__ import annotations

import argparse
import random
import signal
import string
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import programs
from tests.end_to_end import picture
from tests.end_to_end.invented import SETTINGS, write_market
from tests.end_to_end.leaving import assert_restored
from tests.pty.session import Session
from tests.pty.size import SMALL

_STARTS, _TYPED_S = 200, 0.3
_STEPS, _STEP_S = 20, 0.02
_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_STORED = b"loading\x1b[m"
_WITHIN_S = 60.0


class _Monitor:
    """The monitor on a folder of files, in one home."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._data, self._settings = folder, folder / "data", folder / "r2k.toml"
        self._data.mkdir()
        write_market(self._data)
        self._settings.write_text(SETTINGS)

    @contextmanager
    def started(self) -> Iterator[Session]:
        """Start it."""
        arguments = ("--source", "csv", "--data", self._data, "--config", self._settings)
        folders = {f"XDG_{name}_HOME": str(self._folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
        variables = {"HOME": str(self._folder), "PYTHONPATH": str(programs.ROOT), **folders}
        with Session([*programs.R2K, *map(str, arguments)], SMALL, variables, self._folder) as session:
            yield session

    def store(self) -> None:
        """Leave a picture."""
        with self.started() as session:
            session.wait("numbers", lambda: picture.complete(session.text()), within=_WITHIN_S)
            session.wait_quiet(1.0, within=_WITHIN_S)
            session.press("q")
            assert session.wait_end(_WITHIN_S) == 0


def main() -> int:
    """Run all of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.starts", description=__doc__)
    parser.add_argument("--starts", type=int, default=_STARTS, help="starts with keys (%(default)s)")
    given = parser.parse_args()
    # A shell has its background programs ignore it, and the monitors would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as name:
        monitor = _Monitor(Path(name))
        monitor.store()
        chance = random.Random(1)
        for number in range(given.starts):
            _note(failed, f"start {number + 1}", lambda: _type(monitor, chance))
        for kind in _SIGNALS:
            for step in range(_STEPS):
                after = step * _STEP_S
                _note(failed, f"{kind.name} after {after:.2f} s", lambda k=kind, a=after: _end(monitor, k, a))  # type: ignore[misc]
    print("\n".join(failed) or f"{given.starts} starts with keys, {len(_SIGNALS) * _STEPS} with signals: all well")
    return 1 if failed else 0


def _note(failed: list[str], what: str, attempt: object) -> None:
    assert callable(attempt)
    try:
        attempt()
    except AssertionError as error:
        failed.append(f"{what}: {str(error).splitlines()[0]}")
    print(f"\r{what}, {len(failed)} failed   ", end="", file=sys.stderr, flush=True)


def _type(monitor: _Monitor, chance: random.Random) -> None:
    """Type a search in the first 300 ms; all of it must be in the prompt, and nothing on the screen before."""
    word = "".join(chance.choices(string.ascii_lowercase, k=12))
    moments = sorted(chance.uniform(0.0, _TYPED_S) for _ in range(len(word) + 1))
    with monitor.started() as session:
        early = b""
        for key, moment in zip(f"/{word}", moments, strict=True):
            session.watch(max(0.0, session.started + moment - time.perf_counter()))
            # Before the process runs it is the terminal that echoes, on the screen of before.
            early += b"" if _STORED in session.raw else key.encode()
            session.send(key.encode())
        session.wait_text(word, within=_WITHIN_S)
        before, stored, rest = session.raw.partition(_STORED)
        assert stored, "no stored picture"
        assert rest.startswith(b"\x1b[?1000h"), f"echoed: {rest[:20]!r}"
        shown = before.partition(b"\x1b[?1049h")[0]
        assert set(shown) <= set(early), f"echoed before: {shown!r}"
        session.press("escape")
        session.press("q")
        assert session.wait_end(_WITHIN_S) == 0
        assert_restored(session)


def _end(monitor: _Monitor, number: signal.Signals, after: float) -> None:
    """Send a signal; the terminal must be restored, if it was touched at all."""
    with monitor.started() as session:
        session.watch(max(0.0, session.started + after - time.perf_counter()))
        session.signal(number)
        status = session.wait_end(_WITHIN_S)
        taken = b"\x1b[?1049h" in session.raw
        # Python itself ends with 1 while it loads its own modules.
        allowed = (128 + number, -number) if taken else (128 + number, -number, 1)
        assert status in allowed, f"status {status}"
        assert session.modes() == session.modes_before, "modes"
        if taken:
            assert_restored(session)


if __name__ == "__main__":
    sys.exit(main())
