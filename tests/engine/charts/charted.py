"""Charts asked of an engine."""

from __future__ import annotations

from typing import Any

import numpy as np

from r2k_tui.model.market.bars import Bars
from r2k_tui.model.messages.bars import ChartReply, GetChart
from tests.engine.stage import Stage, ask
from tests.fakes.invented_bars import wave


async def charted(stage: Stage, *requests: GetChart) -> Any:
    """The answer to the last request."""
    async with stage.running() as engine:
        for request in requests:
            reply = await ask(engine, request)
    return reply


def line(reply: ChartReply, key: str, tag: str = "") -> np.ndarray[Any, Any]:
    """The values of a line."""
    found = next(p for p in reply.plots if p.indicator == key and tag in ("", p.tag))
    return np.frombuffer(found.values)


def column(bars: Bars, name: str) -> np.ndarray[Any, Any]:
    return np.frombuffer(getattr(bars, name))


WAVE = wave(400)
