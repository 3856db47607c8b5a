"""Alert service: the current rules, and the control of their evaluation."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

import msgspec

from r2k_tui.engine.alerts.computed import ReadingsPort
from r2k_tui.engine.alerts.dispatch import AlertDispatcher
from r2k_tui.engine.alerts.evaluation_loop import EvaluationLoop
from r2k_tui.engine.alerts.rules.builtin import DRIFT, FLIPS, HALTS, RECONSTITUTION, REPORTS, built_in_rules
from r2k_tui.engine.alerts.rules.rule import is_of_screen, resolved
from r2k_tui.engine.alerts.rules.state import Sample
from r2k_tui.engine.alerts.rules.states import RuleStates
from r2k_tui.engine.alerts.screens import ScreensPort, with_expression
from r2k_tui.engine.context import EngineContext
from r2k_tui.model.alerts.alert import Alert, RuleView
from r2k_tui.model.alerts.rule import RuleSettings
from r2k_tui.model.calendar.days import new_york_day
from r2k_tui.model.thesis import Flip
from r2k_tui.store.alerts import AlertStore

if TYPE_CHECKING:
    from r2k_tui.engine.calendar.venue_hours import HoursOf

# Polls the named topics as soon as the rate limits allow.
Wake = Callable[..., None]
_READER = "alerts"
_POLLED = ("quotes", "daily", "intraday")


# Reports told in full sentences; more of them are told by symbol.
_SENTENCES = 3


class AlertService:
    """Owner of the rules. Nothing fires before `begin`: a one-shot command sends no alerts."""

    def __init__(self, context: EngineContext, store: AlertStore) -> None:
        self._context, self._store, self._own = context, store, context.config.alerts
        self._states = RuleStates()
        self._dispatcher = AlertDispatcher(context, store, self._states)
        self._use_rules()
        self._loop: EvaluationLoop | None = None
        self._wake: Wake = lambda *names: None
        self._screens: ScreensPort | None = None

    @property
    def running(self) -> bool:
        """Whether rules are being evaluated."""
        return self._loop is not None

    def restore(self) -> None:
        """See AlertDispatcher."""
        self._dispatcher.restore()

    def begin(
        self,
        hours_of: HoursOf,
        readings: ReadingsPort,
        first_polls: Callable[[], Awaitable[None]],
        wake: Wake,
        screens: ScreensPort | None = None,
    ) -> None:
        """Evaluate from now on; call before the first poll. `first_polls` waits for the first round of polls."""
        self._wake, self._screens = wake, screens
        self._watch()
        # Restored quotes are not samples of this run.
        self._context.publisher.publish()
        self._loop = EvaluationLoop(self._context, self._states, self._dispatcher, hours_of, readings, screens)
        self._loop.begin(first_polls, self._load_states)

    async def close(self) -> None:
        """Stop, and store the states of the rules."""
        if self._loop is not None:
            await self._loop.close()
        await self._dispatcher.close()
        if self._loop is not None:
            await self._dispatcher.announce([], passing=True)

    async def settle(self) -> None:
        """See AlertDispatcher."""
        await self._dispatcher.settle()

    def views(self) -> tuple[RuleView, ...]:
        """State of every rule."""
        return self._states.views(self._context.clock())

    def log(self) -> tuple[Alert, ...]:
        """Newest alerts, newest first, without tests."""
        return tuple(alert for alert in reversed(self._context.market.alerts.values()) if not alert.test)

    async def mute(self, name: str, *, muted: bool) -> bool:
        """Mute or unmute a rule; False where there is no such rule."""
        if name in self._states.rules:
            self._states.mute(name, muted=muted)
            await self._dispatcher.announce([])
        return name in self._states.rules

    def test(self, name: str) -> bool:
        """Send a test of a rule through all its channels; False where there is no such rule."""
        if name in self._states.rules:
            self._dispatcher.test(self._states.rules[name])
        return name in self._states.rules

    def use(self, own: tuple[RuleSettings, ...]) -> None:
        """Replace the user's rules."""
        self._own = own
        self._use_rules()
        if self._loop is not None:
            self._watch()
            self._wake(*_POLLED)
            self._loop.recompute()

    def claim_flipped(self, flip: Flip) -> None:
        """Evaluate a changed verdict on a claim of the thesis."""
        before, now = (verdict.value.replace("_", " ") for verdict in (flip.before, flip.now))
        words = f"thesis: {flip.claim}: {before} on {flip.before_day}, {now} now"
        self._receive(FLIPS, f"{flip.id} {flip.now.value} {flip.day}", words)

    def portfolio_drifted(self, *, due: bool, words: str) -> None:
        """Evaluate the drift of the holdings from their target; `due`: whether to rebalance."""
        self._receive(DRIFT, due, words)

    def reconstitution_nears(self, stage: str, words: str) -> None:
        """Evaluate the approach of a reconstitution; `stage` changes once for each of the days in the settings."""
        if self._loop is not None:
            self._context.tasks.start(self._evaluate_stage(self._loop, stage, words))

    async def _evaluate_stage(self, loop: EvaluationLoop, stage: str, words: str) -> None:
        """Evaluate a stage once the stored states are known: an earlier run may have told it."""
        await loop.loaded.wait()
        self._receive(RECONSTITUTION, stage, words)

    def reports_near(self, reports: Mapping[str, str]) -> None:
        """Evaluate the reports of large members that come next: a sentence by `SYMBOL|DAY`. Each is told once."""
        if self._loop is not None:
            self._context.tasks.start(self._evaluate_reports(self._loop, reports))

    async def _evaluate_reports(self, loop: EvaluationLoop, reports: Mapping[str, str]) -> None:
        """Evaluate reports once the stored states are known: an earlier run may have told them."""
        await loop.loaded.wait()
        told_before = self._states.state(REPORTS).settled
        told = set(told_before.split()) if isinstance(told_before, str) else set()
        words = _reports_words({key: sentence for key, sentence in reports.items() if key not in told})
        # A day that is not known for a while counts as told until it is over.
        today = new_york_day(self._context.clock()).isoformat()
        unknown = " ".join(key for key in told - set(reports) if key.rpartition("|")[2] >= today)
        symbols = " ".join(dict.fromkeys(key.partition("|")[0] for key in reports))
        sample = msgspec.structs.replace(self._sample(symbols, words), inside=" ".join(reports), unknown=unknown)
        self._evaluate(REPORTS, sample)

    def halt_changed(self, symbol: str, event: str, words: str) -> None:
        """Evaluate a halt or a resumption of a watched or held symbol; without a symbol, of the whole market."""
        self._evaluate(HALTS, self._sample(event, words), symbol)

    def _receive(self, name: str, value: str | bool, words: str) -> None:
        """Evaluate an event from another service."""
        self._evaluate(name, self._sample(value, words))

    def _sample(self, value: str | bool, words: str) -> Sample:
        return Sample(self._context.clock(), value, phase=self._context.market.session.phase, detail=words)

    def _evaluate(self, name: str, sample: Sample, symbol: str = "") -> None:
        """Evaluate a built-in rule; the alert is about `symbol`, if there is one."""
        rule = self._states.rules.get(name)
        if self._loop is None or rule is None:
            return
        self._states.expect(rule)
        rule = msgspec.structs.replace(rule, symbol=symbol or rule.symbol)
        self._context.tasks.start(self._dispatcher.announce(self._loop.evaluate(rule, sample)))

    def _use_rules(self) -> None:
        config = self._context.config
        index, delivery = config.market.index, config.delivery
        own = [with_expression(resolved(rule, index, delivery), config.screens) for rule in self._own]
        self._states.use([*own, *built_in_rules(config.built_in_alerts, index, delivery)])

    def _watch(self) -> None:
        symbols = (rule.symbol for rule in self._states.rules.values() if rule.symbol)
        self._context.interest.watch_for_alerts(tuple(dict.fromkeys(symbols)))
        if any(map(is_of_screen, self._states.rules.values())) and self._screens is not None:
            # Members are swept while somebody watches them.
            self._context.interest.watch_universe(_READER)
            self._screens.begin()
        else:
            self._context.interest.unwatch_universe(_READER)

    async def _load_states(self) -> None:
        self._states.take(await self._context.archive.run(self._store.rules) or {})
        await self._dispatcher.begin()


def _reports_words(reports: Mapping[str, str]) -> str:
    """Sentences about these reports, or their symbols where they are many."""
    if len(reports) <= _SENTENCES:
        return "; ".join(reports.values())
    days = sorted({key.rpartition("|")[2] for key in reports})
    span = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}"
    return f"{len(reports)} large members report on {span}: {' '.join(key.partition('|')[0] for key in reports)}"
