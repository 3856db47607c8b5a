"""A fund's list of holdings: as exported, and everything that may be wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.sources.holdings.errors import (
    HoldingsError,
    ListTooLarge,
    NotAList,
)
from r2k_tui.sources.holdings.parse import parse_holdings
from tests.fakes.invented_holdings import LEGAL, export, row, rows
from tests.sources.holdings.lists import parsed

REAL = Path(__file__).parents[3].parent / "shared" / "data" / "holdings"
# As the folder's own description counts them.
REAL_COUNTS = {
    "iwm_holdings_2025-05-13.csv": ("2025-05-13", 1944, 1939),
    "iwm_holdings_2025-11-05.csv": ("2025-11-05", 1967, 1962),
    "iwm_holdings_2025-11-05_raw.csv": ("2025-11-05", 1967, 1962),
    "iwm_holdings_2026-01-21.csv": ("2026-01-21", 1957, 1952),
    "iwm_holdings_2026-05-05.csv": ("2026-05-05", 1929, 1924),
}


def test_an_export_of_ishares() -> None:
    found = parsed(export())
    assert (found.fund, found.as_of, len(found.rows), len(found.equities())) == ("IWM", "2025-09-17", 47, 45)
    assert found.stated_weight == pytest.approx(0.999, abs=0.005)
    first = found.rows[0]
    assert (first.symbol, first.name, first.currency, first.shares, first.price) == (
        *("S000", "COMPANY 0 INC", "USD"),
        *(1000.0, 10.0),
    )


def test_weights_are_those_of_the_market_values() -> None:
    """The list rounds to a hundredth of a percent, which is nothing for half of its members."""
    tiny = [row(f"S{i:03d}", f"COMPANY {i}", 100 / 40) for i in range(40)]
    tiny.append(row("TINY", "TINY INC", 0.004))
    found = parsed(export(tiny))
    assert found.rows[-1].weight == pytest.approx(0.004 / 100.004)
    assert sum(r.weight for r in found.rows) == pytest.approx(1.0)


def test_cash_and_futures_are_no_members_and_have_no_symbol() -> None:
    others = [r for r in parsed(export()).rows if not r.is_equity]
    assert [(r.ticker, r.symbol) for r in others] == [("XTSLA", ""), ("RTYZ5", "")]


def test_ten_megabytes_of_garbage() -> None:
    garbage = b'\x17,ab"c\n,,,\xc3\xa9' * 1_000_000
    assert len(garbage) > 10_000_000
    with pytest.raises(ListTooLarge, match="8 MB"):
        parsed(garbage)
    with pytest.raises(NotAList):
        parse_holdings(garbage, "x.csv", most_bytes=20_000_000)


@given(st.binary(max_size=3000))
def test_bytes_that_are_no_list_raise_nothing_else(data: bytes) -> None:
    with pytest.raises(HoldingsError):
        parsed(data)


@given(st.integers(0, 10_000), st.sampled_from([b"", b"\0", b'"', b",", b"\n", b"99", b"\xe2\x80\xae", b"\x1b[31m"]))
def test_an_export_with_a_wound_is_read_or_refused(place: int, wound: bytes) -> None:
    """Nothing but a HoldingsError comes out, and no text that a terminal would act on."""
    data = export()
    at = place % len(data)
    try:
        found = parsed(data[:at] + wound + data[at + 1 :])
    except HoldingsError as error:
        assert str(error).isprintable()
        return
    assert all(f"{r.ticker}{r.symbol}{r.name}{r.sector}".isprintable() for r in found.rows)
    assert 0.97 < found.stated_weight < 1.03


def test_the_order_of_lines_ends_makes_no_difference() -> None:
    assert parsed(export().replace(b"\n", b"\r\n")) == parsed(export())


def test_text_of_the_list_is_cleaned() -> None:
    table = [*rows(), row("EVIL", "A\u202e\x1b[2J [red]B", 0.0)]
    assert parsed(export(table)).rows[-1].name == "A[2J [red]B"


def test_what_follows_the_table_is_not_read() -> None:
    assert len(parsed(export([*rows()])).rows) == len(rows())
    assert LEGAL[1] not in str(parsed(export()).rows)


@pytest.mark.realdata
@pytest.mark.parametrize("name", REAL_COUNTS)
def test_real_exports(name: str) -> None:
    path = REAL / name
    if not path.exists():
        pytest.skip("no real lists beside the checkout")
    found = parse_holdings(path.read_bytes(), name)
    assert (found.as_of, len(found.rows), len(found.equities())) == REAL_COUNTS[name]
    assert 0.997 < found.stated_weight < 1.0
    renamed = {r.ticker: r.symbol for r in found.equities() if r.symbol not in ("", r.ticker)}
    assert renamed == {"MOGA": "MOG-A", "GEFB": "GEF-B", "CRDA": "CRD-A"}


def test_identifiers_where_a_list_has_them() -> None:
    table = "ticker,name,sector,asset_class,weight_pct,CUSIP,ISIN,SEDOL\n"
    cells = "Equity,5,00123456a,us0012345678,-"
    rows = [f"S{i},NAME {i},Energy,{cells}" for i in range(20)]
    found = parse_holdings((table + "\n".join(rows)).encode(), "IWM_2025-09-17.csv")
    first = found.rows[0]
    assert (first.cusip, first.isin, first.sedol) == ("00123456A", "US0012345678", "")
    assert parsed(export()).rows[0].cusip == ""
