"""What a rule remembers is kept as bytes, and comes back whole."""

from __future__ import annotations

import msgspec

from r2k_tui.engine.alerts.rules.state import HeldAlert, RuleState, Sample, ValueRange
from r2k_tui.model.calendar.session import Phase

SAMPLE = Sample(3.0, 2.5, day="2025-09-18", final=True, phase=Phase.POST, record=2.4, detail="by hand")


def test_a_memory_with_everything_in_it_survives_its_bytes() -> None:
    memory = RuleState(
        looked_at=3.0,
        value="storm",
        armed=False,
        count=2,
        held=HeldAlert(SAMPLE, before=2.0, times=3),
        window=(ValueRange(7, 1.0, 2.0), ValueRange(8, 1.5, 1.5)),
        last=SAMPLE,
    )
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(memory), type=RuleState) == memory


def test_a_memory_of_before_a_field_was_there_is_read() -> None:
    old = msgspec.msgpack.encode({"looked_at": 3.0, "count": 1, "of_another_version": True})
    assert msgspec.msgpack.decode(old, type=RuleState) == RuleState(looked_at=3.0, count=1)


def test_true_stays_a_flag_and_a_number_a_number() -> None:
    for value in (True, 1.0, "1", None):
        back = msgspec.msgpack.decode(msgspec.msgpack.encode(RuleState(value=value)), type=RuleState).value
        assert (back, type(back)) == (value, type(value))


def test_a_rule_that_has_seen_nothing_is_neither_armed_nor_disarmed() -> None:
    fresh = RuleState()
    assert (fresh.armed, fresh.count, fresh.fires, fresh.window, fresh.looked_at) == (None, 0, 0, (), None)
    assert Sample(0.0, 1.0).phase is Phase.OPEN
    assert not Sample(0.0, 1.0).final
