"""States of all rules: in memory, as stored, and as displayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from r2k_tui.engine.alerts.rules.evaluate import evaluate, expired, release
from r2k_tui.engine.alerts.rules.messages import condition_of, shown
from r2k_tui.engine.alerts.rules.rule import EVENT, Rule
from r2k_tui.engine.alerts.rules.state import Fired, RuleState, Sample
from r2k_tui.model.alerts.alert import RuleView
from r2k_tui.model.decoding import UNREADABLE
from r2k_tui.store.alerts import RuleRow

# Definition, muted flag, and the state without its passing fields.
LastingState = tuple[str, bool, RuleState]
# Fields that change with every sample are stored periodically; the others at once, so that no rule fires twice.
_PASSING = {"looked_at": None, "value": None, "last": None, "window": (), "best": None}

_FRESH = RuleState()


class RuleStates:
    """Owner of the rule states. Stored states of rules that no longer exist remain untouched."""

    def __init__(self) -> None:
        self.rules: dict[str, Rule] = {}
        self._states: dict[str, RuleState] = {}
        self._versions: dict[str, int] = {}
        self._stored: dict[str, LastingState] = {}
        self._written: dict[str, RuleState] = {}
        self._muted: set[str] = set()
        # Asked for after every change of anything, and rarely different: by rule, with the state it was made of.
        self._lasting_of: dict[str, tuple[RuleState, LastingState]] = {}

    def use(self, rules: Iterable[Rule]) -> None:
        """Replace the rules; one with a changed definition starts with a fresh state."""
        before, self.rules = self.rules, {rule.name: rule for rule in rules}
        for name, rule in self.rules.items():
            if name in before and before[name].definition != rule.definition:
                self._states[name] = RuleState()

    def take(self, rows: Mapping[str, RuleRow], names: Iterable[str] | None = None) -> None:
        """Adopt stored states, of all rules or of the named ones."""
        for name in self.rules if names is None else names:
            row, rule = rows.get(name), self.rules.get(name)
            if row is None or rule is None:
                continue
            self._versions[name] = row.version
            (self._muted.add if row.muted else self._muted.discard)(name)
            if row.definition == rule.definition and (state := _decoded(row.memory)) is not None:
                self._states[name] = self._written[name] = state
                self._stored[name] = self._lasting(name)

    def state(self, name: str) -> RuleState:
        """State of a rule."""
        return self._states.get(name, _FRESH)

    def evaluate(self, rule: Rule, sample: Sample) -> Fired | None:
        """Evaluate one sample and update the state; returns the alert, if the rule fires."""
        self._states[rule.name], fired = evaluate(rule, self.state(rule.name), sample)
        return fired

    def expect(self, rule: Rule) -> None:
        """Allow the first sample of a rule to fire: it is about events, not about a state."""
        state = self.state(rule.name)
        if state.looked_at is None:
            self._states[rule.name] = msgspec.structs.replace(state, settled="", armed=True)

    def released(self, now: float) -> list[tuple[Rule, Fired]]:
        """Deferred alerts of rules whose cooldown is over."""
        found = []
        for name, rule in self.rules.items():
            if self.state(name).held is not None:
                self._states[name], fired = release(rule, self.state(name), now)
                found += [(rule, fired)] if fired is not None else []
        return found

    def muted(self, name: str) -> bool:
        """Whether a rule is muted: its alerts are stored but not delivered."""
        return name in self._muted

    def mute(self, name: str, *, muted: bool) -> None:
        """Mute or unmute a rule."""
        (self._muted.add if muted else self._muted.discard)(name)

    def unsaved(self, *, passing: bool) -> list[RuleRow]:
        """States that differ from the stored ones; with `passing`, also those that differ only in passing fields."""
        rows = []
        for name, rule in self.rules.items():
            state, version = self.state(name), self._versions.get(name, 0)
            lasting = self._lasting(name)
            if lasting == self._stored.get(name) and not (passing and state is not self._written.get(name)):
                continue
            blob = msgspec.msgpack.encode(state)
            rows.append(RuleRow(name, rule.definition, blob, self.muted(name), version))
        return rows

    def saved(self, rows: Iterable[RuleRow]) -> None:
        """Mark these rows as stored, but not later changes of their states."""
        for row in rows:
            self._versions[row.rule] = row.version + 1
            self._stored[row.rule] = (row.definition, row.muted, _without_passing(_decoded(row.memory) or RuleState()))
            if msgspec.msgpack.encode(self.state(row.rule)) == row.memory:
                self._written[row.rule] = self.state(row.rule)

    def _lasting(self, name: str) -> LastingState:
        definition, muted, state = self.rules[name].definition, self.muted(name), self.state(name)
        known = self._lasting_of.get(name)
        if known is None or known[0] is not state or known[1][:2] != (definition, muted):
            known = self._lasting_of[name] = state, (definition, muted, _without_passing(state))
        return known[1]

    def views(self, now: float) -> tuple[RuleView, ...]:
        """State of every rule, user rules first."""
        own, brought = ([rule for rule in self.rules.values() if rule.built_in is kind] for kind in (False, True))
        return tuple(self._view(rule, now) for rule in (*own, *brought))

    def _view(self, rule: Rule, now: float) -> RuleView:
        state = self.state(rule.name)
        return RuleView(
            name=rule.name,
            symbol=rule.symbol,
            field="" if rule.field.startswith(EVENT) else rule.field,
            words=condition_of(rule),
            state=self._state(rule, state, now),
            value=state.value,
            shown=shown(rule.field, state.value or None if rule.field.startswith(EVENT) else state.value),
            looked_at=state.looked_at,
            fired_at=state.fired_at,
            fires=state.fires,
            built_in=rule.built_in,
            muted=self.muted(rule.name),
            channels=rule.channels,
        )

    def _state(self, rule: Rule, state: RuleState, now: float) -> str:
        if expired(rule, now):
            return "expired"
        if self.muted(rule.name):
            return "muted"
        if state.held is not None:
            return "held back"
        if state.looked_at is None:
            return "waiting"
        if state.count:
            return "confirming"
        if state.armed is False:
            return "fired" if state.fires else "waiting"
        return "armed"


def _without_passing(state: RuleState) -> RuleState:
    return msgspec.structs.replace(state, **_PASSING)


def _decoded(blob: bytes) -> RuleState | None:
    """Decoded state; None where this version cannot read it."""
    try:
        return msgspec.msgpack.decode(blob, type=RuleState)
    except UNREADABLE:
        return None
