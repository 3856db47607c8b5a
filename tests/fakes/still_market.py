"""A market that stands still: everything a screen shows, invented, the same at every run."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator

from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.log import Level, LogEntry
from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times
from r2k_tui.model.market.feed import FeedState, FeedStatus, Problem
from r2k_tui.model.market.news import Headline, SymbolNews
from r2k_tui.model.market.quote import Quote, Spark
from r2k_tui.model.market.ranges import RANGE_BY_NAME
from r2k_tui.model.market.source import SourceFacts
from r2k_tui.model.messages.alerts import GetAlerts
from r2k_tui.model.messages.allocation.factors import GetFactors
from r2k_tui.model.messages.allocation.portfolios import (
    GetAllocation,
    GetBacktest,
    GetPairCorrelation,
    GetResampledFrontier,
    GetSimulation,
)
from r2k_tui.model.messages.allocation.rules import GetRules
from r2k_tui.model.messages.bars import BarsReply, GetBars, GetChart, GetRangeStarts, RangeStart, RangeStartsReply
from r2k_tui.model.messages.frame import Frame, Snapshot
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy
from r2k_tui.model.messages.news import GetNews, NewsReply
from r2k_tui.model.messages.outcome import Done, Failure
from r2k_tui.model.messages.readings import (
    FollowThroughReply,
    GetCard,
    GetFollowThrough,
    GetHistory,
    GetIndexReadings,
    GetPositionSize,
    GetReadings,
    GetRiskStudy,
    GetStates,
    HistoryReply,
    ReadingsReply,
    StatesReply,
)
from r2k_tui.model.messages.reply import Reply
from r2k_tui.model.messages.request import Request
from r2k_tui.model.messages.subscription import GetSnapshot, Lookup, LookupReply
from r2k_tui.model.messages.thesis import GetThesis
from r2k_tui.model.messages.universe import (
    EventsReply,
    GetEvents,
    GetHalts,
    GetInsiders,
    GetListChanges,
    GetRanks,
    GetShortInterest,
    GetUniverse,
    HaltsReply,
    InsidersReply,
    ListChangesReply,
    RanksReply,
    ShortInterestReply,
    UniverseReply,
)
from r2k_tui.model.readings.reading import Component, Reading, Score, ScoreKind, SymbolReadings
from r2k_tui.model.readings.study import EventOutcome, FollowThrough, Outcome, States, ThresholdEvent, ZoneOutcome
from tests.fakes.still_alerts import ALERTS
from tests.fakes.still_allocation import of_allocation
from tests.fakes.still_chart import chart
from tests.fakes.still_economy import of_economy
from tests.fakes.still_halts import still_halts
from tests.fakes.still_index import CHANGES, EVENTS, INDEX_READINGS, RANKS, SHORT_INTEREST
from tests.fakes.still_insiders import INSIDERS
from tests.fakes.still_risk import of_risk
from tests.fakes.still_universe import universe

# Thursday 2031-05-15, 12:00 in New York, in the middle of a session.
NOW = 1936886400.0
# The day that every range begins after.
RANGE_START = "2031-03-31"
SYMBOLS = ("^RUT", "IWM", "RTY=F", "IWN", "^VIX")
_LEVELS = {"^RUT": (3210.55, 3170.10), "IWM": (318.42, 314.40), "RTY=F": (3214.9, 3171.2), "^VIX": (15.7, 15.72)}
FACTS = SourceFacts("demo", simulated=True, intervals=tuple(Interval), quote_cadence_s=5.0)
SESSION = Session(
    phase=Phase.OPEN,
    opens_at=NOW - 9000,
    closes_at=NOW + 14400,
    changes_at=NOW + 14400,
    last_close_at=NOW - 72000,
)


def quote(symbol: str, price: float | None = None, *, time: float = NOW - 2) -> Quote:
    """A quote of an invented level."""
    level, before = _LEVELS[symbol]
    price = level if price is None else price
    return Quote(
        symbol,
        price,
        before,
        open=before,
        day_high=max(price, before) * 1.002,
        day_low=min(price, before) * 0.998,
        volume=4.12e7,
        bid=price - 0.01,
        ask=price + 0.01,
        currency="USD",
        name=f"{symbol} invented",
        time=time,
        received_at=time + 0.5,
        source="demo",
    )


def reading(key: str, value: float | str | bool, n: int = 1260) -> Reading:
    """A reading of an invented value."""
    return Reading(key, value, "fraction", "1260 sessions", n, "2031-05-15", "demo", f"definition of {key}")


def score(kind: ScoreKind, value: float | None, zone: str | None, *parts: Component, reason: str = "") -> Score:
    """A composite of an invented value."""
    return Score(kind, "^RUT", value, zone, parts, "2031-05-15", "demo", "definition", reason)


READINGS = {
    r.key: r
    for r in (
        reading("last_close", 3210.55),
        reading("ret_1d", 0.01276),
        reading("ret_ytd", 0.1065),
        reading("ret_1y", 0.1185),
        reading("mom_12_1", 0.084),
        reading("record_close", 3265.0),
        reading("record_close_date", "2031-05-02"),
        reading("ewma_vol94", 0.192),
        reading("curdd_px", -0.0167),
        reading("fhsvar95", 0.019),
        reading("fhsvar99", 0.032),
        reading("fhscvar95", 0.027),
    )
}
SCORES = (
    score(
        ScoreKind.MOMENTUM,
        78.0,
        "strong",
        Component("trend", 0.30, 100.0, 1.0, "above 50d and 200d"),
        Component("channel", 0.15, 82.0, 0.64, "up, R² 0.64"),
        Component("relative_strength", 0.15, None, reason="no ^GSPC"),
    ),
    score(
        ScoreKind.RISK,
        31.0,
        "normal",
        Component("volatility", 0.25, 38.0, 0.192, "38th pct, EWMA 19.2%"),
        Component("drawdown", 0.20, 6.7, -0.0167, "-1.7% from 252d high"),
    ),
)


LOG = (
    LogEntry(NOW - 90_000, Level.INFO, "session", "the exchange: closed", 1),
    LogEntry(NOW - 7200, Level.INFO, "engine", "started, with the demo source", 2),
    LogEntry(NOW - 3600, Level.WARNING, "quotes", "IWN: demo does not know IWN", 3),
    LogEntry(NOW - 1800, Level.ERROR, "readings", "defect in R2K: ZeroDivisionError: division by zero", 4),
    LogEntry(NOW - 1200, Level.INFO, "readings", "works again after failing 3 times", 5),
)
HEADLINES = (
    Headline(
        "SIMULATED: IWM rises on an invented survey of small firms, and with it what else is made up to be small",
        "R2K demo",
        NOW - 1500,
        "https://example.com/simulated/1",
        ("IWM", "^RUT"),
        "demo",
    ),
    Headline("SIMULATED: What a made-up rate decision means", "Invented Wire Ltd", NOW - 86_000, "", ("IWM",), "demo"),
    Headline("SIMULATED: A headline that nobody dated", "", None, "https://example.com/simulated/3", ("IWM",), "demo"),
)


def news(symbol: str) -> SymbolNews:
    """The headlines of a symbol."""
    return SymbolNews(symbol, tuple(item for item in HEADLINES if symbol in item.symbols), NOW - 90)


def bars(symbol: str, name: str) -> Bars:
    """A wave of bars for a named range."""
    interval = RANGE_BY_NAME[name].interval
    seconds = interval.seconds
    count = 150 if interval.intraday else 260
    last = int(NOW - 60) // seconds * seconds
    times = [last - (count - 1 - i) * seconds for i in range(count)]
    level = _LEVELS.get(symbol, (100.0, 99.0))[0]
    closes = [level * (1 + 0.02 * math.sin(i / 25) + i / count / 50 - 0.02) for i in range(count)]
    columns = {column: pack_floats(closes) for column in ("open", "high", "low", "close", "adj_close")}
    volume = pack_floats([1e5 * (2 + math.cos(i / 20)) for i in range(count)])
    return Bars(symbol, interval, pack_times(times), **columns, volume=volume, source="demo")


def snapshot(**changes: object) -> Snapshot:
    """The whole picture."""
    whole: dict[str, object] = {
        "quotes": tuple(quote(symbol) for symbol in _LEVELS),
        "sparks": tuple(Spark(s, "1D", tuple(float(i % 7) for i in range(20)), 3.0e7) for s in _LEVELS),
        "readings": (SymbolReadings("^RUT", READINGS),),
        "scores": SCORES,
        "feeds": (FeedStatus("quotes", FeedState.OK, NOW - 2, NOW + 3), FeedStatus("daily", FeedState.OK, NOW - 60)),
        "problems": (Problem("IWN", "not_found", "demo does not know IWN"),),
        "news": (news("IWM"),),
        "log": LOG,
    }
    return Snapshot("still", 1, NOW, FACTS, SESSION, "2031-05-15", **{**whole, **changes})  # type: ignore[arg-type]


OUTCOME = Outcome(
    *(17, 14, 14 / 17, (0.59, 0.94), 0.077, 0.05, 460, 310, 310 / 460, 0.05, 0.04, 0.15),
    *(17, (-0.022, 0.085), (-0.02, 0.28), False, 0.58),
)
FOLLOW = FollowThrough(
    symbol="^RUT",
    threshold=0.10,
    first_month="1987-10",
    last_month="2031-04",
    months=466,
    n_events=2,
    events=(
        ThresholdEvent("2029-11", 0.108, -0.084, -0.112, -0.151, 0.027),
        ThresholdEvent("2031-04", 0.122, 0.043, None, None, None),
    ),
    horizons={f"{months}m": OUTCOME for months in (1, 3, 6, 12)},
)
STATES = States(
    symbol="^RUT",
    first_day="1987-09-10",
    last_day="2031-05-14",
    risk_zones=tuple(
        ZoneOutcome(zone, 2002, 0.23, 0.139, 0.18, 0.02, 0.034, 0.68, 124, (-0.046, 0.014))
        for zone in ("calm", "normal")
    ),
    momentum_zones=tuple(
        ZoneOutcome(zone, 1086, 0.11, 0.283, 0.4, 0.21, 0.113, 0.74, 86, (0.019, 0.116)) for zone in ("weak", "strong")
    ),
    events=(EventOutcome("record_close", 594, 0.62, 0.017, 9000, 0.67, 0.05, 253, (-0.063, -0.005)),),
)


def history(symbol: str, name: str) -> HistoryReply:
    """Six hundred days, or sixty months, of a wave."""
    months = name == "months"
    step = 31 * 86400 if months else 86400
    times = [int(NOW) // 86400 * 86400 - (600 - i) * step for i in range(60 if months else 600)]
    size, middle = (0.05, 0.01) if months else (0.2, -0.2) if name == "drawdown" else (40.0, 50.0)
    values = [middle + size * math.sin(i / 40) for i in range(len(times))]
    return HistoryReply(symbol, name, pack_times(times), pack_floats(values))


def looked_up(symbol: str) -> Reply:
    """One symbol beside those of the list is known."""
    return LookupReply(Quote("QQQ", 500.0)) if symbol == "QQQ" else Failure("not_found", f"demo does not know {symbol}")


def range_starts(symbols: tuple[str, ...], name: str) -> RangeStartsReply:
    """A tenth below the level of those that have one."""
    known = [symbol for symbol in symbols if symbol in _LEVELS]
    return RangeStartsReply(name, tuple(RangeStart(s, RANGE_START, _LEVELS[s][0] * 0.9) for s in known))


def of_the_past(request: GetBars | GetChart | GetHistory | GetRangeStarts | GetFollowThrough | GetStates) -> Reply:
    """What is answered from history."""
    match request:
        case GetBars(symbol=symbol, range=name):
            return BarsReply(name, bars(symbol, name))
        case GetChart():
            return chart(request)
        case GetHistory(symbol=symbol, name=name):
            return history(symbol, name)
        case GetRangeStarts(symbols=symbols, range=name):
            return range_starts(symbols, name)
        case GetFollowThrough():
            return FollowThroughReply(FOLLOW)
        case GetStates():
            return StatesReply(STATES)


class StillLink:
    """A link to an engine that stands still; `say` lets it speak, `asked` holds what it was asked."""

    def __init__(self, picture: Snapshot | None = None) -> None:
        self.picture = picture or snapshot()
        self.asked: list[Request] = []
        self.starts = 0
        self.answers: dict[type, Reply] = {
            GetAlerts: ALERTS,
            GetUniverse: UniverseReply(universe(now=NOW)),
            GetListChanges: ListChangesReply(CHANGES),
            GetRanks: RanksReply(RANKS),
            GetEvents: EventsReply(EVENTS),
            GetIndexReadings: INDEX_READINGS,
            GetHalts: HaltsReply(still_halts(NOW)),
            GetShortInterest: ShortInterestReply(SHORT_INTEREST),
            GetInsiders: InsidersReply(INSIDERS),
        }
        self._frames: asyncio.Queue[Frame] = asyncio.Queue()
        self._seq = self.picture.seq

    async def start(self) -> None:
        """See Link."""
        self.starts += 1

    def say(self, **parts: object) -> None:
        """Send a frame with these parts."""
        self._seq += 1
        frame = Frame("still", self._seq, self._seq, NOW, as_of=self.picture.as_of, **parts)  # type: ignore[arg-type]
        self._frames.put_nowait(frame)

    async def frames(self) -> AsyncIterator[Frame]:
        """See Link."""
        while True:
            yield await self._frames.get()

    async def ask(self, request: Request) -> Reply:
        """See Link."""
        self.asked.append(request)
        if type(request) in self.answers:
            return self.answers[type(request)]
        match request:
            case GetSnapshot():
                return self.picture
            case GetBars() | GetChart() | GetHistory() | GetRangeStarts() | GetFollowThrough() | GetStates():
                return of_the_past(request)
            case GetReadings(symbol=symbol, keys=keys):
                return ReadingsReply(
                    SymbolReadings(symbol, {key: READINGS.get(key, reading(key, 0.021)) for key in keys})
                )
            case GetRiskStudy() | GetPositionSize() | GetCard():
                return of_risk(request, lambda key: READINGS.get(key, reading(key, 0.021)))
            case GetNews(symbol=symbol):
                return NewsReply(news(symbol))
            case GetMacro() | GetPolicyStudy() | GetThesis():
                return of_economy(request)
            case (
                GetAllocation()
                | GetBacktest()
                | GetSimulation()
                | GetPairCorrelation()
                | GetFactors()
                | GetRules()
                | GetResampledFrontier()
            ):
                return of_allocation(request)
            case Lookup(symbol=symbol):
                return looked_up(symbol)
            case _:
                return Done()

    async def close(self) -> None:
        """See Link."""
