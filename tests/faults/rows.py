"""The table of faults: what Yahoo, the way to it, or this machine does wrong, and what is to come of it.

Each row is one fault. Its name is that of the row of `docs/faults.md`.
"""

from __future__ import annotations

import json
import math
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from r2k_tui.model.market.feed import FeedState
from tests.fakes.gzip_bomb import gzip_bomb
from tests.fakes.yahoo_server import FakeYahoo, Fault
from tests.faults.stage import FUND, Stage

QUOTE, CHART, CRUMB = "/v7/finance/quote", "/v8/finance/chart/", "/v1/test/getcrumb"
PAGE = "<!DOCTYPE html><html><body><form>We value your privacy</form></body></html>"
DOWN_PAGE = "<!DOCTYPE html><html><head><title>Yahoo</title></head><body><h1>Will be right back...</h1></body></html>"
SIGN_IN = "<html><head><title>Sign in to Wi-Fi</title></head><body>Accept the terms</body></html>"
PROXY = "<html><head><title>ERROR: The requested URL could not be retrieved</title></head><body></body></html>"
FIREWALL = "<html><head><title>Attention Required! | Cloudflare</title></head><body></body></html>"
OTHER = "<html><head><title>Moved</title></head><body></body></html>"
HTML = {"Content-Type": "text/html"}
HOSTILE = "\x1b]0;pwned\x07\x1b[2J\x9b31m[red]loud[/red]\u202edeb\u2066 " + "x" * 10_000
DOWN, BLOCKED, WELL = FeedState.FAILING, FeedState.BLOCKED, FeedState.OK


@dataclass(frozen=True)
class Row:
    """One fault.

    `begin` makes it. `state` and `says`: what the topic of quotes comes to, and words that are told (a pattern).
    `shown`: the fault lets the true price of the fund through; where not, the last good one stays. `index`: the same of
    the index, where it is another. `topic`: who tells.
    """

    name: str
    begin: Callable[[Stage], None]
    state: FeedState = DOWN
    says: str = ""
    shown: bool = False
    index: bool | None = None
    topic: str = "quotes"
    extra: int = 0
    hidden: tuple[str, ...] = field(default=())


def served(fault: Fault, path: str = "/v") -> Callable[[Stage], None]:
    """Every answer of a path is spoiled."""
    return lambda stage: stage.yahoo.fail(path, Fault(**vars(fault)))


def quote_of_fund(**fields: Any) -> Callable[[Stage], None]:
    """The quote of the fund has these fields; `...` takes one away."""

    def change(data: Any) -> Any:
        for entry in data["quoteResponse"]["result"]:
            if entry["symbol"] == FUND:
                entry.update({name: value for name, value in fields.items() if value is not ...})
                for name in [name for name, value in fields.items() if value is ...]:
                    del entry[name]
        return data

    return lambda stage: stage.yahoo.fail(QUOTE, Fault(change=change))


def result(change: Callable[[list[Any]], Any]) -> Callable[[Stage], None]:
    """The list of quotes is another."""

    def all_of_it(data: Any) -> Any:
        data["quoteResponse"]["result"] = change(data["quoteResponse"]["result"])
        return data

    return lambda stage: stage.yahoo.fail(QUOTE, Fault(change=all_of_it))


def bars(change: Callable[[Any], Any]) -> Callable[[Stage], None]:
    """The one result of every chart is another."""

    def all_of_it(data: Any) -> Any:
        if data["chart"]["result"]:
            data["chart"]["result"] = [change(data["chart"]["result"][0])]
        return data

    return lambda stage: stage.yahoo.fail(CHART, Fault(change=all_of_it))


def column(name: str, change: Callable[[list[Any]], list[Any]]) -> Callable[[Any], Any]:
    """One column of the bars is another."""

    def of(found: Any) -> Any:
        quote = found["indicators"]["quote"][0]
        quote[name] = change(quote.get(name, []))
        return found

    return of


def scaled(factor: float, *, last_alone: bool = True) -> Callable[[Any], Any]:
    """The last bar, or all of them, in another unit."""

    def of(found: Any) -> Any:
        quote = found["indicators"]["quote"][0]
        for name in ("open", "high", "low", "close"):
            values = quote.get(name, [])
            start = len(values) - 1 if last_alone else 0
            quote[name] = [v if i < start or v is None else v * factor for i, v in enumerate(values)]
        return found

    return of


def times(change: Callable[[list[Any]], list[Any]]) -> Callable[[Any], Any]:
    """The times of the bars are others."""

    def of(found: Any) -> Any:
        found["timestamp"] = change(found.get("timestamp", []))
        return found

    return of


def disordered(found: Any) -> Any:
    """The bars come backwards, each twice."""
    quote, stamps = found["indicators"]["quote"][0], found.get("timestamp", [])
    order = [i for i in range(len(stamps)) for _ in range(2)][::-1]
    found["timestamp"] = [stamps[i] for i in order]
    for columns in (quote, *found["indicators"].get("adjclose", [])):
        for name, values in columns.items():
            columns[name] = [values[i] for i in order]
    return found


def without(name: str) -> Callable[[Any], Any]:
    """A part of the chart is missing."""

    def of(found: Any) -> Any:
        found.pop(name, None)
        return found

    return of


def _price_now(yahoo: FakeYahoo) -> float:
    return float(yahoo.quotes[FUND]["regularMarketPrice"])


def _spike(factor: float, *, range_follows: bool = False) -> Callable[[Stage], None]:
    """The price of the fund is `factor` times too high in every other answer: none confirms the one before."""

    def begin(stage: Stage) -> None:
        count = [0]

        def change(data: Any) -> Any:
            count[0] += 1
            for entry in data["quoteResponse"]["result"]:
                if entry["symbol"] == FUND and count[0] % 2:
                    entry["regularMarketPrice"] = _price_now(stage.yahoo) * factor
                    if range_follows:
                        entry["regularMarketDayHigh"] = entry["regularMarketPrice"]
            return data

        stage.yahoo.fail(QUOTE, Fault(change=change))

    return begin


def _tomorrow(stage: Stage) -> None:
    """The quote of the fund is told twenty hours ahead of its time."""
    quote_of_fund(regularMarketTime=stage.clock() + 20 * 3600.0)(stage)


def _of_another(found: Any) -> Any:
    found["meta"]["symbol"] = "OTHR"
    return found


def _adjusted(factor: float) -> Callable[[Any], Any]:
    """The last adjusted close is another."""

    def of(found: Any) -> Any:
        for part in found["indicators"].get("adjclose", []):
            if part.get("adjclose"):
                part["adjclose"][-1] *= factor
        return found

    return of


def _split(stage: Stage) -> None:
    """Four for one overnight: the price is a quarter, the bars are adjusted, the close before is not yet."""
    series = stage.yahoo.bars[FUND, "1d"]
    for name in ("open", "high", "low", "close", "adjclose"):
        setattr(series, name, [value / 4 for value in getattr(series, name)])
    for entry in (stage.yahoo.quotes[FUND],):
        for name in ("regularMarketPrice", "regularMarketOpen", "regularMarketDayHigh", "regularMarketDayLow"):
            entry[name] = round(entry[name] / 4, 4)


def _dividend(stage: Stage) -> None:
    """The whole adjusted history moves."""
    series = stage.yahoo.bars[FUND, "1d"]
    series.adjclose = [value * 0.99 for value in series.adjclose[:-1]] + series.adjclose[-1:]


def _closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def _everything_odd(data: Any) -> Any:
    """Every number of every quote is a list, every text a number."""
    for entry in data["quoteResponse"]["result"]:
        for name, value in list(entry.items()):
            if name != "symbol":
                entry[name] = [value] if isinstance(value, int | float) else 7
    return data


def _doubled(found: list[Any]) -> list[Any]:
    old = [{**entry, "regularMarketPrice": 1.0, "regularMarketTime": 1} for entry in found]
    stranger = {**found[0], "symbol": "NOBODY", "regularMarketPrice": 5.0}
    return [None, 7, *old, stranger, *found[::-1], {"symbol": None}, []]


def _other_unit_of_time(stamps: list[Any]) -> list[Any]:
    return [stamp * 1000 for stamp in stamps]


def _hostile(data: Any) -> Any:
    for entry in data["quoteResponse"]["result"]:
        entry["longName"] = entry["shortName"] = entry["currency"] = HOSTILE
    return data


_429 = Fault(429, body="Too Many Requests")
_401 = Fault(401, body='{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}')
_NEVER = "does not know"

ANSWERS = (
    Row("429", served(_429), BLOCKED, "refuses more requests"),
    Row("429 with Retry-After", served(Fault(429, {"Retry-After": "1"}, "slow")), BLOCKED, "refuses more requests"),
    Row(
        "429 with a date", served(Fault(429, {"Retry-After": "Mon, 01 Jan 1990 00:00:00 GMT"})), BLOCKED, "refuses more"
    ),
    Row(
        "429 as text", served(Fault(200, {"Content-Type": "text/plain"}, "Edge: Too Many Requests")), BLOCKED, "refuses"
    ),
    Row("storm of 429", served(_429, "/"), BLOCKED, "refuses more requests"),
    Row("401", served(_401), DOWN, r"denies access \(401\)", extra=6),
    Row("crumb expired", lambda stage: stage.yahoo.expire_crumb(), WELL, "", shown=True, extra=6),
    Row("crumb refused", lambda stage: _crumb_refused(stage), DOWN, "denies access", extra=6),
    Row(
        "cookie host closes",
        lambda stage: _cookie_fails(stage, Fault(raw=b"")),
        DOWN,
        "No .* Without a cookie",
        extra=2,
    ),
    Row("cookie host hangs", lambda stage: _cookie_fails(stage, Fault(delay=20)), DOWN, "within .* cookie", extra=2),
    Row(
        "cookie without end",
        lambda stage: _cookie_fails(stage, Fault(body=b"x" * 1_100_000)),
        DOWN,
        r"longer than 1\.0 MB\. Without a cookie",
        extra=2,
    ),
    Row("403", served(Fault(403, HTML, PAGE)), DOWN, r"denies access \(403\)"),
    Row("404", served(Fault(404, HTML, PAGE)), DOWN, r"service is not found \(404\)"),
    Row("500", served(Fault(500, body="oops")), DOWN, r"server error \(500\)"),
    Row("502", served(Fault(502, HTML, PAGE)), DOWN, r"server error \(502\)"),
    Row("503", served(Fault(503, {"Retry-After": "9999"}, "")), DOWN, r"server error \(503\)"),
    Row("maintenance", served(Fault(200, HTML, DOWN_PAGE)), DOWN, "down for maintenance"),
    Row("maintenance with status 502", served(Fault(502, HTML, DOWN_PAGE), "/"), DOWN, r"down for maintenance \(502\)"),
    Row("maintenance with status 999", served(Fault(999, HTML, DOWN_PAGE)), DOWN, r"down for maintenance \(999\)"),
    Row("sign-in of a network", served(Fault(200, HTML, SIGN_IN)), DOWN, "requires a sign-in"),
    Row("page of a proxy", served(Fault(503, HTML, PROXY)), DOWN, r"proxy on the way .* \(503\)"),
    Row("page of a firewall", served(Fault(403, HTML, FIREWALL)), DOWN, r"firewall .* \(403\)"),
    Row("HTML with status 200", served(Fault(200, HTML, OTHER)), DOWN, "a page instead of data: “Moved”"),
    Row("page that asks for consent", served(Fault(200, HTML, PAGE)), DOWN, "asks for consent"),
    Row(
        "consent page",
        served(Fault(302, {"Location": "https://consent.yahoo.com/v2"}, PAGE)),
        DOWN,
        "asks for consent",
    ),
    Row("redirect in a circle", served(Fault(301, {"Location": QUOTE}, "")), DOWN, "redirected the request"),
    Row(
        "another charset",
        served(Fault(200, {"Content-Type": "text/html; charset=x"}, b"\xff\xfe\x00")),
        DOWN,
        "instead|damaged",
    ),
    Row("truncated JSON", served(Fault(body='{"quoteResponse": {"result": [{"sym')), DOWN, "corrupt"),
    Row("cut body", served(Fault(cut=0.5)), DOWN, "corrupt|cut off"),
    Row("Content-Length too long", served(Fault(body="{}", length=5000)), DOWN, "corrupt|cut off"),
    Row("Content-Length too short", served(Fault(length=40)), DOWN, "corrupt"),
    Row(
        "chunks of garbage",
        served(Fault(raw=b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n!!")),
        DOWN,
        "No connection|damaged",
    ),
    Row("no HTTP", served(Fault(raw=b"SSH-2.0-OpenSSH_9.6\r\n")), DOWN, "No connection|damaged"),
    Row("reset", served(Fault(drop=True)), DOWN, "No connection", extra=4),
    Row("refused", lambda stage: stage.lead_to(_closed_port()), DOWN, "No connection"),
    Row(
        "DNS failure",
        lambda stage: stage.lead_to(f"http://{'x' * 64}.invalid"),
        DOWN,
        "No connection|cannot be found|malformed",
    ),
    Row("hang", served(Fault(delay=20)), DOWN, "did not answer within 1 s"),
    Row("slow drip", served(Fault(drip=0.05)), DOWN, "did not answer within 1 s"),
    Row("10 MB of garbage", served(Fault(body=b"garbage " * 1_250_000)), DOWN, "longer than"),
    Row(
        "gzip bomb",
        served(Fault(200, {"Content-Encoding": "gzip"}, gzip_bomb)),
        DOWN,
        "longer than",
    ),
    Row("gzip that is none", served(Fault(200, {"Content-Encoding": "gzip"}, b"not compressed")), DOWN, "corrupt"),
    Row("nested without end", served(Fault(body="[" * 100_000)), DOWN, "corrupt"),
    Row(
        "a number without end", served(Fault(body='{"quoteResponse":{"result":[' + "9" * 9000 + "]}}")), DOWN, "corrupt"
    ),
)

QUOTES = (
    Row("empty result", result(lambda _: []), DOWN, "does not know"),
    Row("result null", result(lambda _: None), DOWN, "without quotes"),
    Row("result a table", result(lambda found: {"0": found}), DOWN, "without quotes"),
    Row("wrong types everywhere", served(Fault(change=_everything_odd), QUOTE), DOWN, "no usable price"),
    Row("price null", quote_of_fund(regularMarketPrice=None), WELL, "no usable price", index=True),
    Row("price missing", quote_of_fund(regularMarketPrice=...), WELL, "no usable price", index=True),
    Row("price NaN", quote_of_fund(regularMarketPrice=math.nan), WELL, "no usable price", index=True),
    Row("price infinite", quote_of_fund(regularMarketPrice=math.inf), WELL, "no usable price", index=True),
    Row("price N/A", quote_of_fund(regularMarketPrice="N/A"), WELL, "no usable price", index=True),
    Row("price zero", quote_of_fund(regularMarketPrice=0), WELL, "no usable price", index=True),
    Row("price negative", quote_of_fund(regularMarketPrice=-12.5), WELL, "no usable price", index=True),
    Row(
        "price a table",
        quote_of_fund(regularMarketPrice={"raw": None, "fmt": "–"}),
        WELL,
        "no usable price",
        index=True,
    ),
    Row("price beyond all numbers", quote_of_fund(regularMarketPrice=10**400), WELL, "no usable price", index=True),
    Row("x100 spike", _spike(100.0), WELL, "is far from", index=True, shown=True, extra=4),
    Row(
        "x100 spike with its day range",
        _spike(100.0, range_follows=True),
        WELL,
        "is far from",
        index=True,
        shown=True,
        extra=4,
    ),
    Row("a hundredth of the price", _spike(0.01), WELL, "is far from", index=True, shown=True, extra=4),
    Row(
        "unknown symbol",
        result(lambda found: [e for e in found if e["symbol"] != FUND]),
        WELL,
        "does not know IWM",
        index=True,
    ),
    Row("delisted", quote_of_fund(quoteType="NONE", regularMarketPrice=...), WELL, "does not know IWM", index=True),
    Row("twice, and strangers", result(_doubled), WELL, "", shown=True),
    Row("time going backward", quote_of_fund(regularMarketTime=1), WELL, "", index=True),
    Row(
        "time in milliseconds",
        quote_of_fund(regularMarketTime=1_758_211_200_000),
        WELL,
        "",
        shown=True,
        hidden=("time",),
    ),
    Row(
        "time far ahead",
        quote_of_fund(regularMarketTime=4_000_000_000),
        WELL,
        "",
        shown=True,
        hidden=("time",),
    ),
    Row("time of tomorrow", _tomorrow, WELL, "", shown=True, hidden=("time",)),
    Row(
        "close before next to nothing",
        quote_of_fund(regularMarketPreviousClose=1e-7),
        WELL,
        "",
        shown=True,
        hidden=("previous_close",),
    ),
    Row("volume negative", quote_of_fund(regularMarketVolume=-1), WELL, "", shown=True, hidden=("volume",)),
    Row(
        "high below low",
        quote_of_fund(regularMarketDayHigh=50.0, regularMarketDayLow=5000.0),
        WELL,
        "",
        shown=True,
        hidden=("day_high", "day_low"),
    ),
    Row("bid above ask", quote_of_fund(bid=300.0, ask=299.0), WELL, "", shown=True, hidden=("bid", "ask")),
    Row("currency missing", quote_of_fund(currency=...), WELL, "", shown=True),
    Row("hostile names", served(Fault(change=_hostile), QUOTE), WELL, "", shown=True),
)

BARS = (
    Row(
        "nulls in bars", bars(column("close", lambda values: [*values[:-1], None])), WELL, "", shown=True, topic="bars"
    ),
    Row("all null", bars(column("close", lambda values: [None] * len(values))), WELL, "", shown=True, topic="bars"),
    Row(
        "NaN and zero in bars", bars(column("close", lambda v: [*v[:-1], math.nan])), WELL, "", shown=True, topic="bars"
    ),
    Row(
        "negative bars",
        bars(column("close", lambda v: [*v[:-1], -5.0])),
        WELL,
        "an invalid price",
        shown=True,
        topic="bars",
    ),
    Row(
        "bars in words",
        bars(column("close", lambda v: [*v[:-1], "N/A"])),
        WELL,
        "shape|not one",
        shown=True,
        topic="bars",
    ),
    Row("bars of true", bars(column("close", lambda v: [True] * len(v))), WELL, "", shown=True, topic="bars"),
    Row("bars of another symbol", bars(_of_another), WELL, "answer is of OTHR", shown=True, topic="bars"),
    Row("a bar x100", bars(scaled(100.0)), WELL, "far from", shown=True, topic="bars"),
    Row(
        "all bars x100",
        bars(scaled(100.0, last_alone=False)),
        WELL,
        "far from its price",
        shown=True,
        topic="bars",
        extra=3,
    ),
    Row(
        "short arrays",
        bars(column("close", lambda values: values[:-1])),
        WELL,
        "no 1[dm] bars",
        shown=True,
        topic="bars",
    ),
    Row("missing meta", bars(without("meta")), WELL, "no 1[dm] bars", shown=True, topic="bars"),
    Row("missing timestamps", bars(without("timestamp")), WELL, "no 1[dm] bars", shown=True, topic="bars"),
    Row("missing indicators", bars(without("indicators")), WELL, "no 1[dm] bars", shown=True, topic="bars"),
    Row("bars without end", bars(lambda found: []), WELL, "no 1[dm] bars", shown=True, topic="bars"),
    Row(
        "duplicate and unordered bars",
        bars(disordered),
        WELL,
        "twice or out of order",
        shown=True,
        topic="bars",
        extra=3,
    ),
    Row("bars in milliseconds", bars(times(_other_unit_of_time)), WELL, "", shown=True, topic="bars"),
    Row(
        "bars still to come", bars(times(lambda t: [stamp + 10**8 for stamp in t])), WELL, "", shown=True, topic="bars"
    ),
    Row("adjusted close x10", bars(_adjusted(10.0)), WELL, "", shown=True, topic="bars"),
    Row(
        "bars before the first trade",
        bars(times(lambda t: [-stamp for stamp in t])),
        WELL,
        "before its first trade",
        shown=True,
        topic="bars",
    ),
    Row("volume of bars negative", bars(column("volume", lambda v: [-1] * len(v))), WELL, "", shown=True, topic="bars"),
    Row(
        "no chart",
        served(Fault(body=json.dumps({"chart": {"result": None, "error": None}})), CHART),
        WELL,
        "no 1[dm] bars",
        shown=True,
        topic="bars",
    ),
)

MACHINE = (
    Row("split today", _split, WELL, "", shown=True, extra=4),
    Row("dividend today", lambda stage: _dividend(stage), WELL, "", shown=True, extra=2),
    Row("clock put forward", lambda stage: stage.clock.set_by(7200.0), WELL, "", shown=True, extra=8),
    Row("clock put back", lambda stage: stage.clock.set_by(-7200.0), WELL, "", shown=True),
    Row("clock an hour slow", lambda stage: stage.clock.set_by(-3600.0), WELL, "", shown=True),
    Row("machine that slept", lambda stage: stage.clock.set_by(3000.0), WELL, "", shown=True, extra=8),
)
ROWS = (*ANSWERS, *QUOTES, *BARS, *MACHINE)


def _crumb_refused(stage: Stage) -> None:
    stage.yahoo.expire_crumb()
    stage.yahoo.fail(CRUMB, Fault(401, body="Unauthorized"))


def _cookie_fails(stage: Stage, fault: Fault) -> None:
    """The identity is refused, and what is asked without parameters, which are cookie and crumb, fails."""
    fault.only = lambda query: not query
    stage.yahoo.expire_crumb()
    stage.yahoo.fail("/", fault)
