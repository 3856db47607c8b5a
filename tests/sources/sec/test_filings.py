"""The index of a series: reports of holdings alone, newest first."""

from __future__ import annotations

from datetime import date

import pytest

from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.filings import Filing, parse_index
from tests.cases import cases
from tests.fakes.sec_server import SecServer

SERIES = "S000004344"


def index(*filings: tuple[str, str, str]) -> bytes:
    sec = SecServer()
    for accession, filed, form in filings:
        sec.put(SERIES, accession, filed, b"", form)
    found = sec._index(f"/cgi-bin/browse-edgar?CIK={SERIES}")
    sec._server.server_close()
    return found


def test_the_newest_first_and_each_once() -> None:
    found = parse_index(
        index(
            ("0001752724-25-000001", "2025-05-29", "NPORT-P"),
            ("0001752724-25-000002", "2025-08-28", "NPORT-P"),
            ("0001752724-25-000002", "2025-08-28", "NPORT-P"),
            ("0001752724-25-000003", "2025-09-01", "NPORT-P/A"),
            ("0001752724-25-000004", "2025-09-02", "485BPOS"),
        )
    )
    assert found == (
        Filing("0001752724-25-000002", date(2025, 8, 28)),
        Filing("0001752724-25-000001", date(2025, 5, 29)),
    )
    path = "https://www.sec.gov/Archives/edgar/data/1100663/000175272425000002/primary_doc.xml"
    assert found[0].document(1100663) == path


@cases("accession", ["../../../etc/passwd", "0001752724-25-00000", "0001752724-25-000001/x"])
def test_an_accession_number_never_leads_elsewhere(accession: str) -> None:
    assert parse_index(index((accession, "2025-08-28", "NPORT-P"))) == ()


def test_what_is_no_index() -> None:
    with pytest.raises(BadData, match="no index"):
        parse_index(b"<a/>")
    with pytest.raises(BadData, match="without a day"):
        parse_index(index(("0001752724-25-000001", "soon", "NPORT-P")))
