"""Trading halt of one symbol, or of the whole market."""

from __future__ import annotations

import msgspec

from r2k_tui.model.calendar.days import hour_and_minute, new_york_day
from r2k_tui.model.halts.codes import MARKET_WIDE, PAUSES, code_words

# Symbol of a halt of the whole market.
MARKET = ""
# A pause for volatility that lasts longer than this was extended many times, or nobody said that it is over.
_LONG_PAUSE_S = 3600.0
# The feed is read once a minute; what is older than this may have changed.
OLD_FEED_S = 600.0
HaltKey = tuple[str, float]


class Halt(msgspec.Struct, frozen=True, array_like=True):
    """Halt of `symbol` since `halted_at`; times in seconds since the epoch.

    `quotes_at`, `trades_at`: announced times of resumption, None while there is none. `threshold`: price that the pause
    is about. `missing_since`: the feed has not listed it since then, and no resumption was reported. `ended_at`,
    `ended_by`: R2K considers it over without a reported resumption, and why.
    """

    symbol: str
    halted_at: float
    code: str
    name: str = ""
    market: str = ""
    quotes_at: float | None = None
    trades_at: float | None = None
    threshold: float | None = None
    missing_since: float | None = None
    ended_at: float | None = None
    ended_by: str = ""

    @property
    def key(self) -> HaltKey:
        """Identity of the halt: a symbol may be halted several times a day."""
        return self.symbol, self.halted_at

    @property
    def words(self) -> str:
        """Reason in words."""
        return code_words(self.code)

    @property
    def market_wide(self) -> bool:
        """Whether the whole market is halted."""
        return self.code in MARKET_WIDE

    @property
    def over_at(self) -> float | None:
        """Time at which trading resumes or resumed; None while no time is known."""
        return self.ended_at if self.ended_at is not None else self.trades_at

    def in_effect(self, now: float) -> bool:
        """Whether trading is halted at `now`: no time of resumption, or a later one."""
        return self.over_at is None or now < self.over_at

    def doubt(self, now: float, read_at: float | None) -> str:
        """Why the halt may be over although nobody said so; "" without a reason. `read_at`: the feed's last success."""
        if self.missing_since is not None:
            return f"not in the feed since {moment(self.missing_since, now)}, no resumption reported"
        if read_at is not None and now - read_at > OLD_FEED_S and self.code in PAUSES:
            return f"longer than a pause can be known: feed last read {moment(read_at, now)}"
        if self.code in PAUSES and now - self.halted_at > _LONG_PAUSE_S:
            return "longer than a pause usually lasts"
        return ""


def moment(time: float, now: float) -> str:
    """Hour and minute in New York; with the day before it where that is not today."""
    day = new_york_day(time)
    clock = hour_and_minute(time)
    return clock if day == new_york_day(now) else f"{day.isoformat()} {clock}"
