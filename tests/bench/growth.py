"""How cost grows with symbols, history, terminals and the size of the screen: `python -m tests.bench.growth FOLDER`
measures, prints the exponent of each line, and writes a plot of each and `growth.json` with the numbers.

    python -m tests.bench.growth docs/performance --only history --only screen

Everything is processor time by unit of work, as the units are counted, so that a machine with other work tells the
same; only how long a frame is on its way to a terminal is time on the clock.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.engine.state.market import MarketState
from r2k_tui.engine.state.publisher import Publisher
from r2k_tui.engine.universe.closes import CloseHistory
from r2k_tui.engine.universe.constituents import Constituents
from r2k_tui.engine.universe.state import UniverseState
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.quote import Quote
from r2k_tui.model.market.source import SourceFacts
from tests.bench import hub, programs, readings, scripted_engine, sweep
from tests.bench.exponents import described, fit
from tests.bench.plots import figure
from tests.pty.meter import observe
from tests.pty.size import HOME, Size

_WINDOW_S, _SETTLED_S = 15.0, 6.0
_COUNTS = (20, 200, 1000, 2000, 5000, 10_000)
_SIZES = (Size(80, 24), HOME, Size(160, 50), Size(200, 60), Size(300, 90))
_YEARS = (1, 2, 5, 10, 20, 40, 60)
_TERMINALS = (1, 10, 100, 300, 1000)
_HUB_S = 12.0
_YEAR, _MEMBER_DAYS = 252, 900

Line = dict[float, float]


class Growth(NamedTuple):
    """One plot: what grows along it, and the lines: cost by amount."""

    name: str
    along: str
    unit: str
    lines: dict[str, Line]


def by_symbols() -> Growth:
    """The terminal a tick, all symbols ticking, on the dashboard and as members in view 7; the engine's part of it."""
    lines: dict[str, Line] = {
        "terminal, watch list": {count: _a_tick(count, 0, HOME) for count in _COUNTS},
        "terminal, members of the index": {count: _a_tick(20, count, HOME) for count in _COUNTS},
        "engine, a frame": {},
        "engine, a sweep of the members": {},
    }
    for count in _COUNTS:
        lines["engine, a frame"][count] = _a_frame(count)
        lines["engine, a sweep of the members"][count] = _a_sweep(count)
    return Growth("symbols", "symbols, all of them new once a second", "ms a tick", lines)


def by_screen() -> Growth:
    """The same of two thousand symbols on screens of other sizes."""
    lines = {
        "watch list": {float(size.columns * size.rows): _a_tick(2000, 0, size) for size in _SIZES},
        "members of the index": {float(size.columns * size.rows): _a_tick(20, 2000, size) for size in _SIZES},
    }
    return Growth("screen", "cells of the screen, from 80x24 to 300x90", "ms of the terminal a tick", lines)


def by_history() -> Growth:
    """All readings and both scores of one symbol."""
    lines: dict[str, Line] = {"one tick": {}, "cold": {}}
    for years in _YEARS:
        given = readings.inputs(years * _YEAR)
        board = readings.SymbolAnalysis(given)
        readings.everything(board)
        found = readings.fastest(
            lambda board=board: readings.everything(readings.next_tick(board)),
            lambda given=given: readings.everything(readings.SymbolAnalysis(given)),
        )
        for line, seconds in zip(lines.values(), found, strict=True):
            line[years] = 1e3 * seconds
    return Growth("history", "years of days", "ms", lines)


def by_terminals() -> Growth:
    """A hub with two thousand symbols: engine, broker and a terminal, and how late the slowest hundredth hears."""
    found = {count: crowd for count, crowd in hub.measured(_TERMINALS, _HUB_S).items() if crowd.times}
    lines = {
        "engine, a tick": {float(count): 1e3 * crowd.engine_s for count, crowd in found.items()},
        "broker, a tick": {float(count): 1e3 * crowd.broker_s for count, crowd in found.items()},
        "one terminal, a frame": {float(count): 1e3 * crowd.client_s for count, crowd in found.items()},
        "published to applied, p99": {float(count): 1e3 * crowd.within(0.99) for count, crowd in found.items()},
    }
    return Growth("terminals", "terminals on a hub", "ms", lines)


def _a_tick(symbols: int, members: int, size: Size) -> float:
    """Processor time of the terminal in ms, by tick as the engine counts them."""
    with tempfile.TemporaryDirectory(prefix="r2k-bench-") as folder:
        ticks = Path(folder) / "ticks"
        with programs.scripted_r2k(symbols, members, size, ticks) as session:
            session.wait_text("S0005", within=60.0)
            if members:
                session.press("7")
                session.wait_text("M0005", within=60.0)
            session.watch(_SETTLED_S)
            before = ticks.stat().st_size
            spent = observe(session, _WINDOW_S, session.processes()[:1]).cpu_s
            return 1e3 * spent / (ticks.stat().st_size - before)


def _a_frame(count: int) -> float:
    """New quotes taken in, their frame built and encoded: processor time of the engine in ms."""
    market = MarketState(SourceFacts("invented"), Session(phase=Phase.OPEN, always_open=True), time.time)
    publisher, symbols = Publisher(market, time.time), scripted_engine.names(count)
    subscription, ticks = publisher.subscribe(), iter(range(1, 50))

    def tick() -> None:
        now = float(next(ticks))
        quotes = [
            Quote(symbol, price=100.0 + now, previous_close=99.0, time=now, received_at=now) for symbol in symbols
        ]
        market.apply_quotes(quotes)
        publisher.publish()
        pending, subscription.pending = subscription.pending, type(subscription.pending)()
        msgspec.msgpack.encode(publisher.frame(pending, int(now) - 1))

    tick()
    return 1e3 * readings.fastest(tick)[0]


def _a_sweep(count: int) -> float:
    """The answers of a sweep of the members, taken in, summed up and packed: processor time of the engine in ms."""
    roll, chance = Constituents(scripted_engine.members(count)), np.random.default_rng(1)
    closes = 100 * np.exp(np.cumsum(0.02 * chance.standard_normal((_MEMBER_DAYS, count)), axis=0))
    last = (sweep.LIST_DAY - sweep.EPOCH).days
    table = CloseTable(np.arange(last - _MEMBER_DAYS + 1, last + 1, dtype=np.int64), closes)
    past = CloseHistory.of(roll, table, "px", "invented")
    past.before(last + 1)
    state = UniverseState()
    state.set_list(scripted_engine.members(count))
    assert state.roll is not None
    state.set_past(state.roll, past)
    batches = iter([sweep.sweep_of(closes[-1], number) for number in range(20)])

    def once() -> None:
        changed, _ = state.take((), next(batches))
        assert len(changed) == count and state.summary is not None
        msgspec.msgpack.encode(state.changes_of(changed))

    once()
    return 1e3 * readings.fastest(once)[0]


def draw(growth: Growth, folder: Path) -> None:
    """Write the plot: both axes logarithmic, a dotted line for each fit, its exponent in the legend."""
    with figure(folder / f"{growth.name}.svg", 1, 1, size=(6.0, 3.6)) as (place,):
        for name, line in growth.lines.items():
            found, amounts = fit(line), sorted(line)
            label = f"{name}: power {found.exponent:.2f}"
            drawn = place.plot(amounts, [line[amount] for amount in amounts], marker="o", markersize=3, label=label)
            place.plot(amounts, [found.at(amount) for amount in amounts], ":", color=drawn[0].get_color())
        place.set_xscale("log")
        place.set_yscale("log")
        place.set_xlabel(growth.along)
        place.set_ylabel(growth.unit)
        place.legend(frameon=False, fontsize=8)


_ALL: dict[str, Callable[[], Growth]] = {
    "symbols": by_symbols,
    "screen": by_screen,
    "history": by_history,
    "terminals": by_terminals,
}


def main(folder: Path, names: Iterable[str]) -> None:
    """Measure what is named; numbers of other plots stay as they are."""
    kept = folder / "growth.json"
    for name in names:
        print(name, file=sys.stderr, flush=True)
        growth = _ALL[name]()
        draw(growth, folder)
        fits = {line: fit(points) for line, points in growth.lines.items()}
        print("\n".join(described(f"{name}, {line}", found) for line, found in fits.items()), flush=True)
        numbers = json.loads(kept.read_text()) if kept.is_file() else {}
        numbers[name] = {**growth._asdict(), "exponents": {line: found._asdict() for line, found in fits.items()}}
        kept.write_text(json.dumps(numbers, indent=1) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.growth", description="How cost grows, as plots.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", choices=list(_ALL))
    return parser.parse_args()


if __name__ == "__main__":
    given = _arguments()
    main(given.folder, given.only or list(_ALL))
