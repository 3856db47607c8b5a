"""From the start of the process to numbers on the screen."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from tests.bench import programs, stored
from tests.bench.row import Row, row
from tests.end_to_end import picture
from tests.pty.meter import first_shown
from tests.pty.processes import Process

_ROUNDS, _QUICK_ROUNDS = 11, 7
# The stored price of SPY, and the last cell of the floor's table.
_PRICE, _LAST_CELL = "400.00", "19.7"
_AFTER_S = 0.5
_TIMES_FLOOR = 1.5


class Paint(NamedTuple):
    """Seconds from the start to the first byte and to the picture, processor seconds of the process by then, and the
    bytes that were sent half a second later."""

    first_byte: float
    shown: float
    cpu: float
    sent: float


class _Program(NamedTuple):
    """A command, a text by whose arrival the picture is nearly there, and what makes the picture complete."""

    command: Sequence[object]
    sign: str
    test: Callable[[str], bool]


def run(quick: bool) -> list[Row]:
    """The monitor on a full store without a network, and a bare table, in turn."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as name:
        folder = Path(name)
        stored.fill(folder)
        command = [*programs.R2K, "--config", stored.settings(folder)]
        ours, table = _in_turn(
            [
                _Program(command, _PRICE, _numbers),
                _Program(programs.floor("bare_table"), _LAST_CELL, lambda text: _LAST_CELL in text),
            ],
            _QUICK_ROUNDS if quick else _ROUNDS,
        )
    budget = _TIMES_FLOOR * table.shown
    reference = "bare Textual app with one table"
    return [
        row("first paint with stored data", ours.shown, "s", reference, table.shown, budget, never=2.0),
        row("first byte to the terminal", ours.first_byte, "s", reference, table.first_byte, None),
        row("first paint, processor time of the terminal", ours.cpu, "s", reference, table.cpu, None),
        row("bytes of the start", ours.sent, "B", reference, table.sent, None, never=4.0),
    ]


def _numbers(text: str) -> bool:
    """Whether a stored price and both scores are on the screen."""
    return picture.price(text, "SPY") is not None and all(picture.score(text, t) for t in ("Momentum", "Risk"))


def _in_turn(measured: Sequence[_Program], rounds: int) -> list[Paint]:
    """The medians of each program, a round of all after the other; the first round only warms the disk."""
    paints: list[list[Paint]] = [[] for _ in measured]
    for number in range(rounds + 1):
        for place, program in enumerate(measured):
            paint = _paint(program)
            if number:
                paints[place].append(paint)
    return [Paint(*(median(column) for column in zip(*found, strict=True))) for found in paints]


def _paint(program: _Program) -> Paint:
    """One start. The screen is looked at afterwards, from what was read: looking takes a processor of its own."""
    with programs.started(program.command) as session:
        process = Process(session.pid, 0, "")
        session.wait(program.sign, lambda: program.sign.encode() in session.raw)
        cpu = process.cpu_s()
        session.watch(_AFTER_S)
        shown = first_shown(session.chunks, session.size, program.test)
        assert shown is not None, session.text()
        return Paint(session.chunks[0].at - session.started, shown - session.started, cpu, len(session.raw))
