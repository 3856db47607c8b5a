"""HTTP client of one provider: known hosts, a deadline, a size limit, and typed errors."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from r2k_tui.model.text import clean
from r2k_tui.sources.base import (
    AuthFailed,
    BadData,
    NotFound,
    RateLimited,
    RequestTooLong,
    SourceError,
    Unavailable,
)
from r2k_tui.sources.http.limited_body import LimitedBody
from r2k_tui.sources.http.pages import PAGE_LOOKED_AT, is_maintenance, is_page, maintenance, page_error, unknown_page
from r2k_tui.sources.http.reachability import Reachability
from r2k_tui.sources.http.retry_after import http_date, retry_at
from r2k_tui.sources.http.transport import TOO_LONG, transport_error
from r2k_tui.sources.http.worker_thread import WorkerThread

if TYPE_CHECKING:
    from curl_cffi.requests import Session

# Share of the deadline that HTTP may use: a thread ends by itself before its caller abandons it.
_HTTP_SHARE = 0.9
_MOST_REDIRECTS = 3
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class HttpAccess(NamedTuple):
    """How a provider is reached.

    `service`: its name in messages. `hosts`: the only hosts that requests and redirects may go to. `gateway`: address
    in place of each of them, with path and query unchanged; "" for none. `proxy`: HTTP or SOCKS proxy; "" for none.
    `browser`: whether requests look like those of a browser, down to the TLS handshake; otherwise only `headers` are
    sent. `deadline_s` in seconds.
    """

    service: str
    hosts: frozenset[str]
    gateway: str = ""
    proxy: str = ""
    deadline_s: float = 15.0
    browser: bool = True
    headers: Mapping[str, str] = {}


class HttpAnswer(NamedTuple):
    """Response: its status, headers in lower case, and the whole decompressed body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def served_at(self) -> float | None:
        """Time in its Date header, seconds since the epoch; None without one."""
        return http_date(self.headers.get("date", ""))


class HttpClient:
    """Client of one provider. Requests run one at a time on a worker thread, which loads curl on the first of them."""

    def __init__(self, access: HttpAccess, clock: Callable[[], float] = time.time) -> None:
        self._access, self._clock = access, clock
        self._session: Session[Any] | None = None
        self._reachability = Reachability(access.service, access.proxy)
        self._count = threading.Lock()
        self._thread = WorkerThread(
            f"{access.service.lower()}-http", access.deadline_s, self._leave_thread, service=access.service
        )
        self.sent = 0

    async def get(
        self,
        url: str,
        query: Mapping[str, str] | None = None,
        *,
        max_bytes: int = 2_000_000,
        statuses: frozenset[int] = frozenset(),
        opening: bytes = b"",
    ) -> HttpAnswer:
        """Answer to a GET request. `statuses` lists the error statuses that carry a meaning for the caller.

        A body that begins with `opening` is no web page even if it contains one.

        Raises RateLimited, AuthFailed, NotFound, Unavailable or BadData for every other error status, for a web page
        in place of data, for a redirect to a host that is not listed, for a body of more than `max_bytes` and for a
        request that is not answered before the deadline.
        """
        address = f"{url}?{urlencode(query)}" if query else url
        if self._session is None and (failure := self._reachability.known_failure(self._via_gateway(url))) is not None:
            raise failure
        ends = time.monotonic() + self._access.deadline_s * _HTTP_SHARE
        return await self._thread.run(lambda: self._checked(self._follow(address, max_bytes, ends), statuses, opening))

    async def close(self) -> None:
        """Stop the thread without waiting for a request in flight."""
        self._thread.close()

    def _follow(self, address: str, max_bytes: int, ends: float) -> HttpAnswer:
        for _ in range(_MOST_REDIRECTS + 1):
            self._check_host(address)
            answer = self._send(address, max_bytes, ends)
            if answer.status not in (301, 302, 303, 307, 308):
                return answer
            address = self._redirected(address, answer.headers.get("location", ""))
        raise BadData(f"{self._access.service} redirected the request instead of answering.")

    def _redirected(self, address: str, location: str) -> str:
        """Address that a redirect names. Raises BadData for text that is no address, and for one without encryption."""
        service = self._access.service
        try:
            target = urljoin(address, location)
            scheme = urlsplit(target).scheme
        except ValueError:
            raise BadData(f"{service} redirected the request to something that is no address.") from None
        if scheme == "http" and urlsplit(address).scheme == "https" and not self._is_gateway(target):
            self._check_host(target)
            raise BadData(f"{service} redirected the request to an address without encryption.")
        return target

    def _check_host(self, address: str) -> None:
        parts = urlsplit(address)
        known = parts.hostname in self._access.hosts or self._is_gateway(address)
        if not known or parts.scheme not in ("http", "https"):
            host = clean(parts.hostname or "no host", 60)
            raise BadData(f"{self._access.service} redirected the request to {host}, which is not one of its hosts.")

    def _is_gateway(self, address: str) -> bool:
        return bool(self._access.gateway) and urlsplit(address).netloc == urlsplit(self._access.gateway).netloc

    def _send(self, address: str, max_bytes: int, ends: float) -> HttpAnswer:
        left = ends - time.monotonic()
        if left <= 0:
            raise self._late()
        body = LimitedBody(max_bytes)
        with self._count:
            self.sent += 1
        try:
            response = self._loaded(address).request(
                "GET",
                self._via_gateway(address),
                headers=dict(self._access.headers),
                timeout=max(left, 0.01),
                allow_redirects=False,
                content_callback=body.take,
            )
        except OSError as error:
            raise self._failed(error, body) from None
        headers = {str(name).lower(): str(value) for name, value in response.headers.items()}
        return HttpAnswer(response.status_code, headers, bytes(body.data))

    def _failed(self, error: OSError, body: LimitedBody) -> SourceError:
        if body.too_long:
            return BadData(f"{self._access.service}'s response is longer than {body.limit / 1e6:.1f} MB.")
        return transport_error(error, self._access.service, self._access.deadline_s)

    def _via_gateway(self, address: str) -> str:
        gateway, parts = urlsplit(self._access.gateway), urlsplit(address)
        if not gateway.netloc or parts.netloc == gateway.netloc:
            return address
        path = gateway.path.rstrip("/") + (parts.path or "/")
        return urlunsplit((gateway.scheme, gateway.netloc, path, parts.query, ""))

    def _loaded(self, address: str) -> Session[Any]:
        if self._session is None:
            self._reachability.check(self._via_gateway(address))
            from curl_cffi import CurlOpt
            from curl_cffi.requests import Session

            gateway = urlsplit(self._access.gateway)
            direct = not self._access.proxy and gateway.hostname in _LOOPBACK
            self._session = Session(
                impersonate="chrome" if self._access.browser else None,
                http_version="v1" if gateway.scheme == "http" else None,
                proxies={"all": self._access.proxy} if self._access.proxy else None,
                curl_options={CurlOpt.NOPROXY: "*"} if direct else None,
            )
        return self._session

    def _leave_thread(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            session.close()

    def _checked(self, answer: HttpAnswer, statuses: frozenset[int], opening: bytes) -> HttpAnswer:
        service, status = self._access.service, answer.status
        known_data = opening and status < 400 and answer.body.startswith(opening)
        text = "" if known_data else answer.body[:PAGE_LOOKED_AT].decode("utf-8", "replace")
        if status == 429:
            raise RateLimited(f"{service} refuses more requests for now.", retry_at(answer.headers, self._clock()))
        if is_page(text) and is_maintenance(text):
            raise maintenance(status, service)
        if (known := page_error(text, status, service)) is not None:
            raise known
        if status in statuses:
            return answer
        if is_page(text) and status < 400:
            raise unknown_page(text, service)
        raise_for_status(status, service)
        return answer

    def _late(self) -> SourceError:
        return Unavailable(f"{self._access.service} did not answer within {self._access.deadline_s:g} s.")


def raise_for_status(status: int, service: str) -> None:
    """Raise the typed error of an error status; return for any other."""
    if status in (401, 403):
        raise AuthFailed(f"{service} denies access ({status}).")
    if status in (404, 410):
        raise NotFound(f"{service} has nothing at this address ({status}).")
    if status in TOO_LONG:
        raise RequestTooLong(f"{service} rejected the request as too long ({status}).")
    if status >= 500:
        raise Unavailable(f"{service} has a server error ({status}).")
    if status >= 400:
        raise BadData(f"{service} rejected the request ({status}).")
