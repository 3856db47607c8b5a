"""Past values of a reading from inputs that reach back."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from r2k_tui.analytics.cross_section.closes import CloseTable
from r2k_tui.engine.readings.members.cross_section.dispersion import ROWS as DISPERSION
from r2k_tui.engine.readings.members.fund_returns import ROWS
from r2k_tui.engine.readings.members.inputs import InputPart, MemberInputs
from r2k_tui.engine.readings.members.losses import ROWS as LOSSES
from r2k_tui.engine.readings.members.past import MOST, PastValues, past_values
from tests.engine.readings.members.scene import DAY, sample, weekdays, without
from tests.engine.readings.members.test_fund_returns import inputs


def test_each_key_has_its_own_values_of_the_last_year() -> None:
    found = past_values(ROWS[0], inputs(400))["growth_less_value_5d"]
    assert len(found.days) == MOST and found.chosen == "each of the last 252 sessions"
    assert found.days[-1].value == pytest.approx(499.0 / 494.0 - 1.0) and found.days[-1].n == 5
    assert [one.day for one in found.days] == sorted(one.day for one in found.days)


def test_there_are_none_without_the_inputs_and_of_readings_that_do_not_reach_back() -> None:
    assert past_values(ROWS[0], without(InputPart.GROWTH_BARS))["growth_less_value_5d"].days == ()
    assert past_values(LOSSES[0], inputs())["loss_makers_count"].days == ()


class TestKept:
    """Values of the members are computed again only where what they follow from has changed."""

    def _inputs(self, table: CloseTable, weights: tuple[float, ...] = (0.6, 0.4), as_of: str = DAY) -> MemberInputs:
        return MemberInputs(msgspec.structs.replace(sample(("A", "B"), weights, closes=table), as_of=as_of))

    def test_until_closes_weights_or_the_day_change(self) -> None:
        first, past = self._inputs(closes(1.0)), PastValues()
        found = past.of(DISPERSION, first)
        assert found == past_values(DISPERSION[0], first) and len(found["dispersion_1d"].days) == 3
        same = past.of(DISPERSION, self._inputs(first.members.closes))
        assert same["dispersion_1d"] is found["dispersion_1d"]
        for other in (
            self._inputs(first.members.closes, (0.9, 0.1)),
            self._inputs(closes(2.0)),
            self._inputs(first.members.closes, as_of="2026-01-07"),
        ):
            assert past.of(DISPERSION, other) == past_values(DISPERSION[0], other)

    def test_without_members_there_are_none_and_none_are_kept(self) -> None:
        past = PastValues()
        assert past.of(DISPERSION, without(InputPart.MEMBERS))["dispersion_1d"].days == ()
        assert len(past.of(DISPERSION, self._inputs(closes(1.0)))["dispersion_1d"].days) == 3

    def test_values_of_funds_are_always_of_their_bars(self) -> None:
        past = PastValues()
        for count in (400, 300):
            given = inputs(count)
            assert past.of(ROWS[:1], given) == past_values(ROWS[0], given)


def closes(move: float) -> CloseTable:
    days = np.array([np.datetime64(day) for day in weekdays(4)]).astype("datetime64[D]").astype(np.int64)
    return CloseTable(days, np.array([[10.0, 20.0], [11.0, 20.0 + move], [12.0, 21.0], [11.0, 23.0]]))
