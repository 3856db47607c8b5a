"""`r2k alerts`: the rules with their state, the alerts that fired, and a delivery test."""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from r2k_tui.bootstrap.errors import UsageError
from r2k_tui.commands.shared.options import Options
from r2k_tui.commands.shared.report import envelope, iso, number, print_problems, write
from r2k_tui.engine.alerts.channels import Channel, DeliveryError, channels_from, words_of
from r2k_tui.engine.alerts.rules.builtin import built_in_rules
from r2k_tui.engine.alerts.rules.messages import condition_of
from r2k_tui.engine.alerts.rules.rule import Rule, resolved
from r2k_tui.engine.alerts.rules.states import RuleStates
from r2k_tui.engine.alerts.screens import with_expression
from r2k_tui.engine.setup import EngineSetup
from r2k_tui.model.alerts.alert import Alert, AlertValue, RuleView
from r2k_tui.model.alerts.channels import TERMINAL_CHANNELS
from r2k_tui.model.alerts.terminal_bytes import terminal_bytes
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.market.feed import Problem
from r2k_tui.model.text import clean
from r2k_tui.store.alerts import AlertStore
from r2k_tui.store.store import Store
from r2k_tui.ui.drawing.ages import ago

_MOST = 1000
_VERBS = ("list", "log", "test")


def run(options: Options, what: str, name: str) -> int:
    """List, log or test. Returns the exit status."""
    if what not in _VERBS:
        raise UsageError(f"alerts {what}: expected one of {', '.join(_VERBS)}")
    if (what == "test") is not bool(name):
        raise UsageError(
            "alerts test: expected the NAME of an alert" if what == "test" else f"alerts {what} takes no name"
        )
    setup = options.setup()
    if what == "test":
        return _test(options, setup, name)
    return _list(options, setup) if what == "list" else _log(options, setup)


def _rules(setup: EngineSetup) -> list[Rule]:
    config = setup.config
    own = [
        with_expression(resolved(rule, config.market.index, config.delivery), config.screens) for rule in config.alerts
    ]
    return [*own, *built_in_rules(config.built_in_alerts, config.market.index, config.delivery)]


def _open_store(setup: EngineSetup) -> tuple[Store, AlertStore] | None:
    """The store of the monitor; None if the settings keep none, or it does not exist yet."""
    path = Path(setup.store)
    if not setup.store or not path.is_file():
        return None
    try:
        store = Store(path, setup.source.name)
    except (sqlite3.Error, OSError) as error:
        raise UsageError(f"cannot open the store: {error}") from None
    return store, AlertStore(store, setup.source.name)


def _list(options: Options, setup: EngineSetup) -> int:
    states, last = RuleStates(), dict[str, Alert]()
    states.use(_rules(setup))
    if (opened := _open_store(setup)) is not None:
        store, alert_store = opened
        states.take(alert_store.rules())
        last = alert_store.last_of_each()
        store.close()
    now = time.time()
    views = states.views(now)
    if options.json:
        rules = [_rule_json(view, states.rules[view.name], last.get(view.name)) for view in views]
        write(envelope("alerts", setup.facts, {"rules": rules}, None, ()))
        return 0
    for view in views:
        muted = "  muted" if view.muted else ""
        print(f"{view.name}{muted}{'  (built in)' if view.built_in else ''}")
        print(f"  {view.symbol} {condition_of(states.rules[view.name])}".replace("   ", "  "))
        seen = f"last {view.shown}, {ago(view.looked_at, now)}" if view.looked_at else "not evaluated yet"
        fired = f"fired {ago(view.fired_at, now)}, {view.fires} in total" if view.fired_at else "never fired"
        print(f"  {view.state}; {seen}; {fired}")
    return 0


def _rule_json(view: RuleView, rule: Rule, last: Alert | None) -> dict[str, Any]:
    return {
        "name": view.name,
        "symbol": view.symbol or None,
        "field": rule.field,
        "op": rule.op,
        "value": rule.value,
        "within_s": rule.within_s or None,
        "hysteresis": rule.hysteresis,
        "confirm": "close" if rule.at_close else rule.confirm,
        "cooldown_s": rule.cooldown_s,
        "phases": [phase.value for phase in rule.phases],
        "expires": iso(rule.expires),
        "channels": list(rule.channels),
        "built_in": view.built_in,
        "muted": view.muted,
        "state": view.state,
        "last_value": _plain(view.value),
        "looked_at": iso(view.looked_at),
        "fired_at": iso(view.fired_at),
        "fires": view.fires,
        "last_alert": None if last is None else _alert_json(last),
    }


def _plain(value: AlertValue) -> AlertValue:
    return number(value) if isinstance(value, float) else value


def _alert_json(alert: Alert) -> dict[str, Any]:
    return {
        "id": alert.id,
        "rule": alert.rule,
        "symbol": alert.symbol or None,
        "time": iso(alert.time),
        "value": _plain(alert.value),
        "text": alert.text,
        "source": alert.source,
        "simulated": alert.simulated,
        "missed": alert.missed,
    }


def _log(options: Options, setup: EngineSetup) -> int:
    """Print the alerts that fired, newest first. None is not an error."""
    alerts: list[Alert] = []
    if (opened := _open_store(setup)) is not None:
        store, alert_store = opened
        alerts = alert_store.newest(_MOST)
        store.close()
    if options.json:
        write(envelope("alerts", setup.facts, {"log": [_alert_json(alert) for alert in alerts]}, None, ()))
    else:
        for alert in alerts:
            tag = "SIMULATED  " if alert.simulated else ""
            print(f"{_moment(alert.time)}  {alert.rule}: {tag}{alert.text}")
    return 0


def _moment(moment: float) -> str:
    return datetime.fromtimestamp(moment, NEW_YORK).strftime("%Y-%m-%d %H:%M")


def _test(options: Options, setup: EngineSetup, name: str) -> int:
    rules = {rule.name: rule for rule in _rules(setup)}
    if (rule := rules.get(name)) is None:
        raise UsageError(f"no alert is named {name!r}; there are {', '.join(rules)}")
    facts = setup.facts
    text = clean(f"{rule.name}: {rule.symbol} {condition_of(rule)}")
    alert = Alert(0, rule.name, rule.symbol, time.time(), None, text, facts.name, facts.simulated, rule.channels)
    alert = _as_test(alert)
    channels = [channel for channel in channels_from(setup.config.delivery) if channel.kind in rule.channels]
    results = asyncio.run(_deliver(channels, alert))
    if not options.json and sys.stdout.isatty():
        results |= {channel: "" for channel in rule.channels if channel in TERMINAL_CHANNELS[2:]}
        sys.stdout.write(terminal_bytes(words_of(alert), rule.channels))
    problems = [Problem("", channel, message) for channel, message in results.items() if message]
    if options.json:
        delivered = {channel: {"told": not message, "message": message} for channel, message in results.items()}
        write(envelope("alerts", facts, {"test": name, "channels": delivered}, None, problems))
    else:
        for channel, message in results.items():
            print(f"{channel:<16} {message or 'delivered'}")
        if not results:
            print("no channel other than the screen of the monitor")
        print_problems(problems)
    if results and len(problems) == len(results):
        return 3
    return 1 if problems else 0


def _as_test(alert: Alert) -> Alert:
    import msgspec

    return msgspec.structs.replace(alert, test=True)


async def _deliver(channels: list[Channel], alert: Alert) -> dict[str, str]:
    """The error of each channel, "" for none; each is tried once."""

    async def one(channel: Channel) -> str:
        try:
            await channel.deliver(alert)
        except DeliveryError as error:
            return str(error)
        return ""

    errors = await asyncio.gather(*(one(channel) for channel in channels))
    counts: dict[str, int] = {}
    names = []
    for name in (channel.name for channel in channels):
        counts[name] = counts.get(name, 0) + 1
        names.append(name if counts[name] == 1 else f"{name} {counts[name]}")
    return dict(zip(names, errors, strict=True))
