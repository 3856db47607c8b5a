"""Inputs of the readings of the index: its members, the lists of other funds, and bars of funds."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import msgspec

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.analytics.series.arrays import Counts, Floats
from r2k_tui.analytics.series.series import DailySeries
from r2k_tui.model.market.estimates import DayEstimates
from r2k_tui.model.market.holdings import FundHoldings
from r2k_tui.model.market.quote import Quote


class InputPart(StrEnum):
    """Part of the inputs. A reading names those it needs; only these are gathered for it."""

    MEMBERS = "members"
    LARGE_LIST = "large_list"
    VALUE_LIST = "value_list"
    GROWTH_LIST = "growth_list"
    SMALL_BARS = "small_bars"
    VALUE_BARS = "value_bars"
    GROWTH_BARS = "growth_bars"
    CORE_BARS = "core_bars"
    ESTIMATES = "estimates"
    FUTURE = "future"


class MemberSample(msgspec.Struct, frozen=True, eq=False):
    """Members of the index, one row each; figures are NaN where unknown.

    `weights` are fractions of the fund at the previous close. `as_of`: day of the prices, or of the list where no
    price is known. `closes`: closes of finished sessions, one column per member; `basis` is `px` or `tr`.
    `source`: list and quotes, in words.
    """

    fund: str
    listed: str
    as_of: str
    source: str
    symbols: tuple[str, ...]
    sectors: tuple[str, ...]
    sector_of: Counts
    weights: Floats
    prices: Floats
    returns: Floats
    trailing_eps: Floats
    forward_eps: Floats
    closes: CloseTable
    basis: str = ""

    def __len__(self) -> int:
        return len(self.symbols)


class KeptEstimates(msgspec.Struct, frozen=True, eq=False):
    """Days on which forward earnings were kept, oldest first, and the estimates of some of them by day."""

    days: tuple[str, ...]
    tables: Mapping[str, DayEstimates]
    source: str


class FutureQuotes(msgspec.Struct, frozen=True, eq=False):
    """Newest quotes of the index future and of the index; both have a price and a time."""

    future: Quote
    index: Quote


class MemberInputs(msgspec.Struct, frozen=True, eq=False):
    """Gathered inputs. A part that could not be gathered is in `missing`, with the reason.

    `at`: time of the analysis (seconds since the epoch), the closing bell of a past day.
    """

    table: MemberSample | None = None
    lists: Mapping[InputPart, FundHoldings] = {}
    series: Mapping[InputPart, DailySeries] = {}
    missing: Mapping[InputPart, str] = {}
    estimates: KeptEstimates | None = None
    quotes: FutureQuotes | None = None
    at: float = 0.0

    @property
    def members(self) -> MemberSample:
        """Members, for readings that need them."""
        assert self.table is not None, "a reading of the members names InputPart.MEMBERS"
        return self.table
