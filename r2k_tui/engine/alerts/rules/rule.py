"""Rule ready for evaluation: names resolved, durations in seconds."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import msgspec

from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.model.alerts.alert import AlertValue, Operator
from r2k_tui.model.alerts.channels import ChannelName
from r2k_tui.model.alerts.rule import (
    FEED_DOWN,
    FEED_STATE,
    QUOTE_FIELDS,
    SCORE_FIELDS,
    SCREEN,
    RuleSettings,
    is_relative,
    seconds_of,
)
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.session import Phase
from r2k_tui.model.market.feed import OPTIONAL_TOPICS

# Field of a built-in rule about a close of the index, or about an event from another service.
EVENT = "event."
# Groups of topics that fail together.
GROUPS = {
    "market": ("quotes", "daily", "intraday"),
    "rest": OPTIONAL_TOPICS,
}


class Rule(msgspec.Struct, frozen=True):
    """Input of `evaluate`. `expires` is in seconds since the epoch; `relative`: changes are fractions.

    `words` describe the condition where the other fields cannot.
    """

    name: str
    symbol: str
    field: str
    op: Operator
    value: AlertValue = None
    within_s: float = 0.0
    hysteresis: float = 0.0
    confirm: int = 1
    at_close: bool = False
    cooldown_s: float = 0.0
    phases: tuple[Phase, ...] = ()
    expires: float | None = None
    relative: bool = False
    channels: tuple[ChannelName, ...] = ()
    built_in: bool = False
    words: str = ""

    @property
    def number(self) -> float:
        """Value of a numeric rule."""
        return float(self.value) if isinstance(self.value, float | int) else 0.0

    @property
    def definition(self) -> str:
        """Condition as JSON: a rule with a changed definition starts with a fresh state, even under the same name."""
        condition = (self.symbol, self.field, self.op, self.value, self.within_s, self.hysteresis, self.at_close)
        return msgspec.json.encode(condition).decode()


def resolved(settings: RuleSettings, index: str, delivery: Delivery) -> Rule:
    """Rule from settings; without a symbol it watches the index."""
    at_close = settings.confirm == "close"
    of_the_engine = settings.field.startswith((FEED_STATE, FEED_DOWN, SCREEN))
    of_the_index = of_the_engine or settings.field in SCORE_FIELDS or _is_of_members(settings.field)
    return Rule(
        name=settings.title,
        symbol="" if of_the_engine else index if of_the_index else settings.symbol or index,
        field=settings.field,
        op=settings.op,
        value=settings.value if settings.op == "becomes" else settings.number,
        within_s=seconds_of(settings.within),
        hysteresis=settings.hysteresis,
        confirm=settings.confirm if isinstance(settings.confirm, int) else 1,
        at_close=at_close,
        cooldown_s=seconds_of(settings.cooldown),
        phases=tuple(Phase(name) for name in settings.phases),
        expires=_end_of(settings),
        relative=is_relative(settings.field),
        channels=delivery.channels if settings.channels is None else settings.channels,
    )


def _is_of_members(field: str) -> bool:
    """Whether a field is a reading of the index's members."""
    from r2k_tui.model.readings.units import INDEX_FIELDS

    return field in INDEX_FIELDS


def _end_of(settings: RuleSettings) -> float | None:
    """End of the last day in New York, in seconds since the epoch."""
    if settings.expires is None:
        return None
    return datetime.combine(settings.expires + timedelta(days=1), time(), NEW_YORK).timestamp()


def is_of_quote(rule: Rule) -> bool:
    """Whether a rule is about a quote field."""
    return rule.field in QUOTE_FIELDS


def is_of_feed(rule: Rule) -> bool:
    """Whether a rule is about a topic."""
    return rule.field.startswith((FEED_STATE, FEED_DOWN))


def is_of_screen(rule: Rule) -> bool:
    """Whether a rule is about a saved screen of the members."""
    return rule.field.startswith(SCREEN)
