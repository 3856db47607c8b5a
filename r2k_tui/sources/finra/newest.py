"""The newest settlement that FINRA has published."""

from __future__ import annotations

from datetime import date

import numpy as np

from r2k_tui.analytics.series.arrays import Days
from r2k_tui.model.index.short_interest import Settlement
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.finra.client import FinraClient
from r2k_tui.sources.finra.schedule import before

_LOOKED_FOR = 4
# Weekdays are close enough to sessions for finding a file.
_NO_SESSIONS: Days = np.zeros(0, dtype="datetime64[D]")


async def newest_settlement(client: FinraClient, today: date) -> Settlement:
    """The newest settlement that may be public on a day and is. Raises SourceError; NotFound without any."""
    late = NotFound("FINRA has no file of the last two months.")
    for dates in before(today, _NO_SESSIONS, _LOOKED_FOR):
        if dates.expected <= today:
            try:
                return await client.settlement(dates.nominal, dates.due)
            except NotFound as error:
                late = error
    raise late
