"""Topics in each of their states, in trading hours."""

from __future__ import annotations

import msgspec

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.feed import FeedState, FeedStatus
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.mirror.mirror import Mirror
from tests.fakes.still_market import FACTS, NOW


def text(lines: list[Line]) -> list[str]:
    return ["".join(words for words, _ in line).rstrip() for line in lines]


STATUSES = (
    FeedStatus("daily", FeedState.IDLE, NOW - 3600, NOW + 18000, 0, 1234567),
    FeedStatus("intraday", FeedState.STARTING),
    FeedStatus("news", FeedState.BLOCKED, NOW - 200_000, NOW + 290, 3, 12, "Yahoo refuses more requests for now."),
    FeedStatus("quotes", FeedState.FAILING, NOW - 95, NOW + 7.9, 12345, 98765, "No connection to Yahoo."),
    FeedStatus("store", FeedState.OK, NOW - 5),
)


# Quotes that come so rarely are not yet old after the 95 seconds above.
_FACTS = msgspec.structs.replace(FACTS, quote_cadence_s=15.0)


def mirror(*statuses: FeedStatus, **parts: object) -> Mirror:
    made = Mirror(_FACTS, "^RUT", wall=lambda: NOW, session=Session("XNYS", Phase.OPEN), **parts)  # type: ignore[arg-type]
    made.feeds.update({status.topic: status for status in statuses})
    return made
