"""Dispatch of alerts: stored first, together with the rule states, then published and delivered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from random import Random

import msgspec

from r2k_tui.engine.alerts.channels import channels_from
from r2k_tui.engine.alerts.delivery import TOPIC, DeliveryQueue
from r2k_tui.engine.alerts.rules.messages import condition_of, message_of
from r2k_tui.engine.alerts.rules.rule import Rule
from r2k_tui.engine.alerts.rules.state import Fired
from r2k_tui.engine.alerts.rules.states import RuleStates
from r2k_tui.engine.clock import wall_of
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.alerts.alert import ALERTS_KEPT, Alert
from r2k_tui.model.alerts.channels import ChannelName
from r2k_tui.model.log import Level
from r2k_tui.model.text import clean
from r2k_tui.sources.limits import Backoff
from r2k_tui.store.alerts import AlertStore

FiredRules = list[tuple[Rule, Fired]]
_BACKOFF_S, _BACKOFF_MOST_S = 5.0, 300.0


class AlertDispatcher:
    """Owner of the alert numbers and of the delivery queue."""

    def __init__(self, context: EngineContext, store: AlertStore, states: RuleStates) -> None:
        self._context, self._store, self._states = context, store, states
        delivery = context.config.delivery
        self._queue = DeliveryQueue(
            # Alerts of a replayed day are displayed but not delivered.
            channels_from(delivery) if context.market.facts.replay is None else (),
            delivery.tries,
            Backoff(_BACKOFF_S, _BACKOFF_MOST_S, Random()),  # noqa: S311  (jitter, not secrets)
            wall_of(context.clock),
            context.log,
            context.publish_status,
            self._delivered,
        )
        self._keeping = asyncio.Lock()
        self._newest = self._unwritten = 0

    def restore(self) -> None:
        """Continue after the newest alert that was restored."""
        self._newest = max(self._context.market.alerts, default=0)

    async def begin(self) -> None:
        """Start delivery, beginning with the undelivered alerts of an earlier run."""
        self._queue.begin()
        for alert, key in await self._context.archive.run(self._store.undelivered) or ():
            self._queue.take(alert, key)

    async def close(self) -> None:
        """Stop; undelivered alerts stay in the store."""
        await self._queue.close()

    async def announce(self, found: FiredRules, *, passing: bool = False) -> None:
        """Store rule states and alerts, then publish and deliver the alerts; for `passing` see RuleStates.unsaved."""
        async with self._keeping:
            rows = self._states.unsaved(passing=passing)
            if not rows and not found:
                return
            alerts = [self._alert(rule, fired) for rule, fired in found]
            outbox = {alert.rule: self._queue.keys(alert.channels) for alert in alerts}
            stored = await self._context.archive.run(partial(self._store.save, rows, alerts, outbox))
            if stored is None:
                # The topic `store` reports its failure; the alert must not wait for it.
                numbered = [self._numbered(alert) for alert in alerts]
            else:
                self._states.saved(row for row in rows if row.rule not in stored.overtaken)
                numbered = list(stored.alerts)
                await self._take_over(stored.overtaken)
            self._newest = max([self._newest, *(alert.id for alert in numbered)])
        for alert in numbered:
            self._publish(alert, outbox[alert.rule])

    async def settle(self) -> None:
        """Wait until all evaluated alerts are stored and published."""
        async with self._keeping:
            return

    async def _take_over(self, names: Sequence[str]) -> None:
        """Adopt states and alerts of another engine that was first to write to the same store."""
        if not names:
            return
        archive = self._context.archive
        self._states.take(await archive.run(self._store.rules) or {}, names)
        for alert in reversed(await archive.run(partial(self._store.newest, ALERTS_KEPT, self._newest)) or []):
            self._context.market.add_alert(alert)
            self._newest = max(self._newest, alert.id)

    def test(self, rule: Rule) -> None:
        """Send a test of a rule through all its channels; it is not stored."""
        words = clean(f"{rule.name}: {rule.symbol} {condition_of(rule)}")
        alert = self._made(rule, words, None, rule.channels, missed=False)
        alert = msgspec.structs.replace(self._numbered(alert), test=True)
        self._publish(alert, self._queue.keys(rule.channels))

    def _alert(self, rule: Rule, fired: Fired) -> Alert:
        """Alert of a fired rule; a muted rule has no channels."""
        channels = () if self._states.muted(rule.name) else rule.channels
        return self._made(rule, message_of(rule, fired), fired, channels, missed=fired.sample.missed_since is not None)

    def _made(
        self, rule: Rule, text: str, fired: Fired | None, channels: tuple[ChannelName, ...], *, missed: bool
    ) -> Alert:
        facts = self._context.market.facts
        value = fired.sample.value if fired is not None else None
        return Alert(
            0, rule.name, rule.symbol, self._context.clock(), value, text, facts.name, facts.simulated, channels, missed
        )

    def _numbered(self, alert: Alert) -> Alert:
        self._unwritten -= 1
        return msgspec.structs.replace(alert, id=self._unwritten)

    def _publish(self, alert: Alert, keys: Sequence[str]) -> None:
        self._context.market.add_alert(alert)
        test = "test of " if alert.test else ""
        self._context.log(Level.WARNING, TOPIC, f"{test}{alert.rule}: {alert.text}")
        for key in keys:
            self._queue.take(alert, key)

    def _delivered(self, alert: Alert, key: str) -> None:
        if alert.id > 0:
            self._context.archive.write(partial(self._store.mark_delivered, alert.id, key))
