"""The follow-through study: rates beside the base rate, and every event."""

from __future__ import annotations

from r2k_tui.ui.views.momentum.follow_through import HORIZONS, follow_lines, forward
from tests.cases import cases
from tests.fakes.still_market import FOLLOW
from tests.ui.views.chart.drawn import text


@cases("horizon", HORIZONS)
def test_the_chosen_horizon_is_marked(horizon: str) -> None:
    lines = text(follow_lines(FOLLOW, horizon, 100)).splitlines()
    assert [line.split()[0] for line in lines if line.startswith("▸")] == [f"▸{horizon}"]
    assert any(line.startswith(f" after {horizon}:") for line in lines)


def test_an_event_that_is_not_over_is_pending() -> None:
    shown = text(follow_lines(FOLLOW, "12m", 100))
    pending = [event for event in FOLLOW.events if forward(event, "12m") is None]
    assert shown.count("pending") >= len(pending)
    assert all(f"·{event.month}" in shown for event in pending)


def test_every_event_has_a_line_the_newest_first() -> None:
    lines = text(follow_lines(FOLLOW, "6m", 100)).splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(" month "))
    months = [line.split()[0] for line in lines[start + 1 : start + 1 + len(FOLLOW.events)]]
    assert months == [event.month for event in reversed(FOLLOW.events)]


def test_means_need_room() -> None:
    assert "mean" in text(follow_lines(FOLLOW, "6m", 70)[1:2])
    assert "mean" not in text(follow_lines(FOLLOW, "6m", 69)[1:2])
