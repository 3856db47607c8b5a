"""Draws alerts: the rules with a cursor, the alerts that fired, and the newest ones for the dashboard."""

from __future__ import annotations

from collections.abc import Sequence

from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.ui.drawing.ages import age, day_and_time, narrowed
from r2k_tui.ui.drawing.lines import BLANK, Line, Run, fit, whole, wrapped
from r2k_tui.ui.drawing.numbers import MISSING, right

_STATES = {
    "armed": ("●", "up"),
    "waiting": ("○", "dim"),
    "confirming": ("◐", "warn"),
    "fired": ("◆", "warn"),
    "held back": ("◐", "warn"),
    "muted": ("■", "dim"),
    "expired": ("✕", "dim"),
}
_STATE, _VALUE, _FIRED = 12, 12, 7
# Widths from which a row has the last value, and the condition of the rule.
_WITH_VALUE, _WITH_WORDS = 50, 84
_LEAST_NAME = 12


def rule_lines(rules: Sequence[RuleView], place: int, width: int, now: float) -> list[Line]:
    """A heading, and one line per rule: name, condition, state, last value, time since it fired."""
    value = _VALUE if width >= _WITH_VALUE else 0
    room = max(_LEAST_NAME, width - 2 - _STATE - value - _FIRED)
    name = min(room, 32) if width >= _WITH_WORDS else room
    words = room - name
    head = f"  {'alert':<{name}}{'waits for':<{words}}"[: 2 + room] + f"{'state':<{_STATE}}"
    head += ("last".rjust(value - 1) + " " if value else "") + "fired".rjust(_FIRED)
    return [
        ((head, "dim"),),
        *(_rule(rule, (name, words, value), width, now, index == place) for index, rule in enumerate(rules)),
    ]


def _rule(rule: RuleView, sizes: tuple[int, int, int], width: int, now: float, cursor: bool) -> Line:
    name, words, value = sizes
    glyph, style = _STATES.get(rule.state, ("?", "warn"))
    fired = MISSING if rule.fired_at is None else narrowed(age(rule.fired_at, now), _FIRED)
    runs: list[Run] = [("▸ " if cursor else "  ", "accent"), *_cut(rule.name, name, "dim" if rule.built_in else "text")]
    if words:
        runs += _cut(f"{rule.symbol} {rule.words}".strip(), words, "dim")
    runs.append((f"{glyph} {rule.state:<{_STATE - 2}}", style))
    if value:
        runs.append((right(rule.shown or MISSING, value - 1) + " ", "dim"))
    runs.append((right(fired, _FIRED), "dim"))
    mark = "+cursor" if cursor else ""
    return tuple((text, style + mark) for text, style in fit(runs, width))


def _cut(text: str, width: int, style: str) -> Line:
    return fit(whole(((text, style),), width - 1), width)


def fired_lines(alerts: Sequence[Alert], width: int, now: float) -> list[Line]:
    """Alerts that fired, newest first; times in New York, messages wrapped."""
    if not alerts:
        return [((" no alert has fired yet", "dim"),)]
    return [line for alert in alerts for line in _fired(alert, width, now)]


def _fired(alert: Alert, width: int, now: float) -> list[Line]:
    head = f" {day_and_time(alert.time, now):<13}"
    tag: Line = ((" SIMULATED ", "alarm"), (" ", "text")) if alert.simulated else ()
    room = max(8, width - len(head) - 1)
    first, *rest = wrapped(alert.text, max(8, room - (12 if tag else 0)))
    rest = wrapped(" ".join(rest), room) if rest else []
    style = "text" if alert.channels else "dim"
    return [((head, "dim"), *tag, (first, style)), *(((" " * len(head) + line, style),) for line in rest)]


def newest_lines(alerts: Sequence[Alert], width: int, height: int, now: float) -> list[Line]:
    """The newest alerts with time and symbol, as many as fit whole; the first one is cut where it must be."""
    lines: list[Line] = []
    for alert in alerts:
        when = day_and_time(alert.time, now)
        when = when[:5] if when[2:3] == ":" else when
        told: list[Line] = [((f" {when} ", "dim"), (alert.symbol, "bright"))]
        told += [((f" {words}", "text"),) for words in wrapped(_without_symbol(alert), max(8, width - 2))]
        if lines and len(lines) + 1 + len(told) > height:
            break
        lines += [*([BLANK] if lines else []), *told]
    return lines[:height]


def _without_symbol(alert: Alert) -> str:
    return alert.text.removeprefix(f"{alert.symbol} ") if alert.symbol else alert.text
