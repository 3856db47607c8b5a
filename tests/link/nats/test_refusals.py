"""Requests that a hub refuses: a line a minute of each reason, however many come."""

from __future__ import annotations

import pytest

from r2k_tui.link.nats.refusals import OVERRUN, Refusals
from tests.link.nats.fake_time import Time


def test_the_first_is_said_at_once_with_its_user_and_the_rest_after_a_minute(caplog: pytest.LogCaptureFixture) -> None:
    clock = Time()
    refusals = Refusals(clock)
    for _ in range(1500):
        refusals.record("too fast", "joe.x7")
    assert caplog.messages == ["a request of joe is refused: too fast"]
    refusals.report()
    assert len(caplog.messages) == 1
    clock.now = 61.0
    refusals.report()
    assert caplog.messages[1].startswith("1,499 more requests refused")
    assert "too fast; by joe" in caplog.messages[1]


def test_each_reason_has_a_minute_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    refusals = Refusals(Time())
    refusals.record("too fast")
    refusals.overrun()
    assert caplog.messages == ["a request is refused: too fast", f"a request is refused: {OVERRUN}"]


def test_at_the_end_what_was_counted_is_said(caplog: pytest.LogCaptureFixture) -> None:
    refusals = Refusals(Time())
    refusals.record("too fast")
    refusals.record("too fast")
    refusals.report(all_of_it=True)
    assert caplog.messages[-1].startswith("1 more request refused")


def test_a_name_from_outside_is_cleaned(caplog: pytest.LogCaptureFixture) -> None:
    Refusals(Time()).record("too fast", "joe\x1b[31m.x7")
    assert "\x1b" not in caplog.messages[0]
