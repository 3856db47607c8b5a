"""HTTP layer below yfinance: endpoint, time and size limits, and interpretation of responses.

It imports curl_cffi, so it is imported only on first use, in a worker thread.
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

from r2k_tui.config.sections.providers.yahoo import YahooSettings
from r2k_tui.sources.base import AuthFailed, BadData, SourceError, Unavailable
from r2k_tui.sources.http.limited_body import LimitedBody
from r2k_tui.sources.http.retry_after import http_date
from r2k_tui.sources.yahoo.http.errors import typed
from r2k_tui.sources.yahoo.http.responses import (
    CHART_PATH,
    CRUMB_PATH,
    QUOTE_PATH,
    HttpResponse,
    carries_data,
    longest_answer,
    parse_crumb,
    parse_response,
)
from r2k_tui.sources.yahoo.parsing.chart import ChartFacts, chart_facts, drop_truths

# A renewal of cookie and crumb costs several requests, and so does the consent form: within this time of a failed
# one, a second 401 is final; the time doubles while renewals fail.
RENEWAL_S, _LONGEST_RENEWAL_S = 30.0, 3600.0
# Share of the remaining time that a request for cookie, consent or crumb may take.
_CRUMB_SHARE = 1 / 3
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_MISSING = object()
_NO_CRUMB = b"<html>"


class YahooResponse(Response):
    """Response whose JSON is parsed only once."""

    parsed: Any = _MISSING

    def json(self, **kwargs: Any) -> Any:
        """JSON of the body."""
        if self.parsed is not _MISSING:
            return self.parsed
        return super().json(**kwargs)  # type: ignore[no-untyped-call]


class _Call(threading.local):
    ends_at: float = float("inf")
    chart: ChartFacts = ChartFacts()
    served_at: float | None = None
    # Whether the call is useless without a crumb, and whether it may request the consent form to get one.
    needs_crumb: bool = True
    may_ask_consent: bool = True
    # Reason for a missing cookie or crumb, where no response gave it.
    trouble: SourceError | None = None


class AttemptBackoff:
    """Backoff of attempts: the time between two doubles until one succeeds.

    After a success the next attempt is due at once, but at most two fall within `2 * RENEWAL_S`: a cookie that is lost
    with every response would double the requests.
    """

    def __init__(self) -> None:
        self._began = self._before = float("-inf")
        self._attempts = 0

    def attempt(self) -> bool:
        """Whether an attempt is due; a due attempt counts as made."""
        now = time.monotonic()
        if self._attempts == 0:
            due = now - self._before >= 2 * RENEWAL_S
        else:
            due = now - self._began >= min(RENEWAL_S * 2.0 ** (self._attempts - 1), _LONGEST_RENEWAL_S)
        if not due:
            return False
        self._before, self._began = self._began, now
        self._attempts += 1
        return True

    def succeeded(self) -> None:
        """Reset: the next attempt is due at once, unless it is the third in a short time."""
        self._attempts = 0


class YahooSession(Session[YahooResponse]):
    """Curl session that yfinance uses as its own. It raises SourceError (or NoBars) for every failure.

    `renew` is called when Yahoo rejects our cookie and crumb, to discard them.
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
        self._renewals, self._consents = AttemptBackoff(), AttemptBackoff()
        self._has_cookie = self._in_vain = False
        self._call = _Call()
        self._count = threading.Lock()

    @contextmanager
    def budget(self, seconds: float, *, needs_crumb: bool = True) -> Iterator[None]:
        """Time limit: within the block, this thread's requests end `seconds` from now at the latest."""
        self._call.ends_at = time.monotonic() + seconds
        self._call.chart = ChartFacts()
        self._call.needs_crumb, self._call.trouble = needs_crumb, None
        self._call.may_ask_consent = not self._in_vain or (needs_crumb and self._consents.attempt())
        try:
            yield
        finally:
            self._call.ends_at = float("inf")

    @property
    def chart(self) -> ChartFacts:
        """Facts of this thread's newest chart response."""
        return self._call.chart

    @property
    def served_at(self) -> float | None:
        """Time in the Date header of this thread's newest response with quotes, in seconds since the epoch."""
        return self._call.served_at

    def request(self, method: Any, url: str, *args: Any, **kwargs: Any) -> YahooResponse:
        """Send one request under the limits of this session. Raises SourceError unless the response is usable."""
        path = urlsplit(url).path
        if self._spared(path):
            return self._no_crumb()
        sent_crumb = "crumb" in (kwargs.get("params") or {})
        if self._call.trouble is not None and self._call.needs_crumb and carries_data(path) and not sent_crumb:
            raise self._call.trouble
        left = min(self._call.ends_at - time.monotonic(), self._deadline_s)
        if left <= 0:
            raise self._late()
        # A blocked cookie host must leave time for the request itself.
        # Curl takes less than a millisecond for "no limit".
        kwargs["timeout"] = max(left if carries_data(path) else left * _CRUMB_SHARE, 0.01)
        if self._target.netloc:
            kwargs["allow_redirects"] = False
        send = self._send if carries_data(path) else self._send_for_crumb
        return self._checked(path, send(path, method, self._redirected(url), *args, **kwargs), sent_crumb)

    def _spared(self, path: str) -> bool:
        """Whether to skip a request for cookie, consent or crumb.

        While none is available, each call of the client would request all of them again.
        """
        if carries_data(path):
            return False
        if self._in_vain and not self._call.needs_crumb:
            return True
        if path == CRUMB_PATH:
            return False
        return self._has_cookie if path in ("", "/") else bool(self._target.netloc) or not self._call.may_ask_consent

    @staticmethod
    def _no_crumb() -> YahooResponse:
        """Response that yfinance takes for "no crumb", "no consent form" or "cookie received"."""
        response = YahooResponse()
        response.status_code, response.content = 200, _NO_CRUMB
        return response

    def _send_for_crumb(self, path: str, method: Any, url: str, *args: Any, **kwargs: Any) -> YahooResponse:
        try:
            response = self._send(path, method, url, *args, **kwargs)
        except (OSError, BadData) as error:
            self._in_vain = True
            reason = typed(error, round(self._deadline_s * _CRUMB_SHARE, 1))
            self._call.trouble = type(reason)(f"{reason} Without a cookie it gives no quotes.")
            # On this exception, and hardly any other, yfinance continues without a cookie.
            raise ConnectionError from None
        if path in ("", "/"):
            self._has_cookie = True
        return response

    def _send(self, path: str, method: Any, url: str, *args: Any, **kwargs: Any) -> YahooResponse:
        symbols = str((kwargs.get("params") or {}).get("symbols", "")).count(",") + 1
        body = LimitedBody(min(self._limit, longest_answer(path, symbols)))
        kwargs["content_callback"] = body.take
        with self._count:
            self.sent += 1
        try:
            response = super().request(method, url, *args, **kwargs)
        except Exception:
            if body.too_long:
                raise BadData(f"Yahoo's response is longer than {body.limit / 1e6:.1f} MB.") from None
            raise
        response.content = bytes(body.data)
        return response

    def _checked(self, path: str, response: YahooResponse, sent_crumb: bool) -> YahooResponse:
        headers = {str(name).lower(): str(value) for name, value in response.headers.items()}
        answer = HttpResponse(path, response.status_code, headers, response.content)
        if path == CRUMB_PATH:
            self._in_vain = True
            if parse_crumb(answer, self._clock()):
                self._in_vain = False
                self._consents.succeeded()
            else:
                # yfinance would use any other body as a crumb.
                response.content = _NO_CRUMB
        elif carries_data(path) and not self._at_consent(response):
            self._check_data(answer, response, sent_crumb)
        return response

    def _check_data(self, answer: HttpResponse, response: YahooResponse, sent_crumb: bool) -> None:
        try:
            response.parsed = parse_response(answer, self._clock())
        except AuthFailed:
            if answer.status != 401 or not sent_crumb or not self._may_renew():
                raise
        else:
            if answer.path == QUOTE_PATH:
                self._renewals.succeeded()
                self._call.served_at = http_date(answer.headers.get("date", ""))
        if answer.path.startswith(CHART_PATH):
            drop_truths(response.parsed)
            self._call.chart = chart_facts(response.parsed)

    def _may_renew(self) -> bool:
        if not self._renewals.attempt():
            return False
        self._has_cookie = False
        self._renew()
        return True

    def _at_consent(self, response: YahooResponse) -> bool:
        # yfinance submits this form by itself.
        return (urlsplit(response.url).hostname or "").endswith("consent.yahoo.com")

    def _redirected(self, url: str) -> str:
        if not self._target.netloc:
            return url
        parts = urlsplit(url)
        path = self._target.path.rstrip("/") + (parts.path or "/")
        return urlunsplit((self._target.scheme, self._target.netloc, path, parts.query, ""))

    def _late(self) -> SourceError:
        return Unavailable(f"Yahoo did not answer within {self._deadline_s:g} s.")
