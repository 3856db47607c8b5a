"""One pace for all clients."""

from __future__ import annotations

from r2k_tui.sources.sec.pace import RequestPace


def test_turns_are_spaced_whoever_takes_them_and_idle_time_saves_none() -> None:
    now = 100.0
    pace = RequestPace(lambda: now)
    assert [pace.reserve(4.0) for _ in range(4)] == [0.0, 0.25, 0.5, 0.75]
    now = 200.0
    assert [pace.reserve(4.0), pace.reserve(2.0), pace.reserve(2.0)] == [0.0, 0.25, 0.75]
