"""Nasdaq Trader's feed of halts on this machine, as it answers, on an HttpServer of the test's.

put_halts(server, halt("ABCD", "10:21:33.120", code="LUDP"), at=NOW)   # healthy: these rows
put_halts(server, halt("ABCD", "10:21:33", trade="10:26:33"), at=NOW)  # resumed
put_page(server), put_malformed(server), put_bomb(server), put_huge(server), put_hang(server), put_throttle(server)
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from tests.fakes.http_server import HttpServer

PATH = "/rss.aspx"
NEW_YORK = ZoneInfo("America/New_York")
DAY = "10/06/2026"
# Tuesday, 6 October 2026, 10:40 in New York.
NOW = datetime(2026, 10, 6, 10, 40, tzinfo=NEW_YORK).timestamp()
PAGE = b"<!DOCTYPE html><html><head><title>Access denied</title></head><body>Are you human?</body></html>"
BOMB = b"""<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>"""
_SPACE = "http://www.nasdaqtrader.com/"


def day_of(time: float) -> str:
    """Day of a time in the feed's notation."""
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%m/%d/%Y")


def clock_of(time: float) -> str:
    """Wall clock of a time in New York."""
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%H:%M:%S")


def halt(
    symbol: str,
    since: str,
    *,
    code: str = "LUDP",
    day: str = DAY,
    name: str = "",
    market: str = "NASDAQ",
    back: str = "",
    quote: str = "",
    trade: str = "",
    threshold: str = "",
) -> str:
    """One row. `back`, `quote`, `trade`: day and times of resumption, each of which may be empty by itself."""
    fields = {
        "HaltDate": day,
        "HaltTime": since,
        "IssueSymbol": symbol,
        "IssueName": name or f"{symbol.title()} Inc. Cm St",
        "Market": market,
        "ReasonCode": code,
        "PauseThresholdPrice": threshold,
        "ResumptionDate": back,
        "ResumptionQuoteTime": quote,
        "ResumptionTradeTime": trade,
    }
    told = "".join(
        f"<ndaq:{name}>{escape(text)}</ndaq:{name}>" if text else f"<ndaq:{name}/>" for name, text in fields.items()
    )
    description = "<description><![CDATA[<table><tr><td>&nbsp;</td></tr></table>]]></description>"
    return f"<item><title>{escape(symbol)}</title>{told}{description}</item>"


def feed(*rows: str, at: float = NOW, announced: int | None = None) -> bytes:
    """The document of these rows, published at `at` (seconds since the epoch)."""
    published = format_datetime(datetime.fromtimestamp(at, UTC), usegmt=True)
    head = f"<title>NASDAQTrader.com</title><pubDate>{published}</pubDate><ttl>1</ttl>"
    count = f"<ndaq:numItems>{len(rows) if announced is None else announced}</ndaq:numItems>"
    text = f'<rss version="2.0" xmlns:ndaq="{_SPACE}"><channel>{head}{count}{"".join(rows)}</channel></rss>'
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode()


def put_halts(server: HttpServer, *rows: str, at: float = NOW) -> None:
    """A healthy answer."""
    server.answer(PATH, feed(*rows, at=at), Content_Type="application/rss+xml; charset=utf-8")


def put_page(server: HttpServer) -> None:
    """A page with status 200, as a wall against robots sends it."""
    server.answer(PATH, PAGE, Content_Type="text/html")


def put_malformed(server: HttpServer) -> None:
    """A document that ends in the middle."""
    server.answer(PATH, feed(halt("ABCD", "10:21:33"))[:-40])


def put_bomb(server: HttpServer) -> None:
    """A document whose entities grow when they are expanded."""
    server.answer(PATH, BOMB)


def put_huge(server: HttpServer) -> None:
    """More than any day has."""
    server.answer(PATH, feed(*[halt("A", "10:00:00")] * 30_000))


def put_hang(server: HttpServer) -> None:
    """No answer."""
    server.answer(PATH, hang=True)


def put_throttle(server: HttpServer) -> None:
    """Refusal of more requests."""
    server.answer(PATH, b"slow down", 429, Retry_After="120")
