"""Everything that is measured, in one table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, cast

from tests.bench.row import Row


class Measure(NamedTuple):
    """A group of rows, how they are measured, and where the function is that does it (`quick` or not).

    `gate`: a check of every change measures it too. `beside`: its bounds there are of bytes alone, so that it is
    measured at the same time as others of the kind. `long`: it takes minutes, `--quick` leaves it out. `pinned`: on one
    processor, where the other ones only disturb.
    """

    name: str
    how: str
    where: str
    gate: bool = False
    beside: bool = False
    long: bool = False
    pinned: bool = False

    def run(self, quick: bool) -> list[Row]:
        """Measure it. Modules are loaded one by one: what the others need is none of its business."""
        module, function = self.where.split(":")
        return cast("Callable[[bool], list[Row]]", getattr(import_module(f"tests.bench.{module}"), function))(quick)


MEASURES = (
    Measure(
        "startup",
        "120x40 pty, monitor and floor in turn, medians; the monitor has a store filled by its own engine with twenty "
        "symbols and a source at a closed port; done when a stored price and both scores are on the screen",
        "startup:run",
        gate=True,
    ),
    Measure(
        "instant",
        "120x40 pty, in turn, medians; the console script with a picture of before, to its notice, "
        "beside a bare Textual app, htop as far as it is installed and two other monitors, and through an SSH server "
        "on loopback, where an echo is taken off both; then until all is live, over the picture and without one",
        "instant:run",
    ),
    Measure(
        "memory",
        "twenty ticking symbols, after 20 s; the terminal's process, and both by share; a folder of files as source",
        "quiet:memory",
        gate=True,
    ),
    Measure(
        "quiet",
        "a folder of files as source: nothing changes after the first paint; half a minute from 3 s after it on, then "
        "20 s; and the usual source behind a closed port",
        "quiet:run",
        gate=True,
        beside=True,
    ),
    Measure(
        "ticking",
        "the real engine over the pipe, with a source that answers once a second; 12 cells: last price, change and "
        "percent of 4 of 20 symbols, none of them in header, chart or readings; a window of 12 s",
        "ticking:run",
        gate=True,
    ),
    Measure(
        "chart",
        "the charted symbol alone ticks; bytes of each paint that fall into the chart, median",
        "ticking:chart",
        gate=True,
        beside=True,
    ),
    Measure(
        "latency",
        "all 20 symbols tick once a second; from the source's answer to the price on screen",
        "ticking:latency",
    ),
    Measure(
        "views",
        "120x40 pty, twenty symbols ticking; a number key to the name of its view in the last line",
        "keys:views",
    ),
    Measure(
        "keys",
        "the real terminal on an engine that sends 2,000 new quotes a second; down and up in turn every 0.13 s, until "
        "the mark of the cursor has moved",
        "keys:run",
    ),
    Measure(
        "bandwidth",
        "the simulated market at 120x40, with --low-bandwidth and without; bytes until prices are live in all panels, "
        "in the 1.5 s after the key of each view, the largest told, of that nearest to its bound the smaller of two, "
        "and in those after ? and after Esc; at "
        "9,600 bit/s: these bytes, 960 a second",
        "bandwidth:run",
        gate=True,
    ),
    Measure("many", "the same engine; processor time of the terminal by tick", "keys:ticks", gate=True),
    Measure(
        "allocation",
        "warm, nineteen invented years of ten members in two sleeves, best of several rounds; portfolios in turn with "
        "PyPortfolioOpt, whose time is their budget, by processor time, medians and the median of the ratios, and the "
        "first of them in a new process, libraries and all; what an event loop spends while the process of the "
        "laboratory works beside it",
        "allocation:run",
    ),
    Measure(
        "factors",
        "six factors over ten years, 2,000 members of which a tenth were listed later; statsmodels fits one by one",
        "factors:run",
    ),
    Measure(
        "rules",
        "warm, in this process, best of several rounds: five rules on 9,800 invented days with 1,000 draws each, and "
        "the risk gauge of every day, which is kept while its bars are the same",
        "rules:run",
    ),
    Measure(
        "universe",
        "view 7 on an engine whose 2,000 members all tick once a second, all panels on the screen; processor time of "
        "the terminal by tick, down and up in turn every 0.13 s, its memory; the table sorted in this process",
        "universe:run",
        gate=True,
    ),
    Measure(
        "sweep",
        "in this process, best of several rounds, in turn with pandas: breadth of every session and what prices "
        "are held against; then the answers of a sweep, taken in, summed up and packed",
        "sweep:run",
        pinned=True,
    ),
    Measure(
        "screens",
        "in this process, best of several rounds, in turn with pandas: the columns of the members as they are after a "
        "sweep, and one expression over four of them",
        "screens:run",
        pinned=True,
    ),
    Measure(
        "members",
        "in this process, processor time, best of several rounds, in turn with pandas and numpy: a sweep with ranks "
        "and a screen; readings of the index, which are computed on demand; then an engine of the simulated market: a "
        "sweep, a new book of events, ranks, and a screen over the columns of all services",
        "members:run",
        pinned=True,
    ),
    Measure(
        "hub",
        "a real nats-server on loopback, an engine whose 2,000 quotes are all new once a second; 1 and 200 link "
        "clients in two processes, 1,000 in four, each with a connection, an engine client and a table of quotes of "
        "its own, five of each process whole mirrors of which 40 quotes are read a frame; from the tick, before it is "
        "published, until a client has applied the frame; processor time of engine and broker by tick, of the clients "
        "by frame",
        "hub:run",
    ),
    Measure(
        "readings",
        "in this process, best of several rounds, in turn with pandas",
        "readings:run",
        gate=True,
        pinned=True,
    ),
    Measure(
        "line",
        "an SSH server and client on loopback with a line of 1 Mbit/s and 100 ms each way between them, 2,000 symbols "
        "ticking; beside it a program that only echoes, over the same line",
        "line:run",
    ),
    Measure(
        "day",
        "a third of a session of 23,400 ticks of twenty symbols, played as fast as both processes take them, and told "
        "for all of it; growth by a slope over the second half; processor time of everything",
        "day:run",
        long=True,
    ),
    Measure(
        "peers",
        "two other monitors in environments of their own, without a market as they have no simulated one: what they "
        "ask for goes to a closed port; the monitor beside them with the same source and as little",
        "peers:run",
        long=True,
    ),
)
