"""The SEC on this machine: an index of filings for each series, the reports, daily indexes and statements of ownership.

with SecServer() as sec:
    sec.put("S000004344", "0001752724-25-000001", filed="2025-08-28", report=nport("S000004344", "2025-06-30"))
    sec.put_companies((1001, "AAA"), (1002, "BBB"))
    sec.put_statement("2025-09-17", 1001, "0000000001-25-000001", statement(1001, owners=(owner(1),)))
    SecSettings(contact="joe@example.org", endpoint=sec.url)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from urllib.parse import parse_qs, urlsplit

from tests.fakes.http_server import HttpServer

INDEX = "/cgi-bin/browse-edgar"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<edgarSubmission xmlns="http://www.sec.gov/edgar/nport">'


# What the archive answers where it has nothing.
ACCESS_DENIED = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>'
)
# What it answers to a client that does not say who it is.
UNDECLARED = (
    b"<!DOCTYPE html><html><head><title>SEC.gov | Your Request Originates from an Undeclared Automated Tool</title>"
    b"</head><body><h1>Your Request Originates from an Undeclared Automated Tool</h1></body></html>"
)
TOO_MANY = UNDECLARED.replace(
    b"Your Request Originates from an Undeclared Automated Tool", b"Request Rate Threshold Exceeded"
)


class SecServer(HttpServer):
    """Listens on 127.0.0.1; `url` is the gateway that the settings take."""

    def __init__(self) -> None:
        super().__init__()
        self._filings: dict[str, list[tuple[str, str, str]]] = {}
        self._days: dict[str, list[str]] = {}
        self.answer(INDEX, self._index)
        self.answer("/Archives/edgar/daily-index/", ACCESS_DENIED, 403)

    def put_tickers(self, *pairs: tuple[str, str]) -> None:
        """The list of companies: ticker and title of each."""
        entries = {
            str(at): {"cik_str": at, "ticker": ticker, "title": title} for at, (ticker, title) in enumerate(pairs)
        }
        self.answer("/files/company_tickers.json", json.dumps(entries).encode())

    def put_companies(self, *pairs: tuple[int, str]) -> None:
        """The list of companies: CIK and ticker of each."""
        entries = {
            str(at): {"cik_str": cik, "ticker": ticker, "title": f"{ticker} INC"}
            for at, (cik, ticker) in enumerate(pairs)
        }
        self.answer("/files/company_tickers.json", json.dumps(entries).encode())

    def put_day(self, day: str, *rows: str) -> None:
        """The daily index of a day, with further rows `CIK|Name|Form|Date|File`."""
        listed = self._days.setdefault(day, [])
        listed += rows
        self.answer(index_path(day), daily_index(listed))

    def put_statement(
        self, day: str, cik: int, accession: str, body: bytes, form: str = "4", persons: Sequence[int] = (9001,)
    ) -> str:
        """A statement of ownership, listed under the company and under each person; returns its path."""
        path = f"edgar/data/{cik}/{accession}.txt"
        compact = day.replace("-", "")
        rows = [f"{cik}|ISSUER {cik} INC|{form}|{compact}|{path}"]
        rows += [f"{one}|DOE PERSON {one}|{form}|{compact}|edgar/data/{one}/{accession}.txt" for one in persons]
        self.put_day(day, *rows)
        self.answer(f"/Archives/{path}", body)
        return f"/Archives/{path}"

    def put(self, series: str, accession: str, filed: str, report: bytes, form: str = "NPORT-P") -> None:
        """A filing, and its primary document."""
        self._filings.setdefault(series, []).append((accession, filed, form))
        self.answer(f"/Archives/edgar/data/1100663/{accession.replace('-', '')}/primary_doc.xml", report)

    def _index(self, path: str) -> bytes:
        query = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        entries = "".join(
            f'<entry><category label="form type" term="{form}" /><content type="text/xml">'
            f"<accession-number>{accession}</accession-number><filing-date>{filed}</filing-date></content>"
            f"<id>urn:tag:sec.gov,2008:accession-number={accession}</id><title>{form}</title>"
            f"<updated>{filed}T12:00:00-04:00</updated></entry>"
            for accession, filed, form in self._filings.get(query.get("CIK", ""), [])
        )
        return (
            '<?xml version="1.0" encoding="ISO-8859-1" ?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>iShares Trust</title>{entries}</feed>"
        ).encode("iso-8859-1")


def position(name: str, percent: str, ticker: str = "", kind: str = "EC") -> str:
    """One position of a report."""
    named = f'<ticker value="{ticker}"/>' if ticker else ""
    return (
        f"<invstOrSec><name>{name}</name><lei>N/A</lei><title>{name}</title><cusip>000000000</cusip><identifiers>"
        f'<isin value="US0000000000"/>{named}</identifiers><balance>1000.00000000</balance><units>NS</units>'
        f"<curCd>USD</curCd><valUSD>25000.00</valUSD><pctVal>{percent}</pctVal><assetCat>{kind}</assetCat></invstOrSec>"
    )


def nport(series: str, day: str, positions: Sequence[str] | None = None, stocks: int = 1930) -> bytes:
    """A report of as many stocks as the fund has, without tickers, with cash beside them."""
    rows = list(_companies(stocks) if positions is None else positions)
    rows.append(position("BlackRock Cash Funds", "9.5", kind="STIV"))
    return (
        f"{HEAD}<headerData><submissionType>NPORT-P</submissionType></headerData><formData><genInfo>"
        f"<regName>iShares Trust</regName><seriesId>{series}</seriesId><repPdEnd>2026-03-31</repPdEnd>"
        f"<repPdDate>{day}</repPdDate></genInfo><invstOrSecs>{''.join(rows)}</invstOrSecs></formData></edgarSubmission>"
    ).encode()


@cache
def _companies(stocks: int) -> tuple[str, ...]:
    each = f"{99.5 / stocks:.12f}"
    return tuple(position(f"Company {i} Inc.", each) for i in range(stocks))


def index_path(day: str) -> str:
    """Path of the daily index of a day."""
    year, month, _ = day.split("-")
    return f"/Archives/edgar/daily-index/{year}/QTR{(int(month) - 1) // 3 + 1}/master.{day.replace('-', '')}.idx"


def daily_index(rows: Sequence[str], header: str = "CIK|Company Name|Form Type|Date Filed|File Name") -> bytes:
    """A daily index with rows of other forms around the given ones."""
    head = "Description:           Daily Index of EDGAR Dissemination Feed\nLast Data Received:    Sep 17, 2025\n \n"
    other = "1000|OTHER FILER|424B2|20250917|edgar/data/1000/0000000009-25-000001.txt"
    lines = [header, "-" * 80, other, *rows]
    return (head + "\n".join(lines) + "\n").encode("latin-1")
