"""The SEC on this machine: an index of filings for each series, and the reports.

with SecServer() as sec:
    sec.put("S000004344", "0001752724-25-000001", filed="2025-08-28", report=nport("S000004344", "2025-06-30"))
    SecSettings(contact="joe@example.org", endpoint=sec.url)
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

from tests.fakes.http_server import HttpServer

INDEX = "/cgi-bin/browse-edgar"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<edgarSubmission xmlns="http://www.sec.gov/edgar/nport">'


class SecServer(HttpServer):
    """Listens on 127.0.0.1; `url` is the gateway that the settings take."""

    def __init__(self) -> None:
        super().__init__()
        self._filings: dict[str, list[tuple[str, str, str]]] = {}
        self.answer(INDEX, self._index)

    def put_tickers(self, *pairs: tuple[str, str]) -> None:
        """The list of companies: ticker and title of each."""
        entries = {
            str(at): {"cik_str": at, "ticker": ticker, "title": title} for at, (ticker, title) in enumerate(pairs)
        }
        self.answer("/files/company_tickers.json", json.dumps(entries).encode())

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
    each = f"{99.5 / stocks:.12f}"
    rows = [position(f"Company {i} Inc.", each) for i in range(stocks)] if positions is None else list(positions)
    rows.append(position("BlackRock Cash Funds", "9.5", kind="STIV"))
    return (
        f"{HEAD}<headerData><submissionType>NPORT-P</submissionType></headerData><formData><genInfo>"
        f"<regName>iShares Trust</regName><seriesId>{series}</seriesId><repPdEnd>2026-03-31</repPdEnd>"
        f"<repPdDate>{day}</repPdDate></genInfo><invstOrSecs>{''.join(rows)}</invstOrSecs></formData></edgarSubmission>"
    ).encode()
