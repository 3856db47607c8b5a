"""The alert desk: judges the rules on whatever changes in the market."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.engine.alerts.builtin_rules import DRIFT, FLIPS, built_in_rules
from r2k_tui.engine.alerts.catch_up import GAP_S, missed_samples
from r2k_tui.engine.alerts.computed import ComputedInputs, wanted_of
from r2k_tui.engine.alerts.dispatch import AlertDispatcher, FiredRules
from r2k_tui.engine.alerts.rule import Rule, made_ready
from r2k_tui.engine.alerts.rule_states import RuleStates
from r2k_tui.engine.alerts.samples import Sampler, is_of_feed, is_of_quote
from r2k_tui.engine.alerts.state import Sample
from r2k_tui.engine.state.market import Changes
from r2k_tui.engine.state.publisher import Subscription
from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.thesis import Flip
from r2k_tui.store.alerts import AlertStore

if TYPE_CHECKING:
    from r2k_tui.engine.context import EngineContext
    from r2k_tui.engine.services import Services

log = logging.getLogger(__name__)
# Readings are computed no more often than this; what changes at every look is kept this often.
_COMPUTE_S, _KEEP_S = 5.0, 60.0
# A first look that comes so much later than the gap was found has nothing to do with it.
_FIRST_LOOK_S = 300.0
_FIRST_LOOKS = ("quotes", "daily", "intraday")


class AlertService:
    """Owner of the rules. It is silent until `begin`: an engine that answers one command tells of nothing."""

    def __init__(self, core: EngineContext, shelf: AlertStore) -> None:
        self._core, self._shelf, self._own = core, shelf, core.setup.config.alerts
        self._book = RuleStates()
        self._telling = AlertDispatcher(core, shelf, self._book)
        self._use_rules()
        self._polling: Services | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._dirty = asyncio.Event()
        # Since when nothing had looked, and when that was found.
        self._missed: dict[str, tuple[float, float]] = {}
        # Symbols that were polled in this run: what the store knew of others is too old to be judged.
        self._polled: set[str] = set()
        self._looked_at = self._kept_at = 0.0

    @property
    def running(self) -> bool:
        """Whether rules are judged."""
        return self._polling is not None

    def restore(self) -> None:
        """See Telling."""
        self._telling.restore()

    def begin(self, polling: Services) -> None:
        """Judge from now on; call before anything is polled."""
        self._polling = polling
        sampler = Sampler(self._core.market, polling.hours, self._core.clock)
        computing = ComputedInputs(polling.runner, self._core.setup.config.market.index, self._core.clock, sampler.over)
        self._watch()
        # What was restored from the store is no look of this run.
        self._core.publisher.publish()
        run = self._run(polling, sampler, computing, self._core.publisher.subscribe())
        self._tasks = [asyncio.create_task(run, name="alerts")]

    async def close(self) -> None:
        """Stop, and keep what the rules remember."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._telling.close()
        if self._tasks:
            await self._telling.announce([], passing=True)

    async def settle(self) -> None:
        """See Telling."""
        await self._telling.settle()

    def views(self) -> tuple[RuleView, ...]:
        """How every rule stands."""
        return self._book.views(self._core.clock())

    def log(self) -> tuple[Alert, ...]:
        """The newest alerts, newest first; tests are left out."""
        return tuple(alert for alert in reversed(self._core.market.alerts.values()) if not alert.test)

    async def mute(self, name: str, *, muted: bool) -> bool:
        """Tell of a rule no more, or again; False where there is no such rule."""
        if name in self._book.rules:
            self._book.mute(name, muted=muted)
            await self._telling.announce([])
        return name in self._book.rules

    def test(self, name: str) -> bool:
        """Tell of a rule by all its ways; False where there is no such rule."""
        if name in self._book.rules:
            self._telling.test(self._book.rules[name])
        return name in self._book.rules

    def use(self, own: tuple[RuleSettings, ...]) -> None:
        """Go on with these rules of the user's."""
        self._own = own
        self._use_rules()
        if self._polling is not None:
            self._watch()
            self._polling.wake(*_FIRST_LOOKS)
            self._dirty.set()

    def flipped(self, flip: Flip) -> None:
        """A claim of the thesis has another verdict than before."""
        before, now = (verdict.value.replace("_", " ") for verdict in (flip.before, flip.now))
        words = f"thesis: {flip.claim}: {before} on {flip.before_day}, {now} now"
        self._hear(FLIPS, f"{flip.id} {flip.now.value} {flip.day}", words)

    def drifted(self, *, due: bool, words: str) -> None:
        """How far what is held has strayed from its target, and whether it is time to trade."""
        self._hear(DRIFT, due, words)

    def _hear(self, name: str, value: str | bool, words: str) -> None:
        """Judge what another part of the engine tells."""
        rule = self._book.rules.get(name)
        if not self.running or rule is None:
            return
        self._book.expect(rule)
        sample = Sample(self._core.clock(), value, phase=self._core.market.session.phase, detail=words)
        self._core.in_background(self._telling.announce(self._show(rule, sample)))

    def _use_rules(self) -> None:
        config = self._core.setup.config
        index, delivery = config.market.index, config.delivery
        own = [made_ready(rule, index, delivery) for rule in self._own]
        self._book.use([*own, *built_in_rules(config.built_in_alerts, index, delivery)])

    def _watch(self) -> None:
        symbols = (rule.symbol for rule in self._book.rules.values() if rule.symbol)
        self._core.interest.keep_watching(tuple(dict.fromkeys(symbols)))

    async def _run(
        self, polling: Services, sampler: Sampler, computing: ComputedInputs, subscription: Subscription
    ) -> None:
        self._book.take(await self._core.archive.look(self._shelf.rules) or {})
        await self._telling.begin()
        for name in _FIRST_LOOKS:
            await polling.topics[name].attempted.wait()
        await self._catch_up(polling)
        self._tasks.append(asyncio.create_task(self._compute(sampler, computing), name="readings of alerts"))
        self._dirty.set()
        while True:
            changes = await subscription.next_changes()
            if self._looked_at and self._core.clock() - self._looked_at > GAP_S:
                await self._catch_up(polling)
            try:
                await self._look(sampler, changes)
            except Exception:
                log.exception("alerts")

    async def _look(self, sampler: Sampler, changes: Changes) -> None:
        """Judge what has changed, and what time alone changes."""
        now = self._looked_at = self._core.clock()
        if changes.quotes or changes.bars:
            self._dirty.set()
        self._polled |= changes.quotes.keys()
        found = self._book.released(now)
        for rule in self._book.rules.values():
            new = rule.symbol in self._polled and self._book.memory(rule.name).looked_at is None
            if is_of_quote(rule) and (new or rule.symbol in changes.quotes):
                found += self._show(rule, sampler.of_quote(rule))
            elif is_of_feed(rule):
                found += self._show(rule, sampler.of_feed(rule))
        passing = not 0 <= now - self._kept_at < _KEEP_S
        self._kept_at = now if passing else self._kept_at
        await self._telling.announce(found, passing=passing)

    async def _compute(self, sampler: Sampler, computing: ComputedInputs) -> None:
        """Judge readings, scores and closes when quotes or bars have changed."""
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            for symbol, keys in wanted_of(self._book.rules.values()).items():
                try:
                    await self._judge_computed(sampler, computing, symbol, keys)
                except Exception:
                    log.exception("alerts on readings of %s", symbol)
            await asyncio.sleep(_COMPUTE_S)

    async def _judge_computed(
        self, sampler: Sampler, computing: ComputedInputs, symbol: str, keys: tuple[str, ...]
    ) -> None:
        computed = await computing.compute(symbol, keys)
        if computed is None:
            return
        found: FiredRules = []
        for rule in self._book.rules.values():
            if rule.symbol == symbol and not is_of_quote(rule) and not is_of_feed(rule):
                found += self._show(rule, sampler.of_computed(rule, computed))
        await self._telling.announce(found)

    def _show(self, rule: Rule, sample: Sample | None) -> FiredRules:
        if sample is None:
            return []
        since, found_at = self._missed.pop(rule.name, (0.0, 0.0))
        if since and sample.time - found_at < _FIRST_LOOK_S:
            sample = msgspec.structs.replace(sample, missed_since=since)
        fired = self._book.show(rule, sample)
        return [] if fired is None else [(rule, fired)]

    async def _catch_up(self, polling: Services) -> None:
        """Judge what bars tell of the time that nothing looked; whatever fires then says so, and fires once."""
        now, market, found = self._core.clock(), self._core.market, FiredRules()
        for rule in self._book.rules.values():
            memory = self._book.memory(rule.name)
            if memory.looked_at is None or now - memory.looked_at < GAP_S or is_of_feed(rule):
                continue
            self._missed[rule.name] = memory.looked_at, now
            samples = missed_samples(rule, memory, market.bars, polling.hours, now)
            fired = [one for sample in samples if (one := self._book.show(rule, sample)) is not None]
            found += [(rule, fired[-1])] if fired else []
        self._looked_at = now
        await self._telling.announce(found, passing=True)
