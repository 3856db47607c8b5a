"""Loads what `r2k` imports, then forks one process after the other of itself. Started with the number of a socket."""

from __future__ import annotations

import functools
import gc
import importlib
import os
import pkgutil
import socket
import sys
import threading
import time

import exchange_calendars
import typer.main

from r2k_tui.commands.command_line import commands
from r2k_tui.config.load import load as load_settings
from r2k_tui.config.paths import packaged_path
from r2k_tui.engine.calendar.hours import ExchangeHours
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.demo import source as demo
from r2k_tui.sources.demo.simulation.exchange import Exchange
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS
from tests.fakes.kept_market import KeptMarket
from tests.forked.order import Order, receive
from tests.forked.process import run

# Those whose import does something: the command line takes the signals, the others run.
_ACT = ("r2k_tui.__main__", "r2k_tui.cli")
# What one command only needs and takes a second to import: that command does.
_RARE = ("r2k_tui.commands.mcp.",)
_LIBRARIES = (
    *(
        "scipy.cluster.hierarchy",
        "scipy.optimize",
        "scipy.sparse",
        "clarabel",
        "exchange_calendars",
        "pandas",
        "nats",
        "websockets.asyncio.client",
    ),
    *("textual.app", "textual.drivers.linux_driver", "textual.widgets"),
)


def load() -> None:
    """Import the modules of R2K and the libraries that most of its processes use."""
    import r2k_tui

    for found in pkgutil.walk_packages(r2k_tui.__path__, "r2k_tui."):
        if found.name not in _ACT and not found.name.startswith(_RARE):
            importlib.import_module(found.name)
    for name in _LIBRARIES:
        importlib.import_module(name)
    calendars()
    simulated_market()
    # What a command reads before it begins: the settings of the package, and the options of all commands.
    typer.main.get_group = functools.cache(typer.main.get_group)
    typer.main.get_group(commands)
    load_settings(packaged_path())
    if alive := threading.enumerate()[1:]:
        raise RuntimeError(f"an import has started threads, which a fork would lose: {alive}")


def calendars() -> None:
    """Make the calendars that an engine and the demonstration make, and keep them: each takes most of a second."""
    exchange_calendars.get_calendar = functools.cache(exchange_calendars.get_calendar)
    ExchangeHours.load(time.time())
    Exchange.load(time.time())


def simulated_market() -> None:
    """Make the market of the demonstration with all its days, and keep it: that takes most of a second."""
    kept, now = KeptMarket(), time.time()
    demo.SimulatedMarket = kept  # type: ignore[misc, assignment]
    market = kept(demo.DemoSource()._seed, now)
    universe = market.universe(now)
    _ = universe.holdings, universe.fundamentals
    for symbol in INSTRUMENTS:
        market.bars(symbol, Interval.D1, now)


def serve(orders: socket.socket) -> tuple[Order, list[int]]:
    """Fork a process for each order, and say its number; returns in each of them. Ends when nobody can order."""
    while (order := receive(orders)) is not None:
        started, go = os.pipe(), os.pipe()
        between = os.fork()
        if between == 0:
            # The child of a process that has ended becomes one of whoever asked to get those, which the client does.
            child = os.fork()
            if child:
                os.write(started[1], str(child).encode())
                os._exit(0)
            os.close(go[1])
            os.read(go[0], 1)
            for descriptor in (*started, go[0]):
                os.close(descriptor)
            orders.close()
            return order
        os.waitpid(between, 0)
        os.write(go[1], b".")
        number = os.read(started[0], 20)
        for descriptor in (*started, *go, *order[1]):
            os.close(descriptor)
        orders.sendall(number.rjust(20))
    os._exit(0)


def main() -> None:
    """Load, say so, and serve."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    load()
    gc.collect()
    gc.freeze()
    orders.sendall(b"loaded")
    run(*serve(orders))


if __name__ == "__main__":
    main()
