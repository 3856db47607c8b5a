"""An engine beside a server of series."""

from __future__ import annotations

from datetime import date, timedelta

from r2k_tui.engine.engine import Engine
from r2k_tui.model.macro.figures import Macro, MacroFigure, PolicyStudy
from r2k_tui.model.messages.macro import GetMacro, GetPolicyStudy, MacroReply, PolicyStudyReply
from r2k_tui.model.messages.thesis import GetThesis, ThesisReply
from r2k_tui.model.thesis import Ledger
from tests.engine.stage import ask

TODAY = date(2025, 9, 18)
FIRST = date(2022, 1, 3)


def days() -> list[date]:
    whole = (TODAY - timedelta(days=1) - FIRST).days
    found = (FIRST + timedelta(days=ahead) for ahead in range(whole + 1))
    return [day for day in found if day.isoweekday() <= 5]


def rate(day: date) -> float:
    """Rises in 2022, falls from September 2024 on."""
    return 1.0 if day < date(2022, 6, 1) else 5.33 if day < date(2024, 9, 19) else 4.33


async def study(engine: Engine) -> PolicyStudy:
    reply = await ask(engine, GetPolicyStudy(fresh=True))
    assert isinstance(reply, PolicyStudyReply), reply
    return reply.study


async def ledger(engine: Engine) -> Ledger:
    reply = await ask(engine, GetThesis())
    assert isinstance(reply, ThesisReply)
    return reply.ledger


async def macro(engine: Engine) -> dict[str, MacroFigure]:
    reply = await ask(engine, GetMacro())
    assert isinstance(reply, MacroReply)
    found: Macro = reply.macro
    assert found.as_of == str(TODAY)
    return {figure.key: figure for figure in found.figures}
