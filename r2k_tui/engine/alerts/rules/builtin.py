"""Built-in alert rules."""

from __future__ import annotations

from r2k_tui.config.sections.alerts import BUILT_IN_NAMES, FEED_GROUPS, BuiltIn, Delivery, feed_down_name
from r2k_tui.engine.alerts.rules.rule import EVENT, GROUPS, Rule
from r2k_tui.model.alerts.channels import ChannelName

DRIFT, FLIPS = BUILT_IN_NAMES["drift"], BUILT_IN_NAMES["claim_flips"]
HALTS = BUILT_IN_NAMES["halts"]
RECONSTITUTION, REPORTS = BUILT_IN_NAMES["reconstitution"], BUILT_IN_NAMES["reports"]
_OF_A_CLOSE = {
    "record_close": "closes above every close before",
    "breakout": "closes above its high of 55 sessions, the day before not",
    "strong_month": "a finished month of +10% or more",
    "var_breach": "a day's return worse than the VaR 95 of the evening before",
}
# Consecutive computations in a new zone before it is confirmed; near a boundary the gauge oscillates.
_ZONE_LOOKS, _ZONE_COOLDOWN_S = 5, 3600.0
_DAY_S = 86400.0


def built_in_rules(chosen: BuiltIn, index: str, delivery: Delivery) -> list[Rule]:
    """Built-in rules that are enabled."""
    channels = delivery.channels
    closes = [_event(name, words, index, channels) for name, words in _OF_A_CLOSE.items() if getattr(chosen, name)]
    rest = {
        "risk_zone": _risk_zone(index, channels),
        "drift": _drift(channels),
        "claim_flips": _event("claim_flips", "a claim of the thesis has another verdict", "", channels),
        "reconstitution": _event("reconstitution", _days_words(chosen.reconstitution_days), index, channels),
        "halts": _event(
            "halts", "trading in what is watched or held, or in the whole market, halts or resumes", "", channels
        ),
    }
    rules = [*closes, *(rule for name, rule in rest.items() if getattr(chosen, name))]
    if chosen.report_weight > 0:
        rules.append(_reports(chosen.report_weight, index, channels))
    if chosen.feed_down:
        rules += [_feed_down(group, chosen.feed_down_minutes, channels) for group in FEED_GROUPS]
    return rules


def _days_words(days: tuple[int, ...]) -> str:
    listed = ", ".join(f"{day}" for day in sorted(set(days), reverse=True))
    return f"the index is reconstituted in {listed} calendar days, or fewer"


def _event(name: str, words: str, symbol: str, channels: tuple[ChannelName, ...]) -> Rule:
    title = BUILT_IN_NAMES[name]
    return Rule(title, symbol, f"{EVENT}{name}", "becomes", channels=channels, built_in=True, words=words)


def _reports(weight: float, symbol: str, channels: tuple[ChannelName, ...]) -> Rule:
    """Rule about the reports of the next session; it fires for those that it has not told before."""
    words = f"a member above {weight * 100:g}% of the fund reports in the next session"
    return Rule(REPORTS, symbol, f"{EVENT}reports", "enters", channels=channels, built_in=True, words=words)


def _drift(channels: tuple[ChannelName, ...]) -> Rule:
    return Rule(
        name=DRIFT,
        symbol="",
        field=f"{EVENT}drift",
        op="becomes",
        value=True,
        cooldown_s=_DAY_S,
        channels=channels,
        built_in=True,
        words="what is held strays from its target by more than drift_band",
    )


def _risk_zone(index: str, channels: tuple[ChannelName, ...]) -> Rule:
    return Rule(
        name=BUILT_IN_NAMES["risk_zone"],
        symbol=index,
        field="risk_zone",
        op="becomes",
        confirm=_ZONE_LOOKS,
        cooldown_s=_ZONE_COOLDOWN_S,
        channels=channels,
        built_in=True,
        words=f"the gauge comes to another zone, in {_ZONE_LOOKS} looks",
    )


def _feed_down(group: str, minutes: float, channels: tuple[ChannelName, ...]) -> Rule:
    """Rule about failing topics; it re-arms when all of them work again."""
    topics = ", ".join(GROUPS.get(group, (group,)))
    return Rule(
        name=feed_down_name(group),
        symbol="",
        field=f"feed_down.{group}",
        op="above",
        value=minutes,
        hysteresis=minutes,
        channels=channels,
        built_in=True,
        words=f"one of these fails for {minutes:g} minutes: {topics}",
    )
