"""Feeds that repeat themselves, and the many that stand still for good reasons."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from r2k_tui.engine.validation.frozen import FrozenFeeds
from r2k_tui.model.calendar.session import Phase, Session
from r2k_tui.model.market.bars import Interval
from r2k_tui.model.market.feed import FROZEN
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import QuoteBatch
from tests.cases import cases
from tests.engine.virtual_time import START
from tests.fakes.invented_bars import bars_at

OPENED = START - 2.5 * 3600.0
OPEN = Session(phase=Phase.OPEN, opens_at=OPENED, closes_at=START + 4 * 3600.0)
IWM = Quote("IWM", price=200.0, volume=2e7, time=START - 5, source="yahoo", currency="USD")
SPY = Quote("SPY", price=500.0, volume=3e7, time=START - 5, source="yahoo", currency="USD")
THIN = Quote("THIN", price=5.0, volume=900.0, time=START - 900, source="yahoo", currency="USD")
WORDS = "yahoo is frozen: no price has moved since 12:00"


class Feed:
    """Polls every `pace_s` seconds, and what was found with the newest."""

    def __init__(self, session: Session = OPEN, pace_s: float = 5.0) -> None:
        self.session, self.pace_s = session, pace_s
        self.now = self.steady = START
        self.reports: list[tuple[str, str]] = []
        self.feeds = FrozenFeeds(lambda *told: self.reports.append(told), lambda: self.steady)
        self.found: list[str] = []
        self.ever: list[str] = []

    def poll(self, quotes: Sequence[Quote], times: int = 1, served: dict[str, float] | None = None) -> None:
        for _ in range(times):
            batch = QuoteBatch(tuple(quotes), served=served or {})
            problems = self.feeds.take(batch, lambda _: self.session, self.now)
            assert all(problem.kind == FROZEN for problem in problems)
            self.found = [problem.message for problem in problems]
            self.ever += self.found
            self.now, self.steady = self.now + self.pace_s, self.steady + self.pace_s

    def moving(self, quotes: Sequence[Quote], times: int) -> list[Quote]:
        """Polls with which every price moves."""
        for _ in range(times):
            quotes = [moved(quote) for quote in quotes]
            self.poll(quotes)
        return list(quotes)


def moved(quote: Quote) -> Quote:
    return msgspec.structs.replace(quote, price=(quote.price or 0.0) + 0.01, time=(quote.time or 0.0) + 5)


class TestARepeatedAnswer:
    def test_is_found_after_two_minutes_and_told_once(self) -> None:
        feed = Feed()
        feed.poll([IWM, SPY, THIN], 24)
        assert feed.found == []
        feed.poll([IWM, SPY, THIN])
        assert feed.found == [WORDS]
        feed.poll([IWM, SPY, THIN], 50)
        assert feed.reports == [("yahoo", WORDS)]

    def test_takes_ten_polls_at_a_slow_pace(self) -> None:
        feed = Feed(pace_s=60.0)
        feed.poll([IWM, SPY], 10)
        assert feed.found == []
        feed.poll([IWM, SPY])
        assert feed.found == [WORDS]

    def test_ends_with_the_first_movement_and_may_begin_again(self) -> None:
        feed = Feed()
        feed.poll([IWM, SPY], 30)
        assert feed.found
        feed.poll([IWM, moved(SPY)])
        assert feed.found == []
        feed.poll([IWM, moved(SPY)], 30)
        assert feed.found
        assert len(feed.reports) == 2

    def test_of_indices_without_volume_is_found_by_their_habits(self) -> None:
        feed = Feed()
        indices = [msgspec.structs.replace(IWM, symbol=symbol, volume=None) for symbol in ("^RUT", "^VIX", "^GSPC")]
        indices = feed.moving(indices, 20)
        feed.poll(indices, 30)
        assert len(feed.found) == 1

    def test_of_one_provider_leaves_the_others_alone(self) -> None:
        feed = Feed()
        other = [msgspec.structs.replace(q, source="yahoo_chart", symbol=q.symbol + "X") for q in (IWM, SPY)]
        for _ in range(40):
            other = [moved(quote) for quote in other]
            feed.poll([IWM, SPY, *other])
        assert feed.found == [WORDS]

    def test_that_comes_back_after_another_provider_is_told_at_once(self) -> None:
        feed = Feed()
        feed.poll([IWM, SPY], 30)
        other = [msgspec.structs.replace(quote, source="yahoo_chart") for quote in (IWM, SPY)]
        feed.moving(other, 60)
        assert feed.found == []
        feed.poll([IWM, SPY])
        assert feed.found == [WORDS]
        assert len(feed.reports) == 2

    def test_of_one_symbol_counts_with_its_minute_bar(self) -> None:
        feed = Feed()
        for _ in range(70):
            feed.feeds.take_bars(bars_at([int(START) - 60, int(START)], [199.0, 200.0], "IWM", Interval.M1), feed.now)
            feed.poll([IWM, THIN])
        assert feed.found == [WORDS]

    def test_is_no_news_once_the_market_is_closed(self) -> None:
        feed = Feed()
        feed.poll([IWM, SPY], 30)
        feed.session = msgspec.structs.replace(OPEN, phase=Phase.POST)
        feed.poll([IWM, SPY])
        assert feed.found == []

    def test_is_found_as_soon_after_the_clock_was_set_back(self) -> None:
        feed = Feed()
        quotes = feed.moving([IWM, SPY], 5)
        feed.now -= 3600.0
        feed.poll(quotes, 30)
        assert len(feed.found) == 1


def test_a_long_list_and_symbols_that_come_and_go_cost_little() -> None:
    feed = Feed()
    many = [msgspec.structs.replace(IWM, symbol=f"S{number}") for number in range(3000)]
    feed.poll(many, 30)
    assert len(feed.found) == 1
    for turn in range(30):
        feed.poll([msgspec.structs.replace(IWM, symbol=f"T{turn}.{number}") for number in range(200)])
    assert len(feed.feeds._providers["yahoo"].symbols) == 2000


class TestNoFalseAlarm:
    @cases("phase", [Phase.PRE, Phase.POST, Phase.CLOSED])
    def test_while_the_market_is_closed(self, phase: Phase) -> None:
        feed = Feed(Session(phase=phase, opens_at=OPENED))
        feed.poll([IWM, SPY], 500)
        assert feed.ever == []

    def test_for_a_halted_stock_beside_one_that_moves(self) -> None:
        feed, other = Feed(), SPY
        for _ in range(500):
            other = moved(other)
            feed.poll([IWM, other])
        assert feed.ever == []

    def test_for_a_halted_stock_alone(self) -> None:
        feed = Feed()
        feed.poll(feed.moving([IWM], 50), 500)
        assert feed.ever == []

    def test_for_a_list_of_thin_symbols(self) -> None:
        feed = Feed()
        thin = [msgspec.structs.replace(THIN, symbol=symbol) for symbol in ("AAA", "BBB", "CCC")]
        for turn in range(20):
            thin[turn % 3] = moved(thin[turn % 3])
            feed.poll(thin, 100)
        assert feed.ever == []

    def test_for_other_exchanges_and_hours(self) -> None:
        for session in (Session("XLON", Phase.CLOSED), Session("", Phase.CLOSED)):
            feed = Feed(session)
            feed.poll([msgspec.structs.replace(IWM, symbol=symbol) for symbol in ("VOD.L", "RTY=F")], 500)
            assert feed.ever == []

    def test_an_open_market_elsewhere_is_judged_too(self) -> None:
        feed = Feed(msgspec.structs.replace(OPEN, exchange="XLON"))
        feed.poll([msgspec.structs.replace(IWM, symbol=symbol) for symbol in ("VOD.L", "SHEL.L")], 500)
        assert feed.ever

    def test_before_a_delayed_feed_can_show_the_open(self) -> None:
        feed = Feed(msgspec.structs.replace(OPEN, opens_at=START))
        late = [msgspec.structs.replace(quote, delay_s=900.0) for quote in (IWM, SPY)]
        feed.poll(late, (900 + 120) // 5)
        assert feed.ever == []
        feed.poll(late, 30)
        assert feed.found

    def test_after_a_machine_slept(self) -> None:
        feed = Feed()
        quotes = feed.moving([IWM, SPY], 5)
        feed.now += 1800.0
        feed.poll(quotes, 5)
        assert feed.ever == []

    def test_when_the_clock_is_set_back(self) -> None:
        feed = Feed()
        quotes = feed.moving([IWM, SPY], 5)
        feed.now -= 7200.0
        feed.poll(quotes, 10)
        assert feed.ever == []

    def test_while_prices_stream(self) -> None:
        feed = Feed()
        for _ in range(100):
            feed.poll([IWM, SPY])
            feed.feeds.streamed([IWM], feed.now)
        assert feed.ever == []

    def test_for_a_session_whose_hours_are_not_known(self) -> None:
        feed = Feed(Session(phase=Phase.OPEN, always_open=True))
        feed.poll([IWM, SPY], 100)
        assert feed.ever == []


class TestMinuteBars:
    """Of a symbol whose quotes move."""

    BARS = bars_at([int(START) - 60, int(START)], [199.0, 200.0], "IWM", Interval.M1)

    def told(self, quote: Quote, session: Session = OPEN) -> list[str]:
        """What is told of the same newest bar in twenty answers, a quarter of a minute apart."""
        feed, found = Feed(session, 15.0), []
        for _ in range(25):
            quote = moved(quote)
            feed.poll([quote])
            found += [f"{p.kind}: {p.message}" for p in feed.feeds.take_bars(self.BARS, feed.now)]
        assert feed.ever == [], "the quotes are alive"
        return found

    def test_that_do_not_grow_are_told_after_five_minutes(self) -> None:
        assert set(self.told(IWM)) == {"frozen: IWM has no new minute bar since 12:00"}
        assert len(self.told(IWM)) == 5

    def test_of_a_closed_market_are_not(self) -> None:
        assert self.told(IWM, Session(phase=Phase.POST, opens_at=OPENED)) == []

    def test_of_another_symbol_are_not(self) -> None:
        assert self.told(SPY) == []


class TestTheDateHeader:
    """Of a server whose answers come from a cache on the way."""

    def test_that_stands_still_is_found_even_with_one_thin_symbol(self) -> None:
        feed = Feed()
        feed.poll([THIN], 30, {"yahoo": START - 60.0})
        assert feed.found == ["yahoo is frozen: its responses date from 11:59"]
        feed.poll([THIN], 1, {"yahoo": feed.now})
        assert feed.found == []

    def test_that_falls_behind_is_found(self) -> None:
        feed = Feed()
        for turn in range(100):
            feed.poll([moved(THIN)], 1, {"yahoo": START + turn})  # a fifth of the pace
        assert feed.found == ["yahoo is frozen: its responses date from 12:01"]

    def test_of_a_server_with_a_wrong_clock_is_no_matter(self) -> None:
        feed = Feed()
        for _ in range(100):
            feed.poll([THIN], 1, {"yahoo": feed.now - 7200.0})
        assert feed.ever == []

    def test_is_no_matter_when_our_own_clock_is_set(self) -> None:
        feed, served = Feed(), START
        for turn in range(100):
            if turn == 50:
                feed.now += 3600.0
            served += 5.0
            feed.poll([THIN], 1, {"yahoo": served})
        assert feed.ever == []

    def test_is_no_matter_while_the_market_is_closed(self) -> None:
        feed = Feed(Session(phase=Phase.CLOSED, opens_at=OPENED))
        feed.poll([THIN], 100, {"yahoo": START})
        assert feed.ever == []
