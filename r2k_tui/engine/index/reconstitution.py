"""Watch on the next reconstitution: tells each day of the settings on which it comes nearer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from r2k_tui.engine.clock import Clock
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.index.reconstitution import Countdown, Reconstitution, countdown

# Days change at midnight in New York; a late look delays the alert by no more than this.
_LOOK_S = 600.0


class ReconstitutionWatch:
    """Compares the countdown with the days of the settings; `announce` receives a stage and a sentence.

    The stage is the reconstitution with the smallest of the days that it has come within, so that each is announced
    once, and a day on which no engine ran is announced late.
    """

    def __init__(
        self,
        own: tuple[Reconstitution, ...],
        days: tuple[int, ...],
        clock: Clock,
        announce: Callable[[str, str], None],
    ) -> None:
        self._own, self._days, self._clock, self._announce = own, days, clock, announce

    async def run(self) -> None:
        """Look now and from time to time, until cancelled."""
        while True:
            self.look()
            await asyncio.sleep(_LOOK_S)

    def look(self) -> None:
        """Announce the stage of the next reconstitution, if it is near."""
        coming = countdown(self._own, new_york_day(self._clock()))
        if coming is not None and (stage := stage_of(coming, self._days)) is not None:
            self._announce(f"{coming.next.effective} {stage}", coming.words)


def stage_of(coming: Countdown, days: tuple[int, ...]) -> int | None:
    """Smallest of the days within which the reconstitution lies; None while it is further away."""
    return min((day for day in days if coming.days <= day), default=None)
