"""Returns of two funds against each other, computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from r2k_tui.engine.readings.members.fund_returns import ROWS
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from tests.engine.readings.members.scene import NAN, read, series, weekdays, without

GROWTH, VALUE, SMALL, CORE = (
    *(InputPart.GROWTH_BARS, InputPart.VALUE_BARS),
    *(InputPart.SMALL_BARS, InputPart.CORE_BARS),
)


def inputs(count: int = 260, skipped: tuple[int, ...] = ()) -> MemberInputs:
    """Growth gains 1 a day from 100, value stays; on the last day the index's fund loses a fifth, the other a half."""
    days = weekdays(count)
    kept = [place for place in range(count) if place not in skipped]
    steady = [50.0] * count
    return MemberInputs(
        series={
            GROWTH: series("IWO", days, [100.0 + place for place in range(count)]),
            VALUE: series("IWN", [days[place] for place in kept], [steady[place] for place in kept]),
            SMALL: series("IWM", days, [100.0] * (count - 1) + [80.0]),
            CORE: series("IJR", days, [100.0] * (count - 1) + [50.0]),
        }
    )


def test_the_return_of_one_less_that_of_the_other_over_each_window() -> None:
    found = read(ROWS, inputs())
    for sessions in (1, 5, 21, 63):
        reading = found[f"growth_less_value_{sessions}d"]
        assert reading.value == pytest.approx(359.0 / (359.0 - sessions) - 1.0)
        assert reading.n == sessions and reading.as_of == weekdays(260)[-1]
        assert reading.window == f"{sessions} session{'s' if sessions > 1 else ''}"
    for sessions in (1, 21, 63, 252):
        assert found[f"index_less_screened_{sessions}d"].value == pytest.approx(-0.2 + 0.5)
    assert found["growth_less_value_1d"].source == "IWO invented, IWN invented"


def test_only_days_that_both_have_count() -> None:
    # The value fund lacks the day before the last: one common session reaches back two days.
    found = read(ROWS, inputs(skipped=(258,)))
    assert found["growth_less_value_1d"].value == pytest.approx(359.0 / 357.0 - 1.0)


def test_a_hole_in_the_bars_is_no_session() -> None:
    found = read(ROWS, inputs(skipped=tuple(range(250, 257))))
    days = weekdays(260)
    assert found["growth_less_value_1d"].value is not None
    assert found["growth_less_value_5d"].value is None
    assert found["growth_less_value_5d"].reason == f"no common bar of IWO and IWN between {days[249]} and {days[257]}"


def test_a_short_history_and_a_missing_adjusted_close_have_their_reason() -> None:
    found = read(ROWS, inputs(count=30))
    assert found["growth_less_value_21d"].value is not None
    assert found["index_less_screened_63d"].reason == "IWM and IJR have 30 common sessions"
    days = weekdays(30)
    bare = inputs(count=30)
    bare.series[GROWTH].adj_close[-1] = NAN
    found = read(ROWS, bare)
    assert found["growth_less_value_1d"].reason == (
        f"IWO and IWN: an adjusted close of {days[-2]} or {days[-1]} is missing"
    )


def test_the_past_has_the_value_of_each_day() -> None:
    row, given = ROWS[0], inputs()
    assert row.past is not None
    (days, values), *_ = row.past(given)
    assert str(days[-1]) == weekdays(260)[-1] and len(days) == 259
    np.testing.assert_allclose(values[[0, -1]], [101 / 100 - 1, 359 / 358 - 1])
    assert values[-1] == pytest.approx(read(ROWS, given)["growth_less_value_1d"].value)


def test_without_bars_of_one_fund() -> None:
    found = read(ROWS[1:], without(CORE, reason="IJR: unknown symbol"))
    assert found["index_less_screened_252d"].reason == "IJR: unknown symbol"
