"""The real client against a Yahoo that misbehaves: typed errors, deadlines, few requests, recovery."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import AuthFailed, BadData, RateLimited, SourceError, Unavailable
from r2k_tui.sources.yahoo.source import YahooSource
from tests.fakes.gzip_bomb import gzip_bomb
from tests.fakes.yahoo_server import FakeYahoo, Fault

QUOTE, CHART, CRUMB = "/v7/finance/quote", "/v8/finance/chart/", "/v1/test/getcrumb"
NOW = 1_790_000_000.0
PAGE = "<!DOCTYPE html><html><body>We value your privacy</body></html>"
NO_TEXT = {"Content-Type": "text/plain"}


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Load the client once, so that no deadline of a test covers the import."""
    from r2k_tui.sources.yahoo import client

    assert client.YahooClient


@pytest.fixture
def yahoo() -> Iterator[FakeYahoo]:
    with FakeYahoo(["IWM"], now=NOW) as server:
        yield server


@pytest.fixture
async def source(yahoo: FakeYahoo, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[YahooSource]:
    # What is answered has as long as a busy machine takes.
    fault = request.node.callspec.params.get("name") if hasattr(request.node, "callspec") else None
    deadline_s = 30.0 if fault in FAULTS and fault not in ENDLESS else 2.0
    settings = YahooSettings(endpoint=yahoo.url, deadline_s=deadline_s, max_body_mb=2)
    subject = YahooSource(settings, tmp_path, clock=lambda: NOW)
    yield subject
    await subject.close()


async def quotes(source: YahooSource) -> Any:
    return await source.quotes(["IWM", "^RUT"])


async def bars(source: YahooSource) -> Any:
    return await source.bars("IWM", Interval.M5)


async def failure(call: Any) -> SourceError:
    with pytest.raises(SourceError) as caught:
        await call
    text = str(caught.value)
    assert text.endswith("."), text
    assert text.isprintable(), text
    assert "crumb" not in text.lower() and "http" not in text.lower(), text
    assert caught.value.__context__ is None, "the cause would keep the answer in memory"
    return caught.value


FAULTS = {
    "429": (Fault(429, body="Too Many Requests"), RateLimited),
    "429 as text": (Fault(200, NO_TEXT, "Edge: Too Many Requests"), RateLimited),
    "401": (Fault(401, body='{"finance":{"result":null,"error":{"code":"Unauthorized"}}}'), AuthFailed),
    "403": (Fault(403, body=PAGE), AuthFailed),
    "404": (Fault(404, body=PAGE), Unavailable),
    "500": (Fault(500, body="oops"), Unavailable),
    "502": (Fault(502, body=PAGE), Unavailable),
    "503": (Fault(503, body=""), Unavailable),
    "down": (Fault(200, body="<html>Will be right back...</html>"), Unavailable),
    "html": (Fault(200, {"Content-Type": "text/html"}, PAGE), BadData),
    "empty": (Fault(200, body=""), BadData),
    "null": (Fault(200, body="null"), BadData),
    "list": (Fault(200, body="[]"), BadData),
    "other": (Fault(200, body='{"chart": 5, "quoteResponse": []}'), BadData),
    "truncated": (Fault(200, body='{"chart": {"result": [{"meta": {"cur'), BadData),
    "binary": (Fault(200, body=bytes(range(256)) * 100), BadData),
    "garbage": (Fault(200, body=b"garbage " * 1_200_000), BadData),
    "bomb": (Fault(200, {"Content-Encoding": "gzip"}, gzip_bomb), BadData),
    "not gzip": (Fault(200, {"Content-Encoding": "gzip"}, b"not compressed at all"), BadData),
    "cut": (Fault(200, cut=0.5), BadData),
    "reset": (Fault(drop=True), Unavailable),
    "hang": (Fault(delay=20), Unavailable),
    "drip": (Fault(drip=0.05), Unavailable),
    "redirect": (Fault(302, {"Location": "https://consent.example/"}, PAGE), BadData),
}
# Those that only the deadline ends.
ENDLESS = ("hang", "drip")


@pytest.mark.parametrize("call", [quotes, bars])
@pytest.mark.parametrize("name", FAULTS)
async def test_each_fault_has_its_error_and_passes(yahoo: FakeYahoo, source: YahooSource, name: str, call: Any) -> None:
    fault, expected = FAULTS[name]
    good = await call(source)
    yahoo.fail("/v", fault)
    error = await failure(call(source))
    assert type(error) is expected, f"{error!r}"
    yahoo.heal()
    assert type(await call(source)) is type(good), "the next call after the fault succeeds"


@pytest.mark.parametrize("name", [name for name in FAULTS if name not in ("401", "403")])
async def test_a_fault_costs_no_more_requests_than_health(yahoo: FakeYahoo, source: YahooSource, name: str) -> None:
    await bars(source)
    yahoo.fail("/v", FAULTS[name][0])
    before = len(yahoo.requests)
    calls = 1 if name in ENDLESS else 3
    for _ in range(calls):
        await failure(bars(source))
    # libcurl asks once more by itself where a connection that it kept turns out to be dead.
    assert len(yahoo.requests) - before == calls + (name == "reset")


async def test_a_storm_of_401_renews_once(yahoo: FakeYahoo, source: YahooSource) -> None:
    await quotes(source)
    yahoo.fail(QUOTE, FAULTS["401"][0])
    before = len(yahoo.requests)
    for _ in range(10):
        assert type(await failure(quotes(source))) is AuthFailed
    assert len(yahoo.requests) - before <= 10 + 6


async def test_an_expired_crumb_is_renewed_within_the_call(yahoo: FakeYahoo, source: YahooSource) -> None:
    await quotes(source)
    yahoo.expire_crumb()
    assert (await quotes(source)).quotes
    assert yahoo.asked(QUOTE)[-1].query["crumb"] == yahoo.crumb


async def test_a_crumb_lost_again_at_once_is_renewed_where_the_renewal_had_helped(
    yahoo: FakeYahoo, source: YahooSource
) -> None:
    await quotes(source)
    for _ in range(2):
        yahoo.expire_crumb()
        assert (await quotes(source)).quotes
        assert yahoo.asked(QUOTE)[-1].query["crumb"] == yahoo.crumb
    assert len(yahoo.asked(QUOTE)) == 1 + 2 * 2


async def test_a_crumb_lost_with_every_answer_does_not_double_the_requests(
    yahoo: FakeYahoo, source: YahooSource
) -> None:
    await quotes(source)
    calls = 20
    for _ in range(calls):
        yahoo.expire_crumb()
        with suppress(AuthFailed):
            await quotes(source)
    assert len(yahoo.asked(QUOTE)) <= 1 + calls + 2


async def test_retry_after_reaches_the_error(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.fail(QUOTE, Fault(429, {"Retry-After": "7"}, "Too Many Requests"))
    error = await failure(quotes(source))
    assert isinstance(error, RateLimited)
    assert error.retry_at == NOW + 7
    yahoo.fail(QUOTE, Fault(429, body="Too Many Requests"))
    error = await failure(quotes(source))
    assert isinstance(error, RateLimited)
    assert error.retry_at is None, "not the one of the answer before"


async def test_a_refused_crumb_is_a_rate_limit_and_never_a_crumb(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.fail(CRUMB, Fault(429, {"Retry-After": "60"}, "Too Many Requests"))
    error = await failure(quotes(source))
    assert isinstance(error, RateLimited)
    assert error.retry_at == NOW + 60
    yahoo.heal()
    assert (await quotes(source)).quotes
    assert [request.query["crumb"] for request in yahoo.asked(QUOTE)] == [yahoo.crumb]


async def test_a_page_is_never_sent_as_a_crumb(yahoo: FakeYahoo, source: YahooSource) -> None:
    yahoo.fail(CRUMB, Fault(200, body="<!DOCTYPE html><html lang=en>consent</html>"))
    assert type(await failure(quotes(source))) is AuthFailed
    yahoo.heal()
    assert (await quotes(source)).quotes
    assert {request.query.get("crumb") for request in yahoo.asked(QUOTE)} <= {None, yahoo.crumb}


async def test_a_blocked_cookie_host_leaves_time_for_bars(yahoo: FakeYahoo, tmp_path: Path) -> None:
    source = YahooSource(YahooSettings(endpoint=yahoo.url, deadline_s=5.0), tmp_path, clock=lambda: NOW)
    for path in ("/", "/consent", CRUMB):
        yahoo.fail(path, Fault(delay=20, only=lambda query: "interval" not in query))
    assert len((await bars(source)).bars) > 0
    await source.close()


# Of cookie and crumb, whose requests ask for nothing in particular.
BELOW_HTTP = {
    "closes": (Fault(raw=b"", only=lambda query: not query), "No connection to Yahoo."),
    "hangs": (Fault(delay=20, only=lambda query: not query), "Yahoo did not answer within 0.7 s."),
    "alert": (Fault(raw=b"\x15\x03\x01\x00\x02\x02\x28", only=lambda query: not query), "No connection to Yahoo."),
}


@pytest.mark.parametrize("path", ["/", CRUMB])
@pytest.mark.parametrize("name", BELOW_HTTP)
async def test_a_cookie_host_that_fails_below_http_costs_no_more_than_health(
    yahoo: FakeYahoo, source: YahooSource, name: str, path: str
) -> None:
    fault, reason = BELOW_HTTP[name]
    yahoo.fail(path, fault)
    for _ in range(5):
        assert len((await bars(source)).bars) > 0
    healthy = 5 + len(("time zone", "cookie", "crumb"))
    assert source.requests <= healthy
    before = source.requests
    for _ in range(3):
        error = await failure(quotes(source))
        assert type(error) is Unavailable
        assert str(error) == f"{reason} Without a cookie it gives no quotes."
        assert len((await bars(source)).bars) > 0
    assert source.requests - before == 3 + 3, "a poll in vain costs one request"
    yahoo.heal()
    assert (await quotes(source)).quotes


@pytest.mark.parametrize("path", ["/", CRUMB])
async def test_a_cookie_without_end_does_not_stop_bars(yahoo: FakeYahoo, source: YahooSource, path: str) -> None:
    yahoo.fail(path, Fault(body=b"x" * 1_100_000, only=lambda query: not query))
    for _ in range(3):
        error = await failure(quotes(source))
        assert str(error) == "Yahoo's response is longer than 1.0 MB. Without a cookie it gives no quotes."
        assert len((await bars(source)).bars) > 0
    assert not yahoo.asked(QUOTE)
    assert len(yahoo.requests) - len(yahoo.asked(CHART)) <= 3 + 1, "a poll in vain costs one request"
    yahoo.heal()
    assert (await quotes(source)).quotes
    assert len((await bars(source)).bars) > 0


def test_the_consent_form_is_asked_for_ever_more_rarely_while_it_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    from curl_cffi.requests.exceptions import ConnectionError as Refused

    from r2k_tui.sources.yahoo.http import session as module

    def refuse(*_: object, **__: object) -> None:
        asked.append(clock["now"])
        raise Refused("no", 7)

    def ask() -> None:
        with session.budget(9.0), contextlib.suppress(OSError):
            session.request("GET", "https://guce.yahoo.com/consent")

    asked: list[float] = []
    clock = {"now": 0}
    monkeypatch.setattr(module.time, "monotonic", lambda: clock["now"])
    session = module.YahooSession(YahooSettings(), lambda: NOW, lambda: None)
    monkeypatch.setattr(session, "_send", refuse)
    for second in range(200):
        clock["now"] = second
        ask()
    assert asked == [0, 1, 31, 91]


async def test_nobody_listens(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        source = YahooSource(YahooSettings(endpoint=f"http://127.0.0.1:{taken.getsockname()[1]}"), tmp_path)
        assert type(await failure(quotes(source))) is Unavailable
        assert type(await failure(bars(source))) is Unavailable
        await source.close()


async def test_a_hanging_call_fails_at_its_deadline_and_frees_the_way(yahoo: FakeYahoo, tmp_path: Path) -> None:
    source = YahooSource(YahooSettings(endpoint=yahoo.url, deadline_s=2.0), tmp_path)
    await quotes(source)
    yahoo.fail(QUOTE, Fault(delay=30))
    before = len(yahoo.asked(QUOTE))
    errors = await asyncio.gather(*(failure(quotes(source)) for _ in range(4)))
    assert {str(error) for error in errors} == {"Yahoo did not answer within 2 s."}
    assert len(yahoo.asked(QUOTE)) - before == 1, "those that waited behind it do not hang in turn"
    yahoo.heal()
    assert (await quotes(source)).quotes
    await source.close()


async def test_a_hanging_quote_does_not_hold_up_bars(yahoo: FakeYahoo, source: YahooSource) -> None:
    await quotes(source)
    yahoo.fail(QUOTE, Fault(delay=30))
    hanging = asyncio.ensure_future(quotes(source))
    assert len((await bars(source)).bars) > 0
    assert not hanging.done()
    await source.close()
    assert type(await failure(hanging)) is Unavailable


async def test_close_does_not_wait_for_a_hanging_call(yahoo: FakeYahoo, source: YahooSource) -> None:
    await quotes(source)
    yahoo.fail(QUOTE, Fault(delay=30))
    hanging = asyncio.ensure_future(quotes(source))
    await asyncio.sleep(0.2)
    assert not hanging.done()
    await source.close()
    done, _ = await asyncio.wait({hanging}, timeout=0.1)
    assert done == {hanging}
    assert str(await failure(hanging)) == "The source was closed."
    assert str(await failure(quotes(source))) == "The source is closed."


async def test_close_ends_the_threads(source: YahooSource) -> None:
    others = threading.enumerate()
    await quotes(source)
    await bars(source)
    own = [thread for thread in threading.enumerate() if thread not in others]
    assert sorted(thread.name for thread in own) == ["yahoo-bars", "yahoo-quotes"]
    assert all(thread.daemon for thread in own)
    await source.close()
    for thread in own:
        thread.join(5)
    assert not [thread for thread in own if thread.is_alive()]


def spoiled(yahoo: FakeYahoo, **changes: Any) -> None:
    """Change the columns of the five-minute bars."""
    for name, value in changes.items():
        setattr(yahoo.bars["IWM", "5m"], name, value)


@pytest.mark.parametrize("column", ["open", "close", "volume"])
async def test_short_columns_are_bad_data(yahoo: FakeYahoo, source: YahooSource, column: str) -> None:
    result = yahoo._result("IWM", "5m", True, yahoo.bars["IWM", "5m"])
    result["indicators"]["quote"][0][column] = result["indicators"]["quote"][0][column][:-3]
    yahoo.fail(CHART, Fault(body=json.dumps({"chart": {"result": [result], "error": None}})))
    assert type(await failure(bars(source))) is BadData


@pytest.mark.parametrize("missing", ["meta", "timestamp", "indicators"])
async def test_missing_parts_are_bad_data(yahoo: FakeYahoo, source: YahooSource, missing: str) -> None:
    result = yahoo._result("IWM", "5m", True, yahoo.bars["IWM", "5m"])
    del result[missing]
    yahoo.fail(CHART, Fault(body=json.dumps({"chart": {"result": [result], "error": None}})))
    assert type(await failure(bars(source))) is BadData


@pytest.mark.parametrize("result", ["null", "[]", "[null]", "[5]", "{}", '"x"'])
async def test_an_empty_result_is_bad_data(yahoo: FakeYahoo, source: YahooSource, result: str) -> None:
    yahoo.fail(CHART, Fault(body=f'{{"chart": {{"result": {result}, "error": null}}}}'))
    assert type(await failure(bars(source))) is BadData


async def test_odd_prices_are_never_bars(yahoo: FakeYahoo, source: YahooSource) -> None:
    series = yahoo.bars["IWM", "5m"]
    odd = {3: None, 4: math.inf, 5: -math.inf, 6: 0.0, 7: -3.0, 8: math.nan}
    for row, value in odd.items():
        series.close[row] = value
    series.open[10], series.high[11], series.low[12] = 0.0, math.inf, None
    batch = await bars(source)
    gone = set(series.timestamp) - set(batch.bars.times())
    assert gone == {series.timestamp[row] for row in odd}
    assert [math.isnan(batch.bars.column("open")[4]), math.isnan(batch.bars.column("high")[5])] == [True, True]
    assert batch.problems, "impossible rows are said"


async def test_a_huge_answer_is_not_parsed(yahoo: FakeYahoo, tmp_path: Path) -> None:
    source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
    many = json.dumps({"quoteResponse": {"result": [yahoo.quotes["IWM"]] * 500, "error": None}})
    yahoo.fail(QUOTE, Fault(body=many))
    assert "longer than 0.3 MB" in str(await failure(quotes(source)))
    await source.close()


async def test_all_null_bars_are_no_bars(yahoo: FakeYahoo, source: YahooSource) -> None:
    nothing = [None] * len(yahoo.bars["IWM", "5m"].timestamp)
    spoiled(yahoo, open=nothing, high=nothing, low=nothing, close=nothing, volume=nothing)
    batch = await bars(source)
    assert len(batch.bars) == 0
    assert batch.problems


@pytest.mark.parametrize("odd", ["N/A", "12", True, {"raw": 1}, [1]], ids=repr)
async def test_wrong_types_in_bars_are_bad_data_or_left_out(yahoo: FakeYahoo, source: YahooSource, odd: Any) -> None:
    yahoo.bars["IWM", "5m"].close[4] = odd
    try:
        batch = await bars(source)
    except SourceError as error:
        assert type(error) is BadData
    else:
        assert all(math.isfinite(close) and close > 0 for close in batch.bars.column("close"))


async def test_true_and_false_are_no_prices(yahoo: FakeYahoo, source: YahooSource) -> None:
    truths = [True] * len(yahoo.bars["IWM", "5m"].close)
    spoiled(yahoo, open=truths, high=truths, low=truths, close=truths)
    assert len((await bars(source)).bars) == 0


async def test_a_damaged_cache_on_disk_is_made_anew(yahoo: FakeYahoo, tmp_path: Path) -> None:
    folder = tmp_path / "yahoo-0"
    folder.mkdir()
    for name in ("tkr-tz.db", "cookies.db"):
        (folder / name).write_bytes(b"this is no database " * 500)
    source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path, clock=lambda: NOW)
    assert (await quotes(source)).quotes
    assert len((await bars(source)).bars) > 0
    await source.close()


async def test_a_cache_folder_that_cannot_be_made(yahoo: FakeYahoo, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path / "file" / "cache", clock=lambda: NOW)
    assert (await quotes(source)).quotes
    assert len((await bars(source)).bars) > 0
    await source.close()
