"""The last state of the engine of a hub."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime
from typing import TYPE_CHECKING

from r2k_tui.bootstrap.errors import HubUnavailable
from r2k_tui.bootstrap.links import attach
from r2k_tui.bootstrap.setup import SetupRequest, resolve
from r2k_tui.config.load import load
from r2k_tui.config.paths import find
from r2k_tui.link.protocol import LinkLost
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.messages.frame import Snapshot
from r2k_tui.model.messages.subscription import GetSnapshot
from r2k_tui.store.last_state import LastState

if TYPE_CHECKING:
    from pathlib import Path

    from r2k_tui.engine.setup import EngineSetup

_ANSWER_S = 3.0


def read_hub(url: str, config: Path | None) -> LastState:
    """State of the engine of the hub at `url`. Raises ConfigError, UsageError, HubUnavailable."""
    return state_of_snapshot(asyncio.run(_snapshot(resolve(SetupRequest(attach=url), load(find(config))))))


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


async def _snapshot(setup: EngineSetup) -> Snapshot:
    link = attach(setup)
    try:
        async with asyncio.timeout(_ANSWER_S):
            await link.start()
            reply = await link.ask(GetSnapshot())
    except LinkLost as error:
        raise HubUnavailable(str(error)) from None
    except TimeoutError:
        raise HubUnavailable("no engine answers on the hub; start one with `r2k engine --publish URL`") from None
    finally:
        await link.close()
    if not isinstance(reply, Snapshot):
        raise HubUnavailable("the engine of the hub gave no snapshot")
    return reply
