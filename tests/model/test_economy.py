"""Series of the economy: what an observation covers, when it is known, and how two stretches join."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from r2k_tui.model.economy import SERIES, SERIES_BY_ID, end_of, joined, known_on, pack_series, published, published_by

EPOCH = date(1970, 1, 1)


def number(day: str) -> int:
    return (date.fromisoformat(day) - EPOCH).days


def day_of(number: int) -> str:
    return str(EPOCH + timedelta(days=number))


@pytest.mark.parametrize(
    ("id", "observed", "ends", "known"),
    [
        ("DFF", "2025-09-17", "2025-09-17", "2025-09-18"),
        ("DFF", "2025-09-19", "2025-09-19", "2025-09-22"),  # of a Friday, on Monday
        ("DFF", "2025-09-20", "2025-09-20", "2025-09-22"),
        ("DFEDTARU", "2025-09-20", "2025-09-20", "2025-09-20"),
        ("FEDFUNDS", "2025-02-01", "2025-02-28", "2025-03-01"),
        ("A191RL1Q225SBEA", "2025-10-01", "2025-12-31", "2026-01-30"),
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
