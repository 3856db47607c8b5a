"""What followed: months of a large gain, and states of gauge and score."""

from __future__ import annotations

from r2k_tui.model.study import Event, EventOutcome, FollowThrough, States, ZoneOutcome
from r2k_tui.ui.present.lines import BLANK, Line, Run
from r2k_tui.ui.present.numbers import MISSING, direction, percent

_ZONES_HEAD = f" {'zone':<9}{'days':>6}{'share':>6}{'vol 21d':>8}{'≤-5%':>6}{'≤-10%':>6}{'126d':>8}{'up':>5}"


def follow_lines(study: FollowThrough, width: int) -> list[Line]:
    """The horizons with base rate and interval, then every event with what came after it."""
    span = f" months of {percent(study.threshold, 0)} and more, {study.first_month} to {study.last_month}"
    lines: list[Line] = [((f"{span}, {study.months} months", "dim"),)]
    lines.append(((f" {'':4}{'n':>4}{'up':>5}{'95 % int.':>11}{'base':>6}{'mean':>8}{'base':>7}{'p':>6}", "dim"),))
    for name, horizon in study.horizons.items():
        low, high = horizon.wilson95 or (None, None)
        p = MISSING if horizon.shift_p is None else f"{horizon.shift_p:.2f}"
        lines.append(
            (
                (f" {name:<4}{horizon.n:>4}", "text"),
                (f"{percent(horizon.hit_rate, 0, sign=False):>5}", "bright"),
                (f"{percent(low, 0, sign=False):>5} to {percent(high, 0, sign=False):>3}", "text"),
                (f"{percent(horizon.base_rate, 0, sign=False):>6}", "bright"),
                (f"{percent(horizon.mean, 1):>8}{percent(horizon.base_mean, 1):>7}{p:>6}", "dim"),
            )
        )
    strip = _strip(study.events)
    lines += [BLANK, ((" six months after: ", "dim"), *strip, ("  ● up ○ down", "dim")), BLANK]
    lines.append(((f" {'month':<8}{'return':>8}{'+1m':>8}{'+3m':>8}{'+6m':>8}{'+12m':>8}", "dim"),))
    lines += [_event(event) for event in reversed(study.events)]
    return [*lines, ((" px, finished months; the events overlap", "dim"),)]


def _strip(events: tuple[Event, ...]) -> list[Run]:
    marks = {None: ("·", "dim"), True: ("●", "up"), False: ("○", "down")}
    return [marks[None if event.fwd6m is None else event.fwd6m > 0] for event in events]


def _event(event: Event) -> Line:
    runs: list[Run] = [(f" {event.month:<8}", "text"), (f"{percent(event.ret, 1):>8}", "up")]
    for value in (event.fwd1m, event.fwd3m, event.fwd6m, event.fwd12m):
        runs.append((f"{'pending' if value is None else percent(value, 1):>8}", direction(value)))
    return tuple(runs)


def zone_lines(zones: tuple[ZoneOutcome, ...], now: str | None) -> list[Line]:
    """What followed each zone; the present one marked."""
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
    return lines


def event_lines(events: tuple[EventOutcome, ...]) -> list[Line]:
    """What followed daily events over 126 sessions, beside all days."""
    lines: list[Line] = [((f" {'event':<20}{'n':>6}{'126d':>8}{'up':>5}{'all days':>9}{'up':>5}", "dim"),)]
    for event in events:
        lines.append(
            (
                (f" {event.name.replace('_', ' '):<20}{event.n:>6}", "text"),
                (f"{percent(event.fwd126_mean, 1):>8}{percent(event.fwd126_hit, 0, sign=False):>5}", "bright"),
                (f"{percent(event.base_mean, 1):>9}{percent(event.base_hit, 0, sign=False):>5}", "dim"),
            )
        )
    return lines


def states_note(study: States) -> Line:
    """What a reader must know of the tables."""
    return ((f" {study.first_day} to {study.last_day}", "dim"), ("; days overlap; a state, not a forecast", "dim"))
