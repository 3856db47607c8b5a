"""From the start of the process to numbers on the screen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import programs, stored
from tests.bench.row import Row, row
from tests.end_to_end import picture
from tests.pty.meter import first_shown
from tests.pty.session import Session

_ROUNDS, _QUICK_ROUNDS = 11, 7
_FLOOR_TEXT = "19.7"
_TIMES_FLOOR = 1.5


class Paint(NamedTuple):
    """Seconds from the start to the first byte and to the picture, and processor seconds of the process by then."""

    first_byte: float
    shown: float
    cpu: float


Start = Callable[[], AbstractContextManager[Session]]


def run(quick: bool) -> list[Row]:
    """The monitor on a full store without a network, and a bare table, in turn."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as name:
        folder = Path(name)
        stored.fill(folder)
        command = [*programs.R2K, "--config", stored.settings(folder)]
        ours, table = _in_turn(
            [
                (lambda: programs.started(command), _numbers),
                (lambda: programs.started(programs.floor("bare_table")), lambda text: _FLOOR_TEXT in text),
            ],
            _QUICK_ROUNDS if quick else _ROUNDS,
        )
    budget = _TIMES_FLOOR * table.shown
    reference = "bare Textual app with one table"
    return [
        row("first paint with stored data", ours.shown, "s", reference, table.shown, budget),
        row("first byte to the terminal", ours.first_byte, "s", reference, table.first_byte, None),
        row("first paint, processor time of the terminal", ours.cpu, "s", reference, table.cpu, None),
    ]


def _numbers(text: str) -> bool:
    """Whether a stored price and both scores are on the screen."""
    return picture.price(text, "SPY") is not None and all(picture.score(text, t) for t in ("Momentum", "Risk"))


def _in_turn(programs_: Sequence[tuple[Start, Callable[[str], bool]]], rounds: int) -> list[Paint]:
    """The medians of each program, a round of all after the other; the first round only warms the disk."""
    paints: list[list[Paint]] = [[] for _ in programs_]
    for number in range(rounds + 1):
        for place, (start, test) in enumerate(programs_):
            paint = _paint(start, test)
            if number:
                paints[place].append(paint)
    return [Paint(*(median(column) for column in zip(*found, strict=True))) for found in paints]


def _paint(start: Start, test: Callable[[str], bool]) -> Paint:
    with start() as session:
        (process,) = session.processes()[:1]
        session.wait("a picture", lambda: test(session.text()))
        cpu = process.cpu_s()
        shown = first_shown(session.chunks, session.size, test)
        assert shown is not None
        return Paint(session.chunks[0].at - session.started, shown - session.started, cpu)
