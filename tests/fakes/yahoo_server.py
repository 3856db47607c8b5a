"""A Yahoo of the tests' own on loopback: the wire shapes that yfinance parses, prices that are invented.

It runs in a thread of its own, so that a test may block or not as it likes:

    with FakeYahoo(["^RUT", "IWM"]) as yahoo:
        source = YahooSource(YahooSettings(endpoint=yahoo.url), tmp_path)
        yahoo.set_price("IWM", 250.0)
        yahoo.fail("/v7/finance/quote", Fault(status=429, headers={"Retry-After": "7"}))
        yahoo.news["IWM"] = [article("Small caps rise", time=yahoo.now - 60)]
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web

from tests.fakes.yahoo_market import (
    DEPTH,
    SECONDS,
    Series,
    chart_meta,
    flat_spark,
    invent,
    is_regular,
    spark_response,
    weekdays,
    wire_quote,
)

DAY = 86400
RANGES = {"1d": 1, "5d": 5, "7d": 7, "1mo": 30, "60d": 60, "3mo": 91, "6mo": 182, "1y": 365, "2y": 730, "730d": 730}
# How far back each interval goes, and how much of it one request may ask for, in days.
REACH = {"1m": (30, 8), "5m": (60, 60), "15m": (60, 60), "1h": (730, 730)}
SPARK_MOST = 20
_BEGINNING_S = 2.0
NOT_FOUND = {"code": "Not Found", "description": "No data found, symbol may be delisted"}


@dataclass
class Fault:
    """What goes wrong with an answer. `body` None keeps the good one and a function makes it, `change` makes another of
    its parsed JSON.

    `raw`: bytes that are sent instead of any HTTP, before the connection closes. `length`: what Content-Length claims.
    `delay`: seconds before anything is sent. `drop`: the connection is reset instead. `cut`: only this share of the
    body is sent, then the connection closes. `drip`: seconds between single bytes of the body. `times`: how many
    requests it hits (None: until `heal`). `only`: which requests it hits, by query.
    """

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | str | Callable[[], bytes] | None = None
    delay: float = 0.0
    drop: bool = False
    cut: float | None = None
    drip: float = 0.0
    times: int | None = None
    only: Callable[[dict[str, str]], bool] | None = None
    change: Callable[[Any], Any] | None = None
    raw: bytes | None = None
    length: int | None = None


@dataclass(frozen=True)
class Asked:
    """One request as it arrived; `at` in seconds of the monotonic clock."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    at: float


class FakeYahoo:
    """The server. Everything public may be changed by the test while it runs."""

    def __init__(
        self,
        symbols: Sequence[str] = ("^RUT", "IWM"),
        now: float | None = None,
        zone: str = "America/New_York",
        port: int = 0,
    ) -> None:
        self.now = _within_a_bar() if now is None else now
        self._began = time.monotonic()
        self.zone = zone
        self.bars = {(s, i): invent(s, i, self.now, zone) for s in symbols for i in SECONDS}
        self.quotes = {s: wire_quote(s, self.bars[s, "1d"], self.now, zone) for s in symbols}
        self.news: dict[str, list[Any]] = {}
        self.funds: dict[str, Any] = {}
        self.dividends: dict[str, dict[int, float]] = {}
        self.requests: list[Asked] = []
        self.crumb = "fAkE.cRuMb"
        # What spark does not know, though quotes and charts do; whether /v8 answers in the shape of /v7.
        self.spark_omits: set[str] = set()
        self.spark_always_wide = False
        self.url, self._port = "", port
        self._faults: list[tuple[str, Fault]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="fake-yahoo", daemon=True)
        self._ready = threading.Event()
        self._stop = asyncio.Event()
        self._arrival = threading.Condition()

    def __enter__(self) -> FakeYahoo:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Listen on 127.0.0.1, on a free port unless one is given; `url` is set when this returns."""
        self._thread.start()
        if not self._ready.wait(10):
            raise RuntimeError("the fake server did not start")

    def stop(self) -> None:
        """Close all connections and end the thread. Safe to call again."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)

    def set_price(self, symbol: str, price: float) -> None:
        """Trade at a price now: the quote, bid and ask, and today's range follow."""
        quote = self.quotes[symbol]
        for side, beside in (("bid", 0.9999), ("ask", 1.0001)):
            if side in quote:
                quote[side] = round(price * beside, 4)
        quote["regularMarketPrice"] = price
        quote["regularMarketTime"] = int(self.now + time.monotonic() - self._began)
        quote["regularMarketDayHigh"] = max(price, quote["regularMarketDayHigh"])
        quote["regularMarketDayLow"] = min(price, quote["regularMarketDayLow"])

    def fail(self, path: str, fault: Fault) -> None:
        """Let requests whose path starts with `path` fail; the newest fault that fits counts."""
        self._faults.insert(0, (path, fault))

    def heal(self) -> None:
        """Take back every fault."""
        self._faults.clear()

    def expire_crumb(self) -> None:
        """Accept only a crumb that was not given out yet."""
        self.crumb += "x"

    def asked(self, path: str) -> list[Asked]:
        """The requests whose path starts with `path`."""
        return [request for request in self.requests if request.path.startswith(path)]

    def wait_for(self, path: str, within: float = 10.0) -> None:
        """Block until a request whose path starts with `path` has arrived."""
        with self._arrival:
            if not self._arrival.wait_for(lambda: self.asked(path), within):
                raise RuntimeError(f"nobody asked for {path}")

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._listen())
        finally:
            self._loop.close()

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        self._ready.set()
        await self._stop.wait()
        await asyncio.sleep(0.01)  # who knocked just now is let in, and shown out with the others
        await runner.cleanup()
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await asyncio.sleep(0.01)  # transports close in a turn of their own

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        query = dict(request.query)
        # Before the request can be seen: one that is counted before `heal` meets its fault, however slow the answer.
        fault = self._fault(request.path, query)
        with self._arrival:
            self.requests.append(Asked(request.path, query, dict(request.headers), time.monotonic()))
            self._arrival.notify_all()
        question = await request.json() if request.content_type == "application/json" else None
        status, headers, body = self._answer(request.path, query, question)
        if fault is None:
            return web.Response(status=status, headers=headers, body=body)
        return await self._spoil(request, fault, headers, body)

    def _fault(self, path: str, query: dict[str, str]) -> Fault | None:
        for prefix, fault in self._faults:
            if path.startswith(prefix) and fault.times != 0 and (fault.only is None or fault.only(query)):
                if fault.times is not None:
                    fault.times -= 1
                return fault
        return None

    async def _spoil(
        self, request: web.Request, fault: Fault, headers: dict[str, str], good: bytes
    ) -> web.StreamResponse:
        await asyncio.sleep(fault.delay)
        body = good if fault.body is None else fault.body() if callable(fault.body) else fault.body
        body = body.encode() if isinstance(body, str) else body
        if fault.change is not None:
            body = json.dumps(fault.change(json.loads(good))).encode()
        if fault.drop:
            return self._reset(request)
        if fault.raw is not None:
            return self._raw(request, fault.raw)
        headers = {**headers, **fault.headers}
        if fault.length is not None:
            kind = "Content-Type: application/json"
            head = f"HTTP/1.1 {fault.status} OK\r\n{kind}\r\nContent-Length: {fault.length}\r\n\r\n"
            return self._raw(request, head.encode() + body)
        if fault.cut is None and not fault.drip:
            return web.Response(status=fault.status, headers=headers, body=body)
        response = web.StreamResponse(status=fault.status, headers={**headers, "Content-Length": str(len(body))})
        await response.prepare(request)
        if fault.drip:
            for i in range(len(body)):
                await response.write(body[i : i + 1])
                await asyncio.sleep(fault.drip)
            return response
        await response.write(body[: int(len(body) * (fault.cut or 0.0))])
        if request.transport is not None:
            request.transport.close()
        return response

    def _reset(self, request: web.Request) -> web.StreamResponse:
        if request.transport is not None:
            peer: socket.socket = request.transport.get_extra_info("socket")
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.transport.abort()
        return web.Response()

    def _raw(self, request: web.Request, data: bytes) -> web.StreamResponse:
        if request.transport is not None:
            request.transport.write(data)
            request.transport.close()
        return web.Response()

    def _answer(self, path: str, query: dict[str, str], question: Any) -> tuple[int, dict[str, str], bytes]:
        if path == "/":
            return 404, {"Set-Cookie": "A3=d=fake; Path=/; HttpOnly", "Content-Type": "text/html"}, b"<html></html>"
        if path == "/v1/test/getcrumb":
            return 200, {"Content-Type": "text/plain"}, self.crumb.encode()
        if path == "/v7/finance/quote":
            return _json(*self._quote(query))
        if path.startswith("/v8/finance/chart/"):
            return _json(*self._chart(path.rpartition("/")[2], query))
        if path in ("/v7/finance/spark", "/v8/finance/spark"):
            return _json(*self._spark(query, flat=path.startswith("/v8/") and not self.spark_always_wide))
        if path.startswith("/v10/finance/quoteSummary/"):
            return _json(*self._summary(path.rpartition("/")[2]))
        if path == "/xhr/ncp":
            return _json(200, self._stream(question))
        return 404, {"Content-Type": "text/html"}, b"<!DOCTYPE html><html><body>Not here</body></html>"

    def _summary(self, symbol: str) -> tuple[int, Any]:
        if symbol not in self.funds:
            return 404, {"quoteSummary": {"result": None, "error": {"code": "Not Found", "description": symbol}}}
        parts: dict[str, Any] = {"quoteType": {"quoteType": "ETF"}, "summaryProfile": {}, "fundProfile": {}}
        parts["topHoldings"] = {"equityHoldings": {"priceToEarnings": self.funds[symbol]}}
        return 200, {"quoteSummary": {"result": [parts], "error": None}}

    def _stream(self, question: Any) -> Any:
        asked = question["serviceConfig"]
        found = [item for symbol in asked["s"] for item in self.news.get(symbol, [])]
        return {"data": {"tickerStream": {"nextPage": False, "stream": found[: asked["snippetCount"]]}}, "status": "OK"}

    def _quote(self, query: dict[str, str]) -> tuple[int, Any]:
        if query.get("crumb") != self.crumb:
            error = {"code": "Unauthorized", "description": "Invalid Crumb"}
            return 401, {"finance": {"result": None, "error": error}}
        names = query.get("symbols", "").split(",")
        return 200, {"quoteResponse": {"result": [self.quotes[n] for n in names if n in self.quotes], "error": None}}

    def _spark(self, query: dict[str, str], *, flat: bool) -> tuple[int, Any]:
        names = query.get("symbols", "").split(",")
        if len(names) > SPARK_MOST:
            words = f"Number of symbols needs to be less than or equal to {SPARK_MOST}"
            return 400, {"spark": {"result": None, "error": {"code": "Bad Request", "description": words}}}
        # Not in the order that was asked for.
        answers = {name: self._chart(name, query) for name in reversed(names) if name not in self.spark_omits}
        found = {name: data["chart"]["result"][0] for name, (status, data) in answers.items() if status == 200}
        if not found:
            error = {"code": "Not Found", "description": "No data found for spark symbols"}
            return 404, {"spark": {"result": None, "error": error}}
        if flat:
            return 200, {name: flat_spark(name, result) for name, result in found.items()}
        rows = [{"symbol": name, "response": [spark_response(result)]} for name, result in found.items()]
        return 200, {"spark": {"result": rows, "error": None}}

    def _chart(self, symbol: str, query: dict[str, str]) -> tuple[int, Any]:
        interval, prepost = query.get("interval", "1d"), query.get("includePrePost", "false").lower() == "true"
        # Quarters are asked for because of the dividends beside them.
        interval = "1d" if interval == "3mo" else interval
        series = self.bars.get((symbol, interval))
        if series is None:
            return 404, {"chart": {"result": None, "error": NOT_FOUND}}
        first, last = self._last_day(series) if query.get("range") == "1d" else self._window(query)
        if (refusal := self._refusal(interval, first, last, "range" in query)) is not None:
            return 422, {"chart": {"result": None, "error": {"code": "Unprocessable Entity", "description": refusal}}}
        rows = series.where([first <= (t or 0) < last and self._shown(interval, t, prepost) for t in series.timestamp])
        price = self.quotes.get(symbol, {}).get("regularMarketPrice")
        if query.get("range") == "1d" and interval != "1d" and price is not None:
            rows = rows.ending_at(price)
        return 200, {"chart": {"result": [self._result(symbol, interval, prepost, rows)], "error": None}}

    def _last_day(self, series: Series) -> tuple[float, float]:
        newest = series.timestamp[-1] if series.timestamp else self.now
        moment = datetime.fromtimestamp(newest or self.now, ZoneInfo(self.zone))
        return moment.replace(hour=0, minute=0, second=0).timestamp(), self.now + DAY

    def _window(self, query: dict[str, str]) -> tuple[float, float]:
        if "range" in query:
            span = RANGES.get(query["range"], 36500)
            return self.now - span * DAY, self.now + DAY
        return float(query.get("period1", "0")), float(query.get("period2", "1e12"))

    def _refusal(self, interval: str, first: float, last: float, by_range: bool) -> str | None:
        if first > last:
            return "Invalid input - start date cannot be after end date."
        reach, most = REACH.get(interval, (36500, 36500))
        if not by_range and (first < self.now - reach * DAY or last - first > most * DAY):
            return f"{interval} data not available for startTime={first:.0f} and endTime={last:.0f}."
        return None

    def _shown(self, interval: str, stamp: int | None, prepost: bool) -> bool:
        return interval == "1d" or prepost or stamp is None or is_regular(stamp, self.zone)

    def _result(self, symbol: str, interval: str, prepost: bool, rows: Series) -> dict[str, Any]:
        today = datetime.fromtimestamp(self.now, ZoneInfo(self.zone)).date()
        days = weekdays(today, DEPTH[interval] if interval != "1d" else 1)
        price = self.quotes.get(symbol, {}).get("regularMarketPrice", 1.0)
        meta = chart_meta(symbol, interval, self.zone, days, prepost, price) | self._last_session(symbol, interval)
        if not rows.timestamp:
            return {"meta": meta, "indicators": {"quote": [{}], "adjclose": [{}]}}
        quote = {name: getattr(rows, name) for name in ("open", "high", "low", "close", "volume")}
        indicators: dict[str, Any] = {"quote": [quote]}
        if interval == "1d":
            indicators["adjclose"] = [{"adjclose": rows.adjclose}]
        result = {"meta": meta, "timestamp": rows.timestamp, "indicators": indicators}
        if interval == "1d" and symbol in self.dividends:
            paid = {str(t): {"amount": a, "date": t} for t, a in self.dividends[symbol].items()}
            result["events"] = {"dividends": paid}
        return result

    def _last_session(self, symbol: str, interval: str) -> dict[str, Any]:
        """Fields of `meta` that follow the quote; `previousClose` on intraday requests alone."""
        quote = self.quotes.get(symbol, {})
        shared = ("regularMarketTime", "regularMarketDayHigh", "regularMarketDayLow", "regularMarketVolume", "longName")
        fields = {name: quote[name] for name in shared if name in quote}
        if "regularMarketPreviousClose" in quote:
            before = quote["regularMarketPreviousClose"]
            fields |= {"chartPreviousClose": before} | ({"previousClose": before} if interval != "1d" else {})
        return fields


def _within_a_bar() -> float:
    """Now, or just before a bar that has only begun: requests end with the current second, and do not ask for it."""
    now = time.time()
    return now - _BEGINNING_S if now % 60 < _BEGINNING_S else now


def _json(status: int, data: Any) -> tuple[int, dict[str, str], bytes]:
    return status, {"Content-Type": "application/json"}, json.dumps(data).encode()
