"""Table of facts and their providers: the order in which they are tried, and the evidence for each address."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from r2k_tui.sources.fred.closes import SERIES_OF
from r2k_tui.sources.french.published_files import FILES
from r2k_tui.sources.holdings.funds import FUNDS


class Confidence(StrEnum):
    """Confidence in the response format; no service was reachable while the clients were written."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    OWN = "own"
    """Local data, not a service."""


class FactProvider(NamedTuple):
    """Provider of a fact. `asked`: what is requested; `needs`: the setting that enables it, "" if it is enabled."""

    name: str
    title: str
    asked: str
    confidence: Confidence
    evidence: str
    needs: str = ""

    @property
    def delay(self) -> str:
        """Description of its delay; "" for local data."""
        return _DELAYS.get(self.name, "")


class Fact(NamedTuple):
    """Fact with its providers in order. `subjects`: symbols, funds or series that it applies to.

    `rule`: description of when a provider is skipped; `oldest_days`: maximum age of its value in calendar days.
    """

    key: str
    title: str
    subjects: tuple[str, ...]
    providers: tuple[FactProvider, ...]
    rule: str
    oldest_days: int | None = None


YAHOO, CBOE_HISTORY, CBOE, FRED, ALFRED = "yahoo", "cboe_history", "cboe", "fred", "alfred"
FINRA = "finra"
ISHARES, ISHARES_PAST, SEC, KEPT, IMPORT, PACKAGED = "ishares", "ishares_past", "sec", "kept", "import", "packaged"
SEC_INSIDERS = "sec_form4"
VIX = "vix"
NASDAQ_TRADER = "nasdaq_trader"
FRENCH = "french"
TITLES = {
    YAHOO: "Yahoo",
    "yahoo_chart": "Yahoo",
    CBOE_HISTORY: "Cboe history",
    CBOE: "Cboe",
    FRED: "FRED",
    ALFRED: "ALFRED",
    ISHARES: "iShares",
    ISHARES_PAST: "iShares archive",
    SEC: "SEC N-PORT",
    FINRA: "FINRA",
    SEC_INSIDERS: "SEC Form 4",
    KEPT: "kept",
    IMPORT: "import",
    PACKAGED: "packaged table",
    VIX: "VIX",
    NASDAQ_TRADER: "Nasdaq Trader",
    FRENCH: "Kenneth French",
}
_FILES = "https://cdn.cboe.com/api/global/us_indices/daily_prices"
_DELAYS = {
    YAHOO: "as quoted",
    CBOE_HISTORY: "the next business day",
    CBOE: "15 minutes",
    FRED: "the next business day",
    ALFRED: "as of the day",
    ISHARES: "one business day",
    ISHARES_PAST: "as of the day",
    SEC: "two to five months",
    FINRA: "seven to nine business days",
    NASDAQ_TRADER: "about a minute",
    SEC_INSIDERS: "the evening of the day",
    FRENCH: "one to two months",
}
# Five sessions with a weekend and a holiday between them.
_OLDEST_DAYS = 8
_TERMS = "quotes by the terms of use of the user's choice"


def _row(name: str, asked: str, confidence: Confidence, evidence: str, needs: str = "") -> FactProvider:
    return FactProvider(name, TITLES[name], asked, confidence, evidence, needs)


def _volatility(symbol: str, yahoo: FactProvider) -> tuple[FactProvider, ...]:
    index, series = symbol.removeprefix("^"), SERIES_OF[symbol]
    return (
        yahoo,
        _row(
            *(CBOE_HISTORY, f"{_FILES}/{index}_History.csv", Confidence.HIGH),
            "public code and fixtures, June to October 2026",
        ),
        _row(
            *(
                CBOE,
                f"delayed quote _{index}, on top of a history",
                Confidence.HIGH if index == "VIX" else Confidence.LOW,
            ),
            "public code; the answer for RVX was not seen" if index == "RVX" else "public code and fixtures",
            f'"cboe" in [source] chain: {_TERMS}',
        ),
        _row(
            *(FRED, series, Confidence.HIGH if index == "VIX" else Confidence.MEDIUM),
            "public code, October 2026; the answer was not seen" if index == "RVX" else "public code, 2026",
        ),
    )


_AGE_RULE = "a series that ends more than 5 sessions ago passes to the next provider"
SMALL_VOLATILITY = Fact(
    "small_volatility",
    "implied volatility of small caps",
    ("^RVX",),
    (
        *_volatility("^RVX", _row(YAHOO, "^RVX", Confidence.LOW, "Yahoo may not know the symbol any more")),
        _row(VIX, "^VIX, large-cap volatility", Confidence.HIGH, "the gauge says so where it uses it"),
    ),
    _AGE_RULE,
    _OLDEST_DAYS,
)
LARGE_VOLATILITY = Fact(
    "large_volatility",
    "implied volatility of large caps",
    ("^VIX",),
    _volatility("^VIX", _row(YAHOO, "^VIX", Confidence.HIGH, "public code and fixtures, 2026")),
    _AGE_RULE,
    _OLDEST_DAYS,
)
HOLDINGS = Fact(
    "holdings",
    "constituents of the index",
    tuple(FUNDS),
    (
        _row(ISHARES, "latest-holdings.csv of [universe.holdings]", Confidence.HIGH, "public code, 2026"),
        _row(
            *(SEC, "newest NPORT-P of the fund's series, up to five months old", Confidence.HIGH),
            "rules and paths of the SEC; the index by series is used by public code",
            "[sec] contact",
        ),
        _row(KEPT, "the last list kept, with its day", Confidence.OWN, "the store"),
        _row(IMPORT, "r2k universe import FILE", Confidence.OWN, "an export of iShares"),
    ),
    "the day of the list is compared with the day asked for, and the younger list counts",
)
PAST_HOLDINGS = Fact(
    "past_holdings",
    "constituents of the index on a past day",
    tuple(fund for fund in FUNDS if FUNDS[fund].series),
    (
        _row(
            *(ISHARES_PAST, "list of one day, by product number and asOfDate", Confidence.MEDIUM),
            "two public reports that contradict each other, 2026: the day of the answer decides",
        ),
        _row(SEC, "newest NPORT-P that was public on the day", Confidence.HIGH, "rules of the SEC", "[sec] contact"),
        _row(KEPT, "the last list kept up to the day", Confidence.OWN, "the store"),
    ),
    "a list of another day than the one asked for is refused",
)
RATES = Fact(
    "rates",
    "rates, spreads and growth",
    ("DFF",),
    (_row(FRED, "fredgraph.csv", Confidence.HIGH, "public code, 2026", "[fred] endpoint"),),
    "the last good series stay, with their age",
)
PAST_RATES = Fact(
    "past_rates",
    "rates, spreads and growth as they stood on a past day",
    ("A191RL1Q225SBEA",),
    (
        _row(ALFRED, "alfredgraph.csv by vintage_date", Confidence.HIGH, "public code, July to September 2026"),
        _row(FRED, "present values published by the day", Confidence.HIGH, "public code, 2026", "[fred] endpoint"),
        _row(PACKAGED, "estimates of growth", Confidence.OWN, "news releases of the BEA"),
    ),
    "a column whose name is not that of the day asked for is refused",
)
INSIDERS = Fact(
    "insiders",
    "purchases of the members' insiders",
    ("4",),
    (
        _row(
            *(SEC_INSIDERS, "newest daily index, forms 4 and 4/A", Confidence.HIGH),
            "rules and paths of the SEC; public code, June to October 2026",
            "[sec] contact",
        ),
    ),
    "filings that are kept stay, with the day up to which they are known",
    _OLDEST_DAYS,
)
SHORT_INTEREST = Fact(
    "short_interest",
    "short interest of US stocks",
    ("stocks",),
    (
        _row(
            *(FINRA, "shrtYYYYMMDD.csv by settlement day", Confidence.HIGH),
            "public code and fixtures, July to September 2026; another header is refused",
            "[universe] short_interest",
        ),
        _row(KEPT, "the last settlements kept, with their days", Confidence.OWN, "the store"),
    ),
    "a settlement is used from the day on which it was public",
)
HALTS = Fact(
    "halts",
    "trading halts of US stocks",
    ("US",),
    (
        _row(
            *(NASDAQ_TRADER, "rss.aspx?feed=tradehalts", Confidence.HIGH),
            "public code and fixtures, older and August 2026",
            "[universe] halts",
        ),
    ),
    "the last good reading stays, with its age",
)
FACTOR_RETURNS = Fact(
    "factors",
    "monthly factor returns",
    tuple(FILES),
    (
        _row(
            *(FRENCH, "F-F_*_CSV.zip, one archive for each table", Confidence.HIGH),
            "public code and files, May to August 2026; a file of another shape is refused",
            "[french] enabled",
        ),
        _row(KEPT, "the last file kept, with its day", Confidence.OWN, "the store"),
    ),
    "the last good file stays, with its day",
)
FACTS = (
    *(SMALL_VOLATILITY, LARGE_VOLATILITY, HOLDINGS, PAST_HOLDINGS, RATES, PAST_RATES),
    *(SHORT_INTEREST, HALTS, INSIDERS, FACTOR_RETURNS),
)
