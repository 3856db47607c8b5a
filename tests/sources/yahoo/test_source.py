"""The real client against a Yahoo of our own: what the server holds is what comes out."""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.bars import Bars, Interval
from r2k_tui.model.market.quote import Quote
from r2k_tui.sources.base import NotFound
from r2k_tui.sources.yahoo.source import YahooSource
from tests.fakes.yahoo_market import Series, hours_of
from tests.fakes.yahoo_server import FakeYahoo, Fault

QUOTE, CHART = "/v7/finance/quote", "/v8/finance/chart/"
ARRIVED = 1_790_000_000.25
WIRE_NAME = {Interval.M30: "15m"}


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    with FakeYahoo(["^RUT", "IWM"]) as server:
        yield server


@pytest.fixture
async def source(yahoo: FakeYahoo, tmp_path: Path) -> AsyncIterator[YahooSource]:
    subject = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
    yield subject
    await subject.close()


def session_day(stamp: int, zone: str) -> int:
    """Midnight UTC of the date that a stamp has in a time zone."""
    day = datetime.fromtimestamp(stamp, ZoneInfo(zone)).date()
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def rows(bars: Bars) -> list[tuple[float, ...]]:
    columns = (bars.column(name) for name in ("open", "high", "low", "close", "volume"))
    return list(zip(bars.times(), *columns, strict=True))


def server_rows(series: Series) -> list[tuple[float, ...]]:
    return list(zip(series.timestamp, series.open, series.high, series.low, series.close, series.volume, strict=True))


async def test_quote_is_what_the_server_holds(yahoo: FakeYahoo, tmp_path: Path) -> None:
    yahoo.quotes["IWM"] = {
        "symbol": "IWM",
        "regularMarketPrice": 101.5,
        "regularMarketPreviousClose": 100.0,
        "regularMarketOpen": 100.25,
        "regularMarketDayHigh": 102.75,
        "regularMarketDayLow": 99.5,
        "regularMarketVolume": 12345,
        "bid": 101.49,
        "ask": 101.51,
        "preMarketPrice": 100.75,
        "postMarketPrice": 101.75,
        "currency": "USD",
        "longName": "An Invented Fund",
        "regularMarketTime": 1_789_999_990,
        "exchangeDataDelayedBy": 15,
    }
    source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path, clock=lambda: ARRIVED)
    batch = await source.quotes(["IWM"])
    await source.close()
    assert batch.problems == ()
    assert batch.quotes == (
        Quote(
            symbol="IWM",
            price=101.5,
            previous_close=100.0,
            open=100.25,
            day_high=102.75,
            day_low=99.5,
            volume=12345.0,
            bid=101.49,
            ask=101.51,
            pre_price=100.75,
            post_price=101.75,
            currency="USD",
            name="An Invented Fund",
            time=1_789_999_990.0,
            received_at=ARRIVED,
            delay_s=900.0,
            source="yahoo",
        ),
    )


async def test_a_changed_price_comes_with_the_next_poll(yahoo: FakeYahoo, source: YahooSource) -> None:
    await source.quotes(["IWM"])
    yahoo.set_price("IWM", 77.25)
    assert (await source.quotes(["IWM"])).quotes[0].price == 77.25


async def test_forty_symbols_are_one_request(tmp_path: Path) -> None:
    symbols = [f"SYM{i}" for i in range(40)]
    with FakeYahoo(symbols) as yahoo:
        source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
        for _ in range(3):
            assert len((await source.quotes(symbols)).quotes) == 40
        asked = yahoo.asked(QUOTE)
        counted = source.requests
        await source.close()
        assert len(asked) == 3
        assert asked[0].query["symbols"].split(",") == symbols
        assert asked[0].query["crumb"] == yahoo.crumb
        assert counted == len(yahoo.requests), "every request is counted, cookies and crumb too"


async def test_the_date_of_the_answer_comes_with_the_quotes(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.fail("/v7/finance/quote", Fault(headers={"Date": "Thu, 18 Sep 2025 16:00:00 GMT"}))
    assert (await source.quotes(["IWM"])).served == {"yahoo": 1_758_211_200.0}
    yahoo.heal()
    yahoo.fail("/v7/finance/quote", Fault(headers={"Date": "yesterday"}))
    assert (await source.quotes(["IWM"])).served == {}


async def test_cookie_and_crumb_are_fetched_once(yahoo: FakeYahoo, source: YahooSource) -> None:
    await source.quotes(["IWM"])
    before = len(yahoo.requests)
    await source.quotes(["IWM"])
    await source.quotes(["^RUT"])
    assert len(yahoo.requests) == before + 2
    assert len(yahoo.asked("/v1/test/getcrumb")) == 1


async def test_order_and_case_of_the_answer_do_not_matter(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.quotes = {"IWM": yahoo.quotes["IWM"] | {"symbol": "iwm"}, "^RUT": yahoo.quotes["^RUT"]}
    batch = await source.quotes(["^RUT", "IWM", "^RUT"])
    assert [quote.symbol for quote in batch.quotes] == ["^RUT", "IWM"]


async def test_names_carry_no_escapes(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.quotes["IWM"]["longName"] = "Fund\x1b]0;owned\x07\x9b31m\u202e of\u200b\n tests"
    yahoo.quotes["IWM"]["currency"] = "U\x1bSD"
    quote = (await source.quotes(["IWM"])).quotes[0]
    assert quote.name == "Fund]0;owned31m of tests"
    assert quote.currency == "USD"


@pytest.mark.parametrize("interval", [Interval.M1, Interval.M5, Interval.M15, Interval.H1])
async def test_intraday_bars_are_the_servers(yahoo: FakeYahoo, source: YahooSource, interval: Interval) -> None:
    batch = await source.bars("IWM", interval)
    assert batch.problems == ()
    found, served = rows(batch.bars), server_rows(yahoo.bars["IWM", interval.value])
    # A bar that began with this very second comes with the next request.
    has_begun = len(found) < len(served) and yahoo.now - served[-1][0] < 2.0
    assert found == (served[:-1] if has_begun else served)


async def test_half_hours_are_made_of_quarters(yahoo: FakeYahoo, source: YahooSource) -> None:
    quarters = yahoo.bars["IWM", "15m"]
    bars = (await source.bars("IWM", Interval.M30)).bars
    assert list(bars.times()) == [stamp for stamp in quarters.timestamp if stamp % 1800 == 0]
    assert bars.column("high")[0] == max(quarters.high[:2])
    assert bars.column("close")[0] == quarters.close[1]
    assert bars.column("volume")[0] == sum(quarters.volume[:2])


async def test_intraday_has_pre_and_post_market(yahoo: FakeYahoo, source: YahooSource) -> None:
    times = set((await source.bars("IWM", Interval.M5)).bars.times())
    first = datetime.fromtimestamp(min(times), ZoneInfo(yahoo.zone)).date()
    hours = hours_of(first, yahoo.zone)
    assert {hours.pre, hours.opens, hours.closes, hours.post - 300} <= times


async def test_daily_bars_are_the_servers(yahoo: FakeYahoo, source: YahooSource) -> None:
    bars = (await source.bars("^RUT", Interval.D1)).bars
    series = yahoo.bars["^RUT", "1d"]
    assert list(bars.times()) == [session_day(stamp, yahoo.zone) for stamp in series.timestamp]
    assert [row[1:] for row in rows(bars)] == [row[1:] for row in server_rows(series)]
    assert list(bars.column("adj_close")) == series.adjclose
    assert bars.column("adj_close")[0] < bars.column("close")[0], "close is not dividend-adjusted"


async def test_daily_bars_have_the_date_of_their_own_exchange(tmp_path: Path) -> None:
    with FakeYahoo(["7203.T"], zone="Asia/Tokyo") as yahoo:
        source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
        bars = (await source.bars("7203.T", Interval.D1)).bars
        tail = (await source.bars("7203.T", Interval.D1, bars.times()[-3])).bars
        await source.close()
        assert list(bars.times()) == [session_day(s, "Asia/Tokyo") for s in yahoo.bars["7203.T", "1d"].timestamp]
        assert list(tail.times()) == list(bars.times()[-3:])


async def test_a_dividend_today_leaves_bars_alone(yahoo: FakeYahoo, source: YahooSource) -> None:
    before = (await source.bars("IWM", Interval.D1)).bars
    yahoo.dividends["IWM"] = {yahoo.bars["IWM", "1d"].timestamp[-1]: 0.5}
    assert rows((await source.bars("IWM", Interval.D1)).bars) == rows(before)


@pytest.mark.parametrize("interval", [Interval.M1, Interval.D1])
async def test_an_increment_asks_from_since(yahoo: FakeYahoo, source: YahooSource, interval: Interval) -> None:
    everything = (await source.bars("IWM", interval)).bars
    since = everything.times()[-10]
    tail = (await source.bars("IWM", interval, float(since))).bars
    query = yahoo.asked(CHART)[-1].query
    assert "range" not in query
    assert since <= int(query["period1"]) < everything.times()[-9]
    assert list(tail.times()) == list(everything.times()[-10:])


async def test_bars_before_since_are_cut_off(yahoo: FakeYahoo, source: YahooSource) -> None:
    everything = (await source.bars("IWM", Interval.D1)).bars
    yahoo._window = lambda query: (yahoo.now - 9e8, yahoo.now + 86400)  # type: ignore[method-assign]
    tail = (await source.bars("IWM", Interval.D1, everything.times()[-4])).bars
    assert list(tail.times()) == list(everything.times()[-4:])


async def test_the_past_is_not_remembered_nor_cut(tmp_path: Path) -> None:
    """yfinance keeps answers that end in the past, by the machine's clock, for ever."""
    long_ago = 1_600_000_000.0
    with FakeYahoo(["IWM"], now=long_ago) as yahoo:
        source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path, clock=lambda: long_ago)
        since = (await source.bars("IWM", Interval.M5)).bars.times()[-3]
        await source.bars("IWM", Interval.M5, since)
        asked_until = int(yahoo.asked(CHART)[-1].query["period2"])
        assert asked_until == long_ago + 86400, "a clock that is slow would cut off the newest"
        yahoo.bars["IWM", "5m"].volume[-1] = 4321
        assert (await source.bars("IWM", Interval.M5, since)).bars.column("volume")[-1] == 4321.0
        await source.close()


async def test_an_increment_shows_a_readjustment(yahoo: FakeYahoo, source: YahooSource) -> None:
    old = (await source.bars("IWM", Interval.D1)).bars
    series = yahoo.bars["IWM", "1d"]
    for name in ("open", "high", "low", "close", "adjclose"):
        setattr(series, name, [value / 2 for value in getattr(series, name)])
    new = (await source.bars("IWM", Interval.D1, old.times()[-3])).bars
    assert list(new.column("close")) == [value / 2 for value in old.column("close")[-3:]]


async def test_minutes_from_long_ago_are_asked_as_a_whole(yahoo: FakeYahoo, source: YahooSource) -> None:
    batch = await source.bars("IWM", Interval.M1, yahoo.now - 40 * 86400)
    assert yahoo.asked(CHART)[-1].query["range"] == "7d"
    assert len(batch.bars) == len(yahoo.bars["IWM", "1m"].timestamp)


async def test_a_stretch_without_bars_is_empty(yahoo: FakeYahoo, source: YahooSource) -> None:
    batch = await source.bars("IWM", Interval.M5, yahoo.bars["IWM", "5m"].timestamp[-1] + 300)
    assert (len(batch.bars), batch.problems) == (0, ())


async def test_a_known_symbol_without_bars_says_so(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.bars["IWM", "1m"] = Series()
    batch = await source.bars("IWM", Interval.M1)
    assert len(batch.bars) == 0
    assert "no bars" in batch.problems[0].message


async def test_quotes_spare_the_request_for_the_time_zone(yahoo: FakeYahoo, source: YahooSource) -> None:
    await source.quotes(["IWM"])
    await source.bars("IWM", Interval.D1)
    assert len(yahoo.asked(CHART)) == 1


async def test_null_rows_go_and_null_volume_is_not_zero(yahoo: FakeYahoo, source: YahooSource) -> None:
    series = yahoo.bars["IWM", "1d"]
    for name in ("open", "high", "low", "close", "adjclose", "volume"):
        getattr(series, name)[-2] = None
    series.volume[-1] = None
    bars = (await source.bars("IWM", Interval.D1)).bars
    assert len(bars) == len(series.timestamp) - 1
    assert math.isnan(bars.column("volume")[-1])
    assert bars.column("volume")[-2] == series.volume[-3]


async def test_impossible_rows_are_left_out_and_said(yahoo: FakeYahoo, source: YahooSource) -> None:
    series = yahoo.bars["IWM", "1d"]
    series.low[5] = series.close[5] * 1.5
    series.close[7] = -1.0
    batch = await source.bars("IWM", Interval.D1)
    times = [session_day(stamp, yahoo.zone) for stamp in series.timestamp]
    assert set(times) - set(batch.bars.times()) == {times[5], times[7]}
    assert [problem.kind for problem in batch.problems] == ["bad_data", "bad_data"]
    assert datetime.fromtimestamp(times[5], UTC).date().isoformat() in batch.problems[1].message


async def test_repeated_and_unordered_bars_are_said(yahoo: FakeYahoo, source: YahooSource) -> None:
    series = yahoo.bars["IWM", "5m"]
    series.timestamp[3] = series.timestamp[2]
    series.timestamp[8], series.timestamp[9] = series.timestamp[9], series.timestamp[8]
    batch = await source.bars("IWM", Interval.M5)
    times = list(batch.bars.times())
    assert times == sorted(set(series.timestamp))
    assert ["twice or out of order" in problem.message for problem in batch.problems] == [True]


async def test_unknown_symbol_of_bars(source: YahooSource) -> None:
    with pytest.raises(NotFound, match="does not know"):
        await source.bars("NOPE", Interval.D1)


async def test_an_isin_starts_no_search(yahoo: FakeYahoo, source: YahooSource) -> None:
    with pytest.raises(NotFound):
        await source.bars("US0378331005", Interval.D1)
    assert yahoo.requests == []


async def test_two_sources_of_one_process_do_not_mix(yahoo: FakeYahoo, tmp_path: Path) -> None:
    with FakeYahoo(["IWM"]) as other:
        other.set_price("IWM", 11.5)
        yahoo.set_price("IWM", 22.5)
        one = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
        two = YahooSource(YahooSettings(endpoint=other.url), tmp_path)
        prices = [(await s.quotes(["IWM"])).quotes[0].price for s in (one, two, one, two)]
        assert prices == [22.5, 11.5, 22.5, 11.5]
        await one.close()
        await two.close()


async def test_two_sources_share_no_cache_folder(yahoo: FakeYahoo, tmp_path: Path) -> None:
    sources = [YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path) for _ in range(3)]
    for source in sources[:2]:
        await source.quotes(["IWM"])
    assert folders(tmp_path) == ["yahoo-0", "yahoo-1"]
    await sources[0].close()
    await sources[2].quotes(["IWM"])
    assert folders(tmp_path) == ["yahoo-0", "yahoo-1"], "a released folder is used again"
    for source in sources[1:]:
        await source.close()


def folders(parent: Path) -> list[str]:
    return sorted(path.name for path in parent.iterdir())


async def test_nothing_is_written_to_the_screen(
    yahoo: FakeYahoo, source: YahooSource, capfd: pytest.CaptureFixture[str]
) -> None:
    await source.quotes(["IWM", "NOPE"])
    await source.bars("IWM", Interval.D1)
    yahoo.fail("/v8", Fault(status=500))
    for symbol in ("NOPE", "IWM"):
        with pytest.raises(Exception, match="Yahoo"):
            await source.bars(symbol, Interval.M5)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")
