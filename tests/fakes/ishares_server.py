"""iShares on this machine: the newest list of each fund, and those of past days.

with IsharesServer() as ishares:
    ishares.put("IWM", whole())                              # the newest list
    ishares.put_past("IWM", "20250630", whole(day="Jun 30, 2025"))  # that of a past day; other days are a stub
    ishares.newest("IWM", status=403)                        # fails instead
    UniverseSettings(endpoint=ishares.url, holdings=ishares.addresses)
"""

from __future__ import annotations

from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from r2k_tui.sources.holdings.funds import FUNDS
from tests.fakes.http_server import HttpServer

STUB = b"\xef\xbb\xbf"
PAST = "/varnish-api/blk-one01-product-data/product-data/api/v1/get-fund-document"


class IsharesServer(HttpServer):
    """Listens on 127.0.0.1; `url` is the gateway, `addresses` are those of the packaged settings."""

    addresses: ClassVar = {fund: known.latest for fund, known in FUNDS.items()}

    def __init__(self) -> None:
        super().__init__()
        self._past: dict[tuple[str, str], bytes] = {}
        # List that is given for every past day, whichever is asked for.
        self.instead: bytes | None = None
        self.answer(PAST, self._on)

    def put(self, fund: str, body: bytes) -> None:
        """The newest list of a fund."""
        self.newest(fund, body)

    def newest(self, fund: str, body: bytes = b"", status: int = 200, *, hang: bool = False) -> None:
        """The answer at the address of the newest list."""
        self.answer(urlsplit(FUNDS[fund].latest).path, body, status, hang=hang)

    def put_past(self, fund: str, day: str, body: bytes) -> None:
        """The list of a past day (YYYYMMDD)."""
        self._past[str(FUNDS[fund].product), day] = body

    def _on(self, path: str) -> bytes:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        found = self._past.get((query.get("portfolioId", ""), query.get("asOfDate", "")), STUB)
        return found if self.instead is None else self.instead
