"""Whether a list that a person imports can be what it is taken for, beside the one that is kept."""

from __future__ import annotations

from datetime import date

from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.sources.holdings.errors import ListTruncated, OtherDay, OtherFund
from r2k_tui.sources.holdings.funds import FUNDS

# Within about a year two lists of one fund have far more than half of their stocks in common.
_COMMON, _DAYS = 0.5, 400


def check_beside(found: FundHoldings, kept: FundHoldings | None, today: date) -> None:
    """Raise a HoldingsError for a list of a day to come, and for one that does not fit the `kept` list of its fund.

    A list may be of any size while none of a full size is kept.
    """
    if found.as_of > today.isoformat():
        raise OtherDay(f"the list of {found.fund} is of {found.as_of}, which is still to come")
    known = FUNDS.get(found.fund)
    if kept is None or known is None or len(kept.equities()) < known.fewest:
        return
    count = len(found.equities())
    if _are_near(found, kept) and (common := _common(found, kept)) < _COMMON * min(count, len(kept.equities())):
        raise OtherFund(
            f"{common:,} of {count:,} stocks are in the list of {kept.fund} of {kept.as_of}: this looks like the list "
            "of another fund; put its fund into the file's name"
        )
    if count < known.fewest:
        raise ListTruncated(
            f"{count:,} stocks, and {found.fund} has at least {known.fewest:,}: the list is cut off; "
            f"that of {kept.as_of} with {len(kept.equities()):,} stays"
        )


def _are_near(found: FundHoldings, kept: FundHoldings) -> bool:
    return abs((date.fromisoformat(found.as_of) - date.fromisoformat(kept.as_of)).days) <= _DAYS


def _common(found: FundHoldings, kept: FundHoldings) -> int:
    one, other = ({row.symbol for row in listed.equities() if row.symbol} for listed in (found, kept))
    return len(one & other)
