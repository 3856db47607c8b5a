"""Yahoo's headlines: the real client against the fake server, and what its wire may hold."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
import yfinance
from yfinance.base import TickerBase

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.news import MOST_HEADLINES, Headline
from r2k_tui.sources.base import BadData, NotFound, SourceError, Unavailable
from r2k_tui.sources.yahoo.http.responses import NEWS_PATH
from r2k_tui.sources.yahoo.parsing.news import to_headlines
from r2k_tui.sources.yahoo.source import YahooSource
from tests.cases import cases
from tests.fakes.yahoo_market import article
from tests.fakes.yahoo_server import FakeYahoo, Fault
from tests.sources.yahoo.http.test_session import FAULTS

NOW = 1_790_000_000.0


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    with FakeYahoo(["IWM"], now=NOW) as server:
        server.news["IWM"] = [article("Older", time=NOW - 900), article("Newer", time=NOW - 60)]
        yield server


@pytest.fixture
async def source(yahoo: FakeYahoo, tmp_path: Path) -> AsyncIterator[YahooSource]:
    from r2k_tui.sources.yahoo import client

    assert client.YahooClient, "loaded before a deadline runs"
    subject = YahooSource(YahooSettings(endpoint=yahoo.url, deadline_s=2.0), tmp_path, clock=lambda: NOW)
    yield subject
    await subject.close()


def test_the_way_through_the_client() -> None:
    assert f"{{_ROOT_URL_}}{NEWS_PATH}?" in inspect.getsource(TickerBase.get_news), "yfinance asks elsewhere now"
    assert "count" in inspect.signature(yfinance.Ticker.get_news).parameters


async def test_headlines_come_newest_first(source: YahooSource) -> None:
    assert source.capabilities.news
    assert await source.news("IWM") == (
        Headline("Newer", "Invented Wire", NOW - 60, "https://example.com/invented", ("IWM",), "yahoo"),
        Headline("Older", "Invented Wire", NOW - 900, "https://example.com/invented", ("IWM",), "yahoo"),
    )


async def test_every_question_is_asked_anew(yahoo: FakeYahoo, source: YahooSource) -> None:
    await source.news("IWM")
    yahoo.news["IWM"].append(article("Newest", time=NOW - 1))
    assert (await source.news("IWM"))[0].title == "Newest"
    assert len(yahoo.asked(NEWS_PATH)) == 2


async def test_a_symbol_without_any_has_none(source: YahooSource) -> None:
    assert await source.news("SPY") == ()


async def test_what_is_no_symbol_is_not_asked_for(yahoo: FakeYahoo, source: YahooSource) -> None:
    with pytest.raises(NotFound):
        await source.news("../x")
    assert yahoo.asked(NEWS_PATH) == []


@pytest.mark.parametrize("name", FAULTS)
async def test_each_fault_has_its_error_and_passes(yahoo: FakeYahoo, source: YahooSource, name: str) -> None:
    fault, expected = FAULTS[name]
    good = await source.news("IWM")
    yahoo.fail(NEWS_PATH, fault)
    with pytest.raises(SourceError) as caught:
        await source.news("IWM")
    assert type(caught.value) is expected
    assert str(caught.value).isprintable()
    yahoo.heal()
    assert await source.news("IWM") == good


async def test_a_huge_answer_is_not_parsed(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.fail(NEWS_PATH, Fault(body=json.dumps({"data": {"tickerStream": {"stream": ["x" * 1_200_000]}}})))
    with pytest.raises(BadData, match=r"longer than 1\.0 MB"):
        await source.news("IWM")


async def test_hanging_news_hold_up_neither_quotes_nor_bars(yahoo: FakeYahoo, source: YahooSource) -> None:
    await source.quotes(["IWM"])
    yahoo.fail(NEWS_PATH, Fault(delay=30))
    hanging = asyncio.ensure_future(source.news("IWM"))
    await asyncio.to_thread(yahoo.wait_for, NEWS_PATH)
    assert (await source.quotes(["IWM"])).quotes
    assert not hanging.done()
    await source.close()
    with pytest.raises(Unavailable):
        await hanging


@pytest.mark.parametrize(
    "body",
    [
        '{"data": null}',
        '{"data": {"tickerStream": null}}',
        '{"data": {"tickerStream": {"stream": 5}}}',
        '{"data": {"tickerStream": {"stream": [1, null, "x"]}}}',
        '{"data": {"tickerStream": {"stream": [{"content": {"title": ""}}]}}}',
        '{"other": {}}',
    ],
)
async def test_other_shapes_are_bad_data(yahoo: FakeYahoo, source: YahooSource, body: str) -> None:
    yahoo.fail(NEWS_PATH, Fault(body=body))
    with pytest.raises(BadData):
        await source.news("IWM")


def changed(**parts: Any) -> dict[str, Any]:
    item = article("Title", time=NOW - 60)
    item["content"].update(parts)
    return item


@cases(
    ("told", "time"),
    [
        ("2026-09-21T13:33:20Z", 1789997600.0),
        ("2026-09-21T13:33:20+02:00", 1789990400.0),
        ("2026-09-21 13:33:20", 1789997600.0),
        ("9999-12-31T00:00:00Z", None),
        ("0001-01-01T00:00:00+23:00", None),
        ("yesterday", None),
        (1789997600, None),
        (None, None),
    ],
)
def test_times(told: object, time: float | None) -> None:
    (item,) = to_headlines([changed(pubDate=told, displayTime=None)], NOW)
    assert item.time == time


def test_odd_parts_cost_only_themselves() -> None:
    odd = changed(provider="Wire", canonicalUrl=[1], clickThroughUrl={"url": "https://example.com/b"}, finance=None)
    (item,) = to_headlines([odd, {"content": 5}, None, changed(title=None)], NOW)
    assert (item.title, item.publisher, item.url, item.symbols) == ("Title", "", "https://example.com/b", ())


def test_no_more_are_kept_than_a_reader_can_use() -> None:
    many = [article(f"Title {number}", time=NOW - number) for number in range(500)]
    assert len(to_headlines(many, NOW)) == MOST_HEADLINES


def test_no_articles_are_no_error() -> None:
    assert to_headlines([], NOW) == ()
