"""FINRA on this machine: a file of short interest for each settlement day that is put there, 403 for any other.

with FinraServer() as finra:
    finra.put("2025-08-29", short("AAA", 1_000, previous=800), short("BRK/B", 5))
    FinraSettings(endpoint=finra.url)
"""

from __future__ import annotations

from tests.fakes.http_server import HttpServer

FOLDER = "/equity/otcmarket/biweekly/shrt"
HEADER = (
    "accountingYearMonthNumber|symbolCode|issueName|issuerServicesGroupExchangeCode|marketClassCode|"
    "currentShortPositionQuantity|previousShortPositionQuantity|stockSplitFlag|averageDailyVolumeQuantity|"
    "daysToCoverQuantity|revisionFlag|changePercent|changePreviousNumber|settlementDate"
)
DENIED = b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code></Error>'
PAGE = b"<!DOCTYPE html><html><head><title>Scheduled downtime</title></head><body>soon</body></html>"
# Other stocks in every file.
OTHERS = 1_200


def short(
    symbol: str,
    shares: object,
    *,
    previous: object = "",
    cover: object = "2.50",
    split: str = "",
    revised: str = "",
    name: str = "Invented Inc.",
    day: str = "{day}",
) -> str:
    """One line of a file; `{day}` becomes the day of the file."""
    cells = ("{month}", symbol, name, "A", "NYSE", shares, previous, split, 400, cover, revised, "", "", day)
    return "|".join(map(str, cells))


def file_of(day: str, *lines: str, header: str = HEADER, others: int = OTHERS, end: str = "\n") -> bytes:
    """A whole file of one settlement day, `YYYY-MM-DD`."""
    rows = [*lines, *(short(f"Q{number:04d}", 100 + number, previous=100) for number in range(others))]
    filled = "".join(f"{row}{end}" for row in rows).replace("{day}", day).replace("{month}", day.replace("-", ""))
    return f"{header}{end}{filled}".encode()


class FinraServer(HttpServer):
    """Listens on 127.0.0.1; `url` is the gateway that the settings take."""

    def __init__(self) -> None:
        super().__init__()
        self.answer("/", DENIED, 403)

    def put(self, day: str, *lines: str, modified: str = "", header: str = HEADER) -> None:
        """The file of a settlement day; `modified`: its Last-Modified header."""
        named = {"Last_Modified": modified} if modified else {}
        self.answer(path_of(day), file_of(day, *lines, header=header), **named)

    def days(self) -> list[str]:
        """Settlement days of the files requested, oldest first."""
        asked = [path.removeprefix(FOLDER)[:8] for path in self.asked]
        return [f"{text[:4]}-{text[4:6]}-{text[6:]}" for text in asked]


def path_of(day: str) -> str:
    """Path of the file of a settlement day."""
    return f"{FOLDER}{day.replace('-', '')}.csv"
