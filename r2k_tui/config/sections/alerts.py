"""Alerts: the user's rules, the built-in rules, and the channels that deliver alerts."""

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
# Names of the built-in rules, in the settings and on the screen.
BUILT_IN_NAMES = {
    "record_close": "record close",
    "breakout": "breakout of 55 sessions",
    "strong_month": "ten-percent month",
    "risk_zone": "risk zone",
    "var_breach": "VaR breach",
    "drift": "drift from target",
    "claim_flips": "claim flips",
    "reconstitution": "reconstitution",
    "reports": "reports of large members",
    "halts": "trading halts",
    "feed_down": "feed down",
}
# Groups of topics, each with its own `feed_down` rule.
FEED_GROUPS = ("market", "store")


def feed_down_name(group: str) -> str:
    """The name of the `feed_down` rule of a group of topics."""
    return BUILT_IN_NAMES["feed_down"] + ("" if group == FEED_GROUPS[0] else f": {group}")


class Delivery(Section, frozen=True):
    """Delivery of alerts."""

    channels: tuple[ChannelName, ...] = ALL_CHANNELS
    """Channels of every rule that names none of its own."""
    apprise: Annotated[tuple[Annotated[str, msgspec.Meta(pattern=NOTIFY_URL)], ...], msgspec.Meta(max_length=20)] = ()
    """Service addresses for the apprise library."""
    command: Annotated[tuple[Argument, ...], msgspec.Meta(max_length=64)] = ()
    """A program with arguments, run without a shell; `{text} {rule} {symbol} {value} {time}` are filled in."""
    deadline_s: Annotated[float, msgspec.Meta(ge=0.1, le=300)] = 10.0
    """Seconds after which a service or program has failed."""
    tries: Annotated[int, msgspec.Meta(ge=1, le=20)] = 6
    """Attempts per alert, each after a longer wait."""


class BuiltIn(Section, frozen=True):
    """Built-in rules; false turns one off."""

    record_close: bool = True
    """The index closes above every earlier close."""
    breakout: bool = True
    """The index closes above its 55-session high for the first time."""
    strong_month: bool = True
    """A month ends with a return of at least 10 %."""
    risk_zone: bool = True
    """The risk gauge enters another zone."""
    var_breach: bool = True
    """The return of a day is worse than the VaR 95 of the evening before."""
    drift: bool = True
    """Holdings have drifted from their target by `drift_band`."""
    claim_flips: bool = True
    """A claim of the thesis changes its verdict."""
    reconstitution: bool = True
    """A reconstitution of the index takes effect within one of `reconstitution_days`."""
    feed_down: bool = True
    """Quotes and bars, or the store, keep failing."""
    feed_down_minutes: Annotated[float, msgspec.Meta(gt=0, le=1440)] = 10.0
    """Minutes of failure before `feed_down` fires."""
    reconstitution_days: Annotated[
        tuple[Annotated[int, msgspec.Meta(ge=0, le=365)], ...], msgspec.Meta(min_length=1, max_length=20)
    ] = (30, 7, 1)
    """Calendar days before the effective close on which `reconstitution` fires."""
    report_weight: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.002
    """Weight in the fund, as a fraction, from which a member's report of the next session is told; 0 turns it off."""
    halts: bool = True
    """Trading in a watched or held symbol, or in the whole market, is halted or resumes."""


def alert_fault(rules: AlertRules, delivery: Delivery) -> SettingsFault | None:
    """The first fault of the rules, of their names together, or of the delivery."""
    seen = {*BUILT_IN_NAMES.values(), *map(feed_down_name, FEED_GROUPS)}
    for place, rule in enumerate(rules):
        at = ("alerts", f"[{place}]")
        if (fault := fault_of(rule)) is not None:
            return fault.under(*at)
        if rule.title in seen:
            return SettingsFault((*at, "name"), f"two alerts are named {rule.title!r}")
        seen.add(rule.title)
    if delivery.command and not delivery.command[0]:
        return SettingsFault(("delivery", "command"), "the first argument is the program to run")
    return None
