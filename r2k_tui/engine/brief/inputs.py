"""Everything that a brief is composed from, gathered before: the composer asks nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from r2k_tui.config.sections.market import MarketSettings
from r2k_tui.model.alerts.alert import Alert
from r2k_tui.model.events.calendar import EventCalendar
from r2k_tui.model.events.event import Event
from r2k_tui.model.halts.listing import HaltList
from r2k_tui.model.macro.figures import MacroFigure
from r2k_tui.model.market.universe import Summary
from r2k_tui.model.readings.reading import Reading, Score
from r2k_tui.model.readings.study import FollowThrough, States
from r2k_tui.model.thesis import Flip, Ledger

LONG_YIELD = "^TNX"


class Missing(Exception):
    """A figure that is not known; the message says why."""


@dataclass(frozen=True)
class Since:
    """Moment after which something counts as new: seconds since the epoch, its day, and its words."""

    time: float
    day: date
    words: str


@dataclass(frozen=True)
class BriefInputs:
    """Inputs of one brief. Where a part is missing, its place holds a sentence with the reason.

    `finished`: the last bar of the index is that of a finished session. `readings` by symbol and key; `absent` holds
    the reason for each symbol without bars. `earlier`: readings of the index on the day of `since`.
    """

    day: date
    finished: bool
    since: Since
    market: MarketSettings
    source: str
    simulated: bool
    readings: Mapping[str, Mapping[str, Reading]]
    absent: Mapping[str, str]
    scores: tuple[Score, ...]
    states: States | str
    months: FollowThrough | str
    figures: Mapping[str, MacroFigure]
    members: Summary | str
    alerts: tuple[Alert, ...] | str
    ledger: Ledger | str
    flips: tuple[Flip, ...] = ()
    events: EventCalendar | str = "no calendar of events was asked for"
    releases: tuple[Event, ...] = ()
    halts: HaltList | str = "the feed of halts was not asked"

    def reading(self, symbol: str, key: str) -> Reading:
        """Reading with a value, of the day of the brief. Raises Missing."""
        if symbol in self.absent:
            raise Missing(f"{symbol}: {self.absent[symbol]}")
        found = self.readings.get(symbol, {}).get(key)
        if found is None or found.value is None:
            raise Missing(f"{symbol} {key}: {found.reason if found is not None else 'not computed'}")
        if symbol != self.market.index and found.as_of[:10] != self.day.isoformat():
            # Beside the index of the day it would pass for a figure of that day.
            raise Missing(f"{symbol}: its last bar is of {found.as_of[:10]}")
        return found

    def flag(self, symbol: str, key: str) -> bool:
        """Reading that is yes or no. Raises Missing."""
        return bool(self.reading(symbol, key).value)
