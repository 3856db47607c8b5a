"""Everything that is measured, in one table."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.bench.row import Row


class Measure(NamedTuple):
    """A group of rows, how they are measured, and the function that does it (`quick` or not)."""

    name: str
    how: str
    run: Callable[[bool], list[Row]]


def _startup(quick: bool) -> list[Row]:
    from tests.bench import startup

    return startup.run(quick)


def _memory(quick: bool) -> list[Row]:
    from tests.bench import quiet

    return quiet.memory(quick)


def _quiet(quick: bool) -> list[Row]:
    from tests.bench import quiet

    return quiet.run(quick)


def _ticking(quick: bool) -> list[Row]:
    from tests.bench import ticking

    return ticking.run(quick)


def _chart(quick: bool) -> list[Row]:
    from tests.bench import ticking

    return ticking.chart(quick)


def _latency(quick: bool) -> list[Row]:
    from tests.bench import ticking

    return ticking.latency(quick)


def _views(quick: bool) -> list[Row]:
    from tests.bench import keys

    return keys.views(quick)


def _keys(quick: bool) -> list[Row]:
    from tests.bench import keys

    return keys.run(quick)


def _many(quick: bool) -> list[Row]:
    from tests.bench import keys

    return keys.ticks(quick)


def _universe(quick: bool) -> list[Row]:
    from tests.bench import universe

    return universe.run(quick)


def _readings(quick: bool) -> list[Row]:
    from tests.bench import readings

    return readings.run()


def _allocation(quick: bool) -> list[Row]:
    from tests.bench import allocation

    return allocation.run(quick)


def _hub(quick: bool) -> list[Row]:
    from tests.bench import hub

    return hub.run(quick)


MEASURES = (
    Measure(
        "startup",
        "120x40 pty, monitor and floor in turn, medians; the monitor has a store filled by its own engine with twenty "
        "symbols and a source at a closed port; done when a stored price and both scores are on the screen",
        _startup,
    ),
    Measure("memory", "twenty ticking symbols, after 20 s; the terminal's process, and both by share", _memory),
    Measure("quiet", "a folder of files as source: nothing changes after the first paint; a window of 20 s", _quiet),
    Measure(
        "ticking",
        "the real engine over the pipe, with a source that answers once a second; 12 cells: last price, change and "
        "percent of 4 of 20 symbols, none of them in header, chart or readings; a window of 20 s",
        _ticking,
    ),
    Measure("chart", "the charted symbol alone ticks; bytes of each paint that fall into the chart, median", _chart),
    Measure("latency", "all 20 symbols tick once a second; from the source's answer to the price on screen", _latency),
    Measure(
        "views", "120x40 pty, twenty symbols ticking; a number key to the name of its view in the last line", _views
    ),
    Measure(
        "keys",
        "the real terminal on an engine that sends 2,000 new quotes a second; down and up in turn every 0.13 s, until "
        "the mark of the cursor has moved",
        _keys,
    ),
    Measure("many", "the same engine; processor time of the terminal by tick", _many),
    Measure(
        "allocation",
        "warm, nineteen invented years of ten members in two sleeves, best of several rounds; the lag of an event loop "
        "while the process of the laboratory works beside it",
        _allocation,
    ),
    Measure(
        "universe",
        "view 7 on an engine whose 2,000 members all tick once a second, all panels on the screen; processor time of "
        "the terminal by tick, down and up in turn every 0.13 s, its memory; the table sorted in this process",
        _universe,
    ),
    Measure(
        "hub",
        "a real nats-server on loopback, an engine whose 2,000 quotes are all new once a second, 1, 50 and 200 link "
        "clients in two processes; from the tick, before it is published, until a client has applied the frame",
        _hub,
    ),
    Measure("readings", "in this process, best of several rounds, in turn with pandas", _readings),
)
