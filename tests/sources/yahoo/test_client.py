"""What the adapter relies on within yfinance and curl_cffi: a release that changes it fails here first."""

from __future__ import annotations

import inspect
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yfinance
from yfinance import cache, const
from yfinance._http import is_supported_session
from yfinance.data import YfData
from yfinance.scrapers import quote as quote_scraper

from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.base import BadData, NotFound, RateLimited, SourceError, Unavailable
from r2k_tui.sources.yahoo.http.errors import is_cache_failure, typed
from r2k_tui.sources.yahoo.http.responses import QUOTE_PATH
from r2k_tui.sources.yahoo.http.session import YahooSession
from r2k_tui.sources.yahoo.parsing.bars import to_batch
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts, chart_facts, drop_truths
from r2k_tui.sources.yahoo.settings import YahooSettings


@pytest.fixture
def session() -> YahooSession:
    return YahooSession(YahooSettings(endpoint="http://127.0.0.1:9"), lambda: 0.0, lambda: None)


def test_the_private_entry_for_quotes() -> None:
    parameters = inspect.signature(YfData.get_raw_json).parameters
    assert list(parameters) == ["self", "url", "params", "timeout"]
    assert const._QUERY1_URL_ == "https://query1.finance.yahoo.com"
    assert f"{{_QUERY1_URL_}}{QUOTE_PATH}" in inspect.getsource(quote_scraper), "yfinance asks for quotes elsewhere now"


def test_the_state_that_is_reset_between_sources(session: YahooSession) -> None:
    data = YfData(session=session)
    assert data is YfData(), "there is one for the whole process"
    assert data._session is session
    assert set(vars(data)) >= {"_crumb", "_cookie", "_cookie_strategy", "_cookie_lock"}
    assert {"basic", "csrf"} <= set(inspect.getsource(YfData._set_cookie_strategy).replace('"', "'").split("'"))
    YfData.cache_get.cache_clear()


def test_a_page_instead_of_a_crumb_is_recognised_by_this_tag() -> None:
    for method in (YfData._get_crumb_basic, YfData._get_crumb_csrf):
        assert "'<html>' in self._crumb" in inspect.getsource(method)


def test_the_session_is_one_that_yfinance_takes(session: YahooSession) -> None:
    assert is_supported_session(session)
    assert session.impersonate == "chrome"


def test_the_caches_that_are_moved() -> None:
    assert callable(cache.set_cache_location)
    for manager, attribute in (
        (cache._TzCacheManager, "_tz_cache"),
        (cache._CookieCacheManager, "_Cookie_cache"),
        (cache._ISINCacheManager, "_isin_cache"),
    ):
        assert hasattr(manager, attribute)
    for manager in (cache._TzDBManager, cache._CookieDBManager, cache._ISINDBManager):
        assert callable(manager.close_db)
    assert callable(cache._CookieCacheDummy().lookup)
    assert callable(cache._ISINCacheDummy().lookup)


def test_history_takes_what_it_is_given() -> None:
    from yfinance.scrapers.history import PriceHistory

    wanted = {"period", "interval", "start", "end", "prepost", "auto_adjust", "actions", "repair"}
    assert wanted <= set(inspect.signature(PriceHistory.history.__wrapped__).parameters)
    assert "session" in inspect.signature(yfinance.Ticker).parameters


def frame(times: list[str], zone: str, **columns: list[float]) -> pd.DataFrame:
    """A frame as yfinance makes them; a column that is not given is 10.0 throughout."""
    names = ("Open", "High", "Low", "Close", "Adj Close", "Volume")
    full = {name: columns.get(name.replace(" ", "_"), [10.0] * len(times)) for name in names}
    return pd.DataFrame(full, index=pd.DatetimeIndex(times).tz_localize(zone))


def test_intraday_closes_need_no_adjustment() -> None:
    given = frame(["2026-01-05 09:30", "2026-01-05 09:31"], "America/New_York", Adj_Close=[5.0, 5.0])
    minutes = to_batch(given, "X", Interval.M1, ChartFacts()).bars
    assert list(minutes.column("adj_close")) == [10.0, 10.0]
    assert minutes.times()[0] == 1767623400
    assert list(to_batch(given[:1], "X", Interval.D1, ChartFacts()).bars.column("adj_close")) == [5.0]


def test_the_later_of_two_bars_of_a_day_stays() -> None:
    days = ["2026-01-05 00:00", "2026-01-06 00:00", "2026-01-06 10:00"]
    closes = [9.9, 9.8, 10.1]
    batch = to_batch(
        frame(days, "America/New_York", Close=closes, High=[11.0] * 3, Low=[9.0] * 3), "X", Interval.D1, ChartFacts()
    )
    assert list(batch.bars.column("close")) == [9.9, 10.1]
    assert "a time that repeats" in batch.problems[0].message


def test_rounding_is_no_error_but_more_is() -> None:
    days = ["2026-01-05", "2026-01-06"]
    given = frame(days, "America/New_York", High=[9.9995, 9.99], Low=[9.0, 9.0])
    batch = to_batch(given, "X", Interval.D1, ChartFacts())
    assert [len(batch.bars), len(batch.problems)] == [1, 1]


@pytest.mark.parametrize("column", ["Open", "Close", "Adj Close", "Volume"])
def test_frames_of_another_shape_are_bad_data(column: str) -> None:
    good = frame(["2026-01-05"], "America/New_York")
    with pytest.raises(BadData):
        to_batch(good.drop(columns=column), "X", Interval.D1, ChartFacts())
    with pytest.raises(BadData):
        to_batch(good.reset_index(drop=True), "X", Interval.D1, ChartFacts())


def test_bars_of_another_symbol_are_bad_data() -> None:
    given = frame(["2026-01-05"], "America/New_York")
    with pytest.raises(BadData, match="answer is of OTHR"):
        to_batch(given, "BRK-B", Interval.D1, ChartFacts(symbol="OTHR"))
    for told in ("", "BRK-B"):
        assert len(to_batch(given, "brk-b", Interval.D1, ChartFacts(symbol=told)).bars) == 1


@pytest.mark.parametrize(
    ("adjusted", "kept"),
    [
        ([9.0, 10.0, 100.0], [9.0, 10.0, None]),
        ([9.0, 10.0, 1.0], [9.0, 10.0, None]),
        ([9.0, 11.0, 10.0], [9.0, None, 10.0]),
        ([1.0, 1.0, 10.0], [1.0, 1.0, 10.0]),
        ([9.0, None, 2.0], [9.0, None, None]),
        ([4.0, 4.0, 3.9], [4.0, 4.0, 3.9]),
        ([10.4, 10.0, 10.0], [10.4, 10.0, 10.0]),
    ],
)
def test_an_adjusted_close_that_cannot_be_one_is_missing(adjusted: list[Any], kept: list[Any]) -> None:
    given = frame(["2026-01-05", "2026-01-06", "2026-01-07"], "America/New_York", Adj_Close=adjusted)
    bars = to_batch(given, "X", Interval.D1, ChartFacts()).bars
    assert [None if math.isnan(value) else value for value in bars.column("adj_close")] == kept
    assert list(bars.column("close")) == [10.0] * 3


def test_the_errors_that_are_told_apart() -> None:
    from curl_cffi.requests import exceptions as curl

    kinds = {
        type(typed(error, 5.0))
        for error in (yfinance.exceptions.YFTzMissingError("X"), yfinance.exceptions.YFTickerMissingError("X", "y"))
    }
    assert kinds == {NotFound}
    assert type(typed(yfinance.exceptions.YFRateLimitError(), 5.0)) is RateLimited
    assert str(typed(curl.Timeout("slow", 28), 5.0)) == "Yahoo did not answer within 5 s."
    assert "address" in str(typed(curl.DNSError("no", 6), 5.0))
    assert "proxy" in str(typed(curl.ProxyError("no", 5), 5.0))
    assert "certificate" in str(typed(curl.CertificateVerifyError("no", 60), 5.0))
    assert type(typed(curl.IncompleteRead("cut", 18), 5.0)) is BadData


@pytest.mark.parametrize(
    "error",
    [
        *(KeyError("currentTradingPeriod"), TypeError(), ValueError(), IndexError(), AttributeError()),
        *(UnboundLocalError(), json.JSONDecodeError("x", "y", 0), RecursionError(), RuntimeError(), Exception("odd")),
    ],
    ids=repr,
)
def test_what_breaks_within_the_client_is_bad_data(error: Exception) -> None:
    assert type(typed(error, 5.0)) is BadData


@pytest.mark.parametrize(
    "error",
    [ConnectionResetError(), TimeoutError(), OSError(28, "full"), MemoryError(), ImportError("yfinance"), SystemExit()],
    ids=repr,
)
def test_what_breaks_around_the_client(error: BaseException) -> None:
    assert isinstance(typed(error, 5.0), SourceError)
    if isinstance(error, Exception):
        assert type(typed(error, 5.0)) is Unavailable


def test_failures_of_the_cache_are_recognised(tmp_path: Path) -> None:
    import peewee

    database = peewee.SqliteDatabase(str(tmp_path))
    with pytest.raises(peewee.PeeweeException) as caught:
        database.connect()
    assert is_cache_failure(caught.value)
    assert type(typed(caught.value, 5.0)) is Unavailable
    assert not is_cache_failure(ValueError())


@pytest.mark.parametrize("data", [None, {}, {"chart": None}, {"chart": {"result": []}}, {"chart": {"result": [5]}}])
def test_charts_of_odd_shape_have_no_facts(data: object) -> None:
    assert chart_facts(data) == ChartFacts()


@pytest.mark.parametrize(
    "indicators", [None, [], {"quote": None}, {"quote": []}, {"quote": [5]}, {"quote": [{"close": True}]}]
)
def test_odd_shapes_without_bars_stay_as_they_are(indicators: object) -> None:
    data = {"chart": {"result": [{"indicators": indicators}]}}
    before = json.dumps(data)
    drop_truths(data)
    assert json.dumps(data) == before


def test_facts_of_a_chart() -> None:
    result = {
        "meta": {"symbol": "x", "firstTradeDate": -5},
        "timestamp": [10, 20, 20, 15],
        "indicators": {"quote": [{"volume": [1, None, 3, 4]}]},
    }
    facts = chart_facts({"chart": {"result": [result]}})
    assert facts == ChartFacts(known=True, bars=4, unordered=2, without_volume=(20,), symbol="X", first_trade=-5.0)
