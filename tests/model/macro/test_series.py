"""Series of the economy: what an observation covers, when it is known, and how two stretches join."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.macro.series import (
    GROWTH,
    SERIES,
    SERIES_BY_ID,
    MacroSeries,
    end_of,
    joined,
    known_on,
    pack_series,
    published,
    published_by,
    vintage_of,
)
from tests.cases import cases

EPOCH = date(1970, 1, 1)
TODAY = date(2025, 9, 18)


def number(day: str) -> int:
    return (date.fromisoformat(day) - EPOCH).days


def day_of(number: int) -> str:
    return str(EPOCH + timedelta(days=number))


@cases(
    ("id", "observed", "ends", "known"),
    [
        ("DFF", "2025-09-17", "2025-09-17", "2025-09-18"),
        ("DFF", "2025-09-19", "2025-09-19", "2025-09-22"),  # of a Friday, on Monday
        ("DFF", "2025-09-20", "2025-09-20", "2025-09-22"),
        ("DFEDTARU", "2025-09-20", "2025-09-20", "2025-09-20"),
        ("DGS2", "2025-08-29", "2025-08-29", "2025-09-02"),  # Monday was Labor Day
        ("SOFR", "2025-04-17", "2025-04-17", "2025-04-21"),  # Friday was Good Friday
        ("FEDFUNDS", "2025-02-01", "2025-02-28", "2025-03-03"),  # the first of March was a Saturday
        ("FEDFUNDS", "2025-08-01", "2025-08-31", "2025-09-02"),
        ("A191RL1Q225SBEA", "2025-04-01", "2025-06-30", "2025-07-30"),
        ("A191RL1Q225SBEA", "2025-07-01", "2025-09-30", "2025-12-23"),  # after the shutdown
        ("A191RL1Q225SBEA", "2025-10-01", "2025-12-31", "2026-02-20"),
        ("A191RL1Q225SBEA", "2030-01-01", "2030-03-31", "2030-07-09"),  # not packaged: late enough after any shutdown
        ("GDPNOW", "2025-07-01", "2025-09-30", "2025-12-23"),  # the last nowcast stands until the figure is out
    ],
)
def test_what_an_observation_covers_and_when_it_is_known(id: str, observed: str, ends: str, known: str) -> None:
    facts = SERIES_BY_ID[id]
    assert day_of(end_of(facts, number(observed))) == ends
    assert day_of(published(facts, number(observed))) == known


@given(st.sampled_from(SERIES), st.integers(0, 20_000), st.integers(1, 60), st.integers(-100, 100))
def test_nothing_is_known_before_it_is_published(facts, start, count, ahead) -> None:  # type: ignore[no-untyped-def]
    step = 31 * facts.months or 1
    days = [start + step * place for place in range(count)]
    series = pack_series(facts.id, days, [float(day) for day in days], "test", 4e9)
    day = EPOCH + timedelta(days=start + step * count // 2 + ahead)
    kept = list(published_by(facts, series, day).dates())
    assert kept == [d for d in days if published(facts, d) <= (day - EPOCH).days]


def test_what_was_retrieved_by_then_was_known() -> None:
    facts = SERIES_BY_ID["GDPNOW"]
    running = pack_series("GDPNOW", [number("2025-07-01")], [3.3], "FRED", 1758211200.0)
    assert len(known_on(facts, running, date(2025, 9, 18))) == 1
    assert len(known_on(facts, running, date(2025, 9, 17))) == 0


def growth(values: dict[str, float], *, retrieved_at: float = 4e9, simulated: bool = False) -> MacroSeries:
    found = pack_series(GROWTH, [number(day) for day in values], list(values.values()), "FRED", retrieved_at)
    return msgspec.structs.replace(found, simulated=simulated)


REVISED_LATER = {"2025-01-01": -0.6, "2025-04-01": 3.8, "2025-07-01": 4.4}


@cases(
    ("day", "last", "value", "vintage", "note"),
    [
        ("2025-07-29", "2025-01-01", -0.5, "2025-06-26", "third estimate of 2025-06-26"),
        ("2025-07-30", "2025-04-01", 3.0, "2025-07-30", "advance estimate of 2025-07-30"),
        ("2025-09-18", "2025-04-01", 3.3, "2025-08-28", "second estimate of 2025-08-28"),
        ("2025-09-25", "2025-04-01", 3.8, "2025-09-25", "third estimate of 2025-09-25"),
        ("2025-11-14", "2025-04-01", 3.8, "2025-09-25", "third estimate of 2025-09-25"),
        ("2025-12-22", "2025-04-01", 3.8, "2025-09-25", "third estimate of 2025-09-25"),
        ("2025-12-23", "2025-07-01", 4.3, "2025-12-23", "initial estimate of 2025-12-23"),
    ],
)
def test_growth_is_the_estimate_that_was_out(day: str, last: str, value: float, vintage: str, note: str) -> None:
    on = date.fromisoformat(day)
    found = known_on(SERIES_BY_ID[GROWTH], growth(REVISED_LATER), on)
    assert (day_of(found.dates()[-1]), found.numbers()[-1]) == (last, value)
    assert vintage_of(found, on) == (date.fromisoformat(vintage), date.fromisoformat(vintage), note)
    # What is known is the same when it is asked for again.
    assert known_on(SERIES_BY_ID[GROWTH], found, on) == found


def test_what_is_not_packaged_is_named_as_revised_later() -> None:
    on = date(1985, 9, 18)
    found = known_on(SERIES_BY_ID[GROWTH], growth({"1985-01-01": 3.9, "1985-04-01": 3.6}), on)
    assert list(found.numbers()) == [3.9]
    assert vintage_of(found, on) == (date(1985, 7, 9), None, "as revised later")
    rates = pack_series("DGS2", [number("2025-09-17")], [3.5], "FRED", 4e9)
    assert vintage_of(rates, TODAY) == (TODAY, None, "as revised later")


def test_what_was_retrieved_that_day_is_of_that_day() -> None:
    found = growth(REVISED_LATER, retrieved_at=1790000000.0)  # 2026-09-21
    on = date(2026, 9, 22)
    assert known_on(SERIES_BY_ID[GROWTH], found, on) == found
    assert vintage_of(found, on) == (date(2026, 1, 22), date(2026, 9, 21), "")


def test_no_growth_of_the_real_world_in_a_simulated_one() -> None:
    found = known_on(SERIES_BY_ID[GROWTH], growth(REVISED_LATER, simulated=True), TODAY)
    assert list(found.numbers()) == [-0.6, 3.8]


def test_a_file_older_than_what_it_holds_proves_nothing() -> None:
    old = growth(REVISED_LATER, retrieved_at=number("2020-01-01") * 86400.0)
    assert known_on(SERIES_BY_ID[GROWTH], old, TODAY).numbers()[-1] == 3.3


@given(st.sets(st.integers(0, 50)), st.sets(st.integers(0, 50)))
def test_a_newer_stretch_takes_the_place_of_what_it_covers(old: set[int], new: set[int]) -> None:
    before = pack_series("DFF", sorted(old), [1.0] * len(old), "a", 1.0)
    after = pack_series("DFF", sorted(new), [2.0] * len(new), "b", 2.0)
    found = joined(before, after)
    first = min(new, default=99)
    assert dict(zip(found.dates(), found.numbers(), strict=True)) == {
        **{day: 1.0 for day in old if day < first},
        **dict.fromkeys(new, 2.0),
    }
    assert found.retrieved_at == 2.0
