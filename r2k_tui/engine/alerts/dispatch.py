"""Tells what has fired: first into the store, together with what the rules remember, then to terminals and services."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from random import Random
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.engine.alerts.channels import channels_from
from r2k_tui.engine.alerts.delivery import TOPIC, DeliveryQueue
from r2k_tui.engine.alerts.messages import told, waits_for
from r2k_tui.engine.alerts.rule import Rule
from r2k_tui.engine.alerts.rule_states import RuleStates
from r2k_tui.engine.alerts.state import Fired
from r2k_tui.engine.clock import wall_of
from r2k_tui.engine.limits import Backoff
from r2k_tui.model.alerts.alert import ALERTS_KEPT, Alert, ChannelName
from r2k_tui.model.log import Level
from r2k_tui.model.text import clean
from r2k_tui.store.alerts import AlertStore

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext

FiredRules = list[tuple[Rule, Fired]]
_BACKOFF_S, _BACKOFF_MOST_S = 5.0, 300.0


class AlertDispatcher:
    """Owner of the numbers of alerts, and of the courier that takes them out of the engine."""

    def __init__(self, core: EngineContext, shelf: AlertStore, book: RuleStates) -> None:
        self._core, self._shelf, self._book = core, shelf, book
        delivery = core.setup.config.delivery
        self._courier = DeliveryQueue(
            # What a replayed day tells is long past: it is shown, and goes nowhere.
            channels_from(delivery) if core.market.facts.replay is None else (),
            delivery.tries,
            Backoff(_BACKOFF_S, _BACKOFF_MOST_S, Random()),  # noqa: S311  (jitter, not secrets)
            wall_of(core.clock),
            core.note,
            core.feed_changed,
            self._told,
        )
        self._keeping = asyncio.Lock()
        self._newest = self._unwritten = 0

    def restore(self) -> None:
        """Take the newest alerts from the store, for the first picture."""
        for alert in reversed(self._shelf.newest(ALERTS_KEPT)):
            self._core.market.add_alert(alert, told=True)
            self._newest = alert.id

    async def begin(self) -> None:
        """Begin to tell, with what was left untold."""
        self._courier.begin()
        for alert, key in await self._core.archive.look(self._shelf.undelivered) or ():
            self._courier.take(alert, key)

    async def close(self) -> None:
        """Stop; what is not told yet stays in the store."""
        await self._courier.close()

    async def announce(self, found: FiredRules, *, passing: bool = False) -> None:
        """Keep what the rules remember and what has fired, then tell of it; see RuleBook.unsaved."""
        async with self._keeping:
            rows = self._book.unsaved(passing=passing)
            if not rows and not found:
                return
            alerts = [self._alert(rule, fired) for rule, fired in found]
            outbox = {alert.rule: self._courier.keys(alert.channels) for alert in alerts}
            kept = await self._core.archive.look(partial(self._shelf.save, rows, alerts, outbox))
            if kept is None:
                # The store says what is wrong with it; who waits for the alert must not wait for the store.
                numbered = [self._numbered(alert) for alert in alerts]
            else:
                self._book.saved(row for row in rows if row.rule not in kept.overtaken)
                numbered = list(kept.alerts)
                await self._follow(kept.overtaken)
            self._newest = max([self._newest, *(alert.id for alert in numbered)])
        for alert in numbered:
            self._tell(alert, outbox[alert.rule])

    async def settle(self) -> None:
        """Wait until what was judged is kept and told."""
        async with self._keeping:
            return

    async def _follow(self, names: Sequence[str]) -> None:
        """Another engine on the same store was quicker: go on from what it knows, and show what it told."""
        if not names:
            return
        archive = self._core.archive
        self._book.take(await archive.look(self._shelf.rules) or {}, names)
        for alert in reversed(await archive.look(partial(self._shelf.newest, ALERTS_KEPT, self._newest)) or []):
            self._core.market.add_alert(alert)
            self._newest = max(self._newest, alert.id)

    def test(self, rule: Rule) -> None:
        """Tell of a rule by all its ways, though nothing has fired; it is written nowhere."""
        words = clean(f"{rule.name}: {rule.symbol} {waits_for(rule)}")
        alert = self._made(rule, words, None, rule.channels, missed=False)
        alert = msgspec.structs.replace(self._numbered(alert), test=True)
        self._tell(alert, self._courier.keys(rule.channels))

    def _alert(self, rule: Rule, fired: Fired) -> Alert:
        """What a muted rule finds is written down, and told by nothing."""
        channels = () if self._book.muted(rule.name) else rule.channels
        return self._made(rule, told(rule, fired), fired, channels, missed=fired.sample.missed_since is not None)

    def _made(
        self, rule: Rule, text: str, fired: Fired | None, channels: tuple[ChannelName, ...], *, missed: bool
    ) -> Alert:
        facts = self._core.market.facts
        value = fired.sample.value if fired is not None else None
        return Alert(
            0, rule.name, rule.symbol, self._core.clock(), value, text, facts.name, facts.simulated, channels, missed
        )

    def _numbered(self, alert: Alert) -> Alert:
        self._unwritten -= 1
        return msgspec.structs.replace(alert, id=self._unwritten)

    def _tell(self, alert: Alert, keys: Sequence[str]) -> None:
        self._core.market.add_alert(alert)
        test = "test of " if alert.test else ""
        self._core.note(Level.WARNING, TOPIC, f"{test}{alert.rule}: {alert.text}")
        for key in keys:
            self._courier.take(alert, key)

    def _told(self, alert: Alert, key: str) -> None:
        if alert.id > 0:
            self._core.archive.keep(partial(self._shelf.mark_delivered, alert.id, key))
