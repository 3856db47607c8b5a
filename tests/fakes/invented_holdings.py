"""Lists of holdings in the shape of iShares' export, with invented companies."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings

HEADER = (
    "Ticker,Name,Sector,Asset Class,Market Value,Weight (%),Notional Value,Quantity,Price,Location,Exchange,"
    "Currency,FX Rate,Market Currency,Accrual Date"
)
PREAMBLE = (
    "\ufeffiShares Russell 2000 ETF",
    'Fund Holdings as of,"Sep 17, 2025"',
    'Inception Date,"May 22, 2000"',
    'Shares Outstanding,"281,300,000.00"',
    'Stock,"-"',
    'Bond,"-"',
    'Cash,"-"',
    'Other,"-"',
    "\xa0",
)
LEGAL = ("\xa0", '"The content contained herein is owned or licensed."', "Holdings subject to change.")
SECTORS = ("Industrials", "Financials", "Health Care", "Energy")


@cache
def row(ticker: str, name: str, weight: float, kind: str = EQUITY, exchange: str = "NASDAQ", sector: str = "") -> str:
    """One row; its market value is a million for each percent."""
    value = f"{weight * 1e6:,.2f}"
    sector = sector or ("Cash and/or Derivatives" if kind != EQUITY else SECTORS[len(ticker) % len(SECTORS)])
    cells = (ticker, name, sector, kind, value, f"{weight:.2f}", value, "1,000.00", "10.00", "United States", exchange)
    return ",".join(f'"{cell}"' for cell in (*cells, "USD", "1.00", "USD", "-"))


def rows(count: int = 40) -> list[str]:
    """Rows whose weights add up to 100: stocks of one weight, an odd one of each kind, cash, a future."""
    odd = [
        row("MOGA", "MOOG INC CLASS A", 2.0, exchange="New York Stock Exchange Inc."),
        row("TRUE", "TRUECAR INC", 1.0),
        row("ADRO", "CHINOOK THERAPEUTICS INC", 0.0, exchange="NO MARKET (E.G. UNLISTED)"),
        row("ADRO", "CHINOOK THERAPEUTICS INC CVR", 0.0, exchange="NO MARKET (E.G. UNLISTED)"),
        row("-", "OMNIAB INC $15.00 VESTING Prvt", 0.0, exchange="NO MARKET (E.G. UNLISTED)"),
        row("XTSLA", "BLK CSH FND TREASURY SL AGENCY", 0.5, "Money Market", "-"),
        row("RTYZ5", "RUSSELL 2000 EMINI CME DEC 25", 0.0, "Futures", "Chicago Mercantile Exchange"),
    ]
    return [*(row(f"S{i:03d}", f"COMPANY {i} INC", 96.5 / count) for i in range(count)), *odd]


def export(table: Sequence[str] | None = None, header: str = HEADER) -> bytes:
    """A whole export."""
    return "\n".join((*PREAMBLE, header, *(rows() if table is None else table), *LEGAL)).encode()


@cache
def whole(title: str = "iShares Russell 2000 ETF", day: str = "Sep 17, 2025", stocks: int = 1930) -> bytes:
    """An export with as many stocks as the fund has."""
    each, more = divmod(9650, stocks)  # hundredths of a percent: they add up in the notation of the list
    table = [row(f"S{i:03d}", f"COMPANY {i} INC", (each + (i < more)) / 100) for i in range(stocks)]
    text = export([*table, *rows()[40:]]).decode()
    return text.replace("iShares Russell 2000 ETF", title).replace("Sep 17, 2025", day).encode()


def holdings(
    symbols: Sequence[str], as_of: str = "2025-09-17", retrieved_at: float = 0.0, fund: str = "IWM"
) -> FundHoldings:
    """A list of stocks of one weight, half of each of two sectors."""
    share = 1.0 / len(symbols)
    made = (
        FundHolding(s, s, f"{s} INC", SECTORS[i % 2], EQUITY, share, share * 1e9, 1e6, 10.0, "NASDAQ", "USD")
        for i, s in enumerate(symbols)
    )
    return FundHoldings(fund, as_of, tuple(made), 1.0, "invented", retrieved_at)
