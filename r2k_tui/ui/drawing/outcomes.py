"""Outcomes after each zone of the scores, and after daily events."""

from __future__ import annotations

from r2k_tui.model.readings.study import EventOutcome, States, ZoneOutcome
from r2k_tui.ui.drawing.lines import Line
from r2k_tui.ui.drawing.numbers import percent
from r2k_tui.ui.drawing.study_rows import StudyRow, bootstrap_lines, difference_lines

_ZONES_HEAD = f" {'zone':<9}{'days':>6}{'share':>6}{'vol 21d':>8}{'≤-5%':>6}{'≤-10%':>6}{'126d':>8}{'up':>5}"


def zone_lines(zones: tuple[ZoneOutcome, ...], now: str | None, width: int = 120) -> list[Line]:
    """Outcomes after each zone; the current zone is marked."""
    lines: list[Line] = [((_ZONES_HEAD, "dim"),)]
    for zone in zones:
        here = zone.zone == now
        style = "bright" if here else "text"
        lines.append(
            (
                (f"{'▸' if here else ' '}{zone.zone:<9}{zone.n:>6}{percent(zone.share, 0, sign=False):>6}", style),
                (f"{percent(zone.fwd21_vol, 1, sign=False):>8}", style),
                (f"{percent(zone.p_min_5, 0, sign=False):>6}{percent(zone.p_min_10, 0, sign=False):>6}", style),
                (f"{percent(zone.fwd126_mean, 1):>8}{percent(zone.fwd126_hit, 0, sign=False):>5}", style),
            )
        )
    rows = (StudyRow(zone.zone, zone.spells, zone.diff95, zone.few) for zone in zones)
    return [*lines, *difference_lines(rows, "126d less all", 14, width)]


def event_lines(events: tuple[EventOutcome, ...], width: int = 120) -> list[Line]:
    """Outcomes over 126 sessions after daily events, beside all days."""
    lines: list[Line] = [((f" {'event':<20}{'n':>6}{'126d':>8}{'up':>5}{'all days':>9}{'up':>5}", "dim"),)]
    for event in events:
        lines.append(
            (
                (f" {event.name.replace('_', ' '):<20}{event.n:>6}", "text"),
                (f"{percent(event.fwd126_mean, 1):>8}{percent(event.fwd126_hit, 0, sign=False):>5}", "bright"),
                (f"{percent(event.base_mean, 1):>9}{percent(event.base_hit, 0, sign=False):>5}", "dim"),
            )
        )
    rows = (StudyRow(event.name.replace("_", " "), event.spells, event.diff95, event.few) for event in events)
    return [*lines, *difference_lines(rows, "126d less all days", 20, width)]


def states_note(study: States, width: int) -> list[Line]:
    """Notes on the tables."""
    span = f" {study.first_day} to {study.last_day}; days overlap; a state, not a forecast"
    return [((span, "dim"),), *bootstrap_lines(width)]
