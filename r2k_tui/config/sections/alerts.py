"""The settings of alerts: the rules of the user's, those that R2K brings, and the ways by which they are told."""

from __future__ import annotations

from typing import Annotated

import msgspec

from r2k_tui.config.section import Section
from r2k_tui.model.alerts.channels import ALL_CHANNELS, ChannelName
from r2k_tui.model.alerts.rule import PATTERNS as RULE_PATTERNS
from r2k_tui.model.alerts.rule import RuleSettings, fault_of
from r2k_tui.model.settings_fault import SettingsFault

NOTIFY_URL = r"^[a-zA-Z][a-zA-Z0-9+.-]{0,31}://\S+$"
PATTERNS = {NOTIFY_URL: 'an address of apprise, such as "ntfy://topic"', **RULE_PATTERNS}
AlertRules = Annotated[tuple[RuleSettings, ...], msgspec.Meta(max_length=2000, extra={"reload": "notify"})]
Argument = Annotated[str, msgspec.Meta(max_length=4096)]
# The names that the built-in rules go by, in the settings and on the screen.
BUILT_IN_NAMES = {
    "record_close": "record close",
    "breakout": "breakout of 55 sessions",
    "strong_month": "ten-percent month",
    "risk_zone": "risk zone",
    "var_breach": "VaR breach",
    "drift": "drift from target",
    "claim_flips": "claim flips",
    "feed_down": "feed down",
}
# The topics that the last of them is about, each group with a rule of its own.
FEED_GROUPS = ("market", "store")


def feed_down_name(group: str) -> str:
    """The name of the rule about a group of topics."""
    return BUILT_IN_NAMES["feed_down"] + ("" if group == FEED_GROUPS[0] else f": {group}")


class Delivery(Section, frozen=True):
    """How alerts are told. `channels` are those of every rule that names none of its own.

    `command` is a list of arguments, run without a shell: `{text}`, `{rule}`, `{symbol}`, `{value}`, `{time}` in them
    are filled in. `apprise` holds addresses of that library.
    """

    channels: tuple[ChannelName, ...] = ALL_CHANNELS
    apprise: Annotated[tuple[Annotated[str, msgspec.Meta(pattern=NOTIFY_URL)], ...], msgspec.Meta(max_length=20)] = ()
    command: Annotated[tuple[Argument, ...], msgspec.Meta(max_length=64)] = ()
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 10.0
    tries: Annotated[int, msgspec.Meta(ge=1, le=20)] = 6


class BuiltIn(Section, frozen=True):
    """The rules that R2K brings; false turns one off."""

    record_close: bool = True
    breakout: bool = True
    strong_month: bool = True
    risk_zone: bool = True
    var_breach: bool = True
    drift: bool = True
    claim_flips: bool = True
    feed_down: bool = True
    feed_down_minutes: Annotated[float, msgspec.Meta(gt=0, le=1440)] = 10.0


def alert_fault(rules: AlertRules, delivery: Delivery) -> SettingsFault | None:
    """The first fault of the rules, of their names together, or of the delivery."""
    seen = {*BUILT_IN_NAMES.values(), *map(feed_down_name, FEED_GROUPS)}
    for place, rule in enumerate(rules):
        at = ("alerts", f"[{place}]")
        if (fault := fault_of(rule)) is not None:
            return fault.under(*at)
        if rule.title in seen:
            return SettingsFault((*at, "name"), f"two alerts are called {rule.title!r}")
        seen.add(rule.title)
    if delivery.command and not delivery.command[0]:
        return SettingsFault(("delivery", "command"), "the first argument is the program to run")
    return None
