"""Quotes and bars of Yahoo's charts against a Yahoo of the tests' own, healthy and broken."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData, RateLimited, Unavailable
from r2k_tui.sources.yahoo_chart.source import YahooChartSource
from tests.fakes.yahoo_server import FakeYahoo, Fault

# Noon in New York on a Thursday.
_NOON = 1758211200.0
V7, V8, SPARK, CHART = "/v7/finance/spark", "/v8/finance/spark", "/v", "/v8/finance/chart/"
SYMBOLS = ["^RUT", "IWM", "RTY=F", "GBPUSD=X"]
GONE = Fault(status=404, body="<!DOCTYPE html><html><body>Not here</body></html>")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    # Within a session: before one, the flat shape has no price, so that every call looks it up.
    with FakeYahoo(SYMBOLS, now=_NOON) as server:
        yield server


@pytest.fixture
def clock(yahoo: FakeYahoo) -> Clock:
    clock = Clock()
    clock.now = yahoo.now
    return clock


@pytest.fixture
async def source(yahoo: FakeYahoo, clock: Clock) -> AsyncIterator[YahooChartSource]:
    subject = YahooChartSource(YahooSettings(endpoint=yahoo.url, deadline_s=5.0), clock)
    yield subject
    await subject.close()


def changed(change: Any) -> Fault:
    """Answers whose every `meta` passes through `change`."""

    def apply(data: Any) -> Any:
        results = data["spark"]["result"] if "spark" in data else []
        for one in [*(row["response"][0] for row in results), *data.get("chart", {}).get("result", [])]:
            change(one["meta"])
        return data

    return Fault(change=apply)


async def test_one_request_gives_every_quote_as_the_server_holds_it(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.set_price("IWM", 241.15)
    batch = await source.quotes(SYMBOLS)
    assert [quote.symbol for quote in batch.quotes] == SYMBOLS
    assert batch.problems == ()
    held = yahoo.quotes["IWM"]
    iwm = batch.quotes[1]
    assert (iwm.price, iwm.previous_close) == (241.15, held["regularMarketPreviousClose"])
    assert (iwm.day_high, iwm.day_low) == (held["regularMarketDayHigh"], held["regularMarketDayLow"])
    assert (iwm.source, iwm.currency, iwm.exchange, iwm.time) == (
        "yahoo_chart",
        "USD",
        "PCX",
        held["regularMarketTime"],
    )
    assert [quote.delay_s for quote in batch.quotes] == [1200.0, 0.0, 600.0, 0.0]
    assert [request.path for request in yahoo.requests] == [V7]
    assert source.requests == 1


async def test_no_crumb_is_needed(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.fail("/v7/finance/quote", Fault(status=401))
    yahoo.fail("/v1/test/getcrumb", Fault(status=429))
    await source.quotes(SYMBOLS)
    await source.bars("IWM", Interval.D1)
    assert not yahoo.asked("/v1/") + yahoo.asked("/v7/finance/quote")


def test_neither_pandas_nor_yfinance_is_loaded() -> None:
    words = "import sys, r2k_tui.sources.yahoo_chart.source, r2k_tui.sources.yahoo_chart.bars"
    code = f"{words}; print([name for name in ('pandas', 'yfinance') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


async def test_what_spark_leaves_out_is_asked_for_by_itself(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.spark_omits.add("RTY=F")
    batch = await source.quotes(SYMBOLS)
    assert [quote.symbol for quote in batch.quotes] == SYMBOLS
    assert [request.path for request in yahoo.requests] == [V7, f"{CHART}RTY=F"]


@pytest.mark.parametrize("field", ["regularMarketPrice", "currency"])
async def test_a_symbol_whose_facts_are_missing_is_asked_for_by_itself(
    yahoo: FakeYahoo, source: YahooChartSource, field: str
) -> None:
    yahoo.fail(V7, changed(lambda meta: meta.pop(field) if meta["symbol"] == "IWM" else None))
    batch = await source.quotes(SYMBOLS)
    assert len(batch.quotes) == len(SYMBOLS)
    assert batch.quotes[1].currency == "USD"
    assert len(yahoo.asked(CHART)) == 1


async def test_a_fact_that_no_answer_holds_is_not_asked_for_at_every_poll(
    yahoo: FakeYahoo, source: YahooChartSource
) -> None:
    fault = changed(lambda meta: [meta.pop(name, None) for name in ("previousClose", "chartPreviousClose")])
    yahoo.fail(SPARK, fault)
    for _ in range(3):
        batch = await source.quotes(["IWM"])
        assert [quote.previous_close for quote in batch.quotes] == [None]
    assert len(yahoo.asked(CHART)) == 1


async def test_an_unknown_symbol_costs_one_request_an_hour(
    yahoo: FakeYahoo, source: YahooChartSource, clock: Clock
) -> None:
    for _ in range(3):
        batch = await source.quotes(["IWM", "NO-SUCH"])
        assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("NO-SUCH", "not_found")]
    assert len(yahoo.asked(CHART)) == 1
    clock.now += 3600
    await source.quotes(["IWM", "NO-SUCH"])
    assert len(yahoo.asked(CHART)) == 2


async def test_single_requests_are_few_and_every_symbol_has_its_turn(
    yahoo: FakeYahoo, source: YahooChartSource
) -> None:
    names = [f"X{i}" for i in range(15)]
    first = await source.quotes(["IWM", *names])
    kinds = [problem.kind for problem in first.problems]
    assert (kinds.count("not_found"), kinds.count("unavailable")) == (10, 5)
    second = await source.quotes(["IWM", *names])
    assert {problem.kind for problem in second.problems} == {"not_found"}


async def test_the_flat_shape_is_filled_by_one_lookup_and_then_by_memory(
    yahoo: FakeYahoo, source: YahooChartSource
) -> None:
    yahoo.fail(V7, GONE)
    for _ in range(3):
        batch = await source.quotes(["IWM", "GBPUSD=X"])
        assert [(quote.currency, quote.exchange) for quote in batch.quotes] == [("USD", "PCX"), ("USD", "CCY")]
        assert [quote.delay_s for quote in batch.quotes] == [0.0, 0.0]
        assert [quote.price for quote in batch.quotes] == pytest.approx(
            [yahoo.quotes[name]["regularMarketPrice"] for name in ("IWM", "GBPUSD=X")]
        )
        assert all(quote.previous_close for quote in batch.quotes)
    assert len(yahoo.asked(CHART)) == 2
    assert len(yahoo.asked(V7)) == 1


async def test_without_spark_every_quote_comes_by_chart(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.fail(V7, GONE)
    yahoo.fail(V8, GONE)
    batch = await source.quotes(SYMBOLS)
    assert [quote.symbol for quote in batch.quotes] == SYMBOLS


async def test_a_refusal_of_lookups_keeps_the_quotes_and_pauses_the_lookups(
    yahoo: FakeYahoo, source: YahooChartSource, clock: Clock
) -> None:
    yahoo.spark_omits.add("RTY=F")
    yahoo.fail(CHART, Fault(status=429, body="Too Many Requests", headers={"Retry-After": "90"}))
    for _ in range(2):
        batch = await source.quotes(SYMBOLS)
        assert len(batch.quotes) == 3
        assert batch.problems[0].symbol == "RTY=F"
    assert len(yahoo.asked(CHART)) == 1
    yahoo.heal()
    clock.now += 90
    assert len((await source.quotes(SYMBOLS)).quotes) == 4


async def test_a_refusal_of_everything_is_raised(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.fail(SPARK, Fault(status=429, body="Too Many Requests", headers={"Retry-After": "90"}))
    with pytest.raises(RateLimited) as caught:
        await source.quotes(SYMBOLS)
    assert caught.value.retry_at == yahoo.now + 90
    with pytest.raises(RateLimited):
        await source.bars("IWM", Interval.M1)
    assert len(yahoo.requests) == 2


async def test_a_refusal_of_the_only_lookup_is_raised(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.spark_omits.add("IWM")
    yahoo.fail(CHART, Fault(body="<html><title>Yahoo</title>Will be right back...</html>", status=503))
    with pytest.raises(Unavailable, match="maintenance"):
        await source.quotes(["IWM"])


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [("currency", "GBp", "the currency (USD to GBp)"), ("exchangeName", "LSE", "the exchange (PCX to LSE)")],
)
async def test_a_changed_currency_or_exchange_is_refused(
    yahoo: FakeYahoo, source: YahooChartSource, field: str, value: str, words: str
) -> None:
    await source.quotes(SYMBOLS)
    yahoo.fail(SPARK, changed(lambda meta: meta.update({field: value}) if meta["symbol"] == "IWM" else None))
    batch = await source.quotes(SYMBOLS)
    assert [quote.symbol for quote in batch.quotes] == ["^RUT", "RTY=F", "GBPUSD=X"]
    assert [(problem.symbol, problem.kind) for problem in batch.problems] == [("IWM", "bad_data")]
    assert words in batch.problems[0].message
    with pytest.raises(BadData, match="changed"):
        await source.bars("IWM", Interval.M5)
    yahoo.heal()
    assert (await source.quotes(SYMBOLS)).problems == ()


async def test_an_answer_of_another_symbol_is_refused(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.fail(SPARK, changed(lambda meta: meta.update({"symbol": "QQQ"}) if meta["symbol"] == "IWM" else None))
    batch = await source.quotes(SYMBOLS)
    assert [problem.message for problem in batch.problems] == ["Yahoo's answer for IWM is of QQQ."]
    with pytest.raises(BadData, match="of QQQ"):
        await source.bars("IWM", Interval.D1)


async def test_a_symbol_as_the_user_wrote_it_is_the_symbol_of_its_quote(source: YahooChartSource) -> None:
    batch = await source.quotes(["iwm", "IWM"])
    assert [quote.symbol for quote in batch.quotes] == ["iwm", "IWM"]
    assert (await source.bars("iwm", Interval.D1)).bars.symbol == "iwm"


async def test_hostile_text_comes_out_plain(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    evil = "\x1b]0;owned\x07\u202e[bold]" + "x" * 100_000
    yahoo.fail(SPARK, changed(lambda meta: meta.update(dict.fromkeys(("currency", "longName", "exchangeName"), evil))))
    quote = (await source.quotes(["IWM"])).quotes[0]
    assert all(text.isprintable() and len(text) <= 80 for text in (quote.currency, quote.name, quote.exchange))


async def test_bars_are_those_of_the_server(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    for interval, held in ((Interval.M1, "1m"), (Interval.H1, "1h"), (Interval.D1, "1d")):
        bars = (await source.bars("IWM", interval)).bars
        assert list(bars.column("close")) == yahoo.bars["IWM", held].close
        assert list(bars.column("volume")) == yahoo.bars["IWM", held].volume
    assert list((await source.bars("IWM", Interval.D1)).bars.column("adj_close")) == yahoo.bars["IWM", "1d"].adjclose


async def test_a_known_symbol_without_bars_is_empty(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    error = {"code": "Bad Request", "description": "Data doesn't exist for startDate = 1, endDate = 2"}
    yahoo.fail(CHART, Fault(status=400, change=lambda _: {"chart": {"result": None, "error": error}}))
    assert len((await source.bars("IWM", Interval.M1, yahoo.now - 60)).bars) == 0
    batch = await source.bars("IWM", Interval.M1)
    assert batch.problems[0].message == "Yahoo has no bars of 1m for IWM."


async def test_no_request_is_sent_for_what_cannot_exist(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    await source.bars("IWM", Interval.D1, yahoo.now + 10 * 86_400)
    with pytest.raises(BadData):
        await source.bars("IWM", Interval.D1, float("nan"))
    await source.quotes(["../etc/passwd", ""])
    assert yahoo.requests == []


async def test_a_closed_source_is_unavailable(source: YahooChartSource) -> None:
    await source.close()
    with pytest.raises(Unavailable):
        await source.quotes(["IWM"])


async def test_quotes_tell_when_yahoo_sent_them(yahoo: FakeYahoo, source: YahooChartSource) -> None:
    yahoo.fail("/v7/finance/spark", Fault(headers={"Date": "Thu, 18 Sep 2025 16:00:00 GMT"}))
    assert (await source.quotes(["IWM"])).served == {"yahoo_chart": 1_758_211_200.0}
    yahoo.heal()
    yahoo.fail("/v7/finance/spark", Fault(headers={"Date": "yesterday"}))
    assert (await source.quotes(["IWM"])).served == {}
