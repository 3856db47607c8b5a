"""What can be wrong with an answer of FRED; each has a kind of its own, and the series before it stays."""

from __future__ import annotations

from r2k_tui.sources.base import BadData, NotFound


class Withdrawn(NotFound):
    """The service no longer has the series, or never had it."""

    kind = "fred_withdrawn"


class FredError(BadData):
    """An answer that cannot be used."""

    kind = "fred_bad"


class NotCsv(FredError):
    """It is something else: a page with status 200, a binary file."""

    kind = "fred_not_csv"


class HeaderChanged(FredError):
    """The first line is not the one that is known: a day, and the series asked for."""

    kind = "fred_header"


class BadObservation(FredError):
    """A row holds what cannot stand there."""

    kind = "fred_row"


class SeriesTruncated(FredError):
    """It ends before its end."""

    kind = "fred_truncated"


class SeriesTooLarge(FredError):
    """It is longer than any series."""

    kind = "fred_too_large"


class NothingInIt(FredError):
    """A header and no value."""

    kind = "fred_empty"
