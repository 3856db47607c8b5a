"""Alert rule as the settings define it, and its validation."""

from __future__ import annotations

import difflib
import math
import re
from datetime import date
from typing import Annotated, Literal

import msgspec

from r2k_tui.model.alerts.alert import Operator
from r2k_tui.model.alerts.channels import ChannelName
from r2k_tui.model.settings_fault import SettingsFault
from r2k_tui.model.text import SYMBOL_PATTERN

RULE_NAME = r"^[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]{0,47}$"
SPAN = r"^[1-9]\d{0,4}(s|m|h|d)$"
FIELD = r"^[a-z][a-z0-9_.]{0,47}$"
PATTERNS = {
    RULE_NAME: "a name of 1 to 48 characters",
    SPAN: 'a stretch of time such as "90s", "15m", "2h" or "1d"',
    FIELD: 'a field such as "price" or "rsi14"',
}
_SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_PERCENT = re.compile(r"^([+-]?\d+(?:\.\d+)?)\s*%$")

Name = Annotated[str, msgspec.Meta(pattern=RULE_NAME)]
PhaseName = Literal["pre", "open", "post", "closed"]
Span = Annotated[str, msgspec.Meta(pattern=SPAN)]

# The fields of a quote, each with its unit.
QUOTE_FIELDS: dict[str, str] = {
    **dict.fromkeys(("price", "previous_close", "open", "day_high", "day_low", "bid", "ask"), "price"),
    **dict.fromkeys(("pre_price", "post_price", "change"), "price"),
    "change_fraction": "fraction",
    "volume": "shares",
}
# Fields of the risk gauge and of the momentum score of the index.
SCORE_FIELDS: dict[str, str] = {
    "risk_score": "index",
    "momentum_score": "index",
    "risk_zone": "text",
    "momentum_zone": "text",
}
# State of a topic, and minutes for which it has been failing; the name of the topic follows.
FEED_STATE, FEED_DOWN = "feed.", "feed_down."
# Whether trading in a symbol is halted.
HALTED = "halted"
# A saved screen of the members; its name follows.
SCREEN = "screen."
WORDS_UNITS = ("text", "flag", "date")
_RELATIVE_UNITS = ("price", "shares", "count")
_MEMBERSHIP = ("enters", "leaves")
_CROSSINGS = ("above", "below", "crosses_above", "crosses_below")


class RuleSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[alerts]]` of the settings.

    `field` is one of a quote, a reading's key, `risk_score`, `momentum_score`, `risk_zone`, `momentum_zone`,
    `halted` (true or false), `feed.TOPIC`, `feed_down.TOPIC` (minutes) or `screen.NAME` (number of members).

    `value` is in the unit of the field, "2%" is 0.02; `changes_by` means
    the share of a price, volume or count, and the difference of everything else. Without `channels` those of
    `[delivery]` apply; without `phases` every phase counts.
    """

    field: Annotated[str, msgspec.Meta(pattern=FIELD)]
    op: Operator
    name: Name | None = None
    symbol: Annotated[str, msgspec.Meta(pattern=SYMBOL_PATTERN)] | None = None
    value: float | bool | str | None = None
    within: Span | None = None
    hysteresis: Annotated[float, msgspec.Meta(ge=0, le=1e12)] = 0.0
    confirm: Annotated[int, msgspec.Meta(ge=1, le=1000)] | Literal["close"] = 1
    cooldown: Span | None = None
    phases: tuple[PhaseName, ...] = ()
    expires: date | None = None
    channels: tuple[ChannelName, ...] | None = None

    @property
    def number(self) -> float | None:
        """Value as a number, or None."""
        value = self.value
        if isinstance(value, str):
            found = _PERCENT.match(value)
            return float(found[1]) / 100 if found else None
        return None if isinstance(value, bool) or value is None or not math.isfinite(value) else float(value)

    @property
    def title(self) -> str:
        """Name of the rule, or one made from its definition."""
        if self.name is not None:
            return self.name
        number = isinstance(self.value, float | int) and not isinstance(self.value, bool)
        operand = "" if self.value is None else f"{self.value:g}" if number else str(self.value)
        parts = (self.symbol or "", self.field, self.op.replace("_", " "), operand, self.within or "")
        return " ".join(part for part in parts if part)[:48].rstrip()


def seconds_of(span: str | None) -> float:
    """Seconds of a duration such as `15m`; 0 without one."""
    return float(span[:-1]) * _SECONDS[span[-1]] if span else 0.0


def unit_of(field: str) -> str | None:
    """Unit of a field, or None for an unknown field."""
    if field in QUOTE_FIELDS:
        return QUOTE_FIELDS[field]
    if field in SCORE_FIELDS:
        return SCORE_FIELDS[field]
    if field == HALTED:
        return "flag"
    if field.startswith(FEED_STATE) and len(field) > len(FEED_STATE):
        return "text"
    if field.startswith(SCREEN) and len(field) > len(SCREEN):
        return "count"
    if field.startswith(FEED_DOWN) and len(field) > len(FEED_DOWN):
        return "minutes"
    from r2k_tui.model.readings.units import UNIT_OF

    return UNIT_OF.get(field)


def is_relative(field: str) -> bool:
    """Whether a change of the field is relative, a fraction of its value."""
    return unit_of(field) in _RELATIVE_UNITS


def fault_of(rule: RuleSettings) -> SettingsFault | None:
    """The first fault of a rule by itself; its path begins in the table of the rule."""
    unit = unit_of(rule.field)
    if unit is None:
        return SettingsFault(("field",), _unknown(rule.field))
    if (rule.op in _MEMBERSHIP) or rule.field.startswith(SCREEN):
        return _fault_of_screen(rule)
    if unit == "minutes" and rule.op not in _CROSSINGS:
        return SettingsFault(("op",), f"{rule.field} counts minutes: above is the operator for it")
    if rule.op == "becomes":
        return _fault_of_words(rule, unit)
    if unit in WORDS_UNITS:
        return SettingsFault(("op",), f"{rule.field} is no number: becomes is the operator for it")
    if rule.op == "new_record":
        wrong = rule.value is not None
        return SettingsFault(("value",), "new_record takes no value: it is above everything before") if wrong else None
    if rule.number is None:
        example = 'such as 250.0, or "2%"'
        return SettingsFault(
            ("value" if rule.value is not None else "op",), f"{rule.op} needs a number as value, {example}"
        )
    if rule.op == "changes_by":
        return _fault_of_change(rule)
    return (
        SettingsFault(("within",), f"{rule.op} looks at one value: within is for changes_by") if rule.within else None
    )


def _fault_of_screen(rule: RuleSettings) -> SettingsFault | None:
    if not rule.field.startswith(SCREEN):
        return SettingsFault(("op",), f'{rule.op} is about a screen: field = "screen.NAME"')
    if rule.op in ("above", "below"):
        missing = rule.number is None
        return SettingsFault(("value",), f"{rule.op} needs a number of members as value") if missing else None
    if rule.op not in _MEMBERSHIP:
        return SettingsFault(("op",), "a screen has the operators enters, leaves, above and below")
    for name, given in (("value", rule.value), ("within", rule.within), ("symbol", rule.symbol)):
        if given is not None:
            return SettingsFault((name,), f"{rule.op} takes no {name}: every member counts")
    return SettingsFault(("confirm",), f"{rule.op} counts at once") if rule.confirm != 1 else None


def _fault_of_words(rule: RuleSettings, unit: str) -> SettingsFault | None:
    if unit not in WORDS_UNITS:
        return SettingsFault(
            ("op",), f"{rule.field} is a number: above, below, crosses_above … are the operators for it"
        )
    kind = bool if unit == "flag" else str
    if rule.value is not None and not isinstance(rule.value, kind):
        return SettingsFault(("value",), f"{rule.field} becomes {'true or false' if kind is bool else 'a text'}")
    return None


def _fault_of_change(rule: RuleSettings) -> SettingsFault | None:
    if rule.within is None:
        return SettingsFault(("op",), 'changes_by needs the stretch of time it is meant for, such as within = "15m"')
    if rule.confirm == "close":
        return SettingsFault(("confirm",), "changes_by is about a stretch of time, not about closes")
    return None if (rule.number or 0.0) > 0 else SettingsFault(("value",), "changes_by needs a number above 0")


def _unknown(field: str) -> str:
    from r2k_tui.model.readings.units import UNIT_OF

    known = [*QUOTE_FIELDS, *SCORE_FIELDS, HALTED, f"{FEED_STATE}quotes", f"{FEED_DOWN}quotes", *UNIT_OF]
    near = difflib.get_close_matches(field, known, 1, 0.3)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"no field {field!r}{hint} ({', '.join(list(QUOTE_FIELDS)[:4])} …, the keys of `r2k readings`, feed.TOPIC)"
