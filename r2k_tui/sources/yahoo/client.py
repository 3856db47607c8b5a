"""Adapter of yfinance, the only module that uses it, private parts included.

It imports yfinance and pandas, so it is imported only on first use, in a worker thread.
`private_names` lists the internals of yfinance that it relies on; `tests/sources/yahoo/test_client.py` pins them.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pandas as pd
import yfinance
from yfinance import cache, const
from yfinance.data import YfData

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.model.market.bars import Interval
from r2k_tui.sources.yahoo.http.cache_dir import CacheFolder
from r2k_tui.sources.yahoo.http.log_filter import redirect_logs
from r2k_tui.sources.yahoo.http.responses import CHART_PATH, QUOTE_PATH, NoBars
from r2k_tui.sources.yahoo.http.session import YahooSession
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts
from r2k_tui.sources.yahoo.parsing.dividends import QUERY

logger = logging.getLogger(__name__)

DAY = 86400.0
# Longest period that Yahoo serves of each interval, counted back from its own clock.
_WHOLE = {
    Interval.M1: "7d",
    Interval.M5: "60d",
    Interval.M15: "60d",
    Interval.M30: "60d",
    Interval.H1: "730d",
    Interval.D1: "max",
}
# Oldest start that a request may name; Yahoo rejects an older one, and more than eight days of minutes at once.
_REACH_S = {
    Interval.M1: 5 * DAY,
    Interval.M5: 55 * DAY,
    Interval.M15: 55 * DAY,
    Interval.M30: 55 * DAY,
    Interval.H1: 700 * DAY,
}
_OLDEST = -2208988800.0  # 1900-01-01
_install_lock = threading.Lock()


class _Zones:
    """In-memory time zones by symbol, for when the cache on disk fails."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def lookup(self, symbol: str) -> str | None:
        """Time zone of a symbol, if it is known."""
        return self._known.get(symbol)

    def store(self, symbol: str, zone: str | None) -> None:
        """Store a time zone; None removes it."""
        if zone is None:
            self._known.pop(symbol, None)
        else:
            self._known[symbol] = zone


class YahooClient:
    """yfinance configured for a long-running process. Every method blocks and belongs in a worker thread."""

    def __init__(self, settings: YahooSettings, folder: CacheFolder, clock: Callable[[], float]) -> None:
        self.session = YahooSession(settings, clock, self._forget_identity)
        self._folder = folder
        self._clock = clock
        self._zones: dict[str, str] = {}

    def quotes(self, symbols: list[str]) -> Any:
        """Parsed response to one request for all `symbols`."""
        self._prepare()
        params = {
            "symbols": ",".join(symbols),
            "formatted": "false",
            "lang": yfinance.config.locale.lang,
            "region": yfinance.config.locale.region,
            "overnightPrice": "true",
        }
        return YfData().get_raw_json(f"{const._QUERY1_URL_}{QUOTE_PATH}", params=params)

    def learn_zones(self, zones: dict[str, str]) -> None:
        """Store time zones by symbol: each saves a request of the client."""
        self._zones.update(zones)

    def history(self, symbol: str, interval: Interval, since: float | None) -> tuple[pd.DataFrame | None, ChartFacts]:
        """Bars as the client's frame (None where Yahoo has none in this period), and the facts of its raw response."""
        self._prepare()
        # This cache keeps past responses forever, failures included.
        YfData.cache_get.cache_clear()
        if (zone := self._zones.pop(symbol, None)) is not None:
            cache.get_tz_cache().store(symbol, zone)
        ticker = yfinance.Ticker(symbol, session=self.session)
        try:
            frame = ticker.history(
                **self._stretch(interval, since),
                interval=interval.value,
                prepost=interval.intraday,
                auto_adjust=False,
                actions=False,
                repair=False,
            )
        except NoBars:
            return None, ChartFacts()
        except yfinance.exceptions.YFPricesMissingError:
            if self.session.chart.known and not self.session.chart.bars:
                return None, self.session.chart
            raise
        return frame, self.session.chart

    def news(self, symbol: str, count: int) -> Any:
        """Newest articles about a symbol, without advertisements."""
        self._prepare()
        # A new object per request: it caches its first response forever.
        return yfinance.Ticker(symbol, session=self.session).get_news(count=count)

    def dividends(self, symbol: str) -> Any:
        """Parsed chart response with the dividends of a symbol."""
        self._prepare()
        return YfData().get_raw_json(f"{const._QUERY1_URL_}{CHART_PATH}{quote(symbol, safe='')}", params=QUERY)

    def fund_price_earnings(self, symbol: str) -> Any:
        """Raw field "priceToEarnings" of a fund: often an earnings yield."""
        self._prepare()
        table = yfinance.Ticker(symbol, session=self.session).funds_data.equity_holdings
        return table.iloc[0, 0] if len(table) else None

    def _stretch(self, interval: Interval, since: float | None) -> dict[str, Any]:
        now = self._clock()
        if since is None or now - since > _REACH_S.get(interval, float("inf")):
            return {"period": _WHOLE[interval]}
        # A day ahead, so that a slow clock does not cut off the newest bars.
        end = int(now + DAY)
        if interval.intraday:
            return {"start": int(since), "end": end}
        return {"start": datetime.fromtimestamp(max(since, _OLDEST), UTC).date(), "end": end}

    def _prepare(self) -> None:
        """Claim yfinance's globals: another source of this process may have changed them."""
        with _install_lock:
            data = YfData()
            if data._session is not self.session:
                self._install()
            # A page mistaken for a crumb would go out with every request.
            if data._crumb is not None and (not data._crumb or "<" in data._crumb):
                data._crumb = None
            # A crumb implies a cookie in the session's jar; yfinance would request one before every call.
            if data._crumb is not None and data._cookie is None:
                data._cookie = True

    def _install(self) -> None:
        redirect_logs(logging.getLogger("r2k_tui.sources.yahoo"))
        yfinance.config.debug.hide_exceptions = False
        data = YfData(session=self.session)
        data._crumb = data._cookie = None
        data._cookie_strategy = "basic"
        self._open_caches()

    def _open_caches(self) -> None:
        try:
            self._open_on_disk()
        except Exception:
            logger.debug("recreating the caches on disk", exc_info=True)
            self._folder.empty()
            try:
                self._open_on_disk()
            except Exception:
                self._without_caches()

    def _open_on_disk(self) -> None:
        cache.set_cache_location(str(self._folder.path))
        # The caches stay with the folder that they opened first.
        cache._TzCacheManager._tz_cache = None
        cache._CookieCacheManager._Cookie_cache = None
        cache._ISINCacheManager._isin_cache = None
        # Opened here once, because two threads that open them at the same time collide.
        cache.get_tz_cache().lookup("")
        cache.get_cookie_cache().lookup("")

    def _forget_identity(self) -> None:
        self.session.cookies.clear()
        data = YfData()
        data._crumb = data._cookie = None
        cache.get_cookie_cache().store("curlCffi", None)

    def do_without_caches(self) -> None:
        """Replace the failed caches on disk by memory."""
        with _install_lock:
            self._folder.empty()
            self._without_caches()

    @staticmethod
    def _without_caches() -> None:
        cache._TzCacheManager._tz_cache = _Zones()
        cache._CookieCacheManager._Cookie_cache = cache._CookieCacheDummy()
        cache._ISINCacheManager._isin_cache = cache._ISINCacheDummy()

    @staticmethod
    def leave_thread() -> None:
        """Close this thread's connections to the caches."""
        for manager in (cache._TzDBManager, cache._CookieDBManager, cache._ISINDBManager):
            with contextlib.suppress(Exception):
                manager.close_db()
