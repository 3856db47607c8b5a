"""Errors of FRED responses, each with its own kind; the stored series stays in use."""

from __future__ import annotations

from r2k_tui.sources.base import BadData, NotFound


class Withdrawn(NotFound):
    """Series that the service no longer has, or never had."""

    kind = "fred_withdrawn"


class FredError(BadData):
    """Unusable response."""

    kind = "fred_bad"


class NotCsv(FredError):
    """Response that is not CSV: a page with status 200, a binary file."""

    kind = "fred_not_csv"


class HeaderChanged(FredError):
    """First line other than the known one: a day, and the requested series."""

    kind = "fred_header"


class BadObservation(FredError):
    """Row with an invalid cell."""

    kind = "fred_row"


class SeriesTruncated(FredError):
    """Response that ends early."""

    kind = "fred_truncated"


class OtherVintage(FredError):
    """Vintage of a different day than requested."""

    kind = "fred_vintage"


class NothingInIt(FredError):
    """Response with a header and no value."""

    kind = "fred_empty"
