"""The last state of the engine of a hub."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

import msgspec

from r2k_tui.bootstrap.errors import HUB_REMEDY, HubUnavailable, UsageError
from r2k_tui.commands.line.settings import read_table
from r2k_tui.config.sections.hub import HubSettings
from r2k_tui.link.nats.address import Address, BadAddress, address_of
from r2k_tui.link.nats.one_snapshot import ask_snapshot, can_ask
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.store.last_state import LastState

_ANSWER_S = 3.0


def read_hub(url: str, config: Path | None) -> LastState:
    """State of the engine of the hub at `url`. Raises UsageError, HubUnavailable."""
    try:
        address = address_of(url, _settings(config))
    except BadAddress as error:
        raise UsageError(str(error)) from None
    try:
        return state_of_snapshot(ask_snapshot(address, _ANSWER_S) if can_ask(address) else _by_client(address))
    except LinkLost as error:
        raise HubUnavailable(f"{error}; {HUB_REMEDY}") from None


def state_of_snapshot(snapshot: Snapshot) -> LastState:
    """What a line shows of a snapshot; its alerts are those since midnight in New York."""
    now = datetime.fromtimestamp(time.time(), NEW_YORK)
    today = now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    return LastState(
        snapshot.facts,
        {quote.symbol: quote for quote in snapshot.quotes},
        frozenset(quote.symbol for quote in snapshot.quotes),
        snapshot.sessions | {snapshot.session.exchange: snapshot.session},
        {status.topic: status for status in snapshot.feeds},
        snapshot.scores,
        {result.symbol: result.readings for result in snapshot.readings},
        snapshot.halts,
        sum(alert.time >= today for alert in snapshot.alerts),
    )


def _settings(config: Path | None) -> HubSettings:
    """The table of the hub; what is wrong with it is explained by the schema. Raises UsageError."""
    try:
        return msgspec.convert(read_table(config, "hub"), HubSettings)
    except (msgspec.ValidationError, OSError, ValueError, RecursionError):
        from r2k_tui.config.errors import ConfigError
        from r2k_tui.config.load import load
        from r2k_tui.config.paths import find

        try:
            return load(find(config)).hub
        except ConfigError as error:
            raise UsageError(str(error)) from None


def _by_client(address: Address) -> Snapshot:
    """The snapshot by the whole client, which knows keys and WebSockets. Raises LinkLost, UsageError."""
    from importlib.util import find_spec

    if find_spec("nats") is None:
        raise UsageError('this hub needs the extra "hub": pip install "r2k-tui[hub]"')
    import asyncio

    from r2k_tui.link.nats.link import NatsLink
    from r2k_tui.model.messages.subscription import GetSnapshot

    async def ask() -> Snapshot:
        link = NatsLink(address)
        try:
            async with asyncio.timeout(_ANSWER_S):
                await link.start()
                reply = await link.ask(GetSnapshot())
        except TimeoutError:
            raise LinkLost("no engine answers on the hub") from None
        finally:
            await link.close()
        if not isinstance(reply, Snapshot):
            raise LinkLost("the engine of the hub gave no snapshot")
        return reply

    return asyncio.run(ask())
