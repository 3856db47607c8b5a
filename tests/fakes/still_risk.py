"""The risk of a market that stands still, and the cards of its readings."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import msgspec

from r2k_tui.model.calendar.days import bar_of_day
from r2k_tui.model.market.bars import pack_floats, pack_times
from r2k_tui.model.messages.readings import (
    CardReply,
    GetCard,
    GetPositionSize,
    GetRiskStudy,
    HistoryReply,
    PositionSizeReply,
    RiskStudyReply,
)
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.readings.reading import Reading
from r2k_tui.model.readings.risk import ConeRow, Fall, PositionSize, RiskStudy, SizeRule, StressEpisode, StressOutcome

CONE = tuple(
    ConeRow(size, 9000 - size, 0.04, 0.1, 0.13, 0.17, 0.22, 0.31, 1.2 - size / 400, 0.094, 0.03)
    for size in (10, 21, 63, 126, 252)
)
FALLS = (
    Fall(1, "2007-07-13", "2009-03-09", "2011-04-27", -0.599, 416, 539),
    Fall(38, "2031-05-02", "2031-05-12", None, -0.0312, 6, None),
)
BEFORE_THE_FUND = StressOutcome("IWM", reason="data begin 2000-05-26")
PART = StressOutcome("IWM", "2000-07-17", "2002-10-09", -0.4028, "2002-07-23", -0.0523, "data begin 2000-05-26")
WHOLE = StressOutcome("^RUT", "2000-03-09", "2002-10-09", -0.4604, "2000-04-14", -0.0726)
EPISODES = (
    StressEpisode("1998 Russia, LTCM", "1998-04-01", "1998-10-31", (BEFORE_THE_FUND,)),
    StressEpisode("2000-02 dot-com", "2000-03-01", "2002-10-31", (WHOLE, PART)),
)
STUDY = RiskStudy("^RUT", "1987-09-10", "2031-05-14", 9001, CONE, FALLS, EPISODES)


def of_risk(request: GetRiskStudy | GetPositionSize | GetCard, reading: Callable[[str], Reading]) -> Reply:
    """The answer to a request about risk or a card; `reading` gives the reading of a key."""
    match request:
        case GetRiskStudy():
            return RiskStudyReply(STUDY)
        case GetPositionSize(symbol=symbol):
            return PositionSizeReply(position_size(symbol))
        case GetCard(symbol=symbol, key=key):
            return card(symbol, reading(key))


def position_size(symbol: str) -> PositionSize:
    """What two rules allow of a symbol, the second one more than the limit."""
    price = 318.42
    rules = (
        SizeRule("CVaR 95, 1 day", "fhscvar95", 0.01, 0.0136, 0.7353, 0.7353, 230, 230 * price),
        SizeRule("volatility, year", "ewma_vol94", 0.10, 0.0933, 1.0718, 1.0, 314, 314 * price),
    )
    return PositionSize(symbol, 100_000.0, 1.0, price, "2031-05-15 12:00", "2031-05-15", "demo", rules)


def card(symbol: str, known: Reading) -> CardReply:
    """The card of a reading with ten years behind it; of one against another symbol, that there is none."""
    key, last = known.key, bar_of_day(date.fromisoformat(known.as_of))
    texts = (f"formula of {key}", f"caveat of {key}")
    if key == "beta_spy_252":
        absent = msgspec.structs.replace(known, value=None, reason="no SPY")
        return CardReply(absent, *texts, "", HistoryReply(symbol, key, b"", b""))
    times = [last - (119 - i) * 30 * 86400 for i in range(120)]
    values = [0.2 + 0.1 * math.sin(i / 9) for i in range(120)]
    return CardReply(known, *texts, "month ends", HistoryReply(symbol, key, pack_times(times), pack_floats(values)))
