"""An engine whose members report, on a Thursday at noon, with Nasdaq's calendars on this machine."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from r2k_tui.config.sections.providers.nasdaq import NasdaqSettings
from r2k_tui.engine.engine import Engine
from r2k_tui.model.calendar.days import NEW_YORK
from r2k_tui.model.events.calendar import EventCalendar
from r2k_tui.model.market.fundamentals import Fundamentals
from r2k_tui.model.messages.universe import EventsReply, GetEvents
from tests.engine.stage import Stage, ask
from tests.engine.universe.stage import stage
from tests.fakes.http_server import HttpServer

TODAY, FRIDAY, MONDAY, TUESDAY = "2025-09-18", "2025-09-19", "2025-09-22", "2025-09-23"


def at(text: str) -> float:
    """Moment in New York."""
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).timestamp()


def reporting(path: Path | None, server: HttpServer | None = None, **nasdaq: object) -> Stage:
    """Thirty members; five state a day of earnings, one of them years ahead. With a server, Nasdaq is asked."""
    made = stage(path)
    days = {"M00": f"{TODAY}T16:05", "M01": f"{FRIDAY}T07:00", "M02": f"{MONDAY}T16:05", "M04": "2031-09-22T07:00"}
    for symbol, moment in days.items():
        state(made, symbol, moment)
    state(made, "M03", f"{TUESDAY}T16:05", earnings_estimate=True)
    if server is not None:
        settings = NasdaqSettings(endpoint=server.url, calendars=True, calendar_days=3, deadline_s=5.0)
        settings = msgspec.structs.replace(settings, **nasdaq)
        made.config = msgspec.structs.replace(made.config, nasdaq=settings)
    return made


def state(made: Stage, symbol: str, moment: str, **more: object) -> None:
    """What the quote of a member states from now on."""
    facts = Fundamentals(symbol, f"{symbol} Inc.", taken_at=made.clock.now, earnings_at=at(moment), **more)  # type: ignore[arg-type]
    made.source.facts[symbol] = facts


async def calendar(engine: Engine, days: int = 14, *, settled: bool = True) -> EventCalendar:
    """What the engine answers."""
    reply = await ask(engine, GetEvents(days, settled))
    assert isinstance(reply, EventsReply), reply
    return reply.calendar
