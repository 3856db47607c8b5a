"""Log of the requests that a hub's engine refuses: one line a minute per reason, however many come."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from r2k_tui.model.tally import Tally
from r2k_tui.model.text import clean

log = logging.getLogger(__name__)
LOOK_S = 1.0
TOO_LONG = "longer than {} KiB"
UNREADABLE_ASK = "not a request that this version of R2K knows"
OVERRUN = "they arrive faster than the engine can read them"
_LONGEST_NAME = 32


class Refusals:
    """Refusals of one hub. It outlives connections, or a flapping broker would reset the minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._tally = Tally(clock)

    def record(self, why: str, reader: str = "") -> None:
        """Count one refused request; `why` is one of a few reasons, `reader` is as in its subject."""
        user = clean(reader.partition(".")[0], _LONGEST_NAME)
        if self._tally.note(why, user):
            log.warning("a request%s is refused: %s", f" of {user}" if user else "", why)

    def overrun(self) -> None:
        """Count one message that the client dropped unread."""
        self.record(OVERRUN)

    async def run(self) -> None:
        """Report the counts until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            self.report()

    def report(self, *, all_of_it: bool = False) -> None:
        """Log every reason whose minute is over, or all of them with `all_of_it`."""
        for count in self._tally.due(all_of_it=all_of_it):
            requests = "request" if count.times == 1 else "requests"
            by = f"; by {count.who}" if count.who else ""
            log.warning("%s more %s refused %s: %s%s", f"{count.times:,}", requests, count.when, count.kind, by)
