"""What followed the states of gauge and score, and daily events."""

from __future__ import annotations

from r2k_tui.ui.drawing.numbers import percent
from r2k_tui.ui.drawing.outcomes import event_lines, states_note, zone_lines
from tests.fakes.still_market import STATES
from tests.ui.views.chart.drawn import text


def test_the_present_zone_is_marked_and_no_other() -> None:
    zones = STATES.risk_zones
    shown = text(zone_lines(zones, zones[1].zone)).splitlines()[1 : 1 + len(zones)]
    assert [line.startswith(f"▸{zone.zone}") for line, zone in zip(shown, zones, strict=True)] == [
        place == 1 for place in range(len(zones))
    ]
    assert "▸" not in text(zone_lines(zones, None)[: 1 + len(zones)])


def test_events_are_named_in_words_beside_all_days() -> None:
    shown = text(event_lines(STATES.events))
    for event in STATES.events:
        assert event.name.replace("_", " ") in shown
    assert "all days" in shown


def test_a_note_says_of_which_days() -> None:
    assert f"{STATES.first_day} to {STATES.last_day}" in text(states_note(STATES, 100))


def test_a_row_has_the_figures_of_its_event_and_of_all_days() -> None:
    event = STATES.events[0]
    head, row = event_lines(STATES.events)[:2]
    assert text([head]).split() == ["event", "n", "126d", "up", "all", "days", "up"]
    assert str(event.n) in text([row]).split()
    assert percent(event.fwd126_mean, 1) in text([row]).split()
    assert percent(event.base_mean, 1) in text([row]).split()
    assert [style for _, style in row] == ["text", "bright", "dim"]
