"""The course of the policy rate: dated by decisions, as far as the target is known, and never by the effective rate."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
import numpy as np

from r2k_tui.engine.macro.fed_target import COMPLETE_TO, RANGE
from r2k_tui.engine.macro.policy_course import Course, course_of
from r2k_tui.engine.macro.policy_study import REGIME_NAMES, regimes_on
from r2k_tui.model.macro.series import MacroSeries, pack_series
from tests.cases import cases

EPOCH = date(1970, 1, 1)


def daily(id: str, first: date, rates: list[float]) -> MacroSeries:
    start = (first - EPOCH).days
    return pack_series(id, list(range(start, start + len(rates))), rates, "test", 4e9)


def target(first: date, last: date) -> MacroSeries:
    """DFEDTARU as FRED has it: each day's range in effect."""
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    rates = [next(step.rate for step in reversed(RANGE) if step.effective <= day) for day in days]
    return daily("DFEDTARU", first, rates)


def effective(first: date, last: date, rate: float = 5.25) -> MacroSeries:
    return daily("DFF", first, [rate] * ((last - first).days + 1))


def course(day: date, **series: MacroSeries) -> Course:
    found = course_of(series, day)
    assert found is not None
    return found


def regime(found: Course, day: str) -> str | None:
    return REGIME_NAMES.get(int(regimes_on(found, np.array([day], "datetime64[D]"))[0]))


DFF = effective(date(2000, 1, 3), date(2026, 8, 20))
FULL = target(date(2008, 12, 16), date(2026, 8, 20))


@cases(
    ("day", "expected"),
    [
        ("2004-06-29", "holding"),
        ("2004-06-30", "rising"),
        ("2004-07-30", "rising"),
        ("2007-08-23", "holding"),
        ("2007-09-14", "holding"),
        ("2007-09-17", "holding"),
        ("2007-09-18", "cutting"),
        ("2019-07-30", "holding"),
        ("2019-07-31", "cutting"),
        ("2020-03-15", "cutting"),
        ("2022-03-15", "holding"),
        ("2022-03-16", "rising"),
        ("2024-09-17", "holding"),
        ("2024-09-18", "cutting"),
        ("2025-09-17", "cutting"),
        ("2026-08-20", "holding"),
    ],
)
def test_what_the_policy_did_on_known_days(day: str, expected: str) -> None:
    # As of that day, with every series cut at it, and looked back at from the end.
    on = date.fromisoformat(day)
    cut = {"DFF": DFF.first((on - date(2000, 1, 3)).days + 1)}
    if on >= date(2008, 12, 16):
        cut["DFEDTARU"] = FULL.first((on - date(2008, 12, 16)).days + 1)
    assert regime(course(on, **cut), day) == expected
    assert regime(course(date(2026, 8, 20), DFF=DFF, DFEDTARU=FULL), day) == expected


def test_a_decision_is_known_before_fred_shows_it() -> None:
    found = course(date(2025, 9, 17), DFEDTARU=target(date(2008, 12, 16), date(2025, 9, 17)))
    assert (str(found.moves.known[-1]), found.moves.rate[-1]) == ("2025-09-17", 4.25)
    before = course(date(2025, 9, 16), DFEDTARU=target(date(2008, 12, 16), date(2025, 9, 16)))
    assert str(before.moves.known[-1]) == "2024-12-18"


def test_the_effective_rate_dates_nothing_where_there_is_a_target() -> None:
    drifting = daily("DFF", date(2007, 1, 1), [5.25] * 230 + [4.7] * 600)
    found = course(date(2007, 12, 31), DFF=drifting)
    since = found.moves.known >= np.datetime64("2007-01-01")
    assert [str(day) for day in found.moves.known[since]] == ["2007-09-18", "2007-10-31", "2007-12-11"]


def test_the_effective_rate_serves_before_the_target_begins() -> None:
    early = daily("DFF", date(1980, 1, 1), [14.0] * 300 + [10.25] * 3000)
    found = course(date(1987, 1, 1), DFF=early)
    assert found.moves.known[0] < np.datetime64("1980-12-31") < found.moves.known[1] == np.datetime64("1982-10-01")
    assert found.rate.startswith("DFF, from 1982-09-27 DFEDTAR")


def test_where_the_target_is_missing_it_is_said_and_nothing_is_dated() -> None:
    day = COMPLETE_TO + timedelta(days=200)
    falling = daily("DFF", COMPLETE_TO - timedelta(days=100), [3.6] * 120 + [3.1] * 200)
    found = course(day, DFF=falling)
    assert str(found.moves.known[-1]) == "2025-12-10"
    known = f"moves of the target are known to {COMPLETE_TO} (packaged)"
    assert found.problem == f"no DFEDTARU: {known}, none later is dated"
    assert regime(found, str(day)) is None
    assert regime(found, str(COMPLETE_TO)) == "holding"
    assert course(COMPLETE_TO, DFF=falling).problem == ""


def test_a_target_that_stopped_is_named() -> None:
    found = course(date(2027, 3, 1), DFEDTARU=target(date(2008, 12, 16), date(2026, 10, 1)))
    assert found.problem == "DFEDTARU ends on 2026-10-01: no later move of the target is dated"
    assert regime(found, "2027-03-01") is None


def test_a_later_move_is_dated_by_the_meeting() -> None:
    first = date(2026, 9, 1)
    live = daily("DFEDTARU", first, [3.75] * 58 + [3.5] * 10)
    found = course(date(2026, 11, 6), DFEDTARU=live)
    assert str(np.datetime64(first) + 58) == "2026-10-29"
    assert (str(found.moves.known[-1]), found.moves.change[-1]) == ("2026-10-28", -0.25)


def test_nothing_of_the_federal_reserve_in_a_simulated_world() -> None:
    rates = [
        msgspec.structs.replace(one, simulated=True) for one in (DFF, daily("DFEDTARU", date(2020, 1, 1), [2.0, 1.0]))
    ]
    found = course_of({one.id: one for one in rates}, date(2025, 1, 1))
    assert found is not None
    assert [str(day) for day in found.moves.known] == ["2020-01-02"]


def test_without_any_rate_there_is_none() -> None:
    assert course_of({}, date(2025, 1, 1)) is None
