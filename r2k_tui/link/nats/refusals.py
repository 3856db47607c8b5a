"""What the engine of a hub says of the requests that it refuses: a line a minute of each reason, however many come."""

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
OVERRUN = "they come faster than they can be read"
_LONGEST_NAME = 32


class Refusals:
    """One a hub: it outlives the connections to the broker, or a broker that comes and goes would reset the minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._tally = Tally(clock)

    def note(self, why: str, reader: str = "") -> None:
        """One more request was refused; `why` is one of a few reasons, `reader` as in its subject."""
        user = clean(reader.partition(".")[0], _LONGEST_NAME)
        if self._tally.note(why, user):
            log.warning("a request%s is refused: %s", f" of {user}" if user else "", why)

    def overrun(self) -> None:
        """The client has thrown away one more message that nobody had the time to read."""
        self.note(OVERRUN)

    async def run(self) -> None:
        """Tell of what was counted, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            self.tell()

    def tell(self, *, all_of_it: bool = False) -> None:
        """Tell of every reason whose minute is over; of all of them at the end."""
        for found in self._tally.due(all_of_it=all_of_it):
            requests = "request" if found.times == 1 else "requests"
            by = f"; by {found.who}" if found.who else ""
            log.warning("%s more %s refused %s: %s%s", f"{found.times:,}", requests, found.when, found.kind, by)
