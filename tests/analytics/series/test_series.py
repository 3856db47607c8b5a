"""Daily series: views of bars, bars that are missing, the next bar."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.series.series import ends_well, from_bars, until, with_close, with_last
from r2k_tui.model.market.bars import Bars, Interval, pack_floats, pack_times
from tests.analytics.synthetic import closes_only, series
from tests.cases import cases


def test_bars_are_viewed_not_copied() -> None:
    day = 86_400
    bars = Bars("IWM", Interval.D1, time=pack_times([0, day, 3 * day]), close=pack_floats([1.0, 2.0, 3.0]))
    found = from_bars(bars)
    assert found.days.dtype == "datetime64[D]"
    assert [str(one) for one in found.days] == ["1970-01-01", "1970-01-02", "1970-01-04"]
    assert found.close.base is not None
    assert not found.close.flags.owndata
    assert found.close.tolist() == [1.0, 2.0, 3.0]


def test_an_absent_column_is_missing_throughout() -> None:
    found = from_bars(Bars("X", Interval.D1, time=pack_times([0, 86_400]), close=pack_floats([1.0, 2.0])))
    assert np.isnan(found.volume).all()
    assert len(found.volume) == 2


def test_no_bars() -> None:
    assert len(from_bars(Bars("X", Interval.D1))) == 0


def test_until_keeps_the_day_itself() -> None:
    whole = series("X", 10, 1)
    assert len(until(whole, whole.days[4])) == 5
    assert len(until(whole, whole.days[0] - np.timedelta64(1, "D"))) == 0


def test_a_bar_without_a_close_is_left_out() -> None:
    found = with_close(closes_only("X", np.array([1.0, np.nan, 3.0, np.inf])))
    assert found.close.tolist() == [1.0, 3.0]
    whole = series("X", 5, 1)
    assert with_close(whole) is whole


def test_an_absurd_number_is_missing() -> None:
    whole = series("X", 3, 1)
    broken = msgspec.structs.replace(whole, high=np.array([1e300, 2.0, -np.inf]), close=np.array([1.0, 1e16, 3.0]))
    found = with_close(broken)
    assert found.close.tolist() == [1.0, 3.0]
    assert np.isnan(found.high).all()
    assert found.low.tolist() == whole.low[[0, 2]].tolist()


@cases(
    ("column", "value", "well"),
    [
        ("close", np.nan, False),
        ("close", 1e16, False),
        ("low", -np.inf, False),
        ("low", np.nan, True),
        ("volume", 1e14, True),
    ],
)
def test_a_last_bar_ends_well_where_it_stays_as_it_is(column: str, value: float, well: bool) -> None:
    whole = series("X", 3, 1)
    own = msgspec.structs.replace(whole, **{column: np.append(getattr(whole, column)[:-1], value)})
    assert ends_well(own) is well
    assert (with_close(own) is own) is well


def test_the_last_bar_is_replaced_or_one_is_appended() -> None:
    whole = series("X", 5, 1)
    bar = (1.0, 2.0, 0.5, 1.5, 1.4, 100.0)
    same = with_last(whole, whole.days[-1], bar)
    assert len(same) == 5
    assert same.days is whole.days
    assert (same.open[-1], same.high[-1], same.low[-1], same.close[-1], same.adj_close[-1], same.volume[-1]) == bar
    assert same.close[:-1].tolist() == whole.close[:-1].tolist()
    more = with_last(whole, whole.days[-1] + np.timedelta64(1, "D"), bar)
    assert len(more) == 6
    assert more.close[:-1].tolist() == whole.close.tolist()
    with pytest.raises(ValueError, match="before the last bar"):
        with_last(whole, whole.days[0], bar)
