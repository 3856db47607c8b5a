"""The calendar of events: what comes day by day, and how much of the index reports."""

from __future__ import annotations

import msgspec

from r2k_tui.model.events.event import Event
from r2k_tui.model.market.feed import Problem


class ReportingShare(msgspec.Struct, frozen=True):
    """Members that report from day `first` to day `last`, both included: number, and fraction of the fund's weight.

    `estimated`: how many of these days are estimates.
    """

    first: str
    last: str
    members: int
    weight: float
    estimated: int


class EventCalendar(msgspec.Struct, frozen=True):
    """Events from `first` to `last` by day, then by weight, largest first.

    `today` is the day in New York. `this_week` is the rest of the week, today included; on a weekend it is empty.
    `unknown`: members whose day of earnings nobody gives. `list_as_of`: day of the list that the weights are of.
    """

    today: str
    first: str
    last: str
    events: tuple[Event, ...]
    reporting_today: ReportingShare
    this_week: ReportingShare
    next_week: ReportingShare
    members: int
    unknown: int
    list_as_of: str
    problems: tuple[Problem, ...] = ()

    @property
    def knows_reports(self) -> bool:
        """Whether the day of the next report is known for any member: without one, shares are unknown and not zero."""
        return self.unknown < self.members
