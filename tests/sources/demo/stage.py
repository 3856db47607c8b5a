"""The simulated market at a moment that a test chooses."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS
from r2k_tui.sources.demo.source import DemoSource

NEW_YORK = ZoneInfo("America/New_York")
SYMBOLS = tuple(INSTRUMENTS)
HOUR, DAY = 3600, 86400


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


NOON = at("2026-03-04T11:47:23")


class Clock:
    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


async def bars(source: DemoSource, symbol: str, interval: Interval = Interval.D1) -> Bars:
    return (await source.bars(symbol, interval)).bars


def dates(of: Bars) -> npt.NDArray[np.datetime64]:
    return np.array(of.times()).astype("datetime64[s]").astype("datetime64[D]")


Floats = npt.NDArray[np.float64]


def column(of: Bars, name: str) -> Floats:
    return np.array(of.column(name))


_MADE: dict[int, DemoSource] = {}


def _source(seed: int = 2000) -> DemoSource:
    """A source at noon, made once: making one takes a tenth of a second."""
    return _MADE.setdefault(seed, DemoSource(seed, Clock()))


async def quote(source: DemoSource, symbol: str) -> Quote:
    return (await source.quotes([symbol])).quotes[0]


WATCHED = ("^RUT", "IWM", "RTY=F", "IWN", "IWO", "IWB", "SPY", "^GSPC", "^VIX", "TLT", "HYG", "GLD")
SEEDS = (2000, 1, 42)
