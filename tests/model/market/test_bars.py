"""Bars: cutting and joining them, held against plain dictionaries."""

from __future__ import annotations

import math

import msgspec
from hypothesis import example, given
from hypothesis import strategies as st

from r2k_tui.model.market.bars import PRICE_COLUMNS, Bars, Interval, merge, pack_floats, pack_times
from tests.cases import cases
from tests.fakes.invented_bars import bars_at

Table = dict[int, tuple[float, ...]]
NUMBERS = st.floats(allow_infinity=False, width=64)
ROWS = st.tuples(*([NUMBERS] * len(PRICE_COLUMNS)))
ANY_TABLES = st.dictionaries(st.integers(-50, 50), ROWS, max_size=15)
# Where it matters which rows there are, and not what numbers can be: one draw for each.
_VALUES = (math.nan, 0.0, -0.0, 1.0, -1.5, 0.1, 1e308, 5e-324)
_SOME = [
    tuple(_VALUES[(seed * step + step // 3) % 8] for step in range(1, len(PRICE_COLUMNS) + 1)) for seed in range(8)
]
TABLES = st.dictionaries(st.integers(-50, 50), st.sampled_from(_SOME), max_size=15)


def bars_of(table: Table, note: str = "") -> Bars:
    times = sorted(table)
    columns = {name: pack_floats([table[t][i] for t in times]) for i, name in enumerate(PRICE_COLUMNS)}
    return Bars("IWM", Interval.D1, pack_times(times), **columns, source="scripted", note=note)


def table_of(bars: Bars) -> dict[int, bytes]:
    """Rows by time, as bytes: NaN compares equal to itself."""
    columns = [bars.column(name) for name in PRICE_COLUMNS]
    rows = (pack_floats(list(row)) for row in zip(*columns, strict=True))
    return dict(zip(bars.times(), rows, strict=True))


def expected(table: Table) -> dict[int, bytes]:
    return {time: pack_floats(list(table[time])) for time in sorted(table)}


@given(ANY_TABLES)
def test_columns_come_back_as_they_went_in(table: Table) -> None:
    bars = bars_of(table)
    assert len(bars) == len(table)
    assert table_of(bars) == expected(table)


@given(TABLES, st.integers(0, 20), st.integers(0, 20))
def test_slice_counts_as_range_does(table: Table, start: int, stop: int) -> None:
    cut = bars_of(table, "a note").slice(start, stop)
    assert list(cut.times()) == sorted(table)[start:stop]
    assert table_of(cut) == {t: row for t, row in expected(table).items() if t in sorted(table)[start:stop]}
    assert (cut.symbol, cut.interval, cut.source, cut.note) == ("IWM", Interval.D1, "scripted", "a note")


@given(TABLES, st.one_of(st.integers(-60, 60), st.floats(-60, 60)))
def test_since_and_until_include_the_time(table: Table, time: float) -> None:
    bars = bars_of(table)
    assert table_of(bars.since(time)) == {t: row for t, row in expected(table).items() if t >= time}
    assert table_of(bars.until(time)) == {t: row for t, row in expected(table).items() if t <= time}


@given(TABLES, TABLES)
@example({1: (1.0,) * 6, 3: (3.0,) * 6}, {2: (2.0,) * 6})
def test_merge_lets_the_newer_stretch_stand(old: Table, new: Table) -> None:
    joined = merge(bars_of(old, "old"), bars_of(new, "new"))
    kept = {t: row for t, row in old.items() if not new or t < min(new) or t > max(new)}
    assert table_of(joined) == expected({**kept, **new})
    assert list(joined.times()) == sorted({**kept, **new})
    assert joined.note == ("old" if old and not new else "new")


@given(TABLES)
def test_merging_a_part_of_itself_changes_nothing(table: Table) -> None:
    bars = bars_of(table)
    assert merge(bars, bars.since(0)) == bars
    assert merge(bars, bars.until(0)) == bars


@given(TABLES)
def test_bars_survive_the_wire(table: Table) -> None:
    bars = bars_of(table, "a note")
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(bars), type=Bars) == bars


def test_empty_bars() -> None:
    empty = Bars("IWM", Interval.M1)
    assert len(empty) == 0
    assert list(empty.times()) == []
    assert len(empty.since(0)) == len(empty.until(0)) == len(empty.slice(0, 5)) == 0
    some = bars_at([1, 2], [1.0, 2.0])
    assert merge(empty, some) is some
    assert merge(some, empty) is some


def test_columns_are_views_not_copies() -> None:
    bars = bars_at(range(3), [1.0, 2.0, math.nan])
    assert bars.column("close").obj is bars.close
    assert math.isnan(bars.column("close")[2])


@cases("interval", Interval)
def test_intervals_know_their_length(interval: Interval) -> None:
    amount, unit = int(interval.value[:-1]), interval.value[-1]
    assert interval.seconds == amount * {"m": 60, "h": 3600, "d": 86400}[unit]
    assert interval.intraday == (unit != "d")
