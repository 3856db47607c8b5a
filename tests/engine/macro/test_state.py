"""The owner of the series: one that cannot be had anew stays as it was."""

from __future__ import annotations

from datetime import date

import msgspec

from r2k_tui.engine.macro.state import MacroState
from r2k_tui.model.macro.series import pack_series
from r2k_tui.sources.base import Unavailable

# The day before the first of September 2025, since 1970-01-01.
SEPTEMBER = date(2025, 8, 31).toordinal() - date(1970, 1, 1).toordinal()
OLD = pack_series("DFF", [SEPTEMBER + 16], [4.3], "fred", 0.0)
NEW = pack_series("DFF", [SEPTEMBER + 16, SEPTEMBER + 17], [4.3, 4.1], "fred", 0.0)


def test_what_was_kept_takes_the_place_of_nothing_newer() -> None:
    state = MacroState()
    state.put(NEW)
    state.restore([OLD, pack_series("NO_SUCH_SERIES", [SEPTEMBER + 16], [1.0], "fred", 0.0)])
    assert state.series == {"DFF": NEW}


def test_a_failure_leaves_the_series_and_says_why_until_it_comes_again() -> None:
    state = MacroState()
    state.put(OLD)
    state.failed("DFF", Unavailable("FRED does not answer"))
    assert state.series["DFF"] == OLD
    assert state.reason("DFF") == "FRED does not answer"
    state.put(NEW)
    assert state.reason("DFF") == "no DFF"


def test_on_a_day_there_is_what_had_been_published_by_then() -> None:
    state = MacroState()
    state.put(NEW)
    assert len(state.known_on(date(2025, 9, 30))["DFF"]) == 2
    assert state.known_on(date(2025, 9, 10)) == {}


def test_a_vintage_counts_on_its_day_alone() -> None:
    state = MacroState()
    state.put(NEW)
    state.no_vintage["DFF"] = "it did not answer"
    assert state.known_on(date(2025, 9, 30))["DFF"].note == "not by ALFRED: it did not answer"
    stood = msgspec.structs.replace(OLD, vintage="2025-09-30")
    state.put_vintage(stood)
    assert state.known_on(date(2025, 9, 30)) == {"DFF": stood}
    assert state.known_on(date(2025, 10, 1)) == {"DFF": NEW}
