"""Past values of a reading from inputs that reach back."""

from __future__ import annotations

import pytest

from r2k_tui.engine.readings.members.fund_returns import ROWS
from r2k_tui.engine.readings.members.inputs import InputPart
from r2k_tui.engine.readings.members.losses import ROWS as LOSSES
from r2k_tui.engine.readings.members.past import MOST, past_values
from tests.engine.readings.members.scene import without
from tests.engine.readings.members.test_fund_returns import inputs


def test_each_key_has_its_own_values_of_the_last_year() -> None:
    found = past_values(ROWS[0], inputs(400))["growth_less_value_5d"]
    assert len(found.days) == MOST and found.chosen == "each of the last 252 sessions"
    assert found.days[-1].value == pytest.approx(499.0 / 494.0 - 1.0) and found.days[-1].n == 5
    assert [one.day for one in found.days] == sorted(one.day for one in found.days)


def test_there_are_none_without_the_inputs_and_of_readings_that_do_not_reach_back() -> None:
    assert past_values(ROWS[0], without(InputPart.GROWTH_BARS))["growth_less_value_5d"].days == ()
    assert past_values(LOSSES[0], inputs())["loss_makers_count"].days == ()
