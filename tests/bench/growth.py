"""How cost grows with symbols, history, terminals and the size of the screen: `python -m tests.bench.growth FOLDER`
measures and writes a plot of each, and `growth.json` with the numbers."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.bench import hub, programs, readings
from tests.bench.plots import figure
from tests.pty.meter import observe
from tests.pty.size import HOME, Size

_WINDOW_S, _SETTLED_S = 15.0, 4.0
_SIZES = (Size(80, 24), HOME, Size(160, 50), Size(200, 60))
# How often a week's days are counted into a year's.
_YEAR = 252

Line = dict[str, float]


class Growth(NamedTuple):
    """One plot: what grows along it, and the lines."""

    name: str
    along: str
    unit: str
    lines: dict[str, Line]


def by_symbols() -> Growth:
    """Processor time of the terminal a tick, all of them ticking: on the dashboard, and as members in view 7."""
    counts = (20, 200, 1000, 2000)
    lines = {
        "watch list": {str(count): _a_tick(count, 0, HOME) for count in counts},
        "members of the index": {str(count): _a_tick(20, count, HOME) for count in counts},
    }
    return Growth("symbols", "symbols that tick once a second", "ms of the terminal a tick", lines)


def by_screen() -> Growth:
    """The same of two thousand symbols on screens of other sizes."""
    sizes = {f"{size.columns}x{size.rows}": size for size in _SIZES}
    lines = {
        "watch list": {name: _a_tick(2000, 0, size) for name, size in sizes.items()},
        "members of the index": {name: _a_tick(20, 2000, size) for name, size in sizes.items()},
    }
    return Growth("screen", "screen", "ms of the terminal a tick", lines)


def by_history() -> Growth:
    """All readings and both scores of one symbol."""
    lines: dict[str, Line] = {"one tick": {}, "cold": {}}
    for years in (5, 10, 20, 40):
        given = readings.inputs(years * _YEAR)
        board = readings.SymbolAnalysis(given)
        readings.everything(board)
        found = readings.fastest(
            lambda board=board: readings.everything(readings.next_tick(board)),
            lambda given=given: readings.everything(readings.SymbolAnalysis(given)),
        )
        for line, seconds in zip(lines.values(), found, strict=True):
            line[str(years)] = 1e3 * seconds
    return Growth("history", "years of days", "ms", lines)


def by_terminals() -> Growth:
    """A hub with two thousand symbols: the engine, and how late the slowest hundredth hears."""
    found = hub.measured((1, 25, 50, 100, 200), 8.0)
    lines = {
        "engine, ms of a second": {str(count): 1e3 * one["engine_cpu"] for count, one in found.items()},
        "published to applied, p99, ms": {str(count): 1e3 * one["p99"] for count, one in found.items()},
    }
    return Growth("terminals", "terminals on a hub", "ms", lines)


def _a_tick(symbols: int, members: int, size: Size) -> float:
    with programs.scripted_r2k(symbols, members, size) as session:
        session.wait_text("S0005", within=60.0)
        if members:
            session.press("7")
            session.wait_text("M0005", within=60.0)
        session.watch(_SETTLED_S)
        return 1e3 * observe(session, _WINDOW_S, session.processes()[:1]).cpu_share


def draw(growth: Growth, folder: Path) -> None:
    """Write the plot."""
    with figure(folder / f"{growth.name}.svg", 1, 1, size=(6.0, 3.2)) as (place,):
        for name, line in growth.lines.items():
            along = [float(at) if at.isdecimal() else at for at in line]
            place.plot(along, list(line.values()), marker="o", label=name)
        place.set_xlabel(growth.along)
        place.set_ylabel(growth.unit)
        place.set_ylim(bottom=0)
        place.legend(frameon=False)


_ALL: tuple[Callable[[], Growth], ...] = (by_symbols, by_screen, by_history, by_terminals)


def main(folder: Path) -> None:
    """Measure all of it."""
    found = []
    for measure in _ALL:
        print(measure.__name__, file=sys.stderr, flush=True)
        found.append(measure())
        draw(found[-1], folder)
    numbers = {growth.name: growth._asdict() for growth in found}
    (folder / "growth.json").write_text(json.dumps(numbers, indent=1) + "\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("python -m tests.bench.growth FOLDER")
    main(Path(sys.argv[1]))
