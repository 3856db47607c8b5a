"""Errors of holdings files, each with its own kind; the stored list stays in use."""

from __future__ import annotations

from r2k_tui.sources.base import BadData


class HoldingsError(BadData):
    """Unusable list of holdings."""

    kind = "bad_holdings"


class ListTooLarge(HoldingsError):
    """List longer than any fund's."""

    kind = "holdings_too_large"


class NotAList(HoldingsError):
    """File that is not a list: a page, a binary file, noise."""

    kind = "holdings_not_a_list"


class ColumnsMissing(HoldingsError):
    """List without the required columns under a known name."""

    kind = "holdings_columns"


class ListTruncated(HoldingsError):
    """List that ends early."""

    kind = "holdings_truncated"


class BadHoldingRow(HoldingsError):
    """Row with an invalid cell."""

    kind = "holdings_row"


class WeightsOff(HoldingsError):
    """Weights that do not add up to 1."""

    kind = "holdings_weights"


class TickersTwice(HoldingsError):
    """Trading stocks that occur more than once."""

    kind = "holdings_duplicates"


class DayUnknown(HoldingsError):
    """List without its day."""

    kind = "holdings_day"


class OtherDay(HoldingsError):
    """List of a different day than requested."""

    kind = "holdings_other_day"


class OtherFund(HoldingsError):
    """List of a different fund than the one it is taken for."""

    kind = "holdings_other_fund"


class AddressMoved(HoldingsError):
    """Web page instead of a list, from an address that is no longer in use."""

    kind = "holdings_moved"
