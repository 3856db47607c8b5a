"""What can be wrong with a list of holdings; each has a kind of its own, and the list before it stays."""

from __future__ import annotations

from r2k_tui.sources.base import BadData


class HoldingsError(BadData):
    """A list of holdings that cannot be used."""

    kind = "bad_holdings"


class ListTooLarge(HoldingsError):
    """It is longer than any list."""

    kind = "holdings_too_large"


class NotAList(HoldingsError):
    """It is something else: a page, a binary file, noise."""

    kind = "holdings_not_a_list"


class ColumnsMissing(HoldingsError):
    """Columns that are needed are not there, or are called something else."""

    kind = "holdings_columns"


class ListTruncated(HoldingsError):
    """It ends before its end."""

    kind = "holdings_truncated"


class BadHoldingRow(HoldingsError):
    """A row holds what cannot stand there."""

    kind = "holdings_row"


class WeightsOff(HoldingsError):
    """Its weights do not add up to the whole."""

    kind = "holdings_weights"


class TickersTwice(HoldingsError):
    """Stocks that trade occur more than once."""

    kind = "holdings_duplicates"


class DayUnknown(HoldingsError):
    """It does not say of which day it is."""

    kind = "holdings_day"
