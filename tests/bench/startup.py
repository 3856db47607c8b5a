"""From the start of the process to numbers on the screen."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from r2k_tui.bootstrap.links import CHILD, engine_environment
from r2k_tui.commands.shared.options import Options
from r2k_tui.link.pipe import python_command
from r2k_tui.link.wire import Ask, pack
from r2k_tui.model.messages.subscription import GetSnapshot
from tests.bench import programs, stored
from tests.bench.row import Row, row
from tests.end_to_end import picture
from tests.pty.meter import first_shown
from tests.pty.processes import Process

_ROUNDS, _QUICK_ROUNDS = 11, 7
# The stored price of SPY, and the last cell of the floor's table.
_PRICE, _LAST_CELL = "400.00", "19.7"
_AFTER_S = 0.5
# As an installed `r2k`: nothing on the path that differs from start to start.
_R2K, _PATH = (sys.executable, "-P", "-m", "r2k_tui"), {"PYTHONPATH": str(programs.ROOT)}
_TIMES_FLOOR, _FIRST_TIMES_FLOOR = 1.25, 1.5
_ENGINE_S, _SETTLED_S, _PATIENCE_S = 0.08, 3.0, 60.0


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
    variables: dict[str, str]


def run(quick: bool) -> list[Row]:
    """The monitor on a full store without a network, and a bare table, in turn; then the engine alone."""
    rounds = _QUICK_ROUNDS if quick else _ROUNDS
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as name:
        folder = Path(name)
        command = [*_R2K, "--config", stored.settings(folder)]
        cache = {"XDG_CACHE_HOME": str(folder / "cache"), **_PATH}
        # Before the store is filled: an engine that runs for a while computes anew what is in it.
        _begin_and_end(command, cache)
        for path in folder.glob("*.sqlite3*"):
            path.unlink()
        stored.fill(folder)
        later, first, table = _in_turn(
            [
                _Program(command, _PRICE, _numbers, cache),
                _Program(command, _PRICE, _numbers, _PATH),
                _Program(programs.floor("bare_table"), _LAST_CELL, lambda text: _LAST_CELL in text, {}),
            ],
            rounds,
        )
        answered, empty = _engine_in_turn(folder, cache, rounds)
    reference = "bare Textual app with one table"
    budget, first_budget = _TIMES_FLOOR * table.shown, _FIRST_TIMES_FLOOR * table.shown
    return [
        row("first paint with stored data", later.shown, "s", reference, table.shown, budget, never=2.0),
        row("first paint, first start of a user", first.shown, "s", reference, table.shown, first_budget, never=2.5),
        row("first byte to the terminal", later.first_byte, "s", reference, table.first_byte, None),
        row("first paint, processor time of the terminal", later.cpu, "s", reference, table.cpu, None),
        row("bytes of the start", later.sent, "B", reference, table.sent, None, never=4.0),
        row("engine, first snapshot", answered, "s", "Python that does nothing", empty, _ENGINE_S, never=12.0),
    ]


def _begin_and_end(command: Sequence[object], variables: dict[str, str]) -> None:
    """A start that leaves what later ones find: the bytecode, once the first picture stands a while."""
    with programs.started(command, **variables) as session:
        session.wait_text("Dashboard", within=_PATIENCE_S)
        session.watch(_SETTLED_S)
        session.press("q")
        session.wait_end(_PATIENCE_S)


def _engine_in_turn(folder: Path, cache: dict[str, str], rounds: int) -> tuple[float, float]:
    """Seconds to the first snapshot of an engine, and to the end of a Python that does nothing: the medians."""
    options = Options(config=stored.settings(folder))
    asked = pack(options.setup()) + pack(Ask(1, GetSnapshot()))
    command, environment = python_command(CHILD)
    answers, empties = [], []
    for number in range(rounds + 1):
        answered = _answered(command, {**environment, **cache}, asked)
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-P", "-c", "pass"], check=True)
        if number:
            answers.append(answered)
            empties.append(time.perf_counter() - begun)
    return median(answers), median(empties)


def _answered(command: list[str], environment: dict[str, str], asked: bytes) -> float:
    begun = time.perf_counter()
    with subprocess.Popen(
        command,
        bufsize=0,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=engine_environment(environment),
    ) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(asked)
        assert len(child.stdout.read(4)) == 4
        seconds = time.perf_counter() - begun
        child.stdin.close()
        while child.stdout.read(1 << 16):
            pass
    return seconds


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
    with programs.started(program.command, **program.variables) as session:
        process = Process(session.pid, 0, "")
        session.wait(program.sign, lambda: program.sign.encode() in session.raw)
        cpu = process.cpu_s()
        session.watch(_AFTER_S)
        shown = first_shown(session.chunks, session.size, program.test)
        assert shown is not None, session.text()
        return Paint(session.chunks[0].at - session.started, shown - session.started, cpu, len(session.raw))
