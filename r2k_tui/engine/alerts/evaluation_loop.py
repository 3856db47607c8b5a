"""Evaluation loop: evaluates rules on every market change, and on the passage of time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from r2k_tui.engine.alerts.catch_up import GAP_S, GapTracker
from r2k_tui.engine.alerts.computed import ComputedInputs, ReadingsPort, wanted_of
from r2k_tui.engine.alerts.dispatch import AlertDispatcher, FiredRules
from r2k_tui.engine.alerts.rules.rule import Rule, is_of_feed, is_of_quote, is_of_screen
from r2k_tui.engine.alerts.rules.state import Sample
from r2k_tui.engine.alerts.rules.states import RuleStates
from r2k_tui.engine.alerts.samples import Sampler
from r2k_tui.engine.alerts.screens import ScreensPort
from r2k_tui.engine.context import EngineContext
from r2k_tui.engine.state.market import Changes
from r2k_tui.engine.state.publisher import Subscription
from r2k_tui.model.alerts.rule import SCREEN

if TYPE_CHECKING:
    from r2k_tui.engine.calendar.venue_hours import HoursOf
    from r2k_tui.engine.screens.service import ScreenMembers

log = logging.getLogger(__name__)
# Minimum interval between computations of readings, and between writes of passing state.
_COMPUTE_S, _STORE_S = 5.0, 60.0


class EvaluationLoop:
    """Owner of the tasks that evaluate rules. A defect of one evaluation is logged and stops no other.

    `loaded` is set once the stored states of the rules are known.
    """

    def __init__(
        self,
        context: EngineContext,
        states: RuleStates,
        dispatcher: AlertDispatcher,
        hours_of: HoursOf,
        readings: ReadingsPort,
        screens: ScreensPort | None = None,
    ) -> None:
        self._screens, self._screened_at = screens, 0.0
        self._context, self._states, self._dispatcher = context, states, dispatcher
        self._sampler = Sampler(context.market, hours_of, context.clock)
        self._inputs = ComputedInputs(readings, context.config.market.index, context.clock, self._sampler.over)
        self._gaps = GapTracker(states, hours_of, context.market.bars)
        self._dirty = asyncio.Event()
        # Symbols polled in this run: stored quotes of others are too old to be evaluated.
        self._polled: set[str] = set()
        self._evaluated_at = self._stored_at = 0.0
        self._tasks: list[asyncio.Task[None]] = []
        self.loaded = asyncio.Event()

    def begin(self, first_polls: Callable[[], Awaitable[None]], load_states: Callable[[], Awaitable[None]]) -> None:
        """Evaluate every change from now on, once the states are loaded and the first polls have ended."""
        run = self._run(first_polls, load_states, self._context.publisher.subscribe())
        self._tasks = [asyncio.create_task(run, name="alerts")]

    async def close(self) -> None:
        """Stop evaluating."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def recompute(self) -> None:
        """Schedule an evaluation of the rules about readings, scores and closes."""
        self._dirty.set()

    def evaluate(self, rule: Rule, sample: Sample | None) -> FiredRules:
        """Evaluate a rule on a sample; returns the alerts that fire, if any."""
        if sample is None:
            return []
        fired = self._states.evaluate(rule, self._gaps.marked(rule, sample))
        return [] if fired is None else [(rule, fired)]

    async def _run(
        self,
        first_polls: Callable[[], Awaitable[None]],
        load_states: Callable[[], Awaitable[None]],
        subscription: Subscription,
    ) -> None:
        await load_states()
        self.loaded.set()
        await first_polls()
        await self._catch_up()
        self._tasks.append(asyncio.create_task(self._compute(), name="readings of alerts"))
        self._dirty.set()
        while True:
            changes = await subscription.next_changes()
            if self._evaluated_at and self._context.clock() - self._evaluated_at > GAP_S:
                await self._catch_up()
            try:
                await self._evaluate_changes(changes)
            except Exception:
                log.exception("alerts")

    async def _evaluate_changes(self, changes: Changes) -> None:
        """Evaluate the changes, and the rules that depend on time alone."""
        now = self._evaluated_at = self._context.clock()
        if changes.quotes or changes.bars:
            self._dirty.set()
        self._polled |= changes.quotes.keys()
        fired = self._states.released(now)
        for rule in self._states.rules.values():
            new = rule.symbol in self._polled and self._states.state(rule.name).looked_at is None
            if is_of_quote(rule) and (new or rule.symbol in changes.quotes):
                fired += self.evaluate(rule, self._sampler.of_quote(rule))
            elif is_of_feed(rule):
                fired += self.evaluate(rule, self._sampler.of_feed(rule))
        if changes.universe and not 0 <= now - self._screened_at < _COMPUTE_S:
            self._screened_at = now
            fired += self._evaluate_screens(now)
        passing = not 0 <= now - self._stored_at < _STORE_S
        self._stored_at = now if passing else self._stored_at
        await self._dispatcher.announce(fired, passing=passing)

    def _evaluate_screens(self, now: float) -> FiredRules:
        """Evaluate the rules about saved screens, each screen once."""
        found: dict[str, ScreenMembers | None] = {}
        fired: FiredRules = []
        for rule in self._states.rules.values():
            if is_of_screen(rule) and self._screens is not None:
                name = rule.field.removeprefix(SCREEN)
                if name not in found:
                    found[name] = self._screens.members(name)
                fired += self.evaluate(rule, self._sampler.of_screen(now, found[name]))
        return fired

    async def _compute(self) -> None:
        """Evaluate readings, scores and closes when quotes or bars have changed."""
        while True:
            await self._dirty.wait()
            self._dirty.clear()
            for symbol, keys in wanted_of(self._states.rules.values()).items():
                try:
                    await self._evaluate_computed(symbol, keys)
                except Exception:
                    log.exception("alerts on readings of %s", symbol)
            await asyncio.sleep(_COMPUTE_S)

    async def _evaluate_computed(self, symbol: str, keys: tuple[str, ...]) -> None:
        computed = await self._inputs.compute(symbol, keys)
        if computed is None:
            return
        fired: FiredRules = []
        for rule in self._states.rules.values():
            if rule.symbol == symbol and not is_of_quote(rule) and not is_of_feed(rule) and not is_of_screen(rule):
                fired += self.evaluate(rule, self._sampler.of_computed(rule, computed))
        await self._dispatcher.announce(fired)

    async def _catch_up(self) -> None:
        """Evaluate the period without evaluations from its bars; each rule fires at most once."""
        now = self._context.clock()
        fired = self._gaps.catch_up(now)
        self._evaluated_at = now
        await self._dispatcher.announce(fired, passing=True)
