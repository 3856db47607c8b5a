"""A report of holdings: with tickers or without, of the right series, and whole."""

from __future__ import annotations

import pytest

from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.base import BadData
from r2k_tui.sources.sec.nport import parse_nport
from tests.cases import cases
from tests.fakes.sec_server import nport, position

SERIES = "S000004344"


def parsed(data: bytes) -> FundHoldings:
    return parse_nport(data, "IWM", SERIES, {}, 5.0)


def test_stocks_with_and_without_a_ticker() -> None:
    found = parsed(
        nport(
            SERIES,
            "2025-06-30",
            [position("Small Inc", "20"), position("Moog Inc", "78", "MOGA"), position("Fut", "1", kind="DE")],
        )
    )
    assert (found.fund, found.as_of, found.origin, found.retrieved_at) == ("IWM", "2025-06-30", "SEC N-PORT", 5.0)
    assert [(row.ticker, row.symbol, row.name, row.weight) for row in found.rows] == [
        ("MOGA", "MOG-A", "Moog Inc", 0.78),
        ("-", "", "Small Inc", 0.20),
    ]
    assert found.stated_weight == pytest.approx(0.98)
    assert (found.rows[0].market_value, found.rows[0].shares, found.rows[0].price) == (25000.0, 1000.0, 25.0)


def test_hostile_names_are_cleaned() -> None:
    found = parsed(nport(SERIES, "2025-06-30", [position("Ab\u202ecd &lt;b&gt;" + "x" * 500, "99", "ABCD")]))
    assert found.rows[0].name.startswith("Abcd <b>x")
    assert len(found.rows[0].name) <= 80


def test_a_symbol_stands_once() -> None:
    found = parsed(nport(SERIES, "2025-06-30", [position("A Inc", "90", "AAA"), position("A Inc CVR", "5", "AAA")]))
    assert [(row.name, row.symbol) for row in found.rows] == [("A Inc", "AAA"), ("A Inc CVR", "")]


@cases(
    ("data", "words"),
    [
        (nport("S000004347", "2025-06-30"), "of series S000004347, not S000004344"),
        (nport(SERIES, "soon"), "no day, but 'soon'"),
        (nport(SERIES, "2025-06-30", [position("A", "50")]), "50.00% of the fund"),
        (nport(SERIES, "2025-06-30", [position("A", "nan")]), "no weight of A"),
        (nport(SERIES, "2025-06-30", [position("A", "1e400")]), "no weight of A"),
        (nport(SERIES, "2025-06-30", []), "0.00% of the fund"),
        (b"<edgarSubmission/>", "no report of holdings"),
        (nport(SERIES, "2025-06-30")[:5000], "not XML"),
    ],
)
def test_what_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(BadData, match=words):
        parsed(data)


def test_identifiers_but_no_fillers() -> None:
    real = position("Moog Inc", "79", "MOGA").replace("US0000000000", "us6153942023")
    real = real.replace("<cusip>000000000", "<cusip>61539420A")
    found = parsed(nport(SERIES, "2025-06-30", [real, position("Small Inc", "20")]))
    assert [(row.cusip, row.isin) for row in found.rows] == [("61539420A", "US6153942023"), ("", "")]
