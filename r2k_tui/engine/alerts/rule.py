"""A rule made ready to be judged: names resolved, stretches in seconds."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import msgspec

from r2k_tui.config.sections.alerts import Delivery
from r2k_tui.model.alerts.alert import AlertValue, ChannelName, Operator
from r2k_tui.model.alerts.rule import FEED_DOWN, FEED_STATE, SCORE_FIELDS, RuleSettings, is_relative, seconds_of
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.calendar.session import Phase


class Rule(msgspec.Struct, frozen=True):
    """What `judge` needs of a rule; `expires` in seconds since the epoch, `relative`: changes are shares.

    `words` say what it waits for, where its parts would not.
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
        """The value of a rule about numbers."""
        return float(self.value) if isinstance(self.value, float | int) else 0.0

    @property
    def definition(self) -> str:
        """What it is about: a rule whose definition is another begins anew, whatever its name."""
        told = (self.symbol, self.field, self.op, self.value, self.within_s, self.hysteresis, self.at_close)
        return msgspec.json.encode(told).decode()


def made_ready(settings: RuleSettings, index: str, delivery: Delivery) -> Rule:
    """The rule of some settings; without a symbol it is about the index."""
    at_close = settings.confirm == "close"
    of_the_engine = settings.field.startswith((FEED_STATE, FEED_DOWN))
    of_the_index = of_the_engine or settings.field in SCORE_FIELDS
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


def _end_of(settings: RuleSettings) -> float | None:
    """The end of the last day in New York."""
    if settings.expires is None:
        return None
    return datetime.combine(settings.expires + timedelta(days=1), time(), NEW_YORK).timestamp()
