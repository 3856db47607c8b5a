"""What the adapter relies on within yfinance and curl_cffi: a release that changes it fails here first."""

from __future__ import annotations

import inspect

import pytest
import yfinance
from yfinance import cache, const
from yfinance._http import is_supported_session
from yfinance.data import YfData
from yfinance.scrapers import quote as quote_scraper

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.yahoo.http.responses import QUOTE_PATH
from r2k_tui.sources.yahoo.http.session import YahooSession


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
