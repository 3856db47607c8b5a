"""What can be wrong with an answer of FRED: each error has a kind of its own."""

from __future__ import annotations

from r2k_tui.sources.base import BadData, NotFound
from r2k_tui.sources.fred import errors
from r2k_tui.sources.fred.errors import FredError, Withdrawn

KINDS = [found for found in vars(errors).values() if isinstance(found, type) and found.__module__ == errors.__name__]


def test_no_two_errors_are_told_alike() -> None:
    kinds = [error.kind for error in KINDS]
    assert kinds == [
        *("fred_withdrawn", "fred_bad", "fred_not_csv", "fred_header", "fred_row"),
        *("fred_truncated", "fred_vintage", "fred_empty"),
    ]


def test_a_series_that_is_gone_is_not_found_and_everything_else_is_bad_data() -> None:
    assert issubclass(Withdrawn, NotFound)
    assert not issubclass(Withdrawn, BadData)
    assert all(issubclass(error, FredError) and issubclass(error, BadData) for error in KINDS if error is not Withdrawn)
