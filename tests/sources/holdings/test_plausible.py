"""A list is compared with the one that is kept: too short, of another fund, of a day to come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.holdings.errors import HoldingsError, ListTruncated, OtherDay, OtherFund
from r2k_tui.sources.holdings.plausible import check_beside
from tests.cases import cases
from tests.fakes.invented_holdings import holdings

TODAY = date(2026, 11, 29)


def listed(symbols: Sequence[str], day: str = "2026-11-27") -> FundHoldings:
    return holdings(list(symbols), as_of=day)


def names(count: int, first: int = 0) -> list[str]:
    return [f"S{number}" for number in range(first, first + count)]


@cases(
    ("found", "error", "words"),
    [
        (listed(names(1799)), ListTruncated, "1,799 stocks, and IWM has at least 1,800: the list is cut off; that of"),
        (listed(names(900)), ListTruncated, "2026-11-20 with 1,950 stays"),
        (listed(names(1010, first=1900)), OtherFund, "50 of 1,010 stocks are in the list of IWM of 2026-11-20"),
        (listed(names(1950, first=1000)), OtherFund, "another fund"),
        (listed(names(1950), "2026-11-30"), OtherDay, "is of 2026-11-30, which is still to come"),
    ],
)
def test_what_does_not_fit_is_refused(found: FundHoldings, error: type[HoldingsError], words: str) -> None:
    with pytest.raises(error, match=words):
        check_beside(found, listed(names(1950), "2026-11-20"), TODAY)


@cases(
    ("found", "kept"),
    [
        (listed(names(1800)), listed(names(1950), "2026-11-20")),
        (listed(names(40)), None),
        (listed(names(40)), listed(names(45), "2026-11-20")),  # nothing of a full size is kept
        (listed(names(1950, first=1000), "2021-11-26"), listed(names(1950), "2026-11-20")),  # years apart
    ],
)
def test_what_fits_is_taken(found: FundHoldings, kept: FundHoldings | None) -> None:
    check_beside(found, kept, TODAY)
