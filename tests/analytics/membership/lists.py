"""Two lists of a fund, invented so that every kind of change occurs once."""

from __future__ import annotations

from r2k_tui.model.market.holdings import EQUITY, FundHolding, FundHoldings


def stock(
    symbol: str, name: str, shares: float | None = 1000.0, price: float | None = 10.0, **more: object
) -> FundHolding:
    """One row; its weight is that of its value in a fund of a million."""
    weight = (shares or 0.0) * (price or 0.0) / 1e6
    sector = str(more.pop("sector", "Industrials"))
    return FundHolding(symbol or "-", symbol, name, sector, EQUITY, weight, None, shares, price, **more)  # type: ignore[arg-type]


def listed(day: str, *rows: FundHolding, fund: str = "SML") -> FundHoldings:
    """A list of a fund of which no fewest number of stocks is known."""
    return FundHoldings(fund, day, rows, 1.0, "invented")


def filler(count: int = 20, growth: float = 1.0) -> list[FundHolding]:
    """Stocks that stay as they are but for what the fund bought."""
    return [stock(f"S{i:03d}", f"STEADY NUMBER{i} INC", (1000.0 + i) * growth) for i in range(count)]


BEFORE = listed(
    "2026-06-01",
    *filler(),
    stock("GONE", "GONE FISHING CO", 9000.0),
    stock("UPPP", "CLIMBER CORP", 8000.0),
    stock("OLDT", "TICKER CHANGER INC CLASS A"),
    stock("NAME", "FORMER NAME INC"),
    stock("SPLT", "SPLITTER INC", 1000.0, 40.0),
    stock("REUS", "FIRST OWNER PLC", 10_000.0, 70.0),
    stock("LENA", "LENNER INC CLASS A"),
    stock("SIMA", "SIMILARITY BIOSCIENCE THERAPEUTICS INC", sector="Health Care"),
    stock("", "ESCROW RIGHTS"),
)
AFTER = listed(
    "2026-07-01",
    *filler(growth=0.9),
    stock("COME", "NEWCOMER INC", 7000.0),
    stock("DOWN", "FALLEN GIANT INC", 6000.0),
    stock("NEWT", "TICKER CHANGER INC CLASS A", 900.0),
    stock("NAME", "QUITE ANOTHER WORD INC", 910.0),
    stock("SPLT", "SPLITTER INC", 3600.0, 10.5),
    stock("REUS", "SECOND OWNER INC", 500.0, 12.0),
    stock("LENA", "LENNER INC CLASS A", 900.0),
    stock("LENB", "LENNER INC CLASS B", 100.0),
    stock("SIMB", "SIMILARITY BIOSCIENCES THERAPEUTICS INC", 900.0, sector="Health Care"),
    stock("", "OTHER RIGHTS"),
)
LARGE_BEFORE = listed("2026-06-01", stock("DOWN", "FALLEN GIANT INC"), stock("BIGG", "BIG INC"), fund="LRG")
LARGE_AFTER = listed("2026-07-01", stock("UPPP", "CLIMBER CORP"), stock("BIGG", "BIG INC"), fund="LRG")
