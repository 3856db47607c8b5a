"""The HTTP layer below yfinance: where requests go, how long and how much they may take, what answers mean.

Imports curl_cffi, so it is itself imported only on first use, in a worker thread.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from curl_cffi import CurlOpt
from curl_cffi.requests import Response, Session

from r2k_tui.sources.base import AuthFailed, BadData, SourceError, Unavailable
from r2k_tui.sources.yahoo.chart import ChartFacts, chart_facts, drop_truths
from r2k_tui.sources.yahoo.settings import YahooSettings
from r2k_tui.sources.yahoo.wire import (
    CHART_PATH,
    CRUMB_PATH,
    QUOTE_PATH,
    Answer,
    carries_data,
    judge,
    judge_crumb,
    longest_answer,
)

# One renewal of cookie and crumb costs several requests: within this time a second 401 is taken as final; the time
# doubles while renewals do not help.
RENEWAL_S, _LONGEST_RENEWAL_S = 30.0, 3600.0
_ABORT = 0xFFFFFFFF
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MISSING = object()
_NO_CRUMB = b"<html>"


class YahooResponse(Response):
    """An answer whose JSON, once judged, is not parsed again."""

    parsed: Any = _MISSING

    def json(self, **kwargs: Any) -> Any:
        """The JSON of the body."""
        if self.parsed is not _MISSING:
            return self.parsed
        return super().json(**kwargs)  # type: ignore[no-untyped-call]


class _Call(threading.local):
    ends_at: float = float("inf")
    chart: ChartFacts = ChartFacts()
    # Whether the call is of any use without a crumb, and whether the calls before it asked for one in vain.
    needs_crumb: bool = True
    in_vain: bool = False


class _Body:
    """Takes a body chunk by chunk, after decompression, and stops the transfer beyond `limit` bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.data = bytearray()
        self.too_long = False

    def take(self, chunk: bytes) -> int:
        """Curl's callback: the number of bytes taken, or its sign to abort."""
        if len(self.data) + len(chunk) > self.limit:
            self.too_long = True
            return _ABORT
        self.data.extend(chunk)
        return len(chunk)


class YahooSession(Session[YahooResponse]):
    """A curl session that yfinance takes for its own. Raises SourceError (or NoBars) instead of handing on failures.

    `renew` is called when Yahoo refused our cookie and crumb: forget them.
    """

    def __init__(self, settings: YahooSettings, clock: Callable[[], float], renew: Callable[[], None]) -> None:
        target = urlsplit(settings.endpoint)
        direct = not settings.proxy and target.hostname in _LOOPBACK
        super().__init__(
            impersonate="chrome",
            response_class=YahooResponse,
            http_version="v1" if target.scheme == "http" else None,
            proxies={"all": settings.proxy} if settings.proxy else None,
            curl_options={CurlOpt.NOPROXY: "*"} if direct else None,
        )
        self.sent = 0
        self._target = target
        self._limit = int(settings.max_body_mb * 1e6)
        self._deadline_s = settings.deadline_s
        self._clock = clock
        self._renew = renew
        self._renewed_at, self._renewals = float("-inf"), 0
        self._has_cookie = self._in_vain = False
        self._call = _Call()
        self._count = threading.Lock()

    @contextmanager
    def budget(self, seconds: float, *, needs_crumb: bool = True) -> Iterator[None]:
        """Within the block, this thread's requests end `seconds` from now at the latest."""
        self._call.ends_at = time.monotonic() + seconds
        self._call.chart = ChartFacts()
        self._call.needs_crumb, self._call.in_vain = needs_crumb, self._in_vain
        try:
            yield
        finally:
            self._call.ends_at = float("inf")

    @property
    def chart(self) -> ChartFacts:
        """Facts of this thread's newest chart answer."""
        return self._call.chart

    def request(self, method: Any, url: str, *args: Any, **kwargs: Any) -> YahooResponse:
        """Send one request under the limits of this session. Raises SourceError for everything but usable answers."""
        path = urlsplit(url).path
        if self._spared(path):
            return self._no_crumb()
        left = min(self._call.ends_at - time.monotonic(), self._deadline_s)
        if left <= 0:
            raise self._late()
        # A blocked cookie host must leave time for the question itself.
        # Curl takes less than a millisecond for "no limit".
        kwargs["timeout"] = max(left if carries_data(path) else left / 3, 0.01)
        if self._target.netloc:
            kwargs["allow_redirects"] = False
        sent_crumb = "crumb" in (kwargs.get("params") or {})
        response = self._send(path, method, self._redirected(url), *args, **kwargs)
        if path in ("", "/"):
            self._has_cookie = True
        return self._judged(path, response, sent_crumb)

    def _spared(self, path: str) -> bool:
        """Whether a request for cookie, consent or crumb would be of no use: while none is to be had, each call of
        the client's would ask for all of them again."""
        if carries_data(path):
            return False
        if self._call.in_vain and not self._call.needs_crumb:
            return True
        if path == CRUMB_PATH:
            return False
        return self._has_cookie if path in ("", "/") else bool(self._target.netloc) or self._call.in_vain

    @staticmethod
    def _no_crumb() -> YahooResponse:
        """What yfinance takes for "no crumb", "no consent form" or "cookie received"."""
        response = YahooResponse()
        response.status_code, response.content = 200, _NO_CRUMB
        return response

    def _send(self, path: str, method: Any, url: str, *args: Any, **kwargs: Any) -> YahooResponse:
        symbols = str((kwargs.get("params") or {}).get("symbols", "")).count(",") + 1
        body = _Body(min(self._limit, longest_answer(path, symbols)))
        kwargs["content_callback"] = body.take
        with self._count:
            self.sent += 1
        try:
            response = super().request(method, url, *args, **kwargs)
        except Exception:
            if body.too_long:
                raise BadData(f"Yahoo's answer is longer than {body.limit / 1e6:.1f} MB.") from None
            raise
        response.content = bytes(body.data)
        return response

    def _judged(self, path: str, response: YahooResponse, sent_crumb: bool) -> YahooResponse:
        headers = {str(name).lower(): str(value) for name, value in response.headers.items()}
        answer = Answer(path, response.status_code, headers, response.content)
        if path == CRUMB_PATH:
            self._in_vain = True
            if judge_crumb(answer, self._clock()):
                self._in_vain = False
            else:
                # Anything but this yfinance would use as a crumb.
                response.content = _NO_CRUMB
        elif carries_data(path) and not self._at_consent(response):
            self._judge_data(answer, response, sent_crumb)
        return response

    def _judge_data(self, answer: Answer, response: YahooResponse, sent_crumb: bool) -> None:
        try:
            response.parsed = judge(answer, self._clock())
        except AuthFailed:
            if answer.status != 401 or not sent_crumb or not self._may_renew():
                raise
        else:
            self._renewals = self._renewals if answer.path != QUOTE_PATH else 0
        if answer.path.startswith(CHART_PATH):
            drop_truths(response.parsed)
            self._call.chart = chart_facts(response.parsed)

    def _may_renew(self) -> bool:
        now = time.monotonic()
        if now - self._renewed_at < min(RENEWAL_S * 2.0 ** max(0, self._renewals - 1), _LONGEST_RENEWAL_S):
            return False
        self._renewed_at = now
        self._renewals += 1
        self._has_cookie = False
        self._renew()
        return True

    def _at_consent(self, response: YahooResponse) -> bool:
        # yfinance fills in this form by itself.
        return (urlsplit(response.url).hostname or "").endswith("consent.yahoo.com")

    def _redirected(self, url: str) -> str:
        if not self._target.netloc:
            return url
        parts = urlsplit(url)
        path = self._target.path.rstrip("/") + (parts.path or "/")
        return urlunsplit((self._target.scheme, self._target.netloc, path, parts.query, ""))

    def _late(self) -> SourceError:
        return Unavailable(f"Yahoo did not answer within {self._deadline_s:g} s.")
