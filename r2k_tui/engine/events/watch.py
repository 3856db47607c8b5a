"""Watch on the reports of large members: tells those of the next session."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import date

from r2k_tui.model.events.event import Event, EventTime

# Days change at midnight in New York; a late look delays the alert by no more than this.
_LOOK_S = 300.0
Announce = Callable[[Mapping[str, str]], None]


class ReportWatch:
    """Looks at the reports from time to time; `announce` receives a sentence for each that is near, by member and day.

    `near` gives the reports up to the next session, without today's; None while they are not known.
    """

    def __init__(self, least_weight: float, near: Callable[[], tuple[Event, ...] | None], announce: Announce) -> None:
        self._least, self._near, self._announce = least_weight, near, announce

    async def run(self) -> None:
        """Look now and from time to time, until cancelled; without a weight in the settings, return."""
        while self._least > 0:
            self.look()
            await asyncio.sleep(_LOOK_S)

    def look(self) -> None:
        """Announce the reports of members with enough weight."""
        found = self._near()
        if found is None or self._least <= 0:
            return
        large = sorted(filter(self._counts, found), key=lambda event: -(event.weight or 0.0))
        self._announce({f"{event.symbol}|{event.day}": words_of(event) for event in large})

    def _counts(self, event: Event) -> bool:
        return event.weight is not None and event.weight >= self._least


def words_of(event: Event) -> str:
    """Sentence about a report: member, weight, day, time and whether the day is an estimate."""
    weight = "" if event.weight is None else f" ({event.weight * 100:.2f}%)"
    when = "" if event.when is EventTime.UNKNOWN else f", {event.when}"
    estimate = ", an estimate" if event.estimate else ""
    return f"{event.symbol}{weight} reports on {date.fromisoformat(event.day):%a} {event.day}{when}{estimate}"
