"""Instruments of the simulated market. Prices, yields and volumes are invented, of realistic magnitude."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

import numpy as np

from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.sources.demo.simulation.noise import key, normal


class InstrumentKind(Enum):
    """Model of an instrument's daily history."""

    WAYPOINTS = "waypoints"
    PRICED = "priced"
    TRACKER = "tracker"
    IMPLIED = "implied"
    RATE = "rate"


class Instrument(NamedTuple):
    """One symbol.

    `since`: first session. `first`, `last`: closes of that day and of 2025-09-18. `loads`: betas to factors and other
    symbols; `own`: idiosyncratic daily volatility. A tracker follows `parent` at `ratio` of its level; an implied
    volatility is that of `parent`. `together`: correlation of its minutes with those of its `leader`. `pace`:
    probability of a tick per second. `volume`: usual daily volume in 2025. `dividend`: annual, as a fraction, in
    `payouts` parts. `spread`: bid-ask spread as a fraction.
    """

    symbol: str
    name: str
    since: str
    kind: InstrumentKind = InstrumentKind.PRICED
    first: float = 0.0
    last: float = 0.0
    loads: tuple[tuple[str, float], ...] = ()
    own: float = 0.0
    parent: str = ""
    ratio: float = 1.0
    together: float = 0.95
    pace: float = 0.18
    volume: float = 0.0
    dividend: float = 0.0
    payouts: int = 4
    decimals: int = 2
    spread: float = 0.0001

    @property
    def leader(self) -> str:
        """Symbol that it moves with from minute to minute; "" for the first of all."""
        if self.kind is InstrumentKind.WAYPOINTS:
            return ""
        loaded = self.loads[0][0] if self.loads else ""
        return self.parent or (loaded if loaded.startswith("^") else "^GSPC")

    @property
    def traded(self) -> bool:
        """Whether it has a bid and an ask: an index has none."""
        return not self.symbol.startswith("^")


def _fund(symbol: str, name: str, since: str, ends: tuple[float, float], **loads: float) -> Instrument:
    """Fund with prices; `loads` are named small, large, style, tech, world, rates, gold, goods."""
    named = {"small": "^RUT", "large": "^GSPC"}
    loaded = tuple((named.get(name, name), load) for name, load in loads.items())
    return Instrument(symbol, name, since, first=ends[0], last=ends[1], loads=loaded)


_ALL = (
    Instrument("^RUT", "Russell 2000 Index", "1987-09-10", InstrumentKind.WAYPOINTS, own=0.01, pace=0.7, volume=4.2e9),
    Instrument(
        "^GSPC",
        "S&P 500 Index",
        "1987-09-10",
        first=320.0,
        last=6630.0,
        loads=(("^RUT", 0.72),),
        own=0.0040,
        together=0.9,
        pace=0.7,
        volume=4.2e9,
    ),
    Instrument(
        "IWM",
        "iShares Russell 2000 ETF",
        "2000-05-26",
        InstrumentKind.TRACKER,
        parent="^RUT",
        together=0.995,
        ratio=0.0993,
        pace=0.75,
        volume=3.2e7,
        dividend=0.011,
    ),
    Instrument(
        "RTY=F",
        "E-mini Russell 2000 Futures",
        "2017-07-10",
        InstrumentKind.TRACKER,
        parent="^RUT",
        together=0.995,
        ratio=1.0021,
        pace=0.7,
        volume=1.9e5,
        decimals=1,
    ),
    Instrument(
        "IWB",
        "iShares Russell 1000 ETF",
        "2000-05-19",
        InstrumentKind.TRACKER,
        parent="^GSPC",
        together=0.995,
        ratio=0.0547,
        volume=9e5,
        dividend=0.012,
    ),
    Instrument(
        "SPY",
        "SPDR S&P 500 ETF",
        "1993-01-29",
        InstrumentKind.TRACKER,
        parent="^GSPC",
        together=0.995,
        ratio=0.0999,
        pace=0.8,
        volume=7e7,
        dividend=0.013,
    ),
    _fund("IWN", "iShares Russell 2000 Value ETF", "2000-07-28", (57.0, 176.0), small=0.95, style=1.0)._replace(
        volume=1.4e6, dividend=0.018
    ),
    _fund("IWO", "iShares Russell 2000 Growth ETF", "2000-07-28", (74.0, 318.0), small=1.05, style=-1.0)._replace(
        volume=5e5, dividend=0.007
    ),
    _fund("IJR", "iShares S&P Small-Cap ETF", "2000-05-26", (18.0, 119.0), small=0.97)._replace(
        own=0.0025, volume=5e6, dividend=0.015
    ),
    _fund("IWC", "iShares Micro-Cap ETF", "2005-08-16", (50.0, 147.0), small=1.0)._replace(
        own=0.0040, pace=0.12, volume=4e4, dividend=0.011, spread=0.0004
    ),
    _fund("QQQ", "Invesco QQQ Trust", "1999-03-10", (50.0, 590.0), large=1.15, tech=1.0)._replace(
        pace=0.7, volume=5e7, dividend=0.006
    ),
    _fund("EFA", "iShares MSCI EAFE ETF", "2001-08-27", (43.0, 93.0), large=0.85, world=0.6)._replace(
        own=0.0025, volume=1.5e7, dividend=0.028, payouts=2
    ),
    _fund("EEM", "iShares MSCI Emerging Markets ETF", "2003-04-14", (12.0, 53.0), large=0.95, world=1.2)._replace(
        own=0.0030, volume=3e7, dividend=0.022, payouts=2
    ),
    _fund("VNQ", "Vanguard Real Estate ETF", "2004-09-29", (49.0, 91.0), large=0.90, rates=0.3)._replace(
        own=0.0070, volume=4e6, dividend=0.038
    ),
    _fund("HYG", "iShares High Yield Bond ETF", "2007-04-11", (104.0, 81.0), large=0.32, rates=0.1)._replace(
        own=0.0018, together=0.6, pace=0.5, volume=4e7, dividend=0.057, payouts=12
    ),
    _fund("LQD", "iShares Investment Grade Bond ETF", "2002-07-30", (101.0, 111.0), large=0.08, rates=0.5)._replace(
        own=0.0012, together=0.1, volume=2.5e7, dividend=0.041, payouts=12
    ),
    _fund("TLT", "iShares 20+ Year Treasury ETF", "2002-07-30", (83.0, 89.0), rates=1.0)._replace(
        own=0.0010, together=-0.25, pace=0.6, volume=3.8e7, dividend=0.036, payouts=12
    ),
    _fund("IEF", "iShares 7-10 Year Treasury ETF", "2002-07-30", (82.0, 96.0), rates=0.45)._replace(
        own=0.0006, together=-0.25, volume=7e6, dividend=0.032, payouts=12
    ),
    _fund("SHY", "iShares 1-3 Year Treasury ETF", "2002-07-30", (81.0, 83.0), rates=0.07)._replace(
        own=0.0002, together=-0.1, volume=4e6, dividend=0.026, payouts=12
    ),
    _fund("AGG", "iShares US Aggregate Bond ETF", "2003-09-29", (102.0, 100.0), rates=0.30)._replace(
        own=0.0006, together=-0.1, volume=9e6, dividend=0.033, payouts=12
    ),
    _fund("BND", "Vanguard Total Bond Market ETF", "2007-04-10", (75.0, 74.0), rates=0.30)._replace(
        own=0.0006, together=-0.1, volume=6e6, dividend=0.033, payouts=12
    ),
    _fund("GLD", "SPDR Gold Shares", "2004-11-18", (44.0, 335.0), gold=1.0)._replace(
        own=0.0005, together=0.05, pace=0.6, volume=1.1e7
    ),
    _fund("DBC", "Invesco Commodity Index Fund", "2006-02-06", (24.0, 22.5), large=0.25, goods=1.0)._replace(
        own=0.0010, together=0.25, volume=8e5
    ),
    Instrument(
        "^VIX",
        "CBOE Volatility Index",
        "1990-01-02",
        InstrumentKind.IMPLIED,
        own=0.055,
        parent="^GSPC",
        together=-0.8,
        pace=0.2,
    ),
    Instrument(
        "^RVX",
        "Russell 2000 Volatility Index",
        "2004-01-02",
        InstrumentKind.IMPLIED,
        own=0.05,
        parent="^RUT",
        together=-0.8,
        pace=0.15,
    ),
    Instrument(
        "^IRX",
        "13 Week Treasury Bill Yield",
        "1987-09-10",
        InstrumentKind.RATE,
        own=0.012,
        together=0.0,
        pace=0.1,
        decimals=3,
    ),
)
INSTRUMENTS = {instrument.symbol: instrument for instrument in _ALL}


def together(seed: int, part: str, item: Instrument, counters: Counts) -> Floats:
    """Standard normal draws of one instrument, correlated with its leader's."""
    own = normal(key(seed, part, item.symbol), counters)
    if not item.leader:
        return own
    shared = together(seed, part, INSTRUMENTS[item.leader], counters)
    mixed: Floats = item.together * shared + np.sqrt(1 - item.together**2) * own
    return mixed
