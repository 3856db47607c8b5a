"""Contracts of sources that know more of the members: estimates, halts, events, short interest, insiders."""

from __future__ import annotations

from datetime import date
from typing import Protocol, runtime_checkable

import msgspec

from r2k_tui.model.events.event import Event
from r2k_tui.model.halts.halt import Halt
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.model.insiders.filing import InsiderFiling
from r2k_tui.model.market.estimates import DayEstimates


@runtime_checkable
class EstimatesSource(Protocol):
    """Source of the forward earnings of many symbols as they were on past days."""

    async def estimate_days(self) -> tuple[str, ...]:
        """Days (`YYYY-MM-DD`) of all estimates, oldest first; none is no error. Raises SourceError."""

    async def estimates_of(self, day: str) -> DayEstimates:
        """Estimates as of the end of one of those days. Raises SourceError; NotFound for another day."""


class HaltReading(msgspec.Struct, frozen=True):
    """Halts of all US markets, those that are over among them. `published_at`: time in the feed itself (seconds since
    the epoch). `notice`: what is wrong with it, "" if nothing is.
    """

    halts: tuple[Halt, ...]
    published_at: float | None = None
    notice: str = ""


@runtime_checkable
class HaltsSource(Protocol):
    """Source of trading halts, used in place of Nasdaq Trader."""

    async def halts(self) -> HaltReading:
        """Halts of today, and those before that are still in effect. Raises SourceError."""


@runtime_checkable
class EventsSource(Protocol):
    """Source of earnings, dividends, splits and IPOs, used in place of Nasdaq's calendars."""

    async def events(self, first: date, last: date) -> tuple[Event, ...]:
        """Events from day `first` to `last`, both included. Raises SourceError."""


@runtime_checkable
class ShortInterestSource(Protocol):
    """Source of short interest, used in place of FINRA."""

    async def short_interest(self, until: date) -> tuple[Settlement, ...]:
        """The newest two settlements that were public on a day, the newest first.

        Raises SourceError; NotFound without any.
        """


@runtime_checkable
class InsiderSource(Protocol):
    """Source of Forms 4 about the members, used in place of the SEC."""

    async def insider_filings(self, since: str, until: str) -> tuple[InsiderFiling, ...]:
        """Filings from `since` to `until` (YYYY-MM-DD) by day of filing. Raises SourceError."""
