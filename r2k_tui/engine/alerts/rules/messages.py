"""Texts of alerts: the condition of a rule, and the message when it fires."""

from __future__ import annotations

from datetime import datetime

from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import Fired
from r2k_tui.model.alerts.alert import AlertValue
from r2k_tui.model.alerts.rule import FEED_DOWN, FEED_STATE, SCREEN, unit_of
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.tick import price_words
from r2k_tui.model.text import clean

LONGEST = 240
_NAMED = 8
_OPERATORS = {
    "above": "above",
    "below": "below",
    "crosses_above": "crosses above",
    "crosses_below": "crosses below",
    "becomes": "becomes",
    "new_record": "highest so far",
    "enters": "entered by a member",
    "leaves": "left by a member",
}
_DONE = {"crosses_above": "crossed above", "crosses_below": "crossed below"}


def shown(field: str, value: AlertValue) -> str:
    """Value in the unit of its field; `–` without one."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value.replace("_", " ")
    unit = unit_of(field)
    if unit == "fraction":
        return f"{value * 100:,.2f}%"
    if unit in ("shares", "count"):
        return f"{value:,.0f}"
    if unit == "minutes":
        return f"{value:g} min"
    return price_words(value) if abs(value) >= 1 or value == 0 else f"{value:.4g}"


def condition_of(rule: Rule) -> str:
    """Condition of a rule in a few words."""
    if rule.words:
        return rule.words
    words = [name_of(rule.field), _condition(rule)]
    if rule.hysteresis:
        words.append(f"(armed again past {shown(rule.field, rule.hysteresis)})")
    if rule.at_close:
        words.append("at the close")
    if rule.confirm > 1:
        words.append(f"in {rule.confirm} looks")
    return " ".join(words)


def name_of(field: str) -> str:
    """Name of a field in plain words."""
    for start, words in ((FEED_DOWN, "failing: "), (FEED_STATE, "feed: "), (SCREEN, "screen ")):
        if field.startswith(start):
            return words + field.removeprefix(start)
    return field.replace("_", " ")


def _condition(rule: Rule) -> str:
    if rule.op == "changes_by":
        size = f"{rule.number * 100:g}%" if rule.relative else shown(rule.field, rule.number)
        return f"moves {size} in {_stretch(rule.within_s)}"
    if rule.op == "new_record":
        return "above everything before"
    if rule.op in ("enters", "leaves"):
        return _OPERATORS[rule.op]
    if rule.value is None:
        return "becomes another"
    return f"{_OPERATORS[rule.op]} {shown(rule.field, rule.value)}"


def _stretch(seconds: float) -> str:
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g} {unit}"
    return f"{seconds:g} s"


def message_of(rule: Rule, fired: Fired) -> str:
    """Message of a fired rule; one sanitized line."""
    sample = fired.sample
    words = sample.detail or _happened(rule, fired)
    if fired.held_since is not None:
        often = f", {fired.times} times" if fired.times > 1 else ""
        words += f" (at {_clock(fired.held_since)}{often}, held back by the cooldown)"
    if sample.missed_since is not None:
        words += f" – while R2K was not looking, last looked at {_moment(sample.missed_since)}"
    return clean(words, LONGEST)


def _happened(rule: Rule, fired: Fired) -> str:
    value, before = shown(rule.field, fired.sample.value), shown(rule.field, fired.before)
    head = f"{rule.symbol} {name_of(rule.field)}".strip()
    match rule.op:
        case "enters" | "leaves":
            return _moved(rule, fired)
        case "changes_by":
            return f"{head} {value}, {_move(rule, fired)} within {_stretch(rule.within_s)}"
        case "becomes":
            return f"{head}: {value}, {before} before" if fired.before is not None else f"{head}: {value}"
        case "new_record":
            return f"{head} {value}, a new record: {before} before"
    operator = _DONE.get(rule.op, _OPERATORS[rule.op])
    return f"{head} {value}, {operator} {shown(rule.field, rule.value)}"


def _moved(rule: Rule, fired: Fired) -> str:
    """The members that entered or left, the first few by name."""
    names = str(fired.before or "").split()
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    verb = rule.op if len(names) == 1 else rule.op.removesuffix("s")
    return f"{', '.join(names[:_NAMED])}{more} {verb} the {name_of(rule.field)}"


def _move(rule: Rule, fired: Fired) -> str:
    value, before = fired.sample.value, fired.before
    if not isinstance(value, float | int) or not isinstance(before, float | int):
        return "moved"
    if rule.relative and before:
        return f"{(value / before - 1) * 100:+.2f}% from {shown(rule.field, before)}"
    return f"{'+' if value >= before else '-'}{shown(rule.field, abs(value - before))} from {shown(rule.field, before)}"


def _clock(time: float) -> str:
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%H:%M")


def _moment(time: float) -> str:
    return datetime.fromtimestamp(time, NEW_YORK).strftime("%Y-%m-%d %H:%M New York")
