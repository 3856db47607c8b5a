"""What a run in a pty has cost: bytes, processor time, memory, and how long a key took to show."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.pty.processes import Process
from tests.pty.replay import Replay
from tests.pty.sequences import Anatomy, anatomy
from tests.pty.session import Chunk, Session
from tests.pty.size import Size

# Output with a pause of this many seconds before it is another burst: about one a paint.
_PAUSE_S = 0.005
_KEY_WITHIN_S = 2.0

Rectangle = tuple[int, int, int, int]


@dataclass(frozen=True)
class Window:
    """What a program did in a stretch of time. `cpu_s` is of the processes that were named."""

    seconds: float
    sent: int
    bursts: int
    cpu_s: float
    anatomy: Anatomy

    @property
    def bytes_per_s(self) -> float:
        """Bytes to the terminal a second."""
        return self.sent / self.seconds

    @property
    def cpu_share(self) -> float:
        """Share of one processor."""
        return self.cpu_s / self.seconds


def observe(session: Session, seconds: float, processes: Iterable[Process]) -> Window:
    """Watch a program for a while."""
    named = list(processes)
    first, begun = len(session.chunks), time.perf_counter()
    cpu = sum(process.cpu_s() for process in named)
    session.watch(seconds)
    spent = sum(process.cpu_s() for process in named) - cpu
    chunks = session.chunks[first:]
    data = b"".join(chunk.data for chunk in chunks)
    return Window(time.perf_counter() - begun, len(data), bursts(chunks), spent, anatomy(data))


def bursts(chunks: Sequence[Chunk]) -> int:
    """How many groups of output there are with a pause between them."""
    return sum(1 for i, chunk in enumerate(chunks) if i == 0 or chunk.at - chunks[i - 1].at > _PAUSE_S)


def first_shown(chunks: Iterable[Chunk], size: Size, test: Callable[[str], bool]) -> float | None:
    """The moment from which the screen passes `test`; None where it never does."""
    replay = Replay(size)
    for chunk in chunks:
        replay.feed(chunk.data)
        if test(replay.text()):
            return chunk.at
    return None


def key_times(session: Session, keys: Sequence[str], rectangle: Rectangle, every_s: float) -> list[float | None]:
    """Press keys in turn, one each `every_s` seconds; seconds from each to a change in the rectangle.

    A change elsewhere on the screen is not taken for the answer. None: nothing changed before the next key, or
    within two seconds. The keys must change the rectangle every time.
    """
    first, before = len(session.chunks), list(session.chunks)
    presses: list[float] = []
    for key in keys:
        presses.append(time.perf_counter())
        session.press(key)
        session.watch(every_s)
    session.watch(_KEY_WITHIN_S if every_s < _KEY_WITHIN_S else 0.0)
    return _answered(presses, before, session.chunks[first:], session.size, rectangle)


def _answered(
    presses: Sequence[float], before: Iterable[Chunk], after: Iterable[Chunk], size: Size, rectangle: Rectangle
) -> list[float | None]:
    changes = _changes(before, after, size, rectangle)
    ends = [*presses[1:], presses[-1] + _KEY_WITHIN_S]
    return [
        next((change - press for change in changes if press < change <= min(end, press + _KEY_WITHIN_S)), None)
        for press, end in zip(presses, ends, strict=True)
    ]


def _changes(before: Iterable[Chunk], after: Iterable[Chunk], size: Size, rectangle: Rectangle) -> list[float]:
    """The moments at which the rectangle changed."""
    replay = Replay(size)
    for chunk in before:
        replay.feed(chunk.data)
    shown, changes = replay.region(*rectangle), []
    for chunk in after:
        replay.feed(chunk.data)
        now = replay.region(*rectangle)
        if now != shown:
            changes.append(chunk.at)
        shown = now
    return changes


def quantile(values: Iterable[float], share: float) -> float:
    """The value below which `share` of the values lie: an actual one, nothing in between."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * (len(ordered) - 1))))]
