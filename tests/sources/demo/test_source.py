"""The demo source: the same for everybody, true to its waypoints, continuous in time."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import AsyncIterator
from datetime import datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import NotFound, Unavailable
from r2k_tui.sources.demo.simulation.exchange import Exchange
from r2k_tui.sources.demo.simulation.instruments import INSTRUMENTS
from r2k_tui.sources.demo.simulation.walk import WalkBar, through
from r2k_tui.sources.demo.source import DemoSource
from tests.sources.contract import SourceContract, Subject

# exchange_calendars touches what pandas 3 deprecates, and pandas says so in its own name.
pytestmark = pytest.mark.filterwarnings("ignore:Series.values returning:DeprecationWarning")

NEW_YORK = ZoneInfo("America/New_York")
SYMBOLS = tuple(INSTRUMENTS)
WATCHED = ("^RUT", "IWM", "RTY=F", "IWN", "IWO", "IWB", "SPY", "^GSPC", "^VIX", "TLT", "HYG", "GLD")
HOUR, DAY = 3600, 86400
Floats = npt.NDArray[np.float64]


def at(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


NOON = at("2026-03-04T11:47:23")


class Clock:
    def __init__(self, now: float = NOON) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


async def bars(source: DemoSource, symbol: str, interval: Interval = Interval.D1) -> Bars:
    return (await source.bars(symbol, interval)).bars


async def quote(source: DemoSource, symbol: str) -> Quote:
    return (await source.quotes([symbol])).quotes[0]


def column(of: Bars, name: str) -> Floats:
    return np.array(of.column(name))


def dates(of: Bars) -> npt.NDArray[np.datetime64]:
    return np.array(of.times()).astype("datetime64[s]").astype("datetime64[D]")


class TestDemoContract(SourceContract):
    @pytest.fixture
    async def subject(self) -> AsyncIterator[Subject]:
        source = DemoSource(clock=Clock())
        yield Subject(source, WATCHED, "NO-SUCH")
        await source.close()


def test_says_what_it_is() -> None:
    source = DemoSource()
    facts = source.capabilities
    assert (source.name, source.identity) == ("demo", "demo")
    assert (facts.live, facts.simulated, facts.always_open) == (True, True, True)
    assert (facts.extended_hours, facts.keeps_store) == (False, False)
    assert facts.intervals == tuple(Interval)


# --- the same for everybody


async def test_same_seed_and_clock_same_market_whatever_was_asked_before() -> None:
    one, other = DemoSource(7, Clock()), DemoSource(7, Clock())
    for symbol in reversed(SYMBOLS):
        await other.bars(symbol, Interval.H1)
    first = (await one.quotes(SYMBOLS)).quotes
    second = (await other.quotes(SYMBOLS[::-1])).quotes[::-1]
    assert first == second
    for interval in Interval:
        for symbol in ("^RUT", "IWM", "^VIX", "TLT"):
            assert await bars(one, symbol, interval) == await bars(other, symbol, interval)


async def test_another_seed_is_another_market() -> None:
    one, other = await quote(DemoSource(1, Clock()), "IWM"), await quote(DemoSource(2, Clock()), "IWM")
    assert one.price != other.price


async def test_time_may_jump_back_and_forth() -> None:
    clock = Clock()
    source = DemoSource(clock=clock)
    before = await quote(source, "IWM")
    for now in (NOON + 400 * DAY, NOON - 900 * DAY, NOON + 59):
        clock.now = now
        await quote(source, "IWM")
    clock.now = NOON
    assert await quote(source, "IWM") == before


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_history_stays_as_it_was(symbol: str) -> None:
    early, late = await bars(_source(), symbol), await bars(DemoSource(clock=Clock(NOON + 500 * DAY)), symbol)
    finished = len(early) - 1
    assert early.times()[:finished] == late.times()[:finished]
    for name in set(PRICE_COLUMNS) - {"adj_close"}:
        assert early.column(name)[:finished] == late.column(name)[:finished]


_MADE: dict[int, DemoSource] = {}


def _source(seed: int = 2000) -> DemoSource:
    """A source at noon, made once: making one takes a tenth of a second."""
    return _MADE.setdefault(seed, DemoSource(seed, Clock()))


# --- the waypoints

SEEDS = (2000, 1, 42)
FALLS = (
    ("2007-07-13", "2009-03-09", -0.599),
    ("2020-01-16", "2020-03-18", -0.419),
    ("2021-11-08", "2023-10-27", -0.330),
    ("2024-11-25", "2025-04-08", -0.279),
)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("peak", "trough", "size"), FALLS)
async def test_falls_of_the_index(seed: int, peak: str, trough: str, size: float) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    top, bottom = (int(np.searchsorted(days, np.datetime64(day))) for day in (peak, trough))
    assert [str(days[top]), str(days[bottom])] == [peak, trough]
    assert closes[bottom] / closes[top] - 1 == pytest.approx(size, abs=0.0005)
    between = closes[top + 1 : bottom]
    assert between.max() < closes[top]
    assert between.min() > closes[bottom]
    assert closes[:top].max() < closes[top], "the fall begins at a record close"


@pytest.mark.parametrize("seed", SEEDS)
async def test_deepest_fall_is_that_of_2007_to_2009(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    depth = closes / np.maximum.accumulate(closes) - 1
    bottom = int(np.argmin(depth))
    assert str(days[bottom]) == "2009-03-09"
    assert str(days[int(np.argmax(closes[:bottom]))]) == "2007-07-13"


@pytest.mark.parametrize("seed", SEEDS)
async def test_record_close_of_september_2025(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    place = int(np.searchsorted(days, np.datetime64("2025-09-18")))
    assert closes[place] == 2467.70
    assert closes[:place].max() < 2467.70
    assert closes[place] / closes[place - 1] - 1 == pytest.approx(0.025, abs=0.002)


@pytest.mark.parametrize("seed", SEEDS)
async def test_november_2024(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    days, closes = dates(index), column(index, "close")
    ends = [closes[np.searchsorted(days, np.datetime64(f"2024-{month}-01")) - 1] for month in (11, 12)]
    assert ends[1] / ends[0] - 1 == pytest.approx(0.1084, abs=0.0005)


@pytest.mark.parametrize("seed", SEEDS)
async def test_crash_of_october_1987(seed: int) -> None:
    index = await bars(_source(seed), "^RUT")
    returns = np.diff(column(index, "close")) / column(index, "close")[:-1]
    assert str(dates(index)[1:][np.argmin(returns)]) == "1987-10-19"
    assert -0.16 < returns.min() < -0.10


# --- plausible history


async def test_days_are_those_of_the_exchange() -> None:
    index = await bars(_source(), "^RUT")
    days = dates(index).astype(str).tolist()
    assert days[0] == "1987-09-10"
    assert days[-1] == "2026-03-04"
    absent = {"2001-09-11", "2001-09-14", "2012-10-29", "2025-07-04", "2025-11-27", "2026-01-19", "2026-02-28"}
    assert not absent & set(days)
    assert {"2001-09-10", "2001-09-17", "2025-11-28", "2026-03-03"} <= set(days)


@pytest.mark.parametrize("now", ["2026-03-07T15:00:00", "2026-07-03T12:00:00"])
async def test_day_without_exchange_has_its_own_bar(now: str) -> None:
    source = DemoSource(clock=Clock(at(now)))
    days = dates(await bars(source, "IWM")).astype(str).tolist()
    assert days[-1] == now[:10]
    assert days[-2] == {"2026-03-07": "2026-03-06", "2026-07-03": "2026-07-02"}[now[:10]]


@pytest.mark.parametrize("seed", SEEDS)
async def test_returns_cluster_and_have_fat_tails(seed: int) -> None:
    closes = column(await bars(_source(seed), "^RUT"), "close")
    returns = np.diff(np.log(closes))
    size = np.abs(returns)
    assert 0.15 < returns.std() * np.sqrt(252) < 0.26
    assert ((returns - returns.mean()) ** 4).mean() / returns.var() ** 2 > 5
    assert np.corrcoef(size[20:], size[:-20])[0, 1] > 0.08
    assert abs(np.corrcoef(returns[1:], returns[:-1])[0, 1]) < 0.05
    month = np.array([returns[place : place + 21].std() for place in range(0, len(returns) - 21, 21)])
    assert 0.004 < month.min() < 0.010
    assert 0.03 < month.max() < 0.06


FAMILIES = (("IWM", "^RUT", 0.99), ("RTY=F", "^RUT", 0.99), ("IWN", "^RUT", 0.9), ("IWO", "^RUT", 0.9))
MORE = (("IJR", "^RUT", 0.9), ("SPY", "^GSPC", 0.99), ("IWB", "^GSPC", 0.99), ("^GSPC", "^RUT", 0.8))


@pytest.mark.parametrize(("symbol", "other", "least"), FAMILIES + MORE)
async def test_relatives_move_together(symbol: str, other: str, least: float) -> None:
    one, two = await bars(_source(), symbol), await bars(_source(), other)
    closes = column(one, "close"), column(two, "close")[-len(one) :]
    assert (dates(one) == dates(two)[-len(one) :]).all()
    assert np.corrcoef(*(np.diff(np.log(values)) for values in closes))[0, 1] > least


async def test_quiet_years_have_weather_of_their_own() -> None:
    """No storm of the waypoints reaches into these years."""
    for seed in SEEDS:
        index = await bars(_source(seed), "^RUT")
        days, size = dates(index)[1:], np.abs(np.diff(np.log(column(index, "close"))))
        size = size[(days > np.datetime64("1991-06-01")) & (days < np.datetime64("1997-09-01"))]
        memory = [np.corrcoef(size[lag:], size[:-lag])[0, 1] for lag in range(1, 21)]
        assert np.mean(memory) > 0.03


@pytest.mark.parametrize(
    ("symbol", "least", "most", "volatility"), [("TLT", -0.5, -0.05, 0.14), ("GLD", -0.3, 0.3, 0.15)]
)
async def test_havens_go_their_own_way(symbol: str, least: float, most: float, volatility: float) -> None:
    closes = column(await bars(_source(), symbol), "close")
    large = column(await bars(_source(), "^GSPC"), "close")[-len(closes) :]
    returns = np.diff(np.log([closes, large]))
    assert least < np.corrcoef(returns)[0, 1] < most
    assert returns[0].std() * np.sqrt(252) == pytest.approx(volatility, rel=0.25)


async def test_small_caps_are_not_large_caps() -> None:
    closes = [column(await bars(_source(), symbol), "close") for symbol in ("^RUT", "^GSPC")]
    assert np.corrcoef(np.diff(np.log(closes)))[0, 1] < 0.96


@pytest.mark.parametrize(("symbol", "parent"), [("^VIX", "^GSPC"), ("^RVX", "^RUT")])
async def test_implied_volatility_follows_the_storms(symbol: str, parent: str) -> None:
    index = await bars(_source(), symbol)
    days, levels = dates(index), column(index, "close")
    assert levels.min() >= 9
    assert levels.max() <= 80
    assert 13 < np.median(levels) < 22
    storm = levels[(days > np.datetime64("2008-10-01")) & (days < np.datetime64("2009-01-01"))]
    assert storm.mean() > 2 * np.median(levels)
    other = np.diff(np.log(column(await bars(_source(), parent), "close")))[-len(levels) + 1 :]
    assert np.corrcoef(np.diff(np.log(levels)), other)[0, 1] < -0.4


async def test_bill_yield_stays_between_zero_and_ten() -> None:
    levels = column(await bars(_source(), "^IRX"), "close")
    assert levels.min() > 0
    assert levels.max() < 10
    assert np.abs(np.diff(levels)).max() < 0.6


@pytest.mark.parametrize(("symbol", "least", "most"), [("IWM", 0.009, 0.013), ("HYG", 0.050, 0.064), ("^RUT", 0, 0)])
async def test_dividends_lift_the_total_return(symbol: str, least: float, most: float) -> None:
    history = await bars(_source(), symbol)
    closes, total = column(history, "close"), column(history, "adj_close")
    assert total[-1] == closes[-1]
    assert (total[:250] < closes[:250]).all() == (least > 0)
    years = (history.times()[-1] - history.times()[0]) / (365.25 * DAY)
    lift = np.log(closes[0] / total[0]) / years
    assert least <= lift <= most


async def test_dividend_of_a_running_session_is_already_out() -> None:
    clock = Clock(at("2026-06-01T12:00:00"))
    history = await bars(DemoSource(clock=clock), "HYG")
    closes, total = column(history, "close"), column(history, "adj_close")
    assert total[-1] == closes[-1]
    assert total[-2] / closes[-2] == pytest.approx(1 - 0.057 / 12)


async def test_volume_grows_in_storms() -> None:
    history = await bars(_source(), "IWM")
    days, volume = dates(history), column(history, "volume")
    calm, storm = ((days > np.datetime64(a)) & (days < np.datetime64(b)) for a, b in _CALM_AND_STORM)
    assert volume[storm].mean() > 1.5 * volume[calm].mean()


_CALM_AND_STORM = (("2019-06-01", "2020-01-01"), ("2020-03-01", "2020-04-15"))


# --- every bar


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_every_bar_of_every_interval_is_sound(symbol: str) -> None:
    for interval in Interval:
        made = await bars(_source(), symbol, interval)
        opened, high, low, close, total, volume = (column(made, name) for name in PRICE_COLUMNS)
        for values in (opened, high, low, close, total):
            assert np.isfinite(values).all()
            assert values.min() > 0
        assert (low <= np.minimum(opened, close)).all()
        assert (high >= np.maximum(opened, close)).all()
        assert (np.diff(np.array(made.times())) > 0).all()
        assert np.isfinite(volume).all()
        gauge = symbol in ("^VIX", "^RVX", "^IRX")
        assert (volume == 0).all() if gauge else (volume >= 0).all() and volume.sum() > 0


@given(
    st.lists(st.floats(0.5, 2.0), min_size=4, max_size=4),
    st.lists(st.floats(-0.1, 0.1), min_size=3, max_size=60),
)
def test_path_touches_high_and_low_and_stays_inside(prices: list[float], steps: list[float]) -> None:
    low, first, second, high = sorted(prices)
    path = through(WalkBar(second, high, low, first), np.array(steps))
    assert (path[0], path[-1]) == (second, first)
    assert (path.max(), path.min()) == (high, low)


# --- sessions

LONG_WEEKS = (
    "2026-03-05T00:00:00",  # the clocks go forward on the 8th
    "2025-10-30T00:00:00",  # the clocks go back on 2 November
    "2025-11-26T00:00:00",  # Thanksgiving, and half a day after it
    "2026-07-01T00:00:00",  # a long weekend
)


@pytest.mark.parametrize("start", LONG_WEEKS)
def test_session_shows_two_to_nearly_nine_hours(start: str) -> None:
    exchange = Exchange.load(at(start))
    last = 0
    for now in range(int(at(start)), int(at(start)) + 6 * DAY, 420):
        begun = exchange.session_start(now)
        assert 2 * HOUR <= now - begun <= 9 * HOUR
        assert begun % 300 == 0
        assert begun >= last, "a session never moves back"
        last = begun


async def test_usual_session_shows_at_most_eight_and_a_half_hours() -> None:
    clock, source = Clock(), _source()
    clock.now = at("2026-03-04T00:00:00")
    source = DemoSource(clock=clock)
    shown = []
    for _ in range(96):
        clock.now += 900
        minutes = (await bars(source, "^RUT", Interval.M1)).times()
        shown.append(len(minutes))
        assert minutes[-1] == clock.now // 60 * 60
    assert min(shown) >= 120
    assert max(shown) <= 8.5 * 60 + 1


async def test_price_never_jumps() -> None:
    """Every minute from a Friday morning to a Monday evening, over sessions, midnights and bells."""
    clock = Clock(at("2026-03-06T08:00:00"))
    source = DemoSource(clock=clock)
    closes: dict[int, float] = {}
    opens: dict[int, float] = {}
    while clock.now < at("2026-03-09T20:00:00"):
        made = await bars(source, "^RUT", Interval.M1)
        closes.update(zip(made.times(), made.column("close"), strict=True))
        opens.update(zip(made.times(), made.column("open"), strict=True))
        # The newest minute is still forming; the next look completes it.
        clock.now += 100 * 60
    times = sorted(closes)
    assert np.diff(times).max() == 60, "a minute is missing"
    moves = np.diff(np.log([closes[time] for time in times]))
    assert np.abs(moves).max() < 0.006
    gaps = [abs(opens[later] / closes[earlier] - 1) for earlier, later in pairwise(times)]
    assert np.quantile(gaps, 0.95) == 0.0
    assert max(gaps) < 0.003


async def test_same_minute_is_always_the_same_bar() -> None:
    """From a Wednesday's afternoon over its bell and two new sessions to Friday, when it is history."""
    start = at("2026-03-04T15:10:00")
    clock = Clock(start)
    source = DemoSource(clock=clock)
    before: dict[Interval, Bars] = {}
    for minutes in (*range(0, 560, 35), 2700):
        clock.now = start + minutes * 60
        session = (await bars(source, "IWM", Interval.M1)).times()[0]
        for interval in (Interval.M1, Interval.M5, Interval.M15, Interval.M30, Interval.H1):
            after = await bars(source, "IWM", interval)
            if interval in before:
                shared = _same_where_both(before[interval], after, session)
                assert shared or interval is Interval.M1
            before[interval] = after


def _same_where_both(before: Bars, after: Bars, session: int) -> int:
    """Compare what was finished before with the same stretch of time after; the number of bars compared.

    `session`: when the session running after began.
    """
    begin = max(before.times()[0], after.times()[0])
    one, two = before.since(begin).slice(0, -1), after.since(begin)
    known = {time: place for place, time in enumerate(two.times())}
    shared = [place for place, time in enumerate(one.times()) if time in known]
    assert all(time in known for time in one.since(session).times()), "bars of the running session are cut anew"
    for name in PRICE_COLUMNS:
        assert [one.column(name)[place] for place in shared] == [
            two.column(name)[known[one.times()[place]]] for place in shared
        ], name
    return len(shared)


@pytest.mark.parametrize(("interval", "sessions"), [(Interval.M5, 5), (Interval.M15, 22), (Interval.H1, 22)])
@pytest.mark.parametrize("symbol", ["^RUT", "IWM", "TLT", "^VIX"])
async def test_finished_sessions_agree_with_their_daily_bars(symbol: str, interval: Interval, sessions: int) -> None:
    """Over Thanksgiving: one of the sessions is half a day."""
    source = DemoSource(clock=Clock(at("2025-12-03T03:00:00")))
    daily, intraday = await bars(source, symbol), await bars(source, symbol, interval)
    for place in range(len(daily) - 1 - sessions, len(daily) - 1):
        day = str(dates(daily)[place])
        begin, end = at(f"{day}T09:30:00"), at(f"{day}T13:00:00" if day == "2025-11-28" else f"{day}T16:00:00")
        part = intraday.since(begin).until(end - 1)
        assert part.times()[0] == begin
        expected = [daily.column(name)[place] for name in ("open", "high", "low", "close", "volume")]
        assert [
            part.column("open")[0],
            max(part.column("high")),
            min(part.column("low")),
            part.column("close")[-1],
            sum(part.column("volume")),
        ] == expected
        assert len(part) == -(-(end - begin) // interval.seconds)


async def test_volume_of_a_session_smiles() -> None:
    intraday = await bars(_source(), "IWM", Interval.M15)
    volume = column(intraday, "volume")[: 22 * 26].reshape(-1, 26).mean(axis=0)
    middle = volume[9:17].mean()
    assert volume[:3].mean() > 1.8 * middle
    assert volume[-3:].mean() > 1.8 * middle


async def test_minutes_of_relatives_move_together() -> None:
    symbols = ("IWM", "^RUT", "^GSPC")
    closes = [column(await bars(_source(), symbol, Interval.M5), "close") for symbol in symbols]
    together = np.corrcoef(np.diff(np.log(closes)))
    assert together[0, 1] > 0.95
    assert 0.6 < together[1, 2] < 0.95


# --- ticks and quotes


@pytest.mark.parametrize("symbol", ["^RUT", "IWM", "IWC", "^IRX", "SHY"])
async def test_every_tick_lies_in_its_minute(symbol: str) -> None:
    start = at("2026-03-04T11:47:00")
    clock = Clock(start)
    source = DemoSource(clock=clock)
    seen: list[float] = []
    for second in range(60):
        clock.now = start + second + 0.5
        now = await quote(source, symbol)
        seen.append(now.price or 0.0)
        forming = await bars(source, symbol, Interval.M1)
        assert forming.times()[-1] == start
        assert forming.column("close")[-1] == now.price
        assert forming.column("high")[-1] == max(seen)
        assert forming.column("low")[-1] == min(seen)
        assert now.time is not None
        assert start <= now.time <= clock.now
    clock.now = start + 7000
    done = (await bars(source, symbol, Interval.M1)).since(start)
    assert [done.column(name)[0] for name in ("open", "high", "low", "close")] == [
        seen[0],
        max(seen),
        min(seen),
        seen[-1],
    ]


async def test_quote_agrees_with_its_bars() -> None:
    source = _source()
    for symbol in SYMBOLS:
        now, daily, minutes = (
            await quote(source, symbol),
            await bars(source, symbol),
            await bars(source, symbol, Interval.M1),
        )
        assert now.open == daily.column("open")[-1] == minutes.column("open")[0]
        assert now.day_high == daily.column("high")[-1] == max(minutes.column("high"))
        assert now.day_low == daily.column("low")[-1] == min(minutes.column("low"))
        assert now.price == daily.column("close")[-1] == minutes.column("close")[-1]
        assert now.volume == daily.column("volume")[-1] == sum(minutes.column("volume"))
        assert now.previous_close == daily.column("close")[-2]


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_quote_is_complete(symbol: str) -> None:
    now = await quote(_source(), symbol)
    assert None not in (now.price, now.previous_close, now.open, now.day_high, now.day_low, now.volume, now.time)
    assert now.name.endswith("(simulated)")
    assert (now.currency, now.source, now.delay_s, now.received_at) == ("USD", "demo", 0, NOON)
    if symbol.startswith("^"):
        assert (now.bid, now.ask) == (None, None)
        return
    assert now.bid is not None
    assert now.ask is not None
    assert now.price is not None
    assert now.bid < now.ask
    assert now.bid <= now.price <= now.ask
    assert now.ask / now.bid < 1.001


async def test_high_and_low_of_the_day_keep_up_with_the_ticks() -> None:
    clock = Clock(at("2026-03-04T11:30:05"))
    source = DemoSource(clock=clock)
    at_edge = 0
    for _ in range(600):
        now = await quote(source, "^RUT")
        assert now.price is not None
        assert now.day_high is not None
        assert now.day_low is not None
        assert now.day_low <= now.price <= now.day_high
        at_edge += now.price in (now.day_low, now.day_high)
        clock.now += 47
    assert at_edge, "no new high or low in hours: this shows nothing"


async def test_previous_close_is_that_of_the_last_session_day() -> None:
    clock = Clock(at("2026-03-06T23:59:30"))
    source = DemoSource(clock=clock)
    days = {
        "2026-03-06T23:59:30": "2026-03-05",
        "2026-03-07T00:00:30": "2026-03-06",
        "2026-03-09T12:00:00": "2026-03-06",
    }
    for now, day in days.items():
        clock.now = at(now)
        daily = await bars(source, "IWM")
        place = dates(daily).astype(str).tolist().index(day)
        assert (await quote(source, "IWM")).previous_close == daily.column("close")[place]


async def test_each_symbol_ticks_at_its_own_pace() -> None:
    clock = Clock(at("2026-03-04T11:00:00"))
    source = DemoSource(clock=clock)
    times: dict[str, set[float | None]] = {symbol: set() for symbol in ("SPY", "IWM", "IWN", "^IRX")}
    for _ in range(300):
        for now in (await source.quotes(tuple(times))).quotes:
            times[now.symbol].add(now.time)
        clock.now += 1
    every = {symbol: 300 / len(seen) for symbol, seen in times.items()}
    assert 1 < every["SPY"] < 2
    assert 1 < every["IWM"] < 2
    assert 3 < every["IWN"] < 10
    assert 3 < every["^IRX"] < 10
    assert len(times["SPY"] & times["IWM"]) < len(times["SPY"])


async def test_prices_do_move() -> None:
    clock = Clock()
    source = DemoSource(clock=clock)
    prices: dict[str, set[float | None]] = {symbol: set() for symbol in WATCHED}
    for _ in range(60):
        for now in (await source.quotes(WATCHED)).quotes:
            prices[now.symbol].add(now.price)
        clock.now += 2
    assert min(len(prices[symbol]) for symbol in ("^RUT", "IWM", "RTY=F", "SPY", "^GSPC")) >= 10
    assert min(len(seen) for seen in prices.values()) >= 2


# --- what it refuses


async def test_fund_is_unknown_before_its_first_session() -> None:
    source = DemoSource(clock=Clock(at("1995-06-01T12:00:00")))
    batch = await source.quotes(["^RUT", "IWM"])
    assert [now.symbol for now in batch.quotes] == ["^RUT"]
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("IWM", "not_found")]
    with pytest.raises(NotFound, match="IWM is not listed before 2000-05-26"):
        await source.bars("IWM", Interval.D1)


@pytest.mark.parametrize("symbol", SYMBOLS)
async def test_first_days_of_a_listing(symbol: str) -> None:
    first = INSTRUMENTS[symbol].since
    clock = Clock(at(f"{first}T12:00:00") + 9 * DAY)
    clock.now = max(clock.now, at("1988-01-05T12:00:00"))
    source = DemoSource(clock=clock)
    for interval in Interval:
        made = await bars(source, symbol, interval)
        assert len(made) > 1
    assert str(dates(await bars(source, symbol))[0]) == first


@pytest.mark.parametrize("now", [0.0, -1e9, 1e11])
async def test_clock_outside_the_simulated_years(now: float) -> None:
    source = DemoSource(clock=Clock(now))
    with pytest.raises(Unavailable, match="from 1988 to 2199"):
        await source.quotes(["^RUT"])
    with pytest.raises(Unavailable):
        await source.bars("^RUT", Interval.D1)


# --- where it works


async def test_works_off_the_event_loop() -> None:
    threads: set[int] = set()

    def clock() -> float:
        threads.add(threading.get_ident())
        return NOON

    source = DemoSource(clock=clock)
    await source.quotes(["^RUT"])
    await source.bars("^RUT", Interval.M1)
    assert threads
    assert threading.get_ident() not in threads


def test_import_and_making_load_nothing_slow() -> None:
    code = (
        "import sys; from r2k_tui.sources.demo import DemoSource; DemoSource();"
        "print([name for name in ('pandas', 'exchange_calendars', 'scipy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
